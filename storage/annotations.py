"""Notes beside messages: what each channel wants, what was noted, and who may note next.

All replicas agree because a note is claimed here before it is made, in one transaction that holds
the channel's row. A note is claimed once for a message: whoever comes second does nothing. No word
of a message is kept, only the ids of the entries that explain it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, and_, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from glossary.terms import Audience
from storage.database import Database, insert_into
from storage.tables import annotation_channels as channels
from storage.tables import annotation_notes as notes
from storage.tables import annotation_terms as noted_terms

HOUR = timedelta(hours=1)
MOST_TERMS = 4
"""Terms that one note may explain."""
LATELY = 100
"""How many of a channel's last messages its pace is measured on."""
MESSAGES_A_NOTE = 10
"""Of so many messages one may have a note."""
KEPT_FOR = timedelta(days=90)
"""How long a note is remembered: nobody edits a message that is older."""
FREE_NOTES = 6
"""So many notes a channel may have lately (or as many as its hour allows), however few messages:
without them nobody in a small channel would ever meet one."""


class Mode(StrEnum):
    """How a channel wants words explained: by an emoji that explains to whoever clicks it, by a
    reply in the thread, by a private hint to the author, or not at all."""

    REACTION = "reaction"
    THREAD = "thread"
    AUTHOR = "author"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Manners:
    """How notes are made in a channel.

    `audience` is who reads there (None: people of both sides). At most `per_hour` notes in any
    hour, each term once in `cooldown_days`. `external`: also where other companies read along.
    """

    mode: Mode = Mode.OFF
    audience: Audience | None = None
    per_hour: int = 6
    cooldown_days: int = 7
    external: bool = False

    @property
    def is_on(self) -> bool:
        return self.mode is not Mode.OFF


@dataclass(frozen=True, slots=True)
class Place:
    """A channel of a workspace."""

    workspace: str
    channel: str


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry, and in which of its senses where it has several. Written `entry:sense`."""

    entry: str
    sense: str | None = None

    def __str__(self) -> str:
        return f"{self.entry}:{self.sense}" if self.sense else self.entry

    @classmethod
    def read(cls, written: str) -> "Term":
        entry, _, sense = written.partition(":")
        return cls(entry, sense or None)


@dataclass(frozen=True, slots=True)
class Note:
    """A note on a message. Times of messages (`…_ts`) are Slack's. `thread_ts` is the thread that
    the message stands in, `note_ts` our reply, both None where there is none."""

    message_ts: str
    mode: Mode
    audience: Audience
    terms: tuple[Term, ...]
    at: datetime
    thread_ts: str | None = None
    note_ts: str | None = None


@dataclass(frozen=True, slots=True)
class Lately:
    """The last messages of a channel that a process saw (`LATELY` at most): how many there were,
    and since when."""

    messages: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Revision:
    """What an edit made of a note; `after` None: nothing is left to explain."""

    before: Note
    after: Note | None


def granted(
    wanted: Sequence[Term],
    *,
    manners: Manners,
    at: datetime,
    notes_this_hour: int,
    notes_lately: int,
    messages_lately: int,
    last_noted: Mapping[str, datetime],
) -> tuple[Term, ...]:
    """Those of `wanted` that may be noted now; none where the hour is used up, or where more than
    every tenth message would have a note.

    The one place that says what a channel's manners mean. `last_noted` is by entry id.
    """
    pace = max(FREE_NOTES, manners.per_hour, messages_lately // MESSAGES_A_NOTE)
    if not manners.is_on or notes_this_hour >= manners.per_hour or notes_lately >= pace:
        return ()
    return _rested(wanted, manners=manners, at=at, last_noted=last_noted)[:MOST_TERMS]


def _rested(
    wanted: Sequence[Term], *, manners: Manners, at: datetime, last_noted: Mapping[str, datetime]
) -> tuple[Term, ...]:
    """Each entry once, if it was not noted during the cooldown."""
    since = at - timedelta(days=manners.cooldown_days)
    unique = {term.entry: term for term in reversed(wanted)}
    rested = [
        term
        for term in reversed(unique.values())
        if (last := last_noted.get(term.entry)) is None or last <= since
    ]
    return tuple(rested)


class SqlAnnotations:
    """Channels' manners and their notes in the database. Raises `DatabaseUnavailable`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def manners(self, place: Place) -> Manners | None:
        """What a channel wants; None where nobody ever said."""
        async with self._database.read() as connection:
            return await _manners(connection, place)

    async def choose(self, place: Place, manners: Manners) -> None:
        """Set what a channel wants."""
        values = {
            "mode": manners.mode,
            "audience": manners.audience,
            "per_hour": manners.per_hour,
            "cooldown_days": manners.cooldown_days,
            "external": manners.external,
        }
        async with self._database.write() as connection:
            row = insert_into(connection, channels).values(**_key(place), **values)
            await connection.execute(
                row.on_conflict_do_update(
                    index_elements=[channels.c.workspace, channels.c.channel], set_=values
                )
            )

    async def find(self, place: Place, message_ts: str) -> Note | None:
        """The note on a message; None where there is none (any more)."""
        async with self._database.read() as connection:
            return await _live(connection, place, message_ts)

    async def claim(
        self,
        place: Place,
        *,
        message_ts: str,
        audience: Audience,
        terms: Sequence[Term],
        at: datetime,
        lately: Lately,
        thread_ts: str | None = None,
    ) -> Note | None:
        """The right to make a note on a message, about as many of `terms` as the channel's manners
        allow now; None where none is, or where somebody has claimed this message before."""
        async with self._database.write() as connection:
            manners = await _manners(connection, place, lock=True)
            if manners is None or await _is_claimed(connection, place, message_ts):
                return None
            allowed = granted(
                terms,
                manners=manners,
                at=at,
                notes_this_hour=await _notes_after(connection, place, at - HOUR),
                notes_lately=await _notes_after(connection, place, lately.since - _TICK),
                messages_lately=lately.messages,
                last_noted=await _last_noted(connection, place, terms),
            )
            if not allowed:
                return None
            note = Note(message_ts, manners.mode, audience, allowed, at, thread_ts)
            await connection.execute(notes.insert().values(**_key(place), **_values(note)))
            await _write_down_terms(connection, place, allowed, at)
        return note

    async def posted(self, place: Place, message_ts: str, note_ts: str | None) -> Note | None:
        """Keep which reply is the note; gives the note as it should read by now, None where it is
        not wanted any more because the message changed or went while the reply was on its way."""
        async with self._database.write() as connection:
            await connection.execute(
                update(notes).where(_on(place, message_ts)).values(note_ts=note_ts)
            )
            return await _live(connection, place, message_ts)

    async def release(self, place: Place, note: Note) -> None:
        """Give a claim back: the note could not be made, so it cost nothing."""
        entries = [term.entry for term in note.terms]
        mine = and_(
            _in(place, noted_terms),
            noted_terms.c.entry_id.in_(entries),
            noted_terms.c.at == note.at,
        )
        async with self._database.write() as connection:
            await connection.execute(delete(notes).where(_on(place, note.message_ts)))
            await connection.execute(delete(noted_terms).where(mine))

    async def revise(
        self, place: Place, message_ts: str, wanted: Sequence[Term], *, at: datetime
    ) -> Revision | None:
        """Follow an edit: terms that are still in the message stay, new ones come in as far as
        their cooldown allows. None where the message has no note."""
        async with self._database.write() as connection:
            manners = await _manners(connection, place, lock=True)
            before = await _live(connection, place, message_ts)
            if manners is None or before is None:
                return None
            kept = tuple(term for term in before.terms if term in wanted)
            fresh: tuple[Term, ...] = ()
            if kept and manners.is_on:
                others = [term for term in wanted if term not in kept]
                last = await _last_noted(connection, place, others)
                room = MOST_TERMS - len(kept)
                fresh = _rested(others, manners=manners, at=at, last_noted=last)[:room]
            after = replace(before, terms=kept + fresh) if kept else None
            await connection.execute(
                update(notes)
                .where(_on(place, message_ts))
                .values(terms=_written(kept + fresh), gone=after is None)
            )
            await _write_down_terms(connection, place, fresh, at)
        return Revision(before, after)

    async def remove(self, place: Place, message_ts: str) -> Note | None:
        """Note that a note is not wanted any more; gives it, so that it can be taken down. The
        hour's room and the cooldown stay used."""
        async with self._database.write() as connection:
            await _manners(connection, place, lock=True)
            note = await _live(connection, place, message_ts)
            await connection.execute(update(notes).where(_on(place, message_ts)).values(gone=True))
        return note

    async def prune(self, now: datetime) -> int:
        """Forget notes of all workspaces that are older than `KEPT_FOR` and than the longest
        cooldown of any channel; gives how many there were. Edits of their messages are not followed
        any more."""
        async with self._database.write() as connection:
            longest = await connection.scalar(select(func.max(channels.c.cooldown_days)))
            before = now - max(KEPT_FOR, timedelta(days=longest or 0))
            forgotten = await connection.execute(delete(notes).where(notes.c.at < before))
            await connection.execute(delete(noted_terms).where(noted_terms.c.at < before))
        return forgotten.rowcount


def _key(place: Place) -> dict[str, str]:
    return {"workspace": place.workspace, "channel": place.channel}


def _in(place: Place, table: Table) -> ColumnElement[bool]:
    return and_(table.c.workspace == place.workspace, table.c.channel == place.channel)


def _on(place: Place, message_ts: str) -> ColumnElement[bool]:
    return and_(_in(place, notes), notes.c.message_ts == message_ts)


async def _manners(
    connection: AsyncConnection, place: Place, *, lock: bool = False
) -> Manners | None:
    query = select(channels).where(_in(place, channels))
    row = (await connection.execute(query.with_for_update() if lock else query)).one_or_none()
    if row is None:
        return None
    return Manners(
        mode=next((mode for mode in Mode if mode == row.mode), Mode.OFF),
        audience=next((one for one in Audience if one == row.audience), None),
        per_hour=row.per_hour,
        cooldown_days=row.cooldown_days,
        external=row.external,
    )


async def _is_claimed(connection: AsyncConnection, place: Place, message_ts: str) -> bool:
    found = await connection.scalar(select(notes.c.at).where(_on(place, message_ts)))
    return found is not None


async def _live(connection: AsyncConnection, place: Place, message_ts: str) -> Note | None:
    query = select(notes).where(_on(place, message_ts), ~notes.c.gone)
    row = (await connection.execute(query)).one_or_none()
    return _note(row) if row else None


_TICK = timedelta(microseconds=1)


async def _notes_after(connection: AsyncConnection, place: Place, moment: datetime) -> int:
    query = select(func.count()).select_from(notes).where(_in(place, notes), notes.c.at > moment)
    return int(await connection.scalar(query) or 0)


async def _last_noted(
    connection: AsyncConnection, place: Place, terms: Sequence[Term]
) -> dict[str, datetime]:
    entries = {term.entry for term in terms}
    query = select(noted_terms.c.entry_id, noted_terms.c.at).where(
        _in(place, noted_terms), noted_terms.c.entry_id.in_(entries)
    )
    return {row.entry_id: row.at for row in await connection.execute(query)}


async def _write_down_terms(
    connection: AsyncConnection, place: Place, terms: Sequence[Term], at: datetime
) -> None:
    for term in terms:
        row = insert_into(connection, noted_terms).values(**_key(place), entry_id=term.entry, at=at)
        await connection.execute(
            row.on_conflict_do_update(
                index_elements=[
                    noted_terms.c.workspace,
                    noted_terms.c.channel,
                    noted_terms.c.entry_id,
                ],
                set_={"at": at},
            )
        )


def _written(terms: Sequence[Term]) -> tuple[str, ...]:
    return tuple(map(str, terms))


def _values(note: Note) -> dict[str, Any]:
    return {
        "message_ts": note.message_ts,
        "thread_ts": note.thread_ts,
        "note_ts": note.note_ts,
        "mode": note.mode,
        "audience": note.audience,
        "terms": _written(note.terms),
        "at": note.at,
        "gone": False,
    }


def _note(row: Row[Any]) -> Note:
    return Note(
        message_ts=row.message_ts,
        mode=Mode(row.mode),
        audience=Audience(row.audience),
        terms=tuple(map(Term.read, row.terms)),
        at=row.at,
        thread_ts=row.thread_ts,
        note_ts=row.note_ts,
    )
