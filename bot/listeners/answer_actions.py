"""The buttons under an answer: another direction or audience, post it, rate it, suggest a better
word."""

import asyncio
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot import carried
from bot.jobs import ACCEPT_WITHIN
from bot.listeners import delivery, form_state, translating
from bot.listeners.delivery import Body
from bot.listeners.translating import TranslateJob
from bot.needs import Needs
from bot.settings import Settings
from bot.slack import Slack, open_view
from bot.views import answer, compose, errors
from bot.views import answer_buttons as view
from bot.views.escaping import readable
from bot.wiring import Services
from glossary.terms import Side
from translators.errors import BadRequest
from translators.models import Markup

SURFACE = "translate_again"


def needs(settings: Settings) -> Needs:
    """What this way in asks of Slack."""
    return Needs(methods=("views.open", "views.push", "views.update", "users.info"))


def register(app: AsyncApp, services: Services) -> None:
    """Listen for the buttons of an answer."""
    listener = AnswerActions(services, Slack(app.client))
    for action in (view.SWAP, view.TO_BUSINESS, view.TO_TECH):
        app.action(action)(listener.on_again)
    for action in (view.FEEDBACK, view.HELPFUL, view.NOT_HELPFUL):
        app.action(action)(listener.on_feedback)
    app.action(view.AUDIENCE)(listener.on_audience)
    app.action(view.POST)(listener.on_post)


class AnswerActions:
    def __init__(self, services: Services, slack: Slack) -> None:
        self._services = services
        self._slack = slack

    async def on_again(self, ack: AsyncAck, body: Body) -> None:
        """Translate the text that the button carries towards the side that it names."""
        came, source = delivery.read(body), carried.unpack(delivery.action_value(body))
        task = TranslateJob(
            text=source["text"],
            markup=Markup(source["markup"]),
            to=Side(source["to"]) if source.get("to") else None,
            surface=SURFACE,
            announce=True,
            channel=came.channel or _modal_data(body).get("channel"),
            author=source.get("author"),
            author_id=source.get("author_id"),
            post_url=_post_url(body),
            reply=delivery.reply_to(body),
        )
        await translating.accept(self._services, came, task)
        await ack()

    async def on_audience(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """The form again, filled with the text, to choose for whom it is."""
        source = carried.unpack(delivery.action_value(body))
        data = {
            "url": _post_url(body),
            "channel": delivery.read(body).channel or _modal_data(body).get("channel"),
            "author": source.get("author"),
            "author_id": source.get("author_id"),
        }
        text = readable(source["text"], markup=Markup(source["markup"]))
        form = compose.modal(text=text, metadata=form_state.pack(data))
        await open_view(client, body, form)
        await ack()

    async def on_post(self, ack: AsyncAck, body: Body) -> None:
        """Share the answer: Parlance says it, and names whose message it was and who shared it."""
        source = carried.unpack(delivery.action_value(body))
        async with asyncio.timeout(ACCEPT_WITHIN):
            if not await self._post(body, source):
                raise BadRequest(errors.TOO_LATE_TO_POST)
        await self._slack.note(body.get("view"), view.shared_note(), without=(view.POST,))
        await ack()

    async def _post(self, body: Body, source: dict[str, Any]) -> bool:
        came = delivery.read(body)
        poster = await self._slack.name(came.team, came.user) or delivery.user_name(body)
        author = source.get("author") or await self._name(came.team, source.get("author_id"))
        message = answer.posted(source["out"], author=author, poster=poster)
        url = _post_url(body)
        return url is not None and await self._slack.respond(url, message, in_channel=True)

    async def _name(self, team: str, user: str | None) -> str | None:
        return await self._slack.name(team, user) if user else None

    async def on_feedback(self, ack: AsyncAck, body: Body) -> None:
        """Rate an answer: one's own, whatever job the button names."""
        came, value = delivery.read(body), delivery.action_value(body)
        person = self._services.people.hashed(came.team, came.user)
        helpful = value.startswith("+")
        await self._services.usage.feedback(value[1:], helpful=helpful, person=person)
        await self._slack.note(
            body.get("view"), view.thanks(), without=(view.HELPFUL, view.NOT_HELPFUL)
        )
        await ack()


def _modal_data(body: Body) -> dict[str, Any]:
    return form_state.metadata(body) if body.get("view") else {}


def _post_url(body: Body) -> str | None:
    """Where this answer may be posted to: what Slack sent along, or what the modal remembers."""
    return body.get("response_url") or _modal_data(body).get("url")
