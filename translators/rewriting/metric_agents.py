"""An agent that moves a metric: "we cut latency by a third", "to bring down the error rate"."""

import re
from dataclasses import dataclass

from glossary.terms import Impact, Slot
from translators.rewriting import grammar
from translators.rewriting import word_classes as classes
from translators.rewriting.metric_outcomes import (
    DEGREES,
    FORM_ORDER,
    Clause,
    Uses,
    add_quantity,
    can_be_measured,
    make_clause,
    make_paired,
    outcome_of,
    verb_forms,
    way_of,
)
from translators.rewriting.metric_phrases import (
    MetricPhrase,
    has_share,
    may_end,
    subject_of,
)
from translators.rewriting.metric_quantities import read_pair
from translators.rewriting.place import Place
from translators.rewriting.reading import Reading

_AGENT = verb_forms(
    down=(
        *("reduce", "cut", "lower", "decrease", "trim", "slash"),
        *("bring down", "drive down", "push down"),
    ),
    up=("increase", "raise", "boost", "lift", "push up", "drive up"),
    good=("improve", "optimize", "optimise", "enhance", "speed up"),
    bad=("worsen", "degrade", "hurt", "harm"),
)
_AGENT_DOWN = verb_forms(down=("bring", "drive", "push", "get"))
_AGENT_UP = verb_forms(up=("drive", "push"))
_LIGHT_ADVERBS = classes.words("also now then just still always never not")


@dataclass(frozen=True, slots=True)
class _Verb:
    """An agent's verb: tokens of the clause, slot, the way the number goes, and an adverb of
    degree.
    """

    first: int
    last: int
    slot: Slot
    way: str
    degree: str = ""


def agent_clause(place: Place, impact: Impact, phrase: MetricPhrase) -> Clause | None:
    verb = _agent_verb(place, phrase)
    if verb is None:
        return None
    reading, way = place.reading, way_of(verb.way, impact)
    outcome = outcome_of(way, impact, verb.degree)
    words = f"{grammar.inflect('make', verb.slot)} {subject_of(phrase, impact).words} {outcome}"
    pair = read_pair(reading, verb.last)
    if pair:
        return make_paired(place, phrase, verb.first, words, pair, rising=way == "up")
    plan = verb.slot is Slot.BASE and way == impact.better and _is_plan(reading, verb)
    sized = None
    if not verb.degree:
        sized = add_quantity(place, phrase, words, verb.last, outcome=outcome, way=way)
    if sized:
        return make_clause(place, verb.first, *sized, plan=plan)
    if not _agent_may_end(reading, verb, outcome, tail=bool(phrase.tail)):
        return None
    return make_clause(place, verb.first, words + phrase.tail, verb.last, plan=plan)


def _agent_may_end(reading: Reading, verb: _Verb, outcome: str, *, tail: bool) -> bool:
    if has_share(reading, verb.last) and (tail or not can_be_measured(outcome)):
        return False  # "Faster for the slowest requests by 20%": the share has to stand closer.
    main_clause = verb.slot is Slot.ING and reading.right(verb.last) in classes.SUBJECTS
    return main_clause or may_end(reading, verb.last)


def _agent_verb(place: Place, phrase: MetricPhrase) -> _Verb | None:
    """The verb that governs the metric; a form that could be something else there gives None."""
    reading, last = place.reading, place.last
    one, two = reading.left(phrase.first), reading.left(phrase.first, 2)
    if f"{two} {one}" in _AGENT:
        return _governed(reading, _AGENT[f"{two} {one}"], phrase.first - 2, last)
    particle = reading.right(last)
    if one in _AGENT_DOWN and particle in {"down", "up"}:
        table = _AGENT_DOWN if particle == "down" else _AGENT_UP
        return _governed(reading, table.get(one, ()), phrase.first - 1, last + 1)
    return _governed(reading, _AGENT.get(one, ()), phrase.first - 1, last)


def _governed(reading: Reading, uses: Uses, first: int, last: int) -> _Verb | None:
    """The use of a verb form that the words to its left ask for."""
    degree = ""
    if reading.left(first) in DEGREES:
        first -= 1
        degree = reading.left(first + 1)
    if not degree and reading.right(last) in DEGREES:
        last += 1
        degree = reading.tokens[last].lower
    distance = 1
    while reading.left(first, distance) in _LIGHT_ADVERBS:
        distance += 1
    governor, slots = reading.left(first, distance), dict(uses)
    for slot in FORM_ORDER:
        if slot in slots and _governs(governor, slot, ambiguous=len(slots) > _DISTINCT):
            return _Verb(first, last, slot, slots[slot], degree)
    for slot in (Slot.PAST, Slot.S):
        if slot in slots and _is_told_of_a_thing(reading, first, slot, sure=Slot.BASE not in slots):
            return _Verb(first, last, slot, slots[slot], degree)
    return None


_THING_OPENERS = classes.words("the this that our a an each every")
_CLAUSE_OPENERS = frozenset({"", ",", ":", ";", "–", "—"}) | classes.words("but so because since")
_LONGEST_THING = 5


def _is_told_of_a_thing(reading: Reading, first: int, slot: Slot, *, sure: bool) -> bool:
    """Whether a thing, named from the beginning of its clause on, is what acts ("The new index
    reduces …"). A form that is a present tense, too, wants a single thing: "the team cut".
    """
    distance = 1
    while distance <= _LONGEST_THING and classes.is_content(reading.left(first, distance)):
        distance += 1
    if distance == 1 or reading.left(first, distance) not in _THING_OPENERS:
        return False
    single = not reading.left(first).endswith("s")
    if reading.left(first, distance + 1) not in _CLAUSE_OPENERS:
        return False
    return single if slot is Slot.S or not sure else True


_DISTINCT = 2
"""A form of more than two slots ("cut": base, past, participle) opens no sentence: it may be a
command or a report.
"""
_STARTS = frozenset({"", ":", ";", "–", "—", "-"})


def _governs(governor: str, slot: Slot, *, ambiguous: bool) -> bool:
    if slot is Slot.PP:
        return classes.is_have(governor)
    if slot is Slot.PAST:
        return governor in classes.SUBJECTS | {"which"}
    if slot is Slot.S:
        return governor in {"it", "he", "she", "which", "this", "that"}
    if slot is Slot.ING:
        gerund = governor in (classes.PREPOSITIONS - {"to"}) | {"while", "when"}
        return gerund or classes.is_be(governor)
    if governor in _STARTS:
        return not ambiguous
    asked = governor == "to" or classes.is_modal(governor) or governor in classes.DO
    return asked or governor in classes.PLURAL_SUBJECTS | {"let's", "please", "us"}


_INTENTIONS = classes.words(
    "need needs want wants plan plans planning aim aims going have has like trying try"
    " working decided must should will let's please ought goal priority time us"
)
_DOUBT = classes.words(
    "if whether unless why how when may might could would can because failed fail unable"
    " tried used difficult hard impossible cannot without hardly instead ?"
)
_SHARE = r"(?:a (?:third|quarter|half)|half|\d[\d.,]*\s?(?:%|percent))"
_DATE = (
    r"(?:by|before|this|next|until) (?:the end of )?(?:the |this |next )?[\w']+(?: \d+)?"
    r"|today|tomorrow|now"
)
_PLAN_TAIL = re.compile(
    rf"(?: by (?:about |around |at least )?{_SHARE})?(?: (?:{_DATE}))?[\s.!]*", re.IGNORECASE
)


def _is_plan(reading: Reading, verb: _Verb) -> bool:
    """Whether the sentence is a plain plan that ends with this clause: no question, doubt or
    negation in it.

    Only then may its purpose be added: anywhere else "so customers …" would claim a result.
    """
    sentence = reading.sentence(verb.first)
    start = reading.tokens[verb.first].start
    before = {token.lower for token in sentence if token.start < start}
    words = {token.lower for token in sentence}
    if _DOUBT & words or any(map(classes.is_negation, words)):
        return False
    intended = not before or _INTENTIONS & before or any(word.endswith("'ll") for word in before)
    rest = reading.text[reading.tokens[verb.last].end : sentence[-1].end]
    return bool(intended) and bool(_PLAN_TAIL.fullmatch(rest))
