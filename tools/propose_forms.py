"""Proposes the inflected forms of glossary terms, as YAML to be reviewed and copied into a pack.

    .venv/bin/python tools/propose_forms.py noun "load balancer" SLA
    .venv/bin/python tools/propose_forms.py verb "roll back"

Used by hand while entries are written, never at run time: of 120 inflections that were checked,
lemminflect had 115 right, so a person reads what it says. It is not among the development tools;
`pip install lemminflect` adds it.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import Any

import yaml

Inflect = Callable[[str, str], str]
"""From a word and a Penn Treebank tag to the word in that form."""

VERB_TAGS = {"base": "VB", "s": "VBZ", "past": "VBD", "pp": "VBN", "ing": "VBG"}


def noun_forms(term: str, inflect: Inflect) -> dict[str, str]:
    """Singular and plural: the last word changes, of a term with a preposition the word before
    it."""
    words = term.split()
    head = _head(words)
    plural = _plural(words[head], inflect)
    return {"sg": term, "pl": " ".join([*words[:head], plural, *words[head + 1 :]])}


def verb_forms(term: str, inflect: Inflect) -> dict[str, str]:
    """The five forms: the first word changes ("roll back": "rolled back")."""
    first, *rest = term.split()
    return {slot: " ".join([inflect(first, tag), *rest]) for slot, tag in VERB_TAGS.items()}


FORMS: dict[str, Callable[[str, Inflect], dict[str, str]]] = {
    "noun": noun_forms,
    "metric": noun_forms,
    "abbreviation": noun_forms,
    "verb": verb_forms,
    "adjective": lambda term, inflect: {"adjective": term},
}


def propose(kind: str, term: str, inflect: Inflect) -> dict[str, Any]:
    """The start of an entry: id, kind and forms."""
    letters = "".join(char if char.isalnum() else " " for char in term.lower())
    return {"id": "-".join(letters.split()), "kind": kind, "forms": FORMS[kind](term, inflect)}


def _head(words: Sequence[str]) -> int:
    """Position of the word that carries the number: the one before a preposition, else the last."""
    for position, word in enumerate(words):
        if position and word in ("of", "for", "in", "to", "on", "by", "at", "per"):
            return position - 1
    return len(words) - 1


def _plural(word: str, inflect: Inflect) -> str:
    """The plural; an abbreviation keeps its capitals and takes a small s."""
    if word.isupper():
        return f"{word}s"
    return inflect(word, "NNS")


def load_inflect() -> Inflect:
    """lemminflect's inflection, or an exit with one sentence that says how to get it."""
    try:
        from lemminflect import getInflection
    except ImportError:
        sys.exit(
            "This helper needs lemminflect: install it with `.venv/bin/pip install lemminflect`."
        )

    def inflect(word: str, tag: str) -> str:
        found = getInflection(word, tag=tag)
        return str(found[0]) if found else word

    return inflect


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Propose the forms of glossary terms as YAML.")
    parser.add_argument("kind", choices=sorted(FORMS))
    parser.add_argument("terms", nargs="+", metavar="term")
    wanted = parser.parse_args(arguments)
    inflect = load_inflect()
    entries = [propose(wanted.kind, term, inflect) for term in wanted.terms]
    sys.stdout.write(yaml.safe_dump(entries, sort_keys=False, allow_unicode=True))


if __name__ == "__main__":
    main()
