"""What one can answer a note with: I know this word, leave me alone, and taking that back."""

import pytest

from bot.views.annotation import KNOW, OPT_IN, OPT_OUT
from playground.model import Message
from storage.annotations import Mode
from storage.people import Person
from tests.scenarios.annotating import (
    JARGON,
    OTHER_JARGON,
    click_emoji,
    has_emoji,
    ours,
    replies,
    say,
    switch_on,
    whispers,
)
from tests.scenarios.conftest import ENGINEER, SALES, SUPPORT, TEAM, Workspace
from tests.scenarios.reading import button_ids, words_of


async def choices(workspace: Workspace, user: str) -> Person:
    return await workspace.services.people.find(TEAM, workspace.slack.person(user).id)


async def press(
    workspace: Workspace, user: str, shown: Message, action: str, block: str | None = None
) -> Message:
    """Press a button; the last thing that the person then sees of us alone."""
    await workspace.slack.click(user, shown, action, block_id=block)
    await workspace.done()
    return whispers(workspace, user)[-1]


def block_about(shown: Message, word: str) -> str:
    """The id of the block that explains a word."""
    return next(
        str(block["block_id"])
        for block in shown.blocks
        if block["type"] == "section" and f"*{word}*" in block["text"]["text"]
    )


@pytest.mark.parametrize(("mode", "user"), [(Mode.REACTION, SALES), (Mode.AUTHOR, ENGINEER)])
async def test_a_word_that_is_known_leaves_the_private_note(
    workspace: Workspace, mode: Mode, user: str
) -> None:
    await switch_on(workspace, mode)
    message = await say(workspace, ENGINEER, JARGON)
    if mode is Mode.REACTION:
        await click_emoji(workspace, user, message)
    [shown] = whispers(workspace, user)
    known = block_about(shown, "load balancer")
    shown = await press(workspace, user, shown, KNOW, known)
    assert len(whispers(workspace, user)) == 1
    assert "load balancer" not in words_of(shown)
    assert "rollback" in words_of(shown)
    assert "load-balancer" in (await choices(workspace, user)).known_terms


async def test_when_the_last_word_is_known_the_note_says_so(workspace: Workspace) -> None:
    await switch_on(workspace)
    message = await say(workspace, ENGINEER, OTHER_JARGON)
    [shown] = await click_emoji(workspace, SALES, message)
    after = await press(workspace, SALES, shown, KNOW)
    assert "counts these words as known" in words_of(after)
    assert button_ids(after) == set()


async def test_one_persons_knowledge_is_not_anothers(workspace: Workspace) -> None:
    await switch_on(workspace)
    message = await say(workspace, ENGINEER, OTHER_JARGON)
    [shown] = await click_emoji(workspace, SALES, message)
    await press(workspace, SALES, shown, KNOW)
    [other] = await click_emoji(workspace, SUPPORT, message)
    assert "autoscaling" in words_of(other)


async def test_a_reader_of_the_thread_is_answered_beside_the_note(workspace: Workspace) -> None:
    await switch_on(workspace, Mode.THREAD)
    message = await say(workspace, ENGINEER, JARGON)
    [reply] = replies(workspace, message)
    before = words_of(reply)
    answer = await press(workspace, SALES, reply, KNOW)
    assert "counts these words as known" in words_of(answer)
    assert words_of(replies(workspace, message)[0]) == before
    known = (await choices(workspace, SALES)).known_terms
    assert {"load-balancer"} < known
    assert whispers(workspace, SUPPORT) == []


@pytest.mark.parametrize("mode", [Mode.REACTION, Mode.THREAD, Mode.AUTHOR])
async def test_an_author_who_wants_peace_has_it_at_once(workspace: Workspace, mode: Mode) -> None:
    await switch_on(workspace, mode)
    message = await say(workspace, ENGINEER, JARGON)
    if mode is Mode.REACTION:
        await click_emoji(workspace, ENGINEER, message)
    shown = ours(workspace, ENGINEER)[-1]
    after = await press(workspace, ENGINEER, shown, OPT_OUT)
    assert "leaves your messages alone" in words_of(after)
    assert not has_emoji(workspace, message)
    assert replies(workspace, message) == []
    assert (await choices(workspace, ENGINEER)).opted_out == {"annotations"}
    later = await say(workspace, ENGINEER, OTHER_JARGON)
    assert not has_emoji(workspace, later)
    assert replies(workspace, later) == []


async def test_a_reader_who_wants_peace_takes_no_note_from_others(workspace: Workspace) -> None:
    await switch_on(workspace, Mode.THREAD)
    message = await say(workspace, ENGINEER, JARGON)
    [reply] = replies(workspace, message)
    await press(workspace, SALES, reply, OPT_OUT)
    assert len(replies(workspace, message)) == 1
    assert (await choices(workspace, SALES)).opted_out == {"annotations"}
    assert (await choices(workspace, ENGINEER)).opted_out == frozenset()


async def test_peace_still_takes_the_note_along_after_a_word_was_known(
    workspace: Workspace,
) -> None:
    await switch_on(workspace)
    message = await say(workspace, ENGINEER, JARGON)
    [shown] = await click_emoji(workspace, ENGINEER, message)
    shown = await press(workspace, ENGINEER, shown, KNOW, block_about(shown, "load balancer"))
    await press(workspace, ENGINEER, shown, OPT_OUT)
    assert not has_emoji(workspace, message)


async def test_peace_can_be_taken_back(workspace: Workspace) -> None:
    await switch_on(workspace)
    message = await say(workspace, ENGINEER, JARGON)
    [shown] = await click_emoji(workspace, ENGINEER, message)
    after = await press(workspace, ENGINEER, shown, OPT_OUT)
    after = await press(workspace, ENGINEER, after, OPT_IN)
    assert "again" in words_of(after)
    assert has_emoji(workspace, await say(workspace, ENGINEER, OTHER_JARGON))


async def test_a_button_that_carries_nothing_of_ours_is_an_old_one(workspace: Workspace) -> None:
    await switch_on(workspace)
    message = await say(workspace, ENGINEER, JARGON)
    [shown] = await click_emoji(workspace, SALES, message)
    await workspace.slack.click(SALES, shown, OPT_OUT)
    pressed = workspace.slack.deliveries[-1].payload
    await workspace.slack.interact(
        {**pressed, "actions": [{**pressed["actions"][0], "action_id": KNOW, "value": "1.1"}]}
    )
    await workspace.done()
    assert "older version" in words_of(whispers(workspace, SALES)[-1])
    assert (await choices(workspace, SALES)).known_terms == frozenset()


async def test_pressing_twice_is_as_good_as_once(workspace: Workspace) -> None:
    await switch_on(workspace)
    message = await say(workspace, ENGINEER, JARGON)
    [shown] = await click_emoji(workspace, SALES, message)
    await workspace.slack.click(SALES, shown, OPT_OUT)
    await workspace.slack.interact(workspace.slack.deliveries[-1].payload)
    await workspace.done()
    assert (await choices(workspace, SALES)).opted_out == {"annotations"}
    assert workspace.slack.violations == []
