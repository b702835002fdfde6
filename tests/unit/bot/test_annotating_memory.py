"""What a process remembers of channels, and for how long."""

from datetime import UTC, datetime
from typing import cast

import pytest

from bot import annotating_memory
from bot.annotating import Sighting
from bot.annotating_memory import MANNERS_SECONDS, Annotations
from glossary.store import StoreUnavailable
from storage.annotations import LATELY, Lately, Manners, Mode, Place, SqlAnnotations

HERE = Place("T1", "C1")
ON = Manners(Mode.THREAD)


class Kept:
    """Channels' manners in a dictionary, with a count of how often they were read."""

    def __init__(self) -> None:
        self.manners_of: dict[Place, Manners] = {}
        self.read = 0
        self.down = False

    async def manners(self, place: Place) -> Manners | None:
        self.read += 1
        if self.down:
            raise StoreUnavailable("away")
        return self.manners_of.get(place)

    async def choose(self, place: Place, manners: Manners) -> None:
        self.manners_of[place] = manners


class World:
    """A memory on a clock and a store that tests move."""

    def __init__(self) -> None:
        self.kept = Kept()
        self.now = 0.0
        self.memory = Annotations(cast(SqlAnnotations, self.kept), clock=lambda: self.now)


@pytest.fixture
def world() -> World:
    return World()


async def test_manners_are_read_once_in_a_while(world: World) -> None:
    for _ in range(100):
        assert await world.memory.manners(HERE) is None
    assert world.kept.read == 1


async def test_a_change_elsewhere_is_seen_within_two_seconds(world: World) -> None:
    await world.memory.manners(HERE)
    world.kept.manners_of[HERE] = ON
    world.now += MANNERS_SECONDS
    assert await world.memory.manners(HERE) == ON
    assert MANNERS_SECONDS < 2


async def test_a_change_made_here_holds_at_once(world: World) -> None:
    await world.memory.manners(HERE)
    await world.memory.choose(HERE, ON)
    assert await world.memory.manners(HERE) == ON


async def test_without_the_database_what_was_known_last_holds(world: World) -> None:
    await world.memory.choose(HERE, ON)
    world.kept.down = True
    world.now += 3600
    assert await world.memory.manners(HERE) == ON
    assert await world.memory.manners(Place("T1", "C2")) is None


async def test_a_database_that_is_away_is_not_asked_for_every_message(world: World) -> None:
    world.kept.down = True
    for _ in range(100):
        await world.memory.manners(HERE)
    assert world.kept.read == 1


async def test_only_so_many_channels_and_messages_are_remembered(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(annotating_memory, "CHANNELS_KEPT", 3)
    moments = [datetime.fromtimestamp(number, UTC) for number in range(LATELY + 5)]
    places = [Place("T1", f"C{number}") for number in range(4)]
    for place in places:
        await world.memory.manners(place)
        for moment in moments:
            lately = world.memory.saw(place, Sighting(moment))
        assert lately == Lately(LATELY, moments[5])
    assert world.memory.seen(places[0]) == ()
    assert [one.at for one in world.memory.seen(places[3])] == moments[5:]
    world.kept.read = 0
    for place in places[1:]:
        await world.memory.manners(place)
    assert world.kept.read == 0
    await world.memory.manners(places[0])
    assert world.kept.read == 1


def test_workspaces_do_not_see_each_others_channels(world: World) -> None:
    world.memory.saw(HERE, Sighting(datetime.fromtimestamp(0, UTC)))
    assert world.memory.seen(Place("T2", "C1")) == ()
