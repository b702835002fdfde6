"""Are the times, deadlines and names of the source in the answer, and no others?"""

import re
from collections.abc import Iterator

from translators.models import Violation
from translators.verifying.case import Case
from translators.verifying.facts import Facts, Name, stem, stems, words
from translators.verifying.proper_names import GIVEN_NAMES


def dates(case: Case) -> Iterator[Violation]:
    wanted = {
        atom: case.source.text[when.start : when.end]
        for when in case.source.times
        for atom in when.atoms
    }
    given = {
        atom: case.answer.text[when.start : when.end]
        for when in case.answer.times
        for atom in when.atoms
    }
    source_atoms = {atom for when in case.source.times for atom in when.atoms}
    for atom, said in wanted.items():
        if not _has_time(atom, given, case.answer):
            yield Violation("date_lost", f"'{said}' is missing")
    for atom, said in given.items():
        if _has_time(atom, source_atoms, case.source):
            continue
        licensed = {atom for when in case.licence.times for atom in when.atoms}
        if atom not in licensed:
            yield Violation("date_added", f"'{said}' is not in the source")


_SOON = re.compile(
    r"\b(?:soon\w*|urgent\w*|quick\w*|priority|fast|without delay|now|promptly|asap)\b",
    re.IGNORECASE,
)


def _has_time(atom: str, atoms: dict[str, str] | set[str], facts: Facts) -> bool:
    if atom in atoms or _ALIKE.get(atom, frozenset()) & set(atoms):
        return True
    if atom in _MONTHS_LIKE_VERBS and _MONTHS_LIKE_VERBS[atom].search(facts.text):
        return True
    if atom == "asap":
        return bool(_SOON.search(facts.text))
    if atom == "end":
        return bool(_END.search(facts.text)) or any(other.startswith("end:") for other in atoms)
    if atom.startswith("end:"):
        return "end" in atoms
    if atom in ("relative:next", "relative:last"):
        return bool(re.search(rf"\b{atom[9:]}\b", facts.text, re.IGNORECASE))
    if _is_another_period(atom, atoms):
        return False
    if atom == "relative:this" or atom.startswith("relative:this "):
        return bool(re.search(r"\b(?:this|current|today)", facts.text, re.IGNORECASE))
    return False


_END = re.compile(r"\b(?:end|close|late|End|Close|Late)\b|\b(?:past|beyond|later than) (?=[A-Z\d])")
"""What slips past a quarter is not ready by its end."""
_MONTHS_LIKE_VERBS = {
    f"month:{number}": re.compile(
        rf"\b(?:in|by|since|until|before|from|of) {name}\b", re.IGNORECASE
    )
    for number, name in ((3, "March"), (5, "May"))
}
"""At the start of a sentence these are read with care, as "May we" and "March on" begin one too."""

_PERIODS = frozenset(f"relative:this {unit}" for unit in ("week", "month", "quarter", "year"))


def _is_another_period(atom: str, atoms: dict[str, str] | set[str]) -> bool:
    """ "This quarter" is not "this month"."""
    return atom in _PERIODS and bool(_PERIODS & set(atoms))


_ALIKE = {
    "relative:today": frozenset({"end:day"}),
    "relative:tonight": frozenset({"relative:this evening", "end:day"}),
    "relative:this evening": frozenset({"relative:tonight"}),
    "end:day": frozenset({"relative:today", "relative:tonight"}),
    "relative:next": frozenset(
        {"relative:next sprint", "relative:next iteration", "relative:next period"}
    ),
}

_RELATION = re.compile(
    r"\b(?<!not )(?P<by>by|before|until|till|no later than|due|"
    r"not later than)\s(?:the\s)?(?:\w+\s)?$|\b(?P<after>not before|no earlier than|after|"
    r"not until|since|starting|from|"
    r"following)\s(?:the\s)?(?:\w+\s)?$",
    re.IGNORECASE,
)


def _relations(facts: Facts) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for when in facts.times:
        match = _RELATION.search(facts.text, max(0, when.start - 28), when.start)
        if match and match.lastgroup:
            for atom in when.atoms:
                found.setdefault(atom, set()).add(match.lastgroup)
    return found


def deadlines(case: Case) -> Iterator[Violation]:
    before, now = _relations(case.source), _relations(case.answer)
    for atom, relation in before.items():
        if (
            len(relation) == 1
            and len(now.get(atom, relation)) == 1
            and now.get(atom, relation) != relation
        ):
            yield Violation(
                "deadline_changed", f"the source says '{next(iter(relation))}' this time"
            )
            return
    yield from _turned_order(case)


_BEFORE = re.compile(r"\b(?:before|prior to|ahead of)\s(?P<what>(?:[\w'’-]+\s?){1,4})", re.I)
_AFTER = re.compile(r"\b(?:after|following|once)\s(?P<what>(?:[\w'’-]+\s?){1,4})", re.I)


def _turned_order(case: Case) -> Iterator[Violation]:
    """ "Before the board meeting" became "after the board meeting"."""
    for pattern, opposite, word in ((_BEFORE, _AFTER, "before"), (_AFTER, _BEFORE, "after")):
        wanted, given = _ordered(pattern, case.source), _ordered(pattern, case.answer)
        turned = (wanted - given) & _ordered(opposite, case.answer)
        if turned and not wanted & given:
            yield Violation("deadline_changed", f"the source says '{word}'")


_SMALL = stems("the a an of in on at to we it they our your their this that is are was be all and")


def _ordered(pattern: re.Pattern[str], facts: Facts) -> frozenset[str]:
    """Stems of what stands after "before" or "after"."""
    found = (stems(match["what"]) for match in pattern.finditer(facts.text))
    return frozenset().union(*found) - _SMALL


def names(case: Case) -> Iterator[Violation]:
    for name in case.source.names:
        end = name.start + len(name.text)
        if not name.sure or name.is_jargon or case.is_explained(name.start, end):
            continue
        if not _is_said(name, case.answer_message.text):
            yield Violation("name_lost", f"'{name.text}' is missing")
    for name in case.answer.names:
        if not name.sure or _is_said(name, case.source_message.text):
            continue
        if not _is_said(name, case.licence.text):
            yield Violation("name_added", f"'{name.text}' is not in the source")


_REGIONS = {"eu": "europ", "uk": "brit", "usa": "america", "emea": "europ"}
"""How a region's short form begins where it is spelled out."""


def _is_said(name: Name, text: str) -> bool:
    """Whether the text has the name in any case or inflection, spelled out or begun ("Ops" and
    "operations", not "Ana" and "analysis")."""
    known = stems(text)
    parts = [part for part in re.split(r"[-&'’]", name.key) if part]
    if all(stem(part) in known for part in parts):
        return True
    if re.search(rf"(?<!\w){re.escape(name.key)}(?!\w)", text.casefold()):
        return True
    if name.key in _REGIONS:
        return _REGIONS[name.key] in text.casefold()
    if name.text.isupper() and name.key in "".join(word[0] for word in words(text)):
        return True
    may_be_short = name.key not in GIVEN_NAMES and len(name.key) >= 3
    return may_be_short and any(word.startswith(name.key) for word in known)
