"""`parlance doctor`: what an operator should know about an installation before users do."""

import asyncio
import importlib
import platform
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import BadSettings, Settings, load_settings

PACKAGES = ("bot", "glossary", "playground", "prompts", "storage", "translators")
"""Our packages. Others on the package index have the same names, so they could be mixed up."""

_LISTED = 10
"""How many parked jobs are named."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check came to. `says` is a sentence for the operator, without any secret."""

    state: Literal["ok", "note", "failed"]
    what: str
    says: str

    def as_json(self) -> dict[str, str]:
        return asdict(self)


async def examine() -> tuple[Finding, ...]:
    """All findings, in the order in which to mend them."""
    found = [_python(), _packages()]
    try:
        settings = load_settings()
    except BadSettings as problem:
        found += [Finding("failed", "settings", line) for line in str(problem).splitlines()]
        return tuple(found)
    found.append(Finding("ok", "settings", "All settings can be read."))
    found.append(_glossary())
    found += [finding async for finding in _connections(settings)]
    return tuple(found)


def _python() -> Finding:
    return Finding("ok", "python", f"Python {platform.python_version()}.")


def _packages() -> Finding:
    """Our flat package names exist elsewhere too: all must come from one folder."""
    homes = {}
    for name in PACKAGES:
        file = importlib.import_module(name).__file__
        homes[name] = Path(file).parent.parent if file else None
    strangers = sorted(name for name, home in homes.items() if home != homes["bot"])
    if strangers:
        return Finding(
            "failed",
            "packages",
            f"{', '.join(strangers)} comes from another project. Install Parlance in an"
            " environment of its own.",
        )
    return Finding("ok", "packages", f"All packages lie side by side in {homes['bot']}.")


def _glossary() -> Finding:
    from glossary.packs import builtin

    return Finding("ok", "glossary", f"{len(builtin().entries):,} built-in entries.")


async def _connections(settings: Settings) -> AsyncIterator[Finding]:
    database = await _database(settings)
    yield database
    if database.state == "ok":
        yield await asyncio.to_thread(_jobs, settings)
    if settings.store_text:
        yield _texts(settings)
    yield await _slack(settings)
    yield _way_in(settings)
    yield _model(settings)


async def _database(settings: Settings) -> Finding:
    from storage.database import StorageError
    from storage.upgrade import check

    kind = settings.database.partition(":")[0]
    try:
        complaint = check(settings.database)
    except StorageError as problem:
        return Finding("failed", "database", str(problem))
    if complaint:
        return Finding("note", "database", complaint)
    return Finding("ok", "database", f"The {kind} database is up to date.")


def _jobs(settings: Settings) -> Finding:
    """Parked jobs wait for somebody to look at them; people were told the references."""
    from storage.database import StorageError
    from storage.job_store import parked

    try:
        found = parked(settings.database)
    except StorageError as problem:
        return Finding("failed", "jobs", str(problem))
    if not found:
        return Finding("ok", "jobs", "No job is parked.")
    listed = "; ".join(
        f"{job.reference} ({job.kind} since {job.since:%Y-%m-%d %H:%M}, begun {job.runs} times,"
        f" {job.reason}, {job.id})"
        for job in found[-_LISTED:]
    )
    return Finding("note", "jobs", f"{len(found)} given up, the latest by reference: {listed}.")


def _texts(settings: Settings) -> Finding:
    """Words are kept: are they sealed?"""
    from storage.encryption import BadKey, Cipher

    kept = f"STORE_TEXT keeps what is translated for {settings.retention_days} days"
    if settings.token_encryption_key is None:
        return Finding("note", "texts", f"{kept}, readable: TOKEN_ENCRYPTION_KEY would seal it.")
    try:
        Cipher(settings.token_encryption_key.get_secret_value())
    except BadKey as problem:
        return Finding("failed", "texts", str(problem))
    return Finding("ok", "texts", f"{kept}, sealed with TOKEN_ENCRYPTION_KEY.")


async def _slack(settings: Settings) -> Finding:
    if settings.by_oauth:
        return _encryption(settings)
    if settings.slack_bot_token is None:
        return Finding("note", "slack", "SLACK_BOT_TOKEN is not set: only the playground runs.")
    client = AsyncWebClient(
        token=settings.slack_bot_token.get_secret_value(),
        base_url=settings.slack_api_url,
        timeout=5,
    )
    try:
        answer = await client.auth_test()
    except SlackApiError as problem:
        code = problem.response.get("error", "unknown")
        return Finding("failed", "slack", f"Slack does not accept the bot token ({code}).")
    except (OSError, TimeoutError) as problem:
        return Finding("failed", "slack", f"Slack can't be reached ({type(problem).__name__}).")
    return Finding("ok", "slack", f"The bot token is good for workspace {answer.get('team')}.")


def _encryption(settings: Settings) -> Finding:
    """Installed by OAuth, each workspace has a token of its own; the key opens them."""
    from bot.oauth import cipher_of
    from storage.encryption import BadKey

    try:
        cipher_of(settings)
    except BadKey as problem:
        return Finding("failed", "slack", str(problem))
    return Finding("ok", "slack", "Workspaces install the app at /slack/install.")


def _way_in(settings: Settings) -> Finding:
    if settings.slack_app_token:
        return Finding("ok", "way in", "Socket Mode: no public address is needed.")
    if settings.slack_signing_secret:
        where = f"{settings.host}:{settings.port}"
        return Finding("ok", "way in", f"HTTP mode on {where}, requests at /slack/events.")
    return Finding(
        "note", "way in", "Set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP mode)."
    )


def _model(settings: Settings) -> Finding:
    if settings.openai_api_key is None:
        return Finding("note", "model", "OPENAI_API_KEY is not set: the glossary alone answers.")
    where = settings.openai_base_url or "OpenAI"
    return Finding(
        "ok", "model", f"{settings.openai_model} at {where}, {settings.openai_api_style} style."
    )
