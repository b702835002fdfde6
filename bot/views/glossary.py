"""Looking words up: what a search found, the window for it, one term."""

from collections.abc import Sequence

from bot.views import blocks as kit
from bot.views import term
from bot.views.blocks import Block, Rendered, View
from bot.views.escaping import literal
from bot.views.glossary_form import TERM_LIMIT
from glossary.terms import Entry

OPEN_SUGGESTION = "glossary_suggest"
OPEN_BROWSER = "glossary_browser"
BROWSE = "glossary_browse"
SHOW = "glossary_show"
IMPROVE = "glossary_improve"
HISTORY = "glossary_history"
ENTRY = "glossary_entry"

SHOWN = 10

QUERY_MISSING = "Say what to look for, for example: search latency"
THERE_ARE_MORE = "There are more: say a longer part of the word."
GONE = "This word has been taken out of the glossary meanwhile."
DECIDED_ALREADY = "Somebody has decided about this suggestion already."
BROWSE_HINT = "Words of both sides, with their meaning in plain words."
TERM_MISSING = "Say which term, for example: show churn"


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


def entry_message(entry: Entry) -> Rendered:
    """One term, shown to one person, with what one can do about it."""
    shown = term.message(entry)
    return Rendered(shown.text, (*shown.blocks, *_about(entry)))


def entry_view(entry: Entry) -> View:
    """One term in a window on top of the browser."""
    rows = [*term.card(entry), *_about(entry)]
    return kit.modal("Glossary", rows, callback=ENTRY, close="Back")


def window(shown: Rendered) -> View:
    """What a message would say, in a window."""
    return kit.modal("Glossary", shown.blocks, callback=ENTRY)


def _about(entry: Entry) -> list[Block]:
    """What everybody may do about a term; whoever may not change words suggests instead."""
    improve = kit.button("Improve…", action=IMPROVE, value=entry.id)
    history = kit.button("History", action=HISTORY, value=entry.id)
    return kit.actions([improve, history])


def _found(entry: Entry) -> Block:
    more = kit.button("Show", action=SHOW, value=entry.id)
    return kit.section(term.line(entry).removeprefix("• "), accessory=more)


def unknown(words: str) -> str:
    """Nothing is called that: the sentence where it can't be suggested."""
    return f"The glossary has nothing on “{words}”."


def missing(query: str) -> Rendered:
    """Nobody has explained this yet; everybody may suggest it."""
    sentence = f"The glossary has nothing on “{literal(query)}” yet."
    suggest = kit.button(
        "Suggest it", action=OPEN_SUGGESTION, value=query[: kit.VALUE_LIMIT] or "-"
    )
    return Rendered(sentence, (kit.section(sentence), *kit.actions([suggest])))
