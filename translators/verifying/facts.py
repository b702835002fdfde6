"""What a text states that can be compared by code: numbers, labels, times, names, words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache

from translators.masking import Message
from translators.reckoning import dates, quantities, units
from translators.reckoning.dates import When
from translators.reckoning.quantities import Quantity
from translators.reckoning.units import Dimension
from translators.verifying.proper_names import (
    COMMON_STARTS,
    GENERIC_CAPITALS,
    GIVEN_NAMES,
    PROPER_ACRONYMS,
    VENDORS,
)

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LABEL = re.compile(r"(?<![\w.])[A-Za-z]{0,6}-?\d[\w./+-]*\w|(?<![\w.])[A-Za-z]?\d+")
_LIST_MARK = re.compile(r"^[ \t]*(?:[-*•]\s*)?\(?\d{1,2}[.)](?=\s)", re.MULTILINE)
_CAPITALISED = re.compile(
    r"(?<![\w'’.@#/])(?:i(?=OS|P)|mac(?=OS))?[A-Z][\w&]*(?:[-'’][A-Za-z]\w*)*"
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:;…]['\")\]”’]*\s+|\n\s*|[\"“(\[*_•]|[-–—]\s|\d[.)]\s)\s*$")
_REPORTS = re.compile(
    r"\s(?:said|says|confirmed|confirms|asked|asks|told|approved|agreed|wants|thinks|"
    r"promised|reported|mentioned|"
    r"believes|announced|decided|signed|requested|insists|has (?:confirmed|approved|"
    r"agreed|asked|decided))\b"
)
_SUFFIXES = (
    "ations",
    "ation",
    "ingly",
    "ings",
    "ing",
    "edly",
    "ies",
    "ed",
    "es",
    "ers",
    "er",
    "ly",
    "s",
    "e",
    "y",
)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A crude stem, good enough to see that "released" and "release" are one word."""
    folded = re.sub(r"['’]s?$|['’].*$", "", word.casefold())
    for suffix in _SUFFIXES:
        if folded.endswith(suffix) and len(folded) - len(suffix) >= 3:
            folded = folded.removesuffix(suffix)
            break
    if len(folded) > 3 and folded[-1] == folded[-2]:
        folded = folded[:-1]
    return folded.removesuffix("e") if len(folded) > 3 else folded


def stems(text: str) -> frozenset[str]:
    """Stems of all words, parts of hyphenated words counted too."""
    found = set()
    for match in _WORD.finditer(text):
        found.add(stem(match[0]))
        found.update(stem(part) for part in match[0].split("-"))
    return frozenset(found)


def words(text: str) -> list[str]:
    return [match[0].casefold() for match in _WORD.finditer(text)]


@dataclass(frozen=True, slots=True)
class Name:
    """A capitalised word; `sure` where it can't be a plain word at the start of a sentence."""

    text: str
    start: int
    sure: bool

    @property
    def key(self) -> str:
        return re.sub(r"['’]s$|['’]$", "", self.text).casefold()

    @property
    def is_jargon(self) -> bool:
        """A short form that may be spelled out, as far as anybody can tell ("RCA", "YoY")."""
        if self.key in PROPER_ACRONYMS or self.key in VENDORS or len(self.key) > 5:
            return False
        return sum(character.isupper() for character in self.text) > 1


def blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with the spans overwritten by spaces; offsets stay."""
    characters = list(text)
    for start, end in spans:
        characters[start:end] = " " * (end - start)
    return "".join(characters)


@dataclass(frozen=True)
class Facts:
    """A text taken apart. `text` is without literals (overwritten by spaces, offsets kept)."""

    text: str

    @classmethod
    def of(cls, message: Message) -> "Facts":
        spans = [(item.start, item.end) for item in message.protected]
        return cls(blank(message.text, spans))

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        marks = [match.span() for match in _LIST_MARK.finditer(self.text)]
        return quantities.find(self.text, protected=marks)

    @cached_property
    def times(self) -> tuple[When, ...]:
        return dates.find(self.text)

    @cached_property
    def labels(self) -> tuple[tuple[int, str], ...]:
        """Offset and text of whatever else holds a digit: "p99", "5xx", "24/7", "503"."""
        spans = [(quantity.start, quantity.end) for quantity in self.quantities]
        spans += [(when.start, when.end) for when in self.times]
        spans += [match.span() for match in _LIST_MARK.finditer(self.text)]
        rest = blank(self.text, spans)
        return tuple((match.start(), match[0]) for match in _LABEL.finditer(rest))

    @cached_property
    def stems(self) -> frozenset[str]:
        return stems(self.text)

    @cached_property
    def shares(self) -> tuple[Fraction, ...]:
        """What "3 in 1,000" and its like amount to, in percent."""
        pairs = zip(self.quantities, self.quantities[1:], strict=False)
        return tuple(
            first.amount / second.amount * 100
            for first, second in pairs
            if second.amount and _RATIO.fullmatch(self.text[first.end : second.start])
        )

    @cached_property
    def digits(self) -> frozenset[str]:
        """Every run of digits, separators removed."""
        return frozenset(re.findall(r"\d+", re.sub(r"(?<=\d),(?=\d{3})", "", self.text)))

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """Capitalised words that may be names. Texts in capitals or title case hold none that
        can be told."""
        found = [
            Name(match[0], match.start(), self._is_sure(match))
            for match in _CAPITALISED.finditer(self.text)
            if not self._is_no_name(match)
        ]
        total = len(_WORD.findall(self.text))
        inner = [name for name in found if not _starts_sentence(self.text, name.start)]
        return tuple(found) if len(inner) * 2 <= total or total < 6 else ()

    def _is_no_name(self, match: re.Match[str]) -> bool:
        key = re.sub(r"['’]s?$", "", match[0]).casefold()
        return (
            len(match[0]) < 2
            or match[0][:2] in ("I'", "I’")
            or key in GENERIC_CAPITALS
            or any(character.isdigit() for character in match[0])
            or any(when.start < match.end() and match.start() < when.end for when in self.times)
            or any(q.start < match.end() and match.start() < q.end for q in self.quantities)
        )

    def _is_sure(self, match: re.Match[str]) -> bool:
        key = re.sub(r"['’]s?$", "", match[0]).casefold()
        if not _starts_sentence(self.text, match.start()):
            return True
        if key in GIVEN_NAMES or key in VENDORS:
            return True
        if sum(character.isupper() for character in match[0]) > 1:
            return True
        is_plain = key in COMMON_STARTS or key.endswith("s")
        return not is_plain and bool(_REPORTS.match(self.text, match.end()))


_RATIO = re.compile(r"\s(?:in|out of|of|in every|out of every)\s(?:every\s)?", re.IGNORECASE)


def _starts_sentence(text: str, start: int) -> bool:
    return bool(_SENTENCE_START.search(text[max(0, start - 8) : start])) or start == 0


def agree(first: Quantity, second: Quantity) -> bool:
    """Whether two quantities state the same amount, in whatever notation."""
    one, other = _ratio_value(first), _ratio_value(second)
    if one is not None and other is not None:
        loose = first.spoken or second.spoken
        return one == other or (loose and abs(one - other) < Fraction(1, 200))
    if first.dimension is second.dimension:
        if first.dimension in _NAMED_UNITS or "business day" in (first.unit.name, second.unit.name):
            return first.amount == second.amount and first.unit.name == second.unit.name
        return first.base == second.base
    if {first.dimension, second.dimension} & _STRICT:
        return False
    return first.amount == second.amount


_NAMED_UNITS = frozenset({Dimension.MONEY, Dimension.TEMPERATURE, Dimension.COUNT})
_STRICT = frozenset(
    {Dimension.TIME, Dimension.MONEY, Dimension.PERCENT, Dimension.POINTS, Dimension.DATA}
)


def _ratio_value(quantity: Quantity) -> Fraction | None:
    if quantity.dimension is Dimension.PERCENT:
        return quantity.amount / 100
    return quantity.amount if quantity.dimension is Dimension.FACTOR else None


def same_number(first: Quantity, second: Quantity) -> bool:
    """Whether the bare numbers are the same, units aside."""
    return first.amount == second.amount


def is_bare(quantity: Quantity) -> bool:
    return quantity.unit is units.BARE
