"""Whether a message asks for something, and which words say what.

An ask is explicit ("we need …", "please make …", "can you …", "the page must …", "we promised …")
or implicit: a problem that is told because somebody should solve it ("customers complain that
checkout is slow"). News, thanks, status, conditions, requests for a chat, questions for
information, and needs that are denied or over are not asks. The rules are our own, from how people
ask in work chat; each works on one sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from translators.asking.clauses import sentences
from translators.asking.indirect import hinted, supposed
from translators.asking.needs import stated
from translators.asking.orders import order
from translators.asking.problems import problem
from translators.models import Span
from translators.patterns import any_of, compiled


@dataclass(frozen=True, slots=True)
class Ask:
    """A sentence that asks, the words of the need in it, and whether it says so outright.

    `about` is the need that it points back at ("please get this fixed"), else its own.
    """

    sentence: Span
    need: Span
    explicit: bool
    about: Span


def asks(text: str, *, people: Sequence[Span] = ()) -> tuple[Ask, ...]:
    """The asks of a text, explicit ones first. `people` are spans that name who wants something."""
    found: list[Ask] = []
    for sentence in sentences(text):
        ask = _ask(text, sentence, people)
        if ask is not None:
            found.append(_pointing_back(text, ask, found))
    return tuple(sorted(found, key=lambda ask: not ask.explicit))


def _pointing_back(text: str, ask: Ask, before: Sequence[Ask]) -> Ask:
    """The ask about what the one before it is about, where it names nothing itself."""
    if stands_for := _meant_by_its_subject(text, ask):
        return replace(ask, about=stands_for)
    if before and (names_nothing(text, ask) or _has_no_subject(text, ask)):
        return replace(ask, about=before[-1].about)
    return ask


def _has_no_subject(text: str, ask: Ask) -> bool:
    return _NO_SUBJECT.match(text, ask.need.start, ask.need.end) is not None


def _meant_by_its_subject(text: str, ask: Ask) -> Span | None:
    """The problem told before "and it has to be better", else the sentence from its start."""
    lead = text[ask.sentence.start : ask.need.start]
    if not _has_no_subject(text, ask) or not _OPENS_A_CLAUSE.search(lead):
        return None
    told = problem(lead)
    if told is not None:
        return Span(told.start + ask.sentence.start, told.end + ask.sentence.start)
    return None if _MERE_OPENING.fullmatch(lead) else Span(_first_word(text, ask), ask.need.end)


def _first_word(text: str, ask: Ask) -> int:
    letters = (at for at in range(ask.sentence.start, ask.need.start) if text[at].isalnum())
    return next(letters, ask.need.start)


def names_nothing(text: str, ask: Ask) -> bool:
    """Whether the need says what is to be done, and not to what ("get it under 2%")."""
    return _NAMES_NOTHING.match(text, ask.need.start, ask.need.end) is not None


def _ask(text: str, sentence: Span, people: Sequence[Span]) -> Ask | None:
    words = text[sentence.start : sentence.end]
    ends = [person.end - sentence.start for person in people]
    need = (
        _with_its_object(words, order(words))
        or supposed(words)
        or stated(words, ends)
        or hinted(words)
    )
    explicit = need is not None
    need = need or problem(words)
    if need is None:
        return None
    span = Span(need.start + sentence.start, need.end + sentence.start)
    return Ask(sentence, span, explicit, about=span)


def _with_its_object(sentence: str, need: Span | None) -> Span | None:
    """What an order points back at ("checkout is slow, please fix it"); else the order itself."""
    if need and _POINTS_BACK.match(sentence, need.start, need.end):
        return problem(sentence[: need.start]) or need
    return need


_NO_SUBJECT = compiled(
    r"""(?:it|this|that|these|those|they|which)
    (?:\s(?:must|has\sto|have\sto|needs\sto|need\sto|is\scosting|are\scosting|keeps?\scosting)
    |['’]s\scosting)\b"""
)
"""A need whose subject only points at something told before."""
_OPENS_A_CLAUSE = compiled(r"\w\W*?(?:[,;:–—-]|\b(?:and|but|so))\s*$")
_MERE_OPENING = compiled(r"\W*(?:[\w'’-]+\W+){1,2}")
_IT = any_of("it, this, that, these, those, them")
_THAT_FIGURE = any_of("gap, number, figure, rate, share, level, difference, trend, score")
_LEADS_ON = any_of(
    "by, before, until, this, next, today, tomorrow, in, within, on, at, under, below, above,"
    "over, to, done, fixed, solved, sorted, stopped, changed, right, working, back, up, down, out,"
    "happen, happening, faster, again, soon, first, now, asap, for, without, properly, better,"
    "cheaper, easier, quickly, please, week"
)
_NAMES_NOTHING = compiled(
    rf"""(?:to\s)?(?:please\s)?(?:(?:be|get|go|come)\sback | {_IT}
      | (?:[\w'’-]+\s){{1,4}}?(?:wants?|needs?|would\slike|expects?)\s{_IT}
      | (?:done|fixed|solved|sorted|resolved|changed|stopped)
      | \w+\s(?:up\s|out\s|down\s)?(?:an\send\sto\s|to\s|into\s|of\s|with\s|after\s)?{_IT}
      | \w+\s(?:up\s|down\s)?(?:this|that|the)\s{_THAT_FIGURE}
      | \w+\s(?:even\s)?(?:half|most|some|part|all|a\s(?:third|quarter|fifth|tenth))
        \sof\s(?:this|that|the)\s{_THAT_FIGURE}
      | know\s(?:why|what\s(?:causes|caused|is\sbehind)\s(?:it|this|that)))
    (?=\s?$|[.,;:!?]|\s{_LEADS_ON}\b)"""
)
_POINTS_BACK = compiled(r"\w+\s(?:it|this|that|these|those|them)\b(?!\s\w)")
