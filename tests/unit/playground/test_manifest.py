"""An app read from its manifest gets what the manifest asks for, and no more."""

from collections.abc import AsyncIterator

import pytest

from playground import Playground, demo
from playground.manifest import app_of
from tests.unit.playground.stub_app import SECRET, TOKEN, StubApp

MANIFEST = {
    "display_information": {"name": "Wordy"},
    "features": {
        "slash_commands": [{"command": "/word", "description": "Says it", "usage_hint": "TEXT"}],
        "shortcuts": [{"callback_id": "explain", "name": "Explain", "type": "message"}],
    },
    "oauth_config": {"scopes": {"bot": ["commands", "chat:write"]}},
    "settings": {"event_subscriptions": {"bot_events": ["message.im"]}},
}


@pytest.fixture
async def slack() -> AsyncIterator[Playground]:
    workspace = demo.workspace(app=app_of(MANIFEST))
    async with Playground(signing_secret=SECRET, bot_token=TOKEN, workspace=workspace) as slack:
        yield slack


async def test_only_subscribed_events_are_delivered(slack: Playground, app: StubApp) -> None:
    await slack.say("tom", "product-launch", "in the channel")
    await slack.write_to_bot("tom", "to the bot")
    assert [envelope["event"]["text"] for envelope in app.received] == ["to the bot"]


async def test_only_granted_scopes_open_methods(slack: Playground, app: StubApp) -> None:
    assert (await app.api("users.info", user="U0TOM"))["error"] == "missing_scope"
    assert (await app.api("chat.postMessage", channel="C0LAUNCH", text="hi"))["ok"]


async def test_only_its_commands_exist_and_escaping_is_asked_for(
    slack: Playground, app: StubApp
) -> None:
    await slack.command("tom", "product-launch", "/translate x")
    await slack.command("tom", "product-launch", "/word @maya & co")
    (payload,) = app.received
    assert payload["text"] == "@maya &amp; co"


def test_a_manifest_without_a_home_tab_has_none() -> None:
    app = app_of(MANIFEST)
    assert (app.name, app.home) == ("Wordy", False)
    assert [shortcut.callback_id for shortcut in app.shortcuts] == ["explain"]
