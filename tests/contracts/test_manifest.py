"""The manifest is what the code needs, no more and no less, and what Slack accepts."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from bot.app import WAYS_IN
from bot.manifest import all_needs, build_manifest
from bot.needs import COMMANDS_SCOPE, EVENT_SCOPES, SCOPES, Needs
from bot.settings import Settings
from playground import demo

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT.parent / "shared" / "data" / "slack-manifest.schema.json"
SETTINGS = Settings(_env_file=None)
BASE_URLS = (None, "https://parlance.example")


@pytest.fixture(autouse=True)
def _defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SLACK_COMMAND_TRANSLATE", "SLACK_COMMAND_GLOSSARY"):
        monkeypatch.delenv(name, raising=False)


def called_methods() -> Iterator[str]:
    """Web API methods that the code of `bot` calls: `client.views_open(...)` is views.open."""
    for path in (ROOT / "bot").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Attribute) and _is_client(node.value) and "_" in node.attr:
                yield node.attr.replace("_", ".")


def _is_client(node: ast.expr) -> bool:
    return ast.unparse(node).removeprefix("self._") == "client"


def test_the_committed_manifest_is_the_one_that_the_code_makes() -> None:
    committed = json.loads((ROOT / "manifest.json").read_text())
    assert committed == build_manifest(SETTINGS)


@pytest.mark.shared
@pytest.mark.skipif(not SCHEMA.exists(), reason="Slack's schema is not beside the project")
@pytest.mark.parametrize("base_url", BASE_URLS)
def test_slacks_own_schema_accepts_it(base_url: str | None) -> None:
    schema = json.loads(SCHEMA.read_text())
    manifest = build_manifest(SETTINGS, base_url=base_url)
    assert [error.message for error in Draft7Validator(schema).iter_errors(manifest)] == []


def test_every_method_that_is_called_is_declared_and_the_other_way_round() -> None:
    declared = {method for need in all_needs(SETTINGS) for method in need.methods}
    assert set(called_methods()) - {"auth.test"} == declared


def test_every_scope_is_used_and_every_use_has_its_scope() -> None:
    manifest = build_manifest(SETTINGS)
    called = {scope for method in called_methods() for scope in SCOPES[method]}
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    told = {scope for event in events for scope in EVENT_SCOPES[event]}
    also = {scope for need in all_needs(SETTINGS) for scope in need.also}
    granted = manifest["oauth_config"]["scopes"]
    assert {*granted["bot"], *granted["bot_optional"]} == called | told | also | {COMMANDS_SCOPE}


def test_scopes_that_read_messages_may_be_declined_and_no_others() -> None:
    granted = build_manifest(SETTINGS)["oauth_config"]["scopes"]
    assert not [scope for scope in granted["bot"] if scope.endswith(":history")]
    assert all(scope.endswith(":history") for scope in granted["bot_optional"])


def test_command_names_come_from_the_settings() -> None:
    settings = Settings(_env_file=None, slack_command_translate="/plain")
    names = [
        command["command"] for command in build_manifest(settings)["features"]["slash_commands"]
    ]
    assert names == ["/plain", "/glossary"]


@pytest.mark.parametrize("base_url", BASE_URLS)
def test_http_mode_has_addresses_and_socket_mode_has_none(base_url: str | None) -> None:
    manifest = build_manifest(SETTINGS, base_url=base_url)
    addresses = list(_values(manifest, ("url", "request_url")))
    assert manifest["settings"]["socket_mode_enabled"] is (base_url is None)
    assert set(addresses) == ({f"{base_url}/slack/events"} if base_url else set())


def test_the_playground_offers_nothing_that_the_manifest_does_not_declare() -> None:
    features = build_manifest(SETTINGS)["features"]
    assert {one["command"] for one in features["slash_commands"]} == {
        command.name for command in demo.APP.commands
    }
    assert {one["callback_id"] for one in features["shortcuts"]} == {
        shortcut.callback_id for shortcut in demo.APP.shortcuts
    }


def test_every_way_in_says_what_it_needs() -> None:
    assert all(module.needs(SETTINGS) != Needs() for module in WAYS_IN)


def _values(value: object, keys: tuple[str, ...]) -> Iterator[Any]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in keys:
                yield inner
            yield from _values(inner, keys)
    elif isinstance(value, list):
        for inner in value:
            yield from _values(inner, keys)
