"""`/glossary curators`: who looks after the words, and naming them."""

import asyncio
from collections.abc import Iterator, Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.listeners import delivery
from bot.listeners.delivery import Body, Delivery
from bot.listeners.glossary_desk import Answering, Asked, Desk
from bot.slack import open_view
from bot.views import glossary_curators as view
from bot.views.blocks import Rendered
from storage.curators import Named

NAMES_SHOWN = 20


class Naming:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.commands: Mapping[str, Answering] = {"curators": self._on_asked}

    def listen(self, app: AsyncApp) -> None:
        app.view(view.FORM)(self._on_form)

    async def _on_asked(self, asked: Asked) -> Rendered | None:
        """The form for those who may name curators, the list for everybody else."""
        came, curators = asked.came, self._desk.curators
        named = await curators.named(came.team)
        await self._desk.log(came, "glossary_curators")
        if not await curators.may_name(came.team, came.user):
            return await self._listing(came, named)
        form = view.form(sorted(named.people), sorted(named.groups), await curators.groups())
        await open_view(asked.client, asked.body, form)
        return None

    async def _on_form(self, ack: AsyncAck, body: Body) -> None:
        came, curators = delivery.read(body), self._desk.curators
        before = await curators.named(came.team)
        chosen = _chosen(body)
        named = await curators.name(
            came.team,
            people=chosen.get(view.PEOPLE, before.people),
            groups=chosen.get(view.GROUPS, before.groups),
            by=came.user,
        )
        await ack(response_action="update", view=view.saved(await self._listing(came, named)))
        await self._desk.log(came, "glossary_curators_named")

    async def _listing(self, came: Delivery, named: Named) -> Rendered:
        people = sorted(named.people)[:NAMES_SHOWN]
        name = self._desk.slack.name
        names = await asyncio.gather(*(name(came.team, person) for person in people))
        groups = {group.id: group.name for group in await self._desk.curators.groups()}
        return view.listing(
            sorted(name or person for name, person in zip(names, people, strict=True)),
            sorted(groups.get(group, group) for group in named.groups),
        )


def _chosen(body: Body) -> dict[str, frozenset[str]]:
    """The ids that were chosen, by menu; a menu that was not offered says nothing."""
    return {
        block: frozenset(_ids(field))
        for block, fields in body["view"]["state"]["values"].items()
        for field in fields.values()
    }


def _ids(field: Mapping[str, Any]) -> Iterator[str]:
    yield from field.get("selected_users") or ()
    yield from (option["value"] for option in field.get("selected_options") or ())
