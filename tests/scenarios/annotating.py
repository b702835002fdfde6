"""Notes on messages as people meet them: switching them on, writing, and what is seen then."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.views.annotation import EMOJI
from glossary.terms import Audience
from playground import demo
from playground.model import Message
from storage.annotations import Manners, Mode, Place
from tests.scenarios.conftest import CHANNEL, TEAM, Workspace

HERE = Place(TEAM, demo.LAUNCH)
JARGON = "The rollback is done, and the load balancer sends traffic to the old servers again."
OTHER_JARGON = "Autoscaling could not keep up with the traffic that came in this morning."
PLAIN = "Thanks a lot, I will have a look at it after lunch and tell you then."


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 2, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, **by: float) -> None:
        self.moment += timedelta(**by)


async def switch_on(
    workspace: Workspace,
    mode: Mode = Mode.REACTION,
    audience: Audience | None = Audience.SALES,
    **manners: Any,
) -> None:
    """Let the channel have notes."""
    chosen = Manners(mode, audience, **manners)
    await workspace.services.annotations.choose(HERE, chosen)


async def say(
    workspace: Workspace, user: str, text: str, *, thread: Message | None = None
) -> Message:
    """Write a message and wait for whatever it leads to; the message as it stands then."""
    message = await workspace.slack.say(user, CHANNEL, text, thread=thread)
    await workspace.done()
    return now(workspace, message)


def now(workspace: Workspace, message: Message) -> Message:
    """A message as it stands now."""
    current = workspace.slack.engine.find_message(message.channel, message.ts)
    assert current is not None, "the message is gone"
    return current


def has_emoji(workspace: Workspace, message: Message) -> bool:
    """Whether our emoji is on the message."""
    users = now(workspace, message).reactions.get(EMOJI, ())
    return workspace.slack.engine.app.bot_user in users


def replies(workspace: Workspace, message: Message, *, to: str = "Priya") -> list[Message]:
    """What we answered in the thread of a message."""
    thread = message.thread_ts or message.ts
    return [one for one in ours(workspace, to) if one.thread_ts == thread and not one.ephemeral_to]


def whispers(workspace: Workspace, user: str) -> list[Message]:
    """What only this person sees of us."""
    return [one for one in ours(workspace, user) if one.ephemeral_to]


def ours(workspace: Workspace, user: str) -> list[Message]:
    """All that this person sees of us in the channel."""
    bot = workspace.slack.engine.app.bot_user
    return [one for one in workspace.slack.visible(user, CHANNEL) if one.author == bot]


async def click_emoji(workspace: Workspace, user: str, message: Message) -> list[Message]:
    """Click our emoji; what the person then sees of us alone."""
    await workspace.slack.react(user, message, EMOJI)
    await workspace.done()
    return whispers(workspace, user)


def calls(workspace: Workspace) -> list[str]:
    """The methods that write anything into Slack, in order."""
    return [
        call.method
        for call in workspace.slack.calls
        if call.method.startswith(("chat.", "reactions."))
    ]
