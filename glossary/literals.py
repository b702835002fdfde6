"""What in a text is not words: code, links, mentions, file names, identifiers. Nothing here is ever read as a term or changed."""

import re
from dataclasses import dataclass
from enum import StrEnum


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

_LITERAL = re.compile(
    rf"""
  (?P<code_block>```.*?```)
 |(?P<code>`[^`\n]+`)
 |(?P<mention><@[UW][A-Z0-9]+(?:\|[^<>]*)?>)
 |(?P<channel><\#[A-Z0-9]+(?:\|[^<>]*)?>)
 |(?P<group><![^<>\n]+>)
 |(?P<link><(?:https?|mailto|tel|slack|ftp)[^<>\s]*(?:\|[^<>]*)?>)
 |(?P<url>\b(?:https?|ftp)://[^\s<>|)\]"']*[^\s<>|)\]"'.,;:!?])
 |(?P<email>\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b)
 |(?P<emoji>(?<![\w:]):[a-z0-9_+'-]*[a-z][a-z0-9_+'-]*:(?::skin-tone-\d:)?)
 |(?P<file>(?<![\w/.-])(?:[\w.-]*/)*[\w-][\w.-]*\.(?:{_FILE_ENDINGS})\b(?!\.\w))
 |(?P<identifier>
     \b[A-Z][A-Z0-9]{{1,9}}-\d+\b(?<!SEV-\d)(?<!FY-\d)   # a ticket: SHOP-123
    |(?<![\w/&])\#\d+\b                                   # a pull request: #12
    |\b\d{{1,3}}(?:\.\d{{1,3}}){{3}}(?::\d+)?\b           # an IPv4 address
    |\b(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{{7,40}}\b  # a commit hash
    |\bv?\d+\.\d+\.\d+(?:[-+][\w.]+)?\b                   # a version
    |\b\w+(?:_\w+)+\b                                     # snake_case and CONSTANTS
    |\b\w+(?:\.\w+)*\(\)                                  # a call()
    |(?<![\w.])/(?:[\w.-]+/)+[\w.-]*                      # a path
    |\b[a-z]+[a-z0-9]*(?:[A-Z][a-z0-9]+)+\b               # camelCase
  )""",
    re.VERBOSE | re.DOTALL,
)


def literals(text: str) -> tuple[Literal, ...]:
    """All literals of a text, in order, none overlapping."""
    return tuple(
        Literal(LiteralKind(match.lastgroup or ""), match.start(), match.end())
        for match in _LITERAL.finditer(text)
    )
