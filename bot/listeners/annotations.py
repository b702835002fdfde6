"""Notes beside messages of a channel, where its people want them: what happens in channels comes in
here, is decided at once, and leaves as a job that holds no word of anybody."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot import annotating, curators
from bot.annotating import Sighting
from bot.listeners import (
    annotation_actions,
    annotation_events,
    annotation_jobs,
    annotation_posting,
    annotation_settings,
    delivery,
)
from bot.listeners.annotation_events import Deleted, Edited, Posted
from bot.listeners.annotation_jobs import EXPLAIN, NOTE, REMOVE, REVISE, AnnotationJob
from bot.listeners.annotation_places import Places
from bot.listeners.delivery import Body
from bot.needs import Needs
from bot.settings import Settings
from bot.views.annotation import EMOJI
from bot.wiring import Services
from storage.annotations import Manners, Place


def needs(settings: Settings) -> Needs:
    """What this way in asks of Slack. Reading messages of channels is an optional permission:
    without it Slack tells of no messages, and everything else works."""
    return Needs(
        events=("message.channels", "message.groups", "reaction_added"),
        methods=(
            *annotation_posting.METHODS,
            "conversations.info",
            "views.open",
            "views.update",
            *curators.METHODS,
        ),
    )


def register(app: AsyncApp, services: Services) -> None:
    """Listen to channels, and to what notes and their settings offer."""
    annotation_jobs.register(app, services)
    annotation_actions.register(app, services)
    annotation_settings.register(app, services)
    listener = Annotations(services, app.client)
    app.event("message", matchers=[_is_in_channel])(listener.on_message)
    app.event("reaction_added", matchers=[_is_ours])(listener.on_reaction)


async def _is_in_channel(event: Mapping[str, Any]) -> bool:
    return annotation_events.in_channel(event)


async def _is_ours(event: Mapping[str, Any]) -> bool:
    item = event.get("item") or {}
    return event.get("reaction") == EMOJI and item.get("type") == "message"


class Annotations:
    """Decides what becomes of what happens in channels."""

    def __init__(self, services: Services, client: AsyncWebClient) -> None:
        self._services = services
        self._annotations = services.annotations
        self._places = Places(client)

    async def on_message(self, ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        """Somebody wrote, changed or deleted a message."""
        job_id = delivery.read(body).job_id
        match annotation_events.read(body, bot_user=context.bot_user_id):
            case Posted() as posted:
                await self._on_posted(posted, job_id)
            case Edited() as edited:
                await self._on_edited(edited, job_id)
            case Deleted(place, ts):
                if await self._annotations.manners(place):
                    task = AnnotationJob(place=place, ts=ts)
                    await annotation_jobs.accept(self._services, job_id, REMOVE, task)
        await ack()

    async def on_reaction(self, ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        """Somebody clicked the emoji (or one like it, where there is no note of ours)."""
        came, event = delivery.read(body), body["event"]
        place = Place(came.team, str(event["item"]["channel"]))
        if came.user != context.bot_user_id and await self._annotations.manners(place):
            task = AnnotationJob(
                place=place,
                ts=str(event["item"]["ts"]),
                user=came.user,
                author=str(event.get("item_user") or ""),
            )
            await annotation_jobs.accept(self._services, came.job_id, EXPLAIN, task)
        await ack()

    async def _on_posted(self, posted: Posted, job_id: str) -> None:
        place = posted.place
        manners = await self._annotations.manners(place)
        sighting = await self._look(place, posted.text, manners)
        lately = self._annotations.saw(place, sighting)
        if manners is None or not manners.is_on or await self._is_external(posted, manners):
            return
        if wanted := await self._plan(place, sighting, manners):
            task = AnnotationJob(
                place=place,
                ts=posted.ts,
                author=posted.author,
                audience=wanted.audience,
                terms=wanted.terms,
                lately=lately,
                thread_ts=posted.thread_ts,
            )
            await annotation_jobs.accept(self._services, job_id, NOTE, task)

    async def _on_edited(self, edited: Edited, job_id: str) -> None:
        """An edit changes a note or ends it; it never makes one, so that nothing goes in circles.

        The job finds out whether there is a note at all.
        """
        place = edited.place
        manners = await self._annotations.manners(place)
        if manners is None:
            return
        sighting = await self._look(place, edited.text, manners)
        wanted = await self._plan(place, sighting, manners)
        task = AnnotationJob(
            place=place,
            ts=edited.ts,
            author=edited.author,
            terms=wanted.terms if wanted else (),
        )
        await annotation_jobs.accept(self._services, job_id, REVISE, task)

    async def _look(self, place: Place, text: str, manners: Manners | None) -> Sighting:
        """Look at a message. Slack is asked about the channel only where notes are on."""
        on = manners is not None and manners.is_on
        about = (await self._places.facts(place)).about if on else ()
        glossary = await self._services.catalogue.glossary(place.workspace, place.channel)
        return annotating.look(text, glossary=glossary, at=self._services.clock(), context=about)

    async def _plan(
        self, place: Place, sighting: Sighting, manners: Manners
    ) -> annotating.Plan | None:
        glossary = await self._services.catalogue.glossary(place.workspace, place.channel)
        return annotating.plan(sighting, glossary=glossary, manners=manners)

    async def _is_external(self, posted: Posted, manners: Manners) -> bool:
        """Whether to stay silent because people of other companies read along."""
        if manners.external:
            return False
        return posted.external or bool((await self._places.facts(posted.place)).external)
