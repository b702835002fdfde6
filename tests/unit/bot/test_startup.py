"""A quick start: the collector waits, and so does the model's library."""

import asyncio
import gc
import subprocess
import sys
from collections.abc import Iterator

import pytest

from bot import startup
from bot.startup import LateModel
from tests.fakes.language_model import FakeLanguageModel
from translators.models import TokenUsage
from translators.ports import ModelAnswer, ModelRequest

ASKED = ModelRequest(instructions="", payload="", prompt="p")
ANSWER = ModelAnswer("said", (), "fake-model", TokenUsage())


@pytest.fixture
def collector() -> Iterator[None]:
    yield
    gc.unfreeze()
    gc.enable()


@pytest.mark.usefixtures("collector")
def test_what_a_hurried_start_loaded_is_not_looked_through_again() -> None:
    with startup.hurried():
        assert not gc.isenabled()
        startup.settle()
        assert gc.isenabled()
    assert gc.get_freeze_count() > 1_000


def test_a_start_that_fails_leaves_the_collector_on() -> None:
    with pytest.raises(ValueError, match="no"), startup.hurried():
        raise ValueError("no")
    assert gc.isenabled()


@pytest.mark.usefixtures("collector")
def test_without_a_hurry_the_collector_is_left_as_it_is() -> None:
    before = gc.get_freeze_count()
    startup.settle()
    assert gc.isenabled()
    assert gc.get_freeze_count() == before


def test_serving_begins_without_the_libraries_that_it_may_not_need() -> None:
    heavy = {"openai", "playground", "slack_bolt.adapter.socket_mode"}
    program = f"import sys; from bot import serving; print(*({heavy} & sys.modules.keys()))"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)  # noqa: S603
    assert ran.stdout.decode().split() == []


class Counted:
    """Makes a model, and counts how often."""

    def __init__(self) -> None:
        self.models: list[FakeLanguageModel] = []

    def __call__(self) -> FakeLanguageModel:
        self.models.append(FakeLanguageModel(*[ANSWER] * 4))
        return self.models[-1]


async def test_a_late_model_is_made_once_for_all_who_ask_at_the_same_time() -> None:
    build = Counted()
    model = LateModel(build)
    answers = await asyncio.gather(*(model.ask(ASKED) for _ in range(4)))
    assert answers == [ANSWER] * 4
    assert len(build.models) == 1
    await model.close()


async def test_who_gives_up_waiting_does_not_take_the_model_from_the_others() -> None:
    build = Counted()
    model = LateModel(build)
    hasty, patient = (asyncio.create_task(model.ask(ASKED)) for _ in range(2))
    await asyncio.sleep(0)
    hasty.cancel()
    assert await patient == ANSWER
    await model.close()


async def test_a_late_model_is_made_by_itself_where_nobody_asks() -> None:
    made = asyncio.Event()
    loop = asyncio.get_running_loop()

    def build() -> FakeLanguageModel:
        loop.call_soon_threadsafe(made.set)
        return FakeLanguageModel()

    model = LateModel(build, seconds=0)
    await asyncio.wait_for(made.wait(), 5)
    await model.close()


async def test_a_late_model_that_was_never_made_can_be_closed() -> None:
    build = Counted()
    await LateModel(build).close()
    assert build.models == []
