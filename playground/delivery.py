"""Sending things to the app: signed, within three seconds, events again when they failed."""

import asyncio
import itertools
import json
import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import httpx2

from playground import payloads
from playground.engine import Engine
from playground.model import Attempt, Delivery, Json
from playground.signing import sign

EVENTS_PATH = "/slack/events"
ACK_SECONDS = 3.0
RETRY_DELAYS = (0.0, 60.0, 300.0)
"""Seconds before the first, second and third repeat of an event (docs.slack.dev, Events API)."""

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Response:
    """What an app answered."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


Send = Callable[[str, Mapping[str, str], bytes], Awaitable[Response]]
"""Takes a path, headers and a body to the app and brings its response back."""


def http_sender(client: httpx2.AsyncClient) -> Send:
    """A `Send` over an HTTP client, whose base URL or transport says where the app is."""

    async def send(path: str, headers: Mapping[str, str], body: bytes) -> Response:
        response = await client.post(path, content=body, headers=dict(headers))
        return Response(response.status_code, dict(response.headers), response.content)

    return send


class Courier:
    """Delivers to one app. `send` is None until an app is connected: then nothing can be sent."""

    def __init__(self, engine: Engine, *, signing_secret: str) -> None:
        self.send: Send | None = None
        self._engine = engine
        self._secret = signing_secret
        self._event_numbers = itertools.count(1)
        self._tasks: set[asyncio.Task[Any]] = set()
        self._busy = 0

    @property
    def idle(self) -> bool:
        """True when no request is on its way and none is due at once."""
        return self._busy == 0

    async def form(self, kind: str, payload: Json, fields: Mapping[str, str]) -> Response | None:
        """Send a command or interaction once. None when no answer came within three seconds."""
        delivery = Delivery(kind, payload)
        self._engine.deliveries.append(delivery)
        return await self._attempt(delivery, FORM, urlencode(fields).encode(), {})

    async def interaction(self, payload: Json) -> Response | None:
        fields = {"payload": json.dumps(payload)}
        return await self.form(str(payload["type"]), payload, fields)

    def event(self, event: Json) -> None:
        """Deliver an event in the background, up to three times again with the same `event_id`."""
        if self.send is None:
            return
        envelope = payloads.event_envelope(
            self._engine, event, event_id=f"Ev{next(self._event_numbers):08d}"
        )
        self._busy += 1
        self._start(self._deliver_event(Delivery(str(event["type"]), envelope)))

    async def redeliver(self, delivery: Delivery, *, number: int = 1) -> None:
        """Send an event once more, as Slack does when it missed the answer."""
        body = json.dumps(delivery.payload).encode()
        await self._attempt(delivery, JSON, body, _retry_headers(number, "http_timeout"))

    async def verify_url(self, challenge: str) -> Response | None:
        """Ask the app to prove that it listens, as when its address is entered at Slack."""
        payload = {
            "type": "url_verification",
            "token": payloads.VERIFICATION_TOKEN,
            "challenge": challenge,
        }
        delivery = Delivery("url_verification", payload)
        return await self._attempt(delivery, JSON, json.dumps(payload).encode(), {})

    async def raw(self, body: bytes, *, headers: Mapping[str, str]) -> Response:
        """Send bytes with exactly these headers: for tests of forged and stale requests."""
        return await self._connected()(EVENTS_PATH, headers, body)

    def signed_headers(
        self, body: bytes, *, content_type: str = FORM, timestamp: int | None = None
    ) -> dict[str, str]:
        """Slack's headers for `body`. `timestamp` is real time: an app compares it with its own."""
        moment = int(time.time()) if timestamp is None else timestamp
        return {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": str(moment),
            "X-Slack-Signature": sign(body, secret=self._secret, timestamp=moment),
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        }

    async def close(self) -> None:
        """Give up what is still on its way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _deliver_event(self, delivery: Delivery) -> None:
        self._engine.deliveries.append(delivery)
        body = json.dumps(delivery.payload).encode()
        headers: dict[str, str] = {}
        for number, delay in enumerate((*RETRY_DELAYS, None), start=1):
            response = await self._attempt(delivery, JSON, body, headers)
            if response is not None and response.status == 200:
                break
            if delay is None or _declined(response):
                break
            headers = _retry_headers(number, "http_timeout" if response is None else "http_error")
            if delay:
                await self._wait_idly(delay)
        self._rest()

    async def _wait_idly(self, seconds: float) -> None:
        self._rest()
        await self._engine.clock.sleep(seconds)
        self._busy += 1

    def _rest(self) -> None:
        self._busy -= 1
        self._engine.changed()

    async def _attempt(
        self, delivery: Delivery, content_type: str, body: bytes, headers: Mapping[str, str]
    ) -> Response | None:
        signed = {**self.signed_headers(body, content_type=content_type), **headers}
        self._busy += 1
        try:
            response = await self._within_time(signed, body)
        finally:
            self._rest()
        self._record(delivery, response)
        return response

    async def _within_time(self, headers: Mapping[str, str], body: bytes) -> Response | None:
        """The response, or None after three seconds; the app works on, as a server would."""
        limit = self._start(self._engine.clock.sleep(ACK_SECONDS))
        sending = self._start(self._post(headers, body))
        await asyncio.wait({sending, limit}, return_when=asyncio.FIRST_COMPLETED)
        limit.cancel()
        return sending.result() if sending.done() else None

    async def _post(self, headers: Mapping[str, str], body: bytes) -> Response:
        try:
            return await self._connected()(EVENTS_PATH, headers, body)
        except httpx2.TransportError as error:
            return Response(503, {}, type(error).__name__.encode())

    def _connected(self) -> Send:
        if self.send is None:
            raise RuntimeError("no app is connected: call Playground.connect first")
        return self.send

    def _record(self, delivery: Delivery, response: Response | None) -> None:
        number = len(delivery.attempts)
        if response is None:
            delivery.attempts.append(Attempt(number, None))
            self._engine.complain(delivery.kind, "operation_timeout")
            return
        text = response.body.decode(errors="replace")
        delivery.attempts.append(Attempt(number, response.status, text))
        if response.status != 200:
            self._engine.complain(delivery.kind, "dispatch_failed", f"HTTP {response.status}")

    def _start(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


def _retry_headers(number: int, reason: str) -> dict[str, str]:
    return {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": reason}


def _declined(response: Response | None) -> bool:
    return response is not None and response.headers.get("x-slack-no-retry") == "1"
