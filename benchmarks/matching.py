"""How fast terms are found: full scans (literals, matching, case, overlap, senses) of whole
messages.
"""

import gc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks import data, resident, rivals
from benchmarks.timing import Contender, once, rates
from glossary.layers import Glossary, Layer
from glossary.matching import Matcher
from glossary.packs import FOLDER, builtin, load
from glossary.terms import Entry

ROUNDS = 15
_WITH_LIST = "built-in under a layer of all 10k"
PROMISED = {"built-in": 75_000, _WITH_LIST: 60_000}
"""Messages a second."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what it is, its value and unit, and what was promised (None: nothing)."""

    name: str
    value: float
    unit: str
    promise: float | None = None
    at_least: bool = True

    @property
    def kept(self) -> bool | None:
        if self.promise is None:
            return None
        return self.value >= self.promise if self.at_least else self.value <= self.promise


def measure(texts: Sequence[str]) -> list[Row]:
    """All figures of matching, in the order of the table.

    Garbage collection stays on, as in the product; what is compiled is kept out of its way
    (`gc.freeze`), as any server with a large heap does after its start.
    """
    glossary = builtin()
    lists = {size: data.extra_terms(size) for size in ("1k", "10k")}
    rows = [*_rivals(glossary, texts), *_idle(glossary, texts)]
    if all(lists.values()):
        rows += _sizes(glossary, texts, {size: data.entries_of(t) for size, t in lists.items()})
    return rows + _building(glossary)


def _rivals(glossary: Glossary, texts: Sequence[str]) -> list[Row]:
    """The built-in packs, and what people write first, on the same words."""
    terms = [form for entry in glossary.entries.values() for _, form in entry.surfaces]
    measured = _rates(
        {
            "built-in": Contender(glossary.find, texts),
            "loop of in": Contender(rivals.loop_of_in(terms), texts[:600]),
            "masked union regex": Contender(rivals.union_regex(terms), texts[:150]),
            "masked flashtext": Contender(rivals.flashtext(terms), texts),
        }
    )
    ours = measured["built-in"]
    rows = [Row(f"scan, {n}", r, "messages/s", PROMISED.get(n)) for n, r in measured.items()]
    for name, factor in (("loop of in", 15), ("masked union regex", 100), ("masked flashtext", 2)):
        rows.append(Row(f"faster than {name}", ours / measured[name], "x", factor))
    return rows


def _idle(glossary: Glossary, texts: Sequence[str]) -> list[Row]:
    text = data.words_without_terms(glossary.find, texts)
    rate = _rates({"idle": Contender(glossary.find, [text] * 5_000)})["idle"]
    return [Row(f"a message of {len(text)} without a term", 1e6 / rate, "us", 6, at_least=False)]


def _sizes(
    glossary: Glossary, texts: Sequence[str], lists: Mapping[str, Sequence[Entry]]
) -> list[Row]:
    """What more words cost. A list is laid over the packs, as a workspace adds its words; or it is
    compiled with them, as packs are added: with entries that they lack, and with those they have,
    each of which then has two entries to decide between wherever it is found.
    """
    built_in = tuple(glossary.entries.values())
    new = {size: data.lacking(built_in, entries) for size, entries in lists.items()}
    scans = {
        "built-in and 1k": Matcher((*built_in, *new["1k"])).find,
        "built-in and 10k": Matcher((*built_in, *new["10k"])).find,
        "built-in and all 10k": Matcher((*built_in, *lists["10k"])).find,
        _WITH_LIST: glossary.over(Layer(tuple(lists["10k"]))).find,
        "built-in under a layer of 200": glossary.over(Layer(tuple(new["10k"][:200]))).find,
        "1k alone": (small := Matcher(lists["1k"]).find),
        "10k alone": (large := Matcher(lists["10k"]).find),
    }
    alike = [text for text in texts if len(small(text)) == len(large(text))]
    contenders = {name: Contender(find, texts) for name, find in scans.items()}
    contenders["1k alone, alike"] = Contender(small, alike)
    contenders["10k alone, alike"] = Contender(large, alike)
    measured = _rates(contenders)
    rows = [
        Row(f"scan, {name}", measured[name], "messages/s", PROMISED.get(name)) for name in scans
    ]
    return [*rows, *_growth(measured, len(alike), _found(large, texts) / _found(small, texts))]


def _growth(measured: Mapping[str, float], alike: int, more: float) -> list[Row]:
    names = {
        "growth of time, built-in and 1k to 10k": ("built-in and 1k", "built-in and 10k"),
        f"the same, lists alone ({more:.1f} x the terms found)": ("1k alone", "10k alone"),
        f"the same, {alike} messages with as many found": ("1k alone, alike", "10k alone, alike"),
    }
    return [
        Row(name, measured[few] / measured[many], "x", 2, at_least=False)
        for name, (few, many) in names.items()
    ]


def _found(find: Callable[[str], Sequence[object]], texts: Sequence[str]) -> int:
    return sum(len(find(text)) for text in texts)


def _rates(contenders: Mapping[str, Contender]) -> dict[str, float]:
    gc.collect()
    gc.freeze()
    try:
        return rates(contenders, rounds=ROUNDS)
    finally:
        gc.unfreeze()


def _building(glossary: Glossary) -> list[Row]:
    entries = list(glossary.entries.values())
    paths = sorted(FOLDER.glob("*.yaml"))
    seconds = once(lambda: Matcher(entries))
    return [
        Row("built-in entries", len(entries), "entries"),
        Row("compiling them (cues, conditions: when met)", seconds, "s", 0.3, at_least=False),
        *_memory(),
        Row("reading the packs from YAML", once(lambda: load(paths), rounds=1), "s"),
        Row("reading and compiling, kept", once(builtin.__wrapped__), "s", 0.5, at_least=False),
    ]


def _memory() -> list[Row]:
    """Memory of a process of its own, where the system tells (Linux)."""
    told = resident.measure()
    if told is None:
        return []
    compiled, whole = told
    return [
        Row("memory of what is compiled (whole process)", compiled, "MB", 20, at_least=False),
        Row("the same with the entries themselves", whole, "MB"),
    ]
