"""The budget's arithmetic, and what becomes of an answer when the database fails it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.limits import BudgetedEngine
from glossary.terms import Audience
from storage.database import Database, DatabaseUnavailable
from storage.limits import SqlTokenBudget
from storage.upgrade import upgrade
from tests.fakes.language_model import FakeLanguageModel
from translators import masking
from translators.errors import BudgetSpent, ModelMalformed
from translators.models import Direction, TokenUsage
from translators.ports import ModelAnswer

W = "T1"
NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
TEXT = "We cut the latency of the checkout."
UNCOUNTED = ModelAnswer("The checkout waits less now.", (), "m", TokenUsage())


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    url = f"sqlite:///{tmp_path / 'parlance.db'}"
    upgrade(url)
    database = Database(url)
    yield database
    await database.close()


def engine(model: FakeLanguageModel, budget: SqlTokenBudget) -> BudgetedEngine:
    return BudgetedEngine(model, budget, clock=lambda: NOON, free={"local"})


async def ask(asked: BudgetedEngine, workspace: str | None = W) -> str:
    answer = await asked.translate(
        masking.read(TEXT),
        direction=Direction.TECH_TO_BUSINESS,
        audience=Audience.BUSINESS,
        workspace=workspace,
    )
    return answer.output


async def test_where_the_model_does_not_count_the_estimate_is_taken(database: Database) -> None:
    budget = SqlTokenBudget(database, per_day=1)
    await ask(engine(FakeLanguageModel(UNCOUNTED), budget))
    assert await budget.spent(W, at=NOON) > len(TEXT)
    with pytest.raises(BudgetSpent):
        await ask(engine(FakeLanguageModel(), budget))


async def test_what_a_failed_attempt_used_is_taken_off(database: Database) -> None:
    budget = SqlTokenBudget(database, per_day=1_000)
    failing = FakeLanguageModel(ModelMalformed(tokens=TokenUsage(700, 30, 0)))
    with pytest.raises(ModelMalformed):
        await ask(engine(failing, budget))
    assert await budget.spent(W, at=NOON) == 730


@pytest.mark.parametrize("workspace", ["local", None])
async def test_the_command_line_has_no_budget(database: Database, workspace: str | None) -> None:
    budget = SqlTokenBudget(database, per_day=1)
    model = FakeLanguageModel(UNCOUNTED, UNCOUNTED)
    for _ in range(2):
        assert await ask(engine(model, budget), workspace) == UNCOUNTED.translation
    assert await budget.spent("local", at=NOON) == 0


class FailsToSettle(SqlTokenBudget):
    async def settle(self, workspace: str, *, reserved: int, used: int, at: datetime) -> None:
        raise DatabaseUnavailable("The database can't be used just now.")


async def test_an_answer_is_not_lost_where_it_can_not_be_counted(database: Database) -> None:
    budget = FailsToSettle(database, per_day=1_000_000)
    assert await ask(engine(FakeLanguageModel(UNCOUNTED), budget)) == UNCOUNTED.translation
