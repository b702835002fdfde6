"""The compiled glossary of each workspace and channel, kept at hand and up to date."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

from glossary.layers import Glossary, Layer
from glossary.store import GlossaryStore, StoreUnavailable

POLL_SECONDS = 1.0
"""Age from which the store is asked for its version again. Every replica shows a change within two
seconds; this leaves one for asking, reading and compiling."""
PATIENCE_SECONDS = 0.8
"""How long a person's answer waits for the store before the words known last are good enough."""
WORKSPACES_KEPT = 256
CHANNELS_KEPT = 32

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Place:
    """The layer of a workspace or channel, compiled."""

    layer: Layer
    glossary: Glossary


@dataclass(slots=True)
class _Workspace:
    """What is known of one workspace. `version` is None where it has changed since it was asked
    for."""

    version: int | None = None
    checked_at: float = float("-inf")
    retry_at: float = float("-inf")
    places: OrderedDict[str | None, _Place] = field(default_factory=OrderedDict)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Catalogue:
    """Gives out compiled glossaries: a `translators.ports.GlossarySource`.

    The built-in glossary is shared. What a workspace or channel lays over it is compiled when it is
    first asked for and when it has changed, and kept for the places used last. A change made
    through the same store object holds from the next call on, one made by another process within
    two seconds. While the store can't be reached, the words known last hold on (the built-in ones,
    where none are known): an answer is better than none.
    """

    def __init__(
        self,
        builtin: Glossary,
        store: GlossaryStore,
        *,
        poll_seconds: float = POLL_SECONDS,
        patience_seconds: float = PATIENCE_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._builtin = builtin
        self._store = store
        self._poll_seconds = poll_seconds
        self._patience_seconds = patience_seconds
        self._clock = clock
        self._workspaces: OrderedDict[str, _Workspace] = OrderedDict()
        store.subscribe(self._forget)

    async def glossary(self, workspace: str | None, channel: str | None) -> Glossary:
        """What holds in a channel of a workspace (None: outside any channel; outside any
        workspace)."""
        if not workspace:
            return self._builtin
        known = self._known(workspace)
        ready = known.places.get(channel or None)
        if ready and ready.layer.version == known.version and self._clock() < self._expiry(known):
            known.places.move_to_end(channel or None)
            return ready.glossary
        async with known.lock:
            return await self._refreshed(known, workspace, channel or None)

    async def _refreshed(self, known: _Workspace, workspace: str, channel: str | None) -> Glossary:
        try:
            if self._clock() >= known.retry_at:
                async with asyncio.timeout(self._patience_seconds):
                    await self._check_version(known, workspace)
                    layer = await self._changed_layer(known, workspace, channel)
                if layer is not None:
                    await self._lay(known, channel, layer)
        except (StoreUnavailable, TimeoutError):
            # One request in every poll interval finds out; the others must not queue up behind a
            # dead database.
            known.retry_at = self._clock() + self._poll_seconds
            _log.warning("glossary.store_unavailable", workspace=workspace)
        place = known.places.get(channel) or known.places.get(None)
        return place.glossary if place else self._builtin

    async def _check_version(self, known: _Workspace, workspace: str) -> None:
        """Ask for the version unless it was asked for a moment ago; again where it changed in the
        meantime."""
        while known.version is None or self._clock() >= self._expiry(known):
            asked_at = known.checked_at = self._clock()
            version = await self._store.version(workspace)
            if known.checked_at == asked_at:
                known.version = version
                return

    async def _changed_layer(
        self, known: _Workspace, workspace: str, channel: str | None
    ) -> Layer | None:
        """The layer to compile for a place: None where the compiled one is of this version."""
        place = known.places.get(channel)
        if place and place.layer.version == known.version:
            return None
        return await self._store.layer(workspace, channel)

    async def _lay(self, known: _Workspace, channel: str | None, layer: Layer) -> None:
        same = next((one for one in known.places.values() if _is_same(one.layer, layer)), None)
        if same:
            glossary = same.glossary
        else:
            # A thread, so that others are answered while a large layer is compiled.
            glossary = await asyncio.to_thread(self._builtin.over, layer)
        known.places[channel] = _Place(layer, glossary)
        if known.version is not None:
            # The words may be newer than the version that was asked for just before.
            known.version = max(known.version, layer.version)
        known.places.move_to_end(channel)
        if len(known.places) > CHANNELS_KEPT:
            known.places.popitem(last=False)

    def _known(self, workspace: str) -> _Workspace:
        known = self._workspaces.setdefault(workspace, _Workspace())
        self._workspaces.move_to_end(workspace)
        if len(self._workspaces) > WORKSPACES_KEPT:
            self._workspaces.popitem(last=False)
        return known

    def _expiry(self, known: _Workspace) -> float:
        return known.checked_at + self._poll_seconds

    def _forget(self, workspace: str) -> None:
        known = self._workspaces.get(workspace)
        if known:
            known.version = None
            known.checked_at = float("-inf")


def _is_same(one: Layer, other: Layer) -> bool:
    return (one.hidden, one.entries) == (other.hidden, other.entries)
