"""What is measured on: messages and terms from beside the project, or messages made here."""

import gzip
import json
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

from glossary.normalising import haystack
from glossary.terms import Entry, Kind, Side, Slot

SHARED = Path(__file__).parents[2] / "shared" / "data" / "bench"

_PLAIN = [
    "we met the team in the morning",
    "write down what is left to do before the holidays",
    "nobody has asked for more so far",
    "please have a look when you are back",
    "the new office is bright and quiet",
    "thanks for the quick answer yesterday",
    "I will send the notes after lunch",
]
_SIGNS = (
    "",
    "",
    "",
    " :tada:",
    " `make test`",
    " <https://example.com/a|notes>",
    " in app/main.py",
)


def messages() -> tuple[list[str], str]:
    """Messages and where they are from."""
    path = SHARED / "messages.jsonl"
    if not path.exists():
        return made_messages(4_000), "made by benchmarks.data"
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines], path.name


def made_messages(count: int, *, terms: Sequence[str] = (), seed: int = 7) -> list[str]:
    """Chat-like messages: plain clauses, a term in every third, a literal in every third."""
    chance = random.Random(seed)
    pool = terms or ("API", "latency", "churn", "SLA", "renewal", "pull request")
    made = []
    for _ in range(count):
        clause = chance.choice(_PLAIN)
        term = f" about the {chance.choice(pool)}" if chance.random() < 0.35 else ""
        made.append(f"{clause}{term}{chance.choice(_SIGNS)}. {chance.choice(_PLAIN)}")
    return made


def extra_terms(size: str) -> list[str]:
    """The list "1k" or "10k" of terms; empty where it is not there."""
    path = SHARED / f"terms-{size}.jsonl.gz"
    if not path.exists():
        return []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [term for line in lines if len(term := json.loads(line)["term"]) <= 80]


def entries_of(terms: Sequence[str]) -> list[Entry]:
    """Each term as an entry of its own, with nothing but the term."""
    return [
        Entry(
            id=f"extra-{number}",
            side=Side.TECH,
            category="extra",
            kind=Kind.NOUN,
            forms={Slot.SG: (term,)},
            gloss="an extra term",
            definition="A term that is there to be found.",
        )
        for number, term in enumerate(terms)
    ]


def lacking(entries: Iterable[Entry], others: Iterable[Entry]) -> list[Entry]:
    """Those of the others whose term is no form of the entries, however it is spelled."""
    known = {haystack(form) for entry in entries for _, form in entry.surfaces}
    return [entry for entry in others if haystack(entry.headword) not in known]


def words_without_terms(find: object, texts: Sequence[str]) -> str:
    """A message of about 120 characters in which `find` finds nothing."""
    assert callable(find)
    fitting = (text for text in texts if 100 <= len(text) <= 140 and not find(text))
    return next(fitting, "thanks again for yesterday, it was good to see all of you there " * 2)
