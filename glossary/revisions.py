"""Changes to a workspace's own words, and the rules by which they add up.

A workspace adds entries, overrides built-in ones (same id) and hides them; each of its channels may
do the same over the workspace's. Every change is a revision: revisions are appended, never altered.
The words *in force* are each entry's newest revision with one of these statuses:

    approved   the entry holds here
    hidden     the entry is not found here, whether it is built in or the workspace's own
    removed    this place has nothing to say about the entry: what lies below shows again

A suggestion waits beside them until a curator approves it (a new revision, in force) or declines it
(a record).

    GlossaryStoreError            the text is a sentence for people
    +- BadChange                  what was asked makes no sense: blank workspace, wrong status
    +- UnknownRevision            no such entry or revision in this workspace
    +- AlreadyAnswered            the suggestion was approved or declined before
    +- UnreadableEntry            a stored entry no longer makes an entry
    +- StoreUnavailable           the store can't be reached just now
"""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from glossary.layers import Layer
from glossary.terms import Entry


class GlossaryStoreError(Exception):
    """Base of what can go wrong with a workspace's words."""


class BadChange(GlossaryStoreError):
    """The change that was asked for makes no sense."""


class UnknownRevision(GlossaryStoreError):
    """There is no such entry or revision in this workspace."""


class AlreadyAnswered(GlossaryStoreError):
    """Somebody has approved or declined this suggestion before."""


class UnreadableEntry(GlossaryStoreError):
    """What is stored no longer makes an entry."""


class StoreUnavailable(GlossaryStoreError):
    """The store can't be reached just now; it passes by itself."""


class Status(StrEnum):
    """What a revision did to its entry."""

    SUGGESTED = "suggested"
    APPROVED = "approved"
    HIDDEN = "hidden"
    REMOVED = "removed"
    DECLINED = "declined"


IN_FORCE = frozenset({Status.APPROVED, Status.HIDDEN, Status.REMOVED})
SAVEABLE = frozenset({Status.SUGGESTED, Status.APPROVED})


@dataclass(frozen=True, slots=True)
class Revision:
    """One change to one entry.

    `number` counts from 1 for each entry of a workspace, and again for each of its channels.
    `entry` is the entry as it stood after the change: None where there never was one of the
    workspace's own (a hidden built-in entry), or where what is stored can't be read (`problem` then
    says why). `answers` is the number of the suggestion that this revision approves or declines.
    `at` is in UTC.
    """

    workspace: str
    entry_id: str
    number: int
    status: Status
    entry: Entry | None
    author: str
    at: datetime
    note: str = ""
    channel: str | None = None
    answers: int | None = None
    problem: str | None = None

    @property
    def in_force(self) -> bool:
        return self.status in IN_FORCE


@dataclass(frozen=True, slots=True)
class Change:
    """What a revision is going to say, before it has a number, an author and a time."""

    status: Status
    entry: Entry | None
    answers: int | None = None


Decision = Callable[[Sequence[Revision]], Change]
"""From an entry's revisions in one place (oldest first) to the change; raises a
`GlossaryStoreError`."""


def saving(entry: Entry, status: Status | str) -> Decision:
    """Put an entry in force, or up for review."""
    known = _saveable(status)
    return lambda past: Change(known, entry)


def hiding() -> Decision:
    """Keep an entry from being found; the workspace's own wording is kept for a later restore."""
    return lambda past: Change(Status.HIDDEN, _newest_entry(past))


def removing(entry_id: str) -> Decision:
    """Take back what a place says about an entry, which must be something."""

    def decide(past: Sequence[Revision]) -> Change:
        current = next((one for one in reversed(past) if one.in_force), None)
        if current is None or current.status is Status.REMOVED:
            raise UnknownRevision(f"There are no own words about '{entry_id}' here to remove.")
        return Change(Status.REMOVED, current.entry)

    return decide


def restoring(entry_id: str, number: int) -> Decision:
    """Bring back how an entry stood at a revision; a suggestion comes into force by this."""

    def decide(past: Sequence[Revision]) -> Change:
        wanted = _numbered(past, entry_id, number)
        if wanted.status in (Status.HIDDEN, Status.REMOVED):
            return Change(wanted.status, wanted.entry)
        return Change(Status.APPROVED, _readable(wanted))

    return decide


def approving(entry_id: str, number: int, edited: Entry | None) -> Decision:
    """Bring a suggestion into force, as suggested or as edited."""
    if edited is not None and edited.id != entry_id:
        raise BadChange(
            f"An edited suggestion keeps its id: '{entry_id}' can't become '{edited.id}'."
        )

    def decide(past: Sequence[Revision]) -> Change:
        suggested = _suggestion(past, entry_id, number)
        return Change(Status.APPROVED, edited or _readable(suggested), answers=number)

    return decide


def declining(entry_id: str, number: int) -> Decision:
    """Record that a suggestion was turned down."""
    return lambda past: Change(
        Status.DECLINED, _suggestion(past, entry_id, number).entry, answers=number
    )


def layer_of(in_force: Iterable[Revision], *, version: int) -> Layer:
    """The layer that revisions in force make up; a channel's stand over the workspace's."""
    entries: dict[str, Entry] = {}
    hidden: set[str] = set()
    for revision in sorted(in_force, key=lambda one: (one.channel or "", one.entry_id)):
        if revision.status is Status.HIDDEN:
            hidden.add(revision.entry_id)
            entries.pop(revision.entry_id, None)
        elif revision.status is Status.APPROVED and revision.entry is not None:
            entries[revision.entry_id] = revision.entry
            hidden.discard(revision.entry_id)
    return Layer(tuple(entries.values()), frozenset(hidden), version)


def normalised(text: str) -> str:
    """`text` for comparing: compatibility forms unified (NFKC), case folded; control characters and
    runs of white space become one space each."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    printable = (" " if unicodedata.category(char) in ("Cc", "Cs") else char for char in folded)
    return " ".join("".join(printable).split())


def term_of(entry_id: str, entry: Entry | None) -> str:
    """What an entry is found and sorted by: its headword, or without an entry the words of its id;
    normalised."""
    return normalised(entry.headword if entry else entry_id.replace("-", " "))


def _saveable(status: Status | str) -> Status:
    try:
        known = Status(status)
    except ValueError:
        raise BadChange(
            f"'{status}' is no status of an entry: it is one of {', '.join(Status)}."
        ) from None
    if known not in SAVEABLE:
        raise BadChange(f"An entry is saved as approved or suggested, not as {known}.")
    return known


def _newest_entry(past: Sequence[Revision]) -> Entry | None:
    return next((one.entry for one in reversed(past) if one.in_force), None)


def _numbered(past: Sequence[Revision], entry_id: str, number: int) -> Revision:
    for revision in past:
        if revision.number == number:
            return revision
    raise UnknownRevision(f"There is no revision {number} of '{entry_id}' here.")


def _suggestion(past: Sequence[Revision], entry_id: str, number: int) -> Revision:
    found = _numbered(past, entry_id, number)
    if found.status is not Status.SUGGESTED:
        raise UnknownRevision(f"Revision {number} of '{entry_id}' is not a suggestion.")
    if any(revision.answers == number for revision in past):
        raise AlreadyAnswered(
            f"Suggestion {number} for '{entry_id}' has been approved or declined already."
        )
    return found


def _readable(revision: Revision) -> Entry:
    if revision.entry is None:
        reason = revision.problem or "it was written without an entry"
        raise UnreadableEntry(
            f"Revision {revision.number} of '{revision.entry_id}' can't be used: {reason}"
        )
    return revision.entry
