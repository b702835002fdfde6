"""Where a term stands by itself, and where it is part of something longer."""

import re
from enum import Enum

from glossary.normalising import APOSTROPHES, HYPHENS, is_wordlike, words

CHANGING_PREFIXES = words(
    "anti be co counter de dis en ex extra fore il im in ir mis no non out over pro pseudo quasi"
    " re un under up"
)
"""Before a hyphen these make another word of what follows: a non-lead is not a lead."""

PARTICLES = words(
    "about after around away back by down for free from in into less like of off on or out over"
    " proof the through to up with"
)
"""After a hyphen these make another word of what goes before: lead-free, page-in."""

COMBINING = words(
    "aware backed based bound capable centric compatible dependent driven enabled facing first"
    " focused friendly grade heavy hosted intensive led level managed native only oriented owned"
    " powered ready related safe sensitive side specific style time type wide wise"
)
"""After a hyphen these leave a term what it is: API-based, customer-side."""

_OPENING = frozenset(["", *' \n\t"“‘(*~[,<>|'])
_CLOSING = frozenset(["", *' \n\t"”)*~],;!?<>|'])
"""Neighbours that need no second look."""

INERT_BEFORE = frozenset('(*"“')
INERT_AFTER = frozenset(' \n)*"”,;!?')
"""Neighbours that need no second look and belong to no literal that holds the term: what stands
behind a space, or behind a space and one of the first, and before one of the second stands alone.
(Of literals without spaces only an address may hold such signs, and that begins before the term.)
"""

_NOT_POSSESSIVE = frozenset("tm")
_ADDRESS = re.compile(r"\w\.\w|://|^[~.]*/")
_HYPHEN = f"[{''.join(sorted(HYPHENS))}]"
_HYPHENATED = re.compile(rf"{_HYPHEN}(?P<word>[^\W_]+)(?P<more>{_HYPHEN}[^\W_])?")
_SINGLE_BEFORE = re.compile(r"(?<![^\W_])[^\W_]&\Z")
_SINGLE_AFTER = re.compile(r"&[^\W_](?![^\W_])")
_REACH = 60
"""Characters to either side that are looked at: longer than any word."""


class Standing(Enum):
    """How a term stands among its neighbours."""

    INSIDE = "inside"
    """Part of a longer token: not the term."""
    JOINED = "joined"
    """A hyphen and a word follow that may change its meaning: only a term with one meaning can be
    told there.
    """
    ALONE = "alone"


def standing(
    text: str, start: int, end: int, *, follows_term: bool = False, leads_to_term: bool = False
) -> Standing:
    """How `text[start:end]` stands; a term may end before or start behind it, with a hyphen
    between. That joins two terms and changes neither ("client-server").
    """
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    is_opened, is_closed = before in _OPENING, after in _CLOSING
    if is_opened and is_closed:
        return Standing.ALONE
    if not is_closed and _ends_inside(text, start, end):
        return Standing.INSIDE
    if not is_opened and _starts_inside(text, start, end):
        return Standing.INSIDE
    if before not in HYPHENS and after not in HYPHENS:
        return Standing.ALONE
    left = right = None
    if before in HYPHENS and not follows_term:
        left = _HYPHENATED.match(text[max(start - _REACH, 0) : start][::-1])  # from behind
    if after in HYPHENS and not leads_to_term:
        right = _HYPHENATED.match(text, end)
    if left is not None and (left["more"] or left["word"][::-1].lower() in CHANGING_PREFIXES):
        return Standing.INSIDE
    if right is None or right["word"].lower() in COMBINING:
        return Standing.ALONE
    is_third_piece = left is not None or right["more"]
    is_other_word = right["word"].lower() in PARTICLES
    return Standing.INSIDE if is_third_piece or is_other_word else Standing.JOINED


def _ends_inside(text: str, start: int, end: int) -> bool:
    near, far = text[end : end + 1], text[end + 1 : end + 2]
    if not near or near.isspace():
        return False
    if is_wordlike(near) or near in "@\\":
        return True
    if near + far in ("()", "::", ":/"):
        return True
    if not far or not is_wordlike(far):
        return near in "+#"
    if near in APOSTROPHES:
        return far.lower() in _NOT_POSSESSIVE and not text[end + 2 : end + 3].isalnum()
    if near == "&":
        return end - start == 1 or _SINGLE_AFTER.match(text, end) is not None
    return near in "._"


def _starts_inside(text: str, start: int, end: int) -> bool:
    near, far = text[max(start - 1, 0) : start], text[max(start - 2, 0) : max(start - 1, 0)]
    if not near or near.isspace():
        return False
    if is_wordlike(near) or near in "@#$\\":
        return True
    if near == ".":
        return not text.endswith("...", 0, start)
    if near == "/":
        return _ADDRESS.search(_chunk_before(text, start)) is not None
    if near == far and near in "-:":
        return near == ":" or text[max(start - 3, 0) : start - 2].strip() == ""
    if not far or not is_wordlike(far):
        return False
    if near == "&":
        return (
            end - start == 1
            or _SINGLE_BEFORE.search(text[max(start - _REACH, 0) : start]) is not None
        )
    return near in APOSTROPHES or near == "_"


def _chunk_before(text: str, start: int) -> str:
    words = text[max(start - _REACH, 0) : start].split()
    return words[-1]
