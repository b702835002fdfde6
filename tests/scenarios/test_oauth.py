"""Several workspaces install the app, use it, and one takes it out again."""

import json
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx2
import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot import web, wiring
from bot.oauth import INSTALL_PATH, REDIRECT_PATH
from bot.settings import Settings
from bot.wiring import Services
from playground.signing import sign
from storage.curators import Named
from tests.fakes.slack_api import ORGANISATION, SlackApi

SECRET = "a signing secret"
CLIENT = "client.1"
STATE_COOKIE = "slack-app-oauth-state"
CODES = {"code-1": "T1", "code-2": "T2"}


@dataclass
class Bot:
    """The bot as it serves many workspaces, and a browser that installs it."""

    slack: SlackApi
    services: Services
    http: httpx2.AsyncClient

    async def install(self, code: str) -> httpx2.Response:
        """Go through the pages as a person does who allows the installation."""
        asked = await self.http.get(INSTALL_PATH)
        state = asked.cookies[STATE_COOKIE]
        return await self.redirect(code=code, state=state, cookie=state)

    async def redirect(self, *, code: str, state: str, cookie: str) -> httpx2.Response:
        headers = {"Cookie": f"{STATE_COOKIE}={cookie}"}
        query = urlencode({"code": code, "state": state})
        return await self.http.get(f"{REDIRECT_PATH}?{query}", headers=headers)

    async def command(self, team: str, text: str, *, respond: bool = True) -> httpx2.Response:
        """Type the translate command in a workspace and wait for what comes of it."""
        url = f"{self.slack.base}/respond/{team}"
        fields = {
            "command": "/translate",
            "text": text,
            "team_id": team,
            "user_id": "U1",
            "channel_id": "C1",
            "trigger_id": f"{team}.{len(self.slack.calls)}.{text}",
            **({"response_url": url} if respond else {}),
        }
        return await self._post(
            urlencode(fields).encode(), content_type="application/x-www-form-urlencoded"
        )

    async def event(self, team: str, event: dict[str, Any], *, at: int) -> httpx2.Response:
        envelope = {
            "type": "event_callback",
            "team_id": team,
            "event_id": f"Ev{at}",
            "event_time": at,
            "event": event,
        }
        return await self._post(json.dumps(envelope).encode(), content_type="application/json")

    async def _post(self, body: bytes, *, content_type: str) -> httpx2.Response:
        moment = int(time.time())
        headers = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": str(moment),
            "X-Slack-Signature": sign(body, secret=SECRET, timestamp=moment),
        }
        answer = await self.http.post("/slack/events", content=body, headers=headers)
        await self.services.jobs.drain(timeout=5)
        return answer


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Bot]:
    async with SlackApi({**CODES, "code-3": ORGANISATION}) as slack:
        settings = Settings(
            _env_file=None,
            slack_signing_secret=SecretStr(SECRET),
            slack_client_id=CLIENT,
            slack_client_secret=SecretStr("a client secret"),
            token_encryption_key=SecretStr(Fernet.generate_key().decode()),
            slack_api_url=f"{slack.base}/api/",
            parlance_home=tmp_path,
        )
        async with wiring.opened(settings) as services:
            transport = httpx2.ASGITransport(web.create_asgi_app(services))
            async with httpx2.AsyncClient(transport=transport, base_url="https://bot") as http:
                yield Bot(slack, services, http)


async def test_the_install_page_leads_to_slack_with_what_the_app_needs(bot: Bot) -> None:
    page = await bot.http.get(INSTALL_PATH)
    assert page.status_code == 200
    [address] = [part for part in page.text.split('"') if "oauth/v2/authorize" in part]
    asked = parse_qs(urlsplit(address.replace("&amp;", "&")).query)
    assert address.startswith(f"{bot.slack.base}/oauth/v2/authorize?")
    assert asked["client_id"] == [CLIENT]
    assert {"commands", "chat:write"} <= set(asked["scope"][0].split(","))
    assert asked["state"] == [page.cookies[STATE_COOKIE]]


async def test_each_workspace_is_answered_with_its_own_token(bot: Bot) -> None:
    for code in CODES:
        assert (await bot.install(code)).status_code == 200
    for team in CODES.values():
        assert "Translating" in (await bot.command(team, "The API latency is high.")).text
        # Without a response_url the answer comes as a direct message, by the team's own bot.
        await bot.command(team, "Latency went up.", respond=False)
    assert [team for team, _ in bot.slack.answers] == ["T1", "T2"]
    tokens = [call.token for call in bot.slack.called("chat.postMessage")]
    assert tokens == ["xoxb-T1", "xoxb-T2"]


async def test_listeners_act_for_the_workspace_of_the_request(bot: Bot) -> None:
    await bot.install("code-2")
    await bot.command("T2", "")
    assert [call.token for call in bot.slack.called("views.open")] == ["xoxb-T2"]


async def test_slack_is_not_asked_who_we_are_on_every_request(bot: Bot) -> None:
    await bot.install("code-1")
    asked = len(bot.slack.called("auth.test"))
    for number in range(3):
        await bot.command("T1", f"The API latency is {number} ms.")
    assert len(bot.slack.called("auth.test")) == asked == 1


async def test_whoever_installs_is_the_first_curator(bot: Bot) -> None:
    await bot.install("code-1")
    named = await bot.services.curators.named("T1")
    assert named == Named(frozenset({"U0INSTALLERT1"}))


async def test_a_workspace_without_the_app_is_told_so_and_nothing_is_sent(bot: Bot) -> None:
    await bot.install("code-1")
    told = await bot.command("T9", "The API latency is high.", respond=False)
    assert "not allowed to work here" in told.text
    assert bot.slack.called("chat.postMessage") == []


@pytest.mark.parametrize("wrong", ["made up", ""], ids=["forged", "missing"])
async def test_an_installation_that_nobody_here_began_is_refused(bot: Bot, wrong: str) -> None:
    began = (await bot.http.get(INSTALL_PATH)).cookies[STATE_COOKIE]
    for state, cookie in ((wrong, wrong), (began, wrong), (wrong, began)):
        refused = await bot.redirect(code="code-1", state=state, cookie=cookie)
        assert refused.status_code in (400, 401)
    assert bot.slack.called("oauth.v2.access") == []


async def test_a_whole_organisation_is_refused_in_a_sentence_and_nothing_is_kept(
    bot: Bot, logged: Callable[[], str]
) -> None:
    refused = await bot.install("code-3")
    assert refused.status_code == 403
    assert "Install it in each workspace" in refused.text
    assert "storage_error" not in refused.text
    assert bot.services.workspaces is not None
    assert await bot.services.workspaces.find(ORGANISATION) is None
    assert not await bot.services.curators.named(ORGANISATION)
    assert "ForOneWorkspace" in logged()
    assert (await bot.install("code-1")).status_code == 200


async def test_a_code_that_slack_does_not_know_installs_nothing(bot: Bot) -> None:
    assert (await bot.install("code-9")).status_code >= 400
    assert await bot.services.workspaces.find("T9") is None if bot.services.workspaces else False


async def test_a_workspace_that_takes_the_app_out_loses_its_token(bot: Bot) -> None:
    for code in CODES:
        await bot.install(code)
    gone = await bot.event("T1", {"type": "app_uninstalled"}, at=int(time.time()) + 60)
    assert gone.status_code == 200
    kept = bot.services.workspaces
    assert kept is not None
    assert await kept.find("T1") is None
    assert await kept.find("T2") is not None


async def test_an_old_goodbye_does_not_erase_who_came_back(bot: Bot) -> None:
    await bot.install("code-1")
    await bot.event("T1", {"type": "app_uninstalled"}, at=int(time.time()) - 60)
    assert bot.services.workspaces is not None
    assert await bot.services.workspaces.find("T1") is not None


async def test_no_token_is_in_the_log(bot: Bot, logged: Callable[[], str]) -> None:
    await bot.install("code-1")
    await bot.command("T1", "The API latency is high.")
    assert "installed" in logged()
    assert "xoxb-" not in logged()
