"""Verbs: replaced only where the words before them leave no doubt that a verb stands there, and
in which form.
"""

from collections.abc import Callable

from glossary.terms import Action, Kind, Slot
from translators.masking import Edit
from translators.rewriting import grammar
from translators.rewriting import word_classes as classes
from translators.rewriting.place import Outcome, Place, Reason
from translators.rewriting.reading import LITERAL


def propose_verb(place: Place) -> Outcome:
    """What may be done with a term in a verb slot."""
    if place.meaning.action is not Action.REPLACE:
        return Reason.DEFINE
    slot = next((slot for slot, fits in _FITS.items() if slot in place.slots and fits(place)), None)
    words = place.meaning.plain.get(slot) if slot else None
    if slot is None or words is None:
        return Reason.NOT_PLAIN_HERE
    if place.left() in _JOINTS and {Slot.BASE, Slot.PAST} <= place.slots:
        return Reason.NOT_PLAIN_HERE  # "… and cut it": who knows of which time that speaks.
    if place.right() in _LOOSE_PARTICLES:
        return Reason.NOT_PLAIN_HERE  # "Optimize away" is another verb than "optimize".
    if slot is Slot.PP and is_attributive(place):
        # "A rerun" has the form of a participle, and is a noun.
        noun = Slot.BASE in place.slots
        return Reason.NOT_PLAIN_HERE if noun else place.with_single_word(words)
    if _is_state(place, slot):
        return Reason.NOT_PLAIN_HERE
    if _is_passive(place, slot):
        # "Was rolled back to 2.3" and "was withdrawn" want different words: before "to" only
        # one of them is right.
        return Reason.NOT_PLAIN_HERE if _is_before_to(place) else place.edit(words)
    return _active(place, slot, words) or Reason.NOT_PLAIN_HERE


_JOINTS = frozenset({"and", "or", "then", ","})
_LOOSE_PARTICLES = classes.words("away out off up down apart")


def _is_passive(place: Place, slot: Slot) -> bool:
    return slot is Slot.PP and not classes.is_have(place.governor)


def _is_state(place: Place, slot: Slot) -> bool:
    """Whether a participle tells where something is rather than what was done to it: "it is
    deployed on that platform" is another thing than "it was deployed".
    """
    return slot is Slot.PP and place.governor in {"is", "are", "'s"} and place.right() == "on"


def _is_before_to(place: Place) -> bool:
    return place.right() == "to" and Slot.BEFORE_TO in place.meaning.plain


def _active(place: Place, slot: Slot, words: str) -> Edit | None:
    following = place.right()
    if following in _OBJECT_PRONOUNS and words.split()[-1] in classes.PARTICLES:
        return _around_pronoun(place, words)
    if has_clear_object(place) or classes.is_content(following):
        return None if _is_closed_phrase(words) else place.edit(words)
    return _without_object(place, slot, words)


def _is_closed_phrase(words: str) -> bool:
    """Whether a wording leaves no room for an object behind it ("put into practice" the idea)."""
    _, *rest = words.split()
    return bool(classes.PREPOSITIONS & set(rest[:-1])) and classes.is_content(rest[-1])


_OBJECT_PRONOUNS = classes.words("me us them him it you")


def _around_pronoun(place: Place, words: str) -> Edit | None:
    """ "Onboard them" becomes "set them up": a pronoun stands before the particle."""
    verb, _, particle = words.partition(" ")
    if " " in particle:
        return None
    return place.edit(f"{verb} {place.right()} {particle}", last=place.last + 1)


def _without_object(place: Place, slot: Slot, words: str) -> Edit | None:
    """The wording where no object follows: it must be able to stand without one."""
    base = place.meaning.plain.get(Slot.BEFORE_TO)
    if place.right() == "to" and "to" in words.split():
        return None  # "Switch to the backup to the other region" is no English.
    if place.match.entry.kind is Kind.IDIOM:
        return place.edit(words)
    if base:
        purpose = place.right() == "to" and not _is_target(place.right(2))
        return None if purpose else place.edit(grammar.inflect(base, slot))
    if _is_loose_infinitive(place):
        return None
    return (
        place.edit(words) if grammar.stands_alone(place.meaning.plain.get(Slot.BASE, "")) else None
    )


def _is_loose_infinitive(place: Place) -> bool:
    """Whether nobody tells who acts on what: "wait for the cluster to deploy", "how to deploy"."""
    following = place.right()
    ends = following == "" or following in classes.ENDING_SIGNS
    return ends and place.first == place.last and place.governor == "to"


def _is_target(word: str) -> bool:
    """Whether "to" is followed by a place or version rather than by another verb."""
    return classes.starts_noun_phrase(word) or word == LITERAL


# ------------------------------------------------------------------- which form stands where

_TO_IS_PREPOSITION = classes.words(
    "due prior according access close subject thanks related back moved went go migrated"
    " switch switched switching move moving migrate migrating added respect regard next"
    " compared leads lead led up down on attention from contribute contributed relative"
    " addition reply response approach similar return returned returning leading"
)


def governs_base(place: Place) -> bool:
    """Whether what stands before the term wants a verb in its base form."""
    word = place.governor
    if word == "to":
        return place.left(place.governor_distance + 1) not in _TO_IS_PREPOSITION
    if word == "us":
        return place.left(place.governor_distance + 1) == "let"
    return (
        classes.is_modal(word)
        or word in classes.DO
        or word in {"let's", "lets", "please", "not", "never"}
        or word in classes.PLURAL_SUBJECTS
    )


_BEFORE_IMPERATIVE = frozenset(
    {"", ",", ":", ";", "–", "—", "-", "!", "then", "and", "or", "please"}
)


def _is_base(place: Place) -> bool:
    if governs_base(place) and place.left() not in classes.DETERMINERS:
        return place.right() not in {classes.OF, "-"}
    return place.left() in _BEFORE_IMPERATIVE and has_clear_object(place)


def has_clear_object(place: Place) -> bool:
    """Whether an object surely follows: an article, possessive, pronoun, number, mention or
    piece of code.
    """
    following = place.right()
    return classes.starts_noun_phrase(following) or following == LITERAL


def _is_third(place: Place) -> bool:
    if place.governor in {"it", "he", "she", "which", "who", "that"}:
        return True
    subject = place.follows_content_word and not place.left().endswith("s")
    return subject and has_clear_object(place)


def _is_participle(place: Place) -> bool:
    word = place.governor
    helped = classes.is_be(word) or classes.is_have(word) or word in {"get", "gets", "got"}
    return helped or is_attributive(place)


def is_attributive(place: Place) -> bool:
    """Whether a participle stands before its noun ("the deployed version")."""
    before = place.left()
    governed = before in classes.DETERMINERS or before in classes.PREPOSITIONS - {"to"}
    return governed and classes.is_content(place.right())


def _is_past(place: Place) -> bool:
    word = place.governor
    if word in classes.SUBJECTS or word in {"which", "that"}:
        return True
    if place.left() in {"and", "then"}:
        return has_clear_object(place)
    if not place.follows_content_word:
        return False
    plain = place.meaning.plain
    reduced = plain.get(Slot.PAST) == plain.get(Slot.PP) and not classes.is_content(place.right())
    return has_clear_object(place) or reduced


TAKES_ING = classes.words(
    "start starts started stop stops stopped keep keeps kept avoid avoids avoided consider"
    " considers considered begin began finish finished recommend suggest suggested"
)


def _is_gerund(place: Place) -> bool:
    word, before = place.governor, place.left()
    if classes.is_be(word):
        return place.right() != classes.OF
    opens = (
        word in classes.PREPOSITIONS
        or word in classes.SUBORDINATORS
        or word in TAKES_ING
        or before in {"", ",", "and", "or"}
        or place.follows_content_word
    )
    return opens and has_clear_object(place)


_FITS: dict[Slot, Callable[[Place], bool]] = {
    Slot.PP: _is_participle,
    Slot.PAST: _is_past,
    Slot.BASE: _is_base,
    Slot.S: _is_third,
    Slot.ING: _is_gerund,
}
"""Where each form may stand, in the order in which a form that fits several slots is read."""
