"""What operators are told about metrics, settings and the composed services holds."""

import math
import re
from inspect import signature
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.metrics import Metrics
from bot.settings import Settings
from storage.jobs import DurableJobs
from translators.inference.openai_model import Limits

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "operations.md").read_text("utf-8")


def exposed() -> set[str]:
    """The names under which metrics are scraped, without a histogram's parts."""
    families = [family for family in Metrics().registry.collect() if "parlance" in family.name]
    return {
        f"{family.name}_total" if family.type == "counter" else family.name for family in families
    }


def test_the_page_names_every_metric_and_no_other() -> None:
    named = {name.removesuffix("_bucket") for name in re.findall(r"parlance_\w+", PAGE)}
    assert named == exposed()


def test_the_page_explains_every_setting() -> None:
    for name in Settings.model_fields:
        assert f"`{name.upper()}`" in PAGE, name


PROMISED_METRICS = {
    "requests": {"parlance_requests_total"},
    "acks": {"parlance_ack_seconds"},
    "jobs": {"parlance_jobs_accepted_total", "parlance_jobs_total", "parlance_job_seconds"},
    "translations": {"parlance_translations_total", "parlance_translation_seconds"},
    "model calls": {"parlance_model_calls_total", "parlance_model_call_seconds"},
    "tokens": {"parlance_tokens_total"},
    "cache": {"parlance_answer_cache_total"},
    "database": {"parlance_database_seconds", "parlance_database_errors_total"},
}


@pytest.mark.parametrize("of", PROMISED_METRICS)
def test_what_operators_were_promised_is_counted(of: str) -> None:
    assert PROMISED_METRICS[of] <= exposed()


def test_the_table_of_sizes_follows_from_its_formulas() -> None:
    rows = re.findall(r"^\| ([\d,]+) \| ([\d,.]+ \| .*) \|$", PAGE, re.MULTILINE)
    assert len(rows) == 5
    for workspaces, told in rows:
        day = int(workspaces.replace(",", "")) * 20
        peak = day / 3 / 7_200
        replicas = math.ceil(peak / 15) + 1
        year = day * 365 * 620 / 1e9
        figures = (f"{day:,}", f"{peak:.2f}", str(replicas), str(replicas * 28), f"{year:.1f}")
        assert told == " | ".join(figures), workspaces


def test_the_sizes_are_those_of_the_program() -> None:
    at_once = signature(DurableJobs).parameters["at_once"].default
    assert f"{at_once} places" in PAGE
    assert at_once <= Limits().concurrency, "jobs would wait for one another at the model"


def composed() -> dict[str, Any]:
    parsed: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
    return parsed


def test_two_replicas_share_one_postgresql() -> None:
    parlance = composed()["services"]["parlance"]
    assert parlance["deploy"]["replicas"] == 2
    assert parlance["environment"]["DATABASE_URL"].startswith("postgresql://")
    assert {name.lower() for name in parlance["environment"]} <= set(Settings.model_fields)


def test_only_what_slack_needs_is_open_to_the_world() -> None:
    services = composed()["services"]
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]
    caddyfile = composed()["configs"]["caddyfile"]["content"]
    assert re.findall(r"handle (/\S+)", caddyfile) == ["/slack/*"]
