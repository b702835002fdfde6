"""`/glossary hide`, `remove`, `restore`, `history`: every change is a revision, and every revision
can be brought back."""

from collections.abc import Mapping, Sequence

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners import delivery
from bot.listeners.delivery import Body, Delivery
from bot.listeners.glossary_desk import Answering, Asked, Desk, Named, pressed
from bot.listeners.glossary_form import in_the_way
from bot.slack import open_view
from bot.views import glossary as browse
from bot.views import glossary_form as form_view
from bot.views import history as view
from bot.views.blocks import Rendered
from glossary.revisions import Revision, Status
from glossary.store import GlossaryStore
from translators.errors import BadRequest

RECENT_SHOWN = 15
_WITHOUT_FORMS = frozenset({Status.HIDDEN, Status.REMOVED})


class Changes:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.commands: Mapping[str, Answering] = {
            "hide": self._hide,
            "remove": self._remove,
            "restore": self._restore,
            "history": self._history,
        }

    def listen(self, app: AsyncApp) -> None:
        app.action(view.RESTORE)(self._on_restore)
        app.action(view.UNDO)(self._on_undo)
        app.action(browse.HISTORY)(self._on_history)

    @property
    def _store(self) -> GlossaryStore:
        return self._desk.services.glossary_store

    async def _hide(self, asked: Asked) -> Rendered:
        came = asked.came
        await self._desk.require_curator(came)
        entry_id = await self._desk.required_id(came, asked.words)
        channel = await self._desk.own_place(came, entry_id)
        if await self._standing(came, entry_id, channel) is Status.HIDDEN:
            raise BadRequest(view.hidden_already(asked.words))
        made = await self._store.hide(came.team, entry_id, author=came.user, channel=channel)
        return await self._done(came, "glossary_hide", made)

    async def _remove(self, asked: Asked) -> Rendered:
        came = asked.came
        await self._desk.require_curator(came)
        entry_id = await self._desk.required_id(came, asked.words)
        channel = await self._desk.own_place(came, entry_id)
        if await self._standing(came, entry_id, channel) in (None, Status.REMOVED):
            raise BadRequest(view.is_built_in(asked.words))
        made = await self._store.remove(came.team, entry_id, author=came.user, channel=channel)
        return await self._done(came, "glossary_remove", made)

    async def _restore(self, asked: Asked) -> Rendered:
        """`restore TERM` lists what there is to bring back, `restore TERM NUMBER` does it."""
        came = asked.came
        await self._desk.require_curator(came)
        words, _, number = asked.words.rpartition(" ")
        if not (words and number.isascii() and number.isdigit()):
            return await self._of_entry(came, asked.words)
        entry_id = await self._desk.required_id(came, words)
        channel = await self._place_of_history(came, entry_id)
        return await self._bring_back(came, Named(entry_id, int(number), channel))

    async def _history(self, asked: Asked) -> Rendered:
        if asked.words:
            return await self._of_entry(asked.came, asked.words)
        changes = await self._store.recent(
            asked.came.team, RECENT_SHOWN, channel=asked.came.channel
        )
        await self._desk.log(asked.came, "glossary_history")
        return view.recent(changes, await self._desk.authors(asked.came, changes))

    async def _of_entry(self, came: Delivery, words: str) -> Rendered:
        entry_id = await self._desk.required_id(came, words)
        shown = await self._listed(came, entry_id, words)
        await self._desk.log(came, "glossary_history", terms=(entry_id,))
        return shown

    async def _listed(self, came: Delivery, entry_id: str, words: str) -> Rendered:
        channel = await self._place_of_history(came, entry_id)
        past = await self._store.history(came.team, entry_id, channel)
        if not past:
            raise BadRequest(view.unchanged(words))
        now = _in_force(past)
        authors = await self._desk.authors(came, past[: view.SHOWN])
        return view.entry_history(past, authors, now=now.number if now else None)

    async def _on_history(self, ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        came, entry_id = delivery.read(body), delivery.action_value(body)
        shown = await self._listed(came, entry_id, entry_id)
        await open_view(client, body, browse.window(shown))
        await ack()
        await self._desk.log(came, "glossary_history", terms=(entry_id,))

    async def _on_restore(self, ack: AsyncAck, body: Body) -> None:
        came = delivery.read(body)
        await self._desk.require_curator(came)
        shown = await self._bring_back(came, pressed(body))
        await self._desk.tell(body, shown)
        await ack()

    async def _on_undo(self, ack: AsyncAck, body: Body) -> None:
        """Back to how the entry stood before the change that the button belongs to."""
        came, which = delivery.read(body), pressed(body)
        await self._desk.require_curator(came)
        past = await self._store.history(came.team, which.entry_id, which.channel)
        now = _in_force(past)
        if now is None or now.number != which.number:
            raise BadRequest(view.CHANGED_SINCE)
        before = _in_force([one for one in past if one.number < which.number])
        if before is None:
            made = await self._store.remove(
                came.team, which.entry_id, author=came.user, channel=which.channel
            )
            shown = await self._done(came, "glossary_remove", made)
        else:
            shown = await self._bring_back(
                came, Named(which.entry_id, before.number, which.channel)
            )
        await self._desk.tell(body, shown)
        await ack()

    async def _bring_back(self, came: Delivery, which: Named) -> Rendered:
        await self._refuse_conflict(came, which)
        made = await self._store.restore(
            came.team, which.entry_id, which.number, author=came.user, channel=which.channel
        )
        return await self._done(came, "glossary_restore", made)

    async def _refuse_conflict(self, came: Delivery, which: Named) -> None:
        """A form stands for one term only; another may have got it since."""
        past = await self._store.history(came.team, which.entry_id, which.channel)
        wanted = next((one for one in past if one.number == which.number), None)
        if wanted is None or wanted.entry is None or wanted.status in _WITHOUT_FORMS:
            return
        glossary = await self._desk.services.catalogue.glossary(came.team, which.channel)
        if taken := in_the_way(wanted.entry, glossary):
            raise BadRequest(form_view.taken(*taken))

    async def _done(self, came: Delivery, surface: str, made: Revision) -> Rendered:
        await self._desk.log(came, surface, terms=(made.entry_id,))
        return view.done(made)

    async def _standing(self, came: Delivery, entry_id: str, channel: str | None) -> Status | None:
        """What a place says about an entry; None where it never said anything."""
        now = _in_force(await self._store.history(came.team, entry_id, channel))
        return now.status if now else None

    async def _place_of_history(self, came: Delivery, entry_id: str) -> str | None:
        """Whose history is meant: that of the channel somebody asks in, where it has words of its
        own or is the only one that ever had; else the workspace's (None)."""
        if own := await self._desk.own_place(came, entry_id):
            return own
        if came.channel is None or await self._store.history(came.team, entry_id):
            return None
        here = await self._store.history(came.team, entry_id, came.channel)
        return came.channel if here else None


def _in_force(past: Sequence[Revision]) -> Revision | None:
    """The newest revision in force, of revisions with the newest first."""
    return next((one for one in past if one.in_force), None)
