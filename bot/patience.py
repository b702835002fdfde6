"""What passes by itself, and how long we wait for it."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TypeVar

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError

from glossary.revisions import StoreUnavailable

T = TypeVar("T")

SHORT = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds between tries while a person could still be told that it does not work."""
LONG = (*SHORT, 15.0, 30.0, 60.0, 60.0, 120.0, 120.0, 180.0)
"""Seconds between tries at what must not be lost: ten minutes in all. A `response_url` lives for
thirty, and a job that waits takes up room that others need."""
PASSING_CODES = frozenset(
    {"ratelimited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"}
)
"""What Slack calls its own troubles: https://docs.slack.dev/reference/methods/chat.postMessage."""

log = structlog.get_logger(__name__)


def passes(error: Exception) -> bool:
    """Whether trying again helps: Slack or the database can't be reached or is overloaded."""
    if isinstance(error, SlackApiError):
        return _is_slacks_trouble(error)
    return isinstance(error, StoreUnavailable | aiohttp.ClientError | OSError)


def _is_slacks_trouble(error: SlackApiError) -> bool:
    data = getattr(error.response, "data", error.response)
    status = getattr(error.response, "status_code", 200)
    code = data.get("error") if isinstance(data, Mapping) else None
    return status == 429 or status >= 500 or code in PASSING_CODES


async def retried(
    work: Callable[[], Awaitable[T]],
    *,
    pauses: Sequence[float] = LONG,
    passes: Callable[[Exception], bool] = passes,
) -> T:
    """What `work` gives, tried again after errors that pass by themselves.

    Raises the first error that does not pass, or the last one when there are no pauses left.
    """
    for pause in pauses:
        try:
            return await work()
        except Exception as problem:  # what does not pass by itself is raised again
            if not passes(problem):
                raise
            log.warning("waiting", error=type(problem).__name__, seconds=pause)
        await asyncio.sleep(pause)
    return await work()
