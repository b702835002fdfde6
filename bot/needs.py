"""What a way in needs from Slack. Each listener module says it once; the manifest is made from all
of them."""

from dataclasses import dataclass
from typing import Literal

SCOPES: dict[str, tuple[str, ...]] = {
    "auth.test": (),
    "chat.delete": ("chat:write",),
    "chat.postEphemeral": ("chat:write",),
    "chat.postMessage": ("chat:write",),
    "chat.update": ("chat:write",),
    "conversations.info": ("channels:read", "groups:read"),
    "files.completeUploadExternal": ("files:write",),
    "files.getUploadURLExternal": ("files:write",),
    "reactions.add": ("reactions:write",),
    "reactions.remove": ("reactions:write",),
    "usergroups.list": ("usergroups:read",),
    "usergroups.users.list": ("usergroups:read",),
    "users.info": ("users:read",),
    "views.open": (),
    "views.publish": (),
    "views.push": (),
    "views.update": (),
}
"""The bot scopes that Slack asks for each Web API method we call, as its method pages say."""

EVENT_SCOPES: dict[str, tuple[str, ...]] = {
    "app_home_opened": (),
    "app_mention": ("app_mentions:read",),
    "app_uninstalled": (),
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "reaction_added": ("reactions:read",),
    "tokens_revoked": (),
}
"""The bot scopes without which Slack does not deliver an event, as its event pages say."""

READING_MESSAGES = ":history"
"""How scopes end that let the app read messages: whoever installs it may decline these."""

COMMANDS_SCOPE = "commands"
"""What slash commands and shortcuts need."""


@dataclass(frozen=True, slots=True)
class Command:
    name: str
    description: str
    usage: str


@dataclass(frozen=True, slots=True)
class Shortcut:
    name: str
    callback: str
    description: str
    type: Literal["message", "global"] = "message"


@dataclass(frozen=True, slots=True)
class Needs:
    """`methods` are Web API methods that the module calls, directly or through `bot.slack`;
    `also` are scopes for what is neither a method nor an event."""

    commands: tuple[Command, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    events: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def scopes(self) -> frozenset[str]:
        """The least scopes without which it does not work."""
        return frozenset(one for one in self._all if not one.endswith(READING_MESSAGES))

    @property
    def optional_scopes(self) -> frozenset[str]:
        """The scopes that may be declined: a part of it is silent then, the rest works."""
        return self._all - self.scopes

    @property
    def _all(self) -> frozenset[str]:
        """Raises KeyError for a method or an event that nobody looked up."""
        called = {scope for method in self.methods for scope in SCOPES[method]}
        told = {scope for event in self.events for scope in EVENT_SCOPES[event]}
        invited = {COMMANDS_SCOPE} if self.commands or self.shortcuts else set()
        return frozenset(called | told | invited | {*self.also})
