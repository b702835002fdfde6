"""What the constructions of a metric clause share: verb forms, ways, wording and assembly."""

import re
from dataclasses import dataclass

from glossary.terms import Action, Impact, Slot
from translators.masking import Edit
from translators.rewriting import grammar
from translators.rewriting import word_classes as classes
from translators.rewriting.metric_phrases import MetricPhrase, has_second_quantity, may_end
from translators.rewriting.metric_quantities import Pair, Share, read_level, read_share
from translators.rewriting.place import Place
from translators.rewriting.reading import Reading


@dataclass(frozen=True, slots=True)
class Clause:
    """A metric clause in plain words, its last token, and whether it is a plan that may be
    given its purpose.
    """

    edit: Edit
    last: int
    plan: bool = False


Uses = tuple[tuple[Slot, str], ...]
FORM_ORDER = (Slot.PP, Slot.PAST, Slot.BASE, Slot.S, Slot.ING)


def verb_forms(**verbs: tuple[str, ...]) -> dict[str, Uses]:
    """Verb forms -> the slots and ways that they can stand for."""
    table: dict[str, Uses] = {}
    for way, group in verbs.items():
        for verb in group:
            for slot in FORM_ORDER:
                form = grammar.inflect(verb, slot)
                table[form] = (*table.get(form, ()), (slot, way))
    return table


def way_of(way: str, impact: Impact) -> str:
    """The way that the number goes, for "good" and "bad" too."""
    if way in {"up", "down"}:
        return way
    worse = "down" if impact.better == "up" else "up"
    return impact.better if way == "good" else worse


def outcome_of(way: str, impact: Impact, degree: str = "") -> str:
    """The impact's words for the way, with an adverb of degree before their comparative."""
    words = impact.up if way == "up" else impact.down
    return _COMPARATIVE.sub(rf"{degree} \g<0>", words, count=1) if degree else words


_COMPARATIVE = re.compile(
    r"\b(?:more|less|fewer|better|worse|(?!other\b|over\b|under\b)\w{2,}er)\b"
)
_MEASURABLE = re.compile(r"(?:\b(?:more|less) \w+|\b\w{2,}er|\bbetter|\bworse)$")
_WHEN = re.compile(r"\b(?:sooner|later)$")
DEGREES = classes.words(
    "significantly substantially considerably dramatically slightly noticeably markedly"
    " drastically massively"
)


def can_be_measured(words: str) -> bool:
    """Whether "by 20%" may follow: the comparative must stand last ("faster", not "able to
    handle more work").
    """
    return " to " not in words and bool(_MEASURABLE.search(words)) and not _WHEN.search(words)


def make_clause(place: Place, first: int, words: str, last: int, *, plan: bool = False) -> Clause:
    return Clause(place.edit(words, first=first, last=last), last, plan)


def make_paired(
    place: Place, phrase: MetricPhrase, first: int, words: str, pair: Pair, *, rising: bool
) -> Clause | None:
    """A clause with its two values in brackets, provided that they move the way the words say."""
    if pair.rises is not rising or has_second_quantity(place.reading, place.last):
        return None
    start = place.reading.tokens[first].start
    told = pair.kind in _KINDS_TOLD and _TELLS_HOW_MUCH.search(words)
    name = "" if pair.kind == "time" or told else name_of(place)
    text = place.reading.cased(first, words + phrase.bracket(pair.text, name=name))
    return Clause(Edit(start, pair.end, text, place.match.entry.id), place.last)


_KINDS_TOLD = frozenset({"%", "data"})
_TELLS_HOW_MUCH = re.compile(r"\b(?:often|frequent|likely|memory|of the time)\b")
"""Outcomes that values without a name are plainly of; "faster (from 60% to 92%)" is none."""


def name_of(place: Place) -> str:
    """The metric as the message names it, as it stands inside a sentence."""
    surface = place.match.surface
    capitals = sum(letter.isupper() for letter in surface)
    return surface if capitals > 1 else surface[0].lower() + surface[1:]


# ------------------------------------------------------------------------ how far, how high

_COUNTED = re.compile(r"\b(?P<way>more|less)(?= (?P<of>often|frequent|memory|work|expensive)\b)")
_HALVES = {
    "often": "half as often",
    "frequent": "half as frequent",
    "memory": "half as much memory",
}


def measured(outcome: str, share: Share) -> str | None:
    """An outcome with how far it went ("20% less often", "faster by 20%"); None where it can't
    be said of these words.
    """
    counted = _COUNTED.search(outcome)
    if counted is None or share.kind == "amount":
        return f"{outcome} by {share.text}" if _bears(outcome, share) else None
    if share.kind == "half":
        halved = _HALVES.get(counted["of"]) if counted["way"] == "less" else None
        return outcome.replace(f"less {counted['of']}", halved) if halved else None
    return _COUNTED.sub(f"{share.text} {counted['way']}", outcome, count=1)


def _bears(outcome: str, share: Share) -> bool:
    return can_be_measured(outcome) and (share.by or share.kind != "half")


def add_quantity(
    place: Place, phrase: MetricPhrase, words: str, last: int, *, outcome: str, way: str
) -> tuple[str, int] | None:
    """The clause with the share or level behind token `last`, and where that ends.

    What can't be said of the outcome itself stands behind it with the metric's name ("(uptime
    99.2%)"), in plain statements only: elsewhere it would claim what is not so yet.
    """
    reading = place.reading
    if phrase.tail or has_second_quantity(reading, last):
        return None
    share, level = read_share(reading, last), read_level(reading, last)
    found = share or level
    if found is None or not may_end(reading, found.last):
        return None
    told = measured(outcome, share) if share else None
    if told:
        compared = reading.right(found.last) == "over" and reading.right(found.last, 2) in _BEFORE
        than = (" than", 1) if compared else ("", 0)  # "20% more frequent than last quarter"
        return words.removesuffix(outcome) + told + than[0], found.last + than[1]
    if place.meaning.action is Action.REPLACE or not _is_statement(reading, last):
        return None  # What has a plain name keeps its own verb: "delay rose to 2 s".
    if share:
        by = "by " if share.kind in {"half", "part"} else ""
        size = f"{way} {by}{share.text}"
    else:
        size = found.text.removeprefix("to ")
    return words + phrase.bracket(size, name=name_of(place)), found.last


_BEFORE = frozenset({"last"})
_OPEN = classes.words("if whether unless ? until when would want wants")


def _is_statement(reading: Reading, index: int) -> bool:
    """Whether the sentence says what is or was so: no question, condition, plan or negation."""
    return not any(
        token.lower in _OPEN
        or (classes.is_modal(token.lower) and not reading.text.startswith("May", token.start))
        or classes.is_negation(token.lower)
        for token in reading.sentence(index)
    )
