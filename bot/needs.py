"""What a way in needs from Slack. Each listener module says it once; the manifest is made from all
of them."""

from dataclasses import dataclass
from typing import Literal

SCOPES: dict[str, tuple[str, ...]] = {
    "auth.test": (),
    "chat.postMessage": ("chat:write",),
    "users.info": ("users:read",),
    "views.open": (),
    "views.push": (),
    "views.update": (),
}
"""The bot scopes that Slack asks for each Web API method we call, as its method pages say."""

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
    """`methods` are Web API methods that the module calls, directly or through `bot.slack`."""

    commands: tuple[Command, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    events: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()

    @property
    def scopes(self) -> frozenset[str]:
        """The least scopes for all of it. Raises KeyError for a method that nobody looked up."""
        called = {scope for method in self.methods for scope in SCOPES[method]}
        invited = {COMMANDS_SCOPE} if self.commands or self.shortcuts else set()
        return frozenset(called | invited)
