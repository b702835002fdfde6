"""Writing rules that take several entries to see. Each gives the entry and a sentence for every
breach."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from glossary.everyday import is_everyday
from glossary.lint_entry import is_ambiguous_on_purpose
from glossary.terms import Audience, Entry, Kind, Meaning, Side

Found = Iterator[tuple[Entry, str]]

_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*[+#]*", re.UNICODE)
_LONGEST = 6
"""Words in the longest term that is looked for in prose."""


class Lexicon:
    """Entries by the words of their forms, to look terms up in prose.

    Words are compared in small letters; forms in capitals are other words than the same in small
    letters, as in matching: "IT" is not "it".
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self._by_words: dict[tuple[str, ...], list[Entry]] = {}
        for entry in self.entries:
            for key in dict.fromkeys(_key(form) for _, form in entry.surfaces):
                self._by_words.setdefault(key, []).append(entry)

    def shared(self) -> Iterator[tuple[str, list[Entry]]]:
        """Forms that more than one entry has."""
        for key, entries in self._by_words.items():
            if len(entries) > 1:
                yield " ".join(key), entries

    def terms_in(self, text: str) -> Iterator[tuple[str, Entry]]:
        """Terms that stand in a text, the longest at each place, as they are written there."""
        written = [match[0] for match in _WORD.finditer(text)]
        keys = [_folded(word) for word in written]
        start = 0
        while start < len(keys):
            for length in range(min(_LONGEST, len(keys) - start), 0, -1):
                found = self._by_words.get(tuple(keys[start : start + length]))
                if found:
                    surface = " ".join(written[start : start + length])
                    yield from ((surface, entry) for entry in found)
                    start += length - 1
                    break
            start += 1


def doubled_ids(entries: Iterable[Entry]) -> Found:
    entries = tuple(entries)
    times = Counter(entry.id for entry in entries)
    for entry in {one.id: one for one in entries}.values():
        if times[entry.id] > 1:
            yield entry, f"There are {times[entry.id]} entries with this id."


def doubled_forms(lexicon: Lexicon) -> Found:
    for entry in lexicon.entries:
        for slot, forms in entry.forms.items():
            for form, times in Counter(forms).items():
                if times > 1:
                    yield entry, f"“{form}” stands {times} times under {slot}."
    for form, entries in lexicon.shared():
        if len({one.id for one in entries}) == 1:
            continue
        for entry in entries:
            if not is_ambiguous_on_purpose(entry):
                others = ", ".join(f"'{one.id}'" for one in entries if one is not entry)
                yield (
                    entry,
                    (f"“{form}” is also a form of {others}: give each senses with cues, or need."),
                )


def unexplained_words(lexicon: Lexicon) -> Found:
    """Terms in explanations that the reader would need another entry for."""
    for entry in lexicon.entries:
        own = set(map(_key, (form for _, form in entry.surfaces)))
        for meaning in entry.senses or (entry,):
            reader = _reader(meaning)
            for key, text in _prose(meaning):
                for surface, other in lexicon.terms_in(text):
                    if _key(surface) in own or _is_clear(surface, other, reader):
                        continue
                    yield entry, f"{key} uses “{surface}”, which {reader} needs '{other.id}' for."


def broken_links(entries: Iterable[Entry]) -> Found:
    by_id = {entry.id: entry for entry in entries}
    links = {entry.id: [one for one in entry.see_also if one in by_id] for entry in by_id.values()}
    for entry in by_id.values():
        for linked in entry.see_also:
            if linked not in by_id:
                yield entry, f"see_also names '{linked}', which is no entry."
    for circle in _circles(links):
        yield by_id[circle[0]], f"see_also leads in a circle: {_path(circle)}."


def alias_cycles(lexicon: Lexicon) -> Found:
    """Plain wordings that hold terms of the same side, whose plain wordings hold the first again.

    The engine would exchange the words back and forth, one step with each run.
    """
    by_id = {entry.id: entry for entry in lexicon.entries}
    leads_to: dict[str, list[str]] = {}
    for entry in by_id.values():
        wordings = [text for meaning in (entry, *entry.senses) for text in meaning.plain.values()]
        found = (other for text in wordings for _, other in lexicon.terms_in(text))
        leads_to[entry.id] = list(
            dict.fromkeys(other.id for other in found if _speak_alike(entry, other))
        )
    for circle in _circles(leads_to):
        first = by_id[circle[0]]
        if len(circle) > 1:
            yield first, f"Plain wordings lead in a circle: {_path(circle)}."
        else:
            yield first, "A plain wording holds the term itself."


def _circles(links: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, ...]]:
    """Circles, each from the node of it that stands first in `links`."""
    done: set[str] = set()
    for start in links:
        waiting: list[tuple[str, ...]] = [(start,)]
        seen = {start}
        while waiting:
            path = waiting.pop()
            for following in links[path[-1]]:
                if following == start:
                    yield path
                elif following not in done | seen:
                    seen.add(following)
                    waiting.append((*path, following))
        done.add(start)


def _path(circle: tuple[str, ...]) -> str:
    return " → ".join((*circle, circle[0]))


def _speak_alike(one: Entry, other: Entry) -> bool:
    return any(one.belongs_to(side) and other.belongs_to(side) for side in Side)


def _reader(meaning: Meaning) -> Audience:
    """For whom a meaning is explained: the other side, or for words of both sides the business
    side."""
    if meaning.side == "both":
        return Audience.BUSINESS
    return Audience.general(meaning.side.other)


def _prose(meaning: Meaning) -> Iterator[tuple[str, str]]:
    for key in ("gloss", "gloss_pl", "definition"):
        text = getattr(meaning, key)
        if text:
            yield key, text
    for slot, text in meaning.plain.items():
        yield f"plain.{slot}", text


def _is_clear(surface: str, entry: Entry, reader: Audience) -> bool:
    """Whether the reader understands a term without its entry: they know it, or know the word from
    everyday use."""
    if entry.known_to(reader) or (entry.side == "both" and not entry.senses):
        return True
    if all(map(is_everyday, surface.split())):
        return True
    return is_ambiguous_on_purpose(entry) and entry.kind is not Kind.ABBREVIATION


def _key(form: str) -> tuple[str, ...]:
    words = tuple(_folded(word) for word in _WORD.findall(form))
    return words or (form.casefold(),)


def _folded(word: str) -> str:
    return word if len(word) > 1 and word.isupper() else word.casefold()
