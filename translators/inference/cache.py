"""Remembering recent answers for a short while, in memory only, and asking once for many.

A key must hold everything that an answer depends on; the workspace belongs to it, so that no answer
ever reaches another workspace.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Hashable
from functools import partial
from typing import Any, Generic, TypeVar

AnswerT = TypeVar("AnswerT")


class RecentAnswers(Generic[AnswerT]):
    """The last `size` answers, each for `lifetime_s` seconds; failures are not remembered."""

    def __init__(
        self,
        *,
        size: int = 512,
        lifetime_s: float = 600.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._size = size
        self._lifetime_s = lifetime_s
        self._clock = clock
        self._kept: OrderedDict[Hashable, tuple[float, AnswerT]] = OrderedDict()
        self._running: dict[Hashable, asyncio.Task[AnswerT]] = {}

    def __len__(self) -> int:
        return len(self._kept)

    async def get(
        self, key: Hashable, make: Callable[[], Coroutine[Any, Any, AnswerT]]
    ) -> tuple[AnswerT, bool]:
        """The answer for `key`, and whether it was there or on its way already.

        Whoever asks while an answer is being made waits for that one, and gets its error if it
        fails. One that gives up waiting does not take the answer from the others.
        """
        kept = self._kept.get(key)
        if kept and self._clock() < kept[0]:
            self._kept.move_to_end(key)
            return kept[1], True
        running = self._running.get(key)
        shared = running is not None
        if running is None:
            running = asyncio.create_task(make())
            self._running[key] = running
            running.add_done_callback(partial(self._finish, key))
        return await asyncio.shield(running), shared

    def _finish(self, key: Hashable, task: asyncio.Task[AnswerT]) -> None:
        del self._running[key]
        # Looking at the exception also marks it as seen where nobody waits any more.
        if task.cancelled() or task.exception() is not None:
            return
        self._kept[key] = (self._clock() + self._lifetime_s, task.result())
        self._kept.move_to_end(key)
        while len(self._kept) > self._size:
            self._kept.popitem(last=False)
