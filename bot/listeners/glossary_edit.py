"""`/glossary add`, `edit`, `suggest`, and the form behind them, which approves with changes too."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners import delivery, form_state, glossary_form
from bot.listeners.delivery import Body, Delivery
from bot.listeners.glossary_desk import Answering, Asked, Desk
from bot.listeners.glossary_form import FieldErrors
from bot.listeners.glossary_review import Review
from bot.slack import open_view
from bot.views import answer_buttons
from bot.views import glossary as browse
from bot.views import glossary_form as view
from bot.views.glossary_form import Draft, Purpose
from glossary.layers import Glossary
from glossary.revisions import Status
from glossary.terms import Entry
from translators.errors import BadRequest

Carried = Mapping[str, Any]


class Editing:
    def __init__(self, desk: Desk, review: Review) -> None:
        self._desk = desk
        self._review = review
        self.commands: Mapping[str, Answering] = {
            "add": partial(self._on_asked, Purpose.ADD),
            "edit": partial(self._on_asked, Purpose.EDIT),
            "suggest": partial(self._on_asked, Purpose.SUGGEST),
        }

    def listen(self, app: AsyncApp) -> None:
        app.action(browse.OPEN_SUGGESTION)(self._on_suggest_button)
        app.action(browse.IMPROVE)(self._on_improve)
        app.action(answer_buttons.SUGGEST)(self._on_better_term)
        app.action(view.OPEN_ADD)(self._on_add_button)
        app.view(view.FORM)(self._on_form)

    async def _on_asked(self, purpose: Purpose, asked: Asked) -> None:
        if purpose is Purpose.EDIT and not asked.words:
            raise BadRequest(browse.TERM_MISSING)
        await self._open(asked.client, asked.body, purpose, asked.words)

    async def _on_suggest_button(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await self._open(client, body, Purpose.SUGGEST, _words(body))
        await ack()

    async def _on_add_button(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await self._open(client, body, Purpose.ADD, _words(body))
        await ack()

    async def _on_improve(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        came = delivery.read(body)
        entry = (await self._desk.glossary(came)).get(delivery.action_value(body))
        if entry is None:
            raise BadRequest(browse.GONE)
        purpose = await self._allowed(Purpose.EDIT, came)
        await self._open_with(client, body, purpose, view.draft_of(entry), entry)
        await ack()

    async def _on_better_term(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        """A better wording for a term of an answer: the form holds it where there was only one."""
        glossary = await self._desk.glossary(delivery.read(body))
        ids = delivery.action_value(body).split()
        used = [entry.headword for entry_id in ids if (entry := glossary.get(entry_id))]
        words = used[0] if len(used) == 1 else ""
        hint = view.in_this_answer(used) if len(used) > 1 else None
        await self._open(client, body, Purpose.SUGGEST, words, hint=hint)
        await ack()

    async def _open(
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
        known = await self._desk.entry(came, words) if words else None
        if known and purpose is Purpose.ADD:
            raise BadRequest(view.taken(words, known))
        if known is None and wanted is Purpose.EDIT:
            raise BadRequest(browse.unknown(words))
        draft = view.draft_of(known) if known else Draft(term=words[: view.TERM_LIMIT])
        await self._open_with(client, body, purpose, draft, known, hint=hint)

    async def _open_with(
        self,
        client: AsyncWebClient,
        body: Body,
        purpose: Purpose,
        draft: Draft,
        entry: Entry | None,
        *,
        hint: str | None = None,
    ) -> None:
        came = delivery.read(body)
        about = {"id": entry.id, "was": glossary_form.fingerprint(entry)} if entry else {}
        own = await self._desk.own_place(came, entry.id) if entry else None
        channel = None if (came.channel or "D").startswith("D") else came.channel
        metadata = form_state.pack({"purpose": purpose, "channel": channel, "own": own, **about})
        scoped = channel is not None and own is None
        form = view.form(purpose, draft, metadata=metadata, hint=hint, scoped=scoped)
        await open_view(client, body, form)

    async def _allowed(self, wanted: Purpose, came: Delivery) -> Purpose:
        """What this person's form does: whoever may not change words suggests them."""
        if wanted is Purpose.APPROVE:
            await self._desk.require_curator(came)
            return wanted
        if wanted is Purpose.SUGGEST:
            return wanted
        curates = await self._desk.curators.may_change(came.team, came.user)
        return wanted if curates else Purpose.SUGGEST

    async def _on_form(self, ack: AsyncAck, body: Body) -> None:
        came, carried = delivery.read(body), form_state.metadata(body)
        purpose = await self._allowed(Purpose(carried.get("purpose", Purpose.SUGGEST)), came)
        channel = _holds_in(form_state.values(body), carried, purpose)
        try:
            entry = await self._done(came, body, carried, purpose, channel)
        except FieldErrors as wrong:
            await ack(response_action="errors", errors=wrong.by_field)
            return
        await ack(response_action="update", view=view.saved(entry, purpose, channel=channel))
        await self._desk.log(came, f"glossary_{purpose}", terms=(entry.id,))

    async def _done(
        self,
        came: Delivery,
        body: Body,
        carried: Carried,
        purpose: Purpose,
        channel: str | None,
    ) -> Entry:
        """Do what the form is for. Raises FieldErrors."""
        state = form_state.values(body)
        if purpose is not Purpose.APPROVE:
            return await self._save(came, state, carried, purpose, channel)
        entry = await self._review.approve_edited(came, state, carried)
        await self._review.refresh_below(body, came)
        return entry

    async def _save(
        self,
        came: Delivery,
        state: Mapping[str, str],
        carried: Carried,
        purpose: Purpose,
        channel: str | None,
    ) -> Entry:
        glossary = await self._desk.services.catalogue.glossary(came.team, channel)
        entry = glossary_form.entry_from(
            state,
            glossary,
            author=came.user,
            editing=self._edited(glossary, carried, purpose),
            replacing=purpose is Purpose.SUGGEST,
        )
        await self._desk.services.glossary_store.save(
            came.team,
            entry,
            author=came.user,
            status=Status.SUGGESTED if purpose is Purpose.SUGGEST else Status.APPROVED,
            channel=channel,
        )
        return entry

    def _edited(self, glossary: Glossary, carried: Carried, purpose: Purpose) -> Entry | None:
        """The entry that the form was opened with. FieldErrors where a curator would overwrite what
        somebody else changed meanwhile."""
        if "id" not in carried:
            return None
        entry = glossary.get(carried["id"])
        unchanged = entry and glossary_form.fingerprint(entry) == carried["was"]
        if purpose is Purpose.EDIT and not unchanged:
            raise FieldErrors({view.TERM: view.CHANGED_MEANWHILE})
        return entry


def _holds_in(state: Mapping[str, str], carried: Carried, purpose: Purpose) -> str | None:
    """The channel in which the term of a form holds; None: in the whole workspace. What a channel
    says for itself is edited where it stands."""
    here = purpose is Purpose.APPROVE or carried.get("own") or state.get(view.SCOPE) == view.HERE
    return carried.get("channel") if here else None


def _words(body: Body) -> str:
    """The word that a button is about; none where it has no value of its own."""
    words = delivery.action_value(body)
    return "" if words == "-" else words
