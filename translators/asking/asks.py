"""Whether a message asks for something, and which words say what.

An ask is explicit ("we need …", "please make …", "can you …", "the page must …", "we promised …")
or implicit: a problem that is told because somebody should solve it ("customers complain that
checkout is slow"). News, thanks, status, conditions, requests for a chat, questions for
information, and needs that are denied or over are not asks. The rules are our own, from how people
ask in work chat; each works on one sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from translators.asking.clauses import sentences
from translators.asking.needs import stated
from translators.asking.orders import order
from translators.asking.problems import problem
from translators.models import Span
from translators.patterns import compiled


@dataclass(frozen=True, slots=True)
class Ask:
    """A sentence that asks, the words of the need in it, and whether it says so outright."""

    sentence: Span
    need: Span
    explicit: bool


def asks(text: str, *, people: Sequence[Span] = ()) -> tuple[Ask, ...]:
    """The asks of a text, explicit ones first. `people` are spans that name who wants something."""
    found = (_ask(text, sentence, people) for sentence in sentences(text))
    return tuple(sorted(filter(None, found), key=lambda ask: not ask.explicit))


def _ask(text: str, sentence: Span, people: Sequence[Span]) -> Ask | None:
    words = text[sentence.start : sentence.end]
    ends = [person.end - sentence.start for person in people]
    need = _with_its_object(words, order(words)) or stated(words, ends)
    explicit = need is not None
    need = need or problem(words)
    if need is None:
        return None
    return Ask(sentence, Span(need.start + sentence.start, need.end + sentence.start), explicit)


def _with_its_object(sentence: str, need: Span | None) -> Span | None:
    """What an order points back at ("checkout is slow, please fix it"); else the order itself."""
    if need and _POINTS_BACK.match(sentence, need.start, need.end):
        return problem(sentence[: need.start]) or need
    return need


_POINTS_BACK = compiled(r"\w+\s(?:it|this|that|these|those|them)\b(?!\s\w)")
