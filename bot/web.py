"""HTTP mode, health checks and Socket Mode: how requests reach the app and how the process ends."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import structlog
from prometheus_client import CONTENT_TYPE_LATEST
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot import startup
from bot.app import create_app, create_client
from bot.errors import trace
from bot.housekeeping import keeping_house
from bot.metrics import Metrics
from bot.oauth import INSTALL_PATH, REDIRECT_PATH
from bot.slack import connections_kept
from bot.wiring import Services

DRAIN_SECONDS = 3.0
"""How long accepted work may take to finish when the process is told to stop."""

log = structlog.get_logger(__name__)


def create_asgi_app(services: Services) -> Starlette:
    """Everything served over HTTP. The caller opens and closes `services`; jobs are started
    and drained here."""
    app = create_app(services)
    handler = AsyncSlackRequestHandler(app)

    async def events(request: Request) -> Response:
        return await _counted(handler, request, services.metrics)

    async def metrics(request: Request) -> Response:
        return Response(services.metrics.exposition(), media_type=CONTENT_TYPE_LATEST)

    async def readyz(request: Request) -> Response:
        return await _readiness(services)

    async def install(request: Request) -> Response:
        return await handler.handle(request)

    pages = (INSTALL_PATH, REDIRECT_PATH) if services.workspaces else ()
    return Starlette(
        routes=[
            Route("/slack/events", events, methods=["POST"]),
            *(Route(page, install) for page in pages),
            Route("/healthz", _healthz),
            Route("/readyz", readyz),
            Route("/metrics", metrics),
        ],
        lifespan=_lifespan(services, app.client),
    )


async def _counted(
    handler: AsyncSlackRequestHandler, request: Request, metrics: Metrics
) -> Response:
    """Handle a request. What it is, the app finds out, where its signature is good."""
    started, known = time.perf_counter(), structlog.contextvars
    known.clear_contextvars()
    status = 500
    try:
        response = await handler.handle(request)
        status = response.status_code
    finally:
        seconds = time.perf_counter() - started
        kind = str(known.get_contextvars().get("kind", "other"))
        metrics.count_request(kind, status, seconds)
        log.info("acknowledged", status=status, seconds=round(seconds, 3))
    return response


async def serve_socket(services: Services, *, stop: asyncio.Event) -> None:
    """Socket Mode, until `stop` is set: connects outwards, so it needs no public address."""
    from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler

    token = services.settings.slack_app_token
    app = create_app(services)
    handler = AsyncSocketModeHandler(
        app,
        token.get_secret_value() if token else None,
        web_client=create_client(services.settings),
    )
    async with connections_kept(app.client):
        await services.jobs.start()
        try:
            await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
            log.info("socket_mode_connected")
            async with keeping_house(services):
                startup.settle()
                await stop.wait()
        finally:
            await handler.close_async()  # type: ignore[no-untyped-call]
            await services.jobs.drain(timeout=DRAIN_SECONDS)


async def _healthz(request: Request) -> Response:
    """The process runs. Says nothing of what it depends on."""
    return JSONResponse({"status": "ok"})


async def _readiness(services: Services) -> Response:
    """Whether requests can be answered in full: the glossary's store is asked for its version."""
    try:
        async with asyncio.timeout(2):
            await services.glossary_store.version("readiness")
    except Exception as problem:  # noqa: BLE001 whatever keeps the store from answering, we are not ready
        log.warning("not_ready", error=trace(problem))
        return JSONResponse({"status": "unavailable", "part": "database"}, status_code=503)
    return JSONResponse({"status": "ok"})


def _lifespan(
    services: Services, client: AsyncWebClient
) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with connections_kept(client):
            await services.jobs.start()
            async with keeping_house(services):
                startup.settle()
                yield
            await services.jobs.drain(timeout=DRAIN_SECONDS)

    return lifespan
