"""Recent answers: asked once for many, kept for a while, never too many."""

import asyncio

import pytest

from translators.inference.cache import RecentAnswers


class Maker:
    """Makes numbered answers and can be held back."""

    def __init__(self) -> None:
        self.made = 0
        self.go = asyncio.Event()
        self.go.set()

    async def __call__(self) -> int:
        self.made += 1
        number = self.made
        await self.go.wait()
        return number


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


async def test_an_answer_is_made_once_and_then_remembered() -> None:
    recent, make = RecentAnswers[int](), Maker()
    assert await recent.get("key", make) == (1, False)
    assert await recent.get("key", make) == (1, True)
    assert await recent.get("other", make) == (2, False)


async def test_an_answer_is_forgotten_after_its_lifetime() -> None:
    clock, make = Clock(), Maker()
    recent = RecentAnswers[int](lifetime_s=10, clock=clock)
    await recent.get("key", make)
    clock.now = 9.9
    assert await recent.get("key", make) == (1, True)
    clock.now = 10.0
    assert await recent.get("key", make) == (2, False)


async def test_the_answer_unused_for_longest_makes_room() -> None:
    recent, make = RecentAnswers[int](size=2), Maker()
    for key in ("a", "b", "a", "c"):
        await recent.get(key, make)
    assert len(recent) == 2
    assert (await recent.get("a", make))[1] is True
    assert (await recent.get("b", make))[1] is False


async def test_whoever_asks_meanwhile_waits_for_the_same_answer() -> None:
    recent, make = RecentAnswers[int](), Maker()
    make.go.clear()
    asked = [asyncio.create_task(recent.get("key", make)) for _ in range(5)]
    await asyncio.sleep(0)
    make.go.set()
    assert sorted(await asyncio.gather(*asked)) == [(1, False), *[(1, True)] * 4]


async def test_the_first_to_ask_may_give_up_without_taking_the_answer_from_the_others() -> None:
    recent, make = RecentAnswers[int](), Maker()
    make.go.clear()
    first = asyncio.create_task(recent.get("key", make))
    await asyncio.sleep(0)
    second = asyncio.create_task(recent.get("key", make))
    await asyncio.sleep(0)
    first.cancel()
    make.go.set()
    assert await second == (1, True)
    with pytest.raises(asyncio.CancelledError):
        await first


async def test_a_failure_reaches_all_who_wait_and_is_not_remembered() -> None:
    recent, make = RecentAnswers[int](), Maker()

    async def fail() -> int:
        await make.go.wait()
        raise ValueError("no")

    make.go.clear()
    asked = [asyncio.create_task(recent.get("key", fail)) for _ in range(2)]
    await asyncio.sleep(0)
    make.go.set()
    results = await asyncio.gather(*asked, return_exceptions=True)
    assert [type(result) for result in results] == [ValueError, ValueError]
    assert await recent.get("key", make) == (1, False)
