"""What every part of `/glossary` works with."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot import carried
from bot.curators import Curators
from bot.listeners import delivery
from bot.listeners.delivery import Body, Delivery
from bot.listeners.glossary_form import existing, slug
from bot.listeners.uses import Uses
from bot.slack import Slack
from bot.views import glossary as view
from bot.views.blocks import Rendered
from bot.wiring import Services
from glossary.layers import Glossary
from glossary.revisions import Revision, Status, normalised, term_of
from glossary.terms import Entry
from translators.errors import BadRequest

RECENT = 200
"""How many of the last changes are looked through for a term that is in no glossary any more."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A subcommand: what follows its name, as people read it, and the delivery it came with."""

    came: Delivery
    words: str
    body: Body
    client: AsyncWebClient


Answering = Callable[[Asked], Awaitable[Rendered | None]]
"""Does a subcommand; gives what to tell the person, None where a window says it."""


@dataclass(frozen=True, slots=True)
class Named:
    """The revision that a button or a form is about."""

    entry_id: str
    number: int
    channel: str | None


def named(packed: Mapping[str, Any]) -> Named:
    """What `views.history.revision_value` packed."""
    return Named(str(packed["id"]), int(packed["number"]), packed.get("channel"))


def pressed(body: Body) -> Named:
    """The revision that a pressed button names."""
    return named(carried.unpack(delivery.action_value(body)))


@dataclass(frozen=True, slots=True)
class Desk:
    """Services, Slack and the curators, with the questions that all parts ask."""

    services: Services
    slack: Slack
    curators: Curators
    uses: Uses

    @classmethod
    def of(cls, services: Services, client: AsyncWebClient) -> "Desk":
        curators = Curators(services.curators, client)
        return cls(services, Slack(client), curators, Uses(services))

    @property
    def command(self) -> str:
        """What the command is called here."""
        return self.services.settings.slack_command_glossary

    async def glossary(self, came: Delivery) -> Glossary:
        """The words that hold where somebody asks."""
        return await self.services.catalogue.glossary(came.team, came.channel)

    async def require_curator(self, came: Delivery) -> None:
        """Raises BadRequest for everybody who may not change words. Ask at the very change: people
        keep windows open, and requests can be sent again in another name."""
        await self.curators.require(came.team, came.user)

    async def entry(self, came: Delivery, words: str) -> Entry | None:
        """The entry that somebody names by a form or by its id."""
        glossary = await self.glossary(came)
        return existing(glossary, words) or glossary.get(words.casefold())

    async def entry_id(self, came: Delivery, words: str) -> str | None:
        """The id of whatever somebody names, be it hidden or taken away by now."""
        if entry := await self.entry(came, words):
            return entry.id
        store = self.services.glossary_store
        wanted = normalised(words)
        own = await store.own(came.team, words)
        for one in (*own, *await store.recent(came.team, RECENT, channel=came.channel)):
            if wanted in (one.entry_id, term_of(one.entry_id, one.entry)):
                return one.entry_id
        built_in = await self.services.catalogue.glossary(None, None)
        if entry := existing(built_in, words) or built_in.get(words.casefold()):
            return entry.id
        return slug(words) if await store.history(came.team, slug(words)) else None

    async def required_id(self, came: Delivery, words: str) -> str:
        """As `entry_id`; raises BadRequest where nothing is named, or nothing that there is."""
        if not words:
            raise BadRequest(view.TERM_MISSING)
        found = await self.entry_id(came, words)
        if found is None:
            raise BadRequest(view.unknown(words))
        return found

    async def own_place(self, came: Delivery, entry_id: str) -> str | None:
        """The channel somebody asks in, where it has words of its own about an entry; None: what
        holds there is the workspace's."""
        if came.channel is None:
            return None
        past = await self.services.glossary_store.history(came.team, entry_id, came.channel)
        now = next((one for one in past if one.in_force), None)
        return came.channel if now and now.status is not Status.REMOVED else None

    async def suggestion(self, came: Delivery, which: Named) -> Revision:
        """A suggestion that waits. Raises BadRequest where it was decided meanwhile."""
        for one in await self.services.glossary_store.suggestions(came.team):
            if (one.entry_id, one.number, one.channel) == (
                which.entry_id,
                which.number,
                which.channel,
            ):
                return one
        raise BadRequest(view.DECIDED_ALREADY)

    async def authors(self, came: Delivery, revisions: Iterable[Revision]) -> Mapping[str, str]:
        """Display names of those who made these changes, by Slack id."""
        wanted = dict.fromkeys(one.author for one in revisions if one.author[:1] in ("U", "W"))
        return await self.slack.names(came.team, wanted)

    async def tell(self, body: Body, shown: Rendered) -> None:
        """Say something where a button was pressed: in its window, or in place of its message."""
        pressed_in = body.get("view")
        if pressed_in and pressed_in["type"] == "modal":
            await self.slack.update_view(pressed_in["id"], view.window(shown))
        elif body.get("response_url"):
            await self.slack.respond(body["response_url"], shown)

    async def log(
        self,
        came: Delivery,
        surface: str,
        *,
        query: str = "",
        found: tuple[Entry, ...] = (),
        terms: tuple[str, ...] = (),
    ) -> None:
        """One use. `query` is what was looked up; it counts as missing where nothing was found."""
        ids = terms or tuple(entry.id for entry in found[: view.SHOWN])
        missing = normalised(query) if query and not ids else None
        await self.uses.log(came, surface=surface, terms=ids, missing=missing, query=query)
