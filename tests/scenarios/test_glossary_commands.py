"""`/glossary`: search, show, add, suggest; only curators change words."""

import json

import pytest

from glossary.revisions import Status
from tests.scenarios.conftest import CHANNEL, TEAM, Workspace
from tests.scenarios.glossary_acts import ADMIN, FORM, MEMBER
from tests.scenarios.reading import button_ids, words_of


async def test_search_lists_what_it_finds_with_its_meaning(workspace: Workspace) -> None:
    answer = await workspace.command(MEMBER, "/glossary search latency")
    assert "found for “latency”" in words_of(answer)
    assert "latency" in words_of(answer)
    [row] = await workspace.uses()
    assert row.use.surface == "glossary_search"
    assert row.use.term_ids
    assert row.use.missing_term is None


async def test_what_is_missing_can_be_suggested_and_is_logged_as_missing(
    workspace: Workspace,
) -> None:
    answer = await workspace.command(MEMBER, "/glossary search  Flux   Capacitor")
    assert "nothing on “Flux   Capacitor” yet" in words_of(answer)
    [row] = await workspace.uses()
    assert row.use.missing_term == "flux capacitor"
    await workspace.slack.click(MEMBER, answer, "glossary_suggest")
    assert workspace.modal(MEMBER).title == "Suggest a term"


async def test_special_characters_are_looked_for_as_they_are_read(workspace: Workspace) -> None:
    answer = await workspace.command(MEMBER, "/glossary search Q&A <b>")
    assert "nothing on “Q&amp;A &lt;b&gt;” yet" in words_of(answer)
    [row] = await workspace.uses()
    assert row.use.missing_term == "q&a <b>"


async def test_show_explains_one_term(workspace: Workspace) -> None:
    answer = await workspace.command(MEMBER, "/glossary show Churn")
    assert words_of(answer).casefold().startswith("churn")
    [row] = await workspace.uses()
    assert (row.use.surface, row.use.term_ids) == ("glossary_show", ("churn",))


async def test_a_forgotten_subcommand_is_understood(workspace: Workspace) -> None:
    shown = await workspace.command(MEMBER, "/glossary churn")
    assert words_of(shown).casefold().startswith("churn")


async def test_help_is_given(workspace: Workspace) -> None:
    assert "search latency" in words_of(await workspace.command(MEMBER, "/glossary help"))


async def test_alone_it_opens_a_window_to_look_words_up_in(workspace: Workspace) -> None:
    await workspace.slack.command(MEMBER, CHANNEL, "/glossary")
    await workspace.slack.submit(MEMBER, values={"glossary_browse": "churn"})
    found = workspace.modal(MEMBER)
    assert "churn" in words_of(found)
    await workspace.slack.click(MEMBER, found, "glossary_show", "churn")
    card = workspace.modal(MEMBER)
    assert card.previous == found.id
    assert words_of(card).casefold().startswith("churn")
    await workspace.done()
    surfaces = [row.use.surface for row in await workspace.uses()]
    assert surfaces == ["glossary_search", "glossary_show"]
    assert workspace.slack.violations == []


async def test_what_the_window_does_not_find_can_be_suggested(workspace: Workspace) -> None:
    await workspace.slack.command(MEMBER, CHANNEL, "/glossary")
    await workspace.slack.submit(MEMBER, values={"glossary_browse": "flux box"})
    await workspace.slack.click(MEMBER, workspace.modal(MEMBER), "glossary_suggest")
    form = workspace.modal(MEMBER)
    assert form.blocks[1]["element"]["initial_value"] == "flux box"


async def test_a_word_that_is_gone_meanwhile_is_told(workspace: Workspace) -> None:
    await workspace.slack.command(MEMBER, CHANNEL, "/glossary")
    await workspace.slack.submit(MEMBER, values={"glossary_browse": "churn"})
    found = workspace.modal(MEMBER)
    await workspace.services.glossary_store.hide(TEAM, "churn", author="U1")
    await workspace.slack.click(MEMBER, found, "glossary_show", "churn")
    assert "taken out of the glossary" in words_of(workspace.modal(MEMBER))


@pytest.mark.parametrize("verb", ["search", "show"])
async def test_a_missing_word_is_asked_for(workspace: Workspace, verb: str) -> None:
    assert "Say " in words_of(await workspace.command(MEMBER, f"/glossary {verb}"))


async def test_an_admin_adds_a_term_and_the_next_translation_uses_it(
    workspace: Workspace,
) -> None:
    await workspace.slack.command(ADMIN, CHANNEL, "/glossary add flux capacitor")
    assert workspace.modal(ADMIN).title == "Add a term"
    assert workspace.modal(ADMIN).blocks[0]["element"]["initial_value"] == "flux capacitor"
    await workspace.slack.submit(ADMIN, values=FORM)
    assert "Added" in words_of(workspace.modal(ADMIN))
    answer = await workspace.command(MEMBER, "/translate to business The flux capacitor is broken.")
    assert FORM["gloss"] in words_of(answer)
    await workspace.done()
    surfaces = [row.use.surface for row in await workspace.uses()]
    assert sorted(surfaces) == ["glossary_add", "translate_command"]


async def test_an_added_term_is_a_revision_with_its_author(workspace: Workspace) -> None:
    await workspace.slack.command(ADMIN, CHANNEL, "/glossary add")
    await workspace.slack.submit(ADMIN, values=FORM)
    [revision] = await workspace.services.glossary_store.history(TEAM, "flux-capacitor")
    assert revision.status is Status.APPROVED
    assert revision.author == workspace.slack.person(ADMIN).id
    assert revision.entry is not None
    assert revision.entry.reverse.says == ("time box",)


@pytest.mark.parametrize("line", ["/glossary add", "/glossary suggest"])
async def test_a_member_only_suggests(workspace: Workspace, line: str) -> None:
    await workspace.slack.command(MEMBER, CHANNEL, line)
    assert workspace.modal(MEMBER).title == "Suggest a term"
    await workspace.slack.submit(MEMBER, values=FORM)
    assert "A curator will look at it" in words_of(workspace.modal(MEMBER)).replace(
        "your suggestion", "it"
    )
    store = workspace.services.glossary_store
    assert (await store.layer(TEAM)).entries == ()
    [waiting] = await store.suggestions(TEAM)
    assert waiting.entry_id == "flux-capacitor"


async def test_a_member_who_replays_an_admins_form_still_only_suggests(
    workspace: Workspace,
) -> None:
    await workspace.slack.command(ADMIN, CHANNEL, "/glossary add")
    await workspace.slack.submit(ADMIN, values=FORM)
    payload = json.loads(json.dumps(workspace.slack.deliveries[-1].payload))
    member = workspace.slack.person(MEMBER)
    payload["user"] = {"id": member.id, "username": member.handle, "name": member.handle}
    payload["view"]["state"]["values"]["term"]["term"]["value"] = "warp drive"
    payload["view"]["state"]["values"]["forms"]["forms"]["value"] = None
    await workspace.slack.interact(payload)
    store = workspace.services.glossary_store
    assert [entry.id for entry in (await store.layer(TEAM)).entries] == ["flux-capacitor"]
    assert [one.entry_id for one in await store.suggestions(TEAM)] == ["warp-drive"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"gloss": "one two three four five six seven eight nine"}, "gloss"),
        ({"definition": "word " * 26}, "definition"),
        ({"term": "churn"}, "term"),
        ({"forms": "churn"}, "forms"),
    ],
)
async def test_a_mistake_is_told_beside_its_field_and_nothing_is_saved(
    workspace: Workspace, change: dict[str, str], field: str
) -> None:
    await workspace.slack.command(ADMIN, CHANNEL, "/glossary add")
    await workspace.slack.submit(ADMIN, values=FORM | change)
    assert set(workspace.modal(ADMIN).errors) == {field}
    assert (await workspace.services.glossary_store.layer(TEAM)).entries == ()
    assert workspace.slack.violations == []


async def test_adding_what_exists_is_refused_before_the_form_opens(workspace: Workspace) -> None:
    answer = await workspace.command(ADMIN, "/glossary add churn")
    assert "already stands for" in words_of(answer)
    assert workspace.slack.modal(ADMIN) is None


async def test_a_better_wording_keeps_what_the_form_does_not_ask_for(
    workspace: Workspace,
) -> None:
    await workspace.slack.command(MEMBER, CHANNEL, "/glossary suggest churn")
    values = {"gloss": "customers leaving us", "side": "business"}
    await workspace.slack.submit(MEMBER, values=values)
    [waiting] = await workspace.services.glossary_store.suggestions(TEAM)
    known = (await workspace.services.catalogue.glossary(TEAM, None)).get("churn")
    assert waiting.entry is not None
    assert known is not None
    assert waiting.entry.gloss == "customers leaving us"
    assert waiting.entry.forms == known.forms
    assert waiting.entry.kind == known.kind


async def test_workspaces_do_not_see_each_others_words(workspace: Workspace) -> None:
    await workspace.slack.command(ADMIN, CHANNEL, "/glossary add")
    await workspace.slack.submit(ADMIN, values=FORM)
    elsewhere = await workspace.services.catalogue.glossary("T0OTHER", None)
    assert elsewhere.get("flux-capacitor") is None


async def test_nothing_that_was_sent_breaks_slacks_rules(workspace: Workspace) -> None:
    for line in ("search a", "show churn", "help", "search nothing-like-this", "add", "suggest x"):
        await workspace.slack.command(ADMIN, CHANNEL, f"/glossary {line}")
    assert workspace.slack.violations == []
    assert button_ids(workspace.modal(ADMIN)) >= {"term", "side", "gloss", "definition"}


async def test_channels_have_their_own_subcommand(workspace: Workspace) -> None:
    assert words_of(await workspace.command(MEMBER, "/glossary channel"))


async def test_figures_are_told_to_curators(workspace: Workspace) -> None:
    await workspace.command(MEMBER, "/translate to business The API latency is up.")
    shown = await workspace.command(ADMIN, "/glossary stats")
    assert "1 use by 1 person" in words_of(shown)
    assert "to the business side" in words_of(shown)
    assert "1 use by 1 person" in shown.text
    assert workspace.slack.violations == []


async def test_figures_of_a_workspace_without_uses_are_told_too(workspace: Workspace) -> None:
    answer = await workspace.command(ADMIN, "/glossary stats")
    assert "Nobody has used Parlance" in words_of(answer)


async def test_help_names_every_subcommand(workspace: Workspace) -> None:
    told = words_of(await workspace.command(MEMBER, "/glossary help"))
    for verb in ("search", "show", "add", "edit", "hide", "remove", "restore", "suggest", "review",
                 "import", "export", "history", "channel", "curators", "stats"):  # fmt: skip
        assert verb in told, verb


async def test_each_subcommand_is_a_use(workspace: Workspace) -> None:
    for words in ("hide churn", "remove churn", "restore churn 1", "history", "history churn",
                  "review", "export csv", "curators", "stats"):  # fmt: skip
        await workspace.slack.command(ADMIN, CHANNEL, f"/glossary {words}")
        await workspace.done()
    assert [row.use.surface for row in await workspace.uses()] == [
        "glossary_hide",
        "glossary_remove",
        "glossary_restore",
        "glossary_history",
        "glossary_history",
        "glossary_review",
        "glossary_export",
        "glossary_curators",
        "glossary_stats",
    ]
