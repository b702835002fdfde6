"""The values of the small Slack: who and what is in a workspace, and what happened in it.

`Json` objects are Slack's own wire format (blocks, views, payloads): the playground carries them as
they are, because being true to that format is its whole purpose.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from glossary.terms import Audience

Json = dict[str, Any]

SLACKBOT = "USLACKBOT"


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the workspace. `audience` says which words they are at home in."""

    id: str
    name: str
    title: str
    audience: Audience
    admin: bool = False
    time_zone: str = "Europe/London"

    @property
    def handle(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class UserGroup:
    """People who can be mentioned together; `members` are ids of people."""

    id: str
    name: str
    handle: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command as the app's manifest describes it; `name` starts with a slash.

    Slack turns names into ids in its text only where the manifest asks for `should_escape`.
    """

    name: str
    description: str
    hint: str = ""
    should_escape: bool = True


@dataclass(frozen=True, slots=True)
class Shortcut:
    """An entry of a message's menu (`message`) or of the shortcuts menu (`global`)."""

    callback_id: str
    name: str
    kind: Literal["message", "global"]


@dataclass(frozen=True, slots=True)
class App:
    """The installed app, as its manifest describes it.

    `events` are the bot events it subscribed to, by their names in a manifest (`message.channels`);
    `scopes` None grants all; `home` says whether the app has a home tab.
    """

    id: str
    name: str
    bot_user: str
    bot_id: str
    commands: tuple[Command, ...]
    shortcuts: tuple[Shortcut, ...]
    events: frozenset[str]
    scopes: frozenset[str] | None = None
    home: bool = True


@dataclass(frozen=True, slots=True)
class Room:
    """A channel as it is set up: its members by id, the bot's included where it was invited."""

    id: str
    name: str
    topic: str
    members: tuple[str, ...]
    shared_externally: bool = False


@dataclass(frozen=True, slots=True)
class Workspace:
    """What a playground starts with."""

    team: str
    name: str
    domain: str
    app: App
    people: tuple[Person, ...]
    rooms: tuple[Room, ...]
    groups: tuple[UserGroup, ...] = ()


@dataclass(slots=True)
class Channel:
    """A conversation while it lives. `person` is set for a direct message with the bot."""

    id: str
    name: str
    topic: str
    members: set[str]
    shared_externally: bool = False
    person: str | None = None

    @property
    def direct(self) -> bool:
        return self.person is not None


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it stands now. `ephemeral_to` names the only person who sees it.

    `reactions` maps an emoji's name to the ids of those who put it there, in order.
    """

    channel: str
    ts: str
    author: str
    text: str
    blocks: tuple[Json, ...] = ()
    attachments: tuple[Json, ...] = ()
    files: tuple[Json, ...] = ()
    thread_ts: str | None = None
    ephemeral_to: str | None = None
    edited_ts: str | None = None
    reactions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    metadata: Json | None = None
    broadcast: bool = False

    def visible_to(self, person: str) -> bool:
        return self.ephemeral_to in (None, person)


@dataclass(frozen=True, slots=True)
class View:
    """A modal or home tab as a person sees it. `content` is what the app sent, ids filled in.

    `errors` are sentences beside fields, by block id; `trouble` is Slack's own complaint.
    """

    id: str
    person: str
    content: Json
    hash: str
    root: str
    previous: str | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    trouble: str | None = None

    @property
    def kind(self) -> str:
        return str(self.content["type"])

    @property
    def blocks(self) -> tuple[Json, ...]:
        return tuple(self.content["blocks"])

    @property
    def title(self) -> str:
        return str(self.content.get("title", {}).get("text", ""))


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the Web API (or of a response URL, whose method is `response_url`)."""

    method: str
    arguments: Json
    status: int
    response: Json
    at: float

    @property
    def ok(self) -> bool:
        return self.status == 200 and bool(self.response.get("ok"))


@dataclass(frozen=True, slots=True)
class Violation:
    """Something that Slack refused or would complain about: where, Slack's code, why."""

    where: str
    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Ping:
    """A mention by the bot that would notify `target`: a user, a group or a broadcast name."""

    target: str
    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """One HTTP request to the app. `status` is None when no answer came in time."""

    number: int
    status: int | None
    body: str = ""

    @property
    def accepted(self) -> bool:
        return self.status == 200


@dataclass(slots=True)
class Delivery:
    """Something sent to the app, with every attempt at it."""

    kind: str
    payload: Json
    attempts: list[Attempt] = field(default_factory=list)

    @property
    def accepted(self) -> bool:
        return any(attempt.accepted for attempt in self.attempts)
