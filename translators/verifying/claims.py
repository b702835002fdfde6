"""Does the answer claim what the source claims: negation, modality, cause, promise, direction?"""

import re
from collections.abc import Iterator

from glossary.matching import TermMatch
from translators.models import Violation
from translators.verifying import polarity
from translators.verifying.case import Case
from translators.verifying.facts import Facts, stem, stems, words


def negation(case: Case) -> Iterator[Violation]:
    """Negators are counted. One may be replaced by a word that holds it ("not available",
    "unavailable"), and a negative word may be spelled out with one; a pair of both may go or
    come ("did not fail", "worked")."""
    yield from _turned_round(case)
    yield from _lost_condition(case)
    yield from _none_became_some(case)
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
    """How many negators the answer may lack: as many as it has new negative words of its own
    ("unavailable"), as stand in the wording of entries, or as went together with a negative word
    ("did not fail")."""
    gained = polarity.soft_negatives(case.answer.text) - polarity.soft_negatives(case.source.text)
    lost = polarity.soft_negatives(case.source.text) - polarity.soft_negatives(case.answer.text)
    in_entries = polarity.soft_negatives(case.licence.text)
    licensed = sum(count for word, count in gained.items() if word in in_entries)
    in_terms = (lost - polarity.soft_negatives(case.unexplained)).total()
    swapped = gained.total() - licensed - (lost.total() - min(in_terms, licensed))
    in_wording = polarity.negations(case.answer.text) - polarity.negations(case.unlicensed)
    return max(0, swapped) + max(0, in_wording) + min(_doubled(case.unexplained), max(0, -swapped))


def _room_for_more(case: Case) -> int:
    """How many negators the answer may add: as many as it spells out negative words of the source
    ("unavailable", or a term like "non-blocking"), or puts before new ones ("did not fail")."""
    before = polarity.soft_negatives(case.source.text)
    now = polarity.soft_negatives(case.answer.text)
    in_entries = polarity.soft_negatives(case.licence.text)
    new = sum(count for word, count in (now - before).items() if word not in in_entries)
    spelled_out = (before - now).total() - (now - before).total()
    room = max(0, spelled_out) + sum(_holds_negation(match, case) for match in case.matches)
    if spelled_out < 0:
        room += min(_doubled(case.unlicensed), new)
    if polarity.TOO.search(case.source.text) and polarity.ENOUGH.search(case.answer.text):
        room += 1
    if polarity.STEADY.search(case.source.text) and polarity.NOT_MOVING.search(case.answer.text):
        room += 1
    return room


def _holds_negation(match: TermMatch, case: Case) -> bool:
    """Whether a term means a "not" that the answer may spell out: "non-blocking", "code freeze"."""
    if polarity.negations(match.surface):
        return True
    meaning = match.meaning
    short = (meaning.gloss or "", meaning.gloss_pl or "", *meaning.plain.values())
    said = any(map(polarity.negations, short))
    return said and match.surface.casefold() not in case.answer.text.casefold()


def _doubled(text: str) -> int:
    """How many negative words stand right after a negator: "did not fail", "no longer blocked"."""
    return len(polarity.DOUBLE.findall(text))


_ALL_FOR_NONE = (
    (
        re.compile(r"\b(?:nobody|no one|none)\b", re.IGNORECASE),
        re.compile(r"\b(?:everybody|everyone)\b", re.IGNORECASE),
    ),
    (
        re.compile(r"\b(?:nothing|none|zero|no (?=\w+ (?:is|are|was|were)\b))", re.IGNORECASE),
        re.compile(r"\b(?:some|several|a few|many)(?! of)\b", re.IGNORECASE),
    ),
    (re.compile(r"\bnever\b", re.IGNORECASE), re.compile(r"\balways\b", re.IGNORECASE)),
    (re.compile(r"\bnothing\b", re.IGNORECASE), re.compile(r"\beverything\b", re.IGNORECASE)),
)

_NONE_DID = re.compile(
    r"\b(?:no|0|zero)\s(?P<who>[a-z]{3,})\s(?:(?:was|were|is|are|has been|have been|got)\s)?"
    r"(?P<did>[a-z]{3,})",
    re.IGNORECASE,
)


def _none_became_some(case: Case) -> Iterator[Violation]:
    """ "No messages were lost" became "messages were lost"."""
    for match in _NONE_DID.finditer(case.source.text):
        who, did = (re.escape(match[part][:5]) for part in ("who", "did"))
        claim = re.compile(
            rf"(?P<ahead>(?:[\w'’]+\s){{0,2}}){who}\w*\s(?P<between>(?:[\w'’]+\s){{0,2}}?){did}\w*",
            re.IGNORECASE,
        )
        for said in claim.finditer(case.answer.text):
            if not polarity.negations(f"{said['ahead']} {said['between']}"):
                yield Violation("negation_changed", f"'{match[0]}' lost its negation")


_UNKNOWN = re.compile(r"\b(?:unclear|unknown|unaware|unaffected|unnoticed)\b", re.IGNORECASE)


def _turned_round(case: Case) -> Iterator[Violation]:
    """ "Nobody" became "everybody"."""
    for none, every in _ALL_FOR_NONE:
        lost = none.search(case.source.text) and not none.search(case.answer.text)
        if _UNKNOWN.search(case.answer.text):
            continue
        if lost and every.search(case.unlicensed) and not every.search(case.source.text):
            yield Violation("negation_changed", "what nobody did, everybody does now")


def _moved_negation(case: Case) -> Iterator[Violation]:
    """As many negations as before, but what was negated is now claimed."""
    heads = polarity.negated(case.unexplained) - polarity.claimed(case.unexplained)
    turned = heads & (polarity.claimed(case.unlicensed) - polarity.negated(case.answer.text))
    for word in sorted(turned):
        yield Violation("negation_changed", f"'{word}' is no longer negated")


_UNLESS = re.compile(
    r"\b(?:unless|otherwise|or else|without|only (?:if|when|once|with|after))\b", re.IGNORECASE
)
_IF = re.compile(r"\b(?:if|in case|when)\b(?P<clause>[^.;!?\n]{0,90}?)(?:[,.;!?:\n]|$)", re.I)


def _conditions(text: str) -> tuple[int, int]:
    """How many conditions negate, and how many there are."""
    clauses = [match["clause"] for match in _IF.finditer(text)]
    negative = sum(
        bool(polarity.negations(f"{clause} ") or polarity.soft_negatives(clause))
        for clause in clauses
    )
    return negative, len(clauses)


def _lost_condition(case: Case) -> Iterator[Violation]:
    """ "If we don't upgrade" became "if we upgrade"; "unless" and "otherwise" say it too."""
    strong = [m for m in _IF.finditer(case.source.text) if polarity.negations(m["clause"] + " ")]
    if not strong:
        return
    negative, conditions = _conditions(case.answer.text)
    if conditions and negative < len(strong) and not _UNLESS.search(case.answer.text):
        yield Violation("negation_changed", "a condition of the source is no longer negated")


_PLAINLY_NEGATIVE = re.compile(
    r"\b(?:fail(?:s|ed|ing)?(?! to)|reject(?:s|ed)?|den(?:y|ies|ied)|unlikely|unavailable|broken|"
    r"insufficient|"
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


def modality(case: Case) -> Iterator[Violation]:
    """Hedges, bounds and obligations: each of the source needs a word of its class (or of one as
    weak) in the answer, and the other way round."""
    before, now = polarity.Modality(case.unexplained), polarity.Modality(case.unlicensed)
    whole_before = polarity.Modality(case.source.text)
    whole_now = polarity.Modality(case.answer.text)
    for strict, substitutes, word in _KEPT_CLASSES:
        if before[strict] and not _is_kept(substitutes, whole_before, whole_now):
            yield Violation("modality_changed", f"the {word} of the source is missing")
    for strict, substitutes, word in _ADDED_CLASSES:
        if not now[strict] or any(whole_before[name] for name in substitutes):
            continue
        is_bound = strict != "strictly_possible"
        if not (is_bound and now[strict] <= polarity.Modality(case.licence.text)[strict]):
            yield Violation("modality_changed", f"the answer adds a {word}")
    yield from _strength(before, now, whole_before, whole_now, case)


def _is_kept(
    substitutes: tuple[str, ...], before: polarity.Modality, now: polarity.Modality
) -> bool:
    """Whether the answer has the class itself, or more of a substitute than the source had anyway:
    what stood beside a lost hedge does not replace it."""
    own, *others = substitutes
    return bool(now[own]) or any(now[name] > before[name] for name in others)


_EXACTLY = re.compile(r"\b(?:exactly|precisely)\b", re.IGNORECASE)


def _strength(
    before: polarity.Modality,
    now: polarity.Modality,
    whole_before: polarity.Modality,
    whole_now: polarity.Modality,
    case: Case,
) -> Iterator[Violation]:
    """ "Should" is not "must", "must" is not "could", "probably" is not nothing."""
    if _PROBABLY.search(case.unexplained) and not polarity.doubts(case.answer.text):
        yield Violation("modality_changed", "the hedge of the source is missing")
    if _EXACTLY.search(case.unlicensed) and not _EXACTLY.search(case.source.text):
        yield Violation("modality_changed", "the answer says 'exactly'")
    if before["strict_wish"] and not whole_now["wish"]:
        yield Violation("modality_changed", "the wish of the source became more than one")
    if before["advice"] and not (
        whole_now["advice"] or whole_now["probable"] or whole_now["intent"]
    ):
        yield Violation("modality_changed", "'should' of the source is missing")
    if now["strict_obligation"] and not (whole_before["obligation"] or whole_before["intent"]):
        yield Violation("modality_changed", "the answer makes it an obligation")
    if before["strict_obligation"] and not (whole_now["obligation"] or whole_now["intent"]):
        yield Violation("modality_changed", "the obligation of the source is missing")


def claims(case: Case) -> Iterator[Violation]:
    before = polarity.Modality(case.source.text)
    now = polarity.Modality(case.unlicensed)
    if _new_promises(case):
        yield Violation("cause_or_promise_added", "the answer promises what the source does not")
    elif now["will"] > _futile(case) and not (before["future"] or _is_consequence(before, case)):
        yield Violation("cause_or_promise_added", "the answer says 'will', the source does not")
    claims = [claim for claim in polarity.causes(case.answer.text) if not _is_licensed(claim, case)]
    new = [claim for claim in claims if not _restates(claim, case)]
    spare = polarity.cause_families(case.source.text)
    spare.subtract(claim.family for claim in claims if claim not in new)
    spare.subtract(polarity.implied_causes(case.answer.text))
    for claim in new:
        stated = any(cause.family == claim.family for cause in polarity.causes(case.source.text))
        if spare[claim.family] > 0 and (stated or _has_ground(claim, case)):
            spare.subtract([claim.family])
            continue
        detail = f"'{claim.connective.strip()}' is not in the source"
        yield Violation("cause_or_promise_added", detail)


_WILL_NOT = re.compile(
    r"\b(?:will (?:not|never|no longer|be no|have no)|(?:nobody|nothing|none|no \w+) will)\b",
    re.IGNORECASE,
)


def _futile(case: Case) -> int:
    """How many times "will" is negated where the source negates: "no visible change" may become
    "users will not notice anything"."""
    if not polarity.negations(case.source.text):
        return 0
    return len(_WILL_NOT.findall(case.unlicensed))


_IF_THEN = re.compile(r"\bif\b", re.IGNORECASE)


def _is_consequence(before: polarity.Modality, case: Case) -> bool:
    """Whether the source says flatly what follows if: "if it slips, they walk"."""
    return bool(_IF_THEN.search(case.source.text)) and not (before["possible"] or before["advice"])


def _new_promises(case: Case) -> bool:
    """Whether the answer promises more often than the source, in words that no entry uses."""
    before, now = polarity.promises(case.source.text), polarity.promises(case.unlicensed)
    if now.total() <= before.total():
        return bool((now - before).keys() & polarity.CERTAIN)
    new = (now - before).keys()
    return bool(new and new - polarity.promises(case.licence.text).keys())


_EMPTY = (
    "the a an and or but of to in on at for with by from as is are was were be been it "
    "its this that these those we our us they their them he she you your i my "
    "about roughly around get gets got will can may must not no do does did have has had "
    "so if then than there here which who when what more less also very just"
)
_EMPTY_WORDS = frozenset(stem(word) for word in _EMPTY.split())


def _is_licensed(claim: polarity.Claim, case: Case) -> bool:
    """Whether most of what the clause says is in the wording of the entries, the figures or the
    source."""
    content = [stem(word) for word in words(claim.clause) if stem(word) not in _EMPTY_WORDS]
    if not content:
        return True
    licensed = sum(word in case.licence.stems for word in content)
    share = 8 if claim.family == "cause" else 6
    return licensed * 10 >= len(content) * share


def _restates(claim: polarity.Claim, case: Case) -> bool:
    """Whether the clause carries words of the source that the rest of the answer lacks: two
    clauses were only joined."""
    content = {stem(word) for word in words(claim.clause)} - _EMPTY_WORDS
    rest = stems(case.answer.text.replace(claim.clause, " "))
    carried = (content & case.source.stems) - rest
    least = min(2, len(content)) if claim.family == "cause" else 0
    return len(carried) >= least and len(carried) * 4 >= len(content)


def _has_ground(claim: polarity.Claim, case: Case) -> bool:
    """Whether the clause has any content of the source or of its entries: what a verb of the source
    implies ("took down") may be put as a cause, but not as one of something else."""
    content = {stem(word) for word in words(claim.clause)} - _EMPTY_WORDS
    return not content or bool(content & (case.source.stems | case.licence.stems))


_FROM = re.compile(r"\bfrom\s(?:about |around |roughly |nearly |~)?$", re.IGNORECASE)
_BACK = re.compile(
    r"[^.;]{0,48}?(?:\b(?:down|up) from|\binstead of|\bcompared (?:with|to)|\brather than)\s$",
    re.IGNORECASE,
)


def _journeys(facts: Facts) -> set[tuple[str, str]]:
    """Pairs of numbers that a text says something went between: "from 4.6 to 4.1", "4.1, down from
    4.6", "4.1 instead of 4.6"."""
    found = set()
    for first, second in zip(facts.quantities, facts.quantities[1:], strict=False):
        gap = facts.text[first.end : second.start]
        one, other = str(first.amount), str(second.amount)
        if _FROM.search(facts.text[max(0, first.start - 14) : first.start]):
            if re.fullmatch(r"\s?to\s(?:about |around |roughly |nearly |~)?", gap, re.IGNORECASE):
                found.add((one, other))
        elif _BACK.fullmatch(gap):
            found.add((other, one))
    return found


_STEP = r"\s(?:by\s|about\s|around\s|roughly\s|another\s|almost\s|nearly\s){0,2}[$€£~]?$"
_STEPS = {
    "up": re.compile(rf"\b(?:up|rose|risen|rises|grew|grows|grown|climbed|jumped){_STEP}", re.I),
    "down": re.compile(rf"\b(?:down|fell|fallen|falls|dropped|drops|sank|declined){_STEP}", re.I),
}


def _steps(facts: Facts) -> dict[str, set[str]]:
    """By how much something went up or down, by the number: "up 1.5 points", "fell by 12%"."""
    found: dict[str, set[str]] = {}
    for quantity in facts.quantities:
        ahead = facts.text[max(0, quantity.start - 32) : quantity.start]
        for way, shape in _STEPS.items():
            if shape.search(ahead):
                found.setdefault(str(quantity.amount), set()).add(way)
    return found


def _turned_steps(case: Case) -> Iterator[Violation]:
    before, now = _steps(case.source), _steps(case.answer)
    for amount in sorted(before.keys() & now.keys()):
        if not before[amount] & now[amount]:
            yield Violation("quantity_direction_changed", f"{amount} goes the other way")


def direction(case: Case) -> Iterator[Violation]:
    turned = _journeys(case.source) & {(end, start) for start, end in _journeys(case.answer)}
    for start, end in sorted(turned - _journeys(case.answer)):
        yield Violation("quantity_direction_changed", f"from {start} to {end} was turned round")
    yield from _turned_steps(case)
    before, now = polarity.moves(case.unexplained), polarity.moves(case.answer.text)
    for what, directions in before.items():
        other = now.get(what, directions)
        if len(directions) == 1 and len(other) == 1 and other != directions:
            yield Violation("quantity_direction_changed", f"'{what}' moves the other way")
