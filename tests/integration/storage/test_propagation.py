"""A change to a workspace's words is seen by every replica within two seconds."""

from collections.abc import AsyncIterator

import pytest

from glossary.catalogue import PATIENCE_SECONDS, POLL_SECONDS, Catalogue
from glossary.packs import builtin
from storage.database import Database
from storage.glossary_store import SqlGlossaryStore
from tests.fakes.entries import make_entry

PROMISED_SECONDS = 2.0
Replica = tuple[SqlGlossaryStore, Catalogue]


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def replicas(url: str, clock: Clock) -> AsyncIterator[list[Replica]]:
    """Three replicas with connections of their own to one database."""
    databases = [Database(url) for _ in range(3)]
    stores = [SqlGlossaryStore(database) for database in databases]
    yield [(store, Catalogue(builtin(), store, clock=clock)) for store in stores]
    for database in databases:
        await database.close()


def test_asking_and_waiting_fit_into_the_promise() -> None:
    assert POLL_SECONDS + PATIENCE_SECONDS <= PROMISED_SECONDS


async def test_every_replica_shows_a_change_after_one_interval_of_asking(
    replicas: list[Replica], clock: Clock
) -> None:
    (writer, _), *_ = replicas
    for _, catalogue in replicas:
        await catalogue.glossary("T1", None)
    for number, channel in enumerate([None, "C1"]):
        entry = make_entry("latency", gloss=f"words {number}")
        await writer.save("T1", entry, author="U1", channel=channel)
        clock.seconds += POLL_SECONDS
        shown = [(await one.glossary("T1", channel)).get("latency") for _, one in replicas]
        assert [one.gloss for one in shown if one] == [f"words {number}"] * 3


async def test_a_removed_word_is_gone_everywhere_too(replicas: list[Replica], clock: Clock) -> None:
    (writer, _), *others = replicas
    await writer.save("T1", make_entry("zyx-own"), author="U1")
    clock.seconds += POLL_SECONDS
    for _, catalogue in others:
        assert (await catalogue.glossary("T1", None)).get("zyx-own") is not None
    await writer.remove("T1", "zyx-own", author="U1")
    clock.seconds += POLL_SECONDS
    for _, catalogue in others:
        assert (await catalogue.glossary("T1", None)).get("zyx-own") is None
