"""Running until told to stop: the Slack bot over HTTP or Socket Mode, and the playground."""

import asyncio
import secrets
import signal
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
import uvicorn
from pydantic import SecretStr

from bot import logs, web, wiring
from bot.manifest import build_manifest
from bot.settings import BadSettings, Settings

if TYPE_CHECKING:
    from playground import Playground


def serve(settings: Settings) -> None:
    """Run the bot: Socket Mode where there is an app token, else HTTP. Raises BadSettings."""
    _require_slack(settings)
    logs.configure(settings.log_level)
    asyncio.run(_serve_socket(settings) if settings.slack_app_token else _serve_http(settings))


def _require_slack(settings: Settings) -> None:
    if settings.slack_bot_token is None and settings.slack_client_id is not None:
        _require_oauth(settings)
    elif settings.slack_bot_token is None:
        raise BadSettings(
            "SLACK_BOT_TOKEN is not set. Install the app in your workspace and copy the bot token"
            " (xoxb-…), or try `parlance playground`, which needs no account."
        )
    if settings.slack_app_token is None and settings.slack_signing_secret is None:
        raise BadSettings(
            "Neither SLACK_APP_TOKEN (Socket Mode) nor SLACK_SIGNING_SECRET (HTTP mode) is set."
            " Set one of them."
        )


def _require_oauth(settings: Settings) -> None:
    """Installing by OAuth is for HTTP mode, and needs all of its settings."""
    wanted = ("slack_client_secret", "slack_signing_secret", "token_encryption_key")
    missing = [name.upper() for name in wanted if getattr(settings, name) is None]
    if missing:
        raise BadSettings(
            f"SLACK_CLIENT_ID is set, so that workspaces install the app by OAuth; that needs"
            f" {' and '.join(missing)} too."
        )
    if settings.slack_app_token is not None:
        raise BadSettings(
            "SLACK_APP_TOKEN (Socket Mode) is for one workspace with its SLACK_BOT_TOKEN;"
            " SLACK_CLIENT_ID (installing by OAuth) is for HTTP mode. Unset one of the two."
        )


async def _serve_http(settings: Settings) -> None:
    async with wiring.opened(settings, durable=True) as services:
        config = uvicorn.Config(
            web.create_asgi_app(services),
            host=settings.host,
            port=settings.port,
            log_config=None,
            access_log=False,
        )
        await uvicorn.Server(config).serve()


async def _serve_socket(settings: Settings) -> None:
    async with wiring.opened(settings, durable=True) as services:
        await web.serve_socket(services, stop=_stop_signal())


def _stop_signal() -> asyncio.Event:
    """Set when the process is told to end."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    return stop


def serve_playground(settings: Settings, *, port: int) -> None:
    """Serve the playground on 127.0.0.1 until stopped. Nothing of it is kept afterwards."""
    logs.configure("WARNING")
    asyncio.run(_serve_playground(settings, port=port))


async def _serve_playground(settings: Settings, *, port: int) -> None:
    async with opened_playground(settings, port=port) as slack:
        click.echo(f"The playground is at {slack.page_url}  (Ctrl+C stops it)")
        await _stop_signal().wait()


@asynccontextmanager
async def opened_playground(settings: Settings, *, port: int = 0) -> AsyncIterator["Playground"]:
    """A small Slack with its page and the bot installed in it, on a database of its own.

    Raises BadSettings where the port is taken.
    """
    from playground import Playground, demo
    from playground.manifest import app_of

    secret, token = secrets.token_hex(16), f"xoxb-{secrets.token_hex(12)}"
    slack = Playground(
        signing_secret=secret,
        bot_token=token,
        workspace=demo.workspace(app=app_of(build_manifest(_with_usual_names(settings)))),
        history=demo.history(time.time()),
        port=port,
        page=True,
    )
    with tempfile.TemporaryDirectory(prefix="parlance-playground-") as folder:
        async with AsyncExitStack() as stack:
            try:
                await stack.enter_async_context(slack)
            except OSError:
                raise BadSettings(
                    f"Port {port} on 127.0.0.1 is in use. Choose another with --port, or 0 for any."
                ) from None
            own = _installed(settings, slack.api_url, secret=secret, token=token, folder=folder)
            services = await stack.enter_async_context(wiring.opened(own))
            await _introduce(services)
            slack.connect(web.create_asgi_app(services))
            yield slack


def _installed(
    settings: Settings, api_url: str, *, secret: str, token: str, folder: str
) -> Settings:
    """The same settings, pointed at the playground instead of Slack."""
    return _with_usual_names(settings).model_copy(
        update={
            "slack_api_url": api_url,
            "slack_signing_secret": SecretStr(secret),
            "slack_bot_token": SecretStr(token),
            "slack_app_token": None,
            "slack_client_id": None,
            "parlance_home": Path(folder),
            "database_url": None,
        }
    )


def _with_usual_names(settings: Settings) -> Settings:
    """The page's tour names the commands, so here they have their usual names."""
    names = ("slack_command_translate", "slack_command_glossary")
    return settings.model_copy(update={name: Settings.model_fields[name].default for name in names})


async def _introduce(services: wiring.Services) -> None:
    """Tell the bot to which audience each person of the playground belongs."""
    from playground import demo

    team = demo.workspace().team
    for person in demo.PEOPLE:
        hashed = services.people.hashed(team, person.id)
        await services.people.kept.choose_audience(team, hashed, person.audience)
