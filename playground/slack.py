"""`Playground`: a small Slack that a test or a newcomer drives as people do.

async with Playground(signing_secret="s", bot_token="xoxb-1") as slack:
    slack.connect(asgi_app)                 # the app, whose own client uses slack.api_url
    await slack.command("tom", "product-launch", "/translate hello")
    answer = await slack.wait_for(lambda: slack.visible("tom", "product-launch"))
"""

from collections.abc import Sequence
from types import TracebackType
from typing import Self

import httpx2
from starlette.types import ASGIApp

from playground import demo
from playground.acts import Acts
from playground.clock import Clock, WallClock
from playground.delivery import Courier, Send, http_sender
from playground.engine import Engine
from playground.http_server import HOST, LoopbackServer
from playground.model import Message, Workspace
from playground.page import Page
from playground.probes import Probes
from playground.server import create_server_app
from playground.web_api import Injected, WebApi, limited


class Playground(Acts, Probes):
    """A workspace with people, served on 127.0.0.1 while the context is open.

    People and channels may be named by name or id. Acts that Slack's window would not allow raise
    `ImpossibleAct`; what Slack refuses the app is in `violations`.
    """

    def __init__(
        self,
        *,
        signing_secret: str,
        bot_token: str,
        workspace: Workspace | None = None,
        clock: Clock | None = None,
        history: Sequence[Message] = (),
        port: int = 0,
        page: bool = False,
    ) -> None:
        self.clock = clock or WallClock()
        engine = Engine(workspace or demo.workspace(), clock=self.clock)
        engine.seed(history)
        super().__init__(engine, Courier(engine, signing_secret=signing_secret))
        engine.on_event = self._courier.event
        self._api = WebApi(engine, bot_token=bot_token)
        routes = [*self._api.routes, *(Page(self).routes if page else ())]
        self._server = LoopbackServer(create_server_app(routes), port=port)
        self._client: httpx2.AsyncClient | None = None

    async def __aenter__(self) -> Self:
        await self._server.start()
        self.engine.base_url = f"http://{HOST}:{self._server.port}"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._courier.close()
        self.engine.close()
        await self._server.stop()
        if self._client is not None:
            await self._client.aclose()

    # The app's side

    @property
    def api_url(self) -> str:
        """What the app sets as SLACK_API_URL; ends in `/api/`."""
        return f"{self.engine.base_url}/api/"

    @property
    def page_url(self) -> str:
        return f"{self.engine.base_url}/"

    def connect(self, app: ASGIApp) -> None:
        """Deliver to an ASGI app in this process, at `/slack/events`."""
        transport = httpx2.ASGITransport(app, raise_app_exceptions=False)
        self._use(httpx2.AsyncClient(transport=transport, base_url="http://app", timeout=None))

    def connect_url(self, base_url: str) -> None:
        """Deliver over HTTP to an app that listens at `base_url`."""
        self._use(httpx2.AsyncClient(base_url=base_url, timeout=None))

    def connect_send(self, send: Send) -> None:
        """Deliver through a function of the caller's own."""
        self._courier.send = send

    def _use(self, client: httpx2.AsyncClient) -> None:
        self._client = client
        self._courier.send = http_sender(client)

    def limit(self, method: str, *, retry_after: int = 1, times: int = 1) -> None:
        """Answer the next `times` calls of a method with 429 and Retry-After (whole seconds)."""
        self._api.inject(method, limited(retry_after), times=times)

    def fail(self, method: str, error: str, *, status: int = 200, times: int = 1) -> None:
        """Answer the next `times` calls of a method (or `response_url`) with an error."""
        self._api.inject(method, Injected(status, error), times=times)
