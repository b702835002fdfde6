"""`/glossary hide`, `remove`, `restore`, `history`."""

import pytest

from glossary.revisions import Status
from tests.scenarios.conftest import TEAM, Opener, Workspace
from tests.scenarios.glossary_acts import (
    ADMIN,
    ID,
    MEMBER,
    add,
    as_installed,
    entry,
    press,
    run,
    statuses,
    surfaces,
)
from tests.scenarios.reading import button_ids, words_of


@pytest.fixture
async def workspace(opened: Opener) -> Workspace:
    return await as_installed(opened)


async def test_a_hidden_term_is_found_by_nobody_until_it_is_restored(workspace: Workspace) -> None:
    answer = await workspace.command(ADMIN, "/glossary hide churn")
    assert "churn is hidden" in words_of(answer)
    assert await entry(workspace, "churn") is None
    assert "• churn:" not in words_of(await workspace.command(MEMBER, "/glossary show churn"))
    await press(workspace, ADMIN, answer, "glossary_undo")
    assert await entry(workspace, "churn") is not None
    assert await statuses(workspace, "churn") == [Status.HIDDEN, Status.REMOVED]
    assert workspace.slack.violations == []


async def test_removing_takes_back_what_the_workspace_says(workspace: Workspace) -> None:
    await add(workspace)
    answer = await workspace.command(ADMIN, "/glossary remove flux capacitor")
    assert await entry(workspace) is None
    await press(workspace, ADMIN, answer, "glossary_undo")
    assert await entry(workspace) is not None
    assert await statuses(workspace) == [Status.APPROVED, Status.REMOVED, Status.APPROVED]
    assert await surfaces(workspace) == ["glossary_add", "glossary_remove", "glossary_restore"]


async def test_any_earlier_state_can_be_brought_back(workspace: Workspace) -> None:
    await add(workspace)
    await run(workspace, ADMIN, "edit flux capacitor")
    await workspace.slack.submit(ADMIN, values={"gloss": "something quite wrong"})
    answer = await workspace.command(ADMIN, "/glossary restore flux capacitor 1")
    assert "back in force" in words_of(answer)
    known = await entry(workspace)
    assert known is not None
    assert known.gloss == "the part that makes time travel work"


async def test_history_names_who_did_what_and_offers_every_state_but_the_present(
    workspace: Workspace,
) -> None:
    await add(workspace)
    await run(workspace, ADMIN, "edit flux capacitor")
    await workspace.slack.submit(ADMIN, values={"gloss": "something quite wrong"})
    shown = await workspace.command(MEMBER, "/glossary history flux capacitor")
    assert "by Maya" in words_of(shown)
    assert "Changed: meaning" in words_of(shown)
    buttons = [block for block in shown.blocks if "accessory" in block]
    assert len(buttons) == 1
    own = await workspace.command(ADMIN, "/glossary history flux capacitor")
    await press(workspace, ADMIN, own, "glossary_restore")
    known = await entry(workspace)
    assert known is not None
    assert known.gloss == "the part that makes time travel work"


async def test_a_removed_term_can_still_be_restored_by_its_name(workspace: Workspace) -> None:
    await add(workspace)
    await workspace.command(ADMIN, "/glossary remove flux capacitor")
    assert "glossary_restore" in button_ids(
        await workspace.command(ADMIN, "/glossary restore Flux Capacitor")
    )
    await workspace.command(ADMIN, "/glossary restore flux capacitor 1")
    assert await entry(workspace) is not None


async def test_history_alone_lists_the_last_changes(workspace: Workspace) -> None:
    nothing = await workspace.command(MEMBER, "/glossary history")
    assert "Nothing has been changed" in words_of(nothing)
    await add(workspace)
    await workspace.command(ADMIN, "/glossary hide churn")
    listed = words_of(await workspace.command(MEMBER, "/glossary history"))
    assert listed.index("churn: hidden") < listed.index("flux capacitor: put in force")


async def test_a_form_that_another_term_got_since_is_not_taken_back(workspace: Workspace) -> None:
    await add(workspace)
    await workspace.command(ADMIN, "/glossary remove flux capacitor")
    await add(workspace, term="fluxer", forms="flux capacitors")
    answer = await workspace.command(ADMIN, "/glossary restore flux-capacitor 1")
    assert "already stands for “fluxer”" in words_of(answer)
    assert await entry(workspace) is None


async def test_undo_never_undoes_what_came_later(workspace: Workspace) -> None:
    answer = await workspace.command(ADMIN, "/glossary hide churn")
    await workspace.services.glossary_store.remove(TEAM, "churn", author="U9")
    await workspace.services.glossary_store.hide(TEAM, "churn", author="U9")
    await press(workspace, ADMIN, answer, "glossary_undo")
    assert len(await statuses(workspace, "churn")) == 3


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("hide", "Say which term"),
        ("hide nothing-like-this", "nothing on"),
        ("remove churn", "is built in"),
        ("restore churn", "has never been changed"),
        ("restore churn 7", "no revision 7"),
        ("history churn", "has never been changed"),
        ("history nothing-like-this", "nothing on"),
    ],
)
async def test_what_cannot_be_done_is_said(workspace: Workspace, words: str, told: str) -> None:
    assert told in words_of(await workspace.command(ADMIN, f"/glossary {words}"))
    assert await statuses(workspace, "churn") == []


async def test_what_is_hidden_is_not_hidden_twice(workspace: Workspace) -> None:
    await workspace.command(ADMIN, "/glossary hide churn")
    again = await workspace.command(ADMIN, "/glossary hide churn")
    assert "hidden already" in words_of(again)
    assert await statuses(workspace, "churn") == [Status.HIDDEN]


async def test_a_changed_built_in_term_goes_back_to_how_it_ships(workspace: Workspace) -> None:
    before = await entry(workspace, "churn")
    await run(workspace, ADMIN, "edit churn")
    await workspace.slack.submit(ADMIN, values={"gloss": "customers leaving us"})
    await workspace.command(ADMIN, "/glossary remove churn")
    assert await entry(workspace, "churn") == before
    assert ID not in (await workspace.services.catalogue.glossary(TEAM, None)).entries
