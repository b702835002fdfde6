"""The pipeline from a request to an answer, one stage after the other.

read -> find terms -> decide the direction -> compute figures -> model (verified, repaired once) or
glossary -> answer
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from glossary.matching import TermMatch
from glossary.terms import Audience, Side
from translators import direction as sides
from translators import figures as arithmetic
from translators import lens, masking, notes, requirements, rewriter, verify
from translators.errors import BadRequest, ModelError
from translators.llm import LlmAnswer, LlmEngine, UnfaithfulAnswer
from translators.masking import Message
from translators.models import (
    Direction,
    Engine,
    EngineChoice,
    Figure,
    Request,
    TermUse,
    TokenUsage,
    Translation,
    Violation,
)
from translators.ports import GlossarySource

MAX_CHARACTERS = 12_000
"""Longest text that is translated: three times the longest message that Slack recommends."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything known about a message before anybody rewrites it."""

    message: Message
    direction: Direction
    audience: Audience
    matches: tuple[TermMatch, ...]
    figures: tuple[Figure, ...]
    known_terms: frozenset[str]


class Translator:
    """Answers requests. One instance serves everybody; it keeps no state of its own."""

    def __init__(
        self,
        glossaries: GlossarySource,
        engine: LlmEngine | None = None,
        *,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._glossaries = glossaries
        self._engine = engine
        self._clock = clock

    async def translate(self, request: Request) -> Translation:
        """The answer to `request`; whatever becomes of the model, there is one.

        Raises BadRequest where the request can't be carried out as asked.
        """
        started = self._clock()
        answer = await self._answer(request)
        return replace(answer, latency_ms=(self._clock() - started) * 1000)

    async def _answer(self, request: Request) -> Translation:
        _refuse_unusable(request)
        message = masking.read(request.text, markup=request.markup)
        glossary = await self._glossaries.glossary(request.workspace, request.channel)
        matches = glossary.find(message.text, protected=message.protected)
        direction = _direction(request, message, matches)
        target = direction.target
        if target is None or not message.has_words:
            return _untouched(message, direction, request, matches)
        reading = Reading(
            message=message,
            direction=direction,
            audience=request.audience or Audience.general(target),
            matches=matches,
            figures=arithmetic.compute(message),
            known_terms=request.known_terms,
        )
        return await self._translate(reading, request)

    async def _translate(self, reading: Reading, request: Request) -> Translation:
        if request.engine is EngineChoice.GLOSSARY:
            return _by_glossary(reading)
        if self._engine is None:
            asked_for = request.engine is EngineChoice.LLM
            return _by_glossary(reading, fallback="no_model" if asked_for else None)
        try:
            answer = await self._engine.translate(
                reading.message,
                direction=reading.direction,
                audience=reading.audience,
                matches=reading.matches,
                figures=reading.figures,
                person=request.person,
                workspace=request.workspace,
            )
        except ModelError as problem:
            answered = _by_glossary(reading, fallback=problem.reason)
            checks = problem.checks if isinstance(problem, UnfaithfulAnswer) else ()
            failed = tuple(dict.fromkeys((*checks, *answered.checks_failed)))
            return replace(
                answered,
                checks_failed=failed,
                tokens=problem.tokens,
                model=problem.model,
                prompt=problem.prompt,
            )
        return _by_model(reading, answer)


def _refuse_unusable(request: Request) -> None:
    if not request.text.strip():
        raise BadRequest("There is no text to translate. Write it after the command.")
    if len(request.text) > MAX_CHARACTERS:
        raise BadRequest(
            f"The text has {len(request.text):,} characters; at most {MAX_CHARACTERS:,} can be"
            " translated at once. Send it in parts."
        )
    if request.to and request.audience and request.audience.side is not request.to:
        raise BadRequest(
            f"The audience {request.audience} is on the {request.audience.side} side, not on the"
            f" {request.to} side. Name one of the two."
        )


def _direction(request: Request, message: Message, matches: Sequence[TermMatch]) -> Direction:
    target: Side | None = request.to or (request.audience.side if request.audience else None)
    if target is None:
        side = sides.detect(message, matches).side
        target = side.other if side else None
    return Direction.to(target) if target else Direction.UNDECIDED


def _untouched(
    message: Message, direction: Direction, request: Request, matches: Sequence[TermMatch]
) -> Translation:
    """The text as it came: nothing to translate in it, or nobody knows to which side."""
    wordless = not message.has_words
    return Translation(
        text=message.raw,
        output=message.raw,
        engine=Engine.GLOSSARY,
        direction=direction,
        audience=request.audience,
        markup=message.markup,
        terms=_terms(message, matches, request.audience, request.known_terms),
        figures=() if wordless else arithmetic.compute(message),
        notes=(notes.NO_WORDS if wordless else notes.UNDECIDED,),
        wordless=wordless,
    )


def _by_glossary(reading: Reading, *, fallback: str | None = None) -> Translation:
    """The deterministic answer. Where verification objects, the wording stays as it was."""
    draft = rewriter.rewrite(
        reading.message,
        matches=reading.matches,
        figures=reading.figures,
        direction=reading.direction,
        audience=reading.audience,
        known_terms=reading.known_terms,
    )
    violations = _violations(reading, draft.output) if draft.changed else ()
    base = _translation(reading, output=draft.output, engine=Engine.GLOSSARY, said=())
    said = [notes.fallback_note(fallback)] if fallback else []
    if violations:
        base = replace(base, output=reading.message.raw, checks_failed=_kinds(violations))
        said.append(notes.fallback_note("withheld"))
    elif not draft.changed:
        explained = any(term.explained for term in base.terms)
        said.append(notes.unchanged_note(explained=explained, figures=bool(base.figures)))
    said += filter(None, (notes.left_note(left.surface, left.reason) for left in draft.left))
    return replace(base, fallback=fallback, notes=tuple(dict.fromkeys((*said, *base.notes))))


def _kinds(violations: Sequence[Violation]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(violation.kind for violation in violations))


def _violations(reading: Reading, output: str) -> Sequence[Violation]:
    answer = masking.read(output, markup=reading.message.markup)
    return verify.check(reading.message, answer, matches=reading.matches, figures=reading.figures)


def _by_model(reading: Reading, answer: LlmAnswer) -> Translation:
    base = _translation(reading, output=answer.output, engine=Engine.LLM, said=list(answer.notes))
    return replace(
        base,
        questions=answer.questions or base.questions,
        checks_failed=answer.checks_failed,
        model=answer.model,
        prompt=answer.prompt,
        tokens=answer.tokens,
    )


def _translation(
    reading: Reading, *, output: str, engine: Engine, said: Sequence[str]
) -> Translation:
    """What both engines' answers have in common: terms, figures, requirement, lens."""
    message, matches = reading.message, reading.matches
    to_tech = reading.direction is Direction.BUSINESS_TO_TECH
    need = requirements.analyse(message, matches=matches) if to_tech else requirements.NOT_AN_ASK
    remarks = (*said, need.tradeoff, notes.vague_note(need.vague))
    return Translation(
        text=message.raw,
        output=output,
        engine=engine,
        direction=reading.direction,
        audience=reading.audience,
        markup=message.markup,
        terms=_terms(message, matches, reading.audience, reading.known_terms),
        figures=reading.figures,
        questions=need.questions,
        slots=need.slots if need.is_ask else {},
        lens=lens.look(reading.direction, reading.audience, matches=matches, text=message.text),
        notes=tuple(remark for remark in remarks if remark),
        tokens=TokenUsage(),
    )


def _terms(
    message: Message,
    matches: Sequence[TermMatch],
    audience: Audience | None,
    known_terms: frozenset[str],
) -> tuple[TermUse, ...]:
    return tuple(_term(message, match, audience, known_terms) for match in matches)


def _term(
    message: Message, match: TermMatch, audience: Audience | None, known_terms: frozenset[str]
) -> TermUse:
    span = message.raw_span(match.start, match.end)
    entry = match.entry
    said_known = match.role == "term" and entry.id in known_terms
    return TermUse(
        surface=message.raw[span.start : span.end],
        start=span.start,
        end=span.end,
        entry=entry.id,
        meaning=notes.meaning_of(match, audience),
        sense=match.sense.id if match.sense else None,
        explained=not said_known and match.is_explained_to(audience),
    )
