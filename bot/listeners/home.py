"""App Home: made anew whenever somebody opens it or changes something in it."""

from collections.abc import Iterable, Sequence

from pydantic import BaseModel, ConfigDict
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot import curators
from bot.jobs import Job
from bot.listeners import delivery
from bot.listeners.delivery import Body, Delivery
from bot.listeners.glossary_desk import Desk
from bot.listeners.glossary_review import Review
from bot.listeners.glossary_stats import Stats
from bot.needs import Needs
from bot.patience import retried
from bot.settings import Settings
from bot.views import home as view
from bot.views.blocks import View
from bot.wiring import Services
from glossary.revisions import Revision
from glossary.terms import Audience

KIND = "home"
CHANGES_SHOWN = 5
CHANGES_READ = 40


def needs(settings: Settings) -> Needs:
    """What this way in asks of Slack."""
    return Needs(events=("app_home_opened",), methods=("views.publish", *curators.METHODS))


def register(app: AsyncApp, services: Services) -> None:
    """Listen for people who open the tab, and for what they choose in it."""
    listener = Home(Desk.of(services, app.client), app.client)
    app.event("app_home_opened")(listener.on_opened)
    app.action(view.AUDIENCE)(listener.on_audience)
    app.action(view.KNOWN)(listener.on_known)
    app.action(view.OPT_OUTS)(listener.on_opt_outs)
    services.jobs.register(KIND, listener.run)


class HomeJob(BaseModel):
    """Whose home is to be made anew."""

    model_config = ConfigDict(frozen=True)

    team: str
    user: str


class Home:
    def __init__(self, desk: Desk, client: AsyncWebClient) -> None:
        self._desk = desk
        self._client = client
        self._review = Review(desk)
        self._stats = Stats(desk)

    async def on_opened(self, ack: AsyncAck, body: Body) -> None:
        if body["event"].get("tab") == "home":
            await self._refresh(delivery.read(body))
        await ack()

    async def on_audience(self, ack: AsyncAck, body: Body) -> None:
        came, chosen = delivery.read(body), body["actions"][0]["selected_option"]["value"]
        audience = None if chosen == view.NO_AUDIENCE else Audience(chosen)
        people = self._desk.services.people
        await people.kept.choose_audience(came.team, people.hashed(came.team, came.user), audience)
        await self._refresh(came)
        await ack()

    async def on_known(self, ack: AsyncAck, body: Body) -> None:
        """A word that is to be explained again."""
        came, entry_id = delivery.read(body), delivery.action_value(body)
        people = self._desk.services.people
        await people.kept.forget(came.team, people.hashed(came.team, came.user), entry_id)
        await self._refresh(came)
        await ack()

    async def on_opt_outs(self, ack: AsyncAck, body: Body) -> None:
        came = delivery.read(body)
        chosen = {one["value"] for one in body["actions"][0]["selected_options"]}
        people = self._desk.services.people
        person = people.hashed(came.team, came.user)
        for what in view.SPARED:
            change = people.kept.opt_out if what in chosen else people.kept.opt_in
            await change(came.team, person, what)
        await self._refresh(came)
        await ack()

    async def _refresh(self, came: Delivery) -> None:
        """Make the tab anew once this is acknowledged: it takes more than Slack waits for."""
        payload = HomeJob(team=came.team, user=came.user).model_dump(mode="json")
        await self._desk.services.jobs.accept(f"{came.job_id}:{KIND}", KIND, payload)

    async def run(self, job: Job) -> None:
        task = HomeJob.model_validate(job.payload)
        came = Delivery(task.team, task.user, None, job.id)
        made = await self._home(came)
        await retried(lambda: self._client.views_publish(user_id=task.user, view=made))

    async def _home(self, came: Delivery) -> View:
        services = self._desk.services
        person = await services.people.find(came.team, came.user)
        changes = _in_force(await services.glossary_store.recent(came.team, CHANGES_READ))
        return view.home(
            person,
            await self._names(came, person.known_terms),
            changes,
            await self._desk.authors(came, changes),
            await self._curating(came),
        )

    async def _names(self, came: Delivery, entry_ids: Iterable[str]) -> dict[str, str]:
        """What entries are called; those that are gone by their ids."""
        glossary = await self._desk.glossary(came)
        found = {entry_id: glossary.get(entry_id) for entry_id in entry_ids}
        return {key: entry.headword if entry else key for key, entry in found.items()}

    async def _curating(self, came: Delivery) -> view.Desk | None:
        if not await self._desk.curators.may_change(came.team, came.user):
            return None
        items, waiting = await self._review.items(came, limit=view.WAITING_SHOWN)
        report, names = await self._stats.read(came)
        return view.Desk(items, waiting, report, names)


def _in_force(changes: Iterable[Revision]) -> Sequence[Revision]:
    """The last changes that everybody meets: suggestions are for curators."""
    return [one for one in changes if one.in_force][:CHANGES_SHOWN]
