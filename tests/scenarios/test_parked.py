"""People who wait for a job that was given up are told; nobody else is bothered."""

from typing import Any

import pytest

from bot.jobs import Job, Parked
from tests.scenarios.conftest import SALES, TEAM, Workspace

JOB = f"slack:{TEAM}:1"


async def give_up(workspace: Workspace, kind: str, *parts: str, **payload: Any) -> Parked:
    """Have a job given up after the named parts."""
    parked = Parked(Job(JOB, kind, payload), parts)
    notice = parked.notice()
    await workspace.services.jobs.accept(notice.id, notice.kind, notice.payload)
    await workspace.done()
    return parked


def translation(user: str) -> dict[str, Any]:
    reply = {"to": "response_url", "team": TEAM, "user": user}
    return {"text": "Hi", "markup": "plain", "surface": "translate_command", "reply": reply}


def told(workspace: Workspace, user: str) -> list[str]:
    """The direct messages that a person has."""
    return [one.text for one in workspace.slack.direct_messages(user)]


async def test_whoever_waits_for_a_translation_is_told_and_the_use_is_logged(
    workspace: Workspace,
) -> None:
    user = workspace.slack.person(SALES).id
    parked = await give_up(workspace, "translate", "translate", **translation(user))
    [message] = told(workspace, SALES)
    assert parked.reference in message
    [use] = await workspace.uses()
    assert (use.use.job_id, use.use.outcome) == (JOB, "failed")


async def test_an_answer_that_was_shown_is_not_taken_back(workspace: Workspace) -> None:
    user = workspace.slack.person(SALES).id
    await give_up(workspace, "translate", "translate", "show", **translation(user))
    assert told(workspace, SALES) == []
    assert len(await workspace.uses()) == 1


@pytest.mark.parametrize("kind", ["export", "annotation_explain"])
async def test_whoever_asked_for_something_else_is_told(workspace: Workspace, kind: str) -> None:
    parked = await give_up(workspace, kind, user=workspace.slack.person(SALES).id)
    [message] = told(workspace, SALES)
    assert parked.reference in message


@pytest.mark.parametrize("kind", ["annotation_note", "log_use", "home"])
async def test_nobody_is_told_of_what_nobody_waits_for(workspace: Workspace, kind: str) -> None:
    await give_up(workspace, kind, user=workspace.slack.person(SALES).id)
    assert told(workspace, SALES) == []
