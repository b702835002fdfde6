"""The installed app, read from the manifest that would be pasted into Slack."""

from playground.demo import APP
from playground.model import App, Command, Json, Shortcut


def app_of(manifest: Json) -> App:
    """The app that a manifest describes; ids are the demo app's. KeyError where a part is missing.

    With it the playground delivers only what the app subscribed to, offers only its commands and
    shortcuts, and refuses methods whose scope it did not ask for.
    """
    features, settings = manifest["features"], manifest["settings"]
    return App(
        id=APP.id,
        name=manifest["display_information"]["name"],
        bot_user=APP.bot_user,
        bot_id=APP.bot_id,
        commands=tuple(_command(command) for command in features.get("slash_commands", ())),
        shortcuts=tuple(_shortcut(shortcut) for shortcut in features.get("shortcuts", ())),
        events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", ())),
        scopes=_scopes(manifest["oauth_config"]["scopes"]),
        home=bool(features.get("app_home", {}).get("home_tab_enabled", False)),
    )


def _command(command: Json) -> Command:
    return Command(
        command["command"],
        command["description"],
        command.get("usage_hint", ""),
        should_escape=bool(command.get("should_escape", False)),
    )


def _shortcut(shortcut: Json) -> Shortcut:
    return Shortcut(shortcut["callback_id"], shortcut["name"], shortcut["type"])


def _scopes(scopes: Json) -> frozenset[str]:
    return frozenset((*scopes.get("bot", ()), *scopes.get("bot_optional", ())))
