"""The cost of a use: by list price, or honestly unknown."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest

from translators.inference.pricing import cost_usd
from translators.models import Direction, Engine, Markup, TokenUsage, Translation
from translators.usage import use_of


def price(tokens: TokenUsage) -> float:
    cost = cost_usd("gpt-4.1-mini", tokens)
    assert cost is not None
    return cost


def test_a_known_model_costs_what_its_list_price_says() -> None:
    """A million tokens in at $0.40 and a million out at $1.60, OpenAI's list price of 2025."""
    assert price(TokenUsage(1_000_000, 1_000_000, 0)) == pytest.approx(2.0)


def test_a_dated_name_has_the_price_of_its_model() -> None:
    tokens = TokenUsage(1_000, 100, 0)
    assert cost_usd("gpt-4.1-mini-2025-04-14", tokens) == price(tokens)


def test_tokens_from_the_cache_are_cheaper_than_new_ones() -> None:
    assert 0 < price(TokenUsage(1_000, 0, 1_000)) < price(TokenUsage(1_000, 0, 0))


def test_more_cached_tokens_than_tokens_count_as_all_of_them() -> None:
    """A server that miscounts its cache spoils neither the answer nor the log."""
    assert price(TokenUsage(10, 5, 400)) == price(TokenUsage(10, 5, 10))


def test_a_remembered_answer_costs_nothing() -> None:
    assert price(TokenUsage(0, 0, 0)) == 0.0


@pytest.mark.parametrize("model", [None, "", "llama3.1:8b", "our-own-model", "gpt-999"])
def test_a_model_without_a_list_price_has_an_unknown_cost(model: str | None) -> None:
    assert cost_usd(model, TokenUsage(1_000, 100, 0)) is None


@pytest.mark.parametrize("tokens", [TokenUsage(), TokenUsage(10, None), TokenUsage(None, 10)])
def test_uncounted_tokens_have_an_unknown_cost(tokens: TokenUsage) -> None:
    assert cost_usd("gpt-4.1-mini", tokens) is None


@pytest.mark.parametrize(("model", "known"), [("gpt-4.1-mini", True), ("our-own-model", False)])
def test_the_usage_row_keeps_tokens_always_and_the_cost_where_it_is_known(
    model: str, known: bool
) -> None:
    tokens = TokenUsage(1_000, 100, 0)
    translation = Translation(
        text="a",
        output="b",
        engine=Engine.LLM,
        direction=Direction.TECH_TO_BUSINESS,
        audience=None,
        markup=Markup.PLAIN,
        model=model,
        tokens=tokens,
    )
    use = use_of(
        translation,
        job_id="1",
        at=datetime(2026, 1, 2, tzinfo=UTC),
        workspace="w",
        person="p",
        surface="cli",
    )
    assert (use.input_tokens, use.output_tokens) == (1_000, 100)
    assert use.cost_usd == (price(tokens) if known else None)


def test_the_table_is_not_read_before_a_price_is_asked_for() -> None:
    program = "import sys, translators.usage, bot.cli; sys.exit('genai_prices' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0  # noqa: S603
