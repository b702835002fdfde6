"""One spelling for everything that is spelled in several ways, without moving a single character.

Matching works on bytes, one for every character of the text, so an offset there is an offset in
the text: letters and digits of Latin-1 become lower case, everything else becomes a space. Which
characters really stood at the spaces is looked up again, but only where a term was found.
"""

import unicodedata

SOFT = frozenset(" -_/\u00a0\u2010\u2011\u2013")
"""Characters that join the parts of a term: "load balancer", "load-balancer", "load_balancer",
"CI/CD".
"""

HYPHENS = frozenset("-\u2010\u2011")
APOSTROPHES = frozenset("'’ʼ")


def _byte(code: int) -> int:
    character = chr(code)
    lower = character.lower()
    return ord(lower) if character.isalnum() and ord(lower) < 256 else ord(" ")


LETTERS = bytes(_byte(code) for code in range(256))
"""What becomes of each byte of a haystack."""


_WITH_UNDERSCORES = LETTERS[: ord("_")] + b"_" + LETTERS[ord("_") + 1 :]


def haystack(text: str) -> bytes:
    """`text` as bytes, with a space before and after: byte i + 1 stands for character i.

    A character outside Latin-1 becomes a question mark, and that a space; so nothing ever changes
    its length.
    """
    return f" {text} ".encode("latin-1", "replace").translate(LETTERS)


def tokens(text: str) -> bytes:
    """The haystack of a text in which underscores stay: "get_name" is one word there, as it is for
    regular expressions.
    """
    return f" {text} ".encode("latin-1", "replace").translate(_WITH_UNDERSCORES)


def is_wordlike(character: str) -> bool:
    """Whether a character next to a term makes it part of a longer word (accents that are set
    apart too).
    """
    return character.isalnum() or unicodedata.combining(character) != 0


def folded(text: str) -> str:
    """`text` for searching: no case, no accents, parts of a term joined by single spaces."""
    apart = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in apart if not unicodedata.combining(c)).casefold()
    return " ".join("".join(" " if c in SOFT else c for c in bare).split())


def words(listed: str) -> frozenset[str]:
    """A set of words written down with spaces between them."""
    return frozenset(listed.split())
