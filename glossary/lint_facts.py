"""Facts that no wording may bring into somebody's sentence: what is written must be the
sender's.

A number, a negation, a date or a hedge inside a gloss would be read as part of the message.
"""

import re
from collections.abc import Iterator, Mapping

from glossary.terms import Action, Entry, Impact, Meaning, Slot, Wording

_FACT = re.compile(
    r"""
    (?P<number>\d+(?:[.,]\d+)*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven
       |twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?
       |[mb]illions?|dozens?|half|halve[sd]?|twice|thrice|zero)\b)
   |(?P<negation>\b(?:not?|never|none|nobody|nothing|nowhere|neither|nor|without|cannot)\b
       |n['’]t\b)
   |(?P<date>\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|april|june|july
       |august|september|october|november|december|today|tomorrow|yesterday|tonight|midnight
       |noon)\b)
   |(?P<hedge>\b(?:may|might|could|should|must|will|would|possibl[ey]|probably|perhaps|roughly
       |approximately)\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_IMPACT = ("subject", "up", "down", "np_up", "np_down")


def facts_added(entry: Entry) -> Iterator[str]:
    """A sentence for every number, negation, date or hedge that the entry could write into a
    message, unless a form of the term says it already.
    """
    own = {match[0].casefold() for _, form in entry.surfaces for match in _FACT.finditer(form)}
    for place, text in _written(entry):
        for match in _FACT.finditer(text):
            if match[0].casefold() not in own:
                yield f"The {place} “{text}” adds a {match.lastgroup}: “{match[0]}”."


def _written(entry: Entry) -> Iterator[tuple[str, str]]:
    """Every wording of an entry that can get into a message, with its name."""
    for meaning in entry.senses or (entry,):
        yield from _of_meaning(meaning)
    if any(meaning.action in _WRITING for meaning in entry.senses or (entry,)):
        for wording in entry.audiences.values():
            yield from _of_glosses(wording)
            yield from _of_plain(wording.plain or {})


_WRITING = frozenset({Action.REPLACE, Action.GLOSS})


def _of_meaning(meaning: Meaning) -> Iterator[tuple[str, str]]:
    if meaning.action in _WRITING:
        yield from _of_glosses(meaning)
    if meaning.action is Action.REPLACE:
        yield from _of_plain(meaning.plain)
    if meaning.impact and meaning.action is not Action.NEVER:
        yield from _of_impact(meaning.impact)
        if meaning.so_what:
            yield "so_what", meaning.so_what


def _of_glosses(wording: Meaning | Wording) -> Iterator[tuple[str, str]]:
    if wording.gloss:
        yield "gloss", wording.gloss
    if wording.gloss_pl:
        yield "gloss_pl", wording.gloss_pl


def _of_plain(plain: Mapping[Slot, str]) -> Iterator[tuple[str, str]]:
    return ((f"plain wording ({slot.value})", text) for slot, text in plain.items())


def _of_impact(impact: Impact) -> Iterator[tuple[str, str]]:
    return ((f"impact wording ({name})", getattr(impact, name)) for name in _IMPACT)
