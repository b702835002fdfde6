"""What is tried again, how often, and what is not."""

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from bot.patience import LONG, SHORT, passes, retried
from storage.database import DatabaseUnavailable
from translators.errors import BadRequest


class Answer:
    """What the SDK keeps of a response."""

    def __init__(self, status: int, error: str) -> None:
        self.status_code = status
        self.data = {"ok": False, "error": error}


def refused(status: int, error: str = "") -> SlackApiError:
    return unread(Answer(status, error))


def unread(response: object) -> SlackApiError:
    return SlackApiError("refused", response)  # type: ignore[no-untyped-call]  # so in the SDK


CASES = [
    (refused(503), True),
    (refused(429), True),
    (refused(200, "ratelimited"), True),
    (refused(200, "internal_error"), True),
    (refused(200, "invalid_blocks"), False),
    (refused(404, "not_found"), False),
    (unread({"ok": False, "error": "fatal_error"}), True),
    (unread({"ok": False, "error": "channel_not_found"}), False),
    (unread("<html>"), False),
    (aiohttp.ServerDisconnectedError(), True),
    (TimeoutError(), True),
    (ConnectionResetError(), True),
    (DatabaseUnavailable("busy"), True),
    (BadRequest("too long"), False),
    (ValueError(), False),
]


@pytest.mark.parametrize(("error", "wanted"), CASES, ids=[repr(case[0])[:40] for case in CASES])
def test_only_what_passes_by_itself_is_tried_again(error: Exception, wanted: bool) -> None:
    assert passes(error) is wanted


class Moody:
    """Raises its errors one after the other, then answers."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.tries = 0

    async def __call__(self) -> str:
        self.tries += 1
        if self.errors:
            raise self.errors.pop(0)
        return "done"


async def test_what_passes_is_waited_for() -> None:
    moody = Moody(TimeoutError(), refused(503))
    assert await retried(moody, pauses=(0, 0, 0)) == "done"
    assert moody.tries == 3


async def test_what_does_not_pass_is_raised_at_once() -> None:
    moody = Moody(ValueError(), TimeoutError())
    with pytest.raises(ValueError, match=r"^$"):
        await retried(moody, pauses=(0, 0, 0))
    assert moody.tries == 1


async def test_the_last_error_is_raised_when_patience_is_at_its_end() -> None:
    moody = Moody(TimeoutError(), ConnectionError(), TimeoutError())
    with pytest.raises(ConnectionError):
        await retried(moody, pauses=(0,))
    assert moody.tries == 2


def test_patience_ends_long_before_slack_forgets_where_to_answer() -> None:
    assert sum(SHORT) < 20
    assert sum(LONG) < 15 * 60
    assert list(LONG) == sorted(LONG)
