"""How much one person and one workspace may use: what the settings allow, applied to translations.

Over the rate a person is told when to come back. Over the budget the glossary answers instead of
the model, and says so.
"""

import math
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime
from functools import partial

import structlog

from bot.views import errors as wording
from glossary.matching import TermMatch
from glossary.terms import Audience
from storage.database import StorageError
from storage.limits import SqlRates, SqlTokenBudget
from translators.errors import BadRequest, BudgetSpent, ModelError
from translators.inference.cache import RecentAnswers
from translators.llm import LlmAnswer, LlmEngine
from translators.masking import Message
from translators.models import Direction, Figure, TokenUsage
from translators.ports import LanguageModel

INSTRUCTIONS_TOKENS = 3_500
"""About what instructions, glossary entries and the answer's thinking take, whatever the text."""
CHARACTERS_PER_TOKEN = 2
"""A translation reads and writes the text once: four characters to a token, twice."""

log = structlog.get_logger(__name__)


class RateLimit:
    """So many translations of a person within a minute; without `kept` as many as they like."""

    def __init__(self, kept: SqlRates | None, *, clock: Callable[[], datetime]) -> None:
        self._kept = kept
        self._clock = clock

    async def claim(self, workspace: str, person: str, job_id: str) -> None:
        """Count a translation; a job that runs again is counted once.

        Raises BadRequest with the sentence for the person where they have had all of them.
        """
        if self._kept is None:
            return
        wait = await self._kept.claim(workspace, person, job_id, at=self._clock())
        if wait > 0:
            log.info("rate_limited")
            raise BadRequest(wording.too_fast(self._kept.per_minute, math.ceil(wait)))


class BudgetedEngine(LlmEngine):
    """An engine that asks the model only while the workspace has tokens left for the day.

    Workspaces in `free`, and requests of no workspace, have no budget.
    """

    def __init__(
        self,
        model: LanguageModel,
        budget: SqlTokenBudget,
        *,
        clock: Callable[[], datetime],
        free: Collection[str] = (),
        recent: RecentAnswers[LlmAnswer] | None = None,
    ) -> None:
        super().__init__(model, recent=recent)
        self._budget = budget
        self._clock = clock
        self._free = frozenset(free)

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
        """See `LlmEngine.translate`. Raises BudgetSpent too, and `StorageError` where the budget
        can't be asked for."""
        ask = partial(
            super().translate,
            message,
            direction=direction,
            audience=audience,
            matches=matches,
            figures=figures,
            person=person,
            workspace=workspace,
        )
        if workspace is None or workspace in self._free:
            return await ask()
        return await self._within_budget(workspace, _estimate(message), ask)

    async def _within_budget(
        self, workspace: str, reserved: int, ask: Callable[[], Awaitable[LlmAnswer]]
    ) -> LlmAnswer:
        at, used = self._clock(), 0
        if not await self._budget.reserve(workspace, reserved, at=at):
            log.info("budget_spent")
            raise BudgetSpent("The workspace's tokens of the day are spent")
        try:
            answer = await ask()
            # Some servers don't count: then the estimate is the best that is known.
            used = _sum(answer.tokens, unknown=reserved)
        except ModelError as problem:
            used = _sum(problem.tokens, unknown=0)
            raise
        finally:
            await self._settle(workspace, reserved=reserved, used=used, at=at)
        return answer

    async def _settle(self, workspace: str, *, reserved: int, used: int, at: datetime) -> None:
        """Where the database fails now the reservation stays: the answer is worth more than the
        count."""
        try:
            await self._budget.settle(workspace, reserved=reserved, used=used, at=at)
        except StorageError as problem:
            log.warning("budget_not_settled", error=type(problem).__name__)


def _estimate(message: Message) -> int:
    return INSTRUCTIONS_TOKENS + len(message.text) // CHARACTERS_PER_TOKEN


def _sum(tokens: TokenUsage, *, unknown: int) -> int:
    counted = (tokens.input_tokens, tokens.output_tokens)
    return unknown if counted == (None, None) else sum(filter(None, counted))
