"""A word may hold in the whole workspace or in one channel only."""

import pytest

from glossary.revisions import Status
from playground import demo
from tests.scenarios.conftest import CHANNEL, TEAM, Opener, Workspace
from tests.scenarios.glossary_acts import (
    ADMIN,
    FORM,
    ID,
    MEMBER,
    add,
    as_installed,
    press,
    run,
    statuses,
    suggest,
)
from tests.scenarios.reading import words_of

HERE = {"scope": "here"}
LINE = "/translate to business The flux capacitor is broken."


@pytest.fixture
async def workspace(opened: Opener) -> Workspace:
    return await as_installed(opened)


async def in_force(workspace: Workspace, channel: str | None) -> str | None:
    """What the entry means in a channel."""
    glossary = await workspace.services.catalogue.glossary(TEAM, channel)
    found = glossary.get(ID)
    return found.gloss if found else None


async def here_and_elsewhere(workspace: Workspace) -> tuple[str | None, str | None]:
    """What the entry means in the channel of the tests, and in all others."""
    return await in_force(workspace, demo.LAUNCH), await in_force(workspace, demo.ENGINEERING)


async def test_a_word_of_one_channel_is_used_there_and_nowhere_else(workspace: Workspace) -> None:
    await add(workspace, **HERE)
    assert "Translations in <#C0LAUNCH> use it" in words_of(workspace.modal(ADMIN))
    assert FORM["gloss"] in words_of(await workspace.command(MEMBER, LINE))
    assert await here_and_elsewhere(workspace) == (FORM["gloss"], None)
    assert workspace.slack.violations == []


async def test_it_is_edited_and_taken_away_where_it_stands(workspace: Workspace) -> None:
    await add(workspace, **HERE)
    await run(workspace, ADMIN, "edit flux capacitor")
    assert "scope" not in {block["block_id"] for block in workspace.modal(ADMIN).blocks}
    await workspace.slack.submit(ADMIN, values={"gloss": "a box of this team"})
    await workspace.done()
    assert await here_and_elsewhere(workspace) == ("a box of this team", None)
    assert await statuses(workspace) == []
    shown = await workspace.command(ADMIN, "/glossary history flux capacitor")
    assert "only in <#C0LAUNCH>" in words_of(shown)
    assert "flux capacitor" in words_of(await workspace.command(MEMBER, "/glossary history"))
    await workspace.slack.command(MEMBER, demo.ENGINEERING, "/glossary history")
    await workspace.done()
    elsewhere = workspace.slack.visible(MEMBER, demo.ENGINEERING)[-1]
    assert "flux capacitor" not in words_of(elsewhere)
    removed = await workspace.command(ADMIN, "/glossary remove flux capacitor")
    assert "<#C0LAUNCH>" in words_of(removed)
    assert await here_and_elsewhere(workspace) == (None, None)
    await press(workspace, ADMIN, removed, "glossary_undo")
    assert await here_and_elsewhere(workspace) == ("a box of this team", None)
    await workspace.command(ADMIN, "/glossary restore flux capacitor 1")
    assert await here_and_elsewhere(workspace) == (FORM["gloss"], None)


async def test_a_channel_may_say_a_word_of_the_workspace_in_its_own_way(
    workspace: Workspace,
) -> None:
    await add(workspace)
    await run(workspace, ADMIN, "edit flux capacitor")
    await workspace.slack.submit(ADMIN, values={"gloss": "a box of this team"} | HERE)
    await workspace.done()
    assert await here_and_elsewhere(workspace) == ("a box of this team", FORM["gloss"])
    hidden = await workspace.command(ADMIN, "/glossary hide flux capacitor")
    assert "nobody in <#C0LAUNCH>" in words_of(hidden)
    assert await here_and_elsewhere(workspace) == (None, FORM["gloss"])
    await workspace.command(ADMIN, "/glossary remove flux capacitor")
    assert await here_and_elsewhere(workspace) == (FORM["gloss"], FORM["gloss"])


async def test_a_word_may_be_suggested_for_one_channel(workspace: Workspace) -> None:
    await suggest(workspace, **HERE)
    assert await here_and_elsewhere(workspace) == (None, None)
    await run(workspace, ADMIN, "review")
    assert "only in <#C0LAUNCH>" in words_of(workspace.modal(ADMIN))
    await press(workspace, ADMIN, workspace.modal(ADMIN), "review_edit")
    await workspace.slack.submit(ADMIN, values={"gloss": "a box of this team"})
    await workspace.done()
    assert "Translations in <#C0LAUNCH> use it" in words_of(workspace.modal(ADMIN))
    assert await here_and_elsewhere(workspace) == ("a box of this team", None)


async def test_where_there_is_no_channel_nobody_is_asked(workspace: Workspace) -> None:
    await workspace.slack.open_home(ADMIN)
    await workspace.done()
    home = workspace.slack.home(ADMIN)
    assert home is not None
    await press(workspace, ADMIN, home, "glossary_add")
    assert "scope" not in {block["block_id"] for block in workspace.modal(ADMIN).blocks}
    await workspace.slack.submit(ADMIN, values=FORM)
    await workspace.done()
    assert await statuses(workspace) == [Status.APPROVED]
    assert CHANNEL not in words_of(workspace.modal(ADMIN))
