"""What the constructions of a metric clause share: verb forms, ways, wording and assembly."""

import re
from dataclasses import dataclass

from glossary.terms import Impact, Slot
from translators.masking import Edit
from translators.rewriting import grammar
from translators.rewriting import word_classes as classes
from translators.rewriting.metric_phrases import MetricPhrase, Pair, has_second_quantity
from translators.rewriting.place import Place


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
DEGREES = classes.words(
    "significantly substantially considerably dramatically slightly noticeably markedly"
    " drastically massively"
)


def can_be_measured(words: str) -> bool:
    """Whether "by 20%" may follow: the comparative must stand last ("faster", not "able to
    handle more work").
    """
    return " to " not in words and bool(_MEASURABLE.search(words))


def make_clause(place: Place, first: int, words: str, last: int, *, plan: bool = False) -> Clause:
    return Clause(place.edit(words, first=first, last=last), last, plan)


def make_paired(
    place: Place, phrase: MetricPhrase, first: int, words: str, pair: Pair, *, rising: bool
) -> Clause | None:
    """A clause with its two values in brackets, provided that they move the way the words say."""
    if pair.rises is not rising or has_second_quantity(place.reading, place.last):
        return None
    start = place.reading.tokens[first].start
    text = place.reading.cased(first, words + phrase.bracket(pair.text))
    return Clause(Edit(start, pair.end, text, place.match.entry.id), place.last)
