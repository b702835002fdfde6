"""What we send to Slack, and where an answer goes.

Foreign errors end here: what Slack refuses for a reason we know becomes a value or a ParlanceError,
the rest stays SlackApiError and is explained by `bot.errors`.
"""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Literal

import aiohttp
import structlog
from pydantic import BaseModel, ConfigDict
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.views import errors as wording
from bot.views.blocks import Block, Rendered, View
from translators.errors import BadRequest

log = structlog.get_logger(__name__)

TIMEOUT = 10
"""Seconds for one try of a call."""
LOOK_UP_WITHIN = 1.0
"""Seconds for asking who somebody is; whoever asks has an acknowledgement to give."""
OPEN_WITHIN = 2.5
"""Seconds for opening a modal: the trigger lives three."""
SPENT_TRIGGER = frozenset({"expired_trigger_id", "exchanged_trigger_id", "trigger_expired"})
PAUSES = (0.2, 1.0)
"""Seconds before a `response_url` that answered 5xx is tried again."""
NAMES_KEPT = 5_000
NAMES_AT_ONCE = 5
GONE = frozenset({"not_found", "view_not_found", "view_expired", "hash_conflict"})
"""What views.update says when the person has closed the modal or moved on."""


class Reply(BaseModel):
    """Where the answer to a person goes: the `response_url` of what they did, or a modal they look
    at.

    A reply is part of a job, so it can be written as JSON and read back.
    """

    model_config = ConfigDict(frozen=True)

    to: Literal["response_url", "view"]
    team: str
    user: str
    response_url: str | None = None
    view_id: str | None = None


def retry_handlers() -> list[AsyncRetryHandler]:
    """What is tried again: a lost connection, 429 (after as long as Slack asks), 500 and 503."""
    return [
        AsyncConnectionErrorRetryHandler(),
        AsyncRateLimitErrorRetryHandler(max_retry_count=2),
        AsyncServerErrorRetryHandler(max_retry_count=2),
    ]


@asynccontextmanager
async def connections_kept(client: AsyncWebClient) -> AsyncIterator[None]:
    """While it lasts, calls of the client and its copies share connections. By itself the SDK opens
    one for each call, and a handshake costs more than most calls do."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT)) as session:
        client.session = session
        try:
            yield
        finally:
            client.session = None


def refusal(problem: SlackApiError) -> str:
    """Slack's own code for what it refused; empty where the answer was not Slack's (a proxy's
    page)."""
    data = getattr(problem.response, "data", problem.response)
    return str(data.get("error") or "") if isinstance(data, Mapping) else ""


async def open_view(client: AsyncWebClient, body: Mapping[str, Any], view: View) -> str:
    """Open a modal for whoever did `body`, on top of a modal if they did it in one; gives its id.

    Raises BadRequest where the trigger is spent: it lives three seconds and works once.
    """
    in_modal = (body.get("view") or {}).get("type") == "modal"
    opening = client.views_push if in_modal else client.views_open
    try:
        async with asyncio.timeout(OPEN_WITHIN):
            opened = await opening(trigger_id=body["trigger_id"], view=view)
    except SlackApiError as problem:
        if refusal(problem) not in SPENT_TRIGGER:
            raise
        raise BadRequest(wording.TOO_LATE_TO_OPEN) from None
    except TimeoutError:
        raise BadRequest(wording.TOO_LATE_TO_OPEN) from None
    return str(opened["view"]["id"])


class Slack:
    """Slack as the bot uses it."""

    def __init__(self, client: AsyncWebClient, *, pauses: Sequence[float] = PAUSES) -> None:
        self._client = client
        self._pauses = pauses
        self._names: OrderedDict[tuple[str, str], str] = OrderedDict()

    async def answer(self, reply: Reply, *, message: Rendered, view: View) -> None:
        """Show the answer where the person waits: as `message` or as `view`."""
        if reply.to == "view" and reply.view_id:
            await self.update_view(reply.view_id, view)
        elif not (reply.response_url and await self.respond(reply.response_url, message)):
            await self.direct_message(reply.user, message)

    async def respond(
        self, url: str, message: Rendered, *, in_channel: bool = False, replace: bool = True
    ) -> bool:
        """Answer through a `response_url`; False where it is spent or expired.

        A private answer replaces the message it belongs to, so that a repeat never doubles it; what
        is said to the whole channel replaces nothing.
        """
        status = await self._send(
            url,
            {
                "text": message.text,
                "blocks": list(message.blocks),
                "response_type": "in_channel" if in_channel else "ephemeral",
                "replace_original": replace and not in_channel,
                "unfurl_links": False,
                "unfurl_media": False,
            },
        )
        if status != 200:
            log.info("response_url_refused", status=status)
        return status == 200

    async def _send(self, url: str, body: Mapping[str, Any]) -> int:
        """The status of the last try; a refusal that comes with 200 counts as 404.

        The SDK's webhook client asks its retry handlers about 429 only, so 5xx is tried again here.
        """
        hook = AsyncWebhookClient(
            url, timeout=TIMEOUT, session=self._client.session, retry_handlers=retry_handlers()
        )
        for pause in (*self._pauses, None):
            sent = await hook.send_dict(dict(body))
            if sent.status_code < 500 or pause is None:
                break
            await asyncio.sleep(pause)
        return 404 if '"ok":false' in sent.body.replace(" ", "") else sent.status_code

    async def direct_message(self, user: str, message: Rendered) -> None:
        """Write to a person privately; Slack opens the conversation for a user id."""
        await self._client.chat_postMessage(
            channel=user,
            text=message.text,
            blocks=list(message.blocks),
            unfurl_links=False,
            unfurl_media=False,
            parse="none",
            link_names=False,
        )

    async def update_view(self, view_id: str, view: View) -> None:
        """Fill a modal. Where the person closed it meanwhile, there is nobody to tell."""
        try:
            await self._client.views_update(view_id=view_id, view=view)
        except SlackApiError as problem:
            if refusal(problem) not in GONE:
                raise
            log.info("view_gone")

    async def note(
        self, view: Mapping[str, Any] | None, block: Block, *, without: Sequence[str]
    ) -> None:
        """Say something at the end of an open modal, and take away the buttons that led to it."""
        if view is None:
            return
        kept = {key: view[key] for key in _VIEW_FIELDS if view.get(key)}
        blocks = [*_without(view["blocks"], frozenset(without)), block]
        await self.update_view(view["id"], {**kept, "blocks": blocks})

    async def names(self, team: str, users: Iterable[str]) -> Mapping[str, str]:
        """Display names by id, for as many people as one message may cost. Unknown ones are left
        out."""
        wanted = sorted(users)[:NAMES_AT_ONCE]
        found = await asyncio.gather(*(self.name(team, user) for user in wanted))
        return {user: name for user, name in zip(wanted, found, strict=True) if name}

    async def name(self, team: str, user: str) -> str | None:
        """A person's display name; None where Slack won't say."""
        if known := self._names.get((team, user)):
            return known
        name = _display_name(await self.profile(user))
        if name:
            self._remember((team, user), name)
        return name or None

    def _remember(self, key: tuple[str, str], name: str) -> None:
        self._names[key] = name
        if len(self._names) > NAMES_KEPT:
            self._names.popitem(last=False)

    async def profile(self, user: str) -> Mapping[str, Any]:
        """What users.info says of a person; empty where Slack won't say, or not in time."""
        try:
            async with asyncio.timeout(LOOK_UP_WITHIN):
                told = await self._client.users_info(user=user)
        except SlackApiError as problem:
            log.warning("users_info_refused", reason=refusal(problem))
            return {}
        except TimeoutError:
            log.warning("users_info_refused", reason="timeout")
            return {}
        return told.get("user") or {}


_VIEW_FIELDS = ("type", "callback_id", "title", "submit", "close", "private_metadata")


def _without(blocks: Iterable[Block], actions: frozenset[str]) -> Iterator[Block]:
    for block in blocks:
        if block.get("type") != "actions":
            yield block
        elif left := [one for one in block["elements"] if one["action_id"] not in actions]:
            yield {**block, "elements": left}


def _display_name(user: Mapping[str, Any]) -> str:
    profile = user.get("profile") or {}
    names = (profile.get("display_name"), profile.get("real_name"), user.get("name"))
    return next((str(name) for name in names if name), "")
