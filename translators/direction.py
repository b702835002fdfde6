"""Which side speaks: the words of a message weighed, with an honest "undecided".

Evidence is of three kinds. Glossary terms count for the side whose jargon they are (found through
the other side's wording, for the other side); an ambiguous term that nothing decides counts for
nobody. Cues are words and phrases of our own table, `cues.yaml`: verbs, roles and objects that
one side uses, and who acts ("customers need", "we promised"). Literals count too: nobody outside
engineering pastes code. Sums of money are a hint of business.

Where a word stands says how much it tells about the sender. What comes first says what the message
is about, and tells more. A modifier tells less than its head ("pricing module" is engineering's), a
complement less than what it goes with ("technical debt in the onboarding flow"), what others want
less than who passes the wish on ("the prospect wants SSO"), a reason or condition less than what it
explains ("deals slipped because SSO was late"); each only against words of the other side, since
where nothing speaks against them they are all that there is.

An ask is a hint by itself where no word of engineering stands in the message: who asks in everyday
words for something that others are to build does not build it. Where business speaks in it, a word
that both sides use ("login", "release") says what is asked for rather than who asks.

Weights are set by hand on one scale (2 as good as proof, 1 a clear lean, 0.5 a hint) and added up
for each side, every word once. The confidence is the lead of the stronger side as a share of all
evidence with one unit of doubt added, (a - b) / (a + b + 1): near 0 with little or contradicting
evidence, near 1 with much that agrees. Below `DECIDED_FROM` no side is named: a single hint is
not enough. The threshold is calibrated on tests/evals/direction.jsonl so that fewer than 3 in 100
decisions are wrong.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, NamedTuple

from glossary.literals import LiteralKind
from glossary.matching import TermMatch
from glossary.terms import KNOWN_FROM, Audience, Kind, Side
from translators.asking import asks, clauses, people, slots
from translators.masking import Message
from translators.models import Span
from translators.phrases import Found, Phrasebook, conjugate, plural, table, words

DECIDED_FROM = 0.35
DOUBT = 1.0

TERM = 1.5
TERM_OF_SEVERAL_WORDS = 2.0
TERM_BOTH_SIDES_KNOW = 0.7
TERM_OF_SPEECH = 1.0
REVERSE = 0.6
MONEY = 0.7
SOMEBODY_OUTSIDE = 0.5
ASK = 0.5
A_WORD_OF_BOTH = 1.1
TERMS_OF_AN_ASK = 0.3
A_CLEAR_LEAN = 0.7
IN_A_LESSER_PLACE = 0.3
COMPLEMENT = 0.5
WHAT_IT_IS_ABOUT = 1.5
_FEW_WORDS = 5

_LITERALS = {
    LiteralKind.CODE_BLOCK: 2.0,
    LiteralKind.CODE: 1.5,
    LiteralKind.IDENTIFIER: 0.6,
}
_MONEY = re.compile(r"[$€£]\s?\d|\b\d[\d.,]*\s?(?:[kKmM]\s)?(?:EUR|USD|GBP|€|£)")
_WISH = re.compile(
    r"[\w'’-]*(?:\s\w+){0,2}?\s?\b(?:wants?|needs?|ask(?:s|ed|ing)?|expects?|requires?|demands?"
    r"|insists?|would like|would love)\b",
    re.IGNORECASE,
)
_PLEDGE = re.compile(
    r"(?:can|could) (?:we|i) (?:have|get)\b|(?:we|i) promised?\b(?! \d)", re.IGNORECASE
)
_ARTEFACT = re.compile(
    r"\s(?:logic|pages?|modules?|services?|tables?|flows?|endpoints?|forms?|screens?|jobs?|code|scripts?"
    r"|APIs?|quer(?:y|ies)|schemas?|widgets?|buttons?|fields?|dialogs?|parser|import|export)\b|\s99(?:\.\d+)?\s?%",
    re.IGNORECASE,
)
_REASON = re.compile(r"\b(?:because|due to|as long as)\b", re.IGNORECASE)
_CONDITION = re.compile(r"\b(?:if|unless|until|since|while)\b", re.IGNORECASE)
_COMPLEMENT = re.compile(
    r"\s(?:of|in|on|for|into|to|with|about|from|behind|against)"
    r"(?:\s(?:the|our|a|an|their|your|its|this|all))?(?:\s[\w-]+)?\s?",
    re.IGNORECASE,
)
_MEASURES = (
    (re.compile(r"\d\s?(?:ms|[µu]s|[kKMGT]i?B|[MG]Hz|[kMG]bps|rps|qps|vCPUs?)\b"), 0.8),
    (re.compile(r"\d\s?s\b"), 0.6),
    (re.compile(r"\d\sseconds\b|\b99(?:\.\d+)?\s?%"), 0.3),
)
_SOMEBODY_OUTSIDE = re.compile(
    r"\b(?:the|our|my|their|a|one of (?:the|our|my))\s(?:(?!of\b|that\b|which\b)[\w'’-]+\s){1,2}?"
    r"(?:wants?|asks?|would (?:like|rather|love)|(?:is|are|keeps?) asking|(?:has|have) asked"
    r"|insists?|(?:is|are) (?:ready|willing) to|will only"
    r"|(?:has |have )?(?:told|called|asked) (?:me|us)"
    r"|complain(?:s|ed)?|threatens?|hopes?|loved? (?:it|the))\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?;](?=\s|$)|\n")
_ONES_OWN = re.compile(
    r"(?:\blet['’]?s|\blooking for|\bmy \w+ (?:wants?|needs?|would (?:like|love))(?: to)?"
    r"|\bi (?:\w+ ){0,2}?(?:need|want|have|like|love|try|going) to"
    r"|\bhow (?:do|can|could|should) i|\blose [^.!?\n]{2,60}\b(?:if|unless))\s+$",
    re.IGNORECASE,
)
_RESULT = re.compile(r"(?:see|be|know|have)\b", re.IGNORECASE)
_PEOPLE_TOO = frozenset({"driver", "technician", "technicians", "operator"})
_OFFICE_FILES = ("doc", "docx", "ppt", "pptx", "xls", "xlsx", "pdf")


@dataclass(frozen=True, slots=True)
class Detection:
    """The side that speaks (None: undecided), how sure that is (0 to 1), and what told.

    `evidence` quotes the message, strongest first: it may be shown, never logged.
    """

    side: Side | None
    confidence: float
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Clue:
    """One piece of evidence at `text[start:end]`."""

    start: int
    end: int
    side: Side
    weight: float
    label: str
    lemma: str


class _Cue(NamedTuple):
    """A row of `cues.yaml`; no side for phrases that only look like a cue."""

    side: Side | None
    weight: float
    lemma: str


def detect(message: Message, matches: Sequence[TermMatch]) -> Detection:
    """Weigh the words of `message` and the terms found in it. No words at all means undecided."""
    view = clauses.view(message)
    doers = people.acting(view)
    told = list(_clues(message, matches, doers))
    placed = list(_by_place(message.text, told, doers))
    clues = _strongest_of_each(_by_ask(view, told, placed, doers))
    tech = sum(clue.weight for clue in clues if clue.side is Side.TECH)
    business = sum(clue.weight for clue in clues if clue.side is Side.BUSINESS)
    confidence = abs(tech - business) / (tech + business + DOUBT)
    leader = Side.TECH if tech > business else Side.BUSINESS
    return Detection(
        side=leader if confidence >= DECIDED_FROM else None,
        confidence=round(confidence, 3),
        evidence=tuple(f"{clue.side}: {clue.label}" for clue in clues),
    )


def _clues(
    message: Message, matches: Sequence[TermMatch], doers: Sequence[Span]
) -> Iterator[_Clue]:
    terms = [clue for match in matches if (clue := _of_term(match))]
    found = list(_cues().find(words(message.text, protected=message.protected)))
    neutral = [hit for hit in found if hit.value.side is None]
    terms = [term for term in terms if not any(_covers(hit, term) for hit in neutral)]
    cues = [clue for hit in found if (clue := _of_cue(message, hit))]
    told = tuple(clue for clue in _settled(terms, cues) if not _is_person(clue, doers))
    yield from told
    yield from _of_measures(message)
    yield from _of_people_outside(message.text, told, doers)
    yield from _of_literals(message)
    if money := _MONEY.search(message.text):
        yield _Clue(money.start(), money.end(), Side.BUSINESS, MONEY, "money", "money")


def _covers(outer: _Clue | Found[_Cue], inner: _Clue) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _settled(terms: Sequence[_Clue], cues: Sequence[_Clue]) -> Iterator[_Clue]:
    """Terms and cues without those that stand in the same place as a better one."""
    cue_at = {offset: cue for cue in cues for offset in range(cue.start, cue.end)}
    beaten: set[_Clue] = set()
    for term in terms:
        rivals = {cue_at[at] for at in range(term.start, term.end) if at in cue_at}
        if any(_says_more(cue, term) for cue in rivals):
            beaten.add(term)
        beaten.update(cue for cue in rivals if not _says_more(cue, term))
    return (clue for clue in (*terms, *cues) if clue not in beaten)


def _says_more(cue: _Clue, term: _Clue) -> bool:
    """Whether a cue stands in for a term. Else the term wins.

    It does as a longer phrase around it ("losing deals" for "deals", "top 10 accounts" for
    "accounts"), and as the same words where those weigh more: for the same side, or against a
    term that says little, such as a mere paraphrase of the other side's.
    """
    if not _covers(cue, term):
        return False
    longer = cue.end - cue.start > term.end - term.start
    comparable = cue.side is term.side or term.weight <= REVERSE
    return longer or (comparable and cue.weight > term.weight)


def _by_place(text: str, clues: Sequence[_Clue], doers: Sequence[Span]) -> Iterator[_Clue]:
    """The clues, heavier or lighter by what their place in the sentence says about the sender."""
    starts = {clue.start: clue for clue in clues}
    wishes = ((doer.end, _end_of_sentence(text, doer.end), Side.TECH) for doer in doers)
    weaker = [*_wished_for(text, clues), *wishes, *_led_by(_REASON, text)]
    lesser = {clue for clue in clues if _stands_in(clue, weaker)}
    supposed = {clue for clue in clues if _stands_in(clue, _led_by(_CONDITION, text))}
    leading = [clue for clue in clues if clue not in lesser | supposed]
    topic = min(leading, key=lambda clue: clue.start, default=None)
    for clue in clues:
        opposed = any(other.side is not clue.side for other in leading)
        aside = clue in lesser or _names_an_artefact(text, clue)
        if _is_modifier(text, clue, starts.get(clue.end + 1)) or (aside and opposed):
            yield replace(clue, weight=clue.weight * IN_A_LESSER_PLACE)
        elif (clue in supposed and opposed) or any(
            _is_complement(text, clue, other) for other in leading
        ):
            yield replace(clue, weight=clue.weight * COMPLEMENT)
        elif clue is topic and clue.weight >= A_CLEAR_LEAN and _is_early(text, clue):
            yield replace(clue, weight=clue.weight * WHAT_IT_IS_ABOUT)
        else:
            yield clue


def _by_ask(
    view: str, clues: Sequence[_Clue], placed: Sequence[_Clue], doers: Sequence[Span]
) -> Iterator[_Clue]:
    """The `placed` clues with what an ask says about its sender, if the message is one.

    `clues` are the same with the weights that they have in any place.
    """
    if not _may_be_of_business(clues, placed):
        yield from placed
        return
    found = [ask for ask in asks.asks(view, people=doers) if _is_for_others(view, ask)]
    for clue in placed:
        is_asked_for = found and clue.side is Side.TECH
        yield replace(clue, weight=clue.weight * COMPLEMENT) if is_asked_for else clue
    if found and _weight_of(Side.TECH, placed) <= A_WORD_OF_BOTH:
        terms = list(_terms_of_ask(view))
        if terms or not all(asks.names_nothing(view, ask) for ask in found):
            need = found[0].need
            yield _Clue(need.start, need.end, Side.BUSINESS, ASK, "an ask", "an ask")
        yield from terms


def _may_be_of_business(clues: Sequence[_Clue], placed: Sequence[_Clue]) -> bool:
    """Whether nothing speaks against it but words that both sides use."""
    told = [clue.weight for clue in clues if clue.side is Side.TECH]
    tech, business = _weight_of(Side.TECH, placed), _weight_of(Side.BUSINESS, placed)
    if max(told, default=0.0) <= TERM_BOTH_SIDES_KNOW and tech <= A_WORD_OF_BOTH:
        return True
    leads = business >= max(tech, A_CLEAR_LEAN)
    return leads and (max(told) <= TERM or business > 2 * tech)


def _weight_of(side: Side, clues: Sequence[_Clue]) -> float:
    return sum(clue.weight for clue in clues if clue.side is side)


def _terms_of_ask(view: str) -> Iterator[_Clue]:
    """What makes it an ask for a product: for whom, how much, at what cost, with which limits."""
    found = {
        "who it is for": people.stakeholders(view),
        "a target": slots.targets(view),
        "a budget": slots.budgets(view),
        "a limit": slots.constraints(view),
    }
    for label, spans in found.items():
        if spans:
            span = spans[0]
            yield _Clue(span.start, span.end, Side.BUSINESS, TERMS_OF_AN_ASK, label, label)


def _is_for_others(view: str, ask: asks.Ask) -> bool:
    """Whether a message says outright what somebody else is to do or make."""
    return ask.explicit and not (
        _ONES_OWN.search(view, 0, ask.need.start) and not _RESULT.match(view, ask.need.start)
    )


def _is_early(text: str, clue: _Clue) -> bool:
    """Whether few words stand before it: what comes late is not what the message is about."""
    return len(text[: clue.start].split()) <= _FEW_WORDS


def _stands_in(clue: _Clue, stretches: Iterable[tuple[int, int, Side | None]]) -> bool:
    return any(
        start <= clue.start < end and side in {clue.side, None} for start, end, side in stretches
    )


def _is_complement(text: str, clue: _Clue, head: _Clue) -> bool:
    """Whether only a preposition parts the clue from one of the other side before it."""
    return (
        head.side is not clue.side
        and head.weight >= A_CLEAR_LEAN
        and 0 < clue.start - head.end <= 40
        and _COMPLEMENT.fullmatch(text, head.end, clue.start) is not None
    )


def _is_modifier(text: str, clue: _Clue, head: _Clue | None) -> bool:
    """Whether the clue modifies a head of the other side; an English modifier is singular."""
    return (
        head is not None
        and head.side is not clue.side
        and text[clue.end : head.start] in {" ", "-"}
        and not text[: clue.end].endswith("s")
        and not _PLEDGE.match(text, clue.start)
    )


def _names_an_artefact(text: str, clue: _Clue) -> bool:
    """ "pricing logic", "checkout page": business's word, but for a thing that engineers made."""
    return clue.side is Side.BUSINESS and _ARTEFACT.match(text, clue.end) is not None


def _wished_for(text: str, clues: Iterable[_Clue]) -> Iterator[tuple[int, int, Side | None]]:
    """Stretches that name what business people or customers want; only tech's words weigh less."""
    for clue in clues:
        if clue.side is not Side.BUSINESS:
            continue
        if wish := (
            _WISH.match(text, clue.start, clue.end + 16) or _PLEDGE.match(text, clue.start)
        ):
            yield wish.end(), _end_of_sentence(text, wish.end()), Side.TECH


def _led_by(word: re.Pattern[str], text: str) -> Iterator[tuple[int, int, Side | None]]:
    """What stands after a reason's or condition's first word, where something stands before it."""
    for found in word.finditer(text):
        if text[: found.start()].strip():
            yield found.end(), _end_of_sentence(text, found.end()), None


def _end_of_sentence(text: str, start: int) -> int:
    found = _SENTENCE_END.search(text, start)
    return found.start() if found else len(text)


def _of_cue(message: Message, found: Found[_Cue]) -> _Clue | None:
    cue = found.value
    if cue.side is None:
        return None
    label = message.text[found.start : found.end]
    return _Clue(found.start, found.end, cue.side, cue.weight, label, cue.lemma)


def _of_term(match: TermMatch) -> _Clue | None:
    """What a glossary term says; None where it is both sides' word or its sense is open."""
    side = match.meaning.side
    if side == "both" or match.undecided:
        return None
    label = f"{match.surface} ({match.sense.id})" if match.sense else match.surface
    if match.role == "reverse":
        return _Clue(match.start, match.end, side.other, REVERSE, label, match.entry.id)
    return _Clue(match.start, match.end, side, _weight(match, side), label, match.entry.id)


def _weight(match: TermMatch, side: Side) -> float:
    if match.entry.kind is Kind.IDIOM:
        return TERM_OF_SPEECH
    known = match.entry.familiarity.get(Audience.general(side.other), 0)
    if known >= KNOWN_FROM:
        return TERM_BOTH_SIDES_KNOW
    return TERM_OF_SEVERAL_WORDS if " " in match.surface else TERM


def _of_literals(message: Message) -> Iterator[_Clue]:
    for item in message.protected:
        surface = message.text[item.start : item.end]
        weight = _LITERALS.get(item.kind, 0.0)
        if item.kind is LiteralKind.FILE:
            office = surface.lower().rpartition(".")[2] in _OFFICE_FILES
            weight = 0.0 if office else 1.0
        if weight:
            yield _Clue(item.start, item.end, Side.TECH, weight, item.kind.value, item.kind.value)


def _of_measures(message: Message) -> Iterator[_Clue]:
    """Units that hardly anybody but engineers counts in, at most one clue of each kind."""
    for pattern, weight in _MEASURES:
        found = pattern.search(message.text)
        if found and not message.is_protected(*found.span()):
            yield _Clue(*found.span(), Side.TECH, weight, found[0], pattern.pattern)


def _is_person(clue: _Clue, doers: Sequence[Span]) -> bool:
    """Whether a word that a machine's part has too does what people do ("drivers complain")."""
    return clue.lemma in _PEOPLE_TOO and any(
        doer.start <= clue.start and clue.end <= doer.end for doer in doers
    )


def _of_people_outside(text: str, clues: Sequence[_Clue], doers: Sequence[Span]) -> Iterator[_Clue]:
    """Somebody whose wish or word is passed on ("the city wants"), unless it is a machine's."""
    passed_on = [Span(*found.span()) for found in _SOMEBODY_OUTSIDE.finditer(text)]
    named = [doer for doer in doers if not any(_starts_in(clue, doer) for clue in clues)]
    for span in (*passed_on, *named):
        if not any(clue.side is Side.TECH and _starts_in(clue, span) for clue in clues):
            said = text[span.start : span.end]
            yield _Clue(
                span.start, span.end, Side.BUSINESS, SOMEBODY_OUTSIDE, said, "somebody outside"
            )
            return


def _starts_in(clue: _Clue, span: Span) -> bool:
    return span.start <= clue.start < span.end


def _strongest_of_each(clues: Iterable[_Clue]) -> list[_Clue]:
    """Strongest first; a word that is said twice, in whatever form, counts once."""
    ranked = sorted(clues, key=lambda clue: (-clue.weight, clue.start))
    return list({(clue.side, clue.lemma): clue for clue in reversed(ranked)}.values())[::-1]


@cache
def _cues() -> Phrasebook[_Cue]:
    sides, neither = table("cues"), table("cues")["neither"]
    rows = [(phrase, _Cue(None, 0.0, phrase)) for phrase in neither]
    rows += [
        (form, _Cue(side, group["weight"], lemma))
        for side in Side
        for group in sides[side]
        for form, lemma in _forms(group)
    ]
    return Phrasebook(rows)


def _forms(group: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every form to be found, with the form that the table lists."""
    for verb in group.get("verbs", ()):
        yield from ((form, verb) for form in conjugate(verb))
    for word in group.get("words", ()):
        yield from ((word, word), (plural(word), word))
    yield from ((phrase, phrase) for phrase in group.get("phrases", ()))
