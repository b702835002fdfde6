"""Where one term may give way to plain words, or be followed by its gloss: the rules by part of speech.

Each rule answers with an `Edit`, with `Gloss` (the term stays and may be explained in brackets), or with the reason
why nothing is written. The rules look only at closed-class words around the term; what they can't be sure of
they leave alone, because an untouched sentence is better than a wrong one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from glossary.matching import TermMatch
from glossary.terms import NOUN_SLOTS, VERB_SLOTS, Action, Meaning, Slot
from translators import grammar
from translators.masking import Edit
from translators.reading import LITERAL, Reading


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


@dataclass(frozen=True)
class Place:
    """A term where it stands: tokens `first` to `last` of the reading, with the meaning for this audience."""

    reading: Reading
    match: TermMatch
    meaning: Meaning
    first: int
    last: int

    def left(self, distance: int = 1) -> str:
        return self.reading.left(self.first, distance)

    def right(self, distance: int = 1) -> str:
        return self.reading.right(self.last, distance)

    @cached_property
    def governor(self) -> str:
        """The nearest word to the left that is not an adverb."""
        distance = 1
        while (
            distance < 4 and grammar.is_adverb(self.left(distance)) and not self._begins(distance)
        ):
            distance += 1
        return self.left(distance)

    def _begins(self, distance: int) -> bool:
        return self.left(distance) == ""

    @cached_property
    def slots(self) -> frozenset[Slot]:
        """Every slot that the surface can fill ("cut" is base, past and participle)."""
        surface = _normal(self.match.surface)
        same = {slot for slot, form in self.match.entry.surfaces if _normal(form) == surface}
        return frozenset(same | {self.match.slot})

    @property
    def ends_noun_phrase(self) -> bool:
        return ends_noun_phrase(self.reading, self.last, noun=self.is_surely_noun)

    @property
    def is_surely_noun(self) -> bool:
        return grammar.is_noun_evidence(self.left())

    def edit(self, words: str, *, first: int | None = None) -> Edit:
        """Put `words` in place of the term (and of what stands before it, from token `first`)."""
        begin = self.first if first is None else first
        start = self.reading.tokens[begin].start
        if self.reading.starts_sentence(begin) and self.reading.text[start].isupper():
            words = grammar.capitalised(words)
        return Edit(start, self.match.end, words, self.match.entry.id)

    def with_article(self, words: str) -> Edit:
        """Put `words` in place of the term, with an a/an right before it corrected."""
        if self.left() not in {"a", "an"}:
            return self.edit(words)
        joint = self.reading.text[self.reading.tokens[self.first - 1].end : self.match.start]
        return self.edit(grammar.article(words) + joint + words, first=self.first - 1)


def _normal(surface: str) -> str:
    return surface.casefold().replace("-", " ").replace("_", " ")


def propose(place: Place) -> Outcome:
    """What the rules allow for a term at its place."""
    if place.match.slot in NOUN_SLOTS:
        return _noun(place)
    return _RULES.get(place.match.slot, _verb)(place)


def ends_noun_phrase(reading: Reading, last: int, *, noun: bool) -> bool:
    """Whether a noun phrase ends with token `last`.

    `noun`: the phrase is surely a noun phrase, so that an article after it begins another one.
    """
    following = reading.right(last)
    if following == "" or following in grammar.ENDING_SIGNS:
        return True
    if following in grammar.NOUN_END or following.endswith(("'ll", "'ve", "'re", "'d", "n't")):
        return True
    if grammar.is_ly_adverb(following) or (
        noun and following in grammar.ARTICLES | grammar.POSSESSIVES
    ):
        return True
    return following.endswith("ed") and _is_edge(reading.right(last, 2))


def _is_edge(word: str) -> bool:
    return (
        not word or not word[0].isalpha() or grammar.is_closed(word) or grammar.is_ly_adverb(word)
    )


# ----------------------------------------------------------------------------------------------- nouns


def _noun(place: Place) -> Outcome:
    if place.right() == "(":
        return Reason.EXPLAINED
    complement = place.right() == grammar.OF
    if not complement and not place.ends_noun_phrase:
        return Reason.COMPOUND
    if _may_be_verb(place):
        return Reason.NOT_PLAIN_HERE
    if place.meaning.action is Action.REPLACE:
        replaced = _replaced_noun(place, complement=complement)
        if replaced:
            return replaced
    return Reason.COMPOUND if complement else _gloss(place)


def _may_be_verb(place: Place) -> bool:
    """Whether a noun form could be a verb where it stands ("we release", "to cache", "teams ship")."""
    ambiguous = place.first == place.last and _stem(place.match.surface) in grammar.NOUN_OR_VERB
    if place.is_surely_noun:
        return False
    if _governs_base(place) and (ambiguous or place.match.slot is Slot.SG):
        return True
    return ambiguous and not (grammar.is_closed(place.left()) or _reads_as_list(place))


def _reads_as_list(place: Place) -> bool:
    """Whether punctuation on both sides sets the term apart."""
    return place.left() in {",", ":"} and place.right() in {",", "", "."}


def _stem(surface: str) -> str:
    lower = surface.casefold()
    for ending in ("ies", "es", "s"):
        stem = lower.removesuffix(ending) + ("y" if ending == "ies" else "")
        if lower.endswith(ending) and stem in grammar.NOUN_OR_VERB:
            return stem
    return lower


def _replaced_noun(place: Place, *, complement: bool) -> Edit | None:
    words = _noun_words(place)
    if words is None:
        return None
    before = place.left()
    tail = grammar.has_tail(words)
    bare = (
        not before[:1].isalnum() or grammar.is_closed(before) or before in grammar.SAFE_ADJECTIVES
    )
    if tail and (complement or not (bare or grammar.is_noun_evidence(before))):
        return None
    if grammar.is_plural(words) and place.match.slot is not Slot.PL and not _number_is_free(place):
        return None
    return (
        _with_own_article(place, words)
        if words.split()[0] in grammar.ARTICLES
        else place.with_article(words)
    )


def _noun_words(place: Place) -> str | None:
    plain = place.meaning.plain
    exact = plain.get(place.match.slot)
    if exact or place.match.slot is not Slot.SG:
        return exact
    counted = place.left() in {"a", "an", "one", "each", "every", "another"}
    return None if counted else plain.get(Slot.MASS)


def _number_is_free(place: Place) -> bool:
    """Whether nothing near the term agrees with its number."""
    before, after = place.left(), place.right()
    return before not in _SINGULAR_WORDS and (
        after in grammar.PREPOSITIONS or after in grammar.ENDING_SIGNS or after == ""
    ) and not place.reading.starts_sentence(place.first)  # fmt: skip


_SINGULAR_WORDS = grammar.words("a an this that each every another one much less little")


def _with_own_article(place: Place, words: str) -> Edit | None:
    """A wording that brings its own article takes the place of the one in the sentence."""
    before = place.left()
    if before in grammar.ARTICLES:
        return place.edit(words, first=place.first - 1)
    free = before == "" or before in grammar.PREPOSITIONS or not before[0].isalnum()
    return place.edit(words) if free else None


def _gloss(place: Place) -> Outcome:
    plural = place.match.slot is Slot.PL
    text = place.meaning.gloss_pl if plural else place.meaning.gloss
    if text is None:
        return Reason.NOT_PLAIN_HERE
    if place.right() in _EXPLAINING:
        return Reason.EXPLAINED
    return Gloss(text)


_EXPLAINING = grammar.words(": = i.e. e.g. a.k.a. aka")


# ----------------------------------------------------------------------------------------------- verbs


def _verb(place: Place) -> Outcome:
    if place.meaning.action is not Action.REPLACE:
        return Reason.DEFINE
    slot = next((slot for slot in _VERB_ORDER if slot in place.slots and _FITS[slot](place)), None)
    if slot is None:
        return Reason.NOT_PLAIN_HERE
    if slot is Slot.PP and _is_attributive(place):
        return _single_word(place, place.meaning.plain.get(slot))
    words = place.meaning.plain.get(slot)
    if words and place.right() == "to":
        words = _before_to(place, slot, words)
    return place.edit(words) if words else Reason.NOT_PLAIN_HERE


def _before_to(place: Place, slot: Slot, words: str) -> str | None:
    """The wording where "to" follows. A place may follow it or a purpose; only the place takes `before_to`."""
    base = place.meaning.plain.get(Slot.BEFORE_TO)
    if base is None:
        return words
    passive = slot is Slot.PP and not grammar.is_have(place.governor)
    target = place.right(2)
    if passive or not (
        grammar.starts_noun_phrase(target) or target == LITERAL or target[:1] == "v"
    ):
        return None
    return grammar.inflect(base, slot)


_AFTER_BASE_SIGNS = frozenset({"", ",", ":", ";", "–", "—", "-", "!"})
_TO_IS_PREPOSITION = grammar.words("due prior according access close subject thanks related back moved went go migrated switch switched switching"
    " move moving migrate migrating added respect regard next compared leads lead led up down on attention from"
    " contribute contributed relative addition reply response approach similar return returned returning")


def _governs_base(place: Place) -> bool:
    """Whether what stands before the term wants a verb in its base form."""
    word = place.governor
    if word == "to":
        return not _to_is_preposition(place)
    return (
        grammar.is_modal(word)
        or word in grammar.DO
        or word in {"let's", "lets", "please", "gonna"}
        or word in grammar.PLURAL_SUBJECTS
        or word in {"not", "never"}
    )


def _to_is_preposition(place: Place) -> bool:
    distance = 1
    while place.left(distance) not in {"to", ""}:
        distance += 1
    return place.left(distance + 1) in _TO_IS_PREPOSITION


def _is_base(place: Place) -> bool:
    if _governs_base(place) and place.left() not in grammar.DETERMINERS:
        return place.right() not in {grammar.OF, "-"}
    before = place.left()
    if before in _AFTER_BASE_SIGNS or before in {"then", "and", "or", "please"}:
        return _has_clear_object(place)
    return False


def _has_clear_object(place: Place) -> bool:
    following = place.right()
    return grammar.starts_noun_phrase(following) or following == LITERAL


def _is_third(place: Place) -> bool:
    word = place.governor
    if word in {"it", "he", "she", "which", "who", "that"}:
        return True
    noun_before = place.left()[:1].isalpha() and not grammar.is_closed(place.left())
    return noun_before and _has_clear_object(place) and not place.left().endswith("s")


def _is_participle(place: Place) -> bool:
    word = place.governor
    if grammar.is_be(word) or grammar.is_have(word) or word in {"get", "gets", "got"}:
        return True
    return _is_attributive(place)


def _is_attributive(place: Place) -> bool:
    following = place.right()
    content = following[:1].isalpha() and not grammar.is_closed(following)
    before = place.left()
    return content and (before in grammar.DETERMINERS or before in grammar.PREPOSITIONS - {"to"})


def _is_past(place: Place) -> bool:
    word = place.governor
    if word in grammar.SUBJECTS or word in {"which", "that"}:
        return True
    content = place.left()[:1].isalpha() and not grammar.is_closed(place.left())
    if not content:
        return word in {"and", "then"} and _has_clear_object(place) and place.left() == word
    plain = place.meaning.plain
    return _has_clear_object(place) or (
        plain.get(Slot.PAST) == plain.get(Slot.PP) and _is_edge(place.right())
    )


_TAKES_ING = grammar.words("start starts started stop stops stopped keep keeps kept avoid avoids avoided consider considers considered"
    " begin began finish finished recommend suggest suggested")


def _is_gerund(place: Place) -> bool:
    word = place.governor
    if grammar.is_be(word):
        return place.right() != grammar.OF
    before = place.left()
    opens = (
        word in grammar.PREPOSITIONS
        or word in grammar.SUBORDINATORS
        or word in _TAKES_ING
        or before in {"", ",", "and", "or"}
        or not grammar.is_closed(before)
    )
    return opens and _has_clear_object(place)


_VERB_ORDER = (Slot.PP, Slot.PAST, Slot.BASE, Slot.S, Slot.ING)
_FITS: dict[Slot, Callable[[Place], bool]] = {
    Slot.PP: _is_participle,
    Slot.PAST: _is_past,
    Slot.BASE: _is_base,
    Slot.S: _is_third,
    Slot.ING: _is_gerund,
}
assert set(_FITS) == set(VERB_SLOTS)  # noqa: S101 - a table with a gap would silently drop a verb form


# ---------------------------------------------------------------------------- adjectives, idioms, adverbs


def _adjective(place: Place) -> Outcome:
    plain = place.meaning.plain
    if _is_predicative(place):
        words = plain.get(Slot.PREDICATIVE) or plain.get(Slot.ADJECTIVE)
        if place.meaning.action is not Action.REPLACE:
            return _gloss(place)
        if not words or (words.startswith("being ") and place.governor in {"be", "been", "being"}):
            return Reason.NOT_PLAIN_HERE
        return place.edit(words)
    if place.meaning.action is Action.REPLACE and _is_before_noun(place):
        return _single_word(place, plain.get(Slot.ATTRIBUTIVE) or plain.get(Slot.ADJECTIVE))
    return Reason.NOT_PLAIN_HERE


_STEADY_ADVERBS = grammar.words("now also still already currently not always often never")


def _is_predicative(place: Place) -> bool:
    before = place.left()
    adverb = before if before in _STEADY_ADVERBS else ""
    verb = place.left(2) if adverb else before
    linking = grammar.is_be(verb) or verb in grammar.BECOME
    return linking and place.right() not in {"by", "to", "for", "of"} and place.ends_noun_phrase


def _is_before_noun(place: Place) -> bool:
    before, following = place.left(), place.right()
    if not following[:1].isalpha() or grammar.is_closed(following):
        return False
    return (
        before in grammar.DETERMINERS
        or before in grammar.PREPOSITIONS - {"to"}
        or before in {"", "and", "or", ","}
        or before[:1].isdigit()
        or before.endswith("'s")
    )


def _single_word(place: Place, words: str | None) -> Outcome:
    """A wording that may stand before a noun: one word, so that nothing can be misread."""
    if not words or " " in words:
        return Reason.NOT_PLAIN_HERE
    return place.with_article(words)


def _adverbial(place: Place) -> Outcome:
    if place.meaning.action is not Action.REPLACE:
        return _gloss(place) if place.ends_noun_phrase else Reason.COMPOUND
    plain = place.meaning.plain
    if _is_before_noun(place):
        return _single_word(place, plain.get(Slot.ATTRIBUTIVE))
    words = plain.get(Slot.ADVERBIAL)
    free = (
        not grammar.is_closed(place.left())
        or place.left() in {"", "up", "down"} | grammar.TIME_WORDS
    )
    if words and free and place.ends_noun_phrase:
        return place.edit(words)
    return Reason.NOT_PLAIN_HERE


def _phrase(place: Place) -> Outcome:
    if place.meaning.action is not Action.REPLACE:
        return Reason.DEFINE
    words = place.meaning.plain.get(Slot.PHRASE)
    apart = place.ends_noun_phrase or place.reading.starts_sentence(place.first)
    if not words or not apart or place.left() in grammar.ARTICLES:
        return Reason.NOT_PLAIN_HERE
    return place.edit(words)


_RULES: dict[Slot, Callable[[Place], Outcome]] = {
    Slot.ADJECTIVE: _adjective,
    Slot.ADVERBIAL: _adverbial,
    Slot.PHRASE: _phrase,
}
