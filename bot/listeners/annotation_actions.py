"""The buttons of notes: I know this word, leave me alone, and taking that back."""

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners import delivery
from bot.listeners.annotation_jobs import OPT_OUT
from bot.listeners.annotation_posting import Posting, words_of
from bot.listeners.delivery import Body, Delivery
from bot.slack import Slack
from bot.views import annotation as view
from bot.views import errors
from bot.views.annotation import About
from bot.views.blocks import Rendered
from bot.wiring import Services
from storage.annotations import Mode, Place
from translators.errors import BadRequest


def register(app: AsyncApp, services: Services) -> None:
    """Listen for the buttons."""
    listener = AnnotationActions(services, app.client)
    app.action(view.KNOW)(listener.on_know)
    app.action(view.OPT_OUT)(listener.on_opt_out)
    app.action(view.OPT_IN)(listener.on_opt_in)


class AnnotationActions:
    def __init__(self, services: Services, client: AsyncWebClient) -> None:
        self._services = services
        self._slack = Slack(client)
        self._posting = Posting(client)

    async def on_know(self, ack: AsyncAck, body: Body) -> None:
        """The person knows these words: the private note goes on without them."""
        came, (ts, author, *entries) = delivery.read(body), _value(body, at_least=3)
        people = self._services.people
        await people.kept.know(came.team, people.hashed(came.team, came.user), *entries)
        rest = await self._rest(came, ts, author) if _is_private(body) else None
        await self._answer(body, rest or view.known_now())
        await ack()

    async def on_opt_out(self, ack: AsyncAck, body: Body) -> None:
        """Leave this person alone; a note on their own message goes at once."""
        came, (ts, author) = delivery.read(body), _value(body, at_least=2)
        people = self._services.people
        await people.kept.opt_out(came.team, people.hashed(came.team, came.user), OPT_OUT)
        place = _place(came)
        own = came.user == author
        if own and (note := await self._services.annotations.kept.remove(place, ts)):
            await self._posting.take_down(place, note)
        await self._answer(body, view.opted_out(ts))
        await ack()

    async def on_opt_in(self, ack: AsyncAck, body: Body) -> None:
        """The person thought better of it."""
        came, people = delivery.read(body), self._services.people
        await people.kept.opt_in(came.team, people.hashed(came.team, came.user), OPT_OUT)
        await self._answer(body, view.opted_in())
        await ack()

    async def _rest(self, came: Delivery, ts: str, author: str) -> Rendered | None:
        """The private note with the words that the person does not know yet; None where it has
        none."""
        place = _place(came)
        note = await self._services.annotations.kept.find(place, ts)
        if note is None:
            return None
        reader = await self._services.people.find(came.team, came.user)
        left = [term for term in note.terms if term.entry not in reader.known_terms]
        hint = note.mode is Mode.AUTHOR
        audience = note.audience if hint else reader.audience or note.audience
        glossary = await self._services.catalogue.glossary(came.team, came.channel)
        words = words_of(left, glossary=glossary, audience=audience, known=frozenset())
        about = About(ts, author, audience)
        shown = view.hint if hint else view.explanation
        return shown(words, about) if words else None

    async def _answer(self, body: Body, message: Rendered) -> None:
        """Say it privately: in place of a private note, beside a public one."""
        if url := body.get("response_url"):
            await self._slack.respond(url, message, replace=_is_private(body))


def _value(body: Body, *, at_least: int) -> list[str]:
    """What the button carries. Raises BadRequest where no button of ours carries that."""
    parts = delivery.action_value(body).split(" ")
    if len(parts) < at_least:
        raise BadRequest(errors.OLD_BUTTON)
    return parts


def _place(came: Delivery) -> Place:
    return Place(came.team, came.channel or "")


def _is_private(body: Body) -> bool:
    return bool((body.get("container") or {}).get("is_ephemeral"))
