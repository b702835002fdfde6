"""Which regular expressions an entry may ask of a sentence: those that are soon done with any text.

Entries are written by the members of a workspace and tried on everybody's messages, and Python's
`re` can take years over thirty characters. What makes it slow are repeats in a row that may share
out the same characters between them: it tries every way to do so. Those ways are counted, and
`MOST_WAYS` is what two repeats without an end have over the 800 characters that a pattern is tried
on at most (a third of a second; one such repeat takes 6 ms). `\\w+ \\w+ \\w+` has few, as a space
ends each row; `.*\\w*\\d*` has too many, and so has any repeat without an end of something that can
be read in several ways.
"""

import re
from itertools import pairwise
from typing import Any, NamedTuple

from glossary.syntax import Items, op, parsed

LONGEST = 800
MOST_WAYS = LONGEST**2
MOST_COPIES = 20
"""How often something that can be read in several ways may be repeated."""
MOST_WORDS = 200

_NONE: frozenset[str] = frozenset()
_ALPHABET = frozenset(map(chr, range(256)))
_DIGITS = frozenset(filter(str.isdecimal, _ALPHABET))
_SPACES = frozenset(filter(str.isspace, _ALPHABET))
_LETTERS = frozenset("_").union(filter(str.isalnum, _ALPHABET))
_CATEGORIES = {
    op.CATEGORY_DIGIT: _DIGITS,
    op.CATEGORY_NOT_DIGIT: _ALPHABET - _DIGITS,
    op.CATEGORY_SPACE: _SPACES,
    op.CATEGORY_NOT_SPACE: _ALPHABET - _SPACES,
    op.CATEGORY_WORD: _LETTERS,
    op.CATEGORY_NOT_WORD: _ALPHABET - _LETTERS,
}
_SINGLE = (op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN)
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)


class _Unfit(Exception):
    """The text says what is wrong with the pattern."""


class _Row(NamedTuple):
    """The repeats in a row before a place: ways to share out characters, and which they take."""

    ways: int = 1
    takes: frozenset[str] = frozenset()

    def or_else(self, other: "_Row") -> "_Row":
        return _Row(max(self.ways, other.ways), self.takes | other.takes)

    def and_then(self, ways: int, takes: frozenset[str]) -> "_Row":
        """The row with a repeat of these characters at its end."""
        ways = self.ways * ways if takes & self.takes else max(self.ways, ways)
        if ways > MOST_WAYS:
            raise _Unfit("has too many open repeats in a row, which can take too long")
        return _Row(ways, self.takes | takes)


def objection(pattern: str) -> str | None:
    """What speaks against a pattern, as the end of a sentence about it; None where nothing does."""
    try:
        _walk(parsed(pattern), _Row())
    except re.error as problem:
        return f"is not a regular expression: {problem}"
    except _Unfit as problem:
        return str(problem)
    return None


def _walk(items: Items, row: _Row) -> _Row:
    """The row behind the items, given that before them. Raises _Unfit."""
    for kind, value in items:
        row = _step(kind, value, row)
    return row


def _step(kind: Any, value: Any, row: _Row) -> _Row:
    if kind in _REPEATS:
        least, most, body = value
        return _repeat(least, most, list(body), row)
    if kind is op.BRANCH:
        first, *others = (_walk(way, row) for way in value[1])
        for other in others:
            first = first.or_else(other)
        return first
    if kind is op.SUBPATTERN:
        return _walk(value[-1], row)
    if kind in (op.ASSERT, op.ASSERT_NOT):
        way, body = value
        least, most = body.getwidth()
        if way < 0 and least != most:
            raise _Unfit("looks behind for something of no fixed length")
        _walk(body, _Row())
        return row
    if kind is op.AT:
        return row
    if kind not in _SINGLE:
        raise _Unfit("refers back to one of its groups or holds an atomic one")
    return _behind(_characters(kind, value), row)


def _behind(needed: frozenset[str], row: _Row) -> _Row:
    """The row behind characters that have to be there."""
    return row if needed & row.takes else _Row()


def _repeat(least: int, most: int, body: list[tuple[Any, Any]], row: _Row) -> _Row:
    takes = _taken_by(body)
    if takes is not None:
        row = _behind(takes, row) if least else row
        return row.and_then(min(most - least, LONGEST - 1) + 1, takes)
    if most > MOST_COPIES:
        raise _Unfit("repeats something that is itself repeated, which can take too long")
    behind, choices = row, 2 if most > 1 and _has_choice(body) else 1
    for _ in range(most):
        behind = _walk(body, behind).and_then(choices, _anywhere_in(body) if choices > 1 else _NONE)
    if least == most:
        return behind
    return behind.or_else(row).and_then(most - least + 1, _anywhere_in(body))


def _has_choice(body: Items) -> bool:
    return any(
        kind is op.BRANCH or (kind is op.SUBPATTERN and _has_choice(value[-1]))
        for kind, value in body
    )


def _anywhere_in(items: Items) -> frozenset[str]:
    """All characters that some part of the items stands for."""
    found = _NONE
    for kind, value in items:
        if kind is op.BRANCH:
            found = found.union(*map(_anywhere_in, value[1]))
        elif kind in _REPEATS or kind is op.SUBPATTERN:
            found |= _anywhere_in(value[-1])
        elif kind in _SINGLE:
            found |= _characters(kind, value)
    return found


def _taken_by(body: list[tuple[Any, Any]]) -> frozenset[str] | None:
    """The characters that a repeat takes, where a text can be read in one way only with its body:
    one character, or words of which none begins another. None where it is not so simple.
    """
    if len(body) == 1 and body[0][0] in _SINGLE:
        return _characters(*body[0])
    words = sorted(_words(body))
    if not words or any(longer.startswith(shorter) for shorter, longer in pairwise(words)):
        return None
    return frozenset(c for word in words for other in (word.lower(), word.upper()) for c in other)


def _words(body: Items) -> list[str]:
    """All texts that a choice between words stands for, in small letters; none where it holds more
    than letters, or too many.
    """
    words = [""]
    for kind, value in body:
        ways: list[str] = []
        if kind is op.LITERAL:
            ways = [chr(value).lower()]
        elif kind is op.SUBPATTERN:
            ways = _words(value[-1])
        elif kind is op.BRANCH:
            listed = [_words(way) for way in value[1]]
            ways = [word for words in listed for word in words] if all(listed) else []
        words = [word + way for word in words for way in ways]
        if not 0 < len(words) <= MOST_WORDS:
            return []
    return words


def _characters(kind: Any, value: Any) -> frozenset[str]:
    """The characters that an item stands for, in either case; all where that is hard to tell."""
    if kind is op.LITERAL:
        return frozenset((chr(value).lower(), chr(value).upper()))
    if kind is op.RANGE:
        listed = map(chr, range(value[0], min(value[1], 255) + 1))
        return frozenset(other for c in listed for other in (c.lower(), c.upper()))
    if kind is op.CATEGORY:
        return _CATEGORIES[value]
    if kind is op.IN:
        is_negated = value[0][0] is op.NEGATE
        inside = frozenset().union(*(_characters(*item) for item in value[is_negated:]))
        return _ALPHABET - inside if is_negated else inside
    return _ALPHABET
