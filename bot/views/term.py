"""One glossary entry, as people read it."""

from collections.abc import Iterable

from bot.views import blocks as kit
from bot.views.blocks import Block, Rendered
from bot.views.escaping import literal
from glossary.terms import Entry, Meaning, Side

_WHOSE = {
    Side.TECH: "a word of technical teams",
    Side.BUSINESS: "a word of business teams",
    "both": "used by both sides",
}


def message(entry: Entry) -> Rendered:
    """The entry, shown to one person."""
    return Rendered(spoken(entry), tuple(card(entry)))


def card(entry: Entry) -> list[Block]:
    """Name, meaning, and how the other side says it."""
    meanings: tuple[Meaning, ...] = entry.senses or (entry,)
    rows = [kit.section(f"*{literal(entry.headword)}* · {_WHOSE[entry.side]}")]
    for number, meaning in enumerate(meanings, start=1):
        lead = f"{number}. " if len(meanings) > 1 else ""
        rows += kit.sections(lead + "\n".join(_lines(meaning)))
    return [*rows, *_footer(entry)]


def line(entry: Entry) -> str:
    """The entry as one line of a list."""
    return f"• *{literal(entry.headword)}*: {literal(short(entry))}"


def short(entry: Entry) -> str:
    """What the entry means in a few words; all its meanings where it has several."""
    glosses = [meaning.gloss for meaning in entry.senses or (entry,) if meaning.gloss]
    return ", or ".join(glosses) or entry.definition or ""


def spoken(entry: Entry) -> str:
    """The entry for screen readers."""
    definitions = [meaning.definition for meaning in entry.senses or (entry,)]
    return f"{literal(entry.headword)}: {literal(' Or: '.join(filter(None, definitions)))}"


def _lines(meaning: Meaning) -> Iterable[str]:
    if meaning.gloss:
        yield f"_{literal(meaning.gloss)}_"
    if meaning.definition:
        yield literal(meaning.definition)
    if meaning.so_what:
        yield f"*Why it matters*: {literal(meaning.so_what)}"
    if meaning.reverse.says:
        said = ", ".join(f"“{literal(words)}”" for words in meaning.reverse.says)
        yield f"*The other side says*: {said}"
    if meaning.reverse.ask:
        yield f"*Worth asking*: {literal(meaning.reverse.ask)}"


def _footer(entry: Entry) -> list[Block]:
    others = dict.fromkeys(form for _, form in entry.surfaces if form != entry.headword)
    texts = []
    if others:
        texts.append(f"Also written: {', '.join(map(literal, others))}")
    if entry.see_also:
        texts.append(f"See also: {', '.join(map(literal, entry.see_also))}")
    return [kit.context(*texts)] if texts else []
