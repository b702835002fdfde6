"""Which grammatical slot a form fills, where its spelling leaves a choice: "the releases" or "she
releases".
"""

import re
from collections.abc import Sequence

from glossary.normalising import words
from glossary.terms import NOUN_SLOTS, Slot

_LAST_WORD = re.compile(r"([\w'’]+)[\s*_~]*$")
_REACH = 24
"""Characters before the term in which the word before it is looked for."""

_BEFORE_VERB = words(
    "to will would can could may might must shall should cannot can't won't don't didn't doesn't"
    " couldn't wouldn't shouldn't let's please i we you they he she it who and then"
)
_BEFORE_PARTICIPLE = words(
    "be been being is are was were am has have had get gets got getting isn't aren't wasn't weren't"
    " hasn't haven't hadn't fully newly already"
)
_VERBS = (Slot.BASE, Slot.S, Slot.PAST)


def slot_in(text: str, start: int, slots: Sequence[Slot]) -> Slot:
    """The likeliest of `slots` for a form at `start`; the first one where the word before tells
    nothing.
    """
    if len(slots) == 1:
        return slots[0]
    word = _word_before(text, start)
    if word in _BEFORE_PARTICIPLE and Slot.PP in slots:
        return Slot.PP
    if word in _BEFORE_VERB:
        return next((slot for slot in slots if slot in _VERBS), slots[0])
    if word and word not in _BEFORE_PARTICIPLE:
        return next((slot for slot in slots if slot in NOUN_SLOTS), slots[0])
    return slots[0]


def _word_before(text: str, start: int) -> str:
    word = _LAST_WORD.search(text[max(start - _REACH, 0) : start])
    return word[1].lower().replace("’", "'") if word else ""
