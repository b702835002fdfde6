"""`/glossary`: search, show, add, suggest, help; and the form behind add and suggest."""

from collections.abc import Awaitable, Callable, Mapping

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot import curators
from bot.listeners import delivery, form_state, glossary_form
from bot.listeners.delivery import Body, Delivery
from bot.listeners.glossary_form import FieldErrors
from bot.listeners.uses import Uses
from bot.needs import Command, Needs
from bot.settings import Settings
from bot.slack import Slack, open_view
from bot.views import answer_buttons, help, term
from bot.views import glossary as view
from bot.views.blocks import Rendered
from bot.views.escaping import readable
from bot.views.glossary import Draft, Purpose
from bot.wiring import Services
from glossary.layers import Glossary
from glossary.revisions import Status, normalised
from glossary.terms import Entry
from translators.errors import BadRequest
from translators.models import Markup


def needs(settings: Settings) -> Needs:
    """What this way in asks of Slack."""
    command = Command(
        settings.slack_command_glossary,
        "Find, explain and collect the words of both sides",
        "search | show | add | suggest | help",
    )
    return Needs(commands=(command,), methods=("views.open", "views.push", "users.info"))


def register(app: AsyncApp, services: Services) -> None:
    """Listen for the command, its button and its form."""
    listener = GlossaryAdmin(services, Slack(app.client))
    app.command(services.settings.slack_command_glossary)(listener.on_command)
    app.action(view.OPEN_SUGGESTION)(listener.on_suggest_button)
    app.action(answer_buttons.SUGGEST)(listener.on_better_term)
    app.view(view.FORM)(listener.on_form)
    app.view(view.BROWSE)(listener.on_browse)
    app.action(view.SHOW)(listener.on_show)


_PURPOSES = {purpose.value: purpose for purpose in Purpose}


class GlossaryAdmin:
    def __init__(self, services: Services, slack: Slack) -> None:
        self._services = services
        self._slack = slack
        self._uses = Uses(services)
        self._answers: Mapping[str, Callable[[Delivery, str], Awaitable[Rendered]]] = {
            "search": self._search,
            "show": self._show,
            "help": self._help,
        }

    async def on_command(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        came = delivery.read(body)
        typed = readable(body.get("text") or "", markup=Markup.SLACK)
        verb, _, rest = typed.strip().partition(" ")
        verb, rest = verb.casefold(), rest.strip()
        if purpose := _PURPOSES.get(verb):
            await self._open_form(client, body, purpose, rest)
            await ack()
            return
        if not verb:
            await open_view(client, body, view.browser("", ()))
            await ack()
            return
        respond = self._answers.get(verb)
        words = rest if respond else f"{verb} {rest}"
        shown = await (respond or self._look_up)(came, words)
        await ack(text=shown.text, blocks=shown.blocks, response_type="ephemeral")

    async def on_browse(self, ack: AsyncAck, body: Body) -> None:
        """Search was pressed in the window: the same window, with what was found."""
        came, query = delivery.read(body), form_state.values(body).get(view.BROWSE, "")
        found = (await self._glossary(came)).search(query, limit=view.SHOWN + 1) if query else ()
        shown = view.browser(query, found[: view.SHOWN], more=len(found) > view.SHOWN)
        await ack(response_action="update", view=shown)
        if query:
            await self._log(came, "glossary_search", query, found)

    async def on_show(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """A term of the list, in a window on top."""
        came = delivery.read(body)
        entry = (await self._glossary(came)).get(delivery.action_value(body))
        if entry is None:
            raise BadRequest(view.GONE)
        await open_view(client, body, view.entry_view(entry))
        await ack()
        await self._log(came, "glossary_show", entry.headword, (entry,))

    async def on_suggest_button(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        words = delivery.action_value(body)
        await self._open_form(client, body, Purpose.SUGGEST, "" if words == "-" else words)
        await ack()

    async def on_better_term(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """A better wording for a term of an answer: the form holds it where there was only one."""
        glossary = await self._glossary(delivery.read(body))
        ids = delivery.action_value(body).split()
        used = [entry.headword for entry_id in ids if (entry := glossary.get(entry_id))]
        words = used[0] if len(used) == 1 else ""
        hint = view.in_this_answer(used) if len(used) > 1 else None
        await self._open_form(client, body, Purpose.SUGGEST, words, hint=hint)
        await ack()

    async def on_form(self, ack: AsyncAck, body: Body) -> None:
        came, carried = delivery.read(body), form_state.metadata(body)
        purpose = await self._allowed(Purpose(carried.get("purpose", Purpose.SUGGEST)), came)
        try:
            entry = await self._save(came, form_state.values(body), purpose, carried)
        except FieldErrors as wrong:
            await ack(response_action="errors", errors=wrong.by_field)
            return
        await ack(response_action="update", view=view.saved(entry, purpose))
        await self._uses.log(came, surface=f"glossary_{purpose}", terms=(entry.id,))

    async def _allowed(self, purpose: Purpose, came: Delivery) -> Purpose:
        """What this person's form does: whoever may not change words suggests them."""
        if purpose is Purpose.ADD and await curators.may_change(self._slack, came.user):
            return Purpose.ADD
        return Purpose.SUGGEST

    async def _open_form(
        self,
        client: AsyncWebClient,
        body: Body,
        wanted: Purpose,
        words: str,
        *,
        hint: str | None = None,
    ) -> None:
        came = delivery.read(body)
        purpose = await self._allowed(wanted, came)
        known = glossary_form.existing(await self._glossary(came), words) if words else None
        if known and purpose is Purpose.ADD:
            raise BadRequest(view.taken(words, known))
        draft = view.draft_of(known) if known else Draft(term=words[: view.TERM_LIMIT])
        metadata = form_state.pack({"purpose": purpose, "channel": came.channel})
        await open_view(client, body, view.form(purpose, draft, metadata=metadata, hint=hint))

    async def _save(
        self,
        came: Delivery,
        state: Mapping[str, str],
        purpose: Purpose,
        carried: Mapping[str, str],
    ) -> Entry:
        adding = purpose is Purpose.ADD
        glossary = await self._services.catalogue.glossary(came.team, carried.get("channel"))
        entry = glossary_form.entry_from(state, glossary, author=came.user, replacing=not adding)
        await self._services.glossary_store.save(
            came.team,
            entry,
            author=came.user,
            status=Status.APPROVED if adding else Status.SUGGESTED,
        )
        return entry

    async def _search(self, came: Delivery, query: str) -> Rendered:
        if not query:
            raise BadRequest(view.QUERY_MISSING)
        found = (await self._glossary(came)).search(query, limit=view.SHOWN + 1)
        await self._log(came, "glossary_search", query, found)
        return view.results(query, found[: view.SHOWN], more=len(found) > view.SHOWN)

    async def _show(self, came: Delivery, words: str) -> Rendered:
        if not words:
            raise BadRequest(view.TERM_MISSING)
        glossary = await self._glossary(came)
        entry = glossary_form.existing(glossary, words) or glossary.get(words.casefold())
        if entry:
            await self._log(came, "glossary_show", words, (entry,))
            return term.message(entry)
        found = glossary.search(words, limit=view.SHOWN)
        await self._log(came, "glossary_show", words, found)
        return view.results(words, found)

    async def _look_up(self, came: Delivery, words: str) -> Rendered:
        """`/glossary churn`: the subcommand was left out."""
        return await self._show(came, words.strip())

    async def _help(self, came: Delivery, _: str) -> Rendered:
        return help.glossary_help(self._services.settings.slack_command_glossary)

    async def _glossary(self, came: Delivery) -> Glossary:
        return await self._services.catalogue.glossary(came.team, came.channel)

    async def _log(
        self, came: Delivery, surface: str, query: str, found: tuple[Entry, ...]
    ) -> None:
        terms = tuple(entry.id for entry in found[: view.SHOWN])
        missing = None if found else normalised(query)
        await self._uses.log(came, surface=surface, terms=terms, missing=missing, query=query)
