"""Sentences about a metric that moves, told from the side of the people who feel it.

Four constructions are known: agent and verb ("we cut latency by a third"), a metric that moves ("latency rose"),
from one value to another ("latency went from 850 ms to 420 ms"), adjective and noun ("high latency"). Tense, modality
and negation stay those of the verb that was there; quantities stay as they were typed. Joined nouns, complements with
"of" and levels ("rose to 2 s") give None: there the noun alone is put into plain words.
"""

import re
from dataclasses import dataclass

from glossary.terms import Impact, Slot
from translators import grammar
from translators.masking import Edit
from translators.reading import Reading
from translators.wording import Place, ends_noun_phrase


@dataclass(frozen=True, slots=True)
class Clause:
    """A metric clause in plain words, and whether it is a plan to which its purpose may be added."""

    edit: Edit
    last: int
    plan: bool = False


@dataclass(frozen=True, slots=True)
class _Scope:
    """A part of the product that a metric is measured on: as subject of a clause, and as a place."""

    subject: str
    plural: bool
    place: str


_SCOPES = {
    "search": _Scope("searches", True, "in search"),
    "checkout": _Scope("the checkout", False, "at checkout"),
    "page": _Scope("pages", True, "on pages"),
    "website": _Scope("the website", False, "on the website"),
    "site": _Scope("the site", False, "on the site"),
    "app": _Scope("the app", False, "in the app"),
    "dashboard": _Scope("the dashboard", False, "on the dashboard"),
    "login": _Scope("the login", False, "at login"),
    "database": _Scope("the database", False, "in the database"),
    "db": _Scope("the database", False, "in the database"),
    "network": _Scope("the network", False, "in the network"),
    "query": _Scope("database look-ups", True, "in database look-ups"),
}
_WHOLE = frozenset({"the product", "the system", "the service", "the platform", "the software"})
_IMPLIED = grammar.words("api service system request server backend application product endpoint web")
_PERCENTILE = re.compile(r"p(\d\d)(?:\.\d+)?$")
_TIME_UNITS = frozenset({"ms", "s", "seconds", "milliseconds", "minutes", "hours"})


@dataclass(frozen=True, slots=True)
class _Phrase:
    """The noun phrase of a metric: where it starts and what its modifiers say."""

    first: int
    determiner: str = ""
    scope: _Scope | None = None
    percentile: str = ""
    average: bool = False


def _phrase(place: Place, impact: Impact) -> _Phrase | None:
    """The metric with the modifiers that can be kept in a clause; None where one of them would be lost."""
    reading, index = place.reading, place.first
    scope, percentile, average, determiner = None, "", False, ""
    while word := reading.left(index):
        if word in _SCOPES and scope is None:
            scope = _SCOPES[word]
        elif _PERCENTILE.match(word) and not percentile:
            percentile = word
        elif word in {"average", "mean"}:
            average = True
        elif not (word in _IMPLIED or re.search(rf"\b{re.escape(word)}s?\b", impact.subject)):
            break
        index -= 1
    if reading.left(index) in {"the", "our"}:
        index -= 1
        determiner = reading.tokens[index].lower
    if percentile and (percentile < "p90" or not _is_wait(place, impact)):
        return None
    return _Phrase(index, determiner, scope, percentile, average)


def _is_wait(place: Place, impact: Impact) -> bool:
    metric = place.meaning.metric
    return metric is not None and metric.unit in _TIME_UNITS and impact.better == "down"


@dataclass(frozen=True, slots=True)
class _Subject:
    words: str
    plural: bool


def _subject(phrase: _Phrase, impact: Impact) -> _Subject:
    words, plural = impact.subject, impact.number == "pl"
    if phrase.scope and words in _WHOLE:
        words, plural = phrase.scope.subject, phrase.scope.plural
    elif phrase.scope:
        words = f"{words} {phrase.scope.place}"
    if phrase.determiner == "our" and words.startswith("the "):
        words = "our" + words.removeprefix("the")
    return _Subject(words, plural)


def _tail(phrase: _Phrase, *, bracketed: bool = False) -> str:
    average = " on average" if phrase.average else ""
    if phrase.percentile and not bracketed:
        return f"{average} for the slowest requests ({phrase.percentile})"
    return average


# ------------------------------------------------------------------------------ quantities after the metric

_NUMBER = (
    r"(?:about |around |nearly |roughly |some )?[~<>]?[$€£]?\d[\d,.]*(?<![.,])\s?"
    r"(?:%|percent\b|per cent\b|x\b|ms\b|milliseconds?\b|s\b|sec\b|seconds?\b|min\b|minutes?\b|hours?\b|h\b|days?\b"
    r"|k\b|K\b|M\b|million\b|points?\b)?"
)
_FROM_TO = re.compile(
    rf"\s+(?:from\s+)?(?P<a>{_NUMBER})\s*(?:\bto\b|→|->|⇒)\s*(?P<b>{_NUMBER})(?!\w)", re.IGNORECASE
)
_VALUE = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s?([a-z%]*)", re.IGNORECASE)
_IN_SECONDS = {
    "ms": 0.001,
    "milliseconds": 0.001,
    "s": 1,
    "sec": 1,
    "seconds": 1,
    "min": 60,
    "minutes": 60,
}
_SECOND_QUANTITY = re.compile(
    r"(?:\b(?:and|or|but|while)\b|,)\s+(?!(?:we|they|it|this|that|so)\b)(?:[\w-]+\s+){1,5}(?:by|to|from)\s+[~$€£]?(?:a|one|\d)"
)


def _from_to(reading: Reading, last: int) -> re.Match[str] | None:
    """A pair of values right after token `last`, unless a link or code stands in it."""
    found = _FROM_TO.match(reading.text, reading.tokens[last].end)
    if found and reading.message.is_protected(found.start(), found.end()):
        return None
    return found


def _rises(pair: re.Match[str]) -> bool | None:
    """Whether the second value is the greater one; None where the units can't be compared or nothing moved."""
    before, after = _amount(pair["a"]), _amount(pair["b"])
    if before is None or after is None:
        return None
    if not before[1]:
        before = (before[0], after[1])
    if before[1] != after[1] or before[0] == after[0]:
        return None
    return after[0] > before[0]


def _amount(text: str) -> tuple[float, str] | None:
    found = _VALUE.search(text)
    if not found:
        return None
    value, unit = float(found[1].replace(",", "")), found[2].lower()
    if unit in _IN_SECONDS:
        return value * _IN_SECONDS[unit], "time"
    return value, unit


_LEVEL_WORDS = grammar.words("to at below under above over of around within near")
_CLAUSE_GOES_ON = (grammar.SUBORDINATORS - {"that", "which", "who", "than"}) | {"so", "but"}
_SIGNS = frozenset(".;:!?)…–—")


def _may_end(reading: Reading, last: int) -> bool:
    """Whether a clause may be rebuilt up to token `last`: what follows must neither join, narrow nor measure it."""
    following, after = reading.right(last), reading.right(last, 2)
    if following == "" or following in _SIGNS or following in _CLAUSE_GOES_ON | grammar.TIME_WORDS:
        return True
    if following in {",", "and"}:
        return after in grammar.SUBJECTS | {
            "so",
            "then",
            "but",
            "which",
            "because",
            "while",
            "and",
            "this",
            "",
        }
    if following in _LEVEL_WORDS and _is_quantity(after):
        return False
    return following in grammar.PREPOSITIONS - {grammar.OF} and not _second_quantity(reading, last)


def _is_quantity(word: str) -> bool:
    return (
        word[:1].isdigit()
        or word[:1] in {"$", "€", "£", "~", "<", ">"}
        or word in {"about", "around", "zero"}
    )


def _second_quantity(reading: Reading, last: int) -> bool:
    """Whether a joined part without a verb of its own follows ("… by 20% and costs by 30%")."""
    end = reading.sentence(last)[-1].end
    return bool(_SECOND_QUANTITY.search(reading.text, reading.tokens[last].end, end))


# ----------------------------------------------------------------------------------------- agent and verb

_DOWN = (
    "reduce",
    "cut",
    "lower",
    "decrease",
    "bring down",
    "shrink",
    "trim",
    "slash",
    "drive down",
    "push down",
)
_UP = ("increase", "raise", "boost", "lift", "grow", "push up", "drive up")
_GOOD = ("improve", "optimize", "optimise", "enhance", "speed up")
_BAD = ("worsen", "degrade", "hurt", "harm")
_SPLIT = {
    ("bring", "down"),
    ("drive", "down"),
    ("push", "down"),
    ("get", "down"),
    ("drive", "up"),
    ("push", "up"),
}
_Forms = dict[str, tuple[tuple[Slot, str], ...]]


def _forms(**verbs: tuple[str, ...]) -> _Forms:
    """Verb forms -> (slot, way) for each verb of each way."""
    table: dict[str, tuple[tuple[Slot, str], ...]] = {}
    for way, group in verbs.items():
        for verb in group:
            for slot in (Slot.BASE, Slot.S, Slot.PAST, Slot.PP, Slot.ING):
                form = grammar.inflect(verb, slot)
                table[form] = (*table.get(form, ()), (slot, way))
    return table


_AGENT = _forms(down=_DOWN, up=_UP, good=_GOOD, bad=_BAD)
_AGENT_SPLIT = _forms(down=("bring", "drive", "push", "get"))


def _way(way: str, impact: Impact) -> str:
    """ "good" and "bad" as the way that the number goes."""
    if way == "good":
        return impact.better
    if way == "bad":
        return "down" if impact.better == "up" else "up"
    return way


def _made(way: str, impact: Impact) -> str:
    return impact.up if way == "up" else impact.down


@dataclass(frozen=True, slots=True)
class _Verb:
    """An agent's verb: its first token, slot, and the way the number goes; `last` is the clause's last token."""

    first: int
    slot: Slot
    way: str
    last: int


def _agent(place: Place, impact: Impact, phrase: _Phrase) -> Clause | None:
    verb = _agent_verb(place, phrase)
    if verb is None:
        return None
    reading, way = place.reading, _way(verb.way, impact)
    subject = _subject(phrase, impact)
    pair = _from_to(reading, verb.last)
    words = f"{grammar.inflect('make', verb.slot)} {subject.words} {_made(way, impact)}"
    if pair:
        return _with_pair(place, phrase, verb.first, words, pair, rising=way == "up")
    if not _may_end(reading, verb.last):
        return None
    plan = verb.slot is Slot.BASE and way == impact.better and _is_plan(reading, verb)
    return _clause(place, verb.first, words + _tail(phrase), verb.last, plan=plan)


def _agent_verb(place: Place, phrase: _Phrase) -> _Verb | None:
    reading = place.reading
    one, two = reading.left(phrase.first), reading.left(phrase.first, 2)
    if f"{two} {one}" in _AGENT:
        return _fitting(reading, _AGENT[f"{two} {one}"], phrase.first - 2, place.last)
    particle = reading.right(place.last)
    if particle in {"down", "up"} and one in _AGENT_SPLIT:
        return _split_verb(place, phrase, one, particle)
    return _fitting(reading, _AGENT.get(one, ()), phrase.first - 1, place.last)


def _split_verb(place: Place, phrase: _Phrase, verb: str, particle: str) -> _Verb | None:
    """ "bring latency down": the particle after the metric says which way."""
    base = next(
        base for base, _ in _SPLIT if verb in {grammar.inflect(base, slot) for slot in _SLOTS}
    )
    if (base, particle) not in _SPLIT:
        return None
    uses = tuple((slot, particle) for slot, _ in _AGENT_SPLIT[verb])
    return _fitting(place.reading, uses, phrase.first - 1, place.last + 1)


_SLOTS = (Slot.PP, Slot.PAST, Slot.BASE, Slot.S, Slot.ING)
_LIGHT_ADVERBS = grammar.words("also now then just still always never not")


def _fitting(
    reading: Reading, uses: tuple[tuple[Slot, str], ...], first: int, last: int
) -> _Verb | None:
    """The use of a verb form that its left side asks for; None where that is open."""
    governor, distance = reading.left(first), 1
    while governor in _LIGHT_ADVERBS:
        distance += 1
        governor = reading.left(first, distance)
    slots = dict(uses)
    for slot in _SLOTS:
        if slot in slots and _is_governed(slot, governor, ambiguous=len(slots) > 2):
            return _Verb(first, slot, slots[slot], last)
    return None


_STARTS = frozenset({"", ":", ";", "–", "—", "-"})
_GERUND_AFTER = (grammar.PREPOSITIONS - {"of", "to"}) | {"while", "when", "of"}


def _is_governed(slot: Slot, governor: str, *, ambiguous: bool) -> bool:
    if slot is Slot.PP:
        return grammar.is_have(governor)
    if slot is Slot.PAST:
        return governor in grammar.SUBJECTS | {"which"}
    if slot is Slot.S:
        return governor in {"it", "he", "she", "which", "this", "that"}
    if slot is Slot.ING:
        return grammar.is_be(governor) or governor in _GERUND_AFTER
    wants_base = governor == "to" or grammar.is_modal(governor) or governor in grammar.DO
    imperative = governor in _STARTS and not ambiguous
    return wants_base or imperative or governor in grammar.PLURAL_SUBJECTS | {"let's", "please"}


# Words that make a statement a plan: only to those a purpose may be added.
_PLANS = grammar.words("need needs want wants plan plans planning aim aims going have has like trying try working decided"
    " must should will let's please ought goal priority time us")
_DOUBT = grammar.words("if whether unless why how when may might could would can because failed fail unable tried used difficult hard"
    " impossible cannot without hardly instead")
_PLAN_TAIL = re.compile(
    r"\s*(?:by\s+(?:about\s+|around\s+|at least\s+)?(?:a\s+(?:third|quarter|half)|half|\d[\d.,]*\s?(?:%|percent))\s*)?"
    r"(?:(?:by|before|this|next|until)\s+(?:the\s+end\s+of\s+)?(?:the\s+|this\s+|next\s+)?[\w']+(?:\s+\d+)?\s*|today|tomorrow|now)?"
    r"(?=[.!]*\s*$)"
)


def _is_plan(reading: Reading, verb: _Verb) -> bool:
    """Whether the sentence is a plain plan that ends with this clause: no question, doubt, negation or second thought."""
    sentence = reading.sentence(verb.first)
    words = [token.lower for token in sentence]
    before = words[
        : next(i for i, token in enumerate(sentence) if token is reading.tokens[verb.first])
    ]
    if _DOUBT & set(words) or any(map(grammar.is_negation, words)) or "?" in words:
        return False
    intended = (
        not before or bool(_PLANS & set(before)) or any(word.endswith("'ll") for word in before)
    )
    end = sentence[-1].end
    return intended and bool(
        _PLAN_TAIL.fullmatch(reading.text[reading.tokens[verb.last].end : end].rstrip(" .!"))
    )


def _with_pair(
    place: Place, phrase: _Phrase, first: int, words: str, pair: re.Match[str], *, rising: bool
) -> Clause | None:
    """A clause with its two values in brackets, provided that they move the way the words say."""
    if _rises(pair) is not rising or _second_quantity(place.reading, place.last):
        return None
    label = f"{phrase.percentile} " if phrase.percentile else ""
    words += f"{_tail(phrase, bracketed=True)} ({label}{pair[0].strip()})"
    start = place.reading.tokens[first].start
    return Clause(
        Edit(start, pair.end(), _cased(place.reading, first, words), place.match.entry.id),
        place.last,
    )


def _clause(place: Place, first: int, words: str, last: int, *, plan: bool = False) -> Clause:
    reading = place.reading
    start, end = reading.tokens[first].start, reading.tokens[last].end
    return Clause(Edit(start, end, _cased(reading, first, words), place.match.entry.id), last, plan)


def _cased(reading: Reading, first: int, words: str) -> str:
    begins = reading.starts_sentence(first) and reading.text[reading.tokens[first].start].isupper()
    return grammar.capitalised(words) if begins else words


# -------------------------------------------------------------------------------------- a metric that moves

_MOVES = _forms(
    up=("rise", "increase", "climb", "grow", "go up"),
    down=("fall", "decrease", "drop", "decline", "go down", "shrink", "come down"),
    good=("improve", "get better"),
    bad=("worsen", "degrade", "get worse"),
)
_STATES = {
    "up": "up",
    "higher": "up",
    "down": "down",
    "lower": "down",
    "better": "good",
    "worse": "bad",
}
_BETWEEN = grammar.words("not never also now still already been be being")
_BEFORE_SUBJECT = frozenset(
    {"", ",", ";", ":", "–", "—", "and", "but", "so", "that", "because", "when", "if", "while", "since", "as", "once",
     "until", "unless", "although", "though", "then", "yesterday", "today", "after", "before"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Move:
    """A predicate of a metric: auxiliaries as typed, the verb's slot (None: a state), the way, the last token."""

    auxiliaries: tuple[str, ...]
    slot: Slot | None
    way: str
    last: int


def _moves(place: Place, impact: Impact, phrase: _Phrase) -> Clause | None:
    reading = place.reading
    if reading.left(phrase.first) not in _BEFORE_SUBJECT:
        return None
    auxiliaries = _auxiliaries(reading, place.last)
    start = place.last + len(auxiliaries)
    pair = _from_to(reading, start + 1) if reading.right(start) in _GOES else None
    if pair:
        return _went(place, impact, phrase, auxiliaries, pair)
    move = _move(place, auxiliaries, start)
    if move is None:
        return None
    subject, way = _subject(phrase, impact), _way(move.way, impact)
    words = f"{subject.words} {_predicate(move, subject, _made(way, impact))}"
    pair = _from_to(reading, move.last)
    if pair:
        return _with_pair(place, phrase, phrase.first, words, pair, rising=way == "up")
    if move.slot is None and reading.right(move.last)[:1].isdigit():
        return _clause(place, phrase.first, f"{words}{_tail(phrase)} by", move.last)
    if not _may_end(reading, move.last):
        return None
    return _clause(place, phrase.first, words + _tail(phrase), move.last)


def _auxiliaries(reading: Reading, last: int) -> tuple[str, ...]:
    found: list[str] = []
    while word := reading.right(last, len(found) + 1):
        opening = word in grammar.BE | grammar.HAVE | grammar.DO or grammar.is_modal(word)
        if not opening and word not in _BETWEEN:
            break
        found.append(word)
    return tuple(found)


def _move(place: Place, auxiliaries: tuple[str, ...], start: int) -> _Move | None:
    reading = place.reading
    one = reading.right(start)
    two = f"{one} {reading.right(start, 2)}"
    helper = next(
        (word for word in reversed(auxiliaries) if word not in _BETWEEN - {"be", "been", "being"}),
        "",
    )
    if one in _STATES:
        return _Move(auxiliaries, None, _STATES[one], start + 1) if grammar.is_be(helper) else None
    uses, last = (_MOVES[two], start + 2) if two in _MOVES else (_MOVES.get(one, ()), start + 1)
    plural = place.match.slot is Slot.PL
    slot = next(
        (slot for slot in _SLOTS if slot in dict(uses) and _agrees(slot, helper, plural=plural)),
        None,
    )
    if slot is None:
        return None
    return _Move(auxiliaries, slot, dict(uses)[slot], last)


def _agrees(slot: Slot, helper: str, *, plural: bool) -> bool:
    if slot is Slot.PP:
        return grammar.is_have(helper)
    if slot is Slot.ING:
        return grammar.is_be(helper)
    if slot is Slot.BASE:
        return grammar.is_modal(helper) or helper in grammar.DO or (not helper and plural)
    return not helper and (slot is Slot.PAST or not plural)


def _predicate(move: _Move, subject: _Subject, phrase: str) -> str:
    """The moving verb as the impact's own, in the tense and modality of the one that stood there."""
    helpers = " ".join(grammar.agree(word, plural=subject.plural) for word in move.auxiliaries)
    verbal = grammar.is_verb_phrase(phrase)
    if move.slot is None:
        main = grammar.inflect(phrase, Slot.ING) if verbal else phrase
    elif verbal:
        main = _verbal(phrase, move.slot, plural=subject.plural)
    else:
        main = f"{_finite('become', move.slot, plural=subject.plural)} {phrase}"
    return f"{helpers} {main}".strip()


def _verbal(phrase: str, slot: Slot, *, plural: bool) -> str:
    if slot is Slot.PP:
        return "been " + grammar.inflect(phrase, Slot.ING)
    return _finite(phrase, slot, plural=plural)


def _finite(phrase: str, slot: Slot, *, plural: bool) -> str:
    if slot is Slot.S and plural:
        slot = Slot.BASE
    return grammar.inflect(phrase, slot)


# ------------------------------------------------------------------------------------------ from A to B

_GOES = frozenset({"went", "moved", "changed", "gone", "going", "go"})
_GOES_SLOT = {
    "went": Slot.PAST,
    "moved": Slot.PAST,
    "changed": Slot.PAST,
    "gone": Slot.PP,
    "going": Slot.ING,
    "go": Slot.BASE,
}


def _went(
    place: Place, impact: Impact, phrase: _Phrase, auxiliaries: tuple[str, ...], pair: re.Match[str]
) -> Clause | None:
    rising = _rises(pair)
    verb = place.reading.right(place.last, len(auxiliaries) + 1)
    slot = _GOES_SLOT[verb]
    helper = auxiliaries[-1] if auxiliaries else ""
    if rising is None or not _agrees(slot, helper, plural=place.match.slot is Slot.PL):
        return None
    subject, way = _subject(phrase, impact), "up" if rising else "down"
    move = _Move(auxiliaries, slot, way, place.last)
    words = f"{subject.words} {_predicate(move, subject, _made(way, impact))}"
    return _with_pair(place, phrase, phrase.first, words, pair, rising=rising)


# ------------------------------------------------------------------------------------ adjective and noun

_QUALITIES = {
    "increased": "up", "elevated": "up", "high": "up", "higher": "up", "rising": "up", "growing": "up",
    "reduced": "down", "low": "down", "lower": "down", "decreased": "down", "falling": "down",
    "improved": "good", "better": "good", "poor": "bad", "bad": "bad", "worse": "bad",
}  # fmt: skip
_SPEEDS = {
    "fast": "down",
    "faster": "down",
    "quick": "down",
    "quicker": "down",
    "slow": "up",
    "slower": "up",
}
_BEFORE_QUALITY = (
    (grammar.PREPOSITIONS - {"to"})
    | frozenset(
        {
            "",
            ",",
            "and",
            "but",
            "see",
            "sees",
            "saw",
            "seen",
            "seeing",
            "observed",
            "experienced",
            "experiencing",
        }
    )
    | grammar.words("caused causing causes cause reported reporting show shows showed have has had means mean")
)


def _described(place: Place, impact: Impact, phrase: _Phrase) -> Clause | None:
    reading, first = place.reading, phrase.first - 1
    quality = reading.left(phrase.first)
    way = _QUALITIES.get(quality) or (_SPEEDS.get(quality) if _is_wait(place, impact) else None)
    if way is None or phrase.determiner or phrase.percentile or phrase.average or phrase.scope:
        return None
    way = _way(way, impact)
    words = impact.np_up if way == "up" else impact.np_down
    if reading.left(first) in {"a", "an"}:
        first -= 1
    if reading.left(first) not in _BEFORE_QUALITY or not _may_stand(place, words):
        return None
    return _clause(place, first, words, place.last)


def _may_stand(place: Place, words: str) -> bool:
    """Whether the noun phrase may end here and nothing behind it agrees with another number."""
    following = place.right()
    if following in {"and", "or", ",", "(", "to"} or not ends_noun_phrase(
        place.reading, place.last, noun=True
    ):
        return place.right() == "," and place.right(2) in grammar.SUBJECTS | {"which", "so", "but"}
    same = grammar.is_plural(words) is (place.match.slot is Slot.PL)
    return same or not (
        grammar.agree(following, plural=grammar.is_plural(words)) != following
        or following.endswith("s")
    )


def rewrite_clause(place: Place) -> Clause | None:
    """The metric clause around a term in plain words; None where none of the constructions surely stands there."""
    impact = place.meaning.impact
    if impact is None:
        return None
    phrase = _phrase(place, impact)
    if phrase is None:
        return None
    return (
        _agent(place, impact, phrase)
        or _moves(place, impact, phrase)
        or _described(place, impact, phrase)
    )
