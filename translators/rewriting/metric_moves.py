"""A metric that moves: "latency rose", "latency is up", "latency went from 850 ms to 420 ms"."""

from dataclasses import dataclass

from glossary.terms import Impact, Slot
from translators.rewriting import grammar
from translators.rewriting import word_classes as classes
from translators.rewriting.metric_outcomes import (
    DEGREES,
    FORM_ORDER,
    Clause,
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
    Subject,
    has_share,
    may_end,
    subject_of,
)
from translators.rewriting.metric_quantities import read_pair
from translators.rewriting.place import Place
from translators.rewriting.reading import Reading

_MOVES = verb_forms(
    up=("rise", "increase", "climb", "grow", "go up", "creep up", "tick up", "edge up"),
    down=(
        *("fall", "decrease", "drop", "decline", "go down", "shrink", "come down"),
        *("slip", "dip", "creep down", "tick down", "edge down"),
    ),
    good=("improve", "get better"),
    bad=("worsen", "degrade", "get worse", "regress"),
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


def moving_clause(place: Place, impact: Impact, phrase: MetricPhrase) -> Clause | None:
    move = _read_move(place)
    if move is None or not _is_subject(place.reading, phrase, move):
        return None
    pair = read_pair(place.reading, move.last)
    way = way_of(move.way, impact)
    if move.way == "either":
        if pair is None or pair.rises is None:
            return None
        way = "up" if pair.rises else "down"
    subject = subject_of(phrase, impact)
    outcome = outcome_of(way, impact, move.degree)
    denied = any(map(classes.is_negation, move.auxiliaries))
    if outcome.startswith(_HAVING) and (move.slot is Slot.ING or (move.slot is None and denied)):
        return None  # Nobody "is having more to do", and "hasn't more to do" is odd.
    words = f"{subject.words} {_predicate(move, subject, outcome)}"
    if pair:
        return make_paired(place, phrase, phrase.first, words, pair, rising=way == "up")
    sized = None
    if not move.degree:
        ending = _main_verb(move.slot, outcome, plural=subject.plural)
        sized = add_quantity(place, phrase, words, move.last, outcome=ending, way=way)
    if sized:
        return make_clause(place, phrase.first, *sized)
    return _ended_move(place, phrase, move, words)


def _ended_move(place: Place, phrase: MetricPhrase, move: _Move, words: str) -> Clause | None:
    reading = place.reading
    bare_number = move.slot is None and reading.right(move.last)[:1].isdigit()
    measured = bare_number or has_share(reading, move.last)
    if measured and (phrase.tail or not can_be_measured(words)):
        return None
    if bare_number:
        return make_clause(place, phrase.first, f"{words}{phrase.tail} by", move.last)
    if not may_end(reading, move.last):
        return None
    return make_clause(place, phrase.first, words + phrase.tail, move.last)


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
    if reading.right(start) in DEGREES:
        start += 1
        degree = reading.tokens[start].lower
    helper = next((word for word in reversed(auxiliaries) if word not in _NO_HELPERS), "")
    one, two = reading.right(start), f"{reading.right(start)} {reading.right(start, 2)}"
    if one in _STATES and classes.is_be(helper):
        return _Move(auxiliaries, None, _STATES[one], start + 1, degree)
    uses, last = (_MOVES[two], start + 2) if two in _MOVES else (_MOVES.get(one, ()), start + 1)
    slots, plural = dict(uses), place.match.slot is Slot.PL
    slot = next((s for s in FORM_ORDER if s in slots and _agrees(s, helper, plural=plural)), None)
    if slot is None:
        return None
    if not degree and reading.right(last) in DEGREES:
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
    if outcome.startswith(_HAVING) and move.slot is None:
        kept = [word for word in helpers if not classes.is_be(word)]
        being = next(word for word in reversed(helpers) if classes.is_be(word))
        had = _having(being, plural=subject.plural)
        return " ".join((*kept, had, outcome.removeprefix(_HAVING)))
    return " ".join((*helpers, _main_verb(move.slot, outcome, plural=subject.plural)))


_HAVING = "have "
_HAD = classes.words("was were been")


def _having(helper: str, *, plural: bool) -> str:
    """The form of "have" for one of "be": "is up" becomes "has more to do"."""
    if helper in _HAD:
        return "had"
    return "have" if plural or helper == "be" else "has"


def _main_verb(slot: Slot | None, outcome: str, *, plural: bool) -> str:
    verbal = grammar.is_verb_phrase(outcome)
    if slot is None:
        return grammar.inflect(outcome, Slot.ING) if verbal else outcome
    if slot is Slot.PP and verbal:
        return "been " + grammar.inflect(outcome, Slot.ING)
    if slot is Slot.ING and not verbal:
        return f"getting {outcome}"
    finite = Slot.BASE if slot is Slot.S and plural else slot
    if verbal:
        return grammar.inflect(outcome, finite)
    return f"{grammar.inflect('become', finite)} {outcome}"
