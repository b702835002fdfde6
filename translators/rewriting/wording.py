"""The rule for each slot of a form. All look only at closed-class words around the term; what
they can't be sure of they leave alone, because an untouched sentence is better than a wrong
one.
"""

from collections.abc import Callable

from glossary.terms import NOUN_SLOTS, VERB_SLOTS, Action, Slot
from translators.rewriting.modifiers import propose_adjective, propose_adverbial, propose_phrase
from translators.rewriting.nouns import propose_noun
from translators.rewriting.place import Outcome, Place, Reason
from translators.rewriting.verbs import propose_verb

_RULES: dict[Slot, Callable[[Place], Outcome]] = {
    **dict.fromkeys(NOUN_SLOTS, propose_noun),
    **dict.fromkeys(VERB_SLOTS, propose_verb),
    Slot.ADJECTIVE: propose_adjective,
    Slot.ADVERBIAL: propose_adverbial,
    Slot.PHRASE: propose_phrase,
}


def propose(place: Place) -> Outcome:
    """What may be done with a term at its place. An entry that asks for its definition alone
    gets nothing else.
    """
    if place.meaning.action is Action.DEFINE:
        return Reason.DEFINE
    return _RULES[place.match.slot](place)
