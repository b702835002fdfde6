"""A Slack that only counts: it sends commands, signed, and takes answers, or now and then fails."""

import asyncio
import hashlib
import hmac
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

import aiohttp
from aiohttp import web

SECRET = "a signing secret"
TOKEN = "xoxb-1"
TEAMS = 5
FLOOD = 1_000_000
"""Numbers from here on are commands of one workspace that sends all of them at once."""
WITHIN = 3.0
"""Seconds until Slack gives up on an acknowledgement."""


@dataclass(frozen=True)
class Sent:
    """A command that was acknowledged: when it was sent, and after how many seconds that came."""

    at: float
    seconds: float


class Slack:
    """`async with Slack(trouble=0.05) as slack:` serves at `slack.address`."""

    def __init__(self, *, trouble: float, dice: random.Random, copies: int = 1) -> None:
        self.acknowledged: dict[int, Sent] = {}
        self.refused: Counter[str] = Counter()
        self.told_to_wait: list[float] = []
        """When commands were sent that were refused with a sentence for the person."""
        self.acks: list[float] = []
        self.repeats = 0
        """Copies of a delivery that were acknowledged as such."""
        self.answered: defaultdict[int, list[float]] = defaultdict(list)
        self.address = ""
        self.messages: Counter[int] = Counter()
        """How many messages a person sees at the end: an answer may replace another one."""
        self._trouble = trouble
        self._copies = copies
        self._dice = dice
        app = web.Application()
        app.router.add_post("/response/{number}", self._on_answer)
        app.router.add_post("/api/{method}", self._on_call)
        self._runner = web.AppRunner(app, shutdown_timeout=1)
        self._client: aiohttp.ClientSession

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.address = f"http://{host}:{port}"
        self._client = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(WITHIN))
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.close()
        await self._runner.cleanup()

    @property
    def unanswered(self) -> set[int]:
        """Numbers of the commands that were acknowledged and not answered."""
        return self.acknowledged.keys() - self.answered.keys()

    async def send(self, number: int, addresses: Sequence[str]) -> None:
        """Send a command, as often at once as a delivery is to be copied."""
        turns = range(number, number + self._copies)
        body = self._command(number)
        await asyncio.gather(*(self._deliver(number, body, addresses, turn) for turn in turns))

    async def _deliver(self, number: int, body: bytes, addresses: Sequence[str], turn: int) -> None:
        """To one of the addresses, as a load balancer would: the next one where nobody listens.
        Slack does not deliver a command twice."""
        began = time.monotonic()
        for place in range(turn, turn + len(addresses)):
            address = addresses[place % len(addresses)]
            try:
                async with self._client.post(address, data=body, headers=_signed(body)) as answer:
                    self._note(number, answer.status, await answer.text(), began)
            except aiohttp.ClientConnectorError:
                continue
            except (aiohttp.ClientError, TimeoutError) as problem:
                self.refused[type(problem).__name__] += 1
            return
        self.refused["nobody listened"] += 1

    def _note(self, number: int, status: int, said: str, began: float) -> None:
        if status == 200 and "Translating" in said:
            self.acknowledged[number] = Sent(began, time.monotonic() - began)
            self.acks.append(time.monotonic())
        elif status == 200 and "try again" in said:
            self.told_to_wait.append(began)
        elif status == 200 and not said and self._copies > 1:
            self.repeats += 1
        else:
            self.refused[f"status {status}"] += 1

    def _command(self, number: int) -> bytes:
        fields = {
            "command": "/translate",
            "text": f"We need to optimize the API latency, see ticket {number}.",
            "team_id": team_of(number),
            "user_id": f"U{number}",
            "user_name": "somebody",
            "channel_id": "C1",
            "trigger_id": str(number),
            "response_url": f"{self.address}/response/{number}",
        }
        return urlencode(fields).encode()

    async def _on_answer(self, request: web.Request) -> web.Response:
        if self._fails():
            return web.Response(status=503)
        number, said = int(request.match_info["number"]), json.loads(await request.read())
        self.answered[number].append(time.monotonic())
        if not (said.get("replace_original") and self.messages[number]):
            self.messages[number] += 1
        return web.json_response({"ok": True})

    async def _on_call(self, request: web.Request) -> web.Response:
        """Web API methods; a direct message counts as an answer to the person."""
        if self._fails():
            return web.Response(status=503)
        if request.match_info["method"] == "chat.postMessage":
            said = await request.post() or await request.json()
            number = int(str(said["channel"]).removeprefix("U"))
            self.answered[number].append(time.monotonic())
            self.messages[number] += 1
        told = {"ok": True, "team_id": "T0", "user_id": "U0", "bot_id": "B0", "url": self.address}
        return web.json_response(told)

    def _fails(self) -> bool:
        return self._dice.random() < self._trouble


def team_of(number: int) -> str:
    return "TFLOOD" if number >= FLOOD else f"T{number % TEAMS}"


def job_id(number: int) -> str:
    """The id under which the bot keeps the job of a command."""
    return f"slack:{team_of(number)}:{number}"


def _signed(body: bytes) -> dict[str, str]:
    """Slack's headers: https://docs.slack.dev/authentication/verifying-requests-from-slack."""
    stamp = str(int(time.time()))
    base = b"v0:" + stamp.encode() + b":" + body
    signature = hmac.new(SECRET.encode(), base, hashlib.sha256).hexdigest()
    return {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={signature}",
    }
