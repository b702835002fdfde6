"""The figures of a run, and what differs between two runs."""

from pathlib import Path

import pytest

from glossary.layers import Glossary
from tests.unit.glossary.entries import entry
from translators.evaluating.cases import Case
from translators.evaluating.report import (
    BadReport,
    Comparison,
    Report,
    load,
    percentile,
    save,
    shown,
    summarise,
)
from translators.evaluation import Score, score
from translators.models import Direction, Engine, Markup, TokenUsage, Translation

GLOSSARY = Glossary([entry("API")], version="1")


def scored(
    name: str,
    *,
    output: str = "it may rain",
    engine: Engine = Engine.GLOSSARY,
    fallback: str | None = None,
    tokens: TokenUsage | None = None,
    latency_ms: float = 1.0,
    audience: str | None = None,
) -> Score:
    row = {
        "id": name,
        "direction": "tech_to_business",
        "text": "it may rain",
        "for": audience,
        "must_not": ["snow"],
    }
    answer = Translation(
        text="it may rain",
        output=output,
        engine=engine,
        direction=Direction.TECH_TO_BUSINESS,
        audience=None,
        markup=Markup.PLAIN,
        fallback=fallback,
        model="gpt-4.1-mini" if tokens else None,
        tokens=tokens or TokenUsage(),
        latency_ms=latency_ms,
    )
    return score(Case.model_validate(row), answer, glossary=GLOSSARY)


def report(*scores: Score) -> Report:
    return summarise(scores, run={"engine": "glossary"})


def test_rates_are_given_for_all_for_each_direction_and_for_each_audience() -> None:
    figures = report(
        scored("a", audience="sales"),
        scored("b", output="it will rain", audience="sales"),
        scored("c"),
    ).figures
    assert figures["passed"] == pytest.approx(2 / 3)
    assert figures["passed.tech_to_business"] == pytest.approx(2 / 3)
    assert "passed.business_to_tech" not in figures
    assert figures["passed.for.sales"] == 0.5
    assert figures["serious_failures"] == 1
    assert figures["faithful"] == pytest.approx(2 / 3)
    assert figures["cases_with.unfaithful"] == 1


def test_tokens_and_cost_add_up_over_what_is_known() -> None:
    figures = report(
        scored("a", tokens=TokenUsage(1_000_000, 10, 0), engine=Engine.LLM), scored("b")
    ).figures
    assert figures["input_tokens"] == 1_000_000
    assert figures["cost_usd"] == pytest.approx(0.4, rel=0.01)
    assert figures["engine.llm"] == 0.5


def test_what_nobody_counted_is_not_known_rather_than_nothing() -> None:
    figures = report(scored("a")).figures
    assert figures["input_tokens"] is None
    assert figures["cost_usd"] is None


def test_fallbacks_are_counted_by_reason() -> None:
    figures = report(scored("a", fallback="model_busy"), scored("b")).figures
    assert figures["fallback"] == 0.5
    assert figures["fallback.model_busy"] == 1


@pytest.mark.parametrize(("share", "value"), [(0.5, 50.0), (0.95, 95.0), (0.0, 1.0), (1.0, 100.0)])
def test_a_percentile_is_the_nearest_rank(share: float, value: float) -> None:
    assert percentile([float(n) for n in range(100, 0, -1)], share) == value


def test_nothing_has_no_percentile_and_no_rate() -> None:
    assert percentile([], 0.5) is None
    assert report().figures["passed"] is None


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("passed.for.sales", 0.5, "50.0%"),
        ("engine.llm", 1.0, "100.0%"),
        ("fallback.model_busy", 2, "2"),
        ("cost_usd", 0.12345, "$0.1235"),
        ("input_tokens", 12_345, "12,345"),
        ("latency_ms.p95", 12.34, "12.3"),
        ("cost_usd", None, "not known"),
    ],
)
def test_figures_are_shown_in_their_unit(name: str, value: float | None, text: str) -> None:
    assert shown(name, value) == text


def test_two_runs_differ_in_the_cases_that_changed_sides() -> None:
    before = report(
        scored("breaks"),
        scored("mends", output="rain"),
        scored("changes", output="rain"),
        scored("stays", output="rain"),
        scored("goes"),
    )
    after = report(
        scored("breaks", output="it may snow"),
        scored("mends"),
        scored("changes", output="it may snow"),
        scored("stays", output="rain"),
        scored("comes"),
    )
    comparison = Comparison(before, after)
    assert comparison.as_json() == {
        "fixed": {"mends": []},
        "broken": {"breaks": ["claim_added: snow"]},
        "failing_otherwise": {"changes": ["claim_added: snow"]},
    }
    assert ("passed", "40.0%", "40.0%") in comparison.rows()


def test_a_figure_that_one_run_does_not_have_is_a_dash() -> None:
    rows = Comparison(report(scored("a")), report(scored("a", audience="sales"))).rows()
    assert ("passed.for.sales", "-", "100.0%") in rows


def test_a_saved_report_comes_back_as_it_was(tmp_path: Path) -> None:
    kept = report(scored("a", output="it will rain", latency_ms=3.5), scored("b"))
    save(kept, tmp_path / "run.json")
    assert load(tmp_path / "run.json") == kept


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff\xfe"])
def test_another_file_is_no_report(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.json"
    path.write_bytes(content)
    with pytest.raises(BadReport, match=r"other\.json is not a report"):
        load(path)
