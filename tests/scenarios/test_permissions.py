"""Who may do what, for every way in that the app registers: before each act of a curator the same
request is sent in a member's name, and in the name of another workspace's curator."""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import parse_qs, urlencode

import httpx2
import pytest
from slack_bolt.async_app import AsyncApp

from bot import web
from bot.listeners.glossary_admin import GlossaryAdmin
from glossary.revisions import Status
from playground import demo
from playground.delivery import FORM as FORM_TYPE
from playground.delivery import Response, http_sender
from playground.model import Message, View
from storage.annotations import Mode
from tests.fakes.entries import make_entry
from tests.scenarios.annotating import HERE, JARGON, say, switch_on, whispers
from tests.scenarios.conftest import CHANNEL, TEAM, Opener, Workspace
from tests.scenarios.glossary_acts import ADMIN, FORM, ID, MEMBER, OTHER, as_installed

ELSEWHERE = "T0OTHER"
SECRET = FORM["gloss"]
"""Words that only one workspace has."""


class Strangers:
    """Stands between Slack and the app: whatever is sent is sent in other names first.

    `came` are the ways in that were used, `changed` those by which a curator changed something,
    `crimes` those by which somebody else did, `leaks` those that showed a workspace's words in
    another.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.came: dict[str, bool] = {}
        self.crimes: set[tuple[str, str]] = set()
        self.leaks: set[str] = set()
        self._last = ""
        self._workspace = workspace
        app = httpx2.ASGITransport(web.create_asgi_app(workspace.services))
        self._send = http_sender(httpx2.AsyncClient(transport=app, base_url="http://app"))
        workspace.slack.connect_send(self.send)

    async def send(self, path: str, headers: Mapping[str, str], body: bytes) -> Response:
        """What Slack sends: in two other names, then in its own."""
        if payload := _payload(headers, body):
            self._last = _way_in(payload)
            self.came.setdefault(self._last, False)
            await self._workspace.services.jobs.drain(timeout=5)
            before = await self._snapshot()
            for user, team in ((MEMBER, TEAM), (OTHER, ELSEWHERE)):
                await self._try(path, payload, user=user, team=team)
                if await self._snapshot() != before:
                    self.crimes.add((self._last, team))
        return await self._send(path, headers, body)

    async def act(self, doing: Awaitable[object]) -> None:
        """Let a curator do something, and see whether it changed anything."""
        before = await self._snapshot()
        await doing
        await self._workspace.done()
        if await self._snapshot() != before:
            self.came[self._last] = True

    async def _try(self, path: str, payload: dict[str, Any], *, user: str, team: str) -> None:
        workspace, key = self._workspace, _way_in(payload)
        calls = len(workspace.slack.calls)
        slack, person = workspace.slack, workspace.slack.person(user)
        trigger = slack.engine.triggers.issue(person.id)
        url, _ = slack.engine.response_urls.issue(person.id, demo.LAUNCH)
        forged = _in_the_name_of(payload, person.id, team, trigger, url)
        body = urlencode(forged).encode()
        knew = SECRET in json.dumps(forged)
        response = await self._send(path, slack.signed_headers(body, content_type=FORM_TYPE), body)
        await workspace.services.jobs.drain(timeout=5)
        told = response.body.decode() + json.dumps(
            [call.arguments for call in list(slack.calls)[calls:]]
        )
        if team == ELSEWHERE and SECRET in told and not knew:
            self.leaks.add(key)

    async def _snapshot(self) -> object:
        """All that only some people of the workspace may change."""
        services, people = self._workspace.services, self._workspace.services.people
        store = services.glossary_store
        member, admin = self._id(MEMBER), people.hashed(TEAM, self._id(ADMIN))
        layers = [await store.layer(TEAM, channel) for channel in (None, demo.LAUNCH)]
        return (
            [(one.entries, one.hidden) for one in layers],
            [(s.entry_id, s.number) for s in await store.suggestions(TEAM) if s.author != member],
            await services.curators.named(TEAM),
            await services.annotations.kept.manners(HERE),
            await people.kept.get(TEAM, admin),
            [
                (row.use.job_id, row.helpful)
                for row in await self._workspace.uses()
                if row.use.person == admin and row.helpful is not None
            ],
            [
                note
                for message in self._workspace.slack.engine.messages(demo.LAUNCH)
                if (note := await services.annotations.kept.find(HERE, message.ts))
            ],
        )

    def _id(self, user: str) -> str:
        return self._workspace.slack.person(user).id


def _payload(headers: Mapping[str, str], body: bytes) -> dict[str, Any]:
    """What a command or interaction holds; empty for events, in which nobody can be named."""
    if headers.get("Content-Type") != FORM_TYPE:
        return {}
    fields = {name: values[0] for name, values in parse_qs(body.decode()).items()}
    return dict(json.loads(fields["payload"])) if "payload" in fields else dict(fields)


def _way_in(payload: Mapping[str, Any]) -> str:
    """What the app registers for a payload; a command with its subcommand."""
    if "command" in payload:
        verb = str(payload.get("text", "")).partition(" ")[0]
        return f"{payload['command']} {verb}" if payload["command"] == "/glossary" else "/translate"
    if payload["type"] == "block_actions":
        return str(payload["actions"][0]["action_id"])
    return str(payload.get("callback_id") or payload["view"]["callback_id"])


def _in_the_name_of(
    payload: Mapping[str, Any], user: str, team: str, trigger: str, url: str
) -> dict[str, str]:
    """The fields of the same request, as Slack would send it for somebody else."""
    if "command" in payload:
        named = {"user_id": user, "user_name": user, "team_id": team}
        return {**payload, **named, "trigger_id": trigger, "response_url": url}
    told = json.dumps({**payload, "trigger_id": trigger})
    made = json.loads(told.replace(SECRET, "other words")) if team != TEAM else json.loads(told)
    made |= {"user": {"id": user, "username": user, "team_id": team}, "team": {"id": team}}
    if "response_url" in made:
        made["response_url"] = url
    return {"payload": json.dumps(made)}


Acts = Callable[[Strangers, Workspace], Awaitable[None]]


async def type_(strangers: Strangers, workspace: Workspace, line: str) -> Message | None:
    """Type a command as a curator; the message that it was answered with, if any."""
    before = {one.ts for one in workspace.slack.visible(ADMIN, CHANNEL)}
    await strangers.act(workspace.slack.command(ADMIN, CHANNEL, line))
    new = [one for one in workspace.slack.visible(ADMIN, CHANNEL) if one.ts not in before]
    return new[-1] if new else None


async def press(strangers: Strangers, workspace: Workspace, where: object, *what: object) -> None:
    """Press something as a curator."""
    assert isinstance(where, Message | View)
    await strangers.act(workspace.slack.click(ADMIN, where, *what))  # type: ignore[arg-type]


async def submit(strangers: Strangers, workspace: Workspace, **values: object) -> None:
    """Submit the window that is open, as a curator."""
    await strangers.act(workspace.slack.submit(ADMIN, values=values))


async def opened_home(workspace: Workspace) -> View:
    await workspace.slack.open_home(ADMIN)
    await workspace.done()
    home = workspace.slack.home(ADMIN)
    assert home is not None
    return home


async def put_in_force(workspace: Workspace, entry_id: str = ID, **changes: Any) -> None:
    store = workspace.services.glossary_store
    entry = make_entry(entry_id, gloss=SECRET, **changes)
    await store.save(TEAM, entry, author="U0PRIYA")


async def suggest(workspace: Workspace, *entry_ids: str) -> None:
    for entry_id in entry_ids:
        entry = make_entry(entry_id, gloss=SECRET)
        await workspace.services.glossary_store.save(
            TEAM, entry, author="U0PRIYA", status=Status.SUGGESTED
        )


async def wording(strangers: Strangers, workspace: Workspace) -> None:
    """Add a term, word it better, from the command and from every button that leads there."""
    await type_(strangers, workspace, "/glossary add")
    await submit(strangers, workspace, **FORM)
    await type_(strangers, workspace, "/glossary edit flux capacitor")
    shown = await type_(strangers, workspace, "/glossary show flux capacitor")
    await press(strangers, workspace, shown, "glossary_improve")
    await submit(strangers, workspace, gloss="a better wording")
    await type_(strangers, workspace, "/glossary suggest")
    missing = await type_(strangers, workspace, "/glossary search tachyon")
    await press(strangers, workspace, missing, "glossary_suggest")
    await press(strangers, workspace, await opened_home(workspace), "glossary_add")


async def looking(strangers: Strangers, workspace: Workspace) -> None:
    """Look words up."""
    await put_in_force(workspace)
    await type_(strangers, workspace, "/glossary")
    await submit(strangers, workspace, glossary_browse="flux")
    await press(strangers, workspace, workspace.modal(ADMIN), "glossary_show")
    await press(strangers, workspace, workspace.modal(ADMIN), "glossary_history")
    await press(strangers, workspace, await opened_home(workspace), "glossary_browser")
    for verb in ("history", "history flux capacitor", "export own", "help", "stats"):
        await type_(strangers, workspace, f"/glossary {verb}")


async def changing(strangers: Strangers, workspace: Workspace) -> None:
    """Hide, remove and restore."""
    await put_in_force(workspace)
    hidden = await type_(strangers, workspace, "/glossary hide flux capacitor")
    await press(strangers, workspace, hidden, "glossary_undo")
    await type_(strangers, workspace, "/glossary remove flux capacitor")
    await type_(strangers, workspace, "/glossary restore flux capacitor 1")
    await type_(strangers, workspace, "/glossary hide flux capacitor")
    listed = await type_(strangers, workspace, "/glossary history flux capacitor")
    await press(strangers, workspace, listed, "glossary_restore")


async def reviewing(strangers: Strangers, workspace: Workspace) -> None:
    """Decide about suggestions."""
    await suggest(workspace, "warp-drive", "tachyon", "phaser")
    await press(strangers, workspace, await opened_home(workspace), "review_open")
    await type_(strangers, workspace, "/glossary review")
    await press(strangers, workspace, workspace.modal(ADMIN), "review_approve")
    await press(strangers, workspace, workspace.modal(ADMIN), "review_edit")
    await submit(strangers, workspace, gloss="a better wording")
    await type_(strangers, workspace, "/glossary review")
    await press(strangers, workspace, workspace.modal(ADMIN), "review_decline")
    await submit(strangers, workspace, reason="We say it otherwise.")


async def importing(strangers: Strangers, workspace: Workspace) -> None:
    await press(strangers, workspace, await opened_home(workspace), "import_open")
    await type_(strangers, workspace, "/glossary import")
    text = "id,side,category,kind,forms.sg,gloss,definition\r\nbox,tech,a,noun,flux box,a,b\r\n"
    await submit(strangers, workspace, import_text=text)
    await submit(strangers, workspace)


async def naming(strangers: Strangers, workspace: Workspace) -> None:
    await type_(strangers, workspace, "/glossary curators")
    await submit(strangers, workspace, curators_people=["Maya"])


async def setting(strangers: Strangers, workspace: Workspace) -> None:
    """Switch the notes of a channel on."""
    await type_(strangers, workspace, "/glossary channel")
    await press(strangers, workspace, workspace.modal(ADMIN), "annotation_preview")
    await submit(strangers, workspace, mode="thread")


async def being_at_home(strangers: Strangers, workspace: Workspace) -> None:
    people = workspace.services.people
    admin = people.hashed(TEAM, workspace.slack.person(ADMIN).id)
    await people.kept.know(TEAM, admin, "churn")
    for what in (
        ("home_audience", "finance"),
        ("home_known", "churn"),
        ("home_opt_outs", ["annotations"]),
    ):
        await press(strangers, workspace, await opened_home(workspace), *what)


async def being_noted(strangers: Strangers, workspace: Workspace) -> None:
    await switch_on(workspace, Mode.AUTHOR)
    await say(workspace, ADMIN, JARGON)
    for action in ("annotation_know", "annotation_opt_out", "annotation_opt_in"):
        await press(strangers, workspace, whispers(workspace, ADMIN)[-1], action)


async def translating(strangers: Strangers, workspace: Workspace) -> None:
    """Ask, and press whatever an answer offers."""
    line = "/translate to business We need to optimize the API response time."
    shown = await type_(strangers, workspace, line)
    for what in (("answer_feedback", "👍"), ("answer_suggest",), ("answer_post",)):
        await press(strangers, workspace, shown, *what)
    await press(strangers, workspace, shown, "answer_audience")
    await submit(strangers, workspace, audience="support")
    await press(strangers, workspace, workspace.modal(ADMIN), "answer_helpful")
    await press(strangers, workspace, shown, "answer_swap")
    await strangers.act(workspace.slack.shortcut(ADMIN, said(workspace), "translate_message"))
    await press(strangers, workspace, workspace.modal(ADMIN), "answer_not_helpful")
    for action in ("answer_to_business", "answer_to_tech"):
        asked = await type_(strangers, workspace, "/translate Nice weather, see you at lunch.")
        await press(strangers, workspace, asked, action)
    await strangers.act(workspace.slack.global_shortcut(ADMIN, "check_draft"))


def said(workspace: Workspace) -> Message:
    """Something that anybody may translate."""
    return workspace.slack.visible(ADMIN, CHANNEL)[0]


AREAS: Mapping[Acts, tuple[set[str], set[str]]] = {
    wording: (
        {"glossary_form"},
        {"/glossary add", "/glossary edit", "/glossary show", "/glossary suggest",
         "/glossary search", "glossary_improve", "glossary_suggest", "glossary_add"},
    ),
    looking: (
        set(),
        {"/glossary ", "/glossary history", "/glossary export", "/glossary help",
         "/glossary stats", "glossary_browse", "glossary_show", "glossary_history",
         "glossary_browser"},
    ),
    changing: (
        {"/glossary hide", "/glossary remove", "/glossary restore", "glossary_undo",
         "glossary_restore"},
        {"/glossary history"},
    ),
    reviewing: (
        {"review_approve", "review_decline_form", "glossary_form"},
        {"/glossary review", "review_open", "review_edit", "review_decline"},
    ),
    importing: ({"import_confirm"}, {"/glossary import", "import_open", "import_form"}),
    naming: ({"curators_form"}, {"/glossary curators"}),
    setting: ({"annotation_settings"}, {"/glossary channel", "annotation_preview"}),
    being_at_home: ({"home_audience", "home_known", "home_opt_outs"}, set()),
    being_noted: ({"annotation_know", "annotation_opt_out", "annotation_opt_in"}, set()),
    translating: (
        {"answer_feedback", "answer_helpful", "answer_not_helpful"},
        {"/translate", "answer_suggest", "answer_post", "answer_swap", "answer_audience",
         "answer_to_business", "answer_to_tech", "compose", "translate_message", "check_draft"},
    ),
}  # fmt: skip
"""For each area the ways in by which a curator changes something of the workspace's or their own,
and those that change nothing of that."""


@pytest.mark.parametrize("area", AREAS, ids=lambda area: str(area.__name__))
async def test_what_a_curator_may_do_nobody_else_does_in_their_place(
    opened: Opener, area: Acts
) -> None:
    workspace = await as_installed(opened)
    await workspace.services.curators.name(ELSEWHERE, people=["U0PRIYA"], groups=[], by="U0PRIYA")
    await workspace.slack.say(ADMIN, CHANNEL, "We need to optimize the API response time.")
    strangers = Strangers(workspace)
    await area(strangers, workspace)
    changing, harmless = AREAS[area]
    assert strangers.crimes == set()
    assert strangers.leaks == set()
    assert {way for way, changed in strangers.came.items() if changed} == changing
    assert set(strangers.came) == changing | harmless


async def test_every_way_in_is_in_one_of_the_areas(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever adds a button, form, shortcut or subcommand says here who may use it."""
    ways: set[str] = set()
    for kind in ("action", "view", "command", "message_shortcut", "global_shortcut"):
        monkeypatch.setattr(AsyncApp, kind, _noting(getattr(AsyncApp, kind), ways))
    verbs: list[Mapping[str, object]] = []
    monkeypatch.setattr(GlossaryAdmin, "__init__", _noting_verbs(GlossaryAdmin.__init__, verbs))
    await opened()
    ways |= {f"/glossary {verb}" for commands in verbs for verb in (*commands, "help")}
    tried = set().union(*(changing | harmless for changing, harmless in AREAS.values()))
    assert tried == ways - {"/glossary"}


def _noting(register: Callable[..., Any], ways: set[str]) -> Callable[..., Any]:
    def noting(app: AsyncApp, way: object, **options: object) -> Any:
        if isinstance(way, str):
            ways.add(way)
        return register(app, way, **options)

    return noting


def _noting_verbs(
    init: Callable[..., None], verbs: list[Mapping[str, object]]
) -> Callable[..., None]:
    def noting(admin: GlossaryAdmin, desk: object, commands: Any, **options: Any) -> None:
        verbs.append(commands)
        init(admin, desk, commands, **options)

    return noting
