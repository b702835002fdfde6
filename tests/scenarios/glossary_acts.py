"""What people do with the glossary, for tests of more than one part of it."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.manifest import build_manifest
from bot.settings import Settings
from glossary.revisions import Revision, Status
from glossary.terms import Entry
from playground.manifest import app_of
from playground.model import Delivery, Message, View
from tests.scenarios.conftest import CHANNEL, ENGINEER, SALES, SUPPORT, TEAM, Opener, Workspace

ADMIN, MEMBER, OTHER = ENGINEER, SALES, SUPPORT
FORM = {
    "term": "flux capacitor",
    "side": "tech",
    "gloss": "the part that makes time travel work",
    "definition": "A small box in the car without which it does not travel through time.",
    "forms": "flux capacitors",
    "says": "time box",
}
ID = "flux-capacitor"


async def as_installed(opened: Opener, **overrides: Any) -> Workspace:
    """The bot with the scopes and events of its manifest, and no others."""
    manifest = build_manifest(Settings(_env_file=None))
    return await opened(app=app_of(manifest), **overrides)


async def in_another_workspace(opened: Opener) -> Workspace:
    """The same bot, on the same database, in a workspace of its own."""
    other = await as_installed(opened)
    other.slack.engine.workspace = replace(other.slack.engine.workspace, team="T0OTHER")
    return other


async def run(workspace: Workspace, user: str, words: str) -> None:
    """Type a subcommand that opens a window or is refused."""
    await workspace.slack.command(user, CHANNEL, f"/glossary {words}")
    await workspace.done()


async def add(workspace: Workspace, user: str = ADMIN, **changes: str) -> None:
    await run(workspace, user, "add")
    await workspace.slack.submit(user, values=FORM | changes)
    await workspace.done()


async def suggest(workspace: Workspace, user: str = MEMBER, **changes: str) -> None:
    await run(workspace, user, "suggest")
    await workspace.slack.submit(user, values=FORM | changes)
    await workspace.done()


async def press(workspace: Workspace, user: str, where: Message | View, action: str) -> None:
    await workspace.slack.click(user, where, action)
    await workspace.done()


async def history(workspace: Workspace, entry_id: str = ID) -> tuple[Revision, ...]:
    return await workspace.services.glossary_store.history(TEAM, entry_id)


async def statuses(workspace: Workspace, entry_id: str = ID) -> list[Status]:
    """What was done to an entry, oldest first."""
    return [one.status for one in reversed(await history(workspace, entry_id))]


async def entry(workspace: Workspace, entry_id: str = ID) -> Entry | None:
    """The entry that holds in the workspace."""
    return (await workspace.services.catalogue.glossary(TEAM, None)).get(entry_id)


async def replay(workspace: Workspace, delivery: Delivery, user: str) -> None:
    """Send what somebody did once more, in another person's name."""
    payload: dict[str, Any] = json.loads(json.dumps(delivery.payload))
    person = workspace.slack.person(user)
    trigger = workspace.slack.engine.triggers.issue(person.id)
    payload["user"] = {"id": person.id, "username": person.handle, "name": person.handle}
    await workspace.slack.interact({**payload, "trigger_id": trigger})
    await workspace.done()


async def surfaces(workspace: Workspace) -> list[str]:
    await workspace.done()
    return [row.use.surface for row in await workspace.uses()]


def initial(view: View) -> Mapping[str, Any]:
    """What stands in the fields of a form when it opens, by block id."""
    return {
        block["block_id"]: block["element"].get("initial_value")
        or (block["element"].get("initial_option") or {}).get("value")
        for block in view.blocks
        if block["type"] == "input"
    }
