"""Where a workspace's own words are kept. `glossary.revisions` has the values and the rules of
changing them."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from glossary.layers import Layer
from glossary.revisions import (
    AlreadyAnswered,
    BadChange,
    Change,
    Decision,
    GlossaryStoreError,
    Revision,
    Status,
    StoreUnavailable,
    UnknownRevision,
    UnreadableEntry,
    approving,
    declining,
    hiding,
    layer_of,
    normalised,
    removing,
    restoring,
    saving,
    term_of,
)
from glossary.terms import Entry

__all__ = [
    "AlreadyAnswered",
    "BadChange",
    "GlossaryStore",
    "GlossaryStoreError",
    "InMemoryGlossaryStore",
    "Revision",
    "Status",
    "StoreUnavailable",
    "UnknownRevision",
    "UnreadableEntry",
]


def now() -> datetime:
    """The time that a change is stamped with."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who makes a change, where (`channel` None: in the workspace as a whole), and what they say
    about it."""

    author: str
    channel: str | None = None
    note: str = ""

    def revision(
        self, workspace: str, entry_id: str, number: int, change: Change, *, at: datetime
    ) -> Revision:
        """The revision that a change makes when it is signed."""
        return Revision(
            workspace=workspace,
            entry_id=entry_id,
            number=number,
            status=change.status,
            entry=change.entry,
            author=self.author,
            at=at,
            note=self.note,
            channel=self.channel or None,
            answers=change.answers,
        )


class GlossaryStore(ABC):
    """A workspace's own words. Workspaces are apart: nothing here crosses from one to another.

    What a change means stands here once; a kind of store says how revisions are kept and read.
    `author` is whatever the caller shows and answers people by. `channel` None is the workspace as
    a whole. Changing raises `BadChange` for a blank workspace; anything raises `StoreUnavailable`
    while the store can't be reached.
    """

    def __init__(self, *, clock: Callable[[], datetime] = now) -> None:
        self._clock = clock
        self._listeners: list[Callable[[str], None]] = []

    def subscribe(self, listener: Callable[[str], None]) -> None:
        """Call `listener(workspace)` after each change that was made through this very object."""
        self._listeners.append(listener)

    @abstractmethod
    async def version(self, workspace: str) -> int:
        """A number that grows with every change to the workspace's words; 0 before the first."""

    @abstractmethod
    async def layer(self, workspace: str, channel: str | None = None) -> Layer:
        """What holds in the workspace, or with `channel` in that channel: approved entries and
        hidden ids.

        A stored entry that can't be read is left out.
        """

    @abstractmethod
    async def history(
        self, workspace: str, entry_id: str, channel: str | None = None
    ) -> tuple[Revision, ...]:
        """All revisions of an entry in one place, newest first; empty where there is none."""

    @abstractmethod
    async def suggestions(self, workspace: str) -> tuple[Revision, ...]:
        """Suggestions of the workspace and its channels that wait for a curator, oldest first."""

    @abstractmethod
    async def recent(
        self, workspace: str, limit: int = 20, *, channel: str | None = None
    ) -> tuple[Revision, ...]:
        """The last changes that hold in the whole workspace, and with `channel` in that channel,
        newest first. (Other channels may be private.)
        """

    @abstractmethod
    async def own(
        self, workspace: str, query: str = "", *, limit: int = 50
    ) -> tuple[Revision, ...]:
        """What the workspace and its channels say for themselves, in order of the headword.

        These are the revisions in force but the removed ones, whose id or headword holds `query`
        (whatever the case and width of its letters).
        """

    @abstractmethod
    async def _append(
        self, workspace: str, decisions: Sequence[tuple[str, Decision]], signature: Signature
    ) -> tuple[Revision, ...]:
        """Append the revisions that the decisions come to, by entry id: all or none, as one change
        of version.

        No other change to the workspace comes between a decision's look at the past and its
        revision.
        """

    async def save(
        self,
        workspace: str,
        entry: Entry,
        *,
        author: str,
        status: Status | str = Status.APPROVED,
        channel: str | None = None,
        note: str = "",
    ) -> Revision:
        """Put an entry in force (approved) or up for review (suggested). `BadChange` for another
        status."""
        saved = await self.save_all(
            workspace, [entry], author=author, status=status, channel=channel, note=note
        )
        return saved[0]

    async def save_all(
        self,
        workspace: str,
        entries: Sequence[Entry],
        *,
        author: str,
        status: Status | str = Status.APPROVED,
        channel: str | None = None,
        note: str = "",
    ) -> tuple[Revision, ...]:
        """As `save`, for many entries: all or none, as one change of version."""
        decisions = [(entry.id, saving(entry, status)) for entry in entries]
        return await self._change(workspace, decisions, Signature(author, channel, note))

    async def hide(
        self,
        workspace: str,
        entry_id: str,
        *,
        author: str,
        channel: str | None = None,
        note: str = "",
    ) -> Revision:
        """Keep an entry, built in or own, from being found here."""
        signature = Signature(author, channel, note)
        return (await self._change(workspace, [(entry_id, hiding())], signature))[0]

    async def remove(
        self,
        workspace: str,
        entry_id: str,
        *,
        author: str,
        channel: str | None = None,
        note: str = "",
    ) -> Revision:
        """Take back what this place says about an entry. `UnknownRevision` where it says
        nothing."""
        signature = Signature(author, channel, note)
        return (await self._change(workspace, [(entry_id, removing(entry_id))], signature))[0]

    async def restore(
        self,
        workspace: str,
        entry_id: str,
        number: int,
        *,
        author: str,
        channel: str | None = None,
        note: str = "",
    ) -> Revision:
        """Put an entry back to how it stood at revision `number` (a suggestion comes into force by
        this).

        `UnknownRevision`, or `UnreadableEntry` where that revision can't be read.
        """
        decision = restoring(entry_id, number)
        signature = Signature(author, channel, note)
        return (await self._change(workspace, [(entry_id, decision)], signature))[0]

    async def approve(
        self,
        workspace: str,
        entry_id: str,
        number: int,
        *,
        author: str,
        entry: Entry | None = None,
        channel: str | None = None,
        note: str = "",
    ) -> Revision:
        """Bring suggestion `number` into force, as suggested or as edited (`entry`).

        `UnknownRevision`, `AlreadyAnswered`, or `BadChange` where the edited entry has another id.
        """
        decision = approving(entry_id, number, entry)
        signature = Signature(author, channel, note)
        return (await self._change(workspace, [(entry_id, decision)], signature))[0]

    async def decline(
        self,
        workspace: str,
        entry_id: str,
        number: int,
        *,
        author: str,
        channel: str | None = None,
        note: str = "",
    ) -> Revision:
        """Record that suggestion `number` was turned down, with the reason in `note`."""
        decision = declining(entry_id, number)
        signature = Signature(author, channel, note)
        return (await self._change(workspace, [(entry_id, decision)], signature))[0]

    async def _change(
        self, workspace: str, decisions: Sequence[tuple[str, Decision]], signature: Signature
    ) -> tuple[Revision, ...]:
        if not workspace.strip():
            raise BadChange("A change to the glossary needs the workspace that it belongs to.")
        if not decisions:
            return ()
        made = await self._append(workspace, decisions, signature)
        for listener in self._listeners:
            listener(workspace)
        return made


class InMemoryGlossaryStore(GlossaryStore):
    """A store that forgets when the process ends: for trying out, and as the reference in tests."""

    def __init__(self, *, clock: Callable[[], datetime] = now) -> None:
        super().__init__(clock=clock)
        self._revisions: dict[str, list[Revision]] = {}
        self._versions: dict[str, int] = {}

    async def version(self, workspace: str) -> int:
        return self._versions.get(workspace, 0)

    async def layer(self, workspace: str, channel: str | None = None) -> Layer:
        holding = [one for one in self._in_force(workspace) if one.channel in (None, channel)]
        return layer_of(holding, version=self._versions.get(workspace, 0))

    async def history(
        self, workspace: str, entry_id: str, channel: str | None = None
    ) -> tuple[Revision, ...]:
        return tuple(reversed(_past(self._kept(workspace), entry_id, channel)))

    async def suggestions(self, workspace: str) -> tuple[Revision, ...]:
        kept = self._kept(workspace)
        answered = {(one.channel, one.entry_id, one.answers) for one in kept}
        waiting = [one for one in kept if one.status is Status.SUGGESTED]
        return tuple(
            one for one in waiting if (one.channel, one.entry_id, one.number) not in answered
        )

    async def recent(
        self, workspace: str, limit: int = 20, *, channel: str | None = None
    ) -> tuple[Revision, ...]:
        here = [one for one in self._kept(workspace) if one.channel in (None, channel)]
        return tuple(reversed(here))[:limit]

    async def own(
        self, workspace: str, query: str = "", *, limit: int = 50
    ) -> tuple[Revision, ...]:
        needle = normalised(query)
        found = [
            (term_of(one.entry_id, one.entry), one.entry_id, one.channel or "", one)
            for one in self._in_force(workspace)
            if one.status is not Status.REMOVED
        ]
        found = [
            row
            for row in sorted(found, key=lambda row: row[:3])
            if needle in row[0] + "\n" + row[1]
        ]
        return tuple(row[3] for row in found[:limit])

    async def _append(
        self, workspace: str, decisions: Sequence[tuple[str, Decision]], signature: Signature
    ) -> tuple[Revision, ...]:
        kept = self._kept(workspace)
        at = self._clock()
        made: list[Revision] = []
        for entry_id, decide in decisions:
            past = _past(kept + made, entry_id, signature.channel)
            change = decide(past)
            made.append(signature.revision(workspace, entry_id, len(past) + 1, change, at=at))
        self._revisions[workspace] = kept + made
        self._versions[workspace] = self._versions.get(workspace, 0) + 1
        return tuple(made)

    def _kept(self, workspace: str) -> list[Revision]:
        return self._revisions.get(workspace, [])

    def _in_force(self, workspace: str) -> list[Revision]:
        newest = {(one.channel, one.entry_id): one for one in self._kept(workspace) if one.in_force}
        return list(newest.values())


def _past(revisions: Sequence[Revision], entry_id: str, channel: str | None) -> list[Revision]:
    return [one for one in revisions if (one.entry_id, one.channel) == (entry_id, channel or None)]
