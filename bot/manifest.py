"""The app manifest, made from what the ways in say they need."""

from typing import Any

from bot.app import WAYS_IN
from bot.needs import Command, Needs, Shortcut
from bot.oauth import REDIRECT_PATH
from bot.settings import Settings

EVENTS_PATH = "/slack/events"
_DESCRIPTION = "Translates between the words of technical and of business teams."
_LONG_DESCRIPTION = (
    "Parlance says a message in the other side's words: what engineers write becomes plain for"
    " sales, finance or support, and what the business asks for becomes something engineers can act"
    " on, with the questions that it leaves open. Answers are private until you post them. A"
    " glossary that your workspace curates stands behind every answer; where an AI model is used,"
    " the answer says so, and numbers, names and dates are checked by code."
)


def all_needs(settings: Settings) -> tuple[Needs, ...]:
    """What every way in needs, in order."""
    return tuple(module.needs(settings) for module in WAYS_IN)


def build_manifest(settings: Settings, *, base_url: str | None = None) -> dict[str, Any]:
    """The manifest to paste into Slack's "Create an app".

    With `base_url` (https, no path) Slack delivers over HTTP; without, in Socket Mode.
    """
    needs = all_needs(settings)
    url = f"{base_url.rstrip('/')}{EVENTS_PATH}" if base_url else None
    commands = [command for need in needs for command in need.commands]
    shortcuts = [shortcut for need in needs for shortcut in need.shortcuts]
    return {
        "display_information": {
            "name": "Parlance",
            "description": _DESCRIPTION,
            "long_description": _LONG_DESCRIPTION,
            "background_color": "#1f3a5f",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Parlance", "always_online": True},
            "slash_commands": [_command(command, url) for command in commands],
            "shortcuts": [_shortcut(shortcut) for shortcut in shortcuts],
        },
        "oauth_config": {**_redirects(base_url), "scopes": _scopes(needs)},
        "settings": _settings(needs, url),
    }


def _redirects(base_url: str | None) -> dict[str, list[str]]:
    """Where Slack sends back who installs the app by OAuth, which is for HTTP mode."""
    return {"redirect_urls": [f"{base_url.rstrip('/')}{REDIRECT_PATH}"]} if base_url else {}


def _scopes(needs: tuple[Needs, ...]) -> dict[str, list[str]]:
    """The least bot scopes for all needs, and those that may be declined, in alphabetical order."""
    required = frozenset().union(*(need.scopes for need in needs))
    optional = frozenset().union(*(need.optional_scopes for need in needs)) - required
    made = {"bot": sorted(required)}
    return {**made, "bot_optional": sorted(optional)} if optional else made


def _command(command: Command, url: str | None) -> dict[str, Any]:
    """`should_escape` makes mentions and channels arrive as ids, so that they can be told from
    words."""
    made = {
        "command": command.name,
        "description": command.description,
        "usage_hint": command.usage,
        "should_escape": True,
    }
    return {**made, "url": url} if url else made


def _shortcut(shortcut: Shortcut) -> dict[str, Any]:
    return {
        "name": shortcut.name,
        "type": shortcut.type,
        "callback_id": shortcut.callback,
        "description": shortcut.description,
    }


def _settings(needs: tuple[Needs, ...], url: str | None) -> dict[str, Any]:
    events = sorted({event for need in needs for event in need.events})
    address = {"request_url": url} if url else {}
    made: dict[str, Any] = {
        "interactivity": {"is_enabled": True, **address},
        "org_deploy_enabled": False,
        "socket_mode_enabled": url is None,
        "token_rotation_enabled": False,
    }
    if events:
        made["event_subscriptions"] = {**address, "bot_events": events}
    return made
