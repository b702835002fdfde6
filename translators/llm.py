"""The engine that asks a model, checks what it says, and lets it try once more."""

import asyncio
import copy
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from glossary.matching import TermMatch
from glossary.terms import Audience
from translators import masking, verify
from translators.errors import ModelError, ModelUnavailable
from translators.errors import UnfaithfulAnswer as UnfaithfulAnswer
from translators.inference.briefing import Briefing, brief, shield
from translators.inference.cache import RecentAnswers
from translators.inference.tokens import total
from translators.masking import Message
from translators.models import Direction, Figure, TokenUsage, Violation
from translators.ports import LanguageModel, ModelAnswer, ModelRequest

DEFAULT_DEADLINE_S = 25.0
MAX_QUESTIONS = 3
TAKEN_OUT_NOTE = (
    "Something in the text looks like a password or key. It was kept from the AI model and taken"
    " out of the answer. Where the text was posted, it should be changed."
)
_MAX_QUESTION_CHARACTERS = 300
_MARKER = re.compile(r"⟦\d+⟧")
_WORD = re.compile(r"[^\W\d_]+")
_LONG_ENOUGH = 12
"""Words from which on a message can be told to have been cut short rather than put briefly."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NOTHING_SPENT = TokenUsage(0, 0, 0)


class Check(Protocol):
    """`translators.verify.check`, or something that stands in for it."""

    def __call__(
        self,
        source: Message,
        answer: Message,
        *,
        matches: Sequence[TermMatch] = (),
        figures: Sequence[Figure] = (),
        expect_change: bool = False,
        instructions: str = "",
    ) -> tuple[Violation, ...]: ...


@dataclass(frozen=True, slots=True)
class LlmAnswer:
    """A verified answer. `output` and `questions` are in the markup of the message.

    `checks_failed` are the kinds of checks that the first attempt broke, `tokens` what all attempts
    used; `cached` tells that the answer was already there, which uses none.
    """

    output: str
    questions: tuple[str, ...]
    model: str
    prompt: str
    tokens: TokenUsage
    checks_failed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    cached: bool = False


class LlmEngine:
    """Translates with a model. One instance serves everybody and remembers recent answers."""

    def __init__(
        self,
        model: LanguageModel,
        *,
        deadline_s: float = DEFAULT_DEADLINE_S,
        check: Check = verify.check,
        recent: RecentAnswers[LlmAnswer] | None = None,
    ) -> None:
        """`deadline_s` bounds a translation, repair included; `recent` belongs to one model."""
        self._model = model
        self._deadline_s = deadline_s
        self._check = check
        self._recent = recent if recent is not None else RecentAnswers[LlmAnswer]()

    async def translate(
        self,
        message: Message,
        *,
        direction: Direction,
        audience: Audience,
        matches: Sequence[TermMatch] = (),
        figures: Sequence[Figure] = (),
        person: str | None = None,
        workspace: str | None = None,
    ) -> LlmAnswer:
        """The message for `audience`, faithful as far as code can tell.

        `workspace` None remembers nothing; else the same question is asked once for the workspace.
        Raises subclasses of ModelError only: UnfaithfulAnswer where the repaired answer broke
        checks too or there was none.
        """
        briefing = brief(
            message, direction=direction, audience=audience, matches=matches, figures=figures
        )
        if workspace is None:
            return await self._translate(briefing, person)
        asked = False

        async def make() -> LlmAnswer:
            nonlocal asked
            asked = True
            return await self._translate(briefing, person)

        try:
            answer, shared = await self._recent.get((workspace, briefing.fingerprint), make)
        except ModelError as problem:
            if asked:
                raise
            raise _for_the_others(problem) from None
        return replace(answer, tokens=_NOTHING_SPENT, cached=True) if shared else answer

    async def _translate(self, briefing: Briefing, person: str | None) -> LlmAnswer:
        deadline = asyncio.get_running_loop().time() + self._deadline_s
        try:
            return await self._ask_twice(briefing, person, deadline)
        except ModelError as problem:
            problem.prompt = briefing.instructions.label
            raise

    async def _ask_twice(
        self, briefing: Briefing, person: str | None, deadline: float
    ) -> LlmAnswer:
        first = await self._ask(briefing.request(person=person), deadline)
        violations = self._violations(briefing, first)
        if not violations:
            return _answer(briefing, first)
        repair = briefing.repair(first.translation, violations, person=person)
        try:
            second = await self._ask(repair, deadline)
        except ModelError as problem:
            raise _unfaithful(violations, first, total(first.tokens, problem.tokens)) from None
        second = replace(second, tokens=total(first.tokens, second.tokens))
        remaining = self._violations(briefing, second)
        if remaining:
            raise _unfaithful((*violations, *remaining), second, second.tokens)
        return replace(_answer(briefing, second), checks_failed=_kinds(violations))

    async def _ask(self, request: ModelRequest, deadline: float) -> ModelAnswer:
        try:
            async with asyncio.timeout_at(deadline):
                return await self._model.ask(request)
        except TimeoutError:
            raise ModelUnavailable("The deadline passed") from None

    def _violations(self, briefing: Briefing, answer: ModelAnswer) -> tuple[Violation, ...]:
        source = briefing.message
        output = masking.read(source.unmask(answer.translation), markup=source.markup)
        broken = self._check(
            source,
            shield(output),
            matches=briefing.matches,
            figures=briefing.figures,
            expect_change=briefing.expects_change,
            instructions=briefing.instructions.rules,
        )
        return (
            *_marker_violations(source, answer.translation),
            *_omissions(source, answer.translation),
            *broken,
        )


def _for_the_others(problem: ModelError) -> ModelError:
    """The error for those who waited for somebody else's question: they spent nothing."""
    same = copy.copy(problem)
    same.args, same.tokens = problem.args, _NOTHING_SPENT
    return same


def _unfaithful(
    violations: Sequence[Violation], answer: ModelAnswer, tokens: TokenUsage
) -> UnfaithfulAnswer:
    return UnfaithfulAnswer(_kinds(violations), tokens, model=answer.model)


def _kinds(violations: Sequence[Violation]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(violation.kind for violation in violations))


def _answer(briefing: Briefing, answer: ModelAnswer) -> LlmAnswer:
    output = briefing.message.unmask(answer.translation)
    return LlmAnswer(
        output=briefing.without_secrets(output),
        questions=_questions(briefing, answer.questions),
        model=answer.model,
        prompt=briefing.instructions.label,
        tokens=answer.tokens,
        notes=(TAKEN_OUT_NOTE,) if briefing.secret_texts else (),
    )


def _questions(briefing: Briefing, asked: Sequence[str]) -> tuple[str, ...]:
    """At most three usable questions, for engineers only; business readers get a translation.

    A question that brings a number or a marker which is not in the data would put words into the
    writer's mouth: it is dropped.
    """
    if briefing.direction is not Direction.BUSINESS_TO_TECH:
        return ()
    usable = dict.fromkeys(question.strip() for question in asked if _is_usable(briefing, question))
    written = (briefing.message.unmask(question) for question in usable)
    return tuple(briefing.without_secrets(question) for question in written)[:MAX_QUESTIONS]


def _is_usable(briefing: Briefing, question: str) -> bool:
    bare = _MARKER.sub("", question)
    return (
        0 < len(question.strip()) <= _MAX_QUESTION_CHARACTERS
        and set(_MARKER.findall(question)) <= set(briefing.message.markers)
        and set(_NUMBER.findall(bare)) <= set(_NUMBER.findall(_MARKER.sub("", briefing.askable)))
    )


def _marker_violations(source: Message, translation: str) -> list[Violation]:
    """Markers that were lost, made up, repeated or broken."""
    found, expected = _MARKER.findall(translation), set(source.markers)
    wrong = [Violation("marker_lost", marker) for marker in source.markers if marker not in found]
    wrong += [
        Violation("marker_added", marker)
        for marker in dict.fromkeys(found)
        if marker not in expected
    ]
    wrong += [Violation("marker_repeated", m) for m in dict.fromkeys(found) if found.count(m) > 1]
    if re.search("[⟦⟧]", _MARKER.sub("", translation)):
        wrong.append(Violation("marker_broken"))
    return wrong


def _omissions(source: Message, translation: str) -> list[Violation]:
    """A model is asked for about as many words as there are: under two fifths, some are missing.

    This is stricter than `verify.check`, which also judges the glossary engine's short answers.
    """
    given, wanted = (len(_WORD.findall(text)) for text in (translation, source.masked))
    if wanted < _LONG_ENOUGH or given * 5 >= wanted * 2:
        return []
    return [Violation("length", f"{given} words for {wanted}: most of the message is missing")]
