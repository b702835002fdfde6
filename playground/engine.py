"""The state of the small Slack: conversations, messages, views, and who may see and do what.

The engine knows nothing of HTTP. What happens in it is told to `on_event` (events for the app) and
wakes `changed` waiters (the page and the tests).
"""

import asyncio
import itertools
from collections.abc import Callable, Iterable
from dataclasses import replace

from playground import rules
from playground.clock import Clock
from playground.errors import ImpossibleAct, Refusal
from playground.model import (
    SLACKBOT,
    Call,
    Channel,
    Delivery,
    Json,
    Message,
    Person,
    Ping,
    Violation,
    Workspace,
)
from playground.tickets import ResponseUrls, Triggers
from playground.views import Views
from playground.wording import encode_typed, pings_in

EventSink = Callable[[Json], None]


class Engine:
    """One workspace with its conversations. All methods are synchronous and act at once."""

    def __init__(self, workspace: Workspace, *, clock: Clock) -> None:
        self.workspace = workspace
        self.app = workspace.app
        self.clock = clock
        self.people = {person.id: person for person in workspace.people}
        self.channels: dict[str, Channel] = {}
        self.calls: list[Call] = []
        self.deliveries: list[Delivery] = []
        self.violations: list[Violation] = []
        self.pings: list[Ping] = []
        self.files: dict[str, Json] = {}
        self.contents: dict[str, bytes] = {}
        self.version = 0
        self.closed = False
        self.on_event: EventSink = lambda event: None
        self.base_url = ""
        self.triggers = Triggers(clock)
        self.response_urls = ResponseUrls(clock, lambda key: f"{self.base_url}/response/{key}")
        self.views = Views(self.app, team=workspace.team, changed=self.changed)
        self._messages: dict[str, dict[str, Message]] = {}
        self._last_ts = 0
        self._numbers = itertools.count(1)
        self._wake = asyncio.Event()
        self._set_up_channels()

    def _set_up_channels(self) -> None:
        for room in self.workspace.rooms:
            self._add_channel(
                Channel(room.id, room.name, room.topic, set(room.members), room.shared_externally)
            )

    def _add_channel(self, channel: Channel) -> Channel:
        self.channels[channel.id] = channel
        self._messages[channel.id] = {}
        return channel

    # Watching

    def changed(self) -> None:
        """Wake everybody who waits for something to happen."""
        self.version += 1
        wake, self._wake = self._wake, asyncio.Event()
        wake.set()

    def close(self) -> None:
        """Let everybody who watches the workspace go home."""
        self.closed = True
        self.changed()

    async def next_change(self) -> None:
        await self._wake.wait()

    def complain(self, where: str, code: str, detail: str = "") -> None:
        self.violations.append(Violation(where, code, detail))
        self.changed()

    # Who and where

    def person(self, who: str) -> Person:
        """A person by id or name. ImpossibleAct when there is nobody like that."""
        for person in self.people.values():
            if who in (person.id, person.name, person.handle):
                return person
        raise ImpossibleAct(f"nobody here is called {who}")

    def channel(self, where: str) -> Channel:
        """A channel by id or name. ImpossibleAct when there is none."""
        for channel in self.channels.values():
            if where.removeprefix("#") in (channel.id, channel.name):
                return channel
        raise ImpossibleAct(f"there is no channel {where}")

    def direct_channel(self, person_id: str) -> Channel:
        """The direct message between a person and the bot, opened if need be."""
        for channel in self.channels.values():
            if channel.person == person_id:
                return channel
        return self._add_channel(
            Channel(
                id="D" + person_id[1:],
                name="directmessage",
                topic="",
                members={person_id, self.app.bot_user},
                person=person_id,
            )
        )

    def join(self, channel_id: str, member: str) -> None:
        channel = self.channels[channel_id]
        if member in channel.members:
            return
        channel.members.add(member)
        self._tell(
            {"type": "member_joined_channel", "user": member, "channel": channel_id}, channel
        )

    def leave(self, channel_id: str, member: str) -> None:
        self.channels[channel_id].members.discard(member)
        self.changed()

    # Messages

    def new_ts(self) -> str:
        """A message's id and time: seconds with six decimals, never twice, always growing."""
        self._last_ts = max(self._last_ts + 1, int(self.clock.now() * 1_000_000))
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def encode(self, text: str) -> str:
        """What Slack makes of a message that a person typed."""
        return self._encode(text, labelled=False)

    def encode_command(self, text: str) -> str:
        """What Slack makes of a slash command's text, where the app wants it escaped."""
        return self._encode(text, labelled=True)

    def _encode(self, text: str, *, labelled: bool) -> str:
        people = {person.handle: person.id for person in self.people.values()}
        people[self.app.name.lower()] = self.app.bot_user
        channels = {c.name: c.id for c in self.channels.values() if not c.direct}
        return encode_typed(text, people=people, channels=channels, labelled=labelled)

    def post(self, message: Message) -> Message:
        """Add a message; its `ts` may be empty to get one now. Tells the app unless ephemeral."""
        message = replace(
            message,
            ts=message.ts or self.new_ts(),
            blocks=rules.with_ids(list(message.blocks), prefix="b"),
        )
        self._messages[message.channel][message.ts] = message
        self._note_pings(message)
        self.changed()
        if message.ephemeral_to is None:
            self._tell_posted(message)
        return message

    def replace_message(self, message: Message, *, edited: bool = True) -> Message:
        """Put `message` in the place of the one with the same channel and ts."""
        before = self._messages[message.channel][message.ts]
        blocks = rules.with_ids(list(message.blocks), prefix="b")
        message = replace(message, blocks=blocks)
        if edited:
            message = replace(message, edited_ts=self.new_ts())
        self._messages[message.channel][message.ts] = message
        self._note_pings(message)
        self.changed()
        if edited and message.ephemeral_to is None:
            self._tell_edited(message, before)
        return message

    def delete_message(self, message: Message) -> None:
        del self._messages[message.channel][message.ts]
        self.changed()
        if message.ephemeral_to is None:
            self._tell(
                {
                    "type": "message",
                    "subtype": "message_deleted",
                    "channel": message.channel,
                    "channel_type": "im" if self.channels[message.channel].direct else "channel",
                    "ts": self.new_ts(),
                    "deleted_ts": message.ts,
                    "previous_message": self.message_json(message),
                },
                self.channels[message.channel],
            )

    def find_message(self, channel_id: str, ts: str) -> Message | None:
        return self._messages.get(channel_id, {}).get(ts)

    def messages(self, channel_id: str) -> list[Message]:
        """All messages of a conversation, oldest first."""
        return sorted(self._messages[channel_id].values(), key=lambda message: message.ts)

    def visible(self, person_id: str, channel_id: str) -> tuple[Message, ...]:
        """What one person sees in a conversation, oldest first; nothing where they may not look."""
        if person_id not in self.channels[channel_id].members:
            return ()
        return tuple(m for m in self.messages(channel_id) if m.visible_to(person_id))

    def slackbot_says(self, person_id: str, channel_id: str, text: str) -> None:
        """Slack's own private note, as it shows when an app fails."""
        self.post(Message(channel_id, "", SLACKBOT, text, ephemeral_to=person_id))

    def react(self, message: Message, emoji: str, who: str) -> Message:
        """Add one reaction. Refusal `already_reacted` when it is there."""
        users = message.reactions.get(emoji, ())
        if who in users:
            raise Refusal("already_reacted")
        return self._set_reaction(message, emoji, (*users, who), who, "reaction_added")

    def unreact(self, message: Message, emoji: str, who: str) -> Message:
        """Take one reaction away. Refusal `no_reaction` when it is not there."""
        users = message.reactions.get(emoji, ())
        if who not in users:
            raise Refusal("no_reaction")
        rest = tuple(user for user in users if user != who)
        return self._set_reaction(message, emoji, rest, who, "reaction_removed")

    def _set_reaction(
        self, message: Message, emoji: str, users: tuple[str, ...], who: str, event: str
    ) -> Message:
        reactions = {**message.reactions, emoji: users}
        changed = replace(message, reactions={k: v for k, v in reactions.items() if v})
        self.replace_message(changed, edited=False)
        item = {"type": "message", "channel": message.channel, "ts": message.ts}
        self._tell(
            {
                "type": event,
                "user": who,
                "reaction": emoji,
                "item": item,
                "item_user": message.author,
                "event_ts": self.new_ts(),
            },
            self.channels[message.channel],
        )
        return changed

    def _note_pings(self, message: Message) -> None:
        if message.author != self.app.bot_user:
            return
        found = pings_in(message.text, message.blocks, attachments=message.attachments)
        self.pings.extend(Ping(target, message.channel, message.ts) for target in sorted(found))

    # Events

    def _tell_posted(self, message: Message) -> None:
        channel = self.channels[message.channel]
        event = {
            **self.message_json(message),
            "channel": channel.id,
            "channel_type": "im" if channel.direct else "channel",
            "event_ts": message.ts,
        }
        if message.files:
            event["subtype"] = "file_share"
        self._tell(event, channel)
        mentioned = f"<@{self.app.bot_user}" in message.text
        if mentioned and not channel.direct and message.author in self.people:
            self._tell({**event, "type": "app_mention"}, channel)

    def _tell_edited(self, message: Message, before: Message) -> None:
        channel = self.channels[message.channel]
        self._tell(
            {
                "type": "message",
                "subtype": "message_changed",
                "channel": channel.id,
                "channel_type": "im" if channel.direct else "channel",
                "ts": self.new_ts(),
                "message": self.message_json(message),
                "previous_message": self.message_json(before),
            },
            channel,
        )

    def _tell(self, event: Json, channel: Channel) -> None:
        """Hand an event to the app if it is in the conversation and subscribed."""
        self.changed()
        if self.app.bot_user in channel.members:
            self.tell_app(event, direct=channel.direct)

    def tell_app(self, event: Json, *, direct: bool = False) -> None:
        """Hand an event to the app if it subscribed to its kind."""
        name = str(event["type"])
        if name == "message":
            name = "message.im" if direct else "message.channels"
        if name in self.app.events:
            self.on_event(event)

    def message_json(self, message: Message) -> Json:
        """A message as Slack writes it in events, payloads and answers."""
        optional: Json = {
            "blocks": list(message.blocks),
            "attachments": list(message.attachments),
            "files": list(message.files),
            "thread_ts": message.thread_ts,
            "metadata": message.metadata,
            "reactions": [
                {"name": name, "users": list(users), "count": len(users)}
                for name, users in message.reactions.items()
            ],
        }
        if message.edited_ts:
            optional["edited"] = {"user": message.author, "ts": message.edited_ts}
        if message.author == self.app.bot_user:
            optional.update(bot_id=self.app.bot_id, app_id=self.app.id)
        elif message.author not in self.people and message.author != SLACKBOT:
            optional["bot_id"] = f"B{message.author[1:]}"
        return {
            "type": "message",
            "user": message.author,
            "text": message.text,
            "ts": message.ts,
            "team": self.workspace.team,
            **{key: value for key, value in optional.items() if value},
        }

    def seed(self, messages: Iterable[Message]) -> None:
        """Put messages in place that were there before the app was installed: no events."""
        for message in messages:
            text = self.encode(message.text)
            self._messages[message.channel][message.ts] = replace(message, text=text)
        self.changed()
