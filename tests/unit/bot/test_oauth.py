"""Many workspaces: whose token is taken, how long it is remembered, what the settings must hold."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot import doctor, housekeeping, serving
from bot.jobs import InProcessJobs, Job
from bot.manifest import build_manifest
from bot.oauth import (
    REMEMBER_SECONDS,
    NotInstalled,
    SealedStates,
    WorkspaceClient,
    WorkspaceJobs,
    Workspaces,
    acting_for,
    authorization_url,
)
from bot.settings import BadSettings, Settings
from storage.database import Database
from storage.encryption import Cipher
from storage.installations import Installed, SqlInstallations
from storage.upgrade import upgrade
from tests.fakes.slack_api import SlackApi

KEY, NEWER = Fernet.generate_key().decode(), Fernet.generate_key().decode()


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    url = f"sqlite:///{tmp_path / 'parlance.db'}"
    upgrade(url)
    database = Database(url)
    yield database
    await database.close()


def kept(database: Database, keys: str = KEY) -> SqlInstallations:
    return SqlInstallations(database, Cipher(keys))


def installed(team: str, token: str) -> Installed:
    at = datetime(2026, 11, 1, tzinfo=UTC)
    return Installed(team, token, "B1", "U0BOT", (), "U1", None, at)


async def test_an_installation_is_remembered_for_a_minute(database: Database) -> None:
    clock, store = Clock(), kept(database)
    workspaces = Workspaces(store, clock=clock)
    assert await workspaces.find("T1") is None
    await store.save(installed("T1", "old"))
    await workspaces.find("T1")
    await store.save(installed("T1", "new"))
    tokens = []
    for _ in range(2):
        found = await workspaces.find("T1")
        tokens.append(found.token if found else None)
        clock.now += REMEMBER_SECONDS
    assert tokens == ["old", "new"]


async def test_jobs_at_the_same_time_each_take_their_workspaces_token(database: Database) -> None:
    async with SlackApi({"a": "T1", "b": "T2"}) as slack:
        store = kept(database)
        for team in ("T1", "T2"):
            await store.save(installed(team, slack.token_of(team)))
        client = WorkspaceClient(Workspaces(store), base_url=f"{slack.base}/api/")
        both = asyncio.Barrier(2)

        async def work(job: Job) -> None:
            await both.wait()
            await client.chat_postMessage(channel="C1", text=job.id)

        jobs = WorkspaceJobs(InProcessJobs(after=0))
        jobs.register("work", work)
        for team in ("T1", "T2"):
            await jobs.accept(f"slack:{team}:1", "work", {})
        await jobs.drain(timeout=5)
        calls = {call.arguments["text"]: call.token for call in slack.called("chat.postMessage")}
    assert calls == {"slack:T1:1": "xoxb-T1", "slack:T2:1": "xoxb-T2"}


async def test_nothing_is_sent_for_nobody(database: Database) -> None:
    client = WorkspaceClient(Workspaces(kept(database)), base_url="http://127.0.0.1:1/api/")
    with pytest.raises(NotInstalled):
        await client.chat_postMessage(channel="C1", text="x")
    with acting_for("T1"), pytest.raises(NotInstalled):
        await client.chat_postMessage(channel="C1", text="x")


async def test_a_state_fits_into_a_cookie_and_can_not_be_made_up() -> None:
    states = SealedStates(Cipher(KEY))
    state = await states.async_issue()
    assert '"' not in state
    assert "=" not in state
    assert await states.async_consume(state)
    for wrong in ("", "x", state[:-4], await SealedStates(Cipher(NEWER)).async_issue()):
        assert not await states.async_consume(wrong)


async def test_tokens_are_sealed_anew_when_the_key_was_changed(database: Database) -> None:
    await kept(database, KEY).save(installed("T1", "token"))
    await housekeeping.reseal(kept(database, f"{NEWER},{KEY}"))
    found = await kept(database, NEWER).find("T1")
    assert found is not None
    assert found.token == "token"


async def test_a_missing_key_does_not_keep_the_process_from_starting(database: Database) -> None:
    await kept(database, KEY).save(installed("T1", "token"))
    await housekeeping.reseal(kept(database, NEWER))


@pytest.mark.parametrize(
    ("api", "authorize"),
    [
        ("https://slack.com/api/", "https://slack.com/oauth/v2/authorize"),
        ("http://127.0.0.1:8/x/api/", "http://127.0.0.1:8/x/oauth/v2/authorize"),
    ],
)
def test_people_are_sent_to_the_slack_of_the_settings(api: str, authorize: str) -> None:
    assert authorization_url(api) == authorize


def test_the_manifest_tells_slack_where_installing_ends() -> None:
    made = build_manifest(Settings(_env_file=None), base_url="https://bot.example/")
    assert made["oauth_config"]["redirect_urls"] == ["https://bot.example/slack/oauth_redirect"]
    assert "redirect_urls" not in build_manifest(Settings(_env_file=None))["oauth_config"]


ALL: dict[str, Any] = {
    "slack_client_id": "1.2",
    "slack_client_secret": SecretStr("s"),
    "slack_signing_secret": SecretStr("s"),
    "token_encryption_key": SecretStr(KEY),
}


@pytest.mark.parametrize("missing", sorted(set(ALL) - {"slack_client_id"}))
def test_a_setting_that_oauth_lacks_is_named(missing: str) -> None:
    settings = Settings(_env_file=None, **{**ALL, missing: None})
    with pytest.raises(BadSettings, match=missing.upper()):
        serving._require_slack(settings)


def test_oauth_needs_no_token_of_its_own_and_does_not_go_with_socket_mode() -> None:
    serving._require_slack(Settings(_env_file=None, **ALL))
    with pytest.raises(BadSettings, match="SLACK_APP_TOKEN"):
        serving._require_slack(Settings(_env_file=None, slack_app_token=SecretStr("x"), **ALL))


@pytest.mark.parametrize(
    ("key", "state"), [(KEY, "ok"), ("nonsense", "failed")], ids=["a key", "not a key"]
)
async def test_the_doctor_looks_at_the_key(key: str, state: str) -> None:
    given = {**ALL, "token_encryption_key": SecretStr(key)}
    finding = await doctor._slack(Settings(_env_file=None, **given))
    assert finding.state == state
    assert key not in finding.says


@pytest.mark.parametrize("missing", [*sorted(set(ALL) - {"slack_signing_secret"}), None])
def test_many_workspaces_are_served_where_everything_is_set(missing: str | None) -> None:
    given = {name: value for name, value in ALL.items() if name != missing}
    assert Settings(_env_file=None, **given).by_oauth == (missing is None)
