"""How fast terms are found: full scans (literals, matching, case, overlap, senses) of whole
messages.
"""

import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks import data, rivals
from benchmarks.timing import Contender, once, rates
from glossary.layers import Glossary, Layer
from glossary.matching import Matcher
from glossary.packs import FOLDER, builtin, load

ROUNDS = 7


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
    """All figures of matching, in the order of the table."""
    glossary = builtin()
    extra = {size: data.extra_terms(size) for size in ("1k", "10k")}
    rows = [*_speed(glossary, texts, extra["10k"]), *_idle(glossary, texts)]
    if extra["1k"] and extra["10k"]:
        rows += _growth(texts, extra["1k"], extra["10k"])
    return rows + _building(glossary)


def _speed(glossary: Glossary, texts: Sequence[str], extra: Sequence[str]) -> list[Row]:
    terms = [form for entry in glossary.entries.values() for _, form in entry.surfaces]
    contenders = {
        "built-in": Contender(glossary.find, texts),
        "loop of in": Contender(rivals.loop_of_in(terms), texts[:600]),
        "union regex": Contender(rivals.union_regex(terms), texts[:150]),
        "flashtext": Contender(rivals.flashtext(terms), texts),
    }
    if extra:
        every = [*glossary.entries.values(), *data.entries_of(extra)]
        contenders["built-in and 10k"] = Contender(Matcher(every).find, texts)
        layer = Layer(tuple(data.entries_of(extra[:200])))
        contenders["built-in under a layer of 200"] = Contender(glossary.over(layer).find, texts)
    measured = rates(contenders, rounds=ROUNDS)
    ours = measured["built-in"]
    promises = {"built-in": 75_000, "built-in and 10k": 60_000}
    rows = [Row(f"scan, {n}", r, "messages/s", promises.get(n)) for n, r in measured.items()]
    for name, factor in (("loop of in", 15), ("union regex", 100), ("flashtext", 2)):
        rows.append(Row(f"faster than {name}", ours / measured[name], "x", factor))
    return rows


def _idle(glossary: Glossary, texts: Sequence[str]) -> list[Row]:
    text = data.words_without_terms(glossary.find, texts)
    rate = rates({"idle": Contender(glossary.find, [text] * 5_000)}, rounds=ROUNDS)["idle"]
    return [Row(f"a message of {len(text)} without a term", 1e6 / rate, "us", 6, at_least=False)]


def _growth(texts: Sequence[str], few: Sequence[str], many: Sequence[str]) -> list[Row]:
    """What ten times the terms cost a text: on the texts where both lists find the same number."""
    small, large = Matcher(data.entries_of(few)), Matcher(data.entries_of(many))
    alike = [text for text in texts if len(small.find(text)) == len(large.find(text))]
    contenders = {
        "1k": Contender(small.find, texts),
        "10k": Contender(large.find, texts),
        "1k, alike": Contender(small.find, alike),
        "10k, alike": Contender(large.find, alike),
    }
    measured = rates(contenders, rounds=ROUNDS)
    return [
        Row("scan, 1k terms", measured["1k"], "messages/s"),
        Row("scan, 10k terms", measured["10k"], "messages/s"),
        Row("growth 1k to 10k", measured["1k"] / measured["10k"], "x", 2, at_least=False),
        Row(
            f"the same on {len(alike)} messages with as many terms",
            measured["1k, alike"] / measured["10k, alike"],
            "x",
        ),
    ]


def _building(glossary: Glossary) -> list[Row]:
    entries = list(glossary.entries.values())
    paths = sorted(FOLDER.glob("*.yaml"))
    return [
        Row("built-in entries", len(entries), "entries"),
        Row(
            "compiling them (cues and conditions: when met)",
            once(lambda: Matcher(entries)),
            "s",
            0.3,
            at_least=False,
        ),
        Row(
            "memory of that (Python objects)",
            _memory(lambda: Matcher(entries)),
            "MB",
            20,
            at_least=False,
        ),
        Row("reading the packs from YAML", once(lambda: load(paths), rounds=1), "s"),
        Row("reading and compiling, kept", once(builtin.__wrapped__), "s", 0.5, at_least=False),
    ]


def _memory(work: Callable[[], object]) -> float:
    """Megabytes of Python objects that the result of a call keeps; the automaton is not one."""
    tracemalloc.start()
    try:
        kept = work()
        return tracemalloc.get_traced_memory()[0] / 1e6 if kept else 0.0
    finally:
        tracemalloc.stop()
