"""Who may change words, and that nobody else can, by any path; that workspaces stay apart."""

import json
from dataclasses import replace

import pytest

from bot import carried
from bot.listeners import form_state
from glossary.revisions import Status
from playground.model import Delivery, UserGroup
from storage.curators import Named
from tests.scenarios.conftest import TEAM, Opener, Workspace
from tests.scenarios.glossary_acts import (
    ADMIN,
    FORM,
    ID,
    MEMBER,
    OTHER,
    add,
    as_installed,
    entry,
    in_another_workspace,
    press,
    replay,
    run,
    statuses,
    suggest,
)
from tests.scenarios.reading import words_of

GROUP = UserGroup("S0WORDS", "Word people", "words", ("U0PRIYA",))


@pytest.fixture
async def workspace(opened: Opener) -> Workspace:
    return await as_installed(opened)


async def name(workspace: Workspace, by: str, *people: str, groups: tuple[str, ...] = ()) -> None:
    """Name curators in the form."""
    await run(workspace, by, "curators")
    values: dict[str, object] = {
        "curators_people": [workspace.slack.person(one).id for one in people]
    }
    if groups:
        values["curators_groups"] = list(groups)
    await workspace.slack.submit(by, values=values)
    await workspace.done()


def with_group(workspace: Workspace) -> Workspace:
    engine = workspace.slack.engine
    engine.workspace = replace(engine.workspace, groups=(GROUP,))
    return workspace


async def may_change(workspace: Workspace, user: str) -> bool:
    answer = await workspace.command(user, "/glossary hide churn")
    if "is hidden" not in words_of(answer):
        return False
    await workspace.services.glossary_store.remove(TEAM, "churn", author="U9")
    return True


async def test_where_nobody_is_named_the_admins_curate(workspace: Workspace) -> None:
    assert await may_change(workspace, ADMIN)
    assert not await may_change(workspace, MEMBER)
    told = words_of(await workspace.command(MEMBER, "/glossary curators"))
    assert "the admins and owners of this workspace curate" in told


async def test_whoever_installed_the_app_is_the_first_curator(workspace: Workspace) -> None:
    await workspace.services.curators.name_installer(TEAM, workspace.slack.person(MEMBER).id)
    assert await may_change(workspace, MEMBER)
    assert not await may_change(workspace, ADMIN)


async def test_named_people_curate_and_admins_still_name_them(workspace: Workspace) -> None:
    await name(workspace, ADMIN, MEMBER)
    assert "Tom" in words_of(workspace.modal(ADMIN))
    assert await may_change(workspace, MEMBER)
    assert not await may_change(workspace, ADMIN)
    await name(workspace, ADMIN, MEMBER, ADMIN)
    assert await may_change(workspace, ADMIN)
    assert workspace.slack.violations == []


async def test_a_named_curator_names_others(workspace: Workspace) -> None:
    await name(workspace, ADMIN, MEMBER)
    await name(workspace, MEMBER, OTHER)
    assert [await may_change(workspace, user) for user in (OTHER, MEMBER)] == [True, False]


async def test_members_of_a_named_group_curate(workspace: Workspace) -> None:
    await name(with_group(workspace), ADMIN, groups=(GROUP.id,))
    assert "group Word people" in words_of(workspace.modal(ADMIN))
    assert [await may_change(workspace, user) for user in (OTHER, MEMBER)] == [True, False]
    assert workspace.slack.violations == []


async def test_where_slack_does_not_say_who_is_in_a_group_nobody_of_it_curates(
    workspace: Workspace,
) -> None:
    await name(with_group(workspace), ADMIN, groups=(GROUP.id,))
    workspace.slack.fail("usergroups.users.list", "internal_error")
    assert not await may_change(workspace, OTHER)
    assert await may_change(workspace, OTHER)


async def test_a_group_that_slack_does_not_list_stays_named(workspace: Workspace) -> None:
    await name(with_group(workspace), ADMIN, groups=(GROUP.id,))
    workspace.slack.fail("usergroups.list", "internal_error")
    await name(workspace, ADMIN, MEMBER)
    kept = await workspace.services.curators.named(TEAM)
    assert kept == Named(frozenset({"U0TOM"}), frozenset({GROUP.id}))


async def test_naming_nobody_gives_the_words_back_to_the_admins(workspace: Workspace) -> None:
    await name(workspace, ADMIN, MEMBER)
    await name(workspace, ADMIN)
    assert [await may_change(workspace, user) for user in (ADMIN, MEMBER)] == [True, False]


async def test_a_member_cannot_name_curators_by_replaying_the_form(workspace: Workspace) -> None:
    await name(workspace, ADMIN, OTHER)
    await replay(workspace, workspace.slack.deliveries[-1], MEMBER)
    payload = json.loads(json.dumps(workspace.slack.deliveries[-1].payload))
    fields = payload["view"]["state"]["values"]["curators_people"]["curators_people"]
    fields["selected_users"] = ["U0TOM"]
    await replay(workspace, Delivery("view_submission", payload), MEMBER)
    assert (await workspace.services.curators.named(TEAM)).people == {"U0PRIYA"}


# Nobody else changes words


@pytest.mark.parametrize(
    "words",
    ["hide churn", "remove flux capacitor", "restore flux capacitor 1", "restore flux capacitor",
     "review", "import", "stats"],
)  # fmt: skip
async def test_a_member_is_told_kindly_and_nothing_happens(
    workspace: Workspace, words: str
) -> None:
    await add(workspace)
    answer = await workspace.command(MEMBER, f"/glossary {words}")
    assert "Only curators" in words_of(answer)
    assert workspace.slack.modal(MEMBER) is None
    assert await statuses(workspace) == [Status.APPROVED]
    assert await statuses(workspace, "churn") == []


def last(workspace: Workspace) -> Delivery:
    """The last thing that somebody pressed or submitted."""
    kinds = ("block_actions", "view_submission")
    return [one for one in workspace.slack.deliveries if one.kind in kinds][-1]


async def test_buttons_in_messages_do_nothing_in_a_members_name(workspace: Workspace) -> None:
    await add(workspace)
    removed = await workspace.command(ADMIN, "/glossary remove flux capacitor")
    listed = await workspace.command(ADMIN, "/glossary restore flux capacitor")
    await name(workspace, ADMIN, OTHER)
    await press(workspace, ADMIN, removed, "glossary_undo")
    undo = last(workspace)
    await press(workspace, ADMIN, listed, "glossary_restore")
    restore = last(workspace)
    for delivery in (undo, restore):
        await replay(workspace, delivery, MEMBER)
    assert await statuses(workspace) == [Status.APPROVED, Status.REMOVED]
    await replay(workspace, undo, OTHER)
    assert await statuses(workspace) == [Status.APPROVED, Status.REMOVED, Status.APPROVED]


async def test_buttons_and_forms_of_a_review_do_nothing_in_a_members_name(
    workspace: Workspace,
) -> None:
    for term in ("flux capacitor", "warp drive", "tachyon"):
        await suggest(workspace, OTHER, term=term, forms="")
    await run(workspace, ADMIN, "review")
    done: list[Delivery] = []
    for action, values in (
        ("review_approve", None),
        ("review_edit", {"gloss": "another box"}),
        ("review_decline", {"reason": "No."}),
    ):
        await press(workspace, ADMIN, workspace.modal(ADMIN), action)
        done.append(last(workspace))
        if values:
            await workspace.slack.submit(ADMIN, values=values)
            done.append(last(workspace))
            await workspace.slack.close(ADMIN)
    words = (ID, "warp-drive", "tachyon")
    store = workspace.services.glossary_store
    for word in words:
        [decided, *_] = await store.history(TEAM, word)
        assert decided.entry is not None
        await store.save(TEAM, decided.entry, author="U9", status=Status.SUGGESTED)
    before = [await statuses(workspace, word) for word in words]
    for delivery in done:
        await replay(workspace, _about_suggestion_three(delivery), MEMBER)
    assert before == [await statuses(workspace, word) for word in words]
    await replay(workspace, _about_suggestion_three(done[0]), ADMIN)
    assert len(await statuses(workspace)) == 4


def _about_suggestion_three(delivery: Delivery) -> Delivery:
    """What was done to each term's first suggestion, done to the one that waits now."""
    payload = json.loads(json.dumps(delivery.payload))
    view = payload["view"]
    if packed := view.get("private_metadata"):
        view["private_metadata"] = form_state.pack({**carried.unpack(packed), "number": 3})
    for action in payload.get("actions", ()):
        action["value"] = form_state.pack({**carried.unpack(action["value"]), "number": 3})
    return Delivery(delivery.kind, payload)


async def test_who_was_a_curator_when_the_form_opened_may_be_none_when_it_is_sent(
    workspace: Workspace,
) -> None:
    await name(workspace, ADMIN, MEMBER, ADMIN)
    await run(workspace, MEMBER, "edit churn")
    assert workspace.modal(MEMBER).title == "Edit a term"
    await workspace.services.curators.name(TEAM, people=["U0MAYA"], groups=[], by="U0MAYA")
    await workspace.slack.submit(MEMBER, values={"gloss": "customers leaving us"})
    assert await statuses(workspace, "churn") == [Status.SUGGESTED]


async def test_an_import_that_was_looked_at_is_saved_by_curators_only(
    workspace: Workspace,
) -> None:
    await name(workspace, ADMIN, MEMBER)
    await run(workspace, MEMBER, "import")
    text = "id,side,category,kind,forms.sg,gloss,definition\r\nbox,tech,a,noun,flux box,a,b\r\n"
    await workspace.slack.submit(MEMBER, values={"import_text": text})
    opened = last(workspace)
    await workspace.done()
    assert "1 added" in words_of(workspace.modal(MEMBER))
    await workspace.services.curators.name(TEAM, people=["U0MAYA"], groups=[], by="U0MAYA")
    await workspace.slack.submit(MEMBER)
    confirmed = last(workspace)
    await workspace.done()
    for delivery in (opened, confirmed):
        await replay(workspace, delivery, MEMBER)
        await replay(workspace, delivery, OTHER)
    assert await entry(workspace, "box") is None


# Workspaces stay apart


async def test_workspaces_do_not_see_each_others_entries_and_suggestions(opened: Opener) -> None:
    here, there = await as_installed(opened), await in_another_workspace(opened)
    await add(here)
    await suggest(here, term="warp drive", forms="")
    for line in ("search flux", "show flux capacitor"):
        assert "nothing on" in words_of(await there.command(ADMIN, f"/glossary {line}"))
    assert "Nothing has been changed" in words_of(await there.command(ADMIN, "/glossary history"))
    await run(there, ADMIN, "review")
    assert "No suggestions are waiting" in words_of(there.modal(ADMIN))
    answer = await there.command(ADMIN, "/translate to business The flux capacitor is broken.")
    assert FORM["gloss"] not in words_of(answer)


async def test_a_button_of_one_workspace_changes_nothing_in_another(opened: Opener) -> None:
    here, there = await as_installed(opened), await in_another_workspace(opened)
    await add(here)
    hidden = await here.command(ADMIN, "/glossary hide flux capacitor")
    await press(here, ADMIN, hidden, "glossary_undo")
    await replay(there, last(here), ADMIN)
    await suggest(here, term="warp drive", forms="")
    await run(here, ADMIN, "review")
    await press(here, ADMIN, here.modal(ADMIN), "review_approve")
    payload = {**last(here).payload, "team": {"id": "T0OTHER"}}
    await replay(there, Delivery("block_actions", payload), ADMIN)
    store = there.services.glossary_store
    assert await store.recent("T0OTHER") == ()
    assert (await store.layer("T0OTHER")).entries == ()


async def test_figures_are_of_the_own_workspace(opened: Opener) -> None:
    here, there = await as_installed(opened), await in_another_workspace(opened)
    await here.command(MEMBER, "/glossary search unheard of")
    assert "unheard of" in words_of(await here.command(ADMIN, "/glossary stats"))
    assert "Nobody has used Parlance" in words_of(await there.command(ADMIN, "/glossary stats"))


async def test_curators_of_one_workspace_are_nobody_in_another(opened: Opener) -> None:
    here, there = await as_installed(opened), await in_another_workspace(opened)
    await name(here, ADMIN, MEMBER)
    answer = await there.command(MEMBER, "/glossary hide churn")
    assert "Only curators" in words_of(answer)
    assert await may_change(here, MEMBER)
