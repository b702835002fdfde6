"""A storm: commands at a steady rate while processes and the database fail; what was lost after it.

Everything is real but Slack and the model: `parlance serve` in processes of their own, over HTTP.
"""

import asyncio
import random
import re
import time
from asyncio import Task
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web
from cryptography.fernet import Fernet

from tests.chaos import slack as fake
from tests.chaos.proxy import Proxy
from tests.chaos.replicas import Replica
from tests.chaos.slack import Slack
from tests.fakes import model_server
from tests.fakes.model_server import Asked, Behaviour, ModelServer

PATIENCE = 90.0
"""Seconds after the last command until what is unanswered counts as lost."""
FAULTS: tuple[Behaviour, ...] = (
    model_server.drop,
    model_server.status(500),
    model_server.status(503),
    model_server.html,
)


@dataclass(frozen=True)
class Plan:
    """What happens in a storm. Rates are per second, times seconds; `trouble` is the share of
    Slack's answers that are 503, `faults` that of the model's answers that are none."""

    requests: int
    rate: float
    kills: int
    replicas: int
    lose_one: bool
    faults: float
    trouble: float
    model: tuple[float, float]
    cut: float
    freeze: float
    seed: int


class Storm:
    """One run of a plan against the database at `url`; `folder` keeps files and logs."""

    def __init__(self, plan: Plan, url: str, folder: Path, *, proxy: Proxy | None) -> None:
        self.plan = plan
        self.seconds = 0.0
        """From the first command to the last answer."""
        self.stop_seconds = 0.0
        """The longest that a replica took to end when it was asked to."""
        self.kills: list[float] = []
        self.asked: defaultdict[int, list[float]] = defaultdict(list)
        """When the model was asked, by the number of the command."""
        self._dice = random.Random(plan.seed)  # noqa: S311 a storm should be repeatable
        self.slack = Slack(trouble=plan.trouble, dice=self._dice)
        self._url = url
        self._folder = folder
        self._proxy = proxy
        self._replicas: list[Replica] = []

    async def run(self) -> None:
        """Everything from the start of the processes to the last answer."""
        async with self.slack, ModelServer(self._model) as model:
            runs = await self._start(model.base_url)
            try:
                began = time.monotonic()
                troubles = asyncio.create_task(self._troubles())
                await self._send_all()
                await troubles
                await self._wait_for_answers()
                self.seconds = time.monotonic() - began
                stops = await asyncio.gather(*(replica.stop() for replica in self._replicas))
                self.stop_seconds = max(stops)
            finally:
                for replica in self._replicas:
                    replica.give_up()
                await asyncio.gather(*runs)

    async def _start(self, model_address: str) -> list[Task[None]]:
        environment = {
            "PARLANCE_HOME": str(self._folder),
            "DATABASE_URL": self._url,
            "SLACK_BOT_TOKEN": fake.TOKEN,
            "SLACK_SIGNING_SECRET": fake.SECRET,
            "SLACK_API_URL": f"{self.slack.address}/api/",
            "OPENAI_API_KEY": "sk-test",
            "OPENAI_BASE_URL": model_address,
            "TOKEN_ENCRYPTION_KEY": Fernet.generate_key().decode(),
        }
        self._replicas = [
            Replica(environment, self._folder, f"replica-{number}")
            for number in range(self.plan.replicas)
        ]
        runs = [asyncio.create_task(replica.run()) for replica in self._replicas]
        for replica in self._replicas:
            await replica.ready()
        return runs

    async def _send_all(self) -> None:
        """Send at the rate until enough commands are acknowledged."""
        addresses = [replica.address for replica in self._replicas]
        sending: set[Task[None]] = set()
        number, began = 0, time.monotonic()
        while len(self.slack.acknowledged) < self.plan.requests:
            number += 1
            task = asyncio.create_task(self.slack.send(number, addresses))
            sending.add(task)
            task.add_done_callback(sending.discard)
            await asyncio.sleep(max(0.0, began + number / self.plan.rate - time.monotonic()))
        await asyncio.gather(*sending)

    async def _troubles(self) -> None:
        """Spread over the time that the plan takes if all goes well."""
        length = self.plan.requests / self.plan.rate
        happenings = [self._kill_one] * self.plan.kills
        if self.plan.lose_one:
            happenings.insert(len(happenings) // 2, self._lose_one)
        if self.plan.cut:
            happenings.append(self._cut)
        if self.plan.freeze:
            happenings.append(self._freeze)
        for happening in happenings:
            await asyncio.sleep(length / (len(happenings) + 1) * self._dice.uniform(0.5, 1.5))
            await happening()

    async def _kill_one(self) -> None:
        self.kills.append(time.monotonic())
        self._dice.choice(self._replicas).kill()

    async def _lose_one(self) -> None:
        self.kills.append(time.monotonic())
        self._replicas.pop().give_up()

    async def _cut(self) -> None:
        if self._proxy is not None:
            await self._proxy.cut(self.plan.cut)

    async def _freeze(self) -> None:
        if self._proxy is not None:
            await self._proxy.freeze(self.plan.freeze)

    async def _wait_for_answers(self) -> None:
        """Until all is answered, or nothing was for a long time."""
        last, left = time.monotonic(), len(self.slack.unanswered)
        while left and time.monotonic() - last < PATIENCE:
            await asyncio.sleep(0.2)
            if len(self.slack.unanswered) < left:
                last, left = time.monotonic(), len(self.slack.unanswered)

    async def _model(self, asked: Asked) -> web.StreamResponse:
        if found := re.search(r"ticket (\d+)", asked.payload):
            self.asked[int(found[1])].append(time.monotonic())
        await asyncio.sleep(self._dice.uniform(*self.plan.model))
        if self._dice.random() < self.plan.faults:
            return await self._dice.choice(FAULTS)(asked)
        return await model_server.answer(asked)
