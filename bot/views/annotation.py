"""Notes beside messages, and what one can answer them with: few lines, private where possible."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.views import blocks as kit
from bot.views.audiences import people
from bot.views.blocks import Block, Element, Rendered
from bot.views.escaping import literal
from glossary.terms import Audience

EMOJI = "speech_balloon"
"""The emoji that says: click me, and these words are explained to you alone."""

KNOW = "annotation_know"
OPT_OUT = "annotation_opt_out"
OPT_IN = "annotation_opt_in"

_KNOWN = "I know this word"
_ALL_KNOWN = "I know these words"
_LEAVE_ALONE = "Leave my messages alone"
_NO_HINTS = "No more hints"
_PRIVATE = "Only you see this."
_OPTED_OUT = (
    "Done. Parlance leaves your messages alone and gives you no hints. You can change that here or"
    " in Parlance's Home tab."
)
_OPTED_IN = "Done. Parlance explains words in your messages again where a channel wants it."
_NOTED = "Noted. Parlance counts these words as known to you; its Home tab lists them."


@dataclass(frozen=True, slots=True)
class Word:
    """A term with its meaning, worded for whoever reads the note."""

    entry: str
    name: str
    gloss: str
    definition: str


@dataclass(frozen=True, slots=True)
class About:
    """The message that a note is about: its time, who wrote it, and for whom it is explained."""

    ts: str
    author: str
    audience: Audience


def reply(words: Sequence[Word], about: About) -> Rendered:
    """The note as a reply in the thread, which everybody sees."""
    heading = f"For {people(about.audience)}:"
    rows = [kit.section(_lines(heading, words)), *kit.actions(_public_buttons(words, about))]
    return Rendered(_spoken(heading, words), tuple(rows))


def hint(words: Sequence[Word], about: About) -> Rendered:
    """The private note to the author, before the message is misread."""
    heading = f"{_capital(people(about.audience))} may not know these words in your message:"
    return _private(heading, words, about, leave=_NO_HINTS)


def explanation(words: Sequence[Word], about: About) -> Rendered:
    """The private answer to whoever clicked the emoji."""
    return _private("In this message:", words, about, leave=_LEAVE_ALONE)


def known_now() -> Rendered:
    """The person knows the words."""
    return Rendered(_NOTED, (kit.context(_NOTED),))


def opted_out(about_ts: str) -> Rendered:
    """The person is left alone from now on, and may think better of it."""
    undo = kit.button("Undo", action=OPT_IN, value=about_ts)
    return Rendered(_OPTED_OUT, (kit.section(_OPTED_OUT, accessory=undo),))


def opted_in() -> Rendered:
    return Rendered(_OPTED_IN, (kit.context(_OPTED_IN),))


def _private(heading: str, words: Sequence[Word], about: About, *, leave: str) -> Rendered:
    rows: list[Block] = [kit.section(heading)]
    rows += [_card(word, about) for word in words]
    rows += kit.actions([_leave(leave, about)])
    return Rendered(_spoken(heading, words), (*rows, kit.context(_PRIVATE)))


def _card(word: Word, about: About) -> Block:
    text = f"*{literal(word.name)}*: {literal(word.gloss)}\n{literal(word.definition)}"
    know = kit.button(_KNOWN, action=KNOW, value=f"{_origin(about)} {word.entry}")
    return kit.section(text, accessory=know)


def _public_buttons(words: Sequence[Word], about: About) -> list[Element]:
    entries = " ".join(word.entry for word in words)
    known = _KNOWN if len(words) == 1 else _ALL_KNOWN
    return [
        kit.button(known, action=KNOW, value=f"{_origin(about)} {entries}"),
        _leave(_LEAVE_ALONE, about),
    ]


def _origin(about: About) -> str:
    """The message that a button belongs to: when it was written and by whom."""
    return f"{about.ts} {about.author or '-'}"


def _leave(label: str, about: About) -> Element:
    return kit.button(label, action=OPT_OUT, value=_origin(about))


def _lines(heading: str, words: Iterable[Word]) -> str:
    listed = (f"• *{literal(word.name)}*: {literal(word.gloss)}" for word in words)
    return "\n".join([heading, *listed])


def _spoken(heading: str, words: Iterable[Word]) -> str:
    """The note for screen readers and notifications."""
    said = (f"{literal(word.name)}: {literal(word.gloss)}" for word in words)
    return f"{heading} {'; '.join(said)}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
