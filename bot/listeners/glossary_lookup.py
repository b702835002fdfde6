"""`/glossary search`, `show`, and the window to look words up in."""

from collections.abc import Mapping

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners import delivery, form_state
from bot.listeners.delivery import Body, Delivery
from bot.listeners.glossary_desk import Answering, Asked, Desk
from bot.slack import open_view
from bot.views import glossary as view
from bot.views.blocks import Rendered
from glossary.terms import Entry
from translators.errors import BadRequest

Found = tuple[Entry, ...]


class Lookup:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.commands: Mapping[str, Answering] = {
            "": self._browse,
            "search": self._search,
            "show": self.show,
        }

    def listen(self, app: AsyncApp) -> None:
        app.view(view.BROWSE)(self._on_browse)
        app.action(view.SHOW)(self._on_show)
        app.action(view.OPEN_BROWSER)(self._on_open)

    async def show(self, asked: Asked) -> Rendered:
        """One term, or those that the words may mean."""
        came, words = asked.came, asked.words
        if not words:
            raise BadRequest(view.TERM_MISSING)
        if entry := await self._desk.entry(came, words):
            await self._log(came, "glossary_show", words, (entry,))
            return view.entry_message(entry)
        found = (await self._desk.glossary(came)).search(words, limit=view.SHOWN)
        await self._log(came, "glossary_show", words, found)
        return view.results(words, found)

    async def _browse(self, asked: Asked) -> None:
        await open_view(asked.client, asked.body, view.browser("", ()))

    async def _on_open(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await open_view(client, body, view.browser("", ()))
        await ack()

    async def _search(self, asked: Asked) -> Rendered:
        if not asked.words:
            raise BadRequest(view.QUERY_MISSING)
        found, more = await self._found(asked.came, asked.words)
        await self._log(asked.came, "glossary_search", asked.words, found)
        return view.results(asked.words, found, more=more)

    async def _on_browse(self, ack: AsyncAck, body: Body) -> None:
        """Search was pressed in the window: the same window, with what was found."""
        came, query = delivery.read(body), form_state.values(body).get(view.BROWSE, "")
        found, more = await self._found(came, query)
        await ack(response_action="update", view=view.browser(query, found, more=more))
        if query:
            await self._log(came, "glossary_search", query, found)

    async def _on_show(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """A term of the list, in a window on top."""
        came = delivery.read(body)
        entry = (await self._desk.glossary(came)).get(delivery.action_value(body))
        if entry is None:
            raise BadRequest(view.GONE)
        await open_view(client, body, view.entry_view(entry))
        await ack()
        await self._log(came, "glossary_show", entry.headword, (entry,))

    async def _found(self, came: Delivery, query: str) -> tuple[Found, bool]:
        """The best entries for a query, and whether there are more."""
        if not query:
            return (), False
        found = (await self._desk.glossary(came)).search(query, limit=view.SHOWN + 1)
        return found[: view.SHOWN], len(found) > view.SHOWN

    async def _log(self, came: Delivery, surface: str, query: str, found: Found) -> None:
        await self._desk.log(came, surface, query=query, found=found)
