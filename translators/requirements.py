"""What an ask leaves open: its slots in the sender's words, the questions to ask, the trade-off.

A slot is filled only with a verbatim stretch of the message; what the sender did not say stays None
and is so seen to be missing. `asks` decides whether a message asks at all, `deadlines` and `slots`
find the stretches, `vague` the words that leave open how much is meant, `questions` what to ask
back. The slots are those that requirements practice settles before work starts (goal, measurable
target, success metric, date, money, who, limits); the trade-off is the triangle of scope, time and
quality.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from types import MappingProxyType

from glossary.literals import LiteralKind
from glossary.matching import TermMatch
from glossary.terms import Kind
from translators.asking import asks, clauses, deadlines, people, slots, vague
from translators.asking.questions import Brief, choose
from translators.masking import Message
from translators.models import Span
from translators.patterns import any_of, compiled
from translators.phrases import Phrasebook, table, words

SLOTS = ("goal", "target", "metric", "deadline", "budget", "stakeholders", "constraints")


@dataclass(frozen=True, slots=True)
class Requirements:
    """An ask taken apart. `slots` has every name of `SLOTS`; None: the sender did not say it.

    `questions` are at most three, the most useful first. `tradeoff` is set where there is a
    deadline. `vague` are words as they stand in the message. All of it quotes the message: to be
    shown, never logged. A message that asks for nothing has `is_ask` False, empty slots and no
    questions.
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


def analyse(message: Message, *, matches: Sequence[TermMatch]) -> Requirements:
    """Take the ask of `message` apart; `matches` are the glossary terms found in it."""
    view = clauses.view(message)
    named = people.stakeholders(view, mentions=_mentions(message))
    found = asks.asks(view, people=named)
    woolly = vague.find(message)
    surfaces = tuple(word.surface for word in woolly)
    if not found:
        return Requirements(False, NOT_AN_ASK.slots, vague=surfaces)
    waivers = deadlines.waivers(view)
    hurries = tuple(
        Span(word.start, word.start + len(word.surface)) for word in woolly if word.family == "time"
    )
    spans = _spans(view, found, named, matches, waivers, hurries)
    brief = Brief(message, view, found, named, spans, woolly, matches, bool(waivers))
    return Requirements(
        is_ask=True,
        slots=MappingProxyType({name: brief.said(name) for name in SLOTS}),
        questions=choose(brief),
        tradeoff=_tradeoff(brief.said("deadline")),
        vague=surfaces,
    )


def _tradeoff(deadline: str | None) -> str | None:
    wording: str = table("requirements")["tradeoff"]
    return wording.format(deadline=deadline) if deadline else None


def _mentions(message: Message) -> Iterator[Span]:
    people = {LiteralKind.MENTION, LiteralKind.GROUP}
    return (Span(item.start, item.end) for item in message.protected if item.kind in people)


def _spans(
    view: str,
    found: tuple[asks.Ask, ...],
    named: tuple[Span, ...],
    matches: Sequence[TermMatch],
    waivers: tuple[Span, ...],
    hurries: tuple[Span, ...],
) -> Mapping[str, Span | None]:
    """The first span of each slot. What one slot has taken, the next ones leave alone."""
    dates = () if waivers else _deadlines(view, found)
    money = slots.budgets(view)
    limits = _apart(slots.constraints(view), money)
    taken = (*dates, *money, *limits)
    numbers = _targets(view, found, taken)
    lists = {
        "goal": (_trimmed(view, found[0].about, (*numbers, *taken, *waivers, *hurries)),),
        "target": numbers,
        "metric": _metrics(view, found, matches),
        "deadline": dates,
        "budget": money,
        "stakeholders": _apart(named, numbers),
        "constraints": limits,
    }
    return {name: next(iter(spans), None) for name, spans in lists.items()}


def _apart(spans: Iterable[Span], taken: Sequence[Span]) -> tuple[Span, ...]:
    """The spans that overlap none that is taken."""
    return tuple(span for span in spans if not any(span.overlaps(other) for other in taken))


def _within(spans: Iterable[Span], outer: Span) -> Iterator[Span]:
    return (span for span in spans if outer.start <= span.start and span.end <= outer.end)


def _deadlines(view: str, found: Sequence[asks.Ask]) -> tuple[Span, ...]:
    """Firm ones in the asks' sentences, then looser ones there, then firm ones anywhere."""
    firm, loose = deadlines.firm(view), deadlines.loose(view)
    ranked = [span for ask in found for span in _within(firm, ask.sentence)]
    ranked += [span for ask in found for span in _loose_in(view, loose, ask)]
    return (*ranked, *firm, *(deadlines.recalled(view) if found else ()), *_asked_back(view, found))


_ABOUT_THE_ASK = compiled(r"\W*(?:is|would|could|can|will)\s(?:that|this|it)\b")


def _asked_back(view: str, found: Sequence[asks.Ask]) -> Iterator[Span]:
    """A looser time in a question about the ask right after it ("is that something for May?")."""
    for before, after in pairwise(clauses.sentences(view)):
        if any(ask.sentence == before for ask in found) and _ABOUT_THE_ASK.match(view, after.start):
            yield from _within(deadlines.loose(view), after)


def _loose_in(view: str, loose: Sequence[Span], ask: asks.Ask) -> Iterator[Span]:
    """A looser time counts in an explicit ask, after its need begins or as its first words."""
    if ask.explicit:
        for span in _within(loose, ask.sentence):
            if span.start >= ask.need.start or not view[ask.sentence.start : span.start].strip():
                yield span


def _targets(view: str, found: Sequence[asks.Ask], taken: Sequence[Span]) -> tuple[Span, ...]:
    """Numbers to be reached: those that an explicit ask names from its need on."""
    numbers = _apart(slots.targets(view), taken)
    ordered = sorted(numbers, key=lambda span: (span.start, -span.end))
    stretches = [Span(ask.need.start, ask.sentence.end) for ask in found if ask.explicit]
    return tuple(span for stretch in stretches for span in _within(ordered, stretch))


_DEALS_WITH_IT = any_of(
    "report, reports, dashboard, page, chart, export, meeting, team, tool, model, deal, deals,"
    "contract, contracts, account, accounts"
)
_ABOUT_IT = compiled(rf"\s{_DEALS_WITH_IT}\b")
"""A document, tool or team that deals with a metric is not the metric ("a revenue report")."""
_A_UNIT = compiled(r"bps|pp|(?:basis|percentage)\spoints?")
_SHARE_OF = compiled(r"(?:%|percent)\sof\s$")
_DOES = compiled(rf"\b{any_of('will, would, may, might, could, to, they, who, customers, can')}\s$")


def _metrics(
    view: str, found: Sequence[asks.Ask], matches: Sequence[TermMatch]
) -> tuple[Span, ...]:
    """What the sender says success is measured by; else a metric that an ask names as a noun."""
    named = [
        Span(match.start, match.end)
        for match in matches
        if match.role == "term" and not match.undecided and match.entry.kind is Kind.METRIC
    ]
    named += [Span(hit.start, hit.end) for hit in _metric_words().find(words(view))]
    named.sort(key=lambda span: (span.start, -span.end))
    inside = (span for ask in found for span in _within(named, _talked_of(view, ask)))
    nouns = (
        span
        for span in inside
        if not _DOES.search(view[max(0, span.start - 12) : span.start])
        and not _SHARE_OF.search(view[max(0, span.start - 8) : span.start])
        and not _ABOUT_IT.match(view, span.end)
        and not _A_UNIT.fullmatch(view, span.start, span.end)
    )
    said = slots.measures(view)
    return (
        *said,
        *slots.aimed_at(view),
        *_stands_for(view, found, named),
        *nouns,
        *_moved(view, found),
    )


_ONLY_A_NUMBER = compiled(
    r"""(?:to\s)?(?:(?:we|i|(?:(?:the|our)\s)?\w+)\s(?:wants?|needs?|expects?)\s(?:to\s)?)?
    (?:(?:see|have|reach|get|hit|be|go|come)\s)?(?:(?:at|to|back\sto|up\sto|down\sto)\s)?
    (?:(?:at\sleast|at\smost|about|around|under|over|below|above|more\sthan|less\sthan)\s)?
    \d[\d.,]*\s?(?:%|percent\b|$|[.,;!?]|\s(?:by|before|until|this|next|in|on|at|instead)\b)"""
)
"""A need that says how much and not of what ("I'd like to see 2%")."""


def _points_at_a_figure(view: str, ask: asks.Ask) -> bool:
    return asks.names_nothing(view, ask) or bool(
        _ONLY_A_NUMBER.match(view, ask.need.start, ask.sentence.end)
    )


def _stands_for(view: str, found: Sequence[asks.Ask], named: Sequence[Span]) -> Iterator[Span]:
    """The figure that an ask means without its name, by the last one that was told before it.

    A metric in it is told by its name alone ("subscriber churn is at 3%": churn).
    """
    for ask in found:
        told = slots.standing_at(view[: ask.need.start]) if _points_at_a_figure(view, ask) else ()
        if told and _talked_of(view, ask).start <= told[-1].start:
            yield next(_within(named, told[-1]), told[-1])
        elif _ONLY_A_NUMBER.match(view, ask.need.start, ask.sentence.end):
            yield from [*_within(named, Span(_talked_of(view, ask).start, ask.need.start))][-1:]


def _moved(view: str, found: Sequence[asks.Ask]) -> Iterator[Span]:
    """What a number counted that an ask wants to change ("500 calls a day. Halve that": calls)."""
    for ask in found:
        if not asks.names_nothing(view, ask):
            continue
        moved = [
            span for span in slots.targets(view) if ask.need.start <= span.start < ask.sentence.end
        ]
        if moved and not any(sign in view[moved[0].start : moved[0].end] for sign in "%$€£"):
            yield from _within(
                slots.counted(view), Span(_talked_of(view, ask).start, ask.need.start)
            )


def _talked_of(view: str, ask: asks.Ask) -> Span:
    """The ask's sentence, with the one before it where the ask names nothing itself."""
    if not _points_at_a_figure(view, ask):
        return ask.sentence
    before = [one for one in clauses.sentences(view) if one.end <= ask.sentence.start]
    return Span(before[-1].start if before else ask.sentence.start, ask.sentence.end)


_SEPARATORS = " ,-–—(\t\n\r\f\v"
_JOINTS = any_of("and, with, for, or, but, at, to, that, which")
_LINK = compiled(
    rf"[\s,]+(?:{_JOINTS}|(?:with\s)?(?:(?:the|our|an?|max|maximum|total)\s)*(?:budget|deadline)(?:\sis|\sof)?:?)$"
)
_POINTER = compiled(r"\s(?:that|which)$")
_OPEN_END = any_of(
    "be, is, are, stay, stays, remain, become, needs, need, the, a, of, down, up, only, about,"
    "getting, bringing, aiming, aim, around, roughly, than, least, most, take, takes, reach, hit,"
    "under, below, want, wants, see, expect, expects, go, goes"
)
_UNFINISHED = compiled(rf"(?<![\w-]){_OPEN_END}$")
_MOVED = compiled(
    r"\b(?:bring|get|drive|push|take|cut|move)\s(?:[\w-]+\s){1,4}(?:down|up)$|\bbe\sup$"
)
_PREDICATE = compiled(rf"{any_of('stay, stays, remain, remains, is, are')}\b")


def _trimmed(view: str, need: Span, adjuncts: Sequence[Span]) -> Span:
    """The need without what other slots say at its end; whole where nothing else would be left."""
    by_end = {span.end: span for span in adjuncts}
    end = need.end
    while (span := by_end.get(end)) and span.start > need.start:
        said = view[need.start : span.start].rstrip(_SEPARATORS)
        kept = _LINK.sub("", said)
        if kept != said and " " not in kept and _POINTER.search(said):
            break
        is_told = kept == said and _PREDICATE.match(view, span.start)
        if is_told or (_UNFINISHED.search(kept) and not _MOVED.search(kept)):
            break
        end = need.start + len(kept)
    rest = view[need.start : end]
    return Span(need.start, end) if any(map(str.isalpha, rest)) else need


@cache
def _metric_words() -> Phrasebook[None]:
    return Phrasebook((word, None) for word in table("requirements")["metrics"])
