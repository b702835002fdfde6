"""What a person reads who asks too fast, or whose workspace has used up the model for today."""

from datetime import UTC, datetime, timedelta

import pytest

from storage.limits import SqlTokenBudget
from tests.fakes.language_model import FakeLanguageModel
from tests.scenarios.conftest import CHANNEL, ENGINEER, SALES, TEAM, Opener
from tests.scenarios.reading import words_of
from translators.errors import ModelUnavailable

LINE = "/translate to business We need to optimize the API response time."
NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


class StillClock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


async def test_who_asks_too_fast_is_told_kindly_when_to_come_back(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RATE_LIMIT_PER_MINUTE", "2")
    clock = StillClock()
    workspace = await opened(clock=clock)
    for _ in range(2):
        assert "optimize" in words_of(await workspace.command(SALES, LINE))
    clock.now += timedelta(seconds=18)
    refused = words_of(await workspace.command(SALES, LINE))
    assert refused == (
        "Parlance does 2 translations a minute for each person, and you have had them."
        " Please try again in 42 seconds."
    )
    assert "optimize" in words_of(await workspace.command(ENGINEER, LINE))
    clock.now += timedelta(seconds=42)
    assert "optimize" in words_of(await workspace.command(SALES, LINE))
    outcomes = [row.use.outcome for row in await workspace.uses()]
    assert sorted(outcomes) == ["answered"] * 4 + ["refused"]


async def test_the_limit_is_told_in_the_modal_where_the_answer_is_awaited(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RATE_LIMIT_PER_MINUTE", "1")
    workspace = await opened(clock=StillClock())
    await workspace.command(SALES, LINE)
    message = await workspace.slack.say(ENGINEER, CHANNEL, "The API latency is too high.")
    await workspace.shortcut(SALES, message)
    assert "1 translation a minute" in words_of(workspace.modal(SALES))


async def test_without_a_limit_nobody_is_refused(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RATE_LIMIT_PER_MINUTE", "0")
    workspace = await opened(clock=StillClock())
    for _ in range(25):
        await workspace.slack.command(SALES, CHANNEL, LINE)
    await workspace.done()
    assert {row.use.outcome for row in await workspace.uses()} == {"answered"}


async def test_over_its_budget_the_workspace_gets_the_glossarys_answer_which_says_so(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DAILY_TOKEN_BUDGET", "1000")
    clock = StillClock()
    model = FakeLanguageModel()
    workspace = await opened(model=model, clock=clock)
    assert "Answered by fake-model" in words_of(await workspace.command(SALES, LINE))
    answer = words_of(await workspace.command(ENGINEER, "/translate to business Cut p95 latency."))
    assert "The workspace has used up today's budget for the AI model" in answer
    assert "Answered by the glossary only" in answer
    assert len(model.requests) == 1
    assert [row.use.fallback for row in await workspace.uses()] == [None, "budget_spent"]
    clock.now += timedelta(days=1)
    again = await workspace.command(SALES, "/translate to business Cut the p95 latency.")
    assert "Answered by fake-model" in words_of(again)


async def test_a_model_that_fails_costs_no_budget(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DAILY_TOKEN_BUDGET", "1000")
    model = FakeLanguageModel(ModelUnavailable(), ModelUnavailable())
    workspace = await opened(model=model, clock=StillClock())
    await workspace.command(SALES, LINE)
    await workspace.command(SALES, LINE)
    assert "Answered by fake-model" in words_of(await workspace.command(SALES, LINE))


async def test_an_answer_that_is_remembered_costs_no_budget(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DAILY_TOKEN_BUDGET", "1000000")
    workspace = await opened(model=FakeLanguageModel(), clock=StillClock())
    await workspace.command(SALES, LINE)
    [first] = await workspace.uses()
    await workspace.command(ENGINEER, LINE)
    budget = SqlTokenBudget(workspace.services.database, per_day=1)
    spent = (first.use.input_tokens or 0) + (first.use.output_tokens or 0)
    assert await budget.spent(TEAM, at=NOON) == spent > 0
