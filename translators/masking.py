"""Reading a raw text once: Slack's entities undone, everything that nobody may change marked,
offsets kept.

All later stages see `Message.text`. They hand back edits (`Message.apply`) or a rewrite with
markers (`Message.unmask`); both ways protected spans come out byte for byte as they came in.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from glossary.literals import Literal, LiteralKind, literals
from translators.models import Markup, Span

_ENTITY = re.compile(r"&(amp|lt|gt);")
_CHARACTER = {"amp": "&", "lt": "<", "gt": ">"}
_MARKER = re.compile(r"⟦(\d+)⟧")
_LABELLED = re.compile(r"<(?:[@#!]|https?:|mailto:|tel:|slack:|ftp:)[^<>]*&[lg]t;[^<>]*>")
"""A link or mention of Slack's whose words hold an escaped angle bracket: once that is undone,
nobody can tell any more where the words end."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `text[start:end]` by `replacement`; `entry` is the glossary entry behind it."""

    start: int
    end: int
    replacement: str
    entry: str | None = None


def escape(text: str) -> str:
    """Slack's escaping of plain text: `&`, `<` and `>` become entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def guess_markup(raw: str) -> Markup:
    """SLACK where an escaped character shows that the text went through Slack, else PLAIN."""
    return Markup.SLACK if _ENTITY.search(raw) else Markup.PLAIN


@dataclass(frozen=True)
class Message:
    """A text as people read it, with the spans in it that must survive unchanged.

    `text`: readable form. `protected`: literals, in order, not overlapping, offsets in `text`.
    `_shifts`: pairs (offset in `text`, characters to add from there on to get the offset in `raw`).
    """

    raw: str
    text: str
    markup: Markup
    protected: tuple[Literal, ...]
    _shifts: tuple[tuple[int, int], ...] = ()

    def raw_span(self, start: int, end: int) -> Span:
        """The span of `raw` that reads as `text[start:end]`."""
        return Span(self._raw_offset(start), self._raw_offset(end))

    def _raw_offset(self, offset: int) -> int:
        index = bisect_right(self._shift_starts, offset) - 1
        return offset + (self._shifts[index][1] if index >= 0 else 0)

    @cached_property
    def _shift_starts(self) -> tuple[int, ...]:
        return tuple(start for start, _ in self._shifts)

    def write(self, text: str) -> str:
        """New words in the markup of this message."""
        return escape(text) if self.markup is Markup.SLACK else text

    def is_protected(self, start: int, end: int) -> bool:
        return any(item.start < end and start < item.end for item in self.protected)

    def apply(self, edits: Iterable[Edit]) -> str:
        """The message with the edits made, in its own markup.

        Edits must not overlap each other or a protected span: that is a programming error
        (ValueError).
        """
        parts: list[str] = []
        position = 0
        for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
            if edit.start < position or self.is_protected(edit.start, edit.end):
                raise ValueError("edits overlap each other or a protected span")
            parts += (self._raw_between(position, edit.start), self.write(edit.replacement))
            position = edit.end
        parts.append(self._raw_between(position, len(self.text)))
        return "".join(parts)

    def _raw_between(self, start: int, end: int) -> str:
        span = self.raw_span(start, end)
        return self.raw[span.start : span.end]

    @cached_property
    def masked(self) -> str:
        """`text` with each protected span replaced by its marker ⟦1⟧, ⟦2⟧, … (markers that people
        typed are removed).
        """
        parts: list[str] = []
        position = 0
        for number, item in enumerate(self.protected, start=1):
            parts += (_MARKER.sub(" ", self.text[position : item.start]), f"⟦{number}⟧")
            position = item.end
        parts.append(_MARKER.sub(" ", self.text[position:]))
        return "".join(parts)

    def with_protected(self, extra: Iterable[Literal]) -> "Message":
        """This message with more spans that nobody may change.

        Spans that overlap become one, of the kind of the one that starts first.
        """
        merged: list[Literal] = []
        for item in sorted((*self.protected, *extra), key=lambda item: (item.start, -item.end)):
            if merged and item.start < merged[-1].end:
                merged[-1] = replace(merged[-1], end=max(merged[-1].end, item.end))
            else:
                merged.append(item)
        return replace(self, protected=tuple(merged))

    @property
    def markers(self) -> Sequence[str]:
        return [f"⟦{number}⟧" for number in range(1, len(self.protected) + 1)]

    def unmask(self, rewritten: str) -> str:
        """A rewrite of `masked` in the message's own markup, markers replaced by what they stand
        for.
        """
        parts: list[str] = []
        position = 0
        for match in _MARKER.finditer(rewritten):
            parts.append(self.write(rewritten[position : match.start()]))
            index = int(match[1]) - 1
            if 0 <= index < len(self.protected):
                item = self.protected[index]
                parts.append(self._raw_between(item.start, item.end))
            position = match.end()
        parts.append(self.write(rewritten[position:]))
        return "".join(parts)

    @cached_property
    def has_words(self) -> bool:
        """Whether anything but literals, digits and signs is left to translate."""
        return any(character.isalpha() for character in _MARKER.sub(" ", self.masked))


def read(raw: str, *, markup: Markup | None = None) -> Message:
    """Read a text as it arrived. `markup` None guesses (see `guess_markup`)."""
    markup = markup or guess_markup(raw)
    text, shifts = _unescape(raw) if markup is Markup.SLACK else (raw, ())
    message = Message(raw, text, markup, literals(text), shifts)
    return message.with_protected(_labelled(raw, shifts)) if shifts else message


def _labelled(raw: str, shifts: Sequence[tuple[int, int]]) -> Iterator[Literal]:
    """The literals that can be told in `raw` only, with their offsets in the readable text."""
    ends = [start + shift for start, shift in shifts]

    def readable(offset: int) -> int:
        index = bisect_right(ends, offset) - 1
        return offset - (shifts[index][1] if index >= 0 else 0)

    for match in _LABELLED.finditer(raw):
        yield Literal(LiteralKind.LINK, readable(match.start()), readable(match.end()))


def _unescape(raw: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    parts: list[str] = []
    shifts: list[tuple[int, int]] = []
    position = length = shift = 0
    for match in _ENTITY.finditer(raw):
        parts += (raw[position : match.start()], _CHARACTER[match[1]])
        length += match.start() - position + 1
        shift += len(match[0]) - 1
        shifts.append((length, shift))
        position = match.end()
    parts.append(raw[position:])
    return "".join(parts), tuple(shifts)
