"""What in a text is not words: code, links, mentions, file names, identifiers.

Nothing in a literal is ever changed, and no part of one is ever read as a term. Only a term that
covers a whole identifier or file name is told ("load_balancer", "Node.js", "SOC-2"): it is what
the people meant.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter


class LiteralKind(StrEnum):
    CODE_BLOCK = "code_block"
    CODE = "code"
    MENTION = "mention"
    CHANNEL = "channel"
    GROUP = "group"
    LINK = "link"
    URL = "url"
    EMAIL = "email"
    EMOJI = "emoji"
    FILE = "file"
    IDENTIFIER = "identifier"


@dataclass(frozen=True, slots=True)
class Literal:
    """Half-open range of character offsets that holds no words."""

    kind: LiteralKind
    start: int
    end: int


_FILE_ENDINGS = (
    "ya?ml|jsonl?|pyi?|jsx?|tsx?|md|toml|conf|cfg|ini|sql|sh|env|go|rs|java|kt|rb|php|html?|s?css|xml|csv|tsv|xlsx?|docx?"
    "|pptx?|pdf|png|jpe?g|gif|svg|zip|t?gz|tar|log|lock|tf|txt|proto|ipynb|elm|clj|hs|dll|exe|so|jar"
)

_FENCES = {
    LiteralKind.CODE_BLOCK: r"```.*?```",
    LiteralKind.CODE: r"`[^`\n]+`",
    LiteralKind.MENTION: r"<@[UW][A-Z0-9]+(?:\|[^<>]*)?>",
    LiteralKind.CHANNEL: r"<\#[A-Z0-9]+(?:\|[^<>]*)?>",
    LiteralKind.GROUP: r"<![^<>\n]+>",
    LiteralKind.LINK: r"<(?:https?|mailto|tel|slack|ftp)[^<>\s]*(?:\|[^<>]*)?>",
    LiteralKind.URL: r"h(?<=\bh)ttps?://[^\s<>|)\]\"']*[^\s<>|)\]\"'.,;:!?]",
}
"""Literals that may hold spaces, and links, which may hold the signs of the others. Each pattern
begins with a plain character: that lets the search skip to it.
"""

_LITERAL = re.compile(
    rf"""{"|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _FENCES.items())}
 |(?P<email>(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]+)+\b)
 |(?P<emoji>(?<![\w:]):[a-z0-9_+'-]*[a-z][a-z0-9_+'-]*:(?!//)(?::skin-tone-\d:)?)
 |(?P<file>(?<![\w/.-])(?:[\w.-]*/)*[\w-][\w.-]*\.(?:{_FILE_ENDINGS})\b(?!\.\w))
 |(?P<identifier>
     \b[A-Z][A-Z0-9]{{1,9}}-\d+\b(?<!SEV-\d)(?<!FY-\d)   # a ticket: SHOP-123
    |(?<![\w/&])\#\d+\b                                   # a pull request: #12
    |\b\d{{1,3}}(?:\.\d{{1,3}}){{3}}(?::\d+)?\b           # an IPv4 address
    |\b(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{{7,40}}\b  # a commit hash
    |\bv?\d+\.\d+\.\d+(?:[-+][\w.]+)?\b                   # a version
    |\b\w+(?:_\w+)+\b                                     # snake_case and CONSTANTS
    |(?<![\w.])\.?\w++(?:\.\w++)*+\(\)                            # a call()
    |(?<![\w.])/(?:[\w.-]+/)+(?!https?://)[\w.-]*                    # a path
    |\b[a-z][a-z0-9]*(?:[A-Z][a-z0-9]+)+\b               # camelCase
  )""",
    re.VERBOSE | re.DOTALL,
)
_FENCE = re.compile("|".join(_FENCES.values()), re.DOTALL)
_ANGLED, _TICKED = (
    re.compile("|".join(one for one in _FENCES.values() if one[0] == sign), re.DOTALL)
    for sign in "<`"
)
_SIGN = re.compile(
    r"""[\d@`<] | \.\w | :[\w+'/-] | \(\)
      | _(?<=\w_)\w | /(?<![\w.]/)            # "foo_bar" and "/tmp", not "_foo_" or "and/or"
      | [a-z](?<=\b[a-z])[a-z]*[A-Z]          # "fooBar", not "GitLab"
     """,
    re.VERBOSE,
)
"""Every literal holds one of these, and most words hold none: looking for them first costs a tenth
of looking for literals.
"""
_TERMS_MAY_COVER = frozenset({LiteralKind.FILE, LiteralKind.IDENTIFIER})


def literals(text: str) -> tuple[Literal, ...]:
    """All literals of a text, in order, none overlapping."""
    return _literals(text, 0, len(text))


def _literals(text: str, start: int, end: int) -> tuple[Literal, ...]:
    return tuple(
        Literal(LiteralKind(match.lastgroup or ""), match.start(), match.end())
        for match in _LITERAL.finditer(text, start, end)
    )


def block(found: Sequence[Literal], start: int, end: int) -> bool:
    """Whether one of the literals (in order, not overlapping) forbids reading `start:end`."""
    for item in found[bisect_right(found, start, key=_end) :]:
        if item.start >= end:
            return False
        is_covered = start <= item.start and item.end <= end
        if not (is_covered and item.kind in _TERMS_MAY_COVER):
            return True
    return False


_start, _end = attrgetter("start"), attrgetter("end")

Wall = tuple[int, int]
"""Half-open range of character offsets that terms only rarely reach into."""


class KnownLiterals:
    """The literals of one text, found before. Answers as `Surroundings` does."""

    __slots__ = ("_known", "walls")

    def __init__(self, known: Sequence[Literal]) -> None:
        self._known = sorted(known, key=_start)
        self.walls: Sequence[Wall] = [(item.start, item.end) for item in self._known]

    def block(self, start: int, end: int) -> bool:
        return block(self._known, start, end)

    def block_beside_walls(self, start: int, end: int) -> bool:
        """Never: all of these literals are walls."""
        return False


class Surroundings:
    """The literals around single places of one text.

    Says the same as `block(literals(text), ...)` and costs a fraction of it where few places are
    asked for: a literal without spaces is looked for between the two nearest spaces only.

    `walls` are the ranges of the other literals, in order. A place that touches none of them and
    has spaces around it is in no literal.
    """

    __slots__ = ("_chunk", "_text", "walls")

    def __init__(self, text: str) -> None:
        self._text = text
        self._chunk: tuple[int, int, Sequence[Literal]] = (0, 0, ())
        self.walls: Sequence[Wall] = ()
        is_angled, is_ticked = "<" in text, "`" in text
        if is_angled or is_ticked:
            fence = _FENCE
            if "http" not in text and is_angled is not is_ticked:
                fence = _ANGLED if is_angled else _TICKED  # finds its only sign at once
            self.walls = [match.span() for match in fence.finditer(text)]

    def block(self, start: int, end: int) -> bool:
        """Whether a literal forbids reading `start:end` as a term."""
        for first, last in self.walls:
            if first < end and start < last:
                return True
        return self.block_beside_walls(start, end)

    def block_beside_walls(self, start: int, end: int) -> bool:
        """The same for a place that touches none of the walls."""
        text = self._text
        left = max(text.rfind(" ", 0, start), text.rfind("\n", 0, start)) + 1
        space, line = text.find(" ", end), text.find("\n", end)
        right = len(text) if space < 0 else space
        right = line if 0 <= line < right else right
        if not _SIGN.search(text, left, right):
            return False
        if self.walls:
            left = max((left, *(last for _, last in self.walls if last <= start)))
        # Places are asked for in order, so that the same stretch is asked for at once or not again.
        if (left, right) != self._chunk[:2]:
            self._chunk = left, right, _literals(text, left, right)
        return block(self._chunk[2], start, end)
