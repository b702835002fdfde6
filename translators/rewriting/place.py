"""A term where it stands, and what the rules may answer about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from glossary.matching import TermMatch
from glossary.terms import Meaning, Slot
from translators.masking import Edit
from translators.rewriting import grammar
from translators.rewriting import word_classes as classes
from translators.rewriting.reading import LITERAL, Reading


class Reason(StrEnum):
    """Why a term was left as it stands."""

    KNOWN = "known"
    UNDECIDED = "undecided"
    NEVER = "never"
    DEFINE = "define"
    QUOTED = "quoted"
    BRACKETED = "bracketed"
    NAME = "name"
    ASKED = "asked"
    COMPOUND = "compound"
    EXPLAINED = "explained"
    NOT_PLAIN_HERE = "not_plain_here"
    LIMIT = "limit"


@dataclass(frozen=True, slots=True)
class Gloss:
    """The term may be followed by `text` in brackets."""

    text: str


Outcome = Edit | Gloss | Reason
"""What a rule answers: words to write, leave to explain the term in brackets, or why it stays."""


@dataclass(frozen=True)
class Place:
    """A term at tokens `first` to `last` of a reading, with its meaning for this audience."""

    reading: Reading
    match: TermMatch
    meaning: Meaning
    first: int
    last: int

    def left(self, distance: int = 1) -> str:
        return self.reading.left(self.first, distance)

    def right(self, distance: int = 1) -> str:
        return self.reading.right(self.last, distance)

    @property
    def governor(self) -> str:
        """The nearest word to the left that is not an adverb."""
        return self.left(self.governor_distance)

    @cached_property
    def governor_distance(self) -> int:
        distance = 1
        while distance < 4 and classes.is_adverb(self.left(distance)):
            distance += 1
        return distance

    @cached_property
    def slots(self) -> frozenset[Slot]:
        """Every slot that the surface can fill ("cut" is base, past and participle)."""
        surface = _normal(self.match.surface)
        same = {slot for slot, form in self.match.entry.surfaces if _normal(form) == surface}
        return frozenset(same | {self.match.slot})

    @cached_property
    def opening(self) -> str:
        """The determiner, possessive or number that opens the noun phrase; "" where there is none.

        A singular without one stands for more than a single thing (a department, a command, a
        label), or is no noun at all.
        """
        for distance in range(1, _FARTHEST_DETERMINER):
            word = self.left(distance)
            if word in _OPENING or word.endswith(("'s", "s'")) or word[:1].isdigit():
                return word
            if not _is_modifying(word):
                break
        return ""

    @property
    def ends_noun_phrase(self) -> bool:
        return ends_noun_phrase(self.reading, self.last, noun=self.is_surely_noun)

    @property
    def is_surely_noun(self) -> bool:
        return classes.is_noun_evidence(self.left())

    @property
    def follows_content_word(self) -> bool:
        return classes.is_content(self.left())

    def edit(self, words: str, *, first: int | None = None, last: int | None = None) -> Edit:
        """Put `words` in place of the term, or of all tokens from `first` to `last`."""
        begin = self.first if first is None else first
        end = self.match.end if last is None else self.reading.tokens[last].end
        start = self.reading.tokens[begin].start
        return Edit(start, end, self.reading.cased(begin, words), self.match.entry.id)

    def with_article(self, words: str) -> Edit:
        """Put `words` in place of the term, with an a/an right before it corrected."""
        if self.left() not in {"a", "an"}:
            return self.edit(words)
        joint = self.reading.text[self.reading.tokens[self.first - 1].end : self.match.start]
        return self.edit(grammar.article(words) + joint + words, first=self.first - 1)

    def with_single_word(self, words: str | None) -> Outcome:
        """Put a wording before a noun: one word only, so that nothing can be misread."""
        if not words or " " in words:
            return Reason.NOT_PLAIN_HERE
        return self.with_article(words)

    def first_of(self, slots: Iterable[Slot]) -> str | None:
        """The plain wording of the first of `slots` that has one."""
        return next(
            (self.meaning.plain[slot] for slot in slots if slot in self.meaning.plain), None
        )


_FARTHEST_DETERMINER = 6
_OPENING = classes.DETERMINERS | classes.words("different whatever")
_MODIFYING = classes.words("- , and or `") | {LITERAL}
"""What may stand between an article and its noun beside words of the open classes."""


def _is_modifying(word: str) -> bool:
    return classes.is_content(word) or classes.is_ly_adverb(word) or word in _MODIFYING


def _normal(surface: str) -> str:
    return surface.casefold().replace("-", " ").replace("_", " ")


_NEVER_NOUNS = frozenset({Slot.S, Slot.PAST, Slot.ADVERBIAL, Slot.PHRASE})
"""Forms of terms that don't go on with a noun phrase ("churn YoY", "the cluster deploys")."""


def ends_noun_phrase(reading: Reading, last: int, *, noun: bool) -> bool:
    """Whether a noun phrase ends with token `last`.

    `noun`: it is surely a noun phrase, so that an article after it begins another one.
    """
    following = reading.right(last)
    if following == "" or following in classes.ENDING_SIGNS:
        return True
    if following in classes.NOUN_END or classes.is_contraction(following):
        return True
    term = reading.term_at(last + 1)
    if term is not None and term.slot in _NEVER_NOUNS:
        return True
    begins_another = following in classes.ARTICLES | classes.POSSESSIVES
    if classes.is_ly_adverb(following) or (noun and begins_another):
        return True
    return following.endswith("ed") and not classes.is_content(reading.right(last, 2))
