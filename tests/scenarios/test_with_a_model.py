"""With a model behind it: the answer names its engine, and a failing model is nobody's problem."""

import pytest

from tests.fakes.language_model import FakeLanguageModel
from tests.scenarios.conftest import CHANNEL, SALES, Opener
from tests.scenarios.reading import words_of
from translators.errors import ModelBusy, ModelMalformed, ModelRefused, ModelUnavailable

LINE = "/translate to business We need to optimize the API response time."
GLOSSARY_ONLY = "Answered by the glossary only (no AI model)"


async def test_an_answer_of_a_model_says_so(opened: Opener) -> None:
    workspace = await opened(model=FakeLanguageModel())
    answer = await workspace.command(SALES, LINE)
    assert "Answered by fake-model with the glossary · AI can be wrong" in words_of(answer)
    [row] = await workspace.uses()
    assert (row.use.engine, row.use.model, row.use.fallback) == ("llm", "fake-model", None)


@pytest.mark.parametrize("problem", [ModelBusy, ModelMalformed, ModelRefused, ModelUnavailable])
async def test_whatever_becomes_of_the_model_there_is_an_answer(
    opened: Opener, problem: type[Exception]
) -> None:
    workspace = await opened(model=FakeLanguageModel(problem(), problem(), problem()))
    answer = await workspace.command(SALES, LINE)
    assert GLOSSARY_ONLY in words_of(answer)
    [row] = await workspace.uses()
    assert row.use.outcome == "answered"
    assert row.use.fallback is not None


async def test_a_model_that_changes_a_number_is_not_believed(opened: Opener) -> None:
    def lie(text: str) -> str:
        return text.replace("99.8%", "99.9%")

    workspace = await opened(model=FakeLanguageModel(lie, lie, lie))
    answer = await workspace.command(SALES, "/translate Our system uptime was 99.8% last month.")
    assert "99.9%" not in words_of(answer)
    assert GLOSSARY_ONLY in words_of(answer)


@pytest.mark.parametrize("trap", ["<!channel>", "<@U0MAYA>", "<!subteam^S1|@all>", "@here"])
async def test_a_model_can_not_ping_anybody(opened: Opener, trap: str) -> None:
    def say(text: str) -> str:
        return f"{trap} {text} {trap}"

    workspace = await opened(model=FakeLanguageModel(say, say, say))
    answer = await workspace.command(SALES, LINE)
    await workspace.slack.click(SALES, answer, "answer_post")
    assert len(workspace.slack.visible(SALES, CHANNEL)) == 2
    assert workspace.slack.pings == []
    assert workspace.slack.violations == []
