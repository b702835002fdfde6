"""What becomes of a workspace's data when the app is taken out of it."""

import json
from typing import Any

import pytest
from sqlalchemy import func, select

from storage.tables import metadata
from tests.fakes.entries import make_entry
from tests.scenarios.conftest import SALES, TEAM, Workspace

UNINSTALLED = {"type": "app_uninstalled"}
REVOKED = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["U0PARLANCE"]}}
OTHERS_REVOKED = {"type": "tokens_revoked", "tokens": {"oauth": ["U0TOM"], "bot": []}}


async def tell(workspace: Workspace, event: dict[str, Any], *, forged: bool = False) -> int:
    """Deliver an event as Slack does, and wait for what comes of it; gives the status."""
    envelope = {
        "type": "event_callback",
        "team_id": TEAM,
        "event_id": "Ev1",
        "event_time": 1_800_000_000,
        "event": event,
    }
    body = json.dumps(envelope).encode()
    headers = workspace.slack.signed_headers(body, content_type="application/json")
    sent = await workspace.slack.send_raw(body + b" " * forged, headers=headers)
    await workspace.done()
    return sent.status


async def rows(workspace: Workspace, team: str = TEAM) -> int:
    """How many rows are kept about a workspace."""
    counted = 0
    async with workspace.services.database.read() as connection:
        for table in metadata.sorted_tables:
            if "workspace" in table.c:
                query = select(func.count()).where(table.c.workspace == team)
                counted += await connection.scalar(query) or 0
    return counted


async def fill(workspace: Workspace) -> None:
    """A use and a word of this workspace, and a word of another one."""
    await workspace.command(SALES, "/translate The API latency is too high.")
    for team in (TEAM, "T0OTHER"):
        await workspace.services.glossary_store.save(team, make_entry("latency"), author="U1")


@pytest.mark.parametrize("event", [UNINSTALLED, REVOKED], ids=lambda event: event["type"])
async def test_a_workspace_that_takes_the_app_out_is_erased_and_no_other(
    workspace: Workspace, event: dict[str, Any]
) -> None:
    await fill(workspace)
    others = await rows(workspace, "T0OTHER")
    assert await rows(workspace) > 0
    assert await tell(workspace, event) == 200
    assert await rows(workspace) == 0
    assert await rows(workspace, "T0OTHER") == others > 0


async def test_one_persons_own_token_is_nobody_elses_end(workspace: Workspace) -> None:
    await fill(workspace)
    before = await rows(workspace)
    assert await tell(workspace, OTHERS_REVOKED) == 200
    assert await rows(workspace) == before


async def test_nobody_can_erase_a_workspace_without_slacks_signature(workspace: Workspace) -> None:
    await fill(workspace)
    before = await rows(workspace)
    assert await tell(workspace, UNINSTALLED, forged=True) == 401
    assert await rows(workspace) == before
