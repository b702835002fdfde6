"""How quiet notes on messages are: all messages as the one day of a busy channel, with the settings
that a channel starts with.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from benchmarks.matching import Row
from benchmarks.timing import once
from bot.annotating import Sighting, look, rehearse
from glossary.packs import builtin
from storage.annotations import Manners, Mode

DAY = datetime(2026, 11, 2, tzinfo=UTC)
AS_SHIPPED = Manners(Mode.REACTION)
SLOW = 500


def measure(texts: Sequence[str]) -> list[Row]:
    """All figures of noise, in the order of the table."""
    slow = texts[:: max(1, len(texts) // SLOW)][:SLOW]
    seconds = once(lambda: _seen(texts), rounds=3)
    return [
        *_noise(f"a day of {len(texts)} messages", texts),
        *_noise(f"a day of {len(slow)} messages", slow),
        Row("deciding about a message", 1e6 * seconds / len(texts), "us"),
    ]


def _seen(texts: Sequence[str]) -> list[Sighting]:
    step = timedelta(days=1) / len(texts)
    return [
        look(text, glossary=builtin(), at=DAY + step * number) for number, text in enumerate(texts)
    ]


def _noise(name: str, texts: Sequence[str]) -> list[Row]:
    noted = rehearse(_seen(texts), glossary=builtin(), manners=AS_SHIPPED)
    notes = [terms for _, terms in noted]
    times = Counter(term.entry for terms in notes for term in terms)
    share, most = 100 * len(notes) / len(texts), max(times.values(), default=0)
    return [
        Row(f"{name}, notes for 100 messages", share, "notes", 10, at_least=False),
        Row(f"{name}, the same term at most", most, "times", 1, at_least=False),
    ]
