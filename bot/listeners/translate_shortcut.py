"""The message shortcut "Translate jargon": a modal at once, the answer in it when it is ready."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners import delivery, translating
from bot.listeners.delivery import Body
from bot.listeners.message_text import text_of
from bot.listeners.translating import TranslateJob
from bot.needs import Needs, Shortcut
from bot.settings import Settings
from bot.slack import Reply, open_view
from bot.views import answer, menu
from bot.wiring import Services
from translators.models import Markup

CALLBACK = "translate_message"
SURFACE = "translate_shortcut"


def needs(settings: Settings) -> Needs:
    """What this way in asks of Slack."""
    shortcut = Shortcut(menu.SHORTCUT_NAME, CALLBACK, menu.SHORTCUT)
    return Needs(shortcuts=(shortcut,), methods=("views.open", "views.update", "users.info"))


def register(app: AsyncApp, services: Services) -> None:
    """Listen for the shortcut."""
    app.message_shortcut(CALLBACK)(TranslateShortcut(services).on_shortcut)


class TranslateShortcut:
    def __init__(self, services: Services) -> None:
        self._services = services

    async def on_shortcut(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """The modal comes first: a trigger lives three seconds, and the job needs a modal to
        fill."""
        view_id = await open_view(client, body, answer.working_modal())
        came = delivery.read(body)
        await translating.accept(self._services, came, _task(body, view_id))
        await ack()


def _task(body: Body, view_id: str) -> TranslateJob:
    came, message = delivery.read(body), body["message"]
    return TranslateJob(
        text=text_of(message),
        markup=Markup.SLACK,
        own_audience=True,
        surface=SURFACE,
        channel=came.channel,
        author=_bot_name(message),
        author_id=message.get("user"),
        post_url=body.get("response_url"),
        reply=Reply(to="view", team=came.team, user=came.user, view_id=view_id),
    )


def _bot_name(message: Mapping[str, Any]) -> str | None:
    """The name under which an app wrote; None for people, who are looked up."""
    profile = message.get("bot_profile") or {}
    return message.get("username") or profile.get("name")
