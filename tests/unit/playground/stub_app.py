"""A tiny Slack app that checks signatures and does what a test tells it to.

It stands where the real bot will be, and knows Slack only through HTTP.
"""

import json
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import httpx2
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from playground.model import Json
from playground.signing import sign

SECRET = "shh"
TOKEN = "xoxb-stub"

Handler = Callable[[Json], Awaitable[Response] | Response]


def acknowledged(payload: Json) -> Response:
    return PlainTextResponse("")


@dataclass
class StubApp:
    """`received` are decoded bodies; `handler` answers each (empty 200 by default)."""

    api_url: str = ""
    handler: Handler = acknowledged
    received: list[Json] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    @property
    def asgi(self) -> Starlette:
        return Starlette(routes=[Route("/slack/events", self._receive, methods=["POST"])])

    async def _receive(self, request: Request) -> Response:
        body = await request.body()
        expected = sign(
            body, secret=SECRET, timestamp=int(request.headers["x-slack-request-timestamp"])
        )
        if request.headers.get("x-slack-signature") != expected:
            return PlainTextResponse("forged", status_code=401)
        payload = decode(body)
        self.headers.append(dict(request.headers))
        if payload.get("type") == "url_verification":
            return PlainTextResponse(payload["challenge"])
        self.received.append(payload)
        answer = self.handler(payload)
        return answer if isinstance(answer, Response) else await answer

    async def api(self, method: str, **arguments: Any) -> Json:
        return await call_api(self.api_url, method, **arguments)

    async def respond(self, url: str, **content: Any) -> httpx2.Response:
        async with plain_client() as client:
            return await client.post(url, json=content)


async def call_api(api_url: str, method: str, *, token: str = TOKEN, **arguments: Any) -> Json:
    """Call the Web API with a JSON body, as Slack's own client does."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with plain_client() as client:
        response = await client.post(api_url + method, json=arguments, headers=headers)
    body: Json = response.json()
    return body


def plain_client() -> httpx2.AsyncClient:
    """A client for loopback HTTP: an empty TLS context spares loading the system's certificates."""
    return httpx2.AsyncClient(verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))


def decode(body: bytes) -> Json:
    text = body.decode()
    if text.startswith("{"):
        decoded: Json = json.loads(text)
        return decoded
    form = {key: values[0] for key, values in parse_qs(text, keep_blank_values=True).items()}
    return json.loads(form["payload"]) if "payload" in form else form


def reply(**content: Any) -> Response:
    return JSONResponse(content)
