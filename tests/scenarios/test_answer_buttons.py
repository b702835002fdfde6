"""The buttons under an answer in the channel."""

import json

from playground.model import Message
from tests.scenarios.conftest import CHANNEL, SALES, SUPPORT, Workspace
from tests.scenarios.reading import words_of

LINE = "/translate We need to optimize the API response time."


async def answered(workspace: Workspace, line: str = LINE) -> Message:
    return await workspace.command(SALES, line)


async def test_post_to_channel_shares_it_with_credit_and_pings_nobody(
    workspace: Workspace,
) -> None:
    answer = await answered(workspace, "/translate to business @Maya the API latency is up")
    await workspace.slack.click(SALES, answer, "answer_post")
    [posted] = workspace.slack.visible(SUPPORT, CHANNEL)
    assert words_of(posted).endswith("Translated by Parlance from a message by Tom")
    assert "@maya" in words_of(posted).casefold()
    assert posted.author == workspace.slack.engine.app.bot_user
    assert workspace.slack.pings == []


async def test_posting_works_where_the_bot_is_not_a_member(workspace: Workspace) -> None:
    workspace.slack.remove_bot(CHANNEL)
    answer = await answered(workspace)
    await workspace.slack.click(SALES, answer, "answer_post")
    assert len(workspace.slack.visible(SUPPORT, CHANNEL)) == 1


async def test_posting_too_late_is_told_and_nothing_is_posted(workspace: Workspace) -> None:
    answer = await answered(workspace)
    workspace.slack.fail("response_url", "expired_url", status=404)
    await workspace.slack.click(SALES, answer, "answer_post")
    assert workspace.slack.visible(SUPPORT, CHANNEL) == ()
    assert "half an hour" in words_of(workspace.slack.visible(SALES, CHANNEL)[-1])


async def test_swapping_replaces_the_answer(workspace: Workspace) -> None:
    answer = await answered(workspace)
    await workspace.slack.click(SALES, answer, "answer_swap")
    await workspace.done()
    [swapped] = workspace.slack.visible(SALES, CHANNEL)
    assert "For engineers" in words_of(swapped)


async def test_another_audience_is_chosen_in_a_form(workspace: Workspace) -> None:
    answer = await answered(workspace)
    await workspace.slack.click(SALES, answer, "answer_audience")
    form = workspace.modal(SALES)
    assert form.blocks[0]["element"]["initial_value"] in LINE
    await workspace.slack.submit(SALES, values={"audience": "support"})
    await workspace.done()
    assert "For support" in words_of(workspace.modal(SALES))


async def test_thumbs_are_kept_with_the_use(workspace: Workspace) -> None:
    answer = await answered(workspace)
    await workspace.slack.click(SALES, answer, "answer_feedback", _value(answer, "positive_button"))
    [row] = await workspace.uses()
    assert row.helpful is True
    await workspace.slack.click(SALES, answer, "answer_feedback", _value(answer, "negative_button"))
    [row] = await workspace.uses()
    assert row.helpful is False


async def test_a_better_term_can_be_suggested(workspace: Workspace) -> None:
    answer = await answered(workspace)
    await workspace.slack.click(SALES, answer, "answer_suggest")
    assert workspace.modal(SALES).title == "Suggest a term"


async def test_a_press_that_is_delivered_twice_is_answered_once(workspace: Workspace) -> None:
    answer = await answered(workspace)
    await workspace.slack.click(SALES, answer, "answer_swap")
    press = workspace.slack.deliveries[-1]
    await workspace.slack.interact(press.payload)
    await workspace.done()
    assert (
        len(workspace.slack.calls_of("response_url")) == 3
    )  # the answer, "Translating…", its swap
    assert len(await workspace.uses()) == 2


async def test_a_button_of_an_older_version_is_refused_in_a_sentence(
    workspace: Workspace,
) -> None:
    answer = await answered(workspace)
    await workspace.slack.click(SALES, answer, "answer_swap")
    await workspace.done()
    payload = json.loads(json.dumps(workspace.slack.deliveries[-1].payload))
    payload["actions"][0]["value"] = "something old"
    await workspace.slack.interact(payload)
    assert "translate the text again" in words_of(workspace.slack.visible(SALES, CHANNEL)[-1])


def _value(message: Message, button: str) -> str:
    [thumbs] = [block for block in message.blocks if block["type"] == "context_actions"]
    return str(thumbs["elements"][0][button]["value"])
