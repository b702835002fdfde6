"""What goes wrong in a storm, and when."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.chaos.disk import Trouble
from tests.chaos.plans import Plan
from tests.chaos.proxy import Proxy
from tests.chaos.replicas import ROOT, Replica
from tests.chaos.slack import FLOOD, Slack
from tests.chaos.versions import make_next


@dataclass
class Record:
    """When what happened, by the clock of `time.monotonic`."""

    kills: list[float] = field(default_factory=list)
    flooded: tuple[float, float] | None = None
    unwritable: tuple[float, float] | None = None
    restarts: int = 0


class Happenings:
    """Does what a plan asks for, spread over the time that it takes if all goes well."""

    def __init__(
        self,
        plan: Plan,
        slack: Slack,
        replicas: list[Replica],
        *,
        dice: random.Random,
        folder: Path,
        proxy: Proxy | None,
        disk: Trouble | None,
    ) -> None:
        self.record = Record()
        self._plan = plan
        self._slack = slack
        self._replicas = replicas
        self._dice = dice
        self._folder = folder
        self._proxy = proxy
        self._disk = disk

    async def run(self) -> None:
        length = self._plan.requests / self._plan.rate
        happenings = self._wanted()
        for happening in happenings:
            await asyncio.sleep(length / (len(happenings) + 1) * self._dice.uniform(0.5, 1.5))
            await happening()

    def _wanted(self) -> list[Callable[[], Awaitable[None]]]:
        plan = self._plan
        wanted: list[Callable[[], Awaitable[None]]] = [self._kill_one] * plan.kills
        if plan.lose_one:
            wanted.insert(len(wanted) // 2, self._lose_one)
        others = {
            self._cut: plan.cut and self._proxy,
            self._freeze: plan.freeze and self._proxy,
            self._fill: plan.full,
            self._flood: plan.flood,
            self._upgrade: plan.upgrade,
        }
        return wanted + [happening for happening, asked_for in others.items() if asked_for]

    async def _kill_one(self) -> None:
        self.record.kills.append(time.monotonic())
        self._dice.choice(self._replicas).kill()

    async def _lose_one(self) -> None:
        self.record.kills.append(time.monotonic())
        self._replicas.pop().give_up()

    async def _cut(self) -> None:
        if self._proxy:
            await self._proxy.cut(self._plan.cut)

    async def _freeze(self) -> None:
        if self._proxy:
            await self._proxy.freeze(self._plan.freeze)

    async def _fill(self) -> None:
        if self._disk:
            began = time.monotonic()
            await self._disk.last(self._plan.full)
            self.record.unwritable = (began, time.monotonic())

    async def _flood(self) -> None:
        """All at once, as far as one process can; it lasts until the last of them is answered."""
        began = time.monotonic()
        addresses = [replica.address for replica in self._replicas]
        numbers = range(FLOOD, FLOOD + self._plan.flood)
        await asyncio.gather(*(self._slack.send(number, addresses) for number in numbers))
        while any(one >= FLOOD for one in self._slack.unanswered):  # noqa: ASYNC110 polled as all
            await asyncio.sleep(0.1)
        self.record.flooded = (began, time.monotonic())

    async def _upgrade(self) -> None:
        for root in (make_next(self._folder / "next"), ROOT):
            for replica in self._replicas:
                await replica.restart(root)
                self.record.restarts += 1
