"""Which words hold where, and how soon a change is seen."""

import asyncio

import pytest

from glossary import catalogue as catalogue_module
from glossary.catalogue import Catalogue
from glossary.layers import Glossary, Layer
from glossary.store import InMemoryGlossaryStore, StoreUnavailable
from tests.fakes.entries import make_entry
from translators.ports import GlossarySource

BUILTIN = Glossary([make_entry("latency", gloss="built in"), make_entry("uptime")], version="1")


class Clock:
    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


class WatchedStore(InMemoryGlossaryStore):
    """Counts the questions it is asked; can be out of order, slow, or changed by another
    process."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.broken = False
        self.hangs = False

    async def version(self, workspace: str) -> int:
        await self._answering("version")
        return await super().version(workspace)

    async def layer(self, workspace: str, channel: str | None = None) -> Layer:
        await self._answering("layer")
        return await super().layer(workspace, channel)

    async def _answering(self, question: str) -> None:
        self.asked.append(question)
        if self.broken:
            raise StoreUnavailable("out of order")
        if self.hangs:
            await asyncio.Event().wait()
        await asyncio.sleep(0)

    async def save_elsewhere(self, gloss: str, channel: str | None = None) -> None:
        """A change as another process makes it: this process's listeners hear nothing."""
        listeners, self._listeners = self._listeners, []
        entry = make_entry("latency", gloss=gloss)
        await self.save("T1", entry, author="U1", channel=channel)
        self._listeners = listeners


@pytest.fixture
def store() -> WatchedStore:
    return WatchedStore()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def catalogue(store: WatchedStore, clock: Clock) -> Catalogue:
    return Catalogue(BUILTIN, store, clock=clock, patience_seconds=0.02)


async def gloss(source: GlossarySource, workspace: str = "T1", channel: str | None = None) -> str:
    entry = (await source.glossary(workspace, channel)).get("latency")
    return (entry.gloss if entry else None) or "hidden"


async def test_outside_a_workspace_the_built_in_words_hold(
    catalogue: Catalogue, store: WatchedStore
) -> None:
    assert await catalogue.glossary(None, None) is BUILTIN
    assert await catalogue.glossary("", "C1") is BUILTIN
    assert store.asked == []


async def test_a_workspace_without_own_words_shares_the_built_in_glossary(
    catalogue: Catalogue,
) -> None:
    assert await catalogue.glossary("T1", "C1") is BUILTIN


async def test_own_words_are_laid_over_the_built_in_ones(
    catalogue: Catalogue, store: WatchedStore
) -> None:
    await store.save("T1", make_entry("latency", gloss="ours"), author="U1")
    await store.hide("T1", "uptime", author="U1")
    glossary = await catalogue.glossary("T1", None)
    assert set(glossary.entries) == {"latency"}
    assert await gloss(catalogue) == "ours"
    assert await gloss(catalogue, "T2") == "built in"


async def test_a_channels_words_hold_in_that_channel_only(
    catalogue: Catalogue, store: WatchedStore
) -> None:
    await store.save("T1", make_entry("latency", gloss="here"), author="U1", channel="C1")
    assert await gloss(catalogue, channel="C1") == "here"
    assert await gloss(catalogue, channel="C2") == "built in"
    assert await gloss(catalogue) == "built in"


async def test_channels_without_own_words_share_their_workspaces_glossary(
    catalogue: Catalogue, store: WatchedStore
) -> None:
    await store.save("T1", make_entry("latency", gloss="ours"), author="U1")
    glossaries = [await catalogue.glossary("T1", f"C{n}") for n in range(3)]
    assert all(one is glossaries[0] for one in glossaries)


async def test_a_change_made_here_holds_from_the_next_call_on(
    catalogue: Catalogue, store: WatchedStore
) -> None:
    for words in ("first", "second", "third"):
        await store.save("T1", make_entry("latency", gloss=words), author="U1")
        assert await gloss(catalogue) == words
        assert await gloss(catalogue, channel="C1") == words


async def test_a_change_elsewhere_is_seen_within_two_seconds(
    catalogue: Catalogue, store: WatchedStore, clock: Clock
) -> None:
    assert await gloss(catalogue) == "built in"
    await store.save_elsewhere("theirs")
    clock.seconds += 2
    assert await gloss(catalogue) == "theirs"


async def test_the_store_is_asked_for_its_version_once_a_second_and_for_words_when_they_changed(
    catalogue: Catalogue, store: WatchedStore, clock: Clock
) -> None:
    for _ in range(50):
        await gloss(catalogue)
    assert store.asked == ["version", "layer"]
    clock.seconds += 1
    for _ in range(50):
        await gloss(catalogue)
    assert store.asked == ["version", "layer", "version"]


async def test_many_first_requests_at_once_ask_and_compile_once(
    catalogue: Catalogue, store: WatchedStore
) -> None:
    await store.save("T1", make_entry("latency", gloss="ours"), author="U1")
    found = await asyncio.gather(*(catalogue.glossary("T1", None) for _ in range(20)))
    assert store.asked == ["version", "layer"]
    assert all(one is found[0] for one in found)


async def test_a_change_while_the_version_is_being_asked_for_is_not_missed(
    catalogue: Catalogue, store: WatchedStore, clock: Clock
) -> None:
    await gloss(catalogue)
    clock.seconds += 1
    asking = asyncio.create_task(gloss(catalogue))
    await asyncio.sleep(0)
    await store.save("T1", make_entry("latency", gloss="ours"), author="U1")
    await asking
    assert await gloss(catalogue) == "ours"


async def test_words_newer_than_the_version_asked_for_are_read_once(
    catalogue: Catalogue, store: WatchedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = InMemoryGlossaryStore.layer

    async def changed_meanwhile(self: WatchedStore, *place: str | None) -> Layer:
        monkeypatch.undo()
        await self.save_elsewhere("theirs")
        return await read(self, "T1")

    monkeypatch.setattr(WatchedStore, "layer", changed_meanwhile)
    assert await gloss(catalogue) == "theirs"
    store.asked.clear()
    assert await gloss(catalogue) == "theirs"
    assert store.asked == []


async def test_a_change_that_changes_no_words_compiles_nothing(
    catalogue: Catalogue, store: WatchedStore
) -> None:
    await store.save("T1", make_entry("latency", gloss="ours"), author="U1")
    before = await catalogue.glossary("T1", None)
    await store.save("T1", make_entry("uptime"), author="U2", status="suggested")
    assert await catalogue.glossary("T1", None) is before


@pytest.mark.parametrize("trouble", ["broken", "hangs"])
async def test_without_a_store_the_words_known_last_hold_on(
    catalogue: Catalogue, store: WatchedStore, clock: Clock, trouble: str
) -> None:
    await store.save("T1", make_entry("latency", gloss="ours"), author="U1")
    assert await gloss(catalogue, channel="C1") == "ours"
    setattr(store, trouble, True)
    clock.seconds += 10
    assert await gloss(catalogue, channel="C1") == "ours"
    assert await gloss(catalogue, "T2") == "built in"


async def test_without_a_store_one_request_a_second_finds_out(
    catalogue: Catalogue, store: WatchedStore, clock: Clock
) -> None:
    store.broken = True
    assert await asyncio.gather(*(gloss(catalogue) for _ in range(10))) == ["built in"] * 10
    assert store.asked == ["version"]


async def test_when_the_store_is_back_its_words_hold_again(
    catalogue: Catalogue, store: WatchedStore, clock: Clock
) -> None:
    store.broken = True
    assert await gloss(catalogue) == "built in"
    store.broken = False
    await store.save_elsewhere("theirs")
    clock.seconds += 1
    assert await gloss(catalogue) == "theirs"


async def test_an_error_that_is_ours_is_not_swallowed(
    catalogue: Catalogue, store: WatchedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def wrong(workspace: str) -> int:
        raise KeyError(workspace)

    monkeypatch.setattr(store, "version", wrong)
    with pytest.raises(KeyError):
        await catalogue.glossary("T1", None)


async def test_places_used_last_are_kept_and_no_more(
    catalogue: Catalogue, store: WatchedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue_module, "WORKSPACES_KEPT", 3)
    monkeypatch.setattr(catalogue_module, "CHANNELS_KEPT", 2)
    for n in range(8):
        await catalogue.glossary(f"T{n}", None)
        await catalogue.glossary("T1", f"C{n}")
    assert len(catalogue._workspaces) == 3
    assert all(len(known.places) <= 2 for known in catalogue._workspaces.values())
    store.asked.clear()
    await catalogue.glossary("T1", "C7")
    assert store.asked == []


async def test_the_words_of_one_workspace_never_hold_in_another(
    catalogue: Catalogue, store: WatchedStore
) -> None:
    await store.save("T1", make_entry("secret-project"), author="U1")
    await store.save("T1", make_entry("latency", gloss="ours"), author="U1", channel="C1")
    await catalogue.glossary("T1", "C1")
    other = await catalogue.glossary("T2", "C1")
    assert other.get("secret-project") is None
    assert await gloss(catalogue, "T2", "C1") == "built in"
