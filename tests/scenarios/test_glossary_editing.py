"""`/glossary edit` and the form behind it."""

import pytest

from glossary.revisions import Status
from tests.scenarios.conftest import TEAM, Opener, Workspace
from tests.scenarios.glossary_acts import (
    ADMIN,
    FORM,
    MEMBER,
    add,
    as_installed,
    entry,
    history,
    initial,
    press,
    run,
    statuses,
    surfaces,
)
from tests.scenarios.reading import button_ids, words_of


@pytest.fixture
async def workspace(opened: Opener) -> Workspace:
    return await as_installed(opened)


async def test_a_curator_edits_a_built_in_term_for_this_workspace(workspace: Workspace) -> None:
    await run(workspace, ADMIN, "edit churn")
    form = workspace.modal(ADMIN)
    assert form.title == "Edit a term"
    assert initial(form)["term"] == "churn"
    await workspace.slack.submit(ADMIN, values={"gloss": "customers leaving us"})
    assert "Saved." in words_of(workspace.modal(ADMIN))
    edited = await entry(workspace, "churn")
    assert edited is not None
    assert edited.gloss == "customers leaving us"
    assert await surfaces(workspace) == ["glossary_edit"]
    assert workspace.slack.violations == []


async def test_an_edit_is_in_the_next_translation(workspace: Workspace) -> None:
    await run(workspace, ADMIN, "edit tech debt")
    await workspace.slack.submit(ADMIN, values={"gloss": "shortcuts that we pay for later"})
    answer = await workspace.command(
        MEMBER, "/translate to business Our tech debt slows every release down."
    )
    assert "shortcuts that we pay for later" in words_of(answer)


async def test_a_form_that_is_deleted_from_the_list_is_gone(workspace: Workspace) -> None:
    await add(workspace, forms="flux capacitors, fluxer")
    await run(workspace, ADMIN, "edit flux capacitor")
    assert initial(workspace.modal(ADMIN))["forms"] == "flux capacitors, fluxer"
    await workspace.slack.submit(ADMIN, values={"forms": "flux capacitors"})
    edited = await entry(workspace)
    assert edited is not None
    assert [form for _, form in edited.surfaces] == ["flux capacitor", "flux capacitors"]


async def test_saving_without_a_change_keeps_everything_the_entry_has(
    workspace: Workspace,
) -> None:
    before = await entry(workspace, "churn")
    await run(workspace, ADMIN, "edit churn")
    await workspace.slack.submit(ADMIN)
    after = await entry(workspace, "churn")
    assert before is not None
    assert after is not None
    assert after == before.model_copy(update={"author": after.author})


async def test_each_meaning_of_an_ambiguous_term_has_its_own_fields(workspace: Workspace) -> None:
    await run(workspace, ADMIN, "edit lead")
    form = workspace.modal(ADMIN)
    glosses = [block for block in initial(form) if block.startswith("gloss.")]
    assert len(glosses) > 1
    assert initial(form)["side"] == "both"
    await workspace.slack.submit(ADMIN, values={glosses[1]: "another meaning of it"})
    edited = await entry(workspace, "lead")
    assert edited is not None
    assert [sense.gloss for sense in edited.senses][1] == "another meaning of it"
    assert edited.senses[1].cues


async def test_a_mistake_in_one_meaning_is_told_beside_its_field(workspace: Workspace) -> None:
    await run(workspace, ADMIN, "edit lead")
    gloss = next(block for block in initial(workspace.modal(ADMIN)) if block.startswith("gloss."))
    await workspace.slack.submit(ADMIN, values={gloss: "one two three four five six seven 8 9"})
    assert set(workspace.modal(ADMIN).errors) == {gloss}
    assert await history(workspace, "lead") == ()


async def test_white_space_alone_fills_no_field(workspace: Workspace) -> None:
    await run(workspace, ADMIN, "add")
    await workspace.slack.submit(ADMIN, values=FORM | {"gloss": "  ", "term": "\n"})
    assert set(workspace.modal(ADMIN).errors) == {"gloss", "term"}


async def test_a_form_cannot_take_another_terms_form(workspace: Workspace) -> None:
    await run(workspace, ADMIN, "edit churn")
    await workspace.slack.submit(ADMIN, values={"term": "latency"})
    assert set(workspace.modal(ADMIN).errors) == {"term"}


async def test_nobody_overwrites_what_somebody_else_changed_meanwhile(
    workspace: Workspace,
) -> None:
    await add(workspace)
    await run(workspace, ADMIN, "edit flux capacitor")
    known = await entry(workspace)
    assert known is not None
    changed = known.model_copy(update={"gloss": "a box of somebody else"})
    await workspace.services.glossary_store.save(TEAM, changed, author="U9")
    await workspace.slack.submit(ADMIN, values={"gloss": "my own words"})
    assert set(workspace.modal(ADMIN).errors) == {"term"}
    assert await statuses(workspace) == [Status.APPROVED, Status.APPROVED]


async def test_a_member_who_edits_suggests_a_better_wording(workspace: Workspace) -> None:
    await run(workspace, MEMBER, "edit churn")
    assert workspace.modal(MEMBER).title == "Suggest a term"
    await workspace.slack.submit(MEMBER, values={"gloss": "customers leaving us"})
    assert await statuses(workspace, "churn") == [Status.SUGGESTED]


async def test_what_is_shown_can_be_improved_and_its_history_read(workspace: Workspace) -> None:
    await add(workspace)
    shown = await workspace.command(ADMIN, "/glossary show flux capacitor")
    assert button_ids(shown) == {"glossary_improve", "glossary_history"}
    await press(workspace, ADMIN, shown, "glossary_improve")
    assert workspace.modal(ADMIN).title == "Edit a term"
    own = await workspace.command(MEMBER, "/glossary flux capacitor")
    await press(workspace, MEMBER, own, "glossary_improve")
    assert workspace.modal(MEMBER).title == "Suggest a term"
    await press(workspace, ADMIN, shown, "glossary_history")
    assert "put in force" in words_of(workspace.modal(ADMIN))


@pytest.mark.parametrize(
    ("words", "told"),
    [("edit", "Say which term"), ("edit nothing-like-this", "nothing on “nothing-like-this”")],
)
async def test_what_cannot_be_edited_is_said(workspace: Workspace, words: str, told: str) -> None:
    answer = await workspace.command(ADMIN, f"/glossary {words}")
    assert told in words_of(answer)
