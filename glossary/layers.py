"""The words that hold in one place: built-in packs, over them a workspace's own, over them a
channel's.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from glossary.matching import Matcher
from glossary.normalising import folded
from glossary.terms import Entry


@dataclass(frozen=True, slots=True)
class Layer:
    """A workspace's or channel's own words: entries that add or override (same id), and ids that
    are hidden.
    """

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
        self.find = self._matcher.find
        self._searchable: _Searchable = _Searchable(self.entries.values())

    def get(self, entry_id: str) -> Entry | None:
        return self.entries.get(entry_id)

    def search(self, query: str, *, limit: int = 20) -> tuple[Entry, ...]:
        """Entries whose forms, gloss or definition hold the query, whatever its case and accents.

        Best first: the form itself, its beginning, the beginning of one of its words, inside it,
        in the explanation.
        """
        needle = folded(query)
        if not needle:
            return ()
        ranked = []
        for entry in self.entries.values():
            rank = self._searchable.rank(entry, needle)
            if rank is not None:
                ranked.append((rank, entry.headword.casefold(), entry.id, entry))
        ranked.sort(key=lambda row: row[:3])
        return tuple(row[3] for row in ranked[:limit])

    def over(self, layer: Layer) -> "Glossary":
        """This glossary with a layer laid over it. Costs what the layer costs: the words below
        stay compiled.
        """
        if not layer.entries and not layer.hidden:
            return self
        own = {entry.id: entry for entry in layer.entries if entry.id not in layer.hidden}
        merged = {**self.entries, **own}
        for entry_id in layer.hidden:
            merged.pop(entry_id, None)
        above = Glossary.__new__(Glossary)
        above.entries = merged
        above.version = f"{self.version}+{_digest(layer)}"
        above._matcher = self._matcher.over(own.values(), gone={*own, *layer.hidden})
        above.find = above._matcher.find
        above._searchable = self._searchable.over(own.values())
        return above


def _digest(layer: Layer) -> str:
    """A name for the contents of a layer: two workspaces may both be at version 3 with different
    words.
    """
    digest = hashlib.sha256("\0".join(sorted(layer.hidden)).encode())
    for entry in sorted(layer.entries, key=lambda entry: entry.id):
        digest.update(entry.model_dump_json(exclude_defaults=True).encode())
    return digest.hexdigest()[:16]


class _Searchable:
    """Entries as searching reads them, folded when first searched."""

    def __init__(self, entries: Iterable[Entry], below: "_Searchable | None" = None) -> None:
        self._entries = {entry.id: entry for entry in entries}
        self._below = below
        self._folded: dict[str, tuple[tuple[str, ...], str]] = {}

    def over(self, entries: Iterable[Entry]) -> "_Searchable":
        return _Searchable(entries, self)

    def rank(self, entry: Entry, needle: str) -> int | None:
        """How well an entry answers a query (0 best), None where it does not."""
        forms, prose = self._texts(entry)
        if needle in forms or needle == entry.id:
            return 0
        if any(form.startswith(needle) for form in forms):
            return 1
        if any(f" {needle}" in form for form in forms):
            return 2
        if any(needle in form for form in forms):
            return 3
        return 4 if needle in prose else None

    def _texts(self, entry: Entry) -> tuple[tuple[str, ...], str]:
        if entry.id not in self._entries and self._below is not None:
            return self._below._texts(entry)
        if entry.id not in self._folded:
            forms = tuple(folded(form) for _, form in entry.surfaces)
            prose = (
                text
                for meaning in (entry, *entry.senses)
                for text in (meaning.gloss, meaning.definition)
            )
            self._folded[entry.id] = forms, folded(" ".join(filter(None, prose)))
        return self._folded[entry.id]
