"""`/glossary review`: curators decide about suggestions, and the suggesters are told."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners import delivery, form_state, glossary_form
from bot.listeners.delivery import Body, Delivery
from bot.listeners.glossary_desk import Answering, Asked, Desk, named, pressed
from bot.listeners.glossary_notices import Notices
from bot.slack import open_view
from bot.views import glossary_form as form_view
from bot.views import review as view
from bot.views.blocks import View
from bot.views.glossary_form import Purpose
from bot.views.review import Item
from glossary.revisions import Revision
from glossary.store import GlossaryStore
from glossary.terms import Entry
from translators.errors import BadRequest


class Review:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._notices = Notices(desk.services)
        self.commands: Mapping[str, Answering] = {"review": self._review}

    def listen(self, app: AsyncApp) -> None:
        app.action(view.OPEN)(self._on_open)
        app.action(view.APPROVE)(self._on_approve)
        app.action(view.EDIT)(self._on_edit)
        app.action(view.DECLINE)(self._on_decline)
        app.view(view.DECLINE_FORM)(self._on_reason)

    @property
    def _store(self) -> GlossaryStore:
        return self._desk.services.glossary_store

    async def _review(self, asked: Asked) -> None:
        await self._desk.require_curator(asked.came)
        await open_view(asked.client, asked.body, await self._queue(asked.came))
        await self._desk.log(asked.came, "glossary_review")

    async def _on_open(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        came = delivery.read(body)
        await self._desk.require_curator(came)
        await open_view(client, body, await self._queue(came))
        await ack()
        await self._desk.log(came, "glossary_review")

    async def _queue(self, came: Delivery) -> View:
        items, waiting = await self.items(came, limit=view.SHOWN)
        return view.queue(items, more=waiting - len(items))

    async def items(self, came: Delivery, *, limit: int) -> tuple[list[Item], int]:
        """The oldest suggestions with what stands now and who made them, and how many wait."""
        waiting = await self._store.suggestions(came.team)
        revisions = waiting[:limit]
        authors = await self._desk.authors(came, revisions)
        items = [
            Item(
                one,
                (await self._desk.services.catalogue.glossary(came.team, one.channel)).get(
                    one.entry_id
                ),
                authors.get(one.author),
            )
            for one in revisions
        ]
        return items, len(waiting)

    async def _on_approve(self, ack: AsyncAck, body: Body) -> None:
        came, which = delivery.read(body), pressed(body)
        await self._desk.require_curator(came)
        suggestion = await self._desk.suggestion(came, which)
        await self._refuse_conflict(came, suggestion)
        made = await self._store.approve(
            came.team, which.entry_id, which.number, author=came.user, channel=which.channel
        )
        await self._notices.approved(came, suggestion, made, edited=False)
        await self._refresh(body, came)
        await ack()
        await self._desk.log(came, "glossary_approve", terms=(which.entry_id,))

    async def approve_edited(
        self, came: Delivery, state: Mapping[str, str], carried: Mapping[str, Any]
    ) -> Entry:
        """Bring a suggestion into force as it stands in the form. Raises FieldErrors."""
        which = named(carried)
        await self._desk.require_curator(came)
        suggestion = await self._desk.suggestion(came, which)
        glossary = await self._desk.services.catalogue.glossary(came.team, which.channel)
        entry = glossary_form.entry_from(
            state, glossary, author=suggestion.author, editing=suggestion.entry
        )
        made = await self._store.approve(
            came.team,
            which.entry_id,
            which.number,
            author=came.user,
            entry=entry,
            channel=which.channel,
        )
        edited = suggestion.entry != entry
        await self._notices.approved(came, suggestion, made, edited=edited)
        return entry

    async def _refuse_conflict(self, came: Delivery, suggestion: Revision) -> None:
        """A form stands for one term only; words may have been added since the suggestion."""
        if suggestion.entry is None:
            raise BadRequest(view.UNREADABLE)
        catalogue = self._desk.services.catalogue
        glossary = await catalogue.glossary(came.team, suggestion.channel)
        if taken := glossary_form.in_the_way(suggestion.entry, glossary):
            raise BadRequest(view.conflict(*taken))

    async def _on_edit(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """The form with the suggestion in it, on top of the list."""
        came, which = delivery.read(body), pressed(body)
        await self._desk.require_curator(came)
        suggestion = await self._desk.suggestion(came, which)
        if suggestion.entry is None:
            raise BadRequest(view.UNREADABLE)
        draft = form_view.draft_of(suggestion.entry)
        metadata = _about(suggestion, purpose=Purpose.APPROVE)
        await open_view(client, body, form_view.form(Purpose.APPROVE, draft, metadata=metadata))
        await ack()

    async def _on_decline(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        came, which = delivery.read(body), pressed(body)
        await self._desk.require_curator(came)
        suggestion = await self._desk.suggestion(came, which)
        form = view.decline_form(suggestion, metadata=_about(suggestion))
        await open_view(client, body, form)
        await ack()

    async def _on_reason(self, ack: AsyncAck, body: Body) -> None:
        came, which = delivery.read(body), named(form_state.metadata(body))
        await self._desk.require_curator(came)
        reason = form_state.values(body).get(view.REASON)
        if not reason:
            await ack(response_action="errors", errors={view.REASON: form_view.MISSING})
            return
        suggestion = await self._desk.suggestion(came, which)
        made = await self._store.decline(
            came.team,
            which.entry_id,
            which.number,
            author=came.user,
            channel=which.channel,
            note=reason,
        )
        await self._notices.declined(came, suggestion, made)
        await ack(response_action="update", view=view.declined(suggestion))
        await self.refresh_below(body, came)
        await self._desk.log(came, "glossary_decline", terms=(which.entry_id,))

    async def _refresh(self, body: Body, came: Delivery) -> None:
        """Show the list anew, without what was decided."""
        if body.get("view"):
            await self._desk.slack.update_view(body["view"]["id"], await self._queue(came))

    async def refresh_below(self, body: Body, came: Delivery) -> None:
        """Show the list below the window anew."""
        below = body["view"].get("previous_view_id")
        if below:
            await self._desk.slack.update_view(below, await self._queue(came))


def _about(suggestion: Revision, **more: str) -> str:
    return form_state.pack(
        {
            "id": suggestion.entry_id,
            "number": suggestion.number,
            "channel": suggestion.channel,
            **more,
        }
    )
