"""A storm: commands at a steady rate while processes and the database fail; what was lost after it.

Everything is real but Slack and the model: `parlance serve` in processes of their own, over HTTP.
"""

import asyncio
import random
import re
import time
from asyncio import Task
from collections import defaultdict
from pathlib import Path

from aiohttp import web
from cryptography.fernet import Fernet

from tests.chaos import slack as fake
from tests.chaos.disk import Trouble
from tests.chaos.happenings import Happenings, Record
from tests.chaos.plans import Plan
from tests.chaos.proxy import Proxy
from tests.chaos.replicas import Replica
from tests.chaos.slack import FLOOD, Slack
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


class Storm:
    """One run of a plan against the database at `url`; `folder` keeps files and logs."""

    def __init__(
        self,
        plan: Plan,
        url: str,
        folder: Path,
        *,
        proxy: Proxy | None = None,
        disk: Trouble | None = None,
    ) -> None:
        self.plan = plan
        self.seconds = 0.0
        """From the first command to the last answer."""
        self.stop_seconds = 0.0
        """The longest that a replica took to end when it was asked to."""
        self.record = Record()
        self.asked: defaultdict[int, list[float]] = defaultdict(list)
        """When the model was asked, by the number of the command."""
        self._dice = random.Random(plan.seed)  # noqa: S311 a storm should be repeatable
        self.slack = Slack(trouble=plan.trouble, dice=self._dice, copies=plan.copies)
        self._url = url
        self._folder = folder
        self._proxy = proxy
        self._disk = disk
        self._replicas: list[Replica] = []

    async def run(self) -> None:
        """Everything from the start of the processes to the last answer."""
        async with self.slack, ModelServer(self._model) as model:
            runs = await self._start(model.base_url)
            try:
                began = time.monotonic()
                troubles = asyncio.create_task(self._happenings().run())
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
            # A long storm would come to its end, and the glossary's quick answers hide the rest.
            "DAILY_TOKEN_BUDGET": "0",
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
        sending: set[Task[None]] = set()
        number, began = 0, time.monotonic()
        while sum(one < FLOOD for one in self.slack.acknowledged) < self.plan.requests:
            number += 1
            addresses = [replica.address for replica in self._replicas]
            task = asyncio.create_task(self.slack.send(number, addresses))
            sending.add(task)
            task.add_done_callback(sending.discard)
            await asyncio.sleep(max(0.0, began + number / self.plan.rate - time.monotonic()))
        await asyncio.gather(*sending)

    def _happenings(self) -> Happenings:
        happenings = Happenings(
            self.plan,
            self.slack,
            self._replicas,
            dice=self._dice,
            folder=self._folder,
            proxy=self._proxy,
            disk=self._disk,
        )
        self.record = happenings.record
        return happenings

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
