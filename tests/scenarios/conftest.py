"""The whole bot in a small Slack: signed payloads in, Slack's calls out."""

import asyncio
import logging
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import structlog
from pydantic import SecretStr

from bot import web, wiring
from bot.jobs import InProcessJobs
from bot.settings import Settings
from bot.wiring import Services
from glossary.terms import Audience
from playground import Playground, demo
from playground.model import App, Message, View
from storage.usage_log import LoggedUse, SqlUsageLog

SECRET = "a signing secret"
TOKEN = "xoxb-1"
TEAM = demo.workspace().team
SALES, ENGINEER, SUPPORT = "Tom", "Maya", "Priya"
CHANNEL = "product-launch"


@dataclass(frozen=True, slots=True)
class Workspace:
    """A small Slack with the bot in it. Maya is an admin; all three have told their audience."""

    slack: Playground
    services: Services

    async def command(self, user: str, line: str) -> Message:
        """Type a command and wait for the answer; what the person then sees of it."""
        before = {message.ts for message in self.slack.visible(user, CHANNEL)}
        await self.slack.command(user, CHANNEL, line)
        await self.done()
        new = [one for one in self.slack.visible(user, CHANNEL) if one.ts not in before]
        assert len(new) == 1, f"{len(new)} messages appeared"
        return new[0]

    async def shortcut(self, user: str, message: Message) -> View:
        """Translate a message with the shortcut; the modal as it stands at the end."""
        await self.slack.shortcut(user, message, "translate_message")
        await self.done()
        return self.modal(user)

    async def uses(self) -> list[LoggedUse]:
        """The usage log, oldest first."""
        log = self.services.usage
        assert isinstance(log, SqlUsageLog)
        return [use async for use in log.export(TEAM)]

    def modal(self, user: str) -> View:
        view = self.slack.modal(user)
        assert view is not None, "no modal is open"
        return view

    async def done(self) -> None:
        """Wait until everything that was accepted is answered."""
        await self.services.jobs.drain(timeout=5)
        await self.slack.settled()


Opener = Callable[..., Awaitable[Workspace]]


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of data with all tables, in which everybody has told their audience: copying it
    costs a thirtieth of making it."""
    folder = tmp_path_factory.mktemp("prepared")
    asyncio.run(_prepare(Settings(_env_file=None, parlance_home=folder)))
    return folder


async def _prepare(settings: Settings) -> None:
    async with wiring.opened(settings) as services:
        await _introduce(services)


@pytest.fixture
async def opened(
    tmp_path: Path, prepared: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Opener]:
    """Opens workspaces; parts of the bot may be replaced by name, as `wiring.build` allows.

    All workspaces of a test share a database.
    """
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    monkeypatch.setattr(wiring, "upgrade", lambda _: None)
    async with AsyncExitStack() as stack:

        async def opener(
            *,
            signing_secret: str | None = SECRET,
            app: App = demo.APP,
            store_text: bool = False,
            **overrides: Any,
        ) -> Workspace:
            slack = await stack.enter_async_context(
                Playground(
                    signing_secret=SECRET, bot_token=TOKEN, workspace=demo.workspace(app=app)
                )
            )
            settings = Settings(
                _env_file=None,
                slack_bot_token=SecretStr(TOKEN),
                slack_signing_secret=SecretStr(signing_secret) if signing_secret else None,
                slack_api_url=slack.api_url,
                parlance_home=tmp_path,
                openai_api_key=None,
                store_text=store_text,
            )
            parts = {"jobs": InProcessJobs(after=0)} | overrides
            services = await stack.enter_async_context(wiring.opened(settings, **parts))
            slack.connect(web.create_asgi_app(services))
            return Workspace(slack, services)

        yield opener


async def _introduce(services: Services) -> None:
    audiences = {person.id: person.audience for person in demo.PEOPLE}
    for user, audience in audiences.items():
        hashed = services.people.hashed(TEAM, user)
        await services.people.kept.choose_audience(TEAM, hashed, Audience(audience))


@pytest.fixture
async def workspace(opened: Opener) -> Workspace:
    """The bot as it ships, without a model."""
    return await opened()


@pytest.fixture(autouse=True)
def logged(caplog: pytest.LogCaptureFixture) -> Iterator[Callable[[], str]]:
    """Everything that was logged, by us and by the libraries, as one text."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    with caplog.at_level(logging.INFO):
        yield lambda: caplog.text
    structlog.reset_defaults()
