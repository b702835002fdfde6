"""`parlance serve` as processes that are killed and, unless they are given up, started again."""

import asyncio
import contextlib
import os
import signal
import socket
import sys
import time
from asyncio.subprocess import Process
from collections.abc import Mapping
from pathlib import Path

import aiohttp

ROOT = Path(__file__).parents[2]
READY_WITHIN = 60.0


class Replica:
    """One `parlance serve` on a port of its own. `address` is where Slack sends to."""

    def __init__(self, environment: Mapping[str, str], folder: Path, name: str) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}/slack/events"
        self._environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "PORT": str(self.port),
            "LOG_LEVEL": "WARNING",
            **environment,
        }
        self._folder = folder
        self._log = folder / f"{name}.log"
        self._process: Process | None = None
        self._wanted = True
        self._ends = 0

    async def run(self) -> None:
        """Start it, and start it again whenever it ended, until it is given up."""
        with self._log.open("ab") as log:
            while self._wanted:
                self._process = await asyncio.create_subprocess_exec(
                    *(sys.executable, "-m", "bot", "serve"),
                    cwd=self._folder,
                    env=self._environment,
                    stdout=log,
                    stderr=log,
                )
                await self._process.wait()
                self._ends += 1

    async def ready(self) -> float:
        """Wait until it answers; how many seconds that took."""
        began = time.monotonic()
        async with asyncio.timeout(READY_WITHIN), aiohttp.ClientSession() as client:
            while not await self._answers(client):  # noqa: ASYNC110 another process is asked
                await asyncio.sleep(0.05)
        return time.monotonic() - began

    async def _answers(self, client: aiohttp.ClientSession) -> bool:
        with contextlib.suppress(aiohttp.ClientError):
            async with client.get(f"http://127.0.0.1:{self.port}/readyz") as answer:
                return answer.status == 200
        return False

    async def restart(self, root: Path) -> None:
        """Ask it to end, start what is in `root` instead, and wait until that answers."""
        ends = self._ends
        self._environment["PYTHONPATH"] = str(root)
        self._send(signal.SIGTERM)
        while self._ends == ends:  # noqa: ASYNC110 `run` notices
            await asyncio.sleep(0.05)
        await self.ready()

    def kill(self) -> None:
        """kill -9; `run` starts it again."""
        self._send(signal.SIGKILL)

    def give_up(self) -> None:
        """kill -9 for good."""
        self._wanted = False
        self._send(signal.SIGKILL)

    async def stop(self) -> float:
        """Ask it to end; how many seconds that took."""
        began = time.monotonic()
        self._wanted = False
        self._send(signal.SIGTERM)
        if self._process is not None:
            await self._process.wait()
        return time.monotonic() - began

    def _send(self, number: signal.Signals) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(number)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
