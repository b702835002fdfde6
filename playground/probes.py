"""Requests below the level of people, for tests of forgery, repetition and replay."""

import uuid
from collections.abc import Mapping

from playground.delivery import FORM, Response
from playground.model import Delivery, Json
from playground.watching import Watching


class Probes(Watching):
    """Sends what no window would send."""

    async def send_raw(self, body: bytes, *, headers: Mapping[str, str]) -> Response:
        """Send bytes to the app with exactly these headers."""
        return await self._courier.raw(body, headers=headers)

    def signed_headers(
        self, body: bytes, *, content_type: str = FORM, timestamp: int | None = None
    ) -> dict[str, str]:
        """Slack's own headers for a body; `timestamp` (epoch seconds) is now unless given."""
        return self._courier.signed_headers(body, content_type=content_type, timestamp=timestamp)

    async def interact(self, payload: Json) -> Response | None:
        """Send any interaction payload, signed: for example an old one again."""
        return await self._courier.interaction(payload)

    async def redeliver(self, delivery: Delivery, *, number: int = 1) -> None:
        """Deliver an event once more with Slack's retry headers."""
        await self._courier.redeliver(delivery, number=number)

    async def verify_url(self) -> bool:
        """True when the app answers Slack's challenge for a request URL."""
        challenge = uuid.uuid4().hex
        response = await self._courier.verify_url(challenge)
        return response is not None and challenge.encode() in response.body
