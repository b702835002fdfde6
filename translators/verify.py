"""Faithfulness, checked by code: what an answer lost, changed or added against its source.

Both engines' answers go through `check`. Kinds of violations are stable words:

| kind | meaning |
|---|---|
| `number_lost` | a number of the source is not in the answer, in any notation |
| `number_added` | a number that neither the source, a figure nor a used entry has |
| `unit_changed` | the number is there with another unit, or without its unit |
| `date_lost`, `date_added` | a date, time of day or deadline is missing or new |
| `deadline_changed` | "by Friday" became "after Friday", or the other way round |
| `name_lost`, `name_added` | a name is missing or new |
| `negation_changed` | the answer negates less or more than the source |
| `modality_changed` | a hedge, bound or obligation was dropped, added, weakened or made stronger |
| `cause_or_promise_added` | a cause, purpose or promise that the source and the used entries do not state |
| `quantity_direction_changed` | what went up goes down, or the other way round |
| `literal_lost`, `literal_added` | a mention, link, code, emoji or identifier is missing or new |
| `marker_leaked` | a marker of the masked text (⟦1⟧) was left in the answer |
| `prompt_echoed` | the answer speaks about its task or repeats its instructions |
| `language_changed` | the answer is in another language |
| `empty` | the answer has no words although the source has |
| `unchanged_copy` | the answer is the source (only where a change is expected) |
| `length` | the answer is far too long, or far too short, for its source |

Allowed beyond the source is what our own arithmetic (figures) and the wording of the matched entries say; a number, name
or negation inside a matched term may go away with the term.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from glossary.matching import TermMatch
from glossary.terms import Entry, Meaning
from translators import language, polarity
from translators.facts import Facts, agree, blank, is_bare, same_number, stem, stems, words
from translators.masking import Message
from translators.models import Figure, Violation
from translators.quantities import Quantity
from translators.units import Dimension


@dataclass(frozen=True)
class Case:
    """A source and its answer, with what may come in from outside."""

    source_message: Message
    answer_message: Message
    matches: tuple[TermMatch, ...]
    figures: tuple[Figure, ...]
    expect_change: bool
    instructions: str

    @cached_property
    def source(self) -> Facts:
        return Facts.of(self.source_message)

    @cached_property
    def answer(self) -> Facts:
        return Facts.of(self.answer_message)

    @cached_property
    def licence(self) -> Facts:
        """Everything that figures and matched entries say, as one text."""
        said = [wording for match in self.matches for wording in wordings(match)]
        for figure in self.figures:
            said += (figure.statement, figure.formula, figure.assumption)
        return Facts(" . ".join(said))

    @cached_property
    def unexplained(self) -> str:
        """The source's text without its matched terms: what the answer has to keep."""
        return blank(self.source.text, [(match.start, match.end) for match in self.matches])

    @cached_property
    def unlicensed(self) -> str:
        """The answer's text without stretches of wording that come from entries or figures."""
        text = self.answer.text
        for wording in self._stretches:
            text = re.sub(rf"(?<!\w){re.escape(wording)}(?!\w)", " ", text, flags=re.IGNORECASE)
        return text

    @cached_property
    def _stretches(self) -> list[str]:
        said = {wording for match in self.matches for wording in wordings(match)}
        said |= {figure.statement.rstrip(".") for figure in self.figures}
        return sorted((text for text in said if len(text) > 2), key=len, reverse=True)

    def is_explained(self, start: int, end: int) -> bool:
        """Whether this span of the source lies in a matched term."""
        return any(match.start <= start and end <= match.end for match in self.matches)


def wordings(match: TermMatch) -> Iterator[str]:
    """All wording of the entry (of the decided sense, else of every sense)."""
    entry = match.entry
    yield from (form for _, form in entry.surfaces)
    meanings: tuple[Meaning, ...] = (match.sense,) if match.sense else (entry, *entry.senses)
    for meaning in (entry, *meanings):
        yield from _meaning_words(meaning)
    yield from _audience_words(entry)


def _meaning_words(meaning: Meaning) -> Iterator[str]:
    yield from meaning.plain.values()
    yield from filter(None, (meaning.gloss, meaning.gloss_pl, meaning.definition, meaning.so_what))
    yield from meaning.reverse.says
    yield from filter(None, (meaning.reverse.ask,))
    yield from meaning.facts_for_llm
    if meaning.impact:
        impact = meaning.impact
        yield from (impact.subject, impact.up, impact.down, impact.np_up, impact.np_down)
        if impact.who:
            yield impact.who


def _audience_words(entry: Entry) -> Iterator[str]:
    for wording in entry.audiences.values():
        yield from (wording.plain or {}).values()
        yield from filter(
            None, (wording.gloss, wording.gloss_pl, wording.definition, wording.so_what)
        )


def check(
    source: Message,
    answer: Message,
    *,
    matches: Sequence[TermMatch] = (),
    figures: Sequence[Figure] = (),
    expect_change: bool = False,
    instructions: str = "",
) -> tuple[Violation, ...]:
    """What the answer got wrong, nothing where it is faithful.

    `matches` and `figures` are those of the source; what they say may appear in the answer. `expect_change` makes a
    mere copy a violation. `instructions` is the prompt that the answer must not repeat. Details of violations quote the
    texts: they are for the repair request and must not be logged.
    """
    if source.has_words and not answer.has_words:
        return (Violation("empty", "the answer has no words"),)
    case = Case(source, answer, tuple(matches), tuple(figures), expect_change, instructions)
    found = [violation for inspect in _CHECKS for violation in inspect(case)]
    return tuple(dict.fromkeys(found))


# Numbers


def _numbers_lost(case: Case) -> Iterator[Violation]:
    for quantity in case.source.quantities:
        if quantity.soft or case.is_explained(quantity.start, quantity.end):
            continue
        if any(agree(quantity, other) for other in case.answer.quantities):
            continue
        if _is_implied(quantity, case):
            continue
        others = [other for other in case.answer.quantities if same_number(quantity, other)]
        if others:
            if not _unit_is_shared(quantity, others, case.answer):
                yield Violation("unit_changed", f"'{quantity.text}' became '{others[0].text}'")
        else:
            yield Violation("number_lost", f"'{quantity.text}' is missing")


def _unit_is_shared(quantity: Quantity, others: list[Quantity], facts: Facts) -> bool:
    """ "from 850 ms to 420": the bare number takes the unit of its neighbour."""
    if is_bare(quantity):
        return quantity.amount <= 1 or any(other.dimension is Dimension.FACTOR for other in others)
    return any(is_bare(other) for other in others) and any(
        other.dimension is quantity.dimension for other in facts.quantities
    )


_IMPLIED = {
    0: r"\b(?:no|none|zero|without|never|nothing|not any|free of|not)\b|n['’]t\b",
    1: r"\b(?:an?|one|single|once|first|same|only|every|per|each|the)\b",
    2: r"\b(?:both|pair|couple|twice|two|double|second)\b",
    3: r"\b(?:three|triple|thrice)\b",
    7: r"\ba week\b",
    12: r"\b(?:a dozen|a year)\b",
    24: r"\b(?:a day|one day)\b",
    60: r"\b(?:a minute|an hour|one minute|one hour)\b",
}
_WHOLE = re.compile(
    r"\b(?:all|every|fully|full|completely|entire(?:ly)?|everything|whole|always|every(?:one|body)|totally|each)\b",
    re.IGNORECASE,
)
_ROUND_THE_CLOCK = re.compile(
    r"around the clock|round the clock|day and night|at all times|at any (?:time|hour)|always|24 hours|all day",
    re.IGNORECASE,
)


def _is_implied(quantity: Quantity, case: Case) -> bool:
    """Whether words of the answer say the number without naming it ("all" for 100%, "both" for two)."""
    text = case.answer.text
    if quantity.dimension is Dimension.PERCENT:
        if quantity.amount == 100 and _WHOLE.search(text):
            return True
        return quantity.amount in case.answer.shares
    if _is_part_of_share(quantity, case):
        return True
    if quantity.amount.denominator != 1:
        return False
    pattern = _IMPLIED.get(int(quantity.amount))
    may_imply = quantity.dimension in (Dimension.COUNT, Dimension.FACTOR, Dimension.TIME)
    return bool(pattern and may_imply and re.search(pattern, text, re.IGNORECASE))


def _is_part_of_share(quantity: Quantity, case: Case) -> bool:
    """ "1 in 5" answered by "20%"."""
    if not is_bare(quantity) or not case.source.shares:
        return False
    percents = {q.amount for q in case.answer.quantities if q.dimension is Dimension.PERCENT}
    return any(share in percents for share in case.source.shares)


def _numbers_added(case: Case) -> Iterator[Violation]:
    known = (*case.source.quantities, *case.licence.quantities)
    for quantity in case.answer.quantities:
        if quantity.soft or any(agree(quantity, other) for other in known):
            continue
        if any(same_number(quantity, other) and is_bare(quantity) for other in known):
            continue
        if _comes_from_words(quantity, case):
            continue
        same = [other for other in case.source.quantities if same_number(quantity, other)]
        if same and _unit_is_shared(same[0], [quantity], case.answer):
            continue
        kind = "unit_changed" if same else "number_added"
        yield Violation(kind, f"'{quantity.text}' is not in the source")


_PERCENTILE = re.compile(r"\bp(\d{2})(?:\.?(\d))?\b", re.IGNORECASE)


def _comes_from_words(quantity: Quantity, case: Case) -> bool:
    """Whether the source says this number in words or in a label ("both", "an hour", "p95", "HTTP 503")."""
    if (
        quantity.amount.denominator == 1
        and str(quantity.amount) in case.source.digits
        and is_bare(quantity)
    ):
        return True
    if quantity.dimension is Dimension.PERCENT:
        return quantity.amount in case.source.shares or (
            quantity.amount == 100 and bool(_WHOLE.search(case.source.text))
        )
    if _PERCENTILE.search(case.source.text) and is_bare(quantity):
        tops = {int(match[1]) for match in _PERCENTILE.finditer(case.source.text)}
        if quantity.amount in {100, 1000, *tops, *(100 - top for top in tops)}:
            return True
    if is_bare(quantity) and _is_share_of_source(quantity, case):
        return True
    if quantity.amount.denominator != 1:
        return False
    pattern = _WORDED.get(int(quantity.amount))
    return bool(pattern and re.search(pattern, case.source.text, re.IGNORECASE))


_WORDED = {
    0: r"\b(?:no|none|zero|without|never|nothing)\b|n['’]t\b",
    1: r"\b(?:an?|one|single|once|per|each|every|hourly|daily|weekly|monthly|yearly)\b",
    2: r"\b(?:both|pair|couple|twice|two|double|half)\b",
    24: r"\b(?:daily|a day|one day|24/7|around the clock)\b",
    12: r"\b(?:dozen|a year)\b",
}


def _is_share_of_source(quantity: Quantity, case: Case) -> bool:
    percents = {q.amount for q in case.source.quantities if q.dimension is Dimension.PERCENT}
    return any(share in percents for share in case.answer.shares) and any(
        quantity.text in pair
        for pair in re.findall(r"[\d,]+ (?:in|of|out of) (?:every )?[\d,]+", case.answer.text)
    )


def _labels(case: Case) -> Iterator[Violation]:
    kept = case.answer.text.casefold()
    for start, label in case.source.labels:
        end = start + len(label)
        if case.is_explained(start, end) or _PERCENTILE.fullmatch(label):
            continue
        if label.casefold() in kept or _is_reworded(label, case.answer):
            continue
        if not any(figure.start <= start < figure.end for figure in case.figures):
            yield Violation("number_lost", f"'{label}' is missing")
    said = f"{case.source.text} {case.licence.text}".casefold()
    known = case.source.digits | case.licence.digits
    for _, label in case.answer.labels:
        if label.casefold() not in said and not set(re.findall(r"\d+", label)) <= known:
            yield Violation("number_added", f"'{label}' is not in the source")


_ORDINALS = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth"}


_PRIORITY = re.compile(r"(?:P|S|SEV-?)[0-5]s?", re.IGNORECASE)
_IMPORTANT = re.compile(
    r"\b(?:priorit\w+|urgen\w+|severe\w*|severity|critical|important|serious|major|minor|gravest|worst)\b",
    re.IGNORECASE,
)


def _is_reworded(label: str, facts: Facts) -> bool:
    if _PRIORITY.fullmatch(label):
        return bool(_IMPORTANT.search(facts.text))
    if label == "24/7":
        return bool(_ROUND_THE_CLOCK.search(facts.text))
    if _ORDINALS.get(label.casefold(), "\0") in facts.text.casefold():
        return True
    runs = re.findall(r"\d+", label)
    return bool(runs) and all(run in facts.digits for run in runs)


# Dates and deadlines


def _dates(case: Case) -> Iterator[Violation]:
    wanted = {
        atom: case.source.text[when.start : when.end]
        for when in case.source.times
        for atom in when.atoms
        if not case.is_explained(when.start, when.end)
    }
    given = {
        atom: case.answer.text[when.start : when.end]
        for when in case.answer.times
        for atom in when.atoms
    }
    source_atoms = {atom for when in case.source.times for atom in when.atoms}
    licensed = source_atoms | {atom for when in case.licence.times for atom in when.atoms}
    for atom, said in wanted.items():
        if not _has_time(atom, given, case.answer):
            yield Violation("date_lost", f"'{said}' is missing")
    for atom, said in given.items():
        if not _has_time(atom, licensed, case.source):
            yield Violation("date_added", f"'{said}' is not in the source")


_SOON = re.compile(
    r"\b(?:soon\w*|urgent\w*|quick\w*|priority|fast|without delay|now|promptly|asap)\b",
    re.IGNORECASE,
)


def _has_time(atom: str, atoms: dict[str, str] | set[str], facts: Facts) -> bool:
    if atom in atoms or atom in _ALIKE and _ALIKE[atom] & set(atoms):
        return True
    if atom == "asap":
        return bool(_SOON.search(facts.text))
    if atom == "end":
        return any(other.startswith("end:") for other in atoms) or bool(
            re.search(r"\b(?:end|close|late)\b", facts.text, re.IGNORECASE)
        )
    if atom.startswith("end:"):
        return "end" in atoms
    if atom in ("relative:next", "relative:last"):
        return bool(re.search(rf"\b{atom[9:]}\b", facts.text, re.IGNORECASE))
    if atom == "relative:this" or atom.startswith("relative:this "):
        return bool(re.search(r"\b(?:this|current|today)", facts.text, re.IGNORECASE))
    return False


_ALIKE = {
    "relative:today": {"end:day"},
    "relative:tonight": {"relative:this evening", "end:day"},
    "relative:this evening": {"relative:tonight"},
    "end:day": {"relative:today", "relative:tonight"},
    "relative:next": {"relative:next sprint", "relative:next iteration", "relative:next period"},
}

_RELATION = re.compile(
    r"\b(?P<by>by|before|until|till|no later than|due|not later than)\s(?:the\s)?(?:\w+\s)?$|\b(?P<after>after|since|starting|from|following)\s(?:the\s)?(?:\w+\s)?$",
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


def _deadlines(case: Case) -> Iterator[Violation]:
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


# Names


def _names(case: Case) -> Iterator[Violation]:
    said = case.answer.stems
    for name in case.source.names:
        end = name.start + len(name.text)
        if not name.sure or name.is_jargon or case.is_explained(name.start, end):
            continue
        if not _is_said(name.key, said, case.answer.text):
            yield Violation("name_lost", f"'{name.text}' is missing")
    known = case.source.stems | case.licence.stems | stems(case.source_message.text)
    said_text = f"{case.source_message.text} {case.licence.text}"
    for name in case.answer.names:
        if name.sure and not _is_said(name.key, known, said_text):
            yield Violation("name_added", f"'{name.text}' is not in the source")


def _is_said(key: str, known: frozenset[str], text: str) -> bool:
    parts = [part for part in re.split(r"[-&'’]", key) if part]
    if all(stem(part) in known or part in known for part in parts):
        return True
    if key in text.casefold():
        return True
    return _is_acronym_of(key, text) or any(
        len(part) >= 3 and any(word.startswith(part) for word in known) for part in parts
    )


def _is_acronym_of(key: str, text: str) -> bool:
    """Whether consecutive words spell the acronym, or the other way round an acronym of the text is spelled by it."""
    if not 2 <= len(key) <= 6 or not key.isalpha():
        return False
    initials = "".join(word[0] for word in words(text))
    return key in initials


# Small words


def _negation(case: Case) -> Iterator[Violation]:
    """Negators are counted. One may be replaced by a word that holds it ("not available", "unavailable"), and a negative
    word may be spelled out with one; a pair of both may go or come ("did not fail", "worked")."""
    yield from _turned_round(case)
    before = polarity.negations(case.unexplained)
    now = polarity.negations(case.unlicensed)
    if now < before:
        room = _room_for_fewer(case)
    elif now > before:
        room = _room_for_more(case)
    else:
        yield from _lost_soft_negation(case)
        yield from _moved_negation(case)
        return
    if abs(now - before) > room:
        yield Violation("negation_changed", f"the source negates {before} times, the answer {now}")


def _room_for_fewer(case: Case) -> int:
    gained = polarity.soft_negatives(case.answer.text) - polarity.soft_negatives(case.source.text)
    lost = polarity.soft_negatives(case.source.text) - polarity.soft_negatives(case.answer.text)
    in_entries = polarity.soft_negatives(case.licence.text)
    licensed = sum(count for word, count in gained.items() if word in in_entries)
    in_terms = (lost - polarity.soft_negatives(case.unexplained)).total()
    swapped = gained.total() - licensed - (lost.total() - min(in_terms, licensed))
    in_wording = polarity.negations(case.answer.text) - polarity.negations(case.unlicensed)
    return max(0, swapped) + max(0, in_wording) + min(_doubled(case.unexplained), max(0, -swapped))


def _room_for_more(case: Case) -> int:
    before = polarity.soft_negatives(case.source.text)
    now = polarity.soft_negatives(case.answer.text)
    in_entries = polarity.soft_negatives(case.licence.text)
    new = sum(count for word, count in (now - before).items() if word not in in_entries)
    spelled_out = (before - now).total() - (now - before).total()
    surfaces = " ".join(match.surface for match in case.matches)
    room = max(0, spelled_out) + polarity.negations(surfaces)
    if spelled_out < 0:
        room += min(_doubled(case.unlicensed), new)
    if polarity.TOO.search(case.source.text) and polarity.ENOUGH.search(case.answer.text):
        room += 1
    return room


def _doubled(text: str) -> int:
    """How many negative words stand right after a negator: "did not fail", "no longer blocked"."""
    return len(polarity.DOUBLE.findall(text))


_ALL_FOR_NONE = (
    (re.compile(r"\b(?:nobody|no one|none)\b", re.IGNORECASE), re.compile(r"\b(?:everybody|everyone)\b", re.IGNORECASE)),
    (re.compile(r"\bnever\b", re.IGNORECASE), re.compile(r"\balways\b", re.IGNORECASE)),
    (re.compile(r"\bnothing\b", re.IGNORECASE), re.compile(r"\beverything\b", re.IGNORECASE)),
)  # fmt: skip


def _turned_round(case: Case) -> Iterator[Violation]:
    """ "Nobody" became "everybody"."""
    for none, every in _ALL_FOR_NONE:
        lost = none.search(case.source.text) and not none.search(case.answer.text)
        if lost and every.search(case.unlicensed) and not every.search(case.source.text):
            yield Violation("negation_changed", "what nobody did, everybody does now")


def _moved_negation(case: Case) -> Iterator[Violation]:
    """As many negations as before, but what was negated is now claimed."""
    heads = polarity.negated(case.unexplained) - polarity.claimed(case.unexplained)
    turned = heads & (polarity.claimed(case.unlicensed) - polarity.negated(case.answer.text))
    for word in sorted(turned):
        yield Violation("negation_changed", f"'{word}' is no longer negated")


_PLAINLY_NEGATIVE = re.compile(
    r"\b(?:fail(?:s|ed|ing)?|reject(?:s|ed)?|den(?:y|ies|ied)|unlikely|unavailable|broken|insufficient|"
    r"(?:is|are|was|were) down|in(?:complete|correct|accurate|valid|active)|"
    r"un(?:stable|reliable|supported|safe|tested|resolved|reachable))\b",
    re.IGNORECASE,
)


def _lost_soft_negation(case: Case) -> Iterator[Violation]:
    """ "The job failed" must not become "the job worked"."""
    lost = _PLAINLY_NEGATIVE.search(case.unexplained)
    if lost is None or lost[0].casefold() in case.answer.text.casefold():
        return
    before = polarity.soft_negatives(case.source.text).total()
    if polarity.soft_negatives(case.answer.text).total() < before:
        yield Violation("negation_changed", f"'{lost[0]}' lost its meaning")


_KEPT_CLASSES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("strictly_possible", ("possible", "probable", "intent"), "hedge"),
    ("approximate", ("approximate", "at_most", "at_least"), "approximation"),
    ("strictly_at_most", ("at_most", "approximate"), "upper bound"),
    ("strictly_at_least", ("at_least",), "lower bound"),
)
_ADDED_CLASSES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("strictly_possible", ("possible", "probable", "advice", "intent"), "hedge"),
    ("approximate", ("approximate", "at_most", "at_least"), "approximation"),
    ("strictly_at_most", ("at_most",), "upper bound"),
    ("strictly_at_least", ("at_least",), "lower bound"),
)
_PROBABLY = re.compile(
    r"\b(?:probably|likely|presumably|apparently|seems?|appears? to|we think|i think)\b",
    re.IGNORECASE,
)


def _modality(case: Case) -> Iterator[Violation]:
    before, now = polarity.modality(case.unexplained), polarity.modality(case.unlicensed)
    whole_before = polarity.modality(case.source.text)
    whole_now = polarity.modality(case.answer.text)
    allowed = polarity.modality(case.licence.text)
    for strict, substitutes, word in _KEPT_CLASSES:
        if before[strict] and not any(whole_now[name] for name in substitutes):
            yield Violation("modality_changed", f"the {word} of the source is missing")
    for strict, substitutes, word in _ADDED_CLASSES:
        licensed = allowed[strict] if strict != "strictly_possible" else 0
        if now[strict] > licensed and not any(whole_before[name] for name in substitutes):
            yield Violation("modality_changed", f"the answer adds a {word}")
    if _PROBABLY.search(case.unexplained) and not (whole_now["hedged"] or whole_now["possible"]):
        yield Violation("modality_changed", "the hedge of the source is missing")
    if before["advice"] and not (
        whole_now["advice"] or whole_now["probable"] or whole_now["intent"]
    ):
        yield Violation("modality_changed", "'should' of the source is missing")
    if now["strict_obligation"] and not (whole_before["obligation"] or whole_before["intent"]):
        yield Violation("modality_changed", "the answer makes it an obligation")
    if before["strict_obligation"] and not (whole_now["obligation"] or whole_now["intent"]):
        yield Violation("modality_changed", "the obligation of the source is missing")


# Causes and promises


def _claims(case: Case) -> Iterator[Violation]:
    before = polarity.modality(case.source.text)
    now = polarity.modality(case.unlicensed)
    if _new_promises(case):
        yield Violation("cause_or_promise_added", "the answer promises what the source does not")
    elif now["will"] and not before["future"]:
        yield Violation("cause_or_promise_added", "the answer says 'will', the source does not")
    claims = [claim for claim in polarity.causes(case.answer.text) if not _is_licensed(claim, case)]
    new = [claim for claim in claims if not _restates(claim, case)]
    spare = polarity.cause_families(case.source.text)
    spare.subtract(claim.family for claim in claims if claim not in new)
    spare.subtract(polarity.implied_causes(case.answer.text))
    for claim in new:
        if spare[claim.family] > 0:
            spare.subtract([claim.family])
            continue
        detail = f"'{claim.connective.strip()}' is not in the source"
        yield Violation("cause_or_promise_added", detail)


def _new_promises(case: Case) -> bool:
    """Whether the answer promises more often than the source, in words that no entry uses."""
    before, now = polarity.promises(case.source.text), polarity.promises(case.unlicensed)
    if now.total() <= before.total():
        return bool((now - before).keys() & polarity.CERTAIN)
    return bool((now - before).keys() - polarity.promises(case.licence.text).keys())


_EMPTY_WORDS = frozenset(
    stem(word)
    for word in "the a an and or but of to in on at for with by from as is are was were be been it its this that these those we our us they their them he she you your i my "
    "about roughly around get gets got will can may must not no do does did have has had so if then than there here which who when what more less also very just".split()
)  # fmt: skip


def _is_licensed(claim: polarity.Claim, case: Case) -> bool:
    """Whether most of what the clause says is in the wording of the entries, the figures or the source."""
    content = [stem(word) for word in words(claim.clause) if stem(word) not in _EMPTY_WORDS]
    if not content:
        return True
    licensed = sum(word in case.licence.stems for word in content)
    return licensed * 10 >= len(content) * 6


def _restates(claim: polarity.Claim, case: Case) -> bool:
    """Whether the clause carries words of the source that the rest of the answer lacks: two clauses were only joined."""
    content = {stem(word) for word in words(claim.clause)} - _EMPTY_WORDS
    rest = stems(case.answer.text.replace(claim.clause, " "))
    carried = (content & case.source.stems) - rest
    return len(carried) * 4 >= len(content)


def _direction(case: Case) -> Iterator[Violation]:
    before, now = polarity.moves(case.unexplained), polarity.moves(case.answer.text)
    for what, directions in before.items():
        other = now.get(what, directions)
        if len(directions) == 1 and len(other) == 1 and other != directions:
            yield Violation("quantity_direction_changed", f"'{what}' moves the other way")


# Literals and form

_PING = re.compile(r"<[!@#][^<>\s]*>?|(?<![\w.])@(?:channel|here|everyone)\b")


def _literals(case: Case) -> Iterator[Violation]:
    wanted = _literal_texts(case.source_message)
    given = _literal_texts(case.answer_message)
    for text in wanted:
        if text not in given and text not in case.answer_message.text:
            yield Violation("literal_lost", f"'{text}' is missing")
    for text in given:
        if text not in case.source_message.text and text not in case.licence.text:
            yield Violation("literal_added", f"'{text}' is not in the source")
    for match in _PING.finditer(f"{case.answer_message.text} {case.answer_message.raw}"):
        if match[0] not in case.source_message.text and match[0] not in given:
            yield Violation("literal_added", f"'{match[0]}' is not in the source")


def _literal_texts(message: Message) -> dict[str, None]:
    return {message.text[item.start : item.end]: None for item in message.protected}


_MARKER = re.compile(r"[⟦⟧]|\[\[\d+\]\]")
_TASK_TALK = re.compile(
    r"\b(?:as an ai|language model|system prompt|my instructions|these instructions|you are (?:a|an) (?:\w+ )?(?:translator|assistant|bot|expert)|"
    r"here(?:'s| is) (?:the|your|a) (?:\w+ )?(?:translation|rewrite|version|rewritten)|sure[,!] here|translated (?:text|message):|translation:|"
    r"i (?:can(?:no|')t|am unable to) (?:help|assist|translate)|the (?:message|text) (?:below|above|to translate)|output format|json schema|"
    r"rewrite the (?:message|text)|translate the (?:message|text|following)|target audience:|matched (?:terms|entries)|glossary entr(?:y|ies):)",
    re.IGNORECASE,
)
_RUN = 7


def _form(case: Case) -> Iterator[Violation]:
    answer, source = case.answer_message.text, case.source_message.text
    if _MARKER.search(answer) and not _MARKER.search(source):
        yield Violation("marker_leaked", "a marker of the masked text is left")
    echoed = _TASK_TALK.search(answer)
    if (echoed and echoed[0].casefold() not in source.casefold()) or _repeats(case):
        yield Violation("prompt_echoed", "the answer speaks about the task")
    if language.differ(case.source.text, case.answer.text):
        yield Violation("language_changed", "the answer is in another language than the source")
    if case.expect_change and words(answer) == words(source):
        yield Violation("unchanged_copy", "the answer is the source")
    allowed = len(source) * 4 + 400 + len(" ".join(figure.statement for figure in case.figures))
    if len(answer) > allowed:
        yield Violation("length", f"{len(answer)} characters for {len(source)}")
    if len(words(source)) > 20 and len(words(answer)) * 6 < len(words(source)):
        yield Violation("length", f"{len(words(answer))} words for {len(words(source))}")


def _repeats(case: Case) -> bool:
    """Whether the answer holds a run of words of the instructions that the source does not hold."""
    prompt = words(case.instructions)
    if len(prompt) < _RUN:
        return False
    runs = {tuple(prompt[i : i + _RUN]) for i in range(len(prompt) - _RUN + 1)}
    said, known = words(case.answer_message.text), words(case.source_message.text)
    spoken = {tuple(said[i : i + _RUN]) for i in range(len(said) - _RUN + 1)}
    there = {tuple(known[i : i + _RUN]) for i in range(len(known) - _RUN + 1)}
    return bool((spoken & runs) - there)


_CHECKS: tuple[Callable[[Case], Iterator[Violation]], ...] = (
    _numbers_lost,
    _numbers_added,
    _labels,
    _dates,
    _deadlines,
    _names,
    _negation,
    _modality,
    _claims,
    _direction,
    _literals,
    _form,
)
