"""`/translate`: a text is answered privately, no text opens a form."""

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners import command_text, delivery, form_state, translating
from bot.listeners.command_text import Asked
from bot.listeners.delivery import Body
from bot.listeners.translating import TranslateJob
from bot.needs import Command, Needs
from bot.settings import Settings
from bot.slack import Reply, open_view
from bot.views import answer, compose, help, menu
from bot.wiring import Services
from glossary.terms import Audience
from translators.models import Markup

SURFACE = "translate_command"
FORM_SURFACE = "translate_form"


def needs(settings: Settings) -> Needs:
    """What this way in asks of Slack."""
    command = Command(
        settings.slack_command_translate,
        menu.TRANSLATE,
        menu.TRANSLATE_HINT,
    )
    return Needs(commands=(command,), methods=("views.open", "views.update", "chat.postMessage"))


def register(app: AsyncApp, services: Services) -> None:
    """Listen for the command and for its form."""
    listener = TranslateCommand(services)
    app.command(services.settings.slack_command_translate)(listener.on_command)
    app.view(compose.MODAL)(listener.on_form)


class TranslateCommand:
    def __init__(self, services: Services) -> None:
        self._services = services

    async def on_command(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        asked = command_text.parse(body.get("text") or "")
        if asked.help:
            settings = self._services.settings
            shown = help.translate_help(
                settings.slack_command_translate,
                texts_kept_days=settings.retention_days if settings.store_text else None,
            )
            await ack(text=shown.text, blocks=shown.blocks, response_type="ephemeral")
        elif asked.text:
            await self._accept(ack, body, asked)
        else:
            await open_view(client, body, _form(asked, body))
            await ack()

    async def _accept(self, ack: AsyncAck, body: Body, asked: Asked) -> None:
        """A repeated delivery gets no second "Translating…": nothing would ever replace it."""
        came = delivery.read(body)
        task = TranslateJob(
            text=asked.text,
            markup=Markup.SLACK,
            to=asked.to,
            audience=asked.audience,
            surface=SURFACE,
            channel=came.channel,
            author_id=came.user,
            reply=delivery.reply_to(body),
        )
        if await translating.accept(self._services, came, task):
            await ack(text=answer.working().text, response_type="ephemeral")
        else:
            await ack()

    async def on_form(self, ack: AsyncAck, body: Body) -> None:
        """The form turns into "Working…" and then into the answer."""
        came = delivery.read(body)
        state, carried = form_state.values(body), form_state.metadata(body)
        chosen = state.get(compose.AUDIENCE)
        task = TranslateJob(
            text=state.get(compose.TEXT) or "",
            markup=Markup.PLAIN,
            audience=Audience(chosen) if chosen and chosen != compose.DETECT else None,
            surface=carried.get("surface") or FORM_SURFACE,
            channel=carried.get("channel"),
            author=carried.get("author"),
            author_id=carried.get("author_id") or came.user,
            post_url=carried.get("url"),
            reply=Reply(to="view", team=came.team, user=came.user, view_id=body["view"]["id"]),
        )
        await translating.accept(self._services, came, task)
        await ack(response_action="update", view=answer.working_modal())


def _form(asked: Asked, body: Body) -> dict[str, object]:
    audience = asked.audience or (Audience.general(asked.to) if asked.to else None)
    carried = {"url": body.get("response_url"), "channel": body.get("channel_id")}
    return compose.modal(audience=audience, metadata=form_state.pack(carried))
