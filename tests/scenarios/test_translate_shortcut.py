"""The message shortcut "Translate jargon": a modal at once, the answer in it."""

from collections.abc import Callable
from typing import Any

import pytest

from playground.model import Message
from tests.scenarios.conftest import CHANNEL, ENGINEER, SALES, SUPPORT, Opener, Workspace
from tests.scenarios.reading import button_ids, words_of
from tests.scenarios.test_translate_command import Broken
from translators.models import Request, Translation

UPTIME = "Our system uptime was 99.8% last month."


async def test_a_modal_opens_at_once_and_is_filled_with_the_answer(workspace: Workspace) -> None:
    message = await workspace.slack.say(ENGINEER, CHANNEL, UPTIME)
    shown = await workspace.shortcut(SALES, message)
    methods = [call.method for call in workspace.slack.calls]
    assert methods.index("views.open") < methods.index("views.update")
    [opened] = workspace.slack.calls_of("views.open")
    assert "Working…" in str(opened.arguments["view"])
    assert "For sales" in words_of(shown)
    assert "86.4 minutes" in words_of(shown)
    assert "Answered by the glossary only" in words_of(shown)
    assert workspace.slack.violations == []


async def test_nobody_else_sees_anything(workspace: Workspace) -> None:
    message = await workspace.slack.say(ENGINEER, CHANNEL, UPTIME)
    await workspace.shortcut(SALES, message)
    assert workspace.slack.visible(SUPPORT, CHANNEL) == (message,)


async def test_the_reader_gets_their_own_audience(workspace: Workspace) -> None:
    message = await workspace.slack.say(ENGINEER, CHANNEL, UPTIME)
    assert "For support" in words_of(await workspace.shortcut(SUPPORT, message))
    audiences = [row.use.audience for row in await workspace.uses()]
    assert audiences == ["support"]


async def test_a_reader_without_an_audience_gets_the_other_side(workspace: Workspace) -> None:
    people = workspace.services.people
    team, user = workspace.slack.engine.workspace.team, workspace.slack.person(SALES).id
    await people.kept.choose_audience(team, people.hashed(team, user), None)
    message = await workspace.slack.say(ENGINEER, CHANNEL, "The API latency is up after deploy.")
    assert "For business people" in words_of(await workspace.shortcut(SALES, message))


async def test_it_works_in_threads(workspace: Workspace) -> None:
    parent = await workspace.slack.say(ENGINEER, CHANNEL, "Status?")
    reply = await workspace.slack.say(ENGINEER, CHANNEL, UPTIME, thread=parent)
    assert "86.4 minutes" in words_of(await workspace.shortcut(SALES, reply))


async def test_it_works_where_the_bot_is_not_a_member(workspace: Workspace) -> None:
    workspace.slack.remove_bot(CHANNEL)
    message = await workspace.slack.say(ENGINEER, CHANNEL, UPTIME)
    assert "86.4 minutes" in words_of(await workspace.shortcut(SALES, message))


APPS: list[dict[str, Any]] = [
    {"text": UPTIME},
    {"text": "Report", "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": UPTIME}}]},
    {"text": "", "attachments": [{"fallback": "Report", "text": UPTIME}]},
]


@pytest.mark.parametrize("content", APPS, ids=["text", "blocks", "attachment"])
async def test_messages_of_apps_are_read_wherever_their_words_are(
    workspace: Workspace, content: dict[str, Any]
) -> None:
    message = await workspace.slack.post_as_app(CHANNEL, **content)
    assert "86.4 minutes" in words_of(await workspace.shortcut(SALES, message))


async def test_a_message_without_text_is_answered_in_a_sentence(workspace: Workspace) -> None:
    image = {"type": "image", "image_url": "https://a.example/x.png", "alt_text": "a chart"}
    message = await workspace.slack.post_as_app(CHANNEL, text="", blocks=[image])
    assert "no text" in words_of(await workspace.shortcut(SALES, message))


async def test_a_failure_is_shown_in_the_modal(opened: Opener, logged: Callable[[], str]) -> None:
    workspace = await opened(translator=Broken())
    message = await workspace.slack.say(ENGINEER, CHANNEL, UPTIME)
    assert "sorry" in words_of(await workspace.shortcut(SALES, message))
    assert UPTIME not in logged()


async def test_an_answer_that_slack_will_not_show_is_apologised_for(
    workspace: Workspace,
) -> None:
    message = await workspace.slack.say(ENGINEER, CHANNEL, UPTIME)
    workspace.slack.fail("views.update", "invalid_arguments")
    assert "sorry" in words_of(await workspace.shortcut(SALES, message))
    [row] = await workspace.uses()
    assert row.use.outcome == "failed"


async def test_a_modal_that_was_closed_meanwhile_is_no_failure(
    workspace: Workspace, logged: Callable[[], str]
) -> None:
    message = await workspace.slack.say(ENGINEER, CHANNEL, UPTIME)
    await workspace.slack.shortcut(SALES, message, "translate_message")
    await workspace.slack.close(SALES)
    await workspace.done()
    assert "job_failed" not in logged()
    assert len(await workspace.uses()) == 1


async def test_a_trigger_that_came_too_late_is_told_in_the_channel(workspace: Workspace) -> None:
    message = await workspace.slack.say(ENGINEER, CHANNEL, UPTIME)
    workspace.slack.fail("views.open", "expired_trigger_id")
    await workspace.slack.shortcut(SALES, message, "translate_message")
    note = workspace.slack.visible(SALES, CHANNEL)[-1]
    assert "did not open the window in time" in words_of(note)
    assert note.ephemeral_to == workspace.slack.person(SALES).id


async def test_an_answer_is_posted_from_the_modal_with_credit(workspace: Workspace) -> None:
    message = await workspace.slack.say(ENGINEER, CHANNEL, UPTIME)
    shown = await workspace.shortcut(SALES, message)
    await workspace.slack.click(SALES, shown, "answer_post")
    await workspace.done()
    posted = workspace.slack.visible(SUPPORT, CHANNEL)[-1]
    assert "Translated by Parlance from a message by Maya · shared by Tom" in words_of(posted)
    assert posted.author == workspace.slack.engine.app.bot_user
    after = workspace.modal(SALES)
    assert "Posted to the channel" in words_of(after)
    assert "answer_post" not in button_ids(after)


async def test_swapping_in_the_modal_changes_the_modal(workspace: Workspace) -> None:
    message = await workspace.slack.say(ENGINEER, CHANNEL, UPTIME)
    shown = await workspace.shortcut(SALES, message)
    await workspace.slack.click(SALES, shown, "answer_swap")
    await workspace.done()
    assert "For engineers" in words_of(workspace.modal(SALES))


async def test_another_audience_is_chosen_in_a_form_on_top(workspace: Workspace) -> None:
    message = await workspace.slack.say(ENGINEER, CHANNEL, UPTIME)
    shown = await workspace.shortcut(SALES, message)
    await workspace.slack.click(SALES, shown, "answer_audience")
    form = workspace.modal(SALES)
    assert form.blocks[0]["element"]["initial_value"] == UPTIME
    await workspace.slack.submit(SALES, values={"text": UPTIME, "audience": "finance"})
    await workspace.done()
    assert "For finance" in words_of(workspace.modal(SALES))


async def test_feedback_in_the_modal_is_kept_and_thanked_for(workspace: Workspace) -> None:
    message = await workspace.slack.say(ENGINEER, CHANNEL, UPTIME)
    shown = await workspace.shortcut(SALES, message)
    await workspace.slack.click(SALES, shown, "answer_not_helpful")
    [row] = await workspace.uses()
    assert row.helpful is False
    after = workspace.modal(SALES)
    assert "Thank you" in words_of(after)
    assert "answer_helpful" not in button_ids(after)


class Echo:
    """A translator that keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Request] = []

    async def translate(self, request: Request) -> Translation:
        self.asked.append(request)
        raise RuntimeError


async def test_what_the_reader_knows_is_passed_on(opened: Opener) -> None:
    echo = Echo()
    workspace = await opened(translator=echo)
    people = workspace.services.people
    team, user = workspace.slack.engine.workspace.team, workspace.slack.person(SALES).id
    await people.kept.know(team, people.hashed(team, user), "uptime")
    message: Message = await workspace.slack.say(ENGINEER, CHANNEL, UPTIME)
    await workspace.shortcut(SALES, message)
    [request] = echo.asked
    assert request.known_terms == {"uptime"}
    assert request.text == UPTIME
