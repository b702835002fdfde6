"""Scoring an answer against what its case says it must and must not say.

A case passes where nothing below is found. The serious ones are those after which a person believes
something that is not so; the others leave work undone.

| failure | serious | meaning |
|---|---|---|
| `fact_lost` | yes | none of the wordings of a must-keep fact is in the output |
| `claim_added` | yes | output, figures or questions say something that they must not |
| `unfaithful` | yes | `translators.verify` objects to the output; the detail is its kind |
| `wrong_direction` | yes | translated to the other side than the reader's |
| `undecided` | no | the side was not decided, so nothing was translated |
| `term_unexplained` | no | neither put plainly in the output nor explained below it |
| `figure_missing` | no | an expected figure was not worked out |
| `slot_wrong` | no | the ask was missed, or a slot is filled or empty against the case |
| `question_missing` | no | nothing that should be asked back is asked |

Everything here is a pure function of its arguments.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from glossary.layers import Glossary
from glossary.terms import Audience, Entry
from translators import figures, masking, verify
from translators.evaluating.cases import Case, says
from translators.evaluating.readability import reading_ease
from translators.inference.pricing import cost_usd
from translators.masking import Message
from translators.models import Direction, TermUse, Translation

SERIOUS = frozenset({"fact_lost", "claim_added", "unfaithful", "wrong_direction"})


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that an answer got wrong. `detail` quotes the case."""

    kind: str
    detail: str

    @property
    def serious(self) -> bool:
        return self.kind in SERIOUS


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of how many. Adds up over cases."""

    hits: int = 0
    total: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.hits + other.hits, self.total + other.total)

    @property
    def rate(self) -> float | None:
        """Between 0 and 1; None where there was nothing to count."""
        return self.hits / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Score:
    """What became of one case.

    `plain`: marked terms put plainly in the output itself, of all that are marked. `adherence`:
    glossary terms that the reader does not know and that are worded as the glossary words them, of
    all such terms. `ease_before`, `ease_after`: Flesch reading ease of message and output.
    `latency_ms` is the whole pipeline's.
    """

    case: Case
    answer: Translation
    failures: tuple[Failure, ...]
    plain: Tally
    adherence: Tally
    ease_before: float | None
    ease_after: float | None

    @property
    def passed(self) -> bool:
        return not self.failures

    @property
    def serious(self) -> bool:
        return any(failure.serious for failure in self.failures)

    @property
    def cost_usd(self) -> float | None:
        return cost_usd(self.answer.model, self.answer.tokens)


def score(case: Case, answer: Translation, *, glossary: Glossary) -> Score:
    """Compare `answer` with its case; `glossary` is the one that the answer was made with."""
    source = masking.read(answer.text, markup=answer.markup)
    output = masking.read(answer.output, markup=answer.markup)
    return Score(
        case=case,
        answer=answer,
        failures=tuple(_failures(case, answer, source, output, glossary)),
        plain=_plainly_put(case, answer),
        adherence=_adherence(answer, output, glossary),
        ease_before=reading_ease(source),
        ease_after=reading_ease(output),
    )


def _failures(
    case: Case, answer: Translation, source: Message, output: Message, glossary: Glossary
) -> Iterator[Failure]:
    if answer.direction is Direction.UNDECIDED:
        yield Failure("undecided", case.direction)
        return
    if answer.direction is not case.direction:
        yield Failure("wrong_direction", answer.direction)
        return
    yield from _lost(case, answer)
    yield from _added(case, answer)
    yield from _unfaithful(source, output, glossary)
    yield from _unexplained(case, answer)
    yield from _unanswered(case, answer)


def _lost(case: Case, answer: Translation) -> Iterator[Failure]:
    for wordings in case.must_keep:
        if not _any_said((answer.output,), wordings):
            yield Failure("fact_lost", wordings[0])


def _added(case: Case, answer: Translation) -> Iterator[Failure]:
    """Definitions are about the word and not about the message, so they are not looked at."""
    claims = (answer.output, *_statements(answer), *answer.questions)
    for claim in case.must_not:
        if _any_said(claims, (claim,)):
            yield Failure("claim_added", claim)


def _unfaithful(source: Message, output: Message, glossary: Glossary) -> Iterator[Failure]:
    matches = glossary.find(source.text, protected=source.protected)
    found = verify.check(source, output, matches=matches, figures=figures.compute(source))
    for violation in found:
        yield Failure("unfaithful", violation.kind)


def _unexplained(case: Case, answer: Translation) -> Iterator[Failure]:
    for term, wordings in case.must_contain_any.items():
        uses = [use for use in answer.terms if _is_about(use, term)]
        explained = [use.meaning for use in uses if use.explained]
        if not _any_said((answer.output, *_statements(answer), *explained), wordings):
            yield Failure("term_unexplained", f"{term} ({_why_unexplained(uses, explained)})")


def _is_about(use: TermUse, term: str) -> bool:
    """Whether a term that was found is the marked one, a part of it, or holds it."""
    return says(term, use.surface) or says(use.surface, term)


def _why_unexplained(uses: Sequence[TermUse], explained: Sequence[str]) -> str:
    if explained:
        return f"explained as {'; '.join(explained)!r}"
    return "taken to be known" if uses else "not found"


def _unanswered(case: Case, answer: Translation) -> Iterator[Failure]:
    figures_said = (answer.output, *_statements(answer))
    for wordings in case.figures:
        if not _any_said(figures_said, wordings):
            yield Failure("figure_missing", wordings[0])
    if case.slots and not answer.slots:
        yield Failure("slot_wrong", "not taken for an ask")
    else:
        yield from _misfiled(case, answer)
    for wordings in case.must_ask:
        if not _any_said(answer.questions, wordings):
            yield Failure("question_missing", wordings[0])


def _misfiled(case: Case, answer: Translation) -> Iterator[Failure]:
    for name, allowed in case.slots.items():
        value = answer.slots.get(name)
        wordings = [wording for wording in allowed if wording is not None]
        fits = None in allowed if value is None else _any_said((value,), wordings)
        if not fits:
            yield Failure(
                "slot_wrong", f"{name} is {value!r}, not {' or '.join(map(repr, allowed))}"
            )


def _statements(answer: Translation) -> tuple[str, ...]:
    return tuple(figure.statement for figure in answer.figures)


def _any_said(texts: Iterable[str], wordings: Iterable[str]) -> bool:
    asked_for = tuple(wordings)
    return any(says(text, wording) for text in texts for wording in asked_for)


def _plainly_put(case: Case, answer: Translation) -> Tally:
    terms = case.must_contain_any.values()
    return Tally(sum(_any_said((answer.output,), wordings) for wordings in terms), len(terms))


def _adherence(answer: Translation, output: Message, glossary: Glossary) -> Tally:
    audience = answer.audience
    if audience is None:
        return Tally()
    rated = [_adheres(use, output.text, audience, glossary) for use in answer.terms]
    return Tally(sum(map(bool, rated)), sum(follows is not None for follows in rated))


def _adheres(use: TermUse, output: str, audience: Audience, glossary: Glossary) -> bool | None:
    """Whether the output words a term as its entry does, in any inflection that the entry lists.

    None for terms that the reader knows, that are undecided, and whose entry keeps the word.
    """
    entry = glossary.get(use.entry)
    if entry is None or not use.explained or (entry.senses and use.sense is None):
        return None
    wordings = _wordings(entry, use, audience)
    wordings.discard(use.surface.casefold())
    return _any_said((output,), wordings) if wordings else None


def _wordings(entry: Entry, use: TermUse, audience: Audience) -> set[str]:
    if entry.side is audience.side:
        return {form.casefold() for _, form in entry.surfaces}
    sense = next((sense for sense in entry.senses if sense.id == use.sense), None)
    meaning = entry.worded_for(audience, sense)
    texts = (*meaning.plain.values(), meaning.gloss, meaning.gloss_pl)
    return {text.casefold() for text in texts if text}
