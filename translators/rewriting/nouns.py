"""Nouns: replaced or glossed at the end of their noun phrase, nowhere else.

"Cluster resource management" stays as it is: explaining its first word would tear the phrase apart.
"""

import re

from glossary.terms import Action, Slot
from translators.masking import Edit
from translators.rewriting import grammar
from translators.rewriting import word_classes as classes
from translators.rewriting.glosses import propose_gloss
from translators.rewriting.place import Outcome, Place, Reason
from translators.rewriting.verbs import governs_base


def propose_noun(place: Place) -> Outcome:
    """What may be done with a term in a noun slot."""
    if place.right() == "(":
        return Reason.EXPLAINED
    complement = place.right() == classes.OF
    if not complement and (not place.ends_noun_phrase or _shares_head(place)):
        return Reason.COMPOUND
    if _may_be_verb(place):
        return Reason.NOT_PLAIN_HERE
    if place.meaning.action is Action.REPLACE:
        replaced = _replaced(place, complement=complement)
        if replaced:
            return replaced
    return Reason.COMPOUND if complement else propose_gloss(place)


_JOINTS = frozenset({",", "and", "or"})


def _shares_head(place: Place) -> bool:
    """Whether other modifiers of one noun may be joined to the term ("CPU and disk limits")."""
    if place.match.slot is Slot.PL or place.right() not in _JOINTS:
        return False
    distance, joined = 1, False
    while place.right(distance) in _JOINTS:
        joined = joined or place.right(distance) != ","
        distance += 1
        if place.right(distance) in _JOINTS:
            continue
        item, following = place.right(distance), place.right(distance + 1)
        if not classes.is_content(item) or classes.opens_object(item):
            return False
        if classes.is_content(following):
            term = place.reading.term_at(place.last + distance)
            own_head = term is not None and len(term.surface) > len(item)
            return joined and not own_head and following not in classes.FINITE
        distance += 1
    return False


def _may_be_verb(place: Place) -> bool:
    """Whether a noun form could be a verb where it stands ("we release", "teams ship")."""
    if place.is_surely_noun:
        return False
    surface, before = place.match.surface.casefold(), place.left()
    if before in classes.SUBJECTS and not classes.is_be(place.left(2)):
        return True
    if classes.is_be(place.governor) and surface.endswith("ing"):
        return True
    if place.right() in _SURE_OBJECTS:
        return True
    ambiguous = place.first == place.last and classes.is_noun_or_verb(surface)
    if governs_base(place):
        free_noun = place.governor in {"to", "not", "never", "please"}
        opens_with_verb = classes.is_noun_or_verb(re.split(r"[\s-]", surface)[0])
        return ambiguous or opens_with_verb or place.match.slot is Slot.SG or not free_noun
    joined = before in {"and", "or", "then", ","}
    if joined and place.match.slot is Slot.SG and place.right() in classes.PREPOSITIONS:
        return True  # a noun that can be counted would have its article: "…, deep dive into it"
    unclear = place.follows_content_word or (joined and before != ",")
    return ambiguous and (unclear or place.right() in classes.OBJECTS)


_SURE_OBJECTS = classes.words("me us them him it")


def _replaced(place: Place, *, complement: bool) -> Edit | None:
    words = _words(place)
    if words is None or not _fits_left(place, words, complement=complement):
        return None
    if _repeats(place, words) or _runs_into_verb(place, words):
        return None
    if place.meaning.impact and _is_measured_by_adjective(place):
        return None
    if grammar.has_tail(words) and place.right() in {"and", "or"} and not _begins_clause(place, 2):
        return None  # "Damage to data and crashes"
    if _is_clipped(place) and place.left() not in _STARTS:
        return None  # "Offer help or opportunity": who knows in which sense it isn't counted.
    if grammar.is_plural(words) and place.match.slot is not Slot.PL:
        return _in_plural(place, words)
    if words.split()[0] in classes.ARTICLES:
        return _with_own_article(place, words)
    if _lacks_article(place, words):
        return place.edit(f"the {words}")
    return place.with_article(words)


def _words(place: Place) -> str | None:
    """The wording in the number of the term; a mass wording may stand for a singular that isn't
    counted.
    """
    plain = place.meaning.plain
    exact = plain.get(place.match.slot)
    if exact or place.match.slot is not Slot.SG:
        return exact
    counted = place.left() in {"a", "an", "one", "each", "every", "another"}
    return None if counted else plain.get(Slot.MASS)


def _repeats(place: Place, words: str) -> bool:
    """Whether a neighbour would stand twice ("a sudden sudden rush", "each potential customer
    or customer").
    """
    own = words.lower().split()
    opening = own[0] not in classes.ARTICLES and place.left() == own[0]
    joined = place.right(2) if place.right() in {"and", "or"} else place.right()
    return opening or joined.removesuffix("s") == own[-1].removesuffix("s") != ""


def _begins_clause(place: Place, distance: int) -> bool:
    word = place.right(distance)
    return word in classes.SUBJECTS or word in classes.FINITE or classes.is_modal(word)


_RELATIVES = classes.words("that who which whose")


_MEASURES = classes.words("in by from to for below above under")


def _runs_into_verb(place: Place, words: str) -> bool:
    """Whether the verb of a relative clause would meet the verb of the sentence ("requests that
    fail spiked"); an auxiliary between them keeps them apart.
    """
    if not _RELATIVES & set(words.split()):
        return False
    following = place.right()
    if following in _MEASURES and _RELATIVES & set(words.split()):
        return True  # "We cut the share of requests that fail in half"
    return following in classes.FINITE or (
        following.endswith("ed") and classes.is_content(following)
    )


def _fits_left(place: Place, words: str, *, complement: bool) -> bool:
    """Whether the wording tolerates what stands before it, and an "of" behind it.

    "Return to the previous version" has a tail of its own: no noun before it, no "of" behind
    it. "Wrong setting" begins with an adjective: "server wrong setting" is no English.
    """
    tail = grammar.has_tail(words)
    if tail and complement:
        return False
    before = place.left()
    free = before in classes.SAFE_ADJECTIVES or classes.opens_object(before)
    if free or not classes.is_content(before):
        return True
    return not tail and not (" " in words and classes.is_adjective(words.split()[0]))


_QUALITIES = classes.words(
    "fast faster quick quicker slow slower high higher low lower good better bad worse poor"
)


def _is_measured_by_adjective(place: Place) -> bool:
    """Whether an adjective was chosen for the metric's own name ("slow response times",
    "latency is high").
    """
    if place.left() in _QUALITIES:
        return True
    return any(place.right(distance) in _QUALITIES for distance in (1, 2, 3))


_SINGULAR_WORDS = classes.words("a an this that each every another one much less little")


_STARTS = frozenset({"", ":", ";", "–", "—", "-", ","})


def _is_clipped(place: Place) -> bool:
    """Whether a singular lacks its article, as in headlines ("Root cause: a typo")."""
    return place.match.slot is Slot.SG and not place.opening


def _in_plural(place: Place, words: str) -> Edit | None:
    """A plural wording for a singular: where nothing near agrees with its number, or only an
    auxiliary that can be changed too.
    """
    before, after = place.left(), place.right()
    if before == "" or before in _SINGULAR_BE:  # "That's settings" is no English.
        return None
    first, text = _opened_in_plural(place, words)
    if text is None:
        return None
    agreed = grammar.agree(after, plural=True)
    ends = after == "" or after in classes.ENDING_SIGNS or after in classes.PREPOSITIONS
    if agreed == after and not ends and not _is_past(after):
        return None
    if agreed != after:
        return place.edit(f"{text} {agreed}", first=first, last=place.last + 1)
    return place.edit(text, first=first)


def _is_past(word: str) -> bool:
    """Whether a word is a verb that says nothing of number ("caused", "took down")."""
    marked = word.endswith("s") or classes.is_be(word)
    return not marked and (word in classes.FINITE or word.endswith("ed"))


def _opened_in_plural(place: Place, words: str) -> tuple[int, str | None]:
    """The token to begin at and the words, with an opening that fits a plural: "this config" is
    "these settings", "a bad config" "bad settings". None where there is no such opening.
    """
    pointing = _POINTING.get(place.left())
    if pointing:
        return place.first - 1, f"{pointing} {words}"
    if place.opening not in classes.ARTICLES - {"the"}:
        singular = {place.opening, place.left()} & _SINGULAR_WORDS
        return place.first, None if singular else words
    article = next(d for d in range(1, place.first + 1) if place.left(d) == place.opening)
    described = article > 1 and classes.is_content(place.left(article - 1))
    if not described or classes.is_be(place.left(article + 1)):  # "It's a bad config"
        return place.first, None
    first = place.first - article
    start = place.reading.tokens[first + 1].start
    return first, place.reading.text[start : place.match.start] + words


_SINGULAR_BE = classes.words("is was isn't wasn't it's that's")
_POINTING = {"this": "these", "that": "those"}


def _with_own_article(place: Place, words: str) -> Edit | None:
    """A wording that brings its own article takes the place of the one in the sentence."""
    before = place.left()
    if before in classes.ARTICLES:
        return place.edit(words, first=place.first - 1)
    free = classes.is_be(before) or before in classes.PREPOSITIONS or not before[:1].isalnum()
    return place.edit(words) if free else None


def _lacks_article(place: Place, words: str) -> bool:
    """Whether "share of …" replaces a noun that had no article: English wants "the share of …",
    even where a headline leaves it out.
    """
    if _is_clipped(place):
        return grammar.has_tail(words) and place.right() not in {":", "–", "—", "-"}
    if place.match.slot is not Slot.MASS or " of " not in words:
        return False
    return place.left() not in classes.DETERMINERS and not place.left().endswith("'s")
