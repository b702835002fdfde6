"""`python -m benchmarks.one_replica`: the processor time of a translation, from Slack's request to
the logged use, which docs/operations.md sizes replicas with.

The whole program runs in this process on SQLite, with a model that answers at once, so that all the
time is the program's own; the small Slack that sends the requests runs in it too and is counted.
"""

import asyncio
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot import logs, web, wiring
from bot.settings import Settings
from playground import Playground, demo
from tests.fakes.language_model import FakeLanguageModel

REQUESTS = 200
SECRET, TOKEN = "a signing secret", "xoxb-1"
TEXT = "/translate to business We need to optimize API latency: p95 is {} ms and error rate 0.1%."


def main() -> None:
    logs.configure("WARNING")
    asyncio.run(_measure())


async def _measure() -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with AsyncExitStack() as stack:
            workspace = demo.workspace(app=demo.APP)
            playground = Playground(signing_secret=SECRET, bot_token=TOKEN, workspace=workspace)
            slack = await stack.enter_async_context(playground)
            opened = wiring.opened(_settings(slack.api_url, folder), **_parts())
            services = await stack.enter_async_context(opened)
            slack.connect(web.create_asgi_app(services))
            await services.jobs.start()
            await _ask(slack, services, 20)
            started = time.process_time()
            await _ask(slack, services, REQUESTS)
            seconds = (time.process_time() - started) / REQUESTS
    print(f"processor time of a translation: {seconds * 1000:.0f} ms")
    print(f"translations a second of one core: {1 / seconds:.0f}")


def _settings(api_url: str, folder: str) -> Settings:
    return Settings(
        _env_file=None,
        slack_bot_token=SecretStr(TOKEN),
        slack_signing_secret=SecretStr(SECRET),
        slack_api_url=api_url,
        parlance_home=Path(folder),
        openai_api_key=None,
        rate_limit_per_minute=0,
        daily_token_budget=1_000_000_000,
    )


def _parts() -> dict[str, Any]:
    return {"durable": True, "model": FakeLanguageModel()}


async def _ask(slack: Playground, services: wiring.Services, count: int) -> None:
    before = (await _logged(services)).uses
    for number in range(count):
        await slack.command("Tom", "product-launch", TEXT.format(300 + before + number))
    while (await _logged(services)).uses < before + count:  # noqa: ASYNC110 the log tells nobody
        await asyncio.sleep(0.2)


async def _logged(services: wiring.Services) -> Any:
    now = services.clock()
    return await services.usage.report(None, now.replace(year=now.year - 1), now)


if __name__ == "__main__":
    main()
