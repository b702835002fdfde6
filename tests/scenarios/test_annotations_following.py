"""Notes follow their message: edits change or end them, deletions take them along."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from playground.model import Delivery, Message
from storage.annotations import Mode, Note, Place, SqlAnnotations, Term
from tests.scenarios.annotating import (
    HERE,
    JARGON,
    OTHER_JARGON,
    PLAIN,
    Clock,
    click_emoji,
    has_emoji,
    now,
    ours,
    replies,
    say,
    switch_on,
    whispers,
)
from tests.scenarios.conftest import ENGINEER, SALES, TEAM, Opener, Workspace
from tests.scenarios.reading import words_of

SHORTER = "The load balancer sends traffic to the old servers again, which we did not want."
LONGER = f"{JARGON} We will add autoscaling tomorrow."


async def edit(workspace: Workspace, message: Message, text: str) -> None:
    """Change a message and wait for whatever that leads to."""
    await workspace.slack.edit(message, text)
    await workspace.done()


async def test_a_reply_says_what_the_message_needs_after_an_edit(workspace: Workspace) -> None:
    await switch_on(workspace, Mode.THREAD)
    message = await say(workspace, ENGINEER, JARGON)
    await edit(workspace, message, SHORTER)
    [reply] = replies(workspace, message)
    assert "load balancer" in words_of(reply)
    assert "rollback" not in words_of(reply)
    await edit(workspace, message, f"{SHORTER} We will add autoscaling tomorrow.")
    [reply] = replies(workspace, message)
    assert "autoscaling" in words_of(reply)
    assert workspace.slack.violations == []


async def test_an_explanation_is_that_of_the_edited_message(workspace: Workspace) -> None:
    await switch_on(workspace)
    message = await say(workspace, ENGINEER, JARGON)
    await edit(workspace, message, SHORTER)
    [shown] = await click_emoji(workspace, SALES, message)
    assert "load balancer" in words_of(shown)
    assert "rollback" not in words_of(shown)


@pytest.mark.parametrize("mode", [Mode.THREAD, Mode.REACTION])
async def test_a_note_goes_with_the_words_it_explained(workspace: Workspace, mode: Mode) -> None:
    await switch_on(workspace, mode)
    message = await say(workspace, ENGINEER, JARGON)
    await edit(workspace, message, PLAIN)
    assert replies(workspace, message) == []
    assert not has_emoji(workspace, message)
    assert workspace.slack.violations == []


async def test_a_note_that_went_does_not_come_back(workspace: Workspace) -> None:
    await switch_on(workspace)
    message = await say(workspace, ENGINEER, JARGON)
    for text in (PLAIN, JARGON, OTHER_JARGON):
        await edit(workspace, message, text)
    assert not has_emoji(workspace, message)
    assert len(workspace.slack.calls_of("reactions.add")) == 1


async def test_an_edit_never_makes_a_note(workspace: Workspace) -> None:
    await switch_on(workspace)
    message = await say(workspace, ENGINEER, PLAIN)
    await edit(workspace, message, JARGON)
    assert not has_emoji(workspace, message)


async def test_words_that_an_edit_brings_in_rest_too(opened: Opener) -> None:
    clock = Clock()
    workspace = await opened(clock=clock)
    await switch_on(workspace, Mode.THREAD)
    message = await say(workspace, ENGINEER, JARGON)
    await edit(workspace, message, LONGER)
    clock.advance(hours=2)
    again = await say(workspace, ENGINEER, OTHER_JARGON)
    assert replies(workspace, again) == []


async def test_a_deleted_message_takes_its_reply_along(workspace: Workspace) -> None:
    await switch_on(workspace, Mode.THREAD)
    message = await say(workspace, ENGINEER, JARGON)
    await workspace.slack.delete(message)
    await workspace.done()
    assert ours(workspace, SALES) == []
    assert workspace.slack.violations == []


async def test_a_message_that_is_deleted_at_once_leaves_nothing_behind(
    workspace: Workspace,
) -> None:
    await switch_on(workspace, Mode.THREAD)
    message = await workspace.slack.say(ENGINEER, "product-launch", JARGON)
    await workspace.slack.delete(message)
    await workspace.done()
    assert ours(workspace, SALES) == []


async def test_a_deleted_message_with_an_emoji_is_no_trouble(workspace: Workspace) -> None:
    await switch_on(workspace)
    message = await say(workspace, ENGINEER, JARGON)
    await workspace.slack.delete(message)
    await workspace.done()
    assert workspace.slack.violations == []
    assert await workspace.services.annotations.kept.find(HERE, message.ts) is None


async def test_a_message_that_leaves_a_tombstone_is_deleted_too(workspace: Workspace) -> None:
    """Slack keeps the place of a deleted message that has replies, and tells of a change."""
    await switch_on(workspace, Mode.THREAD)
    message = await say(workspace, ENGINEER, JARGON)
    stone = {"type": "message", "subtype": "tombstone", "user": "USLACKBOT", "ts": message.ts}
    workspace.slack.engine.tell_app(
        {
            "type": "message",
            "subtype": "message_changed",
            "channel": message.channel,
            "channel_type": "channel",
            "message": stone,
        }
    )
    await workspace.slack.settled()
    await workspace.done()
    assert replies(workspace, message) == []


async def test_previews_and_replies_that_arrive_as_changes_do_nothing(
    workspace: Workspace,
) -> None:
    await switch_on(workspace, Mode.THREAD)
    message = await say(workspace, ENGINEER, JARGON)
    before = len(workspace.slack.calls)
    for number in range(50):
        preview = {"from_url": f"https://example.com/{number}", "text": OTHER_JARGON}
        changed = replace(now(workspace, message), attachments=(preview,))
        workspace.slack.engine.replace_message(changed)
    await workspace.slack.settled()
    await workspace.done()
    assert len(workspace.slack.calls) == before


@pytest.mark.parametrize("mode", [Mode.THREAD, Mode.REACTION])
async def test_what_was_not_edited_keeps_its_note_though_the_glossary_or_the_cooldown_moved_on(
    opened: Opener, mode: Mode
) -> None:
    """Whoever answers in the thread or opens a link there has not changed the message."""
    clock = Clock()
    workspace = await opened(clock=clock)
    await switch_on(workspace, mode, cooldown_days=1)
    await say(workspace, ENGINEER, "We moved everything behind the load balancer this morning.")
    message = await say(workspace, ENGINEER, JARGON)
    before = await workspace.services.annotations.kept.find(HERE, message.ts)
    assert before is not None
    assert before.terms == (Term("rollback"),)
    clock.advance(days=2)
    await workspace.services.glossary_store.hide(TEAM, "rollback", author="U0MAYA")
    preview = {"from_url": "https://example.com/", "text": "An example"}
    workspace.slack.engine.replace_message(replace(now(workspace, message), attachments=(preview,)))
    await workspace.slack.settled()
    await workspace.done()
    assert await workspace.services.annotations.kept.find(HERE, message.ts) == before
    assert has_emoji(workspace, message) is (mode is Mode.REACTION)
    assert len(replies(workspace, message)) == (1 if mode is Mode.THREAD else 0)


async def test_fifty_edits_bring_no_flood(workspace: Workspace) -> None:
    await switch_on(workspace, Mode.THREAD)
    message = await say(workspace, ENGINEER, JARGON)
    for number in range(50):
        await workspace.slack.edit(message, f"{JARGON} Edited {number} times.")
    await workspace.done()
    assert len(replies(workspace, message)) == 1
    assert workspace.slack.calls_of("chat.update") == []


async def test_an_edit_that_comes_again_changes_nothing(workspace: Workspace) -> None:
    await switch_on(workspace, Mode.THREAD)
    message = await say(workspace, ENGINEER, JARGON)
    await edit(workspace, message, SHORTER)
    [change] = [
        one
        for one in workspace.slack.deliveries
        if one.payload.get("event", {}).get("message", {}).get("ts") == message.ts
    ]
    await workspace.slack.redeliver(change)
    await workspace.slack.redeliver(Delivery(change.kind, {**change.payload, "event_id": "Ev9"}))
    await workspace.done()
    assert len(workspace.slack.calls_of("chat.update")) == 1


async def test_a_reply_that_somebody_removed_is_not_missed(workspace: Workspace) -> None:
    await switch_on(workspace, Mode.THREAD)
    message = await say(workspace, ENGINEER, JARGON)
    [reply] = replies(workspace, message)
    await workspace.slack.delete(reply)
    await edit(workspace, message, SHORTER)
    await edit(workspace, message, PLAIN)
    assert replies(workspace, message) == []


async def test_notes_are_followed_after_the_channel_switched_them_off(
    workspace: Workspace,
) -> None:
    await switch_on(workspace, Mode.THREAD)
    message = await say(workspace, ENGINEER, JARGON)
    await switch_on(workspace, Mode.OFF)
    await workspace.slack.delete(message)
    await workspace.done()
    assert ours(workspace, SALES) == []


async def test_a_private_hint_stays_as_it_was(workspace: Workspace) -> None:
    """Slack lets nobody change or delete an ephemeral message."""
    await switch_on(workspace, Mode.AUTHOR)
    message = await say(workspace, ENGINEER, JARGON)
    await edit(workspace, message, PLAIN)
    await workspace.slack.delete(message)
    await workspace.done()
    assert len(whispers(workspace, ENGINEER)) == 1
    assert workspace.slack.violations == []


def in_the_meantime(
    monkeypatch: pytest.MonkeyPatch, happens: Callable[[SqlAnnotations, str], Awaitable[object]]
) -> None:
    """Let something happen between putting a note up and writing down that it is there."""
    posted = SqlAnnotations.posted

    async def late(
        kept: SqlAnnotations, place: Place, message_ts: str, note_ts: str | None
    ) -> Note | None:
        await happens(kept, message_ts)
        return await posted(kept, place, message_ts, note_ts)

    monkeypatch.setattr(SqlAnnotations, "posted", late)


@pytest.mark.parametrize("mode", [Mode.THREAD, Mode.REACTION])
async def test_a_note_that_was_on_its_way_when_its_message_lost_its_words_goes_again(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, mode: Mode
) -> None:
    in_the_meantime(monkeypatch, lambda kept, ts: kept.remove(HERE, ts))
    await switch_on(workspace, mode)
    message = await say(workspace, ENGINEER, JARGON)
    assert replies(workspace, message) == []
    assert not has_emoji(workspace, message)
    assert workspace.slack.violations == []


async def test_a_reply_that_was_on_its_way_during_an_edit_catches_up(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    left, at = (Term("load-balancer"),), workspace.services.clock()
    in_the_meantime(monkeypatch, lambda kept, ts: kept.revise(HERE, ts, left, at=at))
    await switch_on(workspace, Mode.THREAD)
    [reply] = replies(workspace, await say(workspace, ENGINEER, JARGON))
    assert "load balancer" in words_of(reply)
    assert "rollback" not in words_of(reply)
