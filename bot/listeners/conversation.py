"""Direct messages and mentions: the same translation, in a thread below what somebody wrote."""

import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.jobs import JSON, Job
from bot.listeners import command_text, delivery, translating
from bot.listeners.command_text import Asked
from bot.listeners.delivery import Body, Delivery
from bot.listeners.message_text import text_of
from bot.listeners.translating import TranslateJob
from bot.needs import Needs
from bot.patience import retried
from bot.settings import Settings
from bot.slack import Reply, Slack
from bot.views import answer
from bot.views import conversation as view
from bot.views import errors as error_view
from bot.views.blocks import Rendered, View
from bot.wiring import Services
from translators.errors import BadRequest
from translators.models import Markup

KIND = "converse"
DIRECT, MENTION = "direct_message", "mention"
_ANSWERED = frozenset({None, "file_share", "thread_broadcast"})
"""Subtypes of what people write; edits, deletions and notices of Slack have others."""


def needs(settings: Settings) -> Needs:
    """What this way in asks of Slack."""
    return Needs(
        events=("app_mention", "message.im"),
        methods=("chat.postMessage", "chat.update", "users.info"),
    )


def register(app: AsyncApp, services: Services) -> None:
    """Listen for what is written to the bot. Messages elsewhere are left to other listeners."""
    listener = Conversation(services, app.client)
    app.event("app_mention")(listener.on_mention)
    app.event("message", matchers=[_is_direct])(listener.on_direct)
    services.jobs.register(KIND, listener.run)


async def _is_direct(body: Body) -> bool:
    return str(body["event"].get("channel_type")) == "im"


class Place(BaseModel):
    """A thread. `private`: only one person reads it."""

    model_config = ConfigDict(frozen=True)

    channel: str
    thread: str
    private: bool


class ConversationJob(BaseModel):
    """What to say in a thread: a translation, or (where there is nothing to translate) how to ask;
    `problem` is a sentence in its place."""

    model_config = ConfigDict(frozen=True)

    place: Place
    task: TranslateJob | None = None
    problem: str | None = None


class InThread(Slack):
    """Slack, where answers take the place of one message."""

    def __init__(self, client: AsyncWebClient, place: Place, ts: str) -> None:
        super().__init__(client)
        self._place = place
        self._ts = ts

    async def answer(self, reply: Reply, *, message: Rendered, view: View) -> None:
        await show(self._client, self._place, self._ts, message)


async def show(client: AsyncWebClient, place: Place, ts: str, message: Rendered) -> None:
    """Put a message in the place of the one with this `ts`."""
    shown = view.in_thread(message, private=place.private)
    await client.chat_update(
        channel=place.channel,
        ts=ts,
        text=shown.text,
        blocks=list(shown.blocks),
        parse="none",
        link_names=False,
    )


class Conversation:
    def __init__(self, services: Services, client: AsyncWebClient) -> None:
        self._services = services
        self._client = client

    async def on_direct(self, ack: AsyncAck, body: Body) -> None:
        await self._on_message(body, DIRECT)
        await ack()

    async def on_mention(self, ack: AsyncAck, body: Body) -> None:
        await self._on_message(body, MENTION)
        await ack()

    async def _on_message(self, body: Body, surface: str) -> None:
        """Take a message over. One mention arrives as two events, so the message counts, not the
        event."""
        came, event = delivery.read(body), body["event"]
        if not _is_from_a_person(event):
            return
        job = _job(came, event, surface, us=_us(body))
        job_id = f"slack:{came.team}:{event['channel']}:{event['ts']}"
        await self._services.jobs.accept(job_id, KIND, job.model_dump(mode="json"))

    async def run(self, job: Job) -> None:
        """Say that an answer is coming, then put the answer in its place."""
        asked = ConversationJob.model_validate(job.payload)
        first = answer.working() if asked.task else self._instead(asked)
        ts = await self._services.jobs.once(
            "post", lambda: retried(lambda: self._post(asked.place, first))
        )
        if asked.task is None:
            return
        payload: Mapping[str, JSON] = asked.task.model_dump(mode="json")
        worker = translating.Worker(self._services, InThread(self._client, asked.place, str(ts)))
        await worker.run(Job(job.id, translating.KIND, payload))

    def _instead(self, asked: ConversationJob) -> Rendered:
        if asked.problem:
            return error_view.message(asked.problem)
        return view.how_to(self._services.settings.slack_command_translate)

    async def _post(self, place: Place, message: Rendered) -> JSON:
        """Write into the thread; gives the message's `ts`."""
        posted = await self._client.chat_postMessage(
            channel=place.channel,
            thread_ts=place.thread,
            text=message.text,
            blocks=list(message.blocks),
            unfurl_links=False,
            unfurl_media=False,
            parse="none",
            link_names=False,
        )
        return str(posted["ts"])


def _is_from_a_person(event: Mapping[str, Any]) -> bool:
    """Never answer apps (ourselves least of all) or what somebody changed afterwards."""
    by_app = event.get("bot_id") or event.get("bot_profile")
    return bool(
        event.get("user")
        and not by_app
        and not event.get("edited")
        and event.get("subtype") in _ANSWERED
    )


def _us(body: Body) -> frozenset[str]:
    """The ids under which the app is mentioned."""
    return frozenset(str(one.get("user_id")) for one in body.get("authorizations") or ())


def _job(
    came: Delivery, event: Mapping[str, Any], surface: str, *, us: frozenset[str]
) -> ConversationJob:
    place = Place(
        channel=event["channel"],
        thread=event.get("thread_ts") or event["ts"],
        private=surface == DIRECT,
    )
    try:
        asked = command_text.parse(_without_mention(text_of(event), us))
    except BadRequest as problem:
        return ConversationJob(place=place, problem=str(problem))
    if asked.help or not asked.text:
        return ConversationJob(place=place)
    return ConversationJob(place=place, task=_task(came, asked, surface))


def _task(came: Delivery, asked: Asked, surface: str) -> TranslateJob:
    return TranslateJob(
        text=asked.text,
        markup=Markup.SLACK,
        to=asked.to,
        audience=asked.audience,
        surface=surface,
        channel=came.channel,
        author_id=came.user,
        reply=Reply(to="response_url", team=came.team, user=came.user),
    )


_MENTION = re.compile(r"\s*<@(?P<user>[UW][A-Z0-9]+)(?:\|[^>]*)?>[\s,:]*")


def _without_mention(text: str, us: frozenset[str]) -> str:
    """The text without the mentions by which we are addressed."""
    return _MENTION.sub(lambda found: " " if found["user"] in us else found[0], text).strip()
