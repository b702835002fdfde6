"""How a form of the glossary may be spelled in a text: its plural, its separators, its capitals.

The rules, in the order in which a reader of the tests meets them:

* A soft separator (space, hyphen, underscore, slash) stands for any other, "load-balancer" for
  "load balancer". Kept literally: one between two digits or two single characters ("24/7", "A/B"),
  and every other sign ("C++").
* Capitals do not matter, unless small letters make an everyday word of it ("IT", "SEA", "Go", and
  the "IT" of "IT department"): then exactly as written, and not where a whole sentence is in
  capitals.
* A singular has a regular plural, unless the entry writes its plural down; an abbreviation takes a
  small s.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal as OneOf

from glossary.conditions import Conditions
from glossary.cues import Cues
from glossary.normalising import APOSTROPHES, SOFT, haystack
from glossary.senses import Option
from glossary.terms import Entry, Kind, Sense, Slot

_PIECE = re.compile(r"[^\W_]+")
_WORD = re.compile(r"\w*")
_LAST_WORD = re.compile(r"\w*$")
_SPACE = re.compile(" ")
_Y_AFTER_CONSONANT = re.compile(r"(?<=[^aeiou])y$")
_SPACED = re.compile(r"\s*([/&])\s*")

Role = OneOf["term", "reverse"]

Offer = tuple[Sequence[Option], tuple[Entry, ...]]
"""What a term may mean, and the entries that rival the first one's."""


@dataclass(slots=True, eq=False)  # not frozen: twenty thousand are made in a quarter of the time
class Form:
    """One spelling of one entry, ready to be compared with a place in a text.

    `joints`: offsets of characters that are neither letter nor digit, with the character that must
    stand there (None: any soft separator). `exact`: offsets and spelling of pieces whose capitals
    matter. `opens_sentences`: whether the form's capital could be that of a sentence instead
    ("Go"). `derived`: made by rule, not written by anybody. `needs_context`: whether the letters
    alone do not tell that it is the term. `conditions`: what the sentence must or must not
    hold. `is_ambiguous`: whether the entry has senses. `options`: what
    the term may mean. `is_plain`: whether its letters are all that there is to it.
    """

    entry: Entry
    text: str
    slots: tuple[Slot, ...]
    role: Role
    joints: tuple[tuple[int, str | None], ...]
    exact: tuple[tuple[int, str], ...]
    opens_sentences: bool
    derived: bool
    needs_context: bool
    conditions: Conditions | None
    is_ambiguous: bool
    options: tuple[Option, ...]
    sense: Sense | None
    is_plain: bool

    @property
    def forms(self) -> tuple["Form", ...]:
        return (self,)

    def slots_of(self, _: Entry) -> tuple[Slot, ...]:
        """The slots that the form fills for its entry."""
        return self.slots

    def offer(self, _: str) -> Offer:
        """What the form may mean, however it is spelled."""
        return self.options, ()

    def fits(self, text: str, start: int) -> bool:
        """Whether signs and capitals of `text` from `start` on are those of the form (its letters
        are known to be).
        """
        if text.startswith(self.text, start):
            return True
        for at, piece in self.exact:
            if not text.startswith(piece, start + at):
                return False
        for at, sign in self.joints:  # noqa: SIM110 (a generator costs more than the signs)
            if not _same_sign(text[start + at], sign):
                return False
        return True


def _same_sign(character: str, wanted: str | None) -> bool:
    if wanted is None:
        return character in SOFT
    return (
        character == wanted
        or (character in APOSTROPHES and wanted in APOSTROPHES)
        or (character.casefold() == wanted.casefold())
    )


def forms_of(entry: Entry) -> Iterator[Form]:
    """Every spelling of an entry and of the other side's wording of it."""
    spell = _Speller(entry).spellings
    written: dict[str, tuple[Slot, ...]] = {}
    for slot, text in entry.surfaces:
        written[text] = (*written.get(text, ()), slot)
    for text, slots in written.items():
        yield from spell(text, _shared(slots))
    for text in _plurals(entry):
        yield from spell(text, (Slot.PL,), derived=True)
    for sense in (None, *entry.senses):
        for text in (sense or entry).reverse.says:
            if text not in written:
                yield from spell(text, (Slot.PHRASE,), role="reverse", sense=sense)


@cache
def _shared(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """The same object for equal slots: thousands of forms then touch little memory."""
    return slots


class _Speller:
    """What the forms of one entry have in common."""

    def __init__(self, entry: Entry) -> None:
        self._entry = entry
        self._conditions = Conditions(entry) if entry.need or entry.avoid else None
        self._needs_context = bool(entry.senses or self._conditions) or entry.kind is Kind.VERB
        cues = Cues(entry) if entry.senses else None
        self._options = tuple(Option.of(entry, sense, cues) for sense in entry.senses or (None,))

    def spellings(
        self,
        text: str,
        slots: tuple[Slot, ...],
        *,
        role: Role = "term",
        sense: Sense | None = None,
        derived: bool = False,
    ) -> Iterator[Form]:
        """A form with "/" or "&" is written with and without spaces around the sign."""
        for spelling in _spaced_and_tight(text):
            exact = tuple(_exact_pieces(spelling)) if text != text.lower() else ()
            joints = tuple(_joints(spelling))
            yield Form(
                entry=self._entry,
                text=spelling,
                slots=slots,
                role=role,
                joints=joints,
                exact=exact,
                opens_sentences=bool(exact) and _is_name(spelling),
                derived=derived,
                needs_context=self._needs_context,
                conditions=self._conditions if role == "term" else None,
                is_ambiguous=bool(self._entry.senses),
                options=self._options,
                sense=sense,
                is_plain=not (exact or joints or self._conditions),
            )


def _is_name(text: str) -> bool:
    """Whether a form is written as a name is ("Go"), so that any sentence may begin with it."""
    return text.istitle() and text.isalpha() and len(text) > 1


def _spaced_and_tight(text: str) -> Iterable[str]:
    if "/" not in text and "&" not in text:
        return (text,)
    return dict.fromkeys((text, _SPACED.sub(r"\1", text), _SPACED.sub(r" \1 ", text)))


def _joints(text: str) -> Iterator[tuple[int, str | None]]:
    if text.isascii() and text.replace(" ", "").isalnum():  # nearly all: words between spaces
        yield from ((space.start(), None) for space in _SPACE.finditer(text))
        return
    for offset, byte in enumerate(haystack(text)[1:-1]):
        if byte == ord(" "):
            character = text[offset]
            yield offset, None if character in SOFT and not _is_literal(text, offset) else character


def _is_literal(text: str, offset: int) -> bool:
    """Whether the separator at `offset` belongs to the term's spelling: "24/7" is not "24 7",
    "A/B" not "a b".
    """
    if text[offset] == " ":
        return False
    left, right = _LAST_WORD.search(text[:offset]), _WORD.match(text, offset + 1)
    if left is None or right is None:
        return False
    return (left[0].isdigit() and right[0].isdigit()) or len(left[0]) == len(right[0]) == 1


def _exact_pieces(text: str) -> Iterator[tuple[int, str]]:
    """Pieces spelled as they are, since in small letters they are everyday words."""
    if text.isalpha():
        if len(text) == 1 or {text.lower(), text.lower().removesuffix("s")} & _look_alikes():
            yield 0, text
        return
    if any(not character.isalnum() and character not in SOFT for character in text):
        return  # a sign tells the form apart as well as capitals do: ".net", "p&l"
    for piece in _PIECE.finditer(text):
        if sum(map(str.isupper, piece[0])) > 1 and piece[0].lower() in everyday_words():
            yield piece.start(), piece[0]


def _plurals(entry: Entry) -> Iterator[str]:
    if entry.forms.get(Slot.PL) and entry.kind is not Kind.ABBREVIATION:
        return
    written = {text.lower() for _, text in entry.surfaces}
    for slot, text in entry.surfaces:
        if slot is Slot.SG or (slot is Slot.MASS and is_abbreviation(text)):
            plural = plural_of(text)
            if plural is not None and plural.lower() not in written:
                yield plural


def is_abbreviation(text: str) -> bool:
    """Whether a form is written in capitals: "SLA", "SaaS", "CI/CD", "B2B"."""
    last = _PIECE.findall(text)[-1:]
    return bool(last) and sum(map(str.isupper, last[0])) > 1


def plural_of(text: str) -> str | None:
    """The regular plural of a noun's form; None where there is none ("point of sale", "C++",
    "analytics").
    """
    if not text[-1].isalpha() or " of " in text:
        return None
    if is_abbreviation(text):
        return None if text.endswith("s") else f"{text}s"
    if text.endswith(("ss", "x", "z", "ch", "sh")):
        return f"{text}es"
    if text.endswith("s"):
        return None
    return f"{text[:-1]}ies" if _Y_AFTER_CONSONANT.search(text) else f"{text}s"


@cache
def everyday_words() -> frozenset[str]:
    """Everyday words, in small letters."""
    return _sections()["words"]


@cache
def _look_alikes() -> frozenset[str]:
    """Everything that an abbreviation or name in small letters may be instead."""
    return frozenset().union(*_sections().values())


@cache
def _sections() -> Mapping[str, frozenset[str]]:
    lines = Path(__file__).with_name("everyday.txt").read_text("utf-8").splitlines()
    sections: dict[str, set[str]] = {}
    for line in lines:
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), set())
        elif line and not line.startswith("#"):
            current.update(line.split())
    return {name: frozenset(listed) for name, listed in sections.items()}
