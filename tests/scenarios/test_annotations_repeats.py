"""A message has one note, however often Slack tells of it and whichever replica it tells."""

import asyncio
from collections.abc import Callable

from playground.model import Delivery
from storage.annotations import Mode
from tests.scenarios.annotating import HERE, JARGON, Clock, calls, replies, say, switch_on
from tests.scenarios.conftest import ENGINEER, Opener, Workspace


def deliveries(workspace: Workspace, kind: str) -> list[Delivery]:
    return [one for one in workspace.slack.deliveries if one.kind == kind]


async def test_an_event_that_comes_again_changes_nothing(workspace: Workspace) -> None:
    await switch_on(workspace, Mode.THREAD)
    message = await say(workspace, ENGINEER, JARGON)
    for number in (1, 2, 3):
        await workspace.slack.redeliver(deliveries(workspace, "message")[0], number=number)
    await workspace.done()
    assert len(replies(workspace, message)) == 1


async def test_a_message_that_comes_as_another_event_changes_nothing(
    workspace: Workspace,
) -> None:
    await switch_on(workspace, Mode.THREAD)
    message = await say(workspace, ENGINEER, JARGON)
    first = deliveries(workspace, "message")[0]
    again = Delivery(first.kind, {**first.payload, "event_id": "Ev99999999"})
    await asyncio.gather(*(workspace.slack.redeliver(again) for _ in range(5)))
    await workspace.done()
    assert len(replies(workspace, message)) == 1


async def test_a_message_that_reaches_a_second_replica_gets_no_second_note(
    opened: Opener, logged: Callable[[], str]
) -> None:
    """Slack repeats an event to whichever replica answers, and by then more words may rest no
    longer: the message counts, not its words."""
    clock = Clock()
    first, second = await opened(clock=clock), await opened(clock=clock)
    await switch_on(first, Mode.THREAD, cooldown_days=1)
    await say(first, ENGINEER, "We moved everything behind the load balancer this morning.")
    message = await say(first, ENGINEER, JARGON)
    note = await first.services.annotations.kept.find(HERE, message.ts)
    clock.advance(days=2)
    [seen] = [
        one for one in deliveries(first, "message") if one.payload["event"].get("ts") == message.ts
    ]
    await second.slack.redeliver(seen)
    await second.done()
    assert calls(second) == []
    assert await second.services.annotations.kept.find(HERE, message.ts) == note
    assert len(await first.uses()) == 2
    assert "job_failed" not in logged()


async def test_two_replicas_that_see_a_message_at_once_make_one_note(
    opened: Opener, logged: Callable[[], str]
) -> None:
    first, second = await opened(), await opened()
    await say(first, ENGINEER, JARGON)
    [seen] = deliveries(first, "message")
    await switch_on(first, Mode.AUTHOR, cooldown_days=0)
    again = Delivery(seen.kind, {**seen.payload, "event_id": "Ev99999999"})
    await asyncio.gather(*(one.slack.redeliver(again) for one in (first, second)))
    await asyncio.gather(first.done(), second.done())
    assert calls(first) + calls(second) == ["chat.postEphemeral"]
    assert "job_failed" not in logged()
