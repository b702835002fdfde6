"""The window in which a channel's notes are switched on: opened by `/glossary channel`."""

import asyncio
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.annotating import rehearse
from bot.curators import Curators
from bot.listeners import delivery, form_state
from bot.listeners.annotation_places import Facts, Places
from bot.listeners.delivery import Body, Delivery
from bot.listeners.uses import Uses
from bot.slack import Slack, open_view
from bot.views import annotation_settings as view
from bot.views import errors
from bot.views.annotation_settings import Preview
from bot.views.blocks import View
from bot.wiring import Services
from glossary.terms import Audience
from storage.annotations import Manners, Mode, Place
from translators.errors import BadRequest

SURFACE = "annotation_settings"


def register(app: AsyncApp, services: Services) -> None:
    """Listen for the window's buttons."""
    listener = AnnotationSettings(services, app.client)
    app.action(view.PREVIEW)(listener.on_preview)
    app.view(view.FORM)(listener.on_form)


async def open_settings(services: Services, client: AsyncWebClient, *, body: Body) -> None:
    """Open the window for the channel that `body` (a command or an action) came from.

    Raises BadRequest, with a sentence for the person, outside channels, where the person may not
    decide, and where the trigger is spent.
    """
    await AnnotationSettings(services, client).open(client, body)


class AnnotationSettings:
    def __init__(self, services: Services, client: AsyncWebClient) -> None:
        self._services = services
        self._annotations = services.annotations
        self._slack = Slack(client)
        self._places = Places(client)
        self._curators = Curators(services.curators, client)
        self._uses = Uses(services)

    async def open(self, client: AsyncWebClient, body: Body) -> None:
        came = delivery.read(body)
        place = Place(came.team, came.channel or "")
        facts = await self._permitted(came, place)
        manners = await self._annotations.kept.manners(place) or Manners()
        await open_view(client, body, await self._form(place, manners, facts))

    async def on_preview(self, ack: AsyncAck, body: Body) -> None:
        """The same window, with what the settings in it would have led to."""
        came, place = delivery.read(body), _place(body)
        facts = await self._permitted(came, place)
        shown = await self._form(place, _chosen(body), facts)
        await self._slack.update_view(body["view"]["id"], shown)
        await ack()

    async def on_form(self, ack: AsyncAck, body: Body) -> None:
        """Save. Who may decide is asked again: windows stay open, and payloads can be replayed."""
        came, place, manners = delivery.read(body), _place(body), _chosen(body)
        facts = await self._permitted(came, place)
        await self._annotations.choose(place, manners)
        hints = _hints(facts, manners)
        shown = view.saved(manners, channel=place.channel, hints=hints)
        await ack(response_action="update", view=shown)
        await self._uses.log(came, surface=SURFACE)

    async def _permitted(self, came: Delivery, place: Place) -> Facts:
        """What is known of the channel. Slack tells apps only who made a channel, so that is who
        counts as its manager beside the curators. Raises BadRequest for everybody else."""
        facts, curates = await asyncio.gather(
            self._places.facts(place, fresh=True),
            self._curators.may_change(came.team, came.user),
        )
        if facts.direct or not place.channel or place.channel.startswith("D"):
            raise BadRequest(view.NOT_HERE)
        if not curates and facts.creator != came.user:
            raise BadRequest(view.ONLY_CURATORS)
        return facts

    async def _form(self, place: Place, manners: Manners, facts: Facts) -> View:
        return view.form(
            manners,
            channel=place.channel,
            preview=await self._preview(place, manners),
            hints=_hints(facts, manners),
            metadata=form_state.pack({"channel": place.channel}),
        )

    async def _preview(self, place: Place, manners: Manners) -> Preview:
        """What the last messages would have led to; for the default mode while notes are off."""
        glossary = await self._services.catalogue.glossary(place.workspace, place.channel)
        seen = self._annotations.seen(place)
        tried = manners if manners.is_on else replace(manners, mode=Mode.REACTION)
        notes = tuple(
            tuple(glossary.entries[term.entry].headword for term in terms)
            for _, terms in rehearse(seen, glossary=glossary, manners=tried)
        )
        return Preview(len(seen), notes)


def _place(body: Body) -> Place:
    """The channel that the window is about."""
    channel = form_state.metadata(body).get("channel")
    if not channel:
        raise BadRequest(errors.OLD_BUTTON)
    return Place(delivery.read(body).team, str(channel))


def _hints(facts: Facts, manners: Manners) -> list[str]:
    """Why nothing would happen, as far as Slack tells."""
    hints = []
    if facts.member is False:
        hints.append(view.NOT_MEMBER)
    if facts.is_read is False:
        hints.append(view.NOT_READ)
    if facts.external and not manners.external:
        hints.append(view.SHARED)
    return hints


def _chosen(body: Body) -> Manners:
    """The manners in the window. Raises BadRequest for what it does not offer."""
    state: dict[str, Any] = form_state.values(body)
    try:
        audience = state[view.AUDIENCE]
        return Manners(
            mode=Mode(state[view.MODE]),
            audience=None if audience == view.EVERYBODY else Audience(audience),
            per_hour=_within(view.HOURLY, state[view.PER_HOUR]),
            cooldown_days=_within(view.COOLDOWNS, state[view.COOLDOWN]),
            external=state[view.EXTERNAL] == view.YES,
        )
    except (KeyError, ValueError):
        raise BadRequest(errors.OLD_BUTTON) from None


def _within(offered: tuple[int, ...], chosen: str) -> int:
    """A number between the least and the most that the window offers."""
    return min(max(int(chosen), offered[0]), offered[-1])
