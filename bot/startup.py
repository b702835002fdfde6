"""Starting quickly: whoever is killed should be back before anybody notices.

Imports next to nothing, so that a start can be `hurried` before all else is imported.
"""

import asyncio
import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from translators.ports import LanguageModel, ModelAnswer, ModelRequest

LOAD_AFTER = 1.0
"""Seconds until the model's library is loaded where nobody asks for it earlier."""
SWITCH_SECONDS = 0.001
"""How long a busy thread keeps the interpreter from another that waits for it. What is written down
goes through threads that wait for it at every statement: with Python's 0.005 the note of an answer
takes three times as long while the loop is busy."""


@contextmanager
def hurried() -> Iterator[None]:
    """Leave the garbage alone until `settle`: what is loaded at the start all stays, and looking
    through it again and again takes a fifth of the time until the first request."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def settle() -> None:
    """After a start in a hurry: what is there now stays until the end, so the collector need not
    look at it ever again. Threads take turns more often from now on."""
    if gc.isenabled():
        return
    sys.setswitchinterval(SWITCH_SECONDS)
    gc.freeze()
    gc.enable()


class LateModel:
    """A `LanguageModel` whose library is loaded in a thread, while requests are acknowledged.

    `build` makes the model: when the first question comes, or after `seconds`. It is made within a
    running loop.
    """

    def __init__(
        self, build: "Callable[[], LanguageModel]", *, seconds: float = LOAD_AFTER
    ) -> None:
        self._build = build
        self._making: asyncio.Task[LanguageModel] | None = None
        self._soon = asyncio.get_running_loop().call_later(seconds, self._load)

    async def ask(self, request: "ModelRequest") -> "ModelAnswer":
        # Shielded: whoever gives up waiting must not take the model from the others.
        model = await asyncio.shield(self._load())
        return await model.ask(request)

    def _load(self) -> "asyncio.Task[LanguageModel]":
        if self._making is None:
            self._making = asyncio.create_task(asyncio.to_thread(self._build), name="load-model")
        return self._making

    async def close(self) -> None:
        self._soon.cancel()
        if self._making is not None:
            await (await self._making).close()
