"""What operators are told about metrics, settings and the composed services holds."""

import re
from pathlib import Path
from typing import Any

import yaml

from bot.metrics import Metrics
from bot.settings import Settings

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
