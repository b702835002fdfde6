"""Seeing what goes on in the small Slack, and waiting for it without polling."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from playground.delivery import Courier
from playground.engine import Engine
from playground.errors import ImpossibleAct
from playground.model import Call, Delivery, Message, Person, Ping, View, Violation

T = TypeVar("T")


class Watching:
    """What can be seen of the workspace. People and channels may be named by name or id."""

    def __init__(self, engine: Engine, courier: Courier) -> None:
        self.engine = engine
        self._courier = courier

    @property
    def calls(self) -> list[Call]:
        return self.engine.calls

    def calls_of(self, method: str) -> list[Call]:
        return [call for call in self.engine.calls if call.method == method]

    @property
    def deliveries(self) -> list[Delivery]:
        return self.engine.deliveries

    @property
    def violations(self) -> list[Violation]:
        return self.engine.violations

    @property
    def pings(self) -> list[Ping]:
        """Mentions by the bot that would have notified somebody."""
        return self.engine.pings

    def visible(self, user: str, channel: str) -> tuple[Message, ...]:
        """What a person sees in a channel, their ephemeral messages included, oldest first."""
        return self.engine.visible(self.person(user).id, self.engine.channel(channel).id)

    def direct_messages(self, user: str) -> tuple[Message, ...]:
        """What a person sees in their direct message with the bot."""
        person = self.person(user)
        return self.engine.visible(person.id, self.engine.direct_channel(person.id).id)

    def modal(self, user: str) -> View | None:
        """The modal on top of a person's window, if one is open."""
        return self.engine.views.modal(self.person(user).id)

    def home(self, user: str) -> View | None:
        """A person's App Home as last published."""
        return self.engine.views.home(self.person(user).id)

    def person(self, user: str) -> Person:
        return self.engine.person(user)

    async def wait_for(self, predicate: Callable[[], T], timeout: float = 5.0) -> T:  # noqa: ASYNC109 - a test states its patience
        """The first true value of `predicate`, tried after every change. TimeoutError else.

        `timeout` is in real seconds; nothing is polled.
        """
        async with asyncio.timeout(timeout):
            while not (value := predicate()):
                await self.engine.next_change()
        return value

    async def settled(self) -> None:
        """Wait until nothing is on its way to the app (repeats that are due later don't count)."""
        await self.wait_for(lambda: self._courier.idle, timeout=10)

    # What acts need to know

    def _place(self, user: str, channel: str) -> str:
        person, place = self.person(user), self.engine.channel(channel)
        if person.id not in place.members:
            raise ImpossibleAct(f"{person.name} is not in {place.name}")
        return place.id

    def _require_sight(self, person: Person, message: Message) -> None:
        channel = self.engine.channels[message.channel]
        if person.id not in channel.members or not message.visible_to(person.id):
            raise ImpossibleAct(f"{person.name} cannot see this message")

    def _still_there(self, message: Message) -> Message:
        current = self.engine.find_message(message.channel, message.ts)
        if current is None:
            raise ImpossibleAct("this message was deleted")
        return current
