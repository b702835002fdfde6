"""Notes on messages in channels: their modes, and the manners they keep."""

import json
from collections.abc import Callable

import pytest

from bot.views.annotation import EMOJI
from glossary.terms import Audience
from playground import demo
from storage.annotations import Mode
from tests.scenarios.annotating import (
    HERE,
    JARGON,
    OTHER_JARGON,
    PLAIN,
    Clock,
    calls,
    click_emoji,
    has_emoji,
    ours,
    replies,
    say,
    switch_on,
    whispers,
)
from tests.scenarios.conftest import (
    CHANNEL,
    ENGINEER,
    SALES,
    SUPPORT,
    TEAM,
    Opener,
    Workspace,
)
from tests.scenarios.reading import everything_sent, words_of

EVERYBODY = (SALES, ENGINEER, SUPPORT)


# Modes


async def test_nothing_happens_where_nobody_asked_for_it(workspace: Workspace) -> None:
    message = await say(workspace, ENGINEER, JARGON)
    assert not has_emoji(workspace, message)
    assert calls(workspace) == []
    assert workspace.slack.calls_of("conversations.info") == []
    assert await workspace.uses() == []


async def test_an_emoji_is_all_that_a_channel_sees(workspace: Workspace) -> None:
    await switch_on(workspace)
    message = await say(workspace, ENGINEER, JARGON)
    assert has_emoji(workspace, message)
    assert calls(workspace) == ["reactions.add"]
    assert all(ours(workspace, user) == [] for user in EVERYBODY)
    assert workspace.slack.violations == []


async def test_whoever_clicks_the_emoji_gets_the_explanation_alone(workspace: Workspace) -> None:
    await switch_on(workspace)
    message = await say(workspace, ENGINEER, JARGON)
    [shown] = await click_emoji(workspace, SALES, message)
    assert "rollback" in words_of(shown)
    assert "load balancer" in words_of(shown)
    assert "rollback:" in shown.text
    assert ours(workspace, SUPPORT) == []
    assert ours(workspace, ENGINEER) == []
    assert workspace.slack.pings == []
    assert workspace.slack.violations == []


async def test_everybody_who_clicks_gets_an_explanation(workspace: Workspace) -> None:
    await switch_on(workspace)
    message = await say(workspace, ENGINEER, JARGON)
    for user in EVERYBODY:
        assert len(await click_emoji(workspace, user, message)) == 1


async def test_an_explanation_of_a_reply_is_shown_in_its_thread(workspace: Workspace) -> None:
    await switch_on(workspace)
    parent = await say(workspace, SALES, PLAIN)
    message = await say(workspace, ENGINEER, JARGON, thread=parent)
    [shown] = await click_emoji(workspace, SALES, message)
    assert shown.thread_ts == parent.ts


async def test_other_emoji_and_messages_without_a_note_are_nobodys_business(
    workspace: Workspace,
) -> None:
    await switch_on(workspace)
    message = await say(workspace, ENGINEER, JARGON)
    plain = await say(workspace, SALES, PLAIN)
    await workspace.slack.react(SALES, message, "tada")
    await workspace.slack.react(SALES, plain, EMOJI)
    await workspace.done()
    assert whispers(workspace, SALES) == []


async def test_a_thread_gets_one_compact_reply(workspace: Workspace) -> None:
    await switch_on(workspace, Mode.THREAD)
    message = await say(workspace, ENGINEER, JARGON)
    [reply] = replies(workspace, message)
    words = words_of(reply)
    assert words.startswith("For sales:")
    assert "rollback" in words
    assert "load balancer" in words
    assert len(reply.blocks) <= 2
    assert not reply.broadcast
    assert not has_emoji(workspace, message)
    assert workspace.slack.pings == []
    assert workspace.slack.violations == []


async def test_a_note_on_a_reply_goes_into_the_same_thread(workspace: Workspace) -> None:
    await switch_on(workspace, Mode.THREAD)
    parent = await say(workspace, SALES, PLAIN)
    message = await say(workspace, ENGINEER, JARGON, thread=parent)
    assert len(replies(workspace, message)) == 1


async def test_only_the_author_gets_the_hint(workspace: Workspace) -> None:
    await switch_on(workspace, Mode.AUTHOR)
    await say(workspace, ENGINEER, JARGON)
    [hint] = whispers(workspace, ENGINEER)
    assert words_of(hint).startswith("Sales may not know these words in your message:")
    assert "rollback" in words_of(hint)
    assert ours(workspace, SALES) == []
    assert calls(workspace) == ["chat.postEphemeral"]


async def test_switched_off_means_off(workspace: Workspace) -> None:
    await switch_on(workspace)
    await switch_on(workspace, Mode.OFF)
    message = await say(workspace, ENGINEER, JARGON)
    assert not has_emoji(workspace, message)


async def test_one_channels_wish_is_not_anothers(workspace: Workspace) -> None:
    await switch_on(workspace)
    message = await workspace.slack.say(ENGINEER, "engineering", JARGON)
    await workspace.done()
    assert not has_emoji(workspace, message)


async def test_where_both_sides_read_each_gets_the_others_words(workspace: Workspace) -> None:
    await switch_on(workspace, Mode.THREAD, audience=None)
    technical = await say(workspace, ENGINEER, JARGON)
    commercial = await say(
        workspace, SALES, "Churn is up in the SMB segment, and our ARR depends on the renewals."
    )
    assert words_of(replies(workspace, technical)[0]).startswith("For business people:")
    assert words_of(replies(workspace, commercial)[0]).startswith("For engineers:")


# Quiet when unsure


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        "rollback done",
        "What is a rollback? Sales asked me that this morning, and I had to guess.",
        "`rollback` and `autoscaling` are the two flags that you can set in this file",
        "I will take the lead on this and come back to you before the end of the week.",
        "@parlance the rollback is done, and the load balancer works as it did before",
    ],
)
async def test_whatever_is_unsure_plain_or_asked_gets_no_note(
    workspace: Workspace, text: str
) -> None:
    await switch_on(workspace)
    message = await workspace.slack.say(ENGINEER, CHANNEL, text)
    await workspace.done()
    assert not has_emoji(workspace, message)


async def test_apps_and_bots_get_no_notes(workspace: Workspace) -> None:
    await switch_on(workspace)
    message = await workspace.slack.post_as_app(CHANNEL, JARGON)
    await workspace.done()
    assert not has_emoji(workspace, message)


async def test_our_own_messages_get_no_notes(workspace: Workspace) -> None:
    await switch_on(workspace, Mode.THREAD, per_hour=20)
    await say(workspace, ENGINEER, JARGON)
    await say(workspace, ENGINEER, OTHER_JARGON)
    assert calls(workspace) == ["chat.postMessage"] * 2


async def test_no_note_explains_more_than_four_words(workspace: Workspace) -> None:
    await switch_on(workspace, Mode.THREAD)
    text = (
        "The rollback, the hotfix, the failover, autoscaling, the load balancer and the"
        " postmortem all wait until tomorrow."
    )
    message = await say(workspace, ENGINEER, text)
    [reply] = replies(workspace, message)
    assert words_of(reply).count("•") == 4


# Cooldown and budget


async def test_a_word_is_explained_once_in_a_cooldown(opened: Opener) -> None:
    clock = Clock()
    workspace = await opened(clock=clock)
    await switch_on(workspace, cooldown_days=7)
    assert has_emoji(workspace, await say(workspace, ENGINEER, OTHER_JARGON))
    clock.advance(days=6)
    assert not has_emoji(workspace, await say(workspace, ENGINEER, OTHER_JARGON))
    clock.advance(days=1)
    assert has_emoji(workspace, await say(workspace, ENGINEER, OTHER_JARGON))


async def test_an_hour_has_so_many_notes_and_no_more(opened: Opener) -> None:
    clock = Clock()
    workspace = await opened(clock=clock)
    await switch_on(workspace, per_hour=1)
    assert has_emoji(workspace, await say(workspace, ENGINEER, OTHER_JARGON))
    clock.advance(minutes=59)
    assert not has_emoji(workspace, await say(workspace, ENGINEER, JARGON))
    clock.advance(minutes=1)
    assert has_emoji(workspace, await say(workspace, ENGINEER, JARGON))


async def test_replicas_share_cooldown_and_budget(opened: Opener) -> None:
    """Two workspaces of the tests are two processes on one database."""
    first, second = await opened(), await opened()
    await switch_on(first)
    assert has_emoji(first, await say(first, ENGINEER, OTHER_JARGON))
    assert not has_emoji(second, await say(second, ENGINEER, OTHER_JARGON))


async def test_a_note_that_slack_refused_used_nothing_up(workspace: Workspace) -> None:
    await switch_on(workspace, per_hour=1)
    workspace.slack.fail("reactions.add", "not_in_channel")
    assert not has_emoji(workspace, await say(workspace, ENGINEER, OTHER_JARGON))
    assert has_emoji(workspace, await say(workspace, ENGINEER, OTHER_JARGON))
    assert len(await workspace.uses()) == 1


async def test_a_note_waits_as_long_as_slack_asks(workspace: Workspace) -> None:
    await switch_on(workspace)
    workspace.slack.limit("reactions.add", retry_after=0)
    assert has_emoji(workspace, await say(workspace, ENGINEER, OTHER_JARGON))


# External channels


async def test_nothing_happens_while_other_companies_read_along(workspace: Workspace) -> None:
    workspace.slack.engine.channels[demo.LAUNCH].shared_externally = True
    await switch_on(workspace)
    assert not has_emoji(workspace, await say(workspace, ENGINEER, JARGON))


async def test_it_does_where_the_channel_allows_it(workspace: Workspace) -> None:
    workspace.slack.engine.channels[demo.LAUNCH].shared_externally = True
    await switch_on(workspace, external=True)
    assert has_emoji(workspace, await say(workspace, ENGINEER, JARGON))


async def test_slack_is_asked_about_a_channel_once(workspace: Workspace) -> None:
    await switch_on(workspace)
    for text in (JARGON, OTHER_JARGON, PLAIN):
        await say(workspace, ENGINEER, text)
    assert len(workspace.slack.calls_of("conversations.info")) == 1


async def test_notes_go_on_where_slack_says_nothing_about_the_channel(
    workspace: Workspace,
) -> None:
    await switch_on(workspace)
    workspace.slack.fail("conversations.info", "missing_scope", times=9)
    assert has_emoji(workspace, await say(workspace, ENGINEER, JARGON))


# People's own wishes


async def test_who_opted_out_is_left_alone(workspace: Workspace) -> None:
    people = workspace.services.people
    maya = people.hashed(TEAM, workspace.slack.person(ENGINEER).id)
    await people.kept.opt_out(TEAM, maya, "annotations")
    await switch_on(workspace)
    assert not has_emoji(workspace, await say(workspace, ENGINEER, JARGON))
    assert has_emoji(workspace, await say(workspace, SUPPORT, JARGON))


async def test_words_that_a_reader_knows_are_left_out(workspace: Workspace) -> None:
    people = workspace.services.people
    tom = people.hashed(TEAM, workspace.slack.person(SALES).id)
    await people.kept.know(TEAM, tom, "load-balancer")
    await switch_on(workspace)
    message = await say(workspace, ENGINEER, JARGON)
    [shown] = await click_emoji(workspace, SALES, message)
    assert "rollback" in words_of(shown)
    assert "load balancer" not in words_of(shown)


async def test_an_author_gets_no_hint_about_words_marked_as_known(workspace: Workspace) -> None:
    people = workspace.services.people
    maya = people.hashed(TEAM, workspace.slack.person(ENGINEER).id)
    await people.kept.know(TEAM, maya, "autoscaling")
    await switch_on(workspace, Mode.AUTHOR)
    await say(workspace, ENGINEER, OTHER_JARGON)
    assert whispers(workspace, ENGINEER) == []


# What is kept, and what can't happen


async def test_no_word_of_a_message_is_kept_or_logged(
    workspace: Workspace, logged: Callable[[], str]
) -> None:
    await switch_on(workspace, Mode.THREAD)
    secret = "zanzibar"
    message = await say(workspace, ENGINEER, f"{JARGON} The codename is {secret}.")
    await workspace.slack.edit(message, f"{OTHER_JARGON} It was {secret} all along.")
    await workspace.done()
    assert secret not in logged()
    assert secret not in everything_sent(workspace.slack.calls)
    folder = workspace.services.settings.home
    kept = b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())
    assert b"load-balancer" in kept
    assert secret.encode() not in kept
    assert secret not in repr(workspace.services.annotations.seen(HERE))


async def test_uses_are_logged_for_readers_and_not_for_those_who_wrote(
    workspace: Workspace,
) -> None:
    await switch_on(workspace)
    message = await say(workspace, ENGINEER, JARGON)
    await click_emoji(workspace, SALES, message)
    placed, explained = [row.use for row in await workspace.uses()]
    people = workspace.services.people
    tom, maya = (people.hashed(TEAM, workspace.slack.person(u).id) for u in (SALES, ENGINEER))
    assert (placed.surface, explained.surface) == ("annotation_reaction", "annotation_explained")
    assert explained.person == tom
    assert placed.person not in (tom, maya)
    assert set(explained.term_ids) >= {"load-balancer"}
    assert explained.channel == demo.LAUNCH


async def test_no_note_can_ping_whatever_the_glossary_says(workspace: Workspace) -> None:
    entry = (await workspace.services.catalogue.glossary(TEAM, None)).entries["load-balancer"]
    trap = "<!channel> <@U0MAYA> &lt;!here&gt; @everyone"
    await workspace.services.glossary_store.save(
        TEAM, entry.model_copy(update={"gloss": trap, "definition": trap}), author="U0MAYA"
    )
    for mode in (Mode.THREAD, Mode.AUTHOR, Mode.REACTION):
        await workspace.services.annotations.kept.prune(Clock().moment.replace(year=9000))
        await switch_on(workspace, mode)
        message = await say(workspace, ENGINEER, JARGON)
        await click_emoji(workspace, SALES, message)
    assert len(whispers(workspace, SALES)) == 1
    assert "&lt;!channel&gt;" in json.dumps([call.arguments for call in workspace.slack.calls])
    assert workspace.slack.pings == []
    assert workspace.slack.violations == []


async def test_the_words_are_those_of_the_readers_audience(workspace: Workspace) -> None:
    await switch_on(workspace, Mode.THREAD, audience=Audience.FINANCE)
    [reply] = replies(workspace, await say(workspace, ENGINEER, JARGON))
    assert words_of(reply).startswith("For finance:")
