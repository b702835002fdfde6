"""Writing rules that one entry keeps or breaks by itself. Each gives a sentence for every
breach."""

from collections.abc import Iterator

from glossary.everyday import is_everyday_name
from glossary.terms import (
    MAX_DEFINITION_WORDS,
    MAX_GLOSS_WORDS,
    VERB_SLOTS,
    Action,
    Entry,
    Kind,
    Meaning,
    Slot,
    word_count,
)

_PREDICATES = frozenset({Slot.ATTRIBUTIVE, Slot.PREDICATIVE})
_EITHER_SERVES = {
    Slot.ADJECTIVE: {Slot.ADJECTIVE} | _PREDICATES,
    Slot.SG: {Slot.SG, Slot.MASS},
    Slot.MASS: {Slot.MASS, Slot.SG},
}


def is_ambiguous_on_purpose(entry: Entry) -> bool:
    """Whether the entry says how to tell its word from the same word in another meaning."""
    return bool(entry.senses or entry.need)


def has_five_verb_forms(entry: Entry) -> Iterator[str]:
    missing = [slot.value for slot in VERB_SLOTS if not entry.forms.get(slot)]
    if entry.kind is Kind.VERB and missing:
        yield f"A verb has five forms; {', '.join(missing)} is missing."


def speaks_of_many(entry: Entry) -> Iterator[str]:
    if not entry.forms.get(Slot.PL):
        return
    for name, meaning in _meanings(entry):
        if meaning.gloss and not meaning.gloss_pl and meaning.action is not Action.NEVER:
            yield f"{name} has a plural and a gloss, but no gloss_pl."
    for audience, wording in entry.audiences.items():
        if wording.gloss and not wording.gloss_pl:
            yield f"The wording for {audience} has a gloss, but no gloss_pl for the plural."


def is_replaceable_everywhere(entry: Entry) -> Iterator[str]:
    for name, meaning in _meanings(entry):
        if meaning.action is not Action.REPLACE:
            continue
        worded = {slot for slot, text in meaning.plain.items() if text}
        bare = [
            slot.value
            for slot, forms in entry.forms.items()
            if forms and not worded & _EITHER_SERVES.get(slot, {slot})
        ]
        if bare:
            yield f"{name} is to be replaced, but plain has no wording for {', '.join(bare)}."


def is_explained_both_ways(entry: Entry) -> Iterator[str]:
    """One way is the gloss, which every meaning has; the other is how the other side says it."""
    shared = entry.reverse.says or entry.reverse.ask
    for name, meaning in _meanings(entry):
        if meaning.action is Action.NEVER:
            continue
        if not (meaning.plain or meaning.gloss):
            yield f"{name} has neither plain words nor a gloss."
        if not (meaning.reverse.says or meaning.reverse.ask or shared):
            yield f"{name} does not say how the other side puts it (reverse.says or reverse.ask)."


def is_short_for_all(entry: Entry) -> Iterator[str]:
    for audience, wording in entry.audiences.items():
        for key, text, limit in (
            ("gloss", wording.gloss, MAX_GLOSS_WORDS),
            ("gloss_pl", wording.gloss_pl, MAX_GLOSS_WORDS),
            ("definition", wording.definition, MAX_DEFINITION_WORDS),
        ):
            if text and word_count(text) > limit:
                yield f"The {key} for {audience} has more than {limit} words."


def is_told_from_everyday_words(entry: Entry) -> Iterator[str]:
    if is_ambiguous_on_purpose(entry):
        return
    # Capitals are matched as they stand: "IT" is not found in "it".
    found = [form for _, form in entry.surfaces if form.islower() and is_everyday_name(form)]
    if found:
        forms = ", ".join(f"“{form}”" for form in dict.fromkeys(found))
        yield f"{forms}: an everyday word needs senses with cues, or need patterns."


def _meanings(entry: Entry) -> Iterator[tuple[str, Meaning]]:
    """The meanings that an entry is explained by, each with a name for a sentence's start."""
    if not entry.senses:
        yield "The entry", entry
    for sense in entry.senses:
        yield f"The sense '{sense.id}'", sense
