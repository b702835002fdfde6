"""What a process remembers about channels: their manners for a moment, and what it saw there.

The preview in a channel's settings shows what the last messages would have led to. Two ways were
open. Reading them back (conversations.history) needs a permission that an installer may decline,
gives an app like ours fifteen messages a minute, and fetches people's words once more. So each
process keeps, in memory only, the decision on each message that it saw anyway: entry ids and a
time, no word and no author. The price: a preview knows only what this process saw since it started.
"""

import time
from collections import OrderedDict, deque
from collections.abc import Callable, Sequence

import structlog

from bot.annotating import Sighting
from glossary.store import StoreUnavailable
from storage.annotations import LATELY, Lately, Manners, Place, SqlAnnotations

MANNERS_SECONDS = 1.0
"""Age from which a channel's manners are read again: a change holds everywhere within two
seconds."""
CHANNELS_KEPT = 2_000

log = structlog.get_logger(__name__)


class Annotations:
    """The notes of all channels. `kept` is what all replicas share."""

    def __init__(
        self, kept: SqlAnnotations, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.kept = kept
        self._clock = clock
        self._manners: OrderedDict[Place, tuple[float, Manners | None]] = OrderedDict()
        self._seen: OrderedDict[Place, deque[Sighting]] = OrderedDict()

    async def manners(self, place: Place) -> Manners | None:
        """What a channel wants; None where nobody ever said. While the database can't be asked,
        what was known last: a note is nothing to fail for."""
        read_at, known = self._manners.get(place, (float("-inf"), None))
        if self._clock() - read_at < MANNERS_SECONDS:
            return known
        try:
            known = await self.kept.manners(place)
        except StoreUnavailable:
            log.warning("annotations_unavailable")
        self._remember(place, known)
        return known

    async def choose(self, place: Place, manners: Manners) -> None:
        """Set what a channel wants, for everybody."""
        await self.kept.choose(place, manners)
        self._remember(place, manners)

    def saw(self, place: Place, sighting: Sighting) -> Lately:
        """Remember a decision, for the preview and for the channel's pace.

        A replica that sees every third message sees the same number over a longer time, with the
        notes of all replicas in it: together they are quieter, never louder.
        """
        seen = self._seen.setdefault(place, deque(maxlen=LATELY))
        seen.append(sighting)
        self._seen.move_to_end(place)
        if len(self._seen) > CHANNELS_KEPT:
            self._seen.popitem(last=False)
        return Lately(len(seen), seen[0].at)

    def seen(self, place: Place) -> Sequence[Sighting]:
        """The decisions on the last messages of a channel, oldest first."""
        return tuple(self._seen.get(place, ()))

    def _remember(self, place: Place, manners: Manners | None) -> None:
        self._manners[place] = self._clock(), manners
        self._manners.move_to_end(place)
        if len(self._manners) > CHANNELS_KEPT:
            self._manners.popitem(last=False)
