"""One behaviour, three stores: in memory, SQLite, PostgreSQL."""

import asyncio
import json
from datetime import UTC

import pytest
from sqlalchemy import update

from glossary.store import (
    AlreadyAnswered,
    BadChange,
    GlossaryStore,
    Status,
    UnknownRevision,
    UnreadableEntry,
)
from storage.database import Database
from storage.glossary_store import SqlGlossaryStore
from storage.tables import glossary_revisions
from tests.fakes.entries import make_entry

W = "T0001"


class TestChanges:
    async def test_a_saved_entry_holds_in_its_workspace(self, store: GlossaryStore) -> None:
        entry = make_entry("latency")
        revision = await store.save(W, entry, author="U1", note="first")
        layer = await store.layer(W)
        assert layer.entries == (entry,)
        assert (revision.number, revision.status, revision.author, revision.note) == (
            1, Status.APPROVED, "U1", "first",
        )  # fmt: skip
        assert revision.at.tzinfo is UTC

    async def test_an_entry_comes_back_as_it_was_saved(self, store: GlossaryStore) -> None:
        entry = make_entry(
            "sql-lead",
            side="business",
            kind="abbreviation",
            forms={"sg": ["SQL", "S.Q.L."], "pl": ["SQLs"]},
            gloss=None,
            definition=None,
            senses=[
                {
                    "id": "sales",
                    "side": "business",
                    "cues": ["pipeline"],
                    "gloss": "a lead worth a call",
                    "definition": "A possible customer whom sales has agreed to call.",
                }
            ],
            familiarity={"sales": 3},
            need=[r"\blead\b"],
            audiences={"finance": {"so_what": "it is counted in the forecast"}},
            see_also=["lead"],
            examples=[{"before": "Ünïcode 中文 🙂 SQL", "after": "“quoted”", "to": "tech"}],
        )
        await store.save(W, entry, author="U1")
        assert (await store.layer(W)).entries == (entry,)
        assert (await store.history(W, entry.id))[0].entry == entry

    async def test_the_newest_revision_is_in_force(self, store: GlossaryStore) -> None:
        await store.save(W, make_entry("latency", gloss="first"), author="U1")
        second = make_entry("latency", gloss="second")
        await store.save(W, second, author="U2")
        assert (await store.layer(W)).entries == (second,)

    async def test_a_suggestion_changes_nothing_that_is_in_force(
        self, store: GlossaryStore
    ) -> None:
        approved = make_entry("latency", gloss="approved")
        await store.save(W, approved, author="U1")
        await store.save(W, make_entry("latency", gloss="idea"), author="U2", status="suggested")
        await store.save(W, make_entry("uptime"), author="U2", status=Status.SUGGESTED)
        assert (await store.layer(W)).entries == (approved,)

    async def test_hiding_keeps_built_in_and_own_entries_from_being_found(
        self, store: GlossaryStore
    ) -> None:
        await store.save(W, make_entry("latency"), author="U1")
        await store.hide(W, "latency", author="U1")
        await store.hide(W, "only-built-in", author="U1")
        layer = await store.layer(W)
        assert layer.entries == ()
        assert layer.hidden == {"latency", "only-built-in"}

    async def test_removing_lets_the_built_in_words_show_again(self, store: GlossaryStore) -> None:
        await store.hide(W, "latency", author="U1")
        await store.remove(W, "latency", author="U1")
        layer = await store.layer(W)
        assert (layer.entries, layer.hidden) == ((), frozenset())

    async def test_removing_what_a_workspace_never_said_is_refused(
        self, store: GlossaryStore
    ) -> None:
        with pytest.raises(UnknownRevision, match="no own words about 'latency'"):
            await store.remove(W, "latency", author="U1")
        await store.save(W, make_entry("latency"), author="U1")
        await store.remove(W, "latency", author="U1")
        with pytest.raises(UnknownRevision):
            await store.remove(W, "latency", author="U1")

    async def test_restoring_brings_back_any_revision(self, store: GlossaryStore) -> None:
        first = make_entry("latency", gloss="first")
        await store.save(W, first, author="U1")
        await store.save(W, make_entry("latency", gloss="second"), author="U1")
        await store.hide(W, "latency", author="U1")
        restored = await store.restore(W, "latency", 1, author="U2")
        assert (await store.layer(W)).entries == (first,)
        assert restored.number == 4
        await store.restore(W, "latency", 3, author="U2")
        assert (await store.layer(W)).hidden == {"latency"}

    async def test_restoring_a_revision_that_never_was_is_refused(
        self, store: GlossaryStore
    ) -> None:
        await store.save(W, make_entry("latency"), author="U1")
        with pytest.raises(UnknownRevision, match="no revision 7 of 'latency'"):
            await store.restore(W, "latency", 7, author="U1")

    async def test_many_entries_are_saved_as_one_change(self, store: GlossaryStore) -> None:
        entries = [make_entry(f"term-{n:04d}") for n in range(1200)]
        saved = await store.save_all(W, entries, author="U1")
        assert [one.number for one in saved] == [1] * 1200
        assert await store.version(W) == 1
        assert (await store.layer(W)).entries == tuple(entries)

    async def test_saving_the_same_entry_twice_at_once_gives_two_revisions(
        self, store: GlossaryStore
    ) -> None:
        saved = await store.save_all(W, [make_entry("a"), make_entry("a")], author="U1")
        assert [one.number for one in saved] == [1, 2]

    async def test_saving_nothing_changes_nothing(self, store: GlossaryStore) -> None:
        assert await store.save_all(W, [], author="U1") == ()
        assert await store.version(W) == 0

    @pytest.mark.parametrize("status", ["hidden", "removed", "declined", "aproved", ""])
    async def test_a_wrong_status_is_refused_in_a_sentence(
        self, store: GlossaryStore, status: str
    ) -> None:
        with pytest.raises(BadChange, match=r"^('.*' is no status|An entry is saved as).*\.$"):
            await store.save(W, make_entry(), author="U1", status=status)
        assert await store.version(W) == 0

    async def test_a_blank_workspace_is_refused_in_a_sentence(self, store: GlossaryStore) -> None:
        with pytest.raises(BadChange, match="needs the workspace"):
            await store.save(" ", make_entry(), author="U1")

    async def test_notes_keep_every_letter(self, store: GlossaryStore) -> None:
        await store.save(W, make_entry(), author="U1", note="line\nwith ünïcode 🙂")
        assert (await store.recent(W))[0].note == "line\nwith ünïcode 🙂"


class TestSuggestions:
    async def test_suggestions_wait_in_the_order_they_came(self, store: GlossaryStore) -> None:
        for author, entry_id in (("U1", "zeta"), ("U2", "alpha"), ("U3", "zeta")):
            await store.save(W, make_entry(entry_id), author=author, status="suggested")
        waiting = await store.suggestions(W)
        assert [(one.author, one.entry_id, one.number) for one in waiting] == [
            ("U1", "zeta", 1), ("U2", "alpha", 1), ("U3", "zeta", 2),
        ]  # fmt: skip

    async def test_approving_brings_a_suggestion_into_force_and_closes_it(
        self, store: GlossaryStore
    ) -> None:
        idea = make_entry("latency", gloss="idea")
        await store.save(W, idea, author="U1", status="suggested")
        approved = await store.approve(W, "latency", 1, author="U9", note="thanks")
        assert (approved.status, approved.answers, approved.entry) == (Status.APPROVED, 1, idea)
        assert (await store.layer(W)).entries == (idea,)
        assert await store.suggestions(W) == ()

    async def test_approving_may_edit_but_not_rename(self, store: GlossaryStore) -> None:
        await store.save(W, make_entry("latency"), author="U1", status="suggested")
        with pytest.raises(BadChange, match="'latency' can't become 'other'"):
            await store.approve(W, "latency", 1, author="U9", entry=make_entry("other"))
        edited = make_entry("latency", gloss="edited")
        await store.approve(W, "latency", 1, author="U9", entry=edited)
        assert (await store.layer(W)).entries == (edited,)

    async def test_declining_closes_a_suggestion_and_keeps_what_holds(
        self, store: GlossaryStore
    ) -> None:
        holds = make_entry("latency", gloss="holds")
        await store.save(W, holds, author="U9")
        await store.save(W, make_entry("latency", gloss="idea"), author="U1", status="suggested")
        declined = await store.decline(W, "latency", 2, author="U9", note="too long")
        assert (declined.status, declined.note) == (Status.DECLINED, "too long")
        assert await store.suggestions(W) == ()
        assert (await store.layer(W)).entries == (holds,)

    async def test_a_suggestion_is_answered_once(self, store: GlossaryStore) -> None:
        await store.save(W, make_entry("latency"), author="U1", status="suggested")
        await store.decline(W, "latency", 1, author="U9")
        with pytest.raises(AlreadyAnswered):
            await store.approve(W, "latency", 1, author="U8")
        with pytest.raises(AlreadyAnswered):
            await store.decline(W, "latency", 1, author="U8")

    async def test_only_a_suggestion_can_be_answered(self, store: GlossaryStore) -> None:
        await store.save(W, make_entry("latency"), author="U1")
        with pytest.raises(UnknownRevision, match="not a suggestion"):
            await store.approve(W, "latency", 1, author="U9")
        with pytest.raises(UnknownRevision):
            await store.decline(W, "uptime", 1, author="U9")

    async def test_another_save_leaves_suggestions_waiting(self, store: GlossaryStore) -> None:
        await store.save(W, make_entry("latency"), author="U1", status="suggested")
        await store.save(W, make_entry("latency"), author="U9")
        assert [one.number for one in await store.suggestions(W)] == [1]


class TestChannels:
    async def test_a_channel_stands_over_its_workspace(self, store: GlossaryStore) -> None:
        here = make_entry("latency", gloss="here")
        await store.save(W, make_entry("latency", gloss="everywhere"), author="U1")
        await store.save(W, here, author="U1", channel="C1")
        assert (await store.layer(W, "C1")).entries == (here,)
        assert [one.gloss for one in (await store.layer(W)).entries] == ["everywhere"]
        assert [one.gloss for one in (await store.layer(W, "C2")).entries] == ["everywhere"]

    async def test_a_channel_may_hide_and_show_what_its_workspace_does_not(
        self, store: GlossaryStore
    ) -> None:
        await store.save(W, make_entry("latency"), author="U1")
        await store.hide(W, "uptime", author="U1")
        await store.hide(W, "latency", author="U1", channel="C1")
        await store.save(W, make_entry("uptime"), author="U1", channel="C1")
        layer = await store.layer(W, "C1")
        assert [one.id for one in layer.entries] == ["uptime"]
        assert layer.hidden == {"latency"}

    async def test_removing_in_a_channel_falls_back_to_the_workspace(
        self, store: GlossaryStore
    ) -> None:
        await store.save(W, make_entry("latency", gloss="everywhere"), author="U1")
        await store.save(W, make_entry("latency", gloss="here"), author="U1", channel="C1")
        await store.remove(W, "latency", author="U1", channel="C1")
        assert [one.gloss for one in (await store.layer(W, "C1")).entries] == ["everywhere"]

    async def test_revisions_of_a_channel_are_counted_apart(self, store: GlossaryStore) -> None:
        await store.save(W, make_entry("latency"), author="U1")
        revision = await store.save(W, make_entry("latency"), author="U1", channel="C1")
        assert (revision.number, revision.channel) == (1, "C1")
        assert len(await store.history(W, "latency")) == 1
        assert len(await store.history(W, "latency", "C1")) == 1

    async def test_an_empty_channel_is_the_workspace(self, store: GlossaryStore) -> None:
        await store.save(W, make_entry("latency"), author="U1", channel="")
        assert [one.channel for one in await store.history(W, "latency")] == [None]


class TestReading:
    async def test_the_version_grows_with_every_change(self, store: GlossaryStore) -> None:
        versions = [await store.version(W)]
        for change in (
            store.save(W, make_entry("latency"), author="U1"),
            store.hide(W, "latency", author="U1"),
            store.restore(W, "latency", 1, author="U1"),
            store.remove(W, "latency", author="U1"),
        ):
            await change
            versions.append(await store.version(W))
        assert versions == [0, 1, 2, 3, 4]
        assert (await store.layer(W)).version == 4

    async def test_a_refused_change_leaves_no_trace(self, store: GlossaryStore) -> None:
        await store.save(W, make_entry("latency"), author="U1")
        with pytest.raises(UnknownRevision):
            await store.restore(W, "latency", 9, author="U1")
        assert await store.version(W) == 1
        assert len(await store.history(W, "latency")) == 1

    async def test_history_is_newest_first_and_complete(self, store: GlossaryStore) -> None:
        await store.save(W, make_entry("latency", gloss="one"), author="U1")
        await store.save(W, make_entry("latency", gloss="two"), author="U2", status="suggested")
        await store.hide(W, "latency", author="U3", note="noise")
        history = await store.history(W, "latency")
        assert [(one.number, one.status, one.author) for one in history] == [
            (3, "hidden", "U3"), (2, "suggested", "U2"), (1, "approved", "U1"),
        ]  # fmt: skip
        assert history[0].at > history[1].at > history[2].at
        assert await store.history(W, "unheard-of") == ()

    async def test_recent_changes_come_newest_first_up_to_the_limit(
        self, store: GlossaryStore
    ) -> None:
        for entry_id in ("a", "b", "c"):
            await store.save(W, make_entry(entry_id), author="U1", channel="C1")
        assert [one.entry_id for one in await store.recent(W, 2, channel="C1")] == ["c", "b"]
        assert await store.recent(W, 0, channel="C1") == ()

    async def test_recent_changes_of_other_channels_are_not_told(
        self, store: GlossaryStore
    ) -> None:
        for entry_id, channel in (("a", "C1"), ("b", None), ("c", "C2")):
            await store.save(W, make_entry(entry_id), author="U1", channel=channel)
        assert [one.entry_id for one in await store.recent(W)] == ["b"]
        assert [one.entry_id for one in await store.recent(W, channel="C1")] == ["b", "a"]

    async def test_own_words_are_found_by_headword_and_id_in_any_case(
        self, store: GlossaryStore
    ) -> None:
        await store.save(W, make_entry("etat", forms={"sg": "ÉTAT"}), author="U1")
        await store.save(W, make_entry("full-width", forms={"sg": "ＡＰＩ key"}), author="U1")
        await store.hide(W, "built-in", author="U1")
        await store.save(W, make_entry("gone"), author="U1")
        await store.remove(W, "gone", author="U1")
        found = [one.entry_id for one in await store.own(W)]
        assert found == ["full-width", "built-in", "etat"]
        assert [one.entry_id for one in await store.own(W, "état")] == ["etat"]
        assert [one.entry_id for one in await store.own(W, "API KEY")] == ["full-width"]
        assert [one.entry_id for one in await store.own(W, "built-in")] == ["built-in"]
        assert await store.own(W, "%") == ()
        assert len(await store.own(W, limit=1)) == 1

    async def test_an_unknown_workspace_has_no_words(self, store: GlossaryStore) -> None:
        assert await store.version("T-none") == 0
        assert (await store.layer("T-none", "C1")).entries == ()
        assert await store.recent("T-none") == ()

    async def test_listeners_hear_of_changes_that_happened_only(self, store: GlossaryStore) -> None:
        heard: list[str] = []
        store.subscribe(heard.append)
        await store.save(W, make_entry("latency"), author="U1")
        with pytest.raises(UnknownRevision):
            await store.restore(W, "latency", 9, author="U1")
        assert heard == [W]


class TestApart:
    async def test_workspaces_never_see_each_others_words(self, store: GlossaryStore) -> None:
        await store.save("T1", make_entry("latency"), author="U1", channel="C1")
        await store.save("T1", make_entry("uptime"), author="U1", status="suggested")
        await store.hide("T1", "churn", author="U1")
        assert await store.version("T2") == 0
        layer = await store.layer("T2", "C1")
        assert (layer.entries, layer.hidden) == ((), frozenset())
        assert await store.suggestions("T2") == ()
        assert await store.recent("T2") == ()
        assert await store.own("T2") == ()
        assert await store.history("T2", "latency", "C1") == ()
        for refused in (
            store.restore("T2", "latency", 1, author="U2", channel="C1"),
            store.approve("T2", "uptime", 1, author="U2"),
            store.remove("T2", "churn", author="U2"),
        ):
            with pytest.raises(UnknownRevision):
                await refused

    async def test_a_change_to_one_workspace_leaves_another_as_it_is(
        self, store: GlossaryStore
    ) -> None:
        for workspace in ("T1", "T2"):
            await store.save(workspace, make_entry("latency"), author="U1")
        await store.hide("T2", "latency", author="U2")
        assert [one.id for one in (await store.layer("T1")).entries] == ["latency"]
        assert [one.number for one in await store.history("T1", "latency")] == [1]


class TestConcurrency:
    async def test_writers_of_one_entry_get_consecutive_numbers(self, store: GlossaryStore) -> None:
        saved = await asyncio.gather(
            *(store.save(W, make_entry("latency"), author=f"U{n}") for n in range(12))
        )
        assert sorted(one.number for one in saved) == list(range(1, 13))
        assert await store.version(W) == 12

    async def test_writers_of_two_processes_get_consecutive_numbers(self, url: str) -> None:
        databases = [Database(url), Database(url)]
        stores = [SqlGlossaryStore(database) for database in databases]
        saved = await asyncio.gather(
            *(stores[n % 2].save(W, make_entry("latency"), author="U1") for n in range(12))
        )
        assert sorted(one.number for one in saved) == list(range(1, 13))
        for database in databases:
            await database.close()

    async def test_of_two_curators_one_answers_a_suggestion(self, store: GlossaryStore) -> None:
        await store.save(W, make_entry("latency"), author="U1", status="suggested")
        answers = await asyncio.gather(
            store.approve(W, "latency", 1, author="U8"),
            store.decline(W, "latency", 1, author="U9"),
            return_exceptions=True,
        )
        assert sorted(type(one).__name__ for one in answers) == ["AlreadyAnswered", "Revision"]


class TestDamage:
    async def test_characters_that_no_database_keeps_are_left_out(self, database: Database) -> None:
        store = SqlGlossaryStore(database)
        await store.save(W, make_entry(), author="U1", note="a\0b\ud83dc é")
        assert (await store.recent(W))[0].note == "ab?c é"

    @pytest.mark.parametrize(
        ("body", "said"),
        [
            ("{", "JSON"),
            ("{}", "is missing"),
            (json.dumps({**make_entry().model_dump(mode="json"), "colour": "red"}), "colour"),
        ],
    )
    async def test_an_entry_that_can_not_be_read_harms_no_other(
        self, database: Database, body: str, said: str
    ) -> None:
        store = SqlGlossaryStore(database)
        await store.save(W, make_entry("latency"), author="U1")
        await store.save(W, make_entry("uptime"), author="U1")
        await _damage(database, "latency", body)
        assert [one.id for one in (await store.layer(W)).entries] == ["uptime"]
        (revision,) = await store.history(W, "latency")
        assert revision.entry is None
        assert said in (revision.problem or "")
        (sentence,) = await store.unreadable()
        assert sentence.startswith("Workspace T0001, 'latency', revision 1: ")

    async def test_an_entry_that_can_not_be_read_can_not_be_restored_but_replaced(
        self, database: Database
    ) -> None:
        store = SqlGlossaryStore(database)
        await store.save(W, make_entry("latency"), author="U1")
        await _damage(database, "latency", "{}")
        with pytest.raises(UnreadableEntry, match="Revision 1 of 'latency' can't be used"):
            await store.restore(W, "latency", 1, author="U1")
        await store.save(W, make_entry("latency"), author="U1")
        assert [one.id for one in (await store.layer(W)).entries] == ["latency"]
        assert await store.unreadable() == ()

    async def test_an_unreadable_entry_can_be_hidden_and_removed(self, database: Database) -> None:
        store = SqlGlossaryStore(database)
        await store.save(W, make_entry("latency"), author="U1")
        await _damage(database, "latency", "{}")
        await store.hide(W, "latency", author="U1")
        assert (await store.layer(W)).hidden == {"latency"}
        await store.remove(W, "latency", author="U1")
        assert (await store.layer(W)).hidden == frozenset()


async def _damage(database: Database, entry_id: str, body: str) -> None:
    async with database.write() as connection:
        await connection.execute(
            update(glossary_revisions)
            .where(glossary_revisions.c.entry_id == entry_id)
            .values(body=body)
        )
