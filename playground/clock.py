"""Time as the playground counts it, so that tests move it by hand and never wait."""

import asyncio
import heapq
import itertools
import time
from typing import Protocol


class Clock(Protocol):
    """What limits, expiries and retries are measured with."""

    def now(self) -> float:
        """Seconds since the epoch."""

    async def sleep(self, seconds: float) -> None:
        """Return once `seconds` have passed on this clock."""


class WallClock:
    """Real time; `scale` 10 makes waits ten times shorter, expiries come ten times sooner."""

    def __init__(self, *, scale: float = 1.0) -> None:
        self._start = time.time()
        self._scale = scale

    def now(self) -> float:
        return self._start + (time.time() - self._start) * self._scale

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / self._scale)


class ManualClock:
    """Stands still until `advance` is called; whoever sleeps wakes when its moment is reached."""

    def __init__(self, start: float | None = None) -> None:
        self._now = time.time() if start is None else start
        self._order = itertools.count()
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []

    def now(self) -> float:
        return self._now

    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            return
        alarm: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._now + seconds, next(self._order), alarm))
        await alarm

    def advance(self, seconds: float) -> None:
        """Move time forward by `seconds` and wake those whose moment has come."""
        self._now += seconds
        while self._sleepers and self._sleepers[0][0] <= self._now:
            _, _, alarm = heapq.heappop(self._sleepers)
            if not alarm.done():
                alarm.set_result(None)
