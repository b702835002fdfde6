"""App Home: what a person chose, what changed; for curators what waits for them."""

import pytest

from glossary.terms import Audience
from playground.model import View
from storage.people import Person
from tests.scenarios.conftest import TEAM, Opener, Workspace
from tests.scenarios.glossary_acts import (
    ADMIN,
    MEMBER,
    add,
    as_installed,
    entry,
    in_another_workspace,
    press,
    replay,
    suggest,
)
from tests.scenarios.reading import button_ids, words_of


@pytest.fixture
async def workspace(opened: Opener) -> Workspace:
    return await as_installed(opened)


async def home(workspace: Workspace, user: str) -> View:
    """A person's home tab, just opened."""
    await workspace.slack.open_home(user)
    await workspace.done()
    view = workspace.slack.home(user)
    assert view is not None
    assert workspace.slack.violations == []
    return view


async def person(workspace: Workspace, user: str) -> Person:
    return await workspace.services.people.find(TEAM, workspace.slack.person(user).id)


async def know(workspace: Workspace, user: str, *entry_ids: str) -> None:
    people = workspace.services.people
    hashed = people.hashed(TEAM, workspace.slack.person(user).id)
    await people.kept.know(TEAM, hashed, *entry_ids)


async def choose(workspace: Workspace, user: str, action: str, value: object) -> None:
    await workspace.slack.click(user, await home(workspace, user), action, value)
    await workspace.done()


async def test_the_audience_is_shown_and_chosen(workspace: Workspace) -> None:
    menu = next(
        block["accessory"]
        for block in (await home(workspace, MEMBER)).blocks
        if block.get("accessory", {}).get("action_id") == "home_audience"
    )
    assert menu["initial_option"]["value"] == "sales"
    await choose(workspace, MEMBER, "home_audience", "finance")
    assert (await person(workspace, MEMBER)).audience is Audience.FINANCE
    await choose(workspace, MEMBER, "home_audience", "none")
    assert (await person(workspace, MEMBER)).audience is None


async def test_a_known_word_is_listed_and_explained_again_at_a_click(workspace: Workspace) -> None:
    await know(workspace, MEMBER, "churn", "api")
    assert "churn" in words_of(await home(workspace, MEMBER))
    await workspace.slack.click(MEMBER, await home(workspace, MEMBER), "home_known", "churn")
    await workspace.done()
    assert (await person(workspace, MEMBER)).known_terms == {"api"}
    shown = workspace.slack.home(MEMBER)
    assert shown is not None
    assert "churn" not in words_of(shown)


async def test_who_knows_hundreds_of_words_has_a_home_too(workspace: Workspace) -> None:
    glossary = await workspace.services.catalogue.glossary(TEAM, None)
    await know(workspace, ADMIN, *list(glossary.entries)[:400], "a-word-that-is-gone")
    assert "and 376 more" in words_of(await home(workspace, ADMIN))


async def test_being_spared_is_chosen_and_taken_back(workspace: Workspace) -> None:
    await choose(workspace, MEMBER, "home_opt_outs", ["annotations"])
    assert (await person(workspace, MEMBER)).opted_out == {"annotations"}
    await choose(workspace, MEMBER, "home_opt_outs", [])
    assert (await person(workspace, MEMBER)).opted_out == frozenset()


async def test_words_are_looked_up_from_the_home_tab(workspace: Workspace) -> None:
    await press(workspace, MEMBER, await home(workspace, MEMBER), "glossary_browser")
    await workspace.slack.submit(MEMBER, values={"glossary_browse": "churn"})
    assert "churn" in words_of(workspace.modal(MEMBER))


async def test_recent_changes_are_shown_to_all_and_suggestions_to_curators(
    workspace: Workspace,
) -> None:
    await add(workspace)
    await suggest(workspace, term="warp drive", forms="")
    mine, curators = await home(workspace, MEMBER), await home(workspace, ADMIN)
    assert "flux capacitor: put in force" in words_of(mine)
    assert "warp drive" not in words_of(mine)
    assert "1 suggestion is waiting" in words_of(curators)
    assert "warp drive" in words_of(curators)
    assert button_ids(curators) - button_ids(mine) == {"glossary_add", "import_open", "review_open"}


async def test_curators_review_add_and_import_from_their_home(workspace: Workspace) -> None:
    await suggest(workspace)
    await press(workspace, ADMIN, await home(workspace, ADMIN), "review_open")
    assert workspace.modal(ADMIN).title == "Review"
    await press(workspace, ADMIN, workspace.modal(ADMIN), "review_approve")
    assert await entry(workspace) is not None
    await press(workspace, ADMIN, await home(workspace, ADMIN), "glossary_add")
    assert workspace.modal(ADMIN).title == "Add a term"
    await press(workspace, ADMIN, await home(workspace, ADMIN), "import_open")
    assert workspace.modal(ADMIN).title == "Import terms"


async def test_figures_and_missing_words_are_for_curators(workspace: Workspace) -> None:
    await workspace.command(MEMBER, "/translate to business The API latency is up.")
    await workspace.command(MEMBER, "/glossary search unheard of")
    shown = await home(workspace, ADMIN)
    assert "2 uses by 1 person" in words_of(shown)
    assert "unheard of · 1 time" in words_of(shown)
    assert "uses" not in words_of(await home(workspace, MEMBER))
    await workspace.slack.click(ADMIN, shown, "glossary_add", "unheard of")
    form = workspace.modal(ADMIN)
    assert form.blocks[0]["element"]["initial_value"] == "unheard of"


async def test_a_curators_buttons_do_nothing_in_a_members_name(workspace: Workspace) -> None:
    await suggest(workspace)
    curators = await home(workspace, ADMIN)
    for action in ("review_open", "import_open", "glossary_add"):
        await press(workspace, ADMIN, curators, action)
        await replay(workspace, workspace.slack.deliveries[-1], MEMBER)
        assert workspace.modal(MEMBER).title in {"Parlance", "Suggest a term"}


async def test_the_messages_tab_is_left_alone(workspace: Workspace) -> None:
    await workspace.slack.open_home(MEMBER, tab="messages")
    await workspace.done()
    assert workspace.slack.home(MEMBER) is None


async def test_workspaces_do_not_see_each_others_homes(opened: Opener) -> None:
    here, there = await as_installed(opened), await in_another_workspace(opened)
    await add(here)
    await suggest(here, term="warp drive", forms="")
    shown = words_of(await home(there, ADMIN))
    assert "flux capacitor" not in shown
    assert "warp drive" not in shown
    assert "Nobody has used Parlance" in shown
    assert "The other side of each message" in words_of(await home(there, MEMBER))


async def test_an_error_in_the_home_tab_is_told_in_a_window(workspace: Workspace) -> None:
    shown = await home(workspace, ADMIN)
    await workspace.services.curators.name(TEAM, people=["U0TOM"], groups=[], by="U0TOM")
    await press(workspace, ADMIN, shown, "import_open")
    assert "Only curators" in words_of(workspace.modal(ADMIN))
    assert workspace.slack.violations == []
