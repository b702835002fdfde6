"""Adjectives, adverbs and fixed phrases: before a noun in one word, elsewhere only at the end
of what they belong to.
"""

from glossary.terms import Action, Slot
from translators.rewriting import word_classes as classes
from translators.rewriting.glosses import propose_gloss
from translators.rewriting.place import Outcome, Place, Reason
from translators.rewriting.verbs import TAKES_ING


def propose_adjective(place: Place) -> Outcome:
    """Before a noun the attributive wording, after be or become the predicative one."""
    replacing = place.meaning.action is Action.REPLACE
    if _is_predicative(place):
        return _predicative(place) if replacing else propose_gloss(place)
    if replacing and _is_before_noun(place):
        return place.with_single_word(place.first_of((Slot.ATTRIBUTIVE, Slot.ADJECTIVE)))
    return Reason.NOT_PLAIN_HERE


def _predicative(place: Place) -> Outcome:
    words = place.first_of((Slot.PREDICATIVE, Slot.ADJECTIVE))
    if not words or (words.startswith("being ") and place.governor in {"be", "been", "being"}):
        return Reason.NOT_PLAIN_HERE
    return place.edit(words)


_STEADY_ADVERBS = classes.words("now also still already currently not always often never")


def _is_predicative(place: Place) -> bool:
    verb = place.left(2) if place.left() in _STEADY_ADVERBS else place.left()
    linking = classes.is_be(verb) or verb in classes.BECOME
    return linking and place.right() not in {"by", "to", "for", "of"} and place.ends_noun_phrase


def _is_before_noun(place: Place) -> bool:
    before = place.left()
    opens = (
        before in classes.DETERMINERS
        or before in classes.PREPOSITIONS
        or before in {"", "and", "or", ","}
        or before[:1].isdigit()
        or before.endswith("'s")
    )
    following = place.right()
    verb = following in classes.FINITE | classes.BECOME
    return opens and classes.is_content(following) and not verb


def propose_adverbial(place: Place) -> Outcome:
    """After the clause the adverbial wording ("grew 12% YoY"), before a noun the attributive
    one ("12% YoY growth").
    """
    if place.meaning.action is not Action.REPLACE:
        return propose_gloss(place) if place.ends_noun_phrase else Reason.COMPOUND
    if _is_before_noun(place):
        return place.with_single_word(place.meaning.plain.get(Slot.ATTRIBUTIVE))
    words = place.meaning.plain.get(Slot.ADVERBIAL)
    before = place.left()
    free = before not in _BINDING and not classes.is_modal(before) and before not in TAKES_ING
    if words and free and place.ends_noun_phrase and _has_what_it_compares(place, words):
        return place.edit(words)
    return Reason.NOT_PLAIN_HERE


def _has_what_it_compares(place: Place, words: str) -> bool:
    """Whether a comparison ("compared with a year earlier") finds a quantity or a movement
    before it.
    """
    if not words.startswith("compared"):
        return True
    before = [place.left(distance) for distance in range(1, _COMPARED_WITHIN)]
    return any(any(map(str.isdigit, word)) or word in _MOVING for word in before)


_COMPARED_WITHIN = 7
_MOVING = classes.words(
    "grow grows grew grown growing rise rises rose risen rising fall falls fell fallen falling"
    " drop drops dropped dropping increase increases increased increasing decrease decreases"
    " decreased decreasing improve improves improved improving decline declines declined"
    " declining up down double doubled doubling triple tripled tripling halve halved shrink"
    " shrinks shrank shrunk slow slowed gain gained flat stable higher lower better worse more"
    " less fewer better compare compared change changed climb climbed jump jumped expanded"
)
"""Words that say which way something went, so that a comparison has something to compare."""


_BINDING = (
    classes.ARTICLES
    | classes.POSSESSIVES
    | (classes.PREPOSITIONS - classes.PARTICLES)
    | classes.BE
    | classes.HAVE
    | classes.DO
    | classes.NEGATIONS
    | {""}
)
"""Words that bind what follows them, so that an adverbial can't stand there."""


def propose_phrase(place: Place) -> Outcome:
    """Fixed words that stand by themselves: at the beginning of a sentence, or at the end of a
    phrase.
    """
    if place.meaning.action is not Action.REPLACE:
        return Reason.DEFINE
    words = place.meaning.plain.get(Slot.PHRASE)
    apart = place.ends_noun_phrase or place.reading.starts_sentence(place.first)
    if not words or not apart or place.left() in classes.DETERMINERS:
        return Reason.NOT_PLAIN_HERE
    return place.edit(words)
