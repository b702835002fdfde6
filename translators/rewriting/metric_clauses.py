"""Sentences about a metric that moves, told from the side of the people who feel it.

Four constructions are known: agent and verb ("we cut latency by a third"), a metric that moves
("latency rose"), from one value to another ("latency went from 850 ms to 420 ms"), adjective
and noun ("high latency"). Tense, modality and negation stay those of the verb that was there;
quantities stay as they were typed. Joined nouns, complements with "of" and levels ("rose to 2
s") give None: there the noun alone is put into plain words.
"""

import re
from dataclasses import dataclass

from glossary.terms import Impact, Slot
from translators.masking import Edit
from translators.rewriting import grammar
from translators.rewriting import word_classes as classes
from translators.rewriting.metric_phrases import (
    MetricPhrase,
    Pair,
    Subject,
    has_second_quantity,
    has_share,
    is_wait,
    may_end,
    read_pair,
    read_phrase,
    subject_of,
)
from translators.rewriting.place import Place, ends_noun_phrase
from translators.rewriting.reading import Reading


@dataclass(frozen=True, slots=True)
class Clause:
    """A metric clause in plain words, its last token, and whether it is a plan that may be
    given its purpose.
    """

    edit: Edit
    last: int
    plan: bool = False


def rewrite_clause(place: Place) -> Clause | None:
    """The clause around a metric in plain words; None where none of the constructions surely
    stands there.
    """
    impact = place.meaning.impact
    phrase = read_phrase(place, impact) if impact else None
    if impact is None or phrase is None:
        return None
    return (
        _agent_clause(place, impact, phrase)
        or _moving_clause(place, impact, phrase)
        or _described(place, impact, phrase)
    )


_Uses = tuple[tuple[Slot, str], ...]
_FORM_ORDER = (Slot.PP, Slot.PAST, Slot.BASE, Slot.S, Slot.ING)


def _forms(**verbs: tuple[str, ...]) -> dict[str, _Uses]:
    """Verb forms -> the slots and ways that they can stand for."""
    table: dict[str, _Uses] = {}
    for way, group in verbs.items():
        for verb in group:
            for slot in _FORM_ORDER:
                form = grammar.inflect(verb, slot)
                table[form] = (*table.get(form, ()), (slot, way))
    return table


def _way(way: str, impact: Impact) -> str:
    """The way that the number goes, for "good" and "bad" too."""
    if way in {"up", "down"}:
        return way
    worse = "down" if impact.better == "up" else "up"
    return impact.better if way == "good" else worse


def _outcome(way: str, impact: Impact, degree: str = "") -> str:
    """The impact's words for the way, with an adverb of degree before their comparative."""
    words = impact.up if way == "up" else impact.down
    return _COMPARATIVE.sub(rf"{degree} \g<0>", words, count=1) if degree else words


_COMPARATIVE = re.compile(
    r"\b(?:more|less|fewer|better|worse|(?!other\b|over\b|under\b)\w{2,}er)\b"
)
_MEASURABLE = re.compile(r"(?:\b(?:more|less) \w+|\b\w{2,}er|\bbetter|\bworse)$")
_DEGREES = classes.words(
    "significantly substantially considerably dramatically slightly noticeably markedly"
    " drastically massively"
)


def _can_be_measured(words: str) -> bool:
    """Whether "by 20%" may follow: the comparative must stand last ("faster", not "able to
    handle more work").
    """
    return " to " not in words and bool(_MEASURABLE.search(words))


def _clause(place: Place, first: int, words: str, last: int, *, plan: bool = False) -> Clause:
    return Clause(place.edit(words, first=first, last=last), last, plan)


def _paired(
    place: Place, phrase: MetricPhrase, first: int, words: str, pair: Pair, *, rising: bool
) -> Clause | None:
    """A clause with its two values in brackets, provided that they move the way the words say."""
    if pair.rises is not rising or has_second_quantity(place.reading, place.last):
        return None
    start = place.reading.tokens[first].start
    text = place.reading.cased(first, words + phrase.bracket(pair.text))
    return Clause(Edit(start, pair.end, text, place.match.entry.id), place.last)


# ---------------------------------------------------------------------------- agent and verb

_AGENT = _forms(
    down=(
        *("reduce", "cut", "lower", "decrease", "trim", "slash"),
        *("bring down", "drive down", "push down"),
    ),
    up=("increase", "raise", "boost", "lift", "push up", "drive up"),
    good=("improve", "optimize", "optimise", "enhance", "speed up"),
    bad=("worsen", "degrade", "hurt", "harm"),
)
_AGENT_DOWN = _forms(down=("bring", "drive", "push", "get"))
_AGENT_UP = _forms(up=("drive", "push"))
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


def _agent_clause(place: Place, impact: Impact, phrase: MetricPhrase) -> Clause | None:
    verb = _agent_verb(place, phrase)
    if verb is None:
        return None
    reading, way = place.reading, _way(verb.way, impact)
    outcome = _outcome(way, impact, verb.degree)
    words = f"{grammar.inflect('make', verb.slot)} {subject_of(phrase, impact).words} {outcome}"
    pair = read_pair(reading, verb.last)
    if pair:
        return _paired(place, phrase, verb.first, words, pair, rising=way == "up")
    if not _agent_may_end(reading, verb, outcome):
        return None
    plan = verb.slot is Slot.BASE and way == impact.better and _is_plan(reading, verb)
    return _clause(place, verb.first, words + phrase.tail, verb.last, plan=plan)


def _agent_may_end(reading: Reading, verb: _Verb, outcome: str) -> bool:
    if has_share(reading, verb.last) and not _can_be_measured(outcome):
        return False
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


def _governed(reading: Reading, uses: _Uses, first: int, last: int) -> _Verb | None:
    """The use of a verb form that the words to its left ask for."""
    degree = ""
    if reading.left(first) in _DEGREES:
        first -= 1
        degree = reading.left(first + 1)
    if not degree and reading.right(last) in _DEGREES:
        last += 1
        degree = reading.tokens[last].lower
    distance = 1
    while reading.left(first, distance) in _LIGHT_ADVERBS:
        distance += 1
    governor, slots = reading.left(first, distance), dict(uses)
    for slot in _FORM_ORDER:
        if slot in slots and _governs(governor, slot, ambiguous=len(slots) > _DISTINCT):
            return _Verb(first, last, slot, slots[slot], degree)
    return None


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


# ----------------------------------------------------------------------- a metric that moves

_MOVES = _forms(
    up=("rise", "increase", "climb", "grow", "go up"),
    down=("fall", "decrease", "drop", "decline", "go down", "shrink", "come down"),
    good=("improve", "get better"),
    bad=("worsen", "degrade", "get worse"),
    either=("go", "move", "change"),
)
_STATES = {
    "up": "up",
    "higher": "up",
    "down": "down",
    "lower": "down",
    "better": "good",
    "worse": "bad",
}
_BETWEEN = classes.words("not never also now still already been be being")
_BEFORE_SUBJECT = frozenset({"", ",", ";", ":", "–", "—"}) | classes.words(
    "but so that because when if while since as once until unless although though then"
    " yesterday today after before"
)


@dataclass(frozen=True, slots=True)
class _Move:
    """A predicate: auxiliaries as typed, the verb's slot (None: a state), way, last token,
    adverb of degree.
    """

    auxiliaries: tuple[str, ...]
    slot: Slot | None
    way: str
    last: int
    degree: str = ""


def _moving_clause(place: Place, impact: Impact, phrase: MetricPhrase) -> Clause | None:
    move = _read_move(place)
    if move is None or not _is_subject(place.reading, phrase, move):
        return None
    pair = read_pair(place.reading, move.last)
    way = _way(move.way, impact)
    if move.way == "either":
        if pair is None or pair.rises is None:
            return None
        way = "up" if pair.rises else "down"
    subject = subject_of(phrase, impact)
    outcome = _outcome(way, impact, move.degree)
    words = f"{subject.words} {_predicate(move, subject, outcome)}"
    if pair:
        return _paired(place, phrase, phrase.first, words, pair, rising=way == "up")
    return _ended_move(place, phrase, move, words)


def _ended_move(place: Place, phrase: MetricPhrase, move: _Move, words: str) -> Clause | None:
    reading = place.reading
    bare_number = move.slot is None and reading.right(move.last)[:1].isdigit()
    if (bare_number or has_share(reading, move.last)) and not _can_be_measured(words):
        return None
    if bare_number:
        return _clause(place, phrase.first, f"{words}{phrase.tail} by", move.last)
    if not may_end(reading, move.last):
        return None
    return _clause(place, phrase.first, words + phrase.tail, move.last)


def _is_subject(reading: Reading, phrase: MetricPhrase, move: _Move) -> bool:
    """Whether the metric alone is the subject. After "and" only a verb in the singular says so."""
    before = reading.left(phrase.first)
    if before in {"and", "or"}:
        return move.slot is Slot.S or bool(set(move.auxiliaries[:1]) & _SINGULAR_AUXILIARIES)
    return before in _BEFORE_SUBJECT


_SINGULAR_AUXILIARIES = classes.words("is was has does isn't wasn't hasn't doesn't")


def _read_move(place: Place) -> _Move | None:
    reading, auxiliaries = place.reading, _auxiliaries(place)
    start, degree = place.last + len(auxiliaries), ""
    if reading.right(start) in _DEGREES:
        start += 1
        degree = reading.tokens[start].lower
    helper = next((word for word in reversed(auxiliaries) if word not in _NO_HELPERS), "")
    one, two = reading.right(start), f"{reading.right(start)} {reading.right(start, 2)}"
    if one in _STATES and classes.is_be(helper):
        return _Move(auxiliaries, None, _STATES[one], start + 1, degree)
    uses, last = (_MOVES[two], start + 2) if two in _MOVES else (_MOVES.get(one, ()), start + 1)
    slots, plural = dict(uses), place.match.slot is Slot.PL
    slot = next((s for s in _FORM_ORDER if s in slots and _agrees(s, helper, plural=plural)), None)
    if slot is None:
        return None
    if not degree and reading.right(last) in _DEGREES:
        last += 1
        degree = reading.tokens[last].lower
    return _Move(auxiliaries, slot, slots[slot], last, degree)


_NO_HELPERS = _BETWEEN - {"be", "been", "being"}


def _auxiliaries(place: Place) -> tuple[str, ...]:
    found: list[str] = []
    while word := place.right(len(found) + 1):
        helping = word in classes.BE | classes.HAVE | classes.DO or classes.is_modal(word)
        if not helping and word not in _BETWEEN:
            break
        found.append(word)
    return tuple(found)


def _agrees(slot: Slot, helper: str, *, plural: bool) -> bool:
    """Whether a verb form may follow its helping verb (or, without one, its subject)."""
    if slot is Slot.PP:
        return classes.is_have(helper)
    if slot is Slot.ING:
        return classes.is_be(helper)
    if slot is Slot.BASE:
        return classes.is_modal(helper) or helper in classes.DO or (not helper and plural)
    return not helper and (slot is Slot.PAST or not plural)


def _predicate(move: _Move, subject: Subject, outcome: str) -> str:
    """The impact's words in the tense and modality of the verb that stood there."""
    helpers = [grammar.agree(word, plural=subject.plural) for word in move.auxiliaries]
    return " ".join((*helpers, _main_verb(move.slot, outcome, plural=subject.plural)))


def _main_verb(slot: Slot | None, outcome: str, *, plural: bool) -> str:
    verbal = grammar.is_verb_phrase(outcome)
    if slot is None:
        return grammar.inflect(outcome, Slot.ING) if verbal else outcome
    if slot is Slot.PP and verbal:
        return "been " + grammar.inflect(outcome, Slot.ING)
    finite = Slot.BASE if slot is Slot.S and plural else slot
    if verbal:
        return grammar.inflect(outcome, finite)
    return f"{grammar.inflect('become', finite)} {outcome}"


# ------------------------------------------------------------------------ adjective and noun

_QUALITIES = {
    **dict.fromkeys(("increased", "elevated", "high", "higher", "rising", "growing"), "up"),
    **dict.fromkeys(("reduced", "low", "lower", "decreased", "falling"), "down"),
    **dict.fromkeys(("improved", "better"), "good"),
    **dict.fromkeys(("poor", "bad", "worse"), "bad"),
}
_SPEEDS = {"fast": "down", "faster": "down", "quicker": "down", "slow": "up", "slower": "up"}
_BEFORE_QUALITY = (
    (classes.PREPOSITIONS - {"to"})
    | {"", ",", "and", "but"}
    | classes.words(
        "see sees saw seen seeing observed experienced experiencing cause caused causing causes"
        " reported reporting show shows showed have has had means mean need needs want wants"
        " expect expected get"
    )
)
_LEADS_TO = classes.words("due thanks led leads leading lead")


def _described(place: Place, impact: Impact, phrase: MetricPhrase) -> Clause | None:
    """ "High latency": the noun phrase of the impact, where it may stand without an article."""
    reading, first = place.reading, phrase.first - 1
    quality = reading.left(phrase.first)
    way = _QUALITIES.get(quality) or (_SPEEDS.get(quality) if is_wait(place, impact) else None)
    if way is None or not phrase.is_bare:
        return None
    words = impact.np_up if _way(way, impact) == "up" else impact.np_down
    plural = grammar.is_plural(words)
    if reading.left(first) in {"a", "an"}:
        first -= 1
    last = _agreeing(place, plural=plural)
    if last is None or not _may_precede(reading, first):
        return None
    if last > place.last:
        words = f"{words} {grammar.agree(reading.tokens[last].lower, plural=plural)}"
    return _clause(place, first, words, last)


def _may_precede(reading: Reading, first: int) -> bool:
    before = reading.left(first)
    return before in _BEFORE_QUALITY or (before == "to" and reading.left(first, 2) in _LEADS_TO)


def _agreeing(place: Place, *, plural: bool) -> int | None:
    """The last token to replace: the metric, or the be, have or do behind it that must agree.
    None: don't.
    """
    following, after = place.right(), place.right(2)
    if following in {",", "and"}:
        goes_on = after in classes.SUBJECTS | {"which", "so", "but"}
        return place.last if goes_on or place.reading.ends_opening(place.last) else None
    if following in {"or", "(", "to"} or not ends_noun_phrase(place.reading, place.last, noun=True):
        return None
    if plural is (place.match.slot is Slot.PL):
        return place.last
    if grammar.agree(following, plural=plural) != following:
        return place.last + 1
    finite = following in classes.FINITE and following.endswith("s")
    return None if finite else place.last
