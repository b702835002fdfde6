"""Log lines: what a failure leaves in them, and what never gets into them."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from slack_bolt.middleware.async_builtins import AsyncRequestVerification

from bot import logs

WORDS = "the merger with Initech is off"


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


def fail_with_words() -> None:
    local_words = WORDS
    raise ValueError(f"can't read {local_words}")


@pytest.mark.parametrize("logger", [structlog.get_logger("ours"), logging.getLogger("theirs")])
def test_a_traceback_names_types_and_places_but_no_words(
    capsys: pytest.CaptureFixture[str], logger: structlog.stdlib.BoundLogger | logging.Logger
) -> None:
    logs.configure("INFO")
    try:
        fail_with_words()
    except ValueError:
        logger.exception("went_wrong")
    line = capsys.readouterr().err
    assert WORDS not in line
    event = json.loads(line)
    assert event["event"] == "went_wrong"
    assert "ValueError" in event["error"]
    assert "fail_with_words" in event["error"]


@pytest.mark.parametrize("name", logs.CHATTY)
def test_of_libraries_that_log_every_request_only_warnings_are_kept(name: str) -> None:
    logs.configure("DEBUG")
    assert not logging.getLogger(name).isEnabledFor(logging.INFO)
    assert logging.getLogger(name).isEnabledFor(logging.WARNING)


def test_a_wrong_signing_secret_does_not_write_requests_into_the_log(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.configure("DEBUG")
    check = AsyncRequestVerification("a secret")
    check._debug_log_error("v0=1", "1", f"text={WORDS}")
    assert WORDS not in capsys.readouterr().err


def test_commands_write_nothing_but_warnings(capsys: pytest.CaptureFixture[str]) -> None:
    logs.keep_quiet()
    structlog.get_logger("ours").info("all_is_well")
    assert capsys.readouterr() == ("", "")
