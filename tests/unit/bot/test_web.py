"""Health checks, and the end of the process."""

import asyncio
from pathlib import Path
from typing import Any

import httpx2
import pytest
from pydantic import SecretStr
from slack_bolt.adapter.socket_mode import async_handler

from bot import web, wiring
from bot.jobs import Job
from bot.settings import Settings
from glossary.revisions import StoreUnavailable
from glossary.store import InMemoryGlossaryStore


def settings(home: Path, **changes: Any) -> Settings:
    return Settings(_env_file=None, parlance_home=home, openai_api_key=None, **changes)


async def status(app: Any, path: str) -> int:
    transport = httpx2.ASGITransport(app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://bot") as client:
        return (await client.get(path)).status_code


class Unreachable(InMemoryGlossaryStore):
    async def version(self, workspace: str) -> int:
        raise StoreUnavailable("The database can't be used just now.")


async def test_a_running_process_is_healthy_and_ready(tmp_path: Path) -> None:
    async with wiring.opened(settings(tmp_path)) as services:
        app = web.create_asgi_app(services)
        assert await status(app, "/healthz") == 200
        assert await status(app, "/readyz") == 200


async def test_without_its_store_it_is_alive_but_not_ready(tmp_path: Path) -> None:
    async with wiring.opened(settings(tmp_path), glossary_store=Unreachable()) as services:
        app = web.create_asgi_app(services)
        assert await status(app, "/healthz") == 200
        assert await status(app, "/readyz") == 503


async def test_only_posts_are_taken_at_the_events_address(tmp_path: Path) -> None:
    async with wiring.opened(settings(tmp_path)) as services:
        assert await status(web.create_asgi_app(services), "/slack/events") == 405


async def test_accepted_work_is_finished_before_the_end(tmp_path: Path) -> None:
    done: list[str] = []

    async def work(job: Job) -> None:
        done.append(job.id)

    async with wiring.opened(settings(tmp_path)) as services:
        app = web.create_asgi_app(services)
        services.jobs.register("work", work)
        async with app.router.lifespan_context(app):
            await services.jobs.accept("a", "work", {})
        assert done == ["a"]


class FakeSocket:
    """Stands for Bolt's Socket Mode handler."""

    made: "FakeSocket"

    def __init__(self, app: Any, app_token: str, *, web_client: Any) -> None:
        self.token, self.base_url, self.log = app_token, web_client.base_url, ["made"]
        FakeSocket.made = self

    async def connect_async(self) -> None:
        self.log.append("connected")

    async def close_async(self) -> None:
        self.log.append("closed")


async def test_socket_mode_uses_the_configured_slack_and_closes_when_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(async_handler, "AsyncSocketModeHandler", FakeSocket)
    own = settings(
        tmp_path,
        slack_app_token=SecretStr("xapp-1"),
        slack_bot_token=SecretStr("xoxb-1"),
        slack_api_url="http://127.0.0.1:9/api/",
    )
    stop = asyncio.Event()
    stop.set()
    async with wiring.opened(own) as services:
        await web.serve_socket(services, stop=stop)
    socket = FakeSocket.made
    assert socket.log == ["made", "connected", "closed"]
    assert (socket.token, socket.base_url) == ("xapp-1", "http://127.0.0.1:9/api/")
