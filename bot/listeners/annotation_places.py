"""What Slack says of a channel, remembered for a while."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import LOOK_UP_WITHIN, refusal
from storage.annotations import Place

FACTS_SECONDS = 600.0
UNKNOWN_SECONDS = 30.0
CHANNELS_KEPT = 2_000
SCOPES_HEADER = "x-oauth-scopes"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Facts:
    """A channel as Slack describes it; what it would not say is None (for `about`: empty).

    `about` are name and topic, which help to tell senses apart. `is_read`: whether the app was
    allowed to read messages of such channels.
    """

    about: tuple[str, ...] = ()
    external: bool | None = None
    direct: bool | None = None
    member: bool | None = None
    creator: str | None = None
    is_read: bool | None = None


class Places:
    """Asks Slack about channels, once in ten minutes for each."""

    def __init__(
        self, client: AsyncWebClient, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._client = client
        self._clock = clock
        self._known: OrderedDict[Place, tuple[float, Facts]] = OrderedDict()

    async def facts(self, place: Place, *, fresh: bool = False) -> Facts:
        """What is known of a channel; `fresh` asks anew."""
        until, facts = self._known.get(place, (float("-inf"), Facts()))
        if self._clock() < until and not fresh:
            return facts
        asked = await self._ask(place)
        lasts = FACTS_SECONDS if asked else UNKNOWN_SECONDS
        facts = asked or Facts()
        self._known[place] = self._clock() + lasts, facts
        self._known.move_to_end(place)
        if len(self._known) > CHANNELS_KEPT:
            self._known.popitem(last=False)
        return facts

    async def _ask(self, place: Place) -> Facts | None:
        try:
            async with asyncio.timeout(LOOK_UP_WITHIN):
                told = await self._client.conversations_info(channel=place.channel)
        except SlackApiError as problem:
            log.info("conversations_info_refused", reason=refusal(problem))
            return None
        except TimeoutError:
            log.info("conversations_info_refused", reason="timeout")
            return None
        return _facts(told["channel"], _scopes(told.headers))


def _facts(channel: Mapping[str, Any], scopes: frozenset[str] | None) -> Facts:
    needed = "groups:history" if channel.get("is_private") else "channels:history"
    topic = (channel.get("topic") or {}).get("value")
    shared = ("is_ext_shared", "is_pending_ext_shared")
    return Facts(
        about=tuple(filter(None, (channel.get("name"), topic))),
        external=any(channel.get(key) for key in shared),
        direct=bool(channel.get("is_im") or channel.get("is_mpim")),
        member=channel.get("is_member"),
        creator=channel.get("creator"),
        is_read=None if scopes is None else needed in scopes,
    )


def _scopes(headers: Mapping[str, Any]) -> frozenset[str] | None:
    """The scopes that Slack says we have, in the header of every answer; None where it does not."""
    said = next((value for name, value in headers.items() if name.lower() == SCOPES_HEADER), None)
    if not said:
        return None
    return frozenset(scope.strip() for scope in str(said).split(","))
