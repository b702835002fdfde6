"""Checking entries against the writing rules, as `parlance glossary lint` and the tests do.

What can be said about one entry alone is in `glossary.lint_entry`, what takes several in
`glossary.lint_pack`; both yield the sentences, this module puts entry, file and rule to them.

    unique-ids      no two entries have the same id
    unique-forms    a form stands once, or in entries that each carry senses or need patterns
    verb-forms      a verb has its five forms
    gloss-plural    a term with a plural has a plural gloss
    plain-covers    what is replaced has a plain wording for every slot that it is found in
    both-ways       each meaning says how the other side puts it or what to ask back
    lengths         an audience's own wording is as short as the general one
    everyday-key    an everyday word alone has senses or need patterns
    adds-no-fact    what can be written into a message holds no number, negation, date or hedge
    plain-words     gloss, definition and plain wording need no other entry to be understood
    see-also        links lead to other entries and never in a circle
    alias-cycle     no plain wording leads back, over other entries, to the term that it stands for
    bridge          a metric names arithmetic that exists
    examples        each example comes out of the engine as it is written
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from glossary.lint_entry import (
    has_five_verb_forms,
    is_explained_both_ways,
    is_replaceable_everywhere,
    is_short_for_all,
    is_told_from_everyday_words,
    speaks_of_many,
)
from glossary.lint_facts import facts_added
from glossary.lint_pack import (
    Lexicon,
    alias_cycles,
    broken_links,
    doubled_forms,
    doubled_ids,
    unexplained_words,
)
from glossary.terms import Entry, Example

RunExample = Callable[[Entry, Example], str]
"""Runs the engine over an example of an entry; gives what comes out."""

Findings = Iterable[tuple[Entry, str]]


@dataclass(frozen=True, slots=True)
class Problem:
    """A rule that an entry breaks, in a sentence. `file` is empty where nobody said which one it
    is."""

    file: str
    entry: str
    rule: str
    sentence: str

    def __str__(self) -> str:
        place = f"{self.file}: " if self.file else ""
        return f"{place}{self.entry}: {self.sentence} [{self.rule}]"

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def lint(
    entries: Iterable[Entry],
    *,
    files: Mapping[str, str] | None = None,
    run_example: RunExample | None = None,
    bridges: frozenset[str] | None = None,
) -> tuple[Problem, ...]:
    """Every rule that the entries break, in the order of the entries.

    `files` names the file of each entry by id. Without `run_example` the examples are not run,
    without `bridges` (the names of arithmetic that exists) a metric may name any.
    """
    checked = tuple(entries)
    lexicon = Lexicon(checked)
    findings: dict[str, Findings] = {
        "unique-ids": doubled_ids(checked),
        "unique-forms": doubled_forms(lexicon),
        "plain-words": unexplained_words(lexicon),
        "see-also": broken_links(checked),
        "alias-cycle": alias_cycles(lexicon),
        "bridge": _unknown_bridges(checked, bridges),
        "examples": _failing_examples(checked, run_example),
        **{rule: _each(checked, check) for rule, check in _ENTRY_RULES.items()},
    }
    order = {entry.id: position for position, entry in reversed(list(enumerate(checked)))}
    problems = (
        Problem((files or {}).get(entry.id, ""), entry.id, rule, sentence)
        for rule, found in findings.items()
        for entry, sentence in found
    )
    return tuple(sorted(problems, key=lambda one: (order[one.entry], one.rule, one.sentence)))


_ENTRY_RULES: Mapping[str, Callable[[Entry], Iterable[str]]] = {
    "verb-forms": has_five_verb_forms,
    "gloss-plural": speaks_of_many,
    "plain-covers": is_replaceable_everywhere,
    "both-ways": is_explained_both_ways,
    "lengths": is_short_for_all,
    "everyday-key": is_told_from_everyday_words,
    "adds-no-fact": facts_added,
}


def _each(entries: Iterable[Entry], check: Callable[[Entry], Iterable[str]]) -> Findings:
    return ((entry, sentence) for entry in entries for sentence in check(entry))


def _unknown_bridges(entries: Iterable[Entry], bridges: frozenset[str] | None) -> Findings:
    for entry in entries:
        for meaning in (entry, *entry.senses):
            bridge = meaning.metric.bridge if meaning.metric else None
            if bridges is not None and bridge is not None and bridge not in bridges:
                known = ", ".join(sorted(bridges))
                yield entry, f"There is no arithmetic '{bridge}'; there is {known}."


def _failing_examples(entries: Iterable[Entry], run_example: RunExample | None) -> Findings:
    if run_example is None:
        return
    for entry in entries:
        for example in entry.examples:
            came = run_example(entry, example)
            if came != example.after:
                yield entry, f"“{example.before}” comes out as “{came}”, not “{example.after}”."
