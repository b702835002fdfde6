"""The spellings of entries, compiled for finding: one Aho-Corasick automaton over the bytes of
`normalising.haystack`, and whose the letters are.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from copy import copy
from functools import cached_property
from typing import cast

from ahocorasick_rs import BytesAhoCorasick

from glossary.normalising import haystack
from glossary.owners import Hit, Owner, forms_in, is_always_read, owner_of, without_clashes
from glossary.spelling import Form, forms_of
from glossary.terms import Entry


class FormIndex:
    """Entries compiled for finding. Immutable; shared by all glossaries that hold them."""

    def __init__(self, entries: Iterable[Entry], below: Sequence["FormIndex"] = ()) -> None:
        letters: dict[bytes, list[Form]] = defaultdict(list)
        for entry in entries:
            for form in forms_of(entry):
                spelled = haystack(form.text)
                if not (form.derived and any(index.takes(entry, spelled) for index in below)):
                    letters[spelled].append(form)
        self.letters = tuple(letters)
        self.owners = tuple(owner_of(without_clashes(forms)) for forms in letters.values())
        self.scan = BytesAhoCorasick(letters).find_matches_as_indexes
        self.changed: dict[int, Owner | None] = {}

    @cached_property
    def _numbers(self) -> dict[str, list[int]]:
        """The places of each entry's spellings, by its id; most indexes are never asked."""
        numbers: dict[str, list[int]] = defaultdict(list)
        for number, owner in enumerate(self.owners):
            for form in forms_in(owner):
                numbers[form.entry.id].append(number)
        return numbers

    def without(self, gone: Iterable[str]) -> "FormIndex":
        """The same index where the entries with these ids are not found. What is compiled stays
        shared.
        """
        gone = self._numbers.keys() & gone
        if not gone:
            return self
        less = copy(self)
        less.changed = dict(self.changed)
        for number in {number for entry_id in gone for number in self._numbers[entry_id]}:
            owner = less.changed.get(number, self.owners[number])
            shown = [form for form in forms_in(owner) if form.entry.id not in gone] if owner else []
            less.changed[number] = owner_of(shown) if shown else None
        return less

    def takes(self, entry: Entry, letters: bytes) -> bool:
        """Whether a plural of the entry, made by rule, would take the place of another word here:
        somebody wrote one with these letters, and no form of the entry is a form of that.
        """
        hits, owners = self.hits(letters)
        written = [
            form.entry
            for number, start, end in hits
            if end - start == len(letters)
            for form in forms_in(owners[number])
            if not form.derived
        ]
        own = {haystack(text) for _, text in entry.surfaces} if written else set()
        return any(own.isdisjoint(haystack(text) for _, text in one.surfaces) for one in written)

    def hits(self, hay: bytes) -> tuple[list[Hit], Sequence[Owner]]:
        """Where the letters of forms stand, in the order of their ends, and their owners by
        number.
        """
        hits = self.scan(hay, overlapping=True)
        if not self.changed:
            return hits, self.owners
        owners = [self.changed.get(number, self.owners[number]) for number, _, _ in hits]
        hits = [
            (number, start, end)
            for number, (_, start, end) in enumerate(hits)
            if owners[number] is not None
        ]
        return hits, cast("list[Owner]", owners)


class JoinedIndex:
    """The indexes of layers, the uppermost first, compiled as one: a text is gone through once."""

    def __init__(self, indexes: Iterable[FormIndex]) -> None:
        layered: dict[bytes, list[Owner]] = defaultdict(list)
        for index in indexes:
            for number, letters in enumerate(index.letters):
                owner = index.changed.get(number, index.owners[number])
                above = layered[letters]
                if owner and not (above and is_always_read(above[-1])):
                    above.append(owner)
        layered = {letters: owners for letters, owners in layered.items() if owners}
        self.scan = BytesAhoCorasick(layered).find_matches_as_indexes
        self.owners = [owners[0] for owners in layered.values()]
        self._others: dict[int, list[int]] = {}
        for number, (_, *lower) in enumerate(list(layered.values())):
            if lower:
                first = len(self.owners)
                self.owners += lower
                self._others[number] = list(range(first, len(self.owners)))

    def hits(self, hay: bytes) -> tuple[list[Hit], Sequence[Owner]]:
        """As `FormIndex.hits`. Of a place with owners in several layers, those of the lowest come
        first.
        """
        hits, others = self.scan(hay, overlapping=True), self._others
        if not others.keys().isdisjoint([hit[0] for hit in hits]):
            hits = [
                (one, start, end)
                for number, start, end in hits
                for one in (*reversed(others.get(number, ())), number)
            ]
        return hits, self.owners
