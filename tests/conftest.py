"""What holds for every test: no setting leaks in, and required tests can't be skipped."""

import os
from collections.abc import Generator
from typing import Any

import hypothesis
import pytest

from bot.settings import Settings

REQUIRED = frozenset(filter(None, os.environ.get("PARLANCE_TEST_REQUIRE", "").split(",")))
"""Markers whose tests fail instead of being skipped (set by `.ci/run`)."""

# No test is timed: whichever comes first in its process loads the glossary.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, Any, Any]:
    report: pytest.TestReport = yield
    required = [marker for marker in REQUIRED if item.get_closest_marker(marker)]
    if report.skipped and required and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, but '{required[0]}' tests must run here: {report.longrepr}"
    return report


@pytest.fixture(autouse=True)
def _no_settings_from_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for field in Settings.model_fields:
        monkeypatch.delenv(field.upper(), raising=False)
