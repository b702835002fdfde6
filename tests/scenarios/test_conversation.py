"""Direct messages and mentions are answered once, in their thread, and nobody else's words are."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from playground.model import Message
from tests.scenarios.conftest import CHANNEL, ENGINEER, SALES, Opener, Workspace
from tests.scenarios.glossary_acts import as_installed
from tests.scenarios.reading import button_ids, words_of

TEXT = "The API latency is up because of tech debt."


@pytest.fixture
async def workspace(opened: Opener) -> Workspace:
    return await as_installed(opened)


async def write(workspace: Workspace, text: str, **where: Message) -> list[Message]:
    """Write to the bot; what it says in that thread."""
    message = await workspace.slack.write_to_bot(SALES, text, **where)
    await workspace.done()
    return replies(workspace, message)


def replies(workspace: Workspace, message: Message) -> list[Message]:
    engine = workspace.slack.engine
    thread = message.thread_ts or message.ts
    return [
        one
        for one in engine.messages(message.channel)
        if one.author == engine.app.bot_user and one.thread_ts == thread
    ]


async def test_a_direct_message_is_answered_in_its_thread(workspace: Workspace) -> None:
    [answer] = await write(workspace, f"for sales: {TEXT}")
    assert "For sales" in words_of(answer)
    assert "tech debt" in words_of(answer)
    assert "tech debt" in answer.text
    [row] = await workspace.uses()
    assert (row.use.surface, row.use.audience) == ("direct_message", "sales")
    assert workspace.slack.violations == []


async def test_a_message_says_at_once_that_an_answer_is_coming(workspace: Workspace) -> None:
    [answer] = await write(workspace, TEXT)
    posted = [call for call in workspace.slack.calls if call.method.startswith("chat.")]
    assert [call.method for call in posted] == ["chat.postMessage", "chat.update"]
    assert posted[0].arguments["text"] == "Translating…"
    assert answer.edited_ts is not None


async def test_in_a_thread_the_answer_stays_in_the_thread(workspace: Workspace) -> None:
    first = await workspace.slack.write_to_bot(SALES, "to business " + TEXT)
    await workspace.done()
    again = await write(workspace, "to business the p95 is up", thread=first)
    assert len(again) == 2


async def test_a_mention_is_answered_once_though_it_arrives_as_two_events(
    opened: Opener,
) -> None:
    workspace = await opened()
    message = await workspace.slack.say(SALES, CHANNEL, f"@parlance to business {TEXT}")
    await workspace.done()
    kinds = {delivery.kind for delivery in workspace.slack.deliveries}
    assert {"message", "app_mention"} <= kinds
    [answer] = replies(workspace, message)
    assert "tech debt" in words_of(answer)
    [row] = await workspace.uses()
    assert (row.use.surface, row.use.channel) == ("mention", message.channel)
    assert workspace.slack.pings == []


async def test_a_repeated_delivery_is_answered_once(workspace: Workspace) -> None:
    message = await workspace.slack.say(SALES, CHANNEL, f"@parlance {TEXT}")
    await workspace.done()
    mention = next(one for one in workspace.slack.deliveries if one.kind == "app_mention")
    await workspace.slack.redeliver(mention)
    await workspace.done()
    assert len(replies(workspace, message)) == 1


async def test_the_mention_itself_is_not_translated_and_others_are_kept(
    workspace: Workspace,
) -> None:
    text = f"hey @parlance, tell @maya: {TEXT}"
    message = await workspace.slack.say(SALES, CHANNEL, text)
    await workspace.done()
    [answer] = replies(workspace, message)
    assert "Maya" in words_of(answer)
    assert "U0PARLANCE" not in words_of(answer)
    assert workspace.slack.pings == []


async def test_where_others_read_along_nobody_posts_or_turns_the_answer_around(
    workspace: Workspace,
) -> None:
    message = await workspace.slack.say(SALES, CHANNEL, f"@parlance to business {TEXT}")
    await workspace.done()
    [public] = replies(workspace, message)
    [private] = await write(workspace, f"to business {TEXT}")
    assert not button_ids(public) & {"answer_post", "answer_swap"}
    assert button_ids(private) - button_ids(public) == {"answer_swap"}


async def test_the_answer_to_a_direct_message_can_be_swapped_and_rated(
    workspace: Workspace,
) -> None:
    [answer] = await write(workspace, f"to business {TEXT}")
    thumb = next(
        element["positive_button"]["value"]
        for block in answer.blocks
        if block["type"] == "context_actions"
        for element in block["elements"]
    )
    await workspace.slack.click(SALES, answer, "answer_feedback", thumb)
    await workspace.slack.click(SALES, answer, "answer_swap")
    await workspace.done()
    rows = await workspace.uses()
    assert rows[0].helpful is True
    assert rows[1].use.direction == "business_to_tech"
    assert workspace.slack.violations == []


async def test_both_sides_are_offered_where_nobody_knows_and_the_choice_is_answered(
    workspace: Workspace,
) -> None:
    [asked] = await write(workspace, "Let us talk about it on Monday.")
    assert {"answer_to_business", "answer_to_tech"} <= button_ids(asked)
    await workspace.slack.click(SALES, asked, "answer_to_business")
    await workspace.done()
    assert [row.use.outcome for row in await workspace.uses()] == ["undecided", "answered"]


@pytest.mark.parametrize("text", ["help", "  ", "for finance"])
async def test_who_says_nothing_to_translate_is_told_how(workspace: Workspace, text: str) -> None:
    message = await workspace.slack.say(SALES, CHANNEL, f"@parlance {text}")
    await workspace.done()
    [answer] = replies(workspace, message)
    assert "Write me a message" in words_of(answer)


async def test_a_contradiction_is_pointed_out(workspace: Workspace) -> None:
    [answer] = await write(workspace, f"to tech for sales {TEXT}")
    assert "Name one of the two" in words_of(answer)


async def test_edits_and_deletions_are_not_answered(workspace: Workspace) -> None:
    message = await workspace.slack.write_to_bot(SALES, TEXT)
    await workspace.done()
    await workspace.slack.edit(message, "Now the error rate is up.")
    await workspace.done()
    await workspace.slack.delete(message)
    await workspace.done()
    assert len(await workspace.uses()) == 1


async def test_apps_are_not_answered(opened: Opener) -> None:
    workspace = await opened()
    engine = workspace.slack.engine
    direct = engine.direct_channel(workspace.slack.person(SALES).id)
    by_app = {"bot_id": "B0OTHER", "user": "U0OTHER"}
    for event in (
        {"type": "message", "channel_type": "im", "subtype": "bot_message", "bot_id": "B0OTHER"},
        {"type": "message", "channel_type": "im", **by_app},
        {"type": "app_mention", **by_app},
        {"type": "message", "channel_type": "im", "subtype": "message_changed", "user": "U0TOM"},
        {"type": "app_mention", "user": "U0TOM", "edited": {"user": "U0TOM", "ts": "1.1"}},
    ):
        said = {"text": f"<@U0PARLANCE> {TEXT}", "channel": direct.id, "ts": engine.new_ts()}
        engine.tell_app({**said, **event}, direct=True)
        await workspace.done()
    assert workspace.slack.calls_of("chat.postMessage") == []
    assert [one for one in workspace.slack.deliveries if not one.accepted] == []


async def test_other_messages_in_channels_are_left_alone(opened: Opener) -> None:
    workspace = await opened()
    await workspace.slack.say(ENGINEER, CHANNEL, TEXT)
    await workspace.done()
    assert await workspace.uses() == []
    assert workspace.slack.calls_of("chat.postMessage") == []


async def test_no_words_are_logged(workspace: Workspace, logged: Callable[[], str]) -> None:
    await write(workspace, f"{TEXT} xyzzy")
    await workspace.slack.say(SALES, CHANNEL, f"@parlance {TEXT} xyzzy")
    await workspace.done()
    assert "xyzzy" not in logged()
    assert all("xyzzy" not in str(replace(row.use)) for row in await workspace.uses())


async def test_nothing_that_is_written_to_the_bot_pings_anybody(workspace: Workspace) -> None:
    await write(workspace, "to business <!channel> @maya @here the API latency")
    await workspace.slack.say(SALES, CHANNEL, "@parlance to business <!here> @maya the latency")
    await workspace.done()
    assert workspace.slack.pings == []
