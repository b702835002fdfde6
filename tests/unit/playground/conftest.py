"""A small Slack with a standing clock and a stub app connected to it."""

from collections.abc import AsyncIterator

import pytest

from playground import ManualClock, Playground
from tests.unit.playground.stub_app import SECRET, TOKEN, StubApp


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
async def slack(clock: ManualClock) -> AsyncIterator[Playground]:
    async with Playground(signing_secret=SECRET, bot_token=TOKEN, clock=clock) as slack:
        yield slack


@pytest.fixture
def app(slack: Playground) -> StubApp:
    app = StubApp(api_url=slack.api_url)
    slack.connect(app.asgi)
    return app
