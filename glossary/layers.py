"""The words that hold in one place: built-in packs, over them a workspace's own, over them a channel's."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from glossary.literals import Literal
from glossary.matching import Matcher, TermMatch
from glossary.terms import Entry


@dataclass(frozen=True, slots=True)
class Layer:
    """A workspace's or channel's own words: entries that add or override (same id), and ids that are hidden."""

    entries: tuple[Entry, ...] = ()
    hidden: frozenset[str] = frozenset()
    version: int = 0


class Glossary:
    """All entries that hold in one place, compiled. Immutable.

    `version` names the contents: equal versions mean equal words, on every machine.
    """

    def __init__(self, entries: Iterable[Entry], *, version: str) -> None:
        self.entries: Mapping[str, Entry] = {entry.id: entry for entry in entries}
        self.version = version
        self._matcher = Matcher(self.entries.values())

    def find(self, text: str, *, protected: Sequence[Literal] = ()) -> tuple[TermMatch, ...]:
        """See `Matcher.find`."""
        return self._matcher.find(text, protected=protected)

    def get(self, entry_id: str) -> Entry | None:
        return self.entries.get(entry_id)

    def search(self, query: str, *, limit: int = 20) -> tuple[Entry, ...]:
        """Entries whose forms, gloss or definition hold the query; best (exact, then prefix, then inside) first."""
        needle = " ".join(query.casefold().split())
        ranked = [(rank, entry) for entry in self.entries.values() if (rank := _rank(entry, needle)) is not None]
        ranked.sort(key=lambda pair: (pair[0], pair[1].headword.casefold()))
        return tuple(entry for _, entry in ranked[:limit])

    def over(self, layer: Layer) -> "Glossary":
        """This glossary with a layer laid over it."""
        if not layer.entries and not layer.hidden:
            return self
        merged = {**self.entries, **{entry.id: entry for entry in layer.entries}}
        kept = [entry for entry in merged.values() if entry.id not in layer.hidden]
        return Glossary(kept, version=f"{self.version}+{layer.version}")


def _rank(entry: Entry, needle: str) -> int | None:
    forms = [form.casefold() for _, form in entry.surfaces]
    if needle in forms or needle == entry.id:
        return 0
    if any(form.startswith(needle) for form in forms):
        return 1
    if any(needle in form for form in forms):
        return 2
    prose = " ".join(filter(None, (m.gloss for m in (entry, *entry.senses)))).casefold()
    return 3 if needle in prose else None
