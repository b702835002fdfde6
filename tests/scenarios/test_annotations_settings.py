"""Switching notes on: who may, what the preview shows, what is kept."""

from dataclasses import replace

import pytest

from bot.manifest import build_manifest
from bot.settings import Settings
from bot.views.annotation_settings import PREVIEW
from glossary.terms import Audience
from playground import demo
from playground.manifest import app_of
from playground.model import View
from storage.annotations import Manners, Mode
from tests.scenarios.annotating import (
    HERE,
    JARGON,
    OTHER_JARGON,
    PLAIN,
    has_emoji,
    say,
    switch_on,
    whispers,
)
from tests.scenarios.conftest import CHANNEL, ENGINEER, SALES, SUPPORT, TEAM, Opener, Workspace
from tests.scenarios.reading import words_of


async def opened_settings(workspace: Workspace, user: str = ENGINEER) -> View:
    """The window, opened by somebody."""
    await workspace.slack.command(user, CHANNEL, "/glossary channel")
    await workspace.done()
    return workspace.modal(user)


async def name_curator(workspace: Workspace, user: str) -> None:
    """Somebody else curates now, and nobody but them."""
    person = workspace.slack.person(user).id
    await workspace.services.curators.name(TEAM, people=[person], groups=[], by="U0")


CHOSEN = {
    "mode": "thread",
    "audience": "finance",
    "per_hour": "2",
    "cooldown": "30",
    "external": "yes",
}


async def test_a_curator_switches_notes_on_and_off(workspace: Workspace) -> None:
    shown = await opened_settings(workspace)
    assert shown.title == "Notes on messages"
    await workspace.slack.submit(ENGINEER, values=CHOSEN)
    assert "Saved" in words_of(workspace.modal(ENGINEER))
    assert "twice an hour" in words_of(workspace.modal(ENGINEER))
    kept = await workspace.services.annotations.kept.manners(HERE)
    assert kept == Manners(Mode.THREAD, Audience.FINANCE, 2, 30, external=True)
    await workspace.slack.close(ENGINEER)
    await opened_settings(workspace)
    await workspace.slack.submit(ENGINEER, values={**CHOSEN, "mode": "off"})
    kept = await workspace.services.annotations.kept.manners(HERE)
    assert kept
    assert kept.mode is Mode.OFF
    assert workspace.slack.violations == []


async def test_the_window_starts_with_what_holds(workspace: Workspace) -> None:
    await switch_on(workspace, Mode.AUTHOR, Audience.SUPPORT, per_hour=3, cooldown_days=90)
    shown = await opened_settings(workspace)
    chosen = {
        block["block_id"]: block["element"]["initial_option"]["value"]
        for block in shown.blocks
        if block["type"] == "input"
    }
    assert chosen == {
        "mode": "author",
        "audience": "support",
        "per_hour": "3",
        "cooldown": "90",
        "external": "no",
    }


async def test_notes_are_off_until_somebody_saves(workspace: Workspace) -> None:
    shown = await opened_settings(workspace)
    assert shown.blocks[1]["element"]["initial_option"]["value"] == "off"
    await workspace.slack.close(ENGINEER)
    assert not has_emoji(workspace, await say(workspace, ENGINEER, JARGON))


async def test_who_is_neither_curator_nor_manager_is_told_so(workspace: Workspace) -> None:
    answer = await workspace.command(SALES, "/glossary channel")
    assert "Curators of this workspace" in words_of(answer)
    assert workspace.slack.modal(SALES) is None


async def test_whoever_made_the_channel_decides_too(workspace: Workspace) -> None:
    await name_curator(workspace, SUPPORT)
    await opened_settings(workspace, ENGINEER)
    await workspace.slack.submit(ENGINEER, values=CHOSEN)
    assert await workspace.services.annotations.kept.manners(HERE)


async def test_who_lost_the_right_meanwhile_changes_nothing(workspace: Workspace) -> None:
    await name_curator(workspace, SALES)
    await opened_settings(workspace, SALES)
    await name_curator(workspace, SUPPORT)
    await workspace.slack.submit(SALES, values=CHOSEN)
    assert "Curators of this workspace" in words_of(workspace.modal(SALES))
    assert await workspace.services.annotations.kept.manners(HERE) is None


async def test_a_window_replayed_in_another_name_changes_nothing(workspace: Workspace) -> None:
    await opened_settings(workspace)
    await workspace.slack.submit(ENGINEER, values={**CHOSEN, "mode": "off"})
    taken = workspace.slack.deliveries[-1].payload
    values = taken["view"]["state"]["values"]
    values["mode"]["mode"]["selected_option"]["value"] = "thread"
    tom = {"id": workspace.slack.person(SALES).id, "team_id": TEAM}
    await workspace.slack.interact({**taken, "user": tom})
    kept = await workspace.services.annotations.kept.manners(HERE)
    assert kept
    assert kept.mode is Mode.OFF


@pytest.mark.parametrize(
    ("field", "value"), [("mode", "shout"), ("audience", "jugglers"), ("per_hour", "many")]
)
async def test_what_the_window_does_not_offer_is_not_taken(
    workspace: Workspace, field: str, value: str
) -> None:
    await opened_settings(workspace)
    await workspace.slack.submit(ENGINEER, values=CHOSEN)
    taken = workspace.slack.deliveries[-1].payload
    taken["view"]["state"]["values"][field][field]["selected_option"]["value"] = value
    await workspace.slack.interact(taken)
    kept = await workspace.services.annotations.kept.manners(HERE)
    assert kept == Manners(Mode.THREAD, Audience.FINANCE, 2, 30, external=True)


async def test_a_forged_budget_stays_within_what_is_offered(workspace: Workspace) -> None:
    await opened_settings(workspace)
    await workspace.slack.submit(ENGINEER, values=CHOSEN)
    taken = workspace.slack.deliveries[-1].payload
    values = taken["view"]["state"]["values"]
    values["per_hour"]["per_hour"]["selected_option"]["value"] = "999999"
    values["cooldown"]["cooldown"]["selected_option"]["value"] = "0"
    await workspace.slack.interact(taken)
    kept = await workspace.services.annotations.kept.manners(HERE)
    assert kept
    assert (kept.per_hour, kept.cooldown_days) == (20, 1)


async def test_there_are_no_notes_in_direct_messages(workspace: Workspace) -> None:
    direct = workspace.slack.engine.direct_channel(workspace.slack.person(ENGINEER).id)
    await workspace.slack.command(ENGINEER, direct.id, "/glossary channel")
    await workspace.done()
    assert "Notes are for channels" in words_of(workspace.slack.direct_messages(ENGINEER)[-1])


# Preview


async def test_the_preview_shows_what_the_last_messages_would_have_led_to(
    workspace: Workspace,
) -> None:
    for user, text in ((ENGINEER, JARGON), (SALES, PLAIN), (ENGINEER, JARGON)):
        await say(workspace, user, text)
    words = words_of(await opened_settings(workspace))
    assert "1 of the last 3 messages would have had a note, about" in words
    assert "• " in words
    assert "rollback, load balancer" in words
    assert PLAIN not in words


async def test_the_preview_follows_the_settings_in_the_window(workspace: Workspace) -> None:
    for text in (JARGON, OTHER_JARGON):
        await say(workspace, ENGINEER, text)
    shown = await opened_settings(workspace)
    assert "2 of the last 2 messages" in words_of(shown)
    for entered, expected in (
        ({**CHOSEN, "per_hour": "1"}, "1 of the last 2 messages"),
        ({**CHOSEN, "audience": "engineering"}, "none of the last 2 messages"),
    ):
        await workspace.slack.click(ENGINEER, workspace.modal(ENGINEER), PREVIEW, entered=entered)
        await workspace.done()
        assert expected in words_of(workspace.modal(ENGINEER))
    shown = workspace.modal(ENGINEER)
    assert shown.blocks[1]["element"]["initial_option"]["value"] == "thread"
    assert await workspace.services.annotations.kept.manners(HERE) is None
    assert workspace.slack.violations == []


async def test_without_messages_there_is_nothing_to_preview(workspace: Workspace) -> None:
    assert "no messages seen here yet" in words_of(await opened_settings(workspace))


async def test_the_preview_forgets_all_but_the_last_messages(workspace: Workspace) -> None:
    for number in range(110):
        await workspace.slack.say(SALES, CHANNEL, f"{PLAIN} {number}")
    await workspace.done()
    assert "none of the last 100 messages" in words_of(await opened_settings(workspace))


# Degrading kindly


async def test_the_window_says_that_the_bot_has_to_be_invited(workspace: Workspace) -> None:
    workspace.slack.remove_bot(CHANNEL)
    assert "/invite @Parlance" in words_of(await opened_settings(workspace))


async def test_the_window_says_that_others_read_along(workspace: Workspace) -> None:
    workspace.slack.engine.channels[demo.LAUNCH].shared_externally = True
    assert "other companies read along here" in words_of(await opened_settings(workspace))


async def test_without_permission_to_read_the_window_says_so_and_all_else_works(
    opened: Opener,
) -> None:
    app = app_of(build_manifest(Settings(_env_file=None)))
    assert app.scopes
    declined = frozenset(scope for scope in app.scopes if not scope.endswith(":history"))
    heard = frozenset(event for event in app.events if not event.startswith("message."))
    workspace = await opened(app=replace(app, scopes=declined, events=heard))
    assert "not allowed to read messages" in words_of(await opened_settings(workspace))
    await workspace.slack.submit(ENGINEER, values=CHOSEN)
    assert "not allowed to read messages" in words_of(workspace.modal(ENGINEER))
    await say(workspace, ENGINEER, JARGON)
    assert whispers(workspace, ENGINEER) == []
    assert workspace.slack.violations == []


async def test_with_exactly_the_manifests_permissions_notes_work(opened: Opener) -> None:
    workspace = await opened(app=app_of(build_manifest(Settings(_env_file=None))))
    assert "not allowed" not in words_of(await opened_settings(workspace))
    await workspace.slack.submit(ENGINEER, values={**CHOSEN, "mode": "reaction"})
    assert has_emoji(workspace, await say(workspace, ENGINEER, JARGON))
    assert workspace.slack.violations == []


async def test_the_window_opens_even_if_slack_says_nothing_about_the_channel(
    workspace: Workspace,
) -> None:
    workspace.slack.fail("conversations.info", "missing_scope", times=9)
    await opened_settings(workspace)
    await workspace.slack.submit(ENGINEER, values=CHOSEN)
    assert await workspace.services.annotations.kept.manners(HERE)
