"""`/glossary`: which part does which subcommand."""

from collections.abc import Mapping
from difflib import get_close_matches

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot import curators
from bot.listeners import delivery, glossary_notices
from bot.listeners.delivery import Body
from bot.listeners.glossary_changes import Changes
from bot.listeners.glossary_channel import ChannelSettings
from bot.listeners.glossary_curators import Naming
from bot.listeners.glossary_desk import Answering, Asked, Desk
from bot.listeners.glossary_edit import Editing
from bot.listeners.glossary_exports import Exports
from bot.listeners.glossary_imports import Imports
from bot.listeners.glossary_lookup import Lookup
from bot.listeners.glossary_review import Review
from bot.listeners.glossary_stats import Stats
from bot.needs import Command, Needs
from bot.settings import Settings
from bot.views import help, menu
from bot.views.blocks import Rendered
from bot.views.escaping import readable
from bot.wiring import Services
from translators.errors import BadRequest
from translators.models import Markup


def needs(settings: Settings) -> Needs:
    """What this way in asks of Slack. `files:read` is for files that people put into the import
    form."""
    command = Command(
        settings.slack_command_glossary,
        menu.GLOSSARY,
        menu.GLOSSARY_HINT,
    )
    opening = ("views.open", "views.push", "views.update")
    telling = (
        "chat.postMessage",
        "files.getUploadURLExternal",
        "files.completeUploadExternal",
    )
    return Needs(
        commands=(command,),
        methods=(*opening, *telling, *curators.METHODS),
        also=("files:read",),
    )


def register(app: AsyncApp, services: Services) -> None:
    """Listen for the command, and for everything that its windows and messages offer."""
    glossary_notices.register(app, services)
    desk = Desk.of(services, app.client)
    lookup, review = Lookup(desk), Review(desk)
    listening = (
        lookup,
        review,
        Editing(desk, review),
        Changes(desk),
        Imports(desk, app.client),
        Exports(desk, app.client),
        Naming(desk),
    )
    for part in listening:
        part.listen(app)
    parts = (*listening, Stats(desk), ChannelSettings(desk))
    commands = {verb: answer for part in parts for verb, answer in part.commands.items()}
    listener = GlossaryAdmin(desk, commands, otherwise=lookup.show)
    app.command(services.settings.slack_command_glossary)(listener.on_command)


class GlossaryAdmin:
    """Reads the subcommand and passes it on; words without one are looked up."""

    def __init__(
        self, desk: Desk, commands: Mapping[str, Answering], *, otherwise: Answering
    ) -> None:
        self._desk = desk
        self._otherwise = otherwise
        self._commands: Mapping[str, Answering] = {**commands, "help": self._help}

    async def on_command(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        typed = readable(body.get("text") or "", markup=Markup.SLACK).strip()
        verb, _, rest = typed.partition(" ")
        answer = self._commands.get(verb.casefold())
        words = rest.strip() if answer else typed
        asked = Asked(delivery.read(body), words, body, client)
        if not answer:
            await self._refuse_misspelt(asked)
        shown = await (answer or self._otherwise)(asked)
        if shown is None:
            await ack()
        else:
            await ack(text=shown.text, blocks=shown.blocks, response_type="ephemeral")

    async def _refuse_misspelt(self, asked: Asked) -> None:
        """A first word that is nearly a subcommand is one, where the glossary has no such words."""
        verb, _, rest = asked.words.partition(" ")
        near = get_close_matches(verb.casefold(), self._commands, n=1, cutoff=0.75)
        if near and not (await self._desk.glossary(asked.came)).search(asked.words, limit=1):
            meant = f"{near[0]} {rest}".strip()
            raise BadRequest(help.did_you_mean(self._desk.command, asked.words, meant))

    async def _help(self, asked: Asked) -> Rendered:
        return help.glossary_help(self._desk.command)
