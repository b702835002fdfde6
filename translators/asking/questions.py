"""What to ask back first about an ask: at most three short questions that its sender can answer.

First what the glossary says to ask about the terms in it, then what is missing in this kind of ask
(speed, faults, security, …), then vague words. A question that the sender has answered, or that
another one covers, is left out. The wording stands in `requirements.yaml`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from glossary.literals import LiteralKind
from glossary.matching import TermMatch
from translators.asking.asks import Ask
from translators.asking.orders import VERBS
from translators.asking.vague import VagueWord
from translators.masking import Message
from translators.models import Span
from translators.patterns import any_of, compiled
from translators.phrases import Phrasebook, table, words

MAX_QUESTIONS = 3
MAX_TERM_QUESTIONS = 2
MAX_OBJECT_WORDS = 6

_ASKS_NUMBER = compiled(
    r"\bhow\s(?:fast|much|many|often|long|high|low|far|quickly)\b|\bfrom\swhat\b|\bnumber\b"
)
_ASKS_DATE = compiled(r"\b(?:by\s)?when\b|\bby\swhich\sday\b|\bdate\b|\bdeadline\b")
_ASKS_WHO = compiled(
    r"\b(?:which|whose|what)\s(?:\w+\s)?(?:customers?|accounts?|users?|teams?|people)\b|\bwhom?\b"
)
_WITH_LIMITS = frozenset({"security", "data", "integration"})


@dataclass(frozen=True, slots=True)
class Brief:
    """An ask with everything that was found in it: `spans` by slot, in `message.text`.

    `view` is that text with protected spans blanked out; `people` are all who are named.
    """

    message: Message
    view: str
    asks: tuple[Ask, ...]
    people: tuple[Span, ...]
    spans: Mapping[str, Span | None]
    vague: tuple[VagueWord, ...]
    matches: Sequence[TermMatch]
    open_ended: bool

    def said(self, slot: str) -> str | None:
        """The sender's words in a slot; None where there are none."""
        span = self.spans[slot]
        return self.message.text[span.start : span.end] if span else None


def choose(brief: Brief) -> tuple[str, ...]:
    """The questions worth asking first, at most `MAX_QUESTIONS`."""
    about_terms = list(_asking_once(_about_terms(brief)))[:MAX_TERM_QUESTIONS]
    missing = _about_what_is_missing(brief, " ".join(about_terms))
    return tuple(dict.fromkeys((*about_terms, *missing)))[:MAX_QUESTIONS]


def _about_terms(brief: Brief) -> Iterator[str]:
    """What the glossary says to ask back about the terms in the asks, unless it was answered."""
    for match in brief.matches:
        inside = any(ask.sentence.start <= match.start < ask.sentence.end for ask in brief.asks)
        question = None if match.undecided else match.meaning.reverse.ask
        if inside and question and not _is_answered(brief, question):
            yield question


def _asking_once(questions: Iterable[str]) -> Iterator[str]:
    """The questions without repetitions, and with only one that asks for a date."""
    dated = False
    for question in dict.fromkeys(questions):
        asks_date = _ASKS_DATE.search(question) is not None
        if not (asks_date and dated):
            yield question
        dated = dated or asks_date


def _is_answered(brief: Brief, question: str) -> bool:
    number = brief.spans["target"] and _ASKS_NUMBER.search(question)
    date = brief.spans["deadline"] and _ASKS_DATE.search(question)
    return bool(number or date)


def _about_what_is_missing(brief: Brief, asked: str) -> Iterator[str]:
    """Questions about empty slots and vague words, the most useful first; `asked` covers some."""
    thing, topic = _thing(brief), _topic(brief)
    target = None if brief.spans["target"] else _about_target(brief, topic, thing)
    if target and not _ASKS_NUMBER.search(asked):
        yield target
    if not (brief.spans["deadline"] or brief.open_ended or _ASKS_DATE.search(asked)):
        yield _about_deadline(brief, thing)
    if not brief.spans["stakeholders"] and not _ASKS_WHO.search(asked):
        yield _worded("stakeholders", thing)
    if not brief.spans["metric"] and target and not _ASKS_NUMBER.search(target):
        yield _worded("metric", thing)
    yield from (_about_word(word) for word in brief.vague if word.family not in {"time", "speed"})
    if not brief.spans["constraints"] and topic in _WITH_LIMITS:
        yield _worded("constraints", None)


def _about_target(brief: Brief, topic: str | None, thing: str | None) -> str:
    metric = brief.said("metric")
    if metric and topic in {"movement", None}:
        return str(table("requirements")["questions"]["baseline"].format(metric=metric))
    rows = table("requirements")["topics"]
    row = next((row for row in rows if row["name"] == topic), table("requirements")["general"])
    return _filled(row, thing)


def _about_deadline(brief: Brief, thing: str | None) -> str:
    hurry = next((word for word in brief.vague if word.family == "time"), None)
    return _about_word(hurry) if hurry else _worded("deadline", thing)


def _about_word(word: VagueWord) -> str:
    return str(table("requirements")["vague_questions"][word.family].format(word=word.surface))


def _worded(name: str, thing: str | None) -> str:
    return _filled(table("requirements")["questions"][name], thing)


def _filled(row: Mapping[str, Any], thing: str | None) -> str:
    return str(row["about"].format(thing=thing) if thing and "about" in row else row["bare"])


def _topic(brief: Brief) -> str | None:
    """What the ask is about: the first topic of the table that has a word in it."""
    spoken = " . ".join(brief.view[ask.sentence.start : ask.sentence.end] for ask in brief.asks)
    found = {hit.value for hit in _topic_cues().find(words(spoken))}
    return next(
        (row["name"] for row in table("requirements")["topics"] if row["name"] in found), None
    )


@cache
def _topic_cues() -> Phrasebook[str]:
    rows = table("requirements")["topics"]
    return Phrasebook((cue, row["name"]) for row in rows for cue in row["cues"])


# The thing that is asked about ----------------------------------------------------------------

_HEAD = compiled(
    rf"""(?:(?:to|please|be\sable\sto)\s+)*(?:(?:{VERBS}|get\srid\sof|know|see|understand|check)\s+)
    (?:(?:up|out|down|back|off)\s)?"""
)
_NO_THING_FROM = any_of(
    "is, are, was, were, be, must, should, has, have, need, needs, keep, keeps, does, doesn't,"
    "do, don't, can, can't, cannot, could, will, take, takes, feel, feels, get, gets, to, that,"
    "work, works, load, loads, respond, responds, live, so, because, when, who, which, where,"
    "while, until, before, after, by, from, in, on, at, for, with, without, within, under, into,"
    "across, stay, stays, remain, remains, instead, more, less, easier, better, want, wants,"
    "and we, again"
)
_TAIL = compiled(rf"\s(?:{_NO_THING_FROM}|and\s(?:set|{VERBS}))\b|[,*~]")
_NO_THING = any_of(
    "we, there, i, me, my, mine, you, your, yours, us, it, this, that, these, those, them, they,"
    "he, she, him, her, something, thing, things, stuff, everything, anything, what, how, why,"
    "at, in, on, for, under, below, above, back, done, fix, answer, solution, nobody, whatever,"
    "if, sure, not, no, let's, someone, somebody, everyone, more, one"
)
_PERSONAL = compiled(rf"\b{_NO_THING}\b")
_NO_NOUN = compiled(r"(?:the|our|an?|new|all|[\W\d])*")
# What follows these is a verb; one that `_HEAD` doesn't know is no thing to ask about.
_VERB_FOLLOWS = compiled(
    r"(?:let['’]?s|let\sus|\bto|please|\b(?:can|could|will|would|should|must|shall)(?:\s\w+)?)\s+$"
)
_SPEAKABLE = frozenset({LiteralKind.CODE, LiteralKind.FILE, LiteralKind.IDENTIFIER})


def _thing(brief: Brief) -> str | None:
    """What the ask is about, short enough to stand in a question; None where that is not certain.

    Where the goal names nothing ("we need it fixed"), it is about the problem that was told.
    """
    goal = brief.spans["goal"]
    told = [ask.need for ask in brief.asks if not ask.explicit]
    named = (_named(brief, span) for span in (goal, *told) if span)
    return next(filter(None, named), None)


def _named(brief: Brief, need: Span) -> str | None:
    """The thing that a need names.

    Mentions and links are never repeated in a question: they could ping or mislead.
    """
    span = _thing_span(brief, need)
    phrase = brief.message.text[span.start : span.end].strip(" ,.-–—:\t\n")
    if any(person.start < span.end <= person.end for person in brief.people):
        return None
    spoken = 1 <= len(phrase.split()) <= MAX_OBJECT_WORDS and not _NO_NOUN.fullmatch(phrase)
    if not spoken or "\n" in phrase or _PERSONAL.search(phrase) or _names_literal(brief, span):
        return None
    first = phrase.split()[0].lower()
    return phrase[0].lower() + phrase[1:] if first in {"the", "our", "a", "an"} else phrase


def _thing_span(brief: Brief, goal: Span) -> Span:
    """The noun phrase after an order's verb or before a clause's, up to a vague word."""
    head = _HEAD.match(brief.view, goal.start, goal.end)
    start = head.end() if head else goal.start
    if head is None and (
        _VERB_FOLLOWS.search(brief.view, 0, start)
        or any(person.start == goal.start for person in brief.people)
    ):
        return Span(start, start)
    tail = _TAIL.search(brief.view, start, goal.end)
    ends = [goal.end, *(word.start for word in brief.vague if word.start >= start)]
    return Span(start, min((*ends, tail.start() if tail else goal.end)))


def _names_literal(brief: Brief, span: Span) -> bool:
    return any(
        item.kind not in _SPEAKABLE and item.start < span.end and span.start < item.end
        for item in brief.message.protected
    )
