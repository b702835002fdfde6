"""The form for a term: to add or edit it, to suggest it, to approve what was suggested."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from bot.views import blocks as kit
from bot.views import term
from bot.views.blocks import Block, Element, View
from bot.views.escaping import label, literal
from glossary.terms import MAX_DEFINITION_WORDS, MAX_GLOSS_WORDS, Entry, Meaning, Side

FORM = "glossary_form"
SAVED = "glossary_saved"
OPEN_ADD = "glossary_add"

TERM = "term"
SIDE = "side"
GLOSS = "gloss"
DEFINITION = "definition"
FORMS = "forms"
SAYS = "says"
SCOPE = "scope"

HERE, EVERYWHERE = "here", "everywhere"
"""Where a term holds: in one channel, or in the whole workspace."""

TERM_LIMIT = 80
SEPARATORS = ",;\n"
"""What parts the items of a list that a person types."""
EITHER: Literal["both"] = "both"
_SIDES = {
    Side.TECH.value: "Technical teams",
    Side.BUSINESS.value: "Business teams",
    EITHER: "Both sides",
}
MISSING = "Please fill this in."
CHANGED_MEANWHILE = (
    "Somebody changed this term while you were writing. Please open it again, so that nothing of"
    " theirs is lost."
)


class Purpose(StrEnum):
    """What the form is for."""

    ADD = "add"
    EDIT = "edit"
    SUGGEST = "suggest"
    APPROVE = "approve"


_TITLES = {
    Purpose.ADD: "Add a term",
    Purpose.EDIT: "Edit a term",
    Purpose.SUGGEST: "Suggest a term",
    Purpose.APPROVE: "Edit and approve",
}
_SUBMITS = {
    Purpose.ADD: "Add",
    Purpose.EDIT: "Save",
    Purpose.SUGGEST: "Suggest",
    Purpose.APPROVE: "Approve",
}
_BECAME = {
    Purpose.ADD: "*Added.* Translations in {place} use it from now on.",
    Purpose.EDIT: "*Saved.* Translations in {place} use it from now on.",
    Purpose.SUGGEST: "*Thank you.* A curator will look at your suggestion.",
    Purpose.APPROVE: "*Approved.* Translations in {place} use it from now on.",
}
_SCOPES = {EVERYWHERE: "In the whole workspace", HERE: "Only in this channel"}
_DECIDED_BY_OTHERS = "A curator of this workspace decides about suggestions."


@dataclass(frozen=True, slots=True)
class Worded:
    """One meaning in the form. `key` tells the meanings of a term apart; empty where it has one."""

    key: str = ""
    gloss: str = ""
    definition: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form starts with. `side` is None where the person has to say it."""

    term: str = ""
    side: Side | Literal["both"] | None = None
    meanings: tuple[Worded, ...] = (Worded(),)
    forms: str = ""


def field(name: str, key: str = "") -> str:
    """The block id of a field that each meaning has."""
    return f"{name}.{key}" if key else name


def draft_of(entry: Entry) -> Draft:
    """An entry as the form's starting point."""
    return Draft(
        term=entry.headword,
        side=entry.side,
        meanings=tuple(_worded(sense, sense.id) for sense in entry.senses) or (_worded(entry),),
        forms=as_list(other_forms(entry)) or "",
    )


def _worded(meaning: Meaning, key: str = "") -> Worded:
    said = as_list(meaning.reverse.says) or ""
    return Worded(key, meaning.gloss or "", meaning.definition or "", said)


def other_forms(entry: Entry) -> tuple[str, ...]:
    """The forms beside the headword, each once."""
    return tuple(dict.fromkeys(form for _, form in entry.surfaces if form != entry.headword))


def as_list(items: Sequence[str]) -> str | None:
    """Items as a person edits them in one field; None where that would lose some of them."""
    listed = ", ".join(items)
    unclear = any(set(SEPARATORS) & set(item) for item in items)
    return None if unclear or len(listed) > kit.INPUT_LIMIT else listed


def form(
    purpose: Purpose,
    draft: Draft,
    *,
    metadata: str = "",
    hint: str | None = None,
    scoped: bool = False,
) -> View:
    """The form for a term. `hint` stands above the fields; `scoped`: ask where the term holds."""
    note = _DECIDED_BY_OTHERS if purpose is Purpose.SUGGEST else ""
    asked = [*_fields(draft), *([_scope()] if scoped else ())]
    return kit.modal(
        _TITLES[purpose],
        [*(kit.context(text) for text in (note, hint) if text), *asked],
        callback=FORM,
        submit=_SUBMITS[purpose],
        close="Cancel",
        metadata=metadata,
    )


def saved(entry: Entry, purpose: Purpose, *, channel: str | None = None) -> View:
    """What became of the form; `channel` is a Slack id, where the term holds in that one only."""
    place = f"<#{channel}>" if channel else "this workspace"
    became = kit.section(_BECAME[purpose].format(place=place))
    return kit.modal("Glossary", [became, *term.card(entry)], callback=SAVED)


def in_this_answer(words: Iterable[str]) -> str:
    """The terms that one may want to word better."""
    return f"In this answer: {', '.join(map(literal, words))}"


def taken(form_text: str, entry: Entry) -> str:
    """Why a form can't be used twice (an error beside a field, so plain characters)."""
    return f"“{label(form_text)}” already stands for “{label(entry.headword)}”."


def complaint(reason: str) -> str:
    """What the glossary's rules say about an entry, in the words that stand beside the fields."""
    said = reason.removeprefix("Value error, ").replace("a gloss", "a plain meaning")
    return f"{said[:1].upper()}{said[1:]}."


def several_meanings(entry: Entry) -> str:
    """Why a term with senses can't be worded in a form for one meaning."""
    name = label(entry.headword)
    return f"“{name}” has several meanings. Open it with “edit {name}”, which shows them all."


def _fields(draft: Draft) -> list[Block]:
    worded = [block for meaning in draft.meanings for block in _meaning_fields(meaning)]
    return [
        _text("Term", TERM, draft.term, limit=TERM_LIMIT),
        kit.input_block("Whose word is it?", _sides(draft.side), block=SIDE),
        *worded,
        _text(
            "Other forms",
            FORMS,
            draft.forms,
            hint="Plural, abbreviation, other spellings; separated by commas",
            limit=kit.INPUT_LIMIT,
            optional=True,
        ),
    ]


def _scope() -> Block:
    options = [kit.option(name, value=scope) for scope, name in _SCOPES.items()]
    element = {
        "type": "radio_buttons",
        "action_id": SCOPE,
        "options": options,
        "initial_option": options[0],
    }
    return kit.input_block("Where does it hold?", element, block=SCOPE)


def _meaning_fields(meaning: Worded) -> list[Block]:
    which = f" ({label(meaning.key)})" if meaning.key else ""
    return [
        _text(
            f"Plain meaning, as it would stand in a sentence{which}",
            field(GLOSS, meaning.key),
            meaning.gloss,
            hint=f"At most {MAX_GLOSS_WORDS} words, for example: how long pages take to answer",
            limit=TERM_LIMIT * 2,
        ),
        _text(
            f"Definition{which}",
            field(DEFINITION, meaning.key),
            meaning.definition,
            hint=f"At most {MAX_DEFINITION_WORDS} words, without other jargon",
            limit=400,
            multiline=True,
        ),
        _text(
            f"How the other side says it{which}",
            field(SAYS, meaning.key),
            meaning.says,
            hint="Separated by commas",
            limit=kit.INPUT_LIMIT,
            optional=True,
        ),
    ]


def _text(
    title: str,
    block: str,
    initial: str,
    *,
    limit: int,
    hint: str | None = None,
    multiline: bool = False,
    optional: bool = False,
) -> Block:
    element = kit.text_input(action=block, initial=initial, multiline=multiline, limit=limit)
    return kit.input_block(title, element, block=block, hint=hint, optional=optional)


def _sides(chosen: Side | Literal["both"] | None) -> Element:
    options = {side: kit.option(name, value=side) for side, name in _SIDES.items()}
    element = {"type": "radio_buttons", "action_id": SIDE, "options": list(options.values())}
    return {**element, "initial_option": options[chosen]} if chosen else element
