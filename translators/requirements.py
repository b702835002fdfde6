"""What an ask leaves open: its slots in the sender's words, the questions worth asking first, the trade-off.

A slot is filled only with a verbatim stretch of the message; whatever the sender did not say stays None and is so
seen to be missing. `translators.asks` decides whether a message asks at all, `translators.slots` finds the stretches,
`requirements.yaml` holds the vague words and the wording of the questions. The slots are those that requirements
practice asks for before work starts (goal, measurable target, success metric, date, money, who, limits); the trade-off is
the project triangle of scope, time and quality.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from glossary.literals import LiteralKind
from glossary.matching import TermMatch
from glossary.terms import Kind
from translators import asks, slots
from translators.masking import Message
from translators.models import Span
from translators.phrases import Phrasebook, table, words

SLOTS = ("goal", "target", "metric", "deadline", "budget", "stakeholders", "constraints")
MAX_QUESTIONS = 3
MAX_TERM_QUESTIONS = 2
MAX_OBJECT_WORDS = 6


@dataclass(frozen=True, slots=True)
class Requirements:
    """An ask taken apart. `slots` has every name of `SLOTS`; None means that the sender did not say it.

    `questions` are at most three, the most useful first. `tradeoff` is set where there is a deadline. `vague` are words as
    they stand in the message. A message that asks for nothing has `is_ask` False and empty slots.
    """

    is_ask: bool
    slots: Mapping[str, str | None]
    questions: tuple[str, ...] = ()
    tradeoff: str | None = None
    vague: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the slots that an ask leaves open, in the order of `SLOTS`."""
        return tuple(name for name in SLOTS if self.slots[name] is None) if self.is_ask else ()


NOT_AN_ASK = Requirements(is_ask=False, slots=MappingProxyType(dict.fromkeys(SLOTS)))


@dataclass(frozen=True, slots=True)
class _Reading:
    """An ask with everything found in it, as spans."""

    message: Message
    view: str
    asks: tuple[asks.Ask, ...]
    spans: Mapping[str, Span | None]
    vague: tuple["_Vague", ...]
    matches: Sequence[TermMatch]

    def said(self, slot: str) -> str | None:
        span = self.spans[slot]
        return self.message.text[span.start : span.end] if span else None


@dataclass(frozen=True, slots=True)
class _Vague:
    start: int
    surface: str
    family: str


def analyse(message: Message, *, matches: Sequence[TermMatch]) -> Requirements:
    """Take the ask of `message` apart. Never raises; see `Requirements`."""
    view = slots.view(message)
    vague = tuple(_vague_words(message))
    people = slots.stakeholders(message, view)
    found = asks.asks(view, agents=people)
    if not found:
        return Requirements(False, NOT_AN_ASK.slots, vague=_surfaces(vague))
    reading = _read(message, view, found, people, vague, matches)
    deadline = reading.said("deadline")
    return Requirements(
        is_ask=True,
        slots=MappingProxyType({name: reading.said(name) for name in SLOTS}),
        questions=_questions(reading),
        tradeoff=_wording()["tradeoff"].format(deadline=deadline) if deadline else None,
        vague=_surfaces(vague),
    )


def _read(
    message: Message,
    view: str,
    found: tuple[asks.Ask, ...],
    people: tuple[Span, ...],
    vague: tuple[_Vague, ...],
    matches: Sequence[TermMatch],
) -> _Reading:
    deadlines = _deadlines(view, found)
    budgets = slots.budgets(view)
    limits = _apart(slots.constraints(view), budgets)
    targets = _targets(view, found, (*deadlines, *budgets, *limits))
    spans = {
        "target": _first(targets),
        "metric": _first(_metrics(view, found, matches)),
        "deadline": _first(deadlines),
        "budget": _first(budgets),
        "stakeholders": _first(people),
        "constraints": _first(limits),
    }
    adjuncts = (*targets, *deadlines, *budgets, *limits)
    goal = _trimmed(view, found[0].need, adjuncts)
    return _Reading(message, view, found, {"goal": goal, **spans}, vague, matches)


def _first(spans: Sequence[Span]) -> Span | None:
    return spans[0] if spans else None


def _apart(spans: Iterable[Span], taken: Iterable[Span]) -> tuple[Span, ...]:
    """The spans that overlap none that is taken."""
    kept = tuple(taken)
    return tuple(span for span in spans if not any(span.overlaps(other) for other in kept))


def _within(spans: Iterable[Span], outer: Span) -> Iterator[Span]:
    return (span for span in spans if outer.start <= span.start and span.end <= outer.end)


def _deadlines(view: str, found: Sequence[asks.Ask]) -> tuple[Span, ...]:
    """Firm ones in the asks' sentences, then looser ones there, then firm ones anywhere."""
    if slots.has_no_deadline(view):
        return ()
    firm, loose = slots.deadlines(view), slots.time_mentions(view)
    ranked = [span for ask in found for span in _within(firm, ask.sentence)]
    ranked += [span for ask in found for span in _loose_in(view, loose, ask)]
    return tuple(dict.fromkeys((*ranked, *firm)))


def _loose_in(view: str, loose: Sequence[Span], ask: asks.Ask) -> Iterator[Span]:
    """Looser times count after the need's first word or at the very start of a sentence that says so."""
    if not ask.explicit:
        return
    for span in _within(loose, ask.sentence):
        if span.start >= ask.need.start or not view[ask.sentence.start : span.start].strip():
            yield span


def _targets(
    view: str, found: Sequence[asks.Ask], taken: Sequence[Span]
) -> tuple[Span, ...]:
    candidates = sorted(
        (*slots.targets(view), *slots.money_targets(view)), key=lambda span: (span.start, -span.end)
    )
    apart = _apart(candidates, taken)
    return tuple(
        span
        for ask in found
        if ask.explicit
        for span in _within(apart, Span(ask.need.start, ask.sentence.end))
    )


def _metrics(
    view: str, found: Sequence[asks.Ask], matches: Sequence[TermMatch]
) -> tuple[Span, ...]:
    """What the sender says success is measured by; else a metric that an ask names."""
    named = [
        Span(match.start, match.end)
        for match in matches
        if match.role == "term" and not match.undecided and match.entry.kind is Kind.METRIC
    ]
    named += [Span(hit.start, hit.end) for hit in _metric_words().find(words(view))]
    inside = [span for ask in found for span in _within(named, ask.sentence)]
    return (*slots.metrics(view), *inside)


def _trimmed(view: str, need: Span, adjuncts: Sequence[Span]) -> Span:
    """The need without what other slots say at its end; whole where nothing else would be left."""
    start, end = need.start, need.end
    by_end = {span.end: span for span in sorted(adjuncts, key=lambda span: -span.start)}
    while (span := by_end.get(end)) and span.start > start:
        end = len(view[:span.start].rstrip(" ,-–—(\t\n"))
        end = _without_link(view, start, end)
    return Span(start, end) if any(c.isalpha() for c in view[start:end]) else need


_LINK = re.compile(r"[\s,]+(?:and|with|for|or|but|at|to|be|is|stay|stays|it|ready|done|live|delivered)$", re.IGNORECASE)


def _without_link(view: str, start: int, end: int) -> int:
    link = _LINK.search(view, start, end)
    return link.start() if link and link.group().split()[-1].lower() in {"and", "with", "for", "or", "but", "at"} else end


# Vague words ----------------------------------------------------------------------------------------------

_MEASURED = re.compile(r"(?:\d[\d.,]*\s?(?:%|percent|x|times)|\btwice\s(?:as)?|\btimes\s(?:as)?|\bas)\s*$", re.IGNORECASE)
_DENIED = re.compile(r"(?:\bnot|n['’]t|\bno\slonger|\bnever)\s+(?:\w+\s)?$", re.IGNORECASE)


def _vague_words(message: Message) -> Iterator[_Vague]:
    """Words that leave open how much is meant. One that stands beside a number does not."""
    for hit in _vague_book().find(words(message.text, protected=message.protected)):
        before = message.text[max(0, hit.start - 24) : hit.start]
        if hit.value and not _MEASURED.search(before) and not (hit.value == "time" and _DENIED.search(before)):
            yield _Vague(hit.start, message.text[hit.start : hit.end], hit.value)


def _surfaces(vague: Iterable[_Vague]) -> tuple[str, ...]:
    unique = {item.surface.lower(): item.surface for item in reversed(tuple(vague))}
    return tuple(reversed(unique.values()))


# Questions ------------------------------------------------------------------------------------------------

_ASKS_NUMBER = re.compile(r"\bhow (?:fast|much|many|often|long|high|low|far|quickly)\b|\bfrom what\b|\bnumber\b|\bpercent", re.IGNORECASE)
_ASKS_DATE = re.compile(r"\b(?:by when|when|date|deadline)\b", re.IGNORECASE)
_ASKS_WHO = re.compile(r"\b(?:which|whose|what) (?:\w+ )?(?:customers?|accounts?|users?|teams?|segments?|people)\b|\bwho\b", re.IGNORECASE)


def _questions(reading: _Reading) -> tuple[str, ...]:
    chosen: list[str] = list(_term_questions(reading))[:MAX_TERM_QUESTIONS]
    for question in _slot_questions(reading, tuple(chosen)):
        if question not in chosen:
            chosen.append(question)
    return tuple(chosen[:MAX_QUESTIONS])


def _term_questions(reading: _Reading) -> Iterator[str]:
    """What the glossary says to ask back about the terms in the asks, unless the sender has answered it."""
    stretches = [ask.sentence for ask in reading.asks]
    seen: set[str] = set()
    for match in reading.matches:
        question = None if match.undecided else match.meaning.reverse.ask or match.entry.reverse.ask
        inside = any(span.start <= match.start < span.end for span in stretches)
        if question and inside and question not in seen and not _answered(reading, question):
            seen.add(question)
            yield question


def _answered(reading: _Reading, question: str) -> bool:
    return bool(
        (reading.spans["target"] and _ASKS_NUMBER.search(question))
        or (reading.spans["deadline"] and _ASKS_DATE.search(question))
    )


def _slot_questions(reading: _Reading, asked: tuple[str, ...]) -> Iterator[str]:
    object_ = _object(reading)
    covered = " ".join(asked)
    if not reading.spans["target"] and not _ASKS_NUMBER.search(covered):
        yield _target_question(reading, object_)
    if not _has_date(reading) and not _ASKS_DATE.search(covered):
        yield _deadline_question(reading, object_)
    if not reading.spans["stakeholders"] and not _ASKS_WHO.search(covered):
        yield _with_object("stakeholders", object_)
    yield from _vague_questions(reading)
    topic = _topic(reading)
    if not reading.spans["constraints"] and topic in {"security", "data", "integration"}:
        yield str(_wording()["constraints"])


def _has_date(reading: _Reading) -> bool:
    return reading.spans["deadline"] is not None or slots.has_no_deadline(reading.view)


def _target_question(reading: _Reading, object_: str | None) -> str:
    metric, topic = reading.said("metric"), _topic(reading)
    if metric and topic in {"movement", None}:
        return str(_wording()["metric"].format(metric=metric))
    row = next((row for row in _wording()["topics"] if row["name"] == topic), _wording()["general"])
    return str(row["target"].format(object=object_) if object_ else row["bare"])


def _deadline_question(reading: _Reading, object_: str | None) -> str:
    hurry = next((item for item in reading.vague if item.family == "time"), None)
    if hurry:
        return _about_word(hurry)
    return _with_object("deadline", object_)


def _with_object(name: str, object_: str | None) -> str:
    wording = _wording()
    return str(wording[name].format(object=object_) if object_ else wording[f"{name}_bare"])


def _vague_questions(reading: _Reading) -> Iterator[str]:
    for item in reading.vague:
        answered = {"time": "deadline", "speed": "target"}.get(item.family)
        if answered is None:
            yield _about_word(item)


def _about_word(item: _Vague) -> str:
    return str(_wording()["vague_questions"][item.family].format(word=item.surface))


def _topic(reading: _Reading) -> str | None:
    """What the ask is about: the first topic of the table that has a word in it."""
    spoken = " . ".join(
        reading.view[ask.sentence.start : ask.sentence.end] for ask in reading.asks
    )
    found = {hit.value for hit in _topic_cues().find(words(spoken))}
    return next((row["name"] for row in _wording()["topics"] if row["name"] in found), None)


# The object of an ask -------------------------------------------------------------------------------------

_HEAD = re.compile(
    rf"(?:(?:to|please|let['’]?s|make\ssure(?:\sthat)?|be\sable\sto)\s+)*(?:(?:speed\sup|set\sup|get\srid\sof|roll\sout|clean\sup|win\sback|{'|'.join(asks.VERBS)})\s+)(?:up\s|out\s|down\s|back\s|off\s)?",
    re.IGNORECASE,
)
_PREDICATE = re.compile(
    r"\s(?:is|are|was|were|be|must|should|has|have|needs?|keeps?|does(?:n['’]t)?|don['’]t|can(?:['’]?t|not)?|could|will|takes?|feels?|gets?|to|that|work|works|load|loads|respond|responds|live|faster|quicker|better|easier|sooner|more|less|so|because|when|who|which|where|while|until|before|after|by|from|in|on|at|for|with|without|within|under|into|across|instead)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_PERSONAL = re.compile(r"\b(?:i|me|my|mine|you|your|yours|us|it|this|that|these|those|them|they|he|she|him|her|something|things?|stuff|everything|anything|what|how|why|if|not|no)\b", re.IGNORECASE)
_UNSPEAKABLE = frozenset(LiteralKind) - {LiteralKind.CODE, LiteralKind.FILE, LiteralKind.IDENTIFIER}


def _object(reading: _Reading) -> str | None:
    """What the ask is about, short enough to stand in a question; None where it can't be told with certainty."""
    goal = reading.spans["goal"]
    if goal is None:
        return None
    head = _HEAD.match(reading.view, goal.start, goal.end)
    start = head.end() if head else goal.start
    tail = _PREDICATE.search(reading.view, start, goal.end)
    end = tail.start() if tail else goal.end
    phrase = reading.message.text[start:end].strip(" ,.-–—:")
    if not 1 <= len(phrase.split()) <= MAX_OBJECT_WORDS or _PERSONAL.search(phrase):
        return None
    if _holds(reading.message, start, end, _UNSPEAKABLE) or not any(c.isalpha() for c in phrase):
        return None
    return phrase[0].lower() + phrase[1:] if phrase.split()[0].lower() in {"the", "our", "a", "an"} else phrase


def _holds(message: Message, start: int, end: int, kinds: frozenset[LiteralKind]) -> bool:
    return any(
        item.kind in kinds and item.start < end and start < item.end for item in message.protected
    )


# Tables ---------------------------------------------------------------------------------------------------


def _wording() -> Any:
    return table("requirements")


@cache
def _vague_book() -> Phrasebook[str]:
    """Vague words with their family; idioms that hold such a word have an empty one."""
    listed = [(word, family) for family, known in _wording()["vague"].items() for word in known]
    return Phrasebook([*((idiom, "") for idiom in _wording()["idioms"]), *listed])


@cache
def _topic_cues() -> Phrasebook[str]:
    return Phrasebook((cue, row["name"]) for row in _wording()["topics"] for cue in row["cues"])


@cache
def _metric_words() -> Phrasebook[None]:
    return Phrasebook((word, None) for word in _wording()["metrics"])
