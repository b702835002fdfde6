"""Searching the glossary, and the form that adds or suggests a term."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.views import blocks as kit
from bot.views import term
from bot.views.blocks import Block, Element, Rendered, View
from bot.views.escaping import label, literal
from glossary.terms import MAX_DEFINITION_WORDS, MAX_GLOSS_WORDS, Entry, Side

FORM = "glossary_form"
SAVED = "glossary_saved"
OPEN_SUGGESTION = "glossary_suggest"
BROWSE = "glossary_browse"
SHOW = "glossary_show"
ENTRY = "glossary_entry"

TERM = "term"
SIDE = "side"
GLOSS = "gloss"
DEFINITION = "definition"
FORMS = "forms"
SAYS = "says"

SHOWN = 10
TERM_LIMIT = 80
_SIDES = {Side.TECH: "Technical teams", Side.BUSINESS: "Business teams"}

QUERY_MISSING = "Say what to look for, for example: search latency"
THERE_ARE_MORE = "There are more: say a longer part of the word."
GONE = "This word has been taken out of the glossary meanwhile."
BROWSE_HINT = "Words of both sides, with their meaning in plain words."
TERM_MISSING = "Say which term, for example: show churn"


class Purpose(StrEnum):
    """What the form is for."""

    ADD = "add"
    SUGGEST = "suggest"


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form starts with. Sides and texts are None where the person has to say them."""

    term: str = ""
    side: Side | None = None
    gloss: str = ""
    definition: str = ""
    forms: str = ""
    says: str = ""


def draft_of(entry: Entry) -> Draft:
    """An entry as the form's starting point."""
    forms = dict.fromkeys(form for _, form in entry.surfaces if form != entry.headword)
    return Draft(
        term=entry.headword,
        side=entry.side if isinstance(entry.side, Side) else None,
        gloss=entry.gloss or "",
        definition=entry.definition or "",
        forms=", ".join(forms),
        says=", ".join(entry.reverse.says),
    )


def results(query: str, entries: Sequence[Entry], *, more: bool = False) -> Rendered:
    """What a search found, best first. `more`: there are others than these."""
    if not entries:
        return missing(query)
    heading = f"*{len(entries)}{'+' if more else ''} found for “{literal(query)}”*"
    listed = "\n".join(map(term.line, entries))
    rows: list[Block] = kit.sections(f"{heading}\n{listed}")
    if more:
        rows.append(kit.context(THERE_ARE_MORE))
    return Rendered(f"{heading}\n{listed}", tuple(rows))


def browser(query: str, entries: Sequence[Entry], *, more: bool = False) -> View:
    """A window to look terms up in: a search field, and below it what was found."""
    field = kit.input_block(
        "Look up a word",
        kit.text_input(action=BROWSE, initial=query, limit=TERM_LIMIT),
        block=BROWSE,
        optional=True,
    )
    found = [_found(entry) for entry in entries]
    rows = found or (list(missing(query).blocks) if query else [kit.context(BROWSE_HINT)])
    note = [kit.context(THERE_ARE_MORE)] if more else []
    return kit.modal("Glossary", [field, *rows, *note], callback=BROWSE, submit="Search")


def entry_view(entry: Entry) -> View:
    """One term in a window on top of the browser."""
    return kit.modal("Glossary", term.card(entry), callback=ENTRY, close="Back")


def _found(entry: Entry) -> Block:
    more = kit.button("Show", action=SHOW, value=entry.id)
    return kit.section(term.line(entry).removeprefix("• "), accessory=more)


def missing(query: str) -> Rendered:
    """Nobody has explained this yet; everybody may suggest it."""
    sentence = f"The glossary has nothing on “{literal(query)}” yet."
    suggest = kit.button(
        "Suggest it", action=OPEN_SUGGESTION, value=query[: kit.VALUE_LIMIT] or "-"
    )
    return Rendered(sentence, (kit.section(sentence), *kit.actions([suggest])))


def form(purpose: Purpose, draft: Draft, *, metadata: str = "", hint: str | None = None) -> View:
    """The form for a term. `hint` stands above the fields."""
    adding = purpose is Purpose.ADD
    note = "" if adding else "A curator of this workspace decides about suggestions."
    return kit.modal(
        "Add a term" if adding else "Suggest a term",
        [*(kit.context(text) for text in (note, hint) if text), *_fields(draft)],
        callback=FORM,
        submit="Add" if adding else "Suggest",
        close="Cancel",
        metadata=metadata,
    )


def saved(entry: Entry, purpose: Purpose) -> View:
    """What became of the form."""
    said = (
        "*Added.* Translations in this workspace use it from now on."
        if purpose is Purpose.ADD
        else "*Thank you.* A curator will look at your suggestion."
    )
    return kit.modal("Glossary", [kit.section(said), *term.card(entry)], callback=SAVED)


def in_this_answer(words: Sequence[str]) -> str:
    """The terms that one may want to word better."""
    return f"In this answer: {', '.join(map(literal, words))}"


def taken(form_text: str, entry: Entry) -> str:
    """Why a form can't be used twice (an error beside a field, so plain characters)."""
    return f"“{label(form_text)}” already stands for “{label(entry.headword)}”."


def _fields(draft: Draft) -> list[Block]:
    return [
        _text("Term", TERM, draft.term, limit=TERM_LIMIT),
        kit.input_block("Whose word is it?", _sides(draft.side), block=SIDE),
        _text(
            "Plain meaning, as it would stand in a sentence",
            GLOSS,
            draft.gloss,
            hint=f"At most {MAX_GLOSS_WORDS} words, for example: how long pages take to answer",
            limit=TERM_LIMIT * 2,
        ),
        _text(
            "Definition",
            DEFINITION,
            draft.definition,
            hint=f"At most {MAX_DEFINITION_WORDS} words, without other jargon",
            limit=400,
            multiline=True,
        ),
        _text(
            "Other forms",
            FORMS,
            draft.forms,
            hint="Plural, abbreviation, other spellings; separated by commas",
            limit=400,
            optional=True,
        ),
        _text(
            "How the other side says it",
            SAYS,
            draft.says,
            hint="Separated by commas",
            limit=400,
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


def _sides(chosen: Side | None) -> Element:
    options = {side: kit.option(name, value=side.value) for side, name in _SIDES.items()}
    element = {"type": "radio_buttons", "action_id": SIDE, "options": list(options.values())}
    return {**element, "initial_option": options[chosen]} if chosen else element
