"""Words that leave open how much is meant ("fast", "soon", "robust", "synergy"), by family.

The lists stand in `requirements.yaml`, with the idioms in which such a word means nothing of the
kind ("thanks a lot", "see you soon"). A word beside a number ("20% faster") is not vague.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from translators.masking import Message
from translators.patterns import compiled
from translators.phrases import Phrasebook, table, words

_MEASURED = compiled(r"(?:\d[\d.,]*\s?(?:%|percent|x|times)|\btwice(?:\sas)?|\btimes\sas|\bas)\s*$")
_DENIED = compiled(r"(?:\bnot|n['’]t|\bno\slonger|\bnever)\s+(?:\w+\s)?$")


@dataclass(frozen=True, slots=True)
class VagueWord:
    """A vague word or phrase as it stands at `start`, and its family (a key of the table)."""

    start: int
    surface: str
    family: str


def find(message: Message) -> tuple[VagueWord, ...]:
    """The vague words of a message in order, each surface once."""
    unique: dict[str, VagueWord] = {}
    for word in _occurrences(message):
        unique.setdefault(word.surface.lower(), word)
    return tuple(unique.values())


def _occurrences(message: Message) -> Iterator[VagueWord]:
    for hit in _book().find(words(message.text, protected=message.protected)):
        before = message.text[max(0, hit.start - 24) : hit.start]
        denied = hit.value == "time" and _DENIED.search(before)
        if hit.value and not denied and not _MEASURED.search(before):
            yield VagueWord(hit.start, message.text[hit.start : hit.end], hit.value)


@cache
def _book() -> Phrasebook[str]:
    """Vague words with their family; idioms have an empty one."""
    listed = table("requirements")
    idioms = [(idiom, "") for idiom in listed["idioms"]]
    families = [(word, family) for family, known in listed["vague"].items() for word in known]
    return Phrasebook([*idioms, *families])
