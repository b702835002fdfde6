"""What people write first when they look for words in messages. Each returns how many it found."""

import re
from collections.abc import Callable, Sequence

from flashtext import KeywordProcessor

from glossary.literals import literals

Scan = Callable[[str], int]


def masked(text: str) -> str:
    """`text` with its literals blanked out, as these rivals need it."""
    parts: list[str] = []
    position = 0
    for item in literals(text):
        parts += (text[position : item.start], " ")
        position = item.end
    parts.append(text[position:])
    return "".join(parts)


def loop_of_in(terms: Sequence[str]) -> Scan:
    """`term in text` for every term, without masking or boundaries."""
    small = [term.lower() for term in terms]

    def scan(text: str) -> int:
        lower = text.lower()
        return sum(term in lower for term in small)

    return scan


def union_regex(terms: Sequence[str]) -> Scan:
    """One regular expression of all terms, longest first, over the masked text."""
    longest_first = sorted(terms, key=len, reverse=True)
    pattern = re.compile(
        rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE
    )

    def scan(text: str) -> int:
        return sum(1 for _ in pattern.finditer(masked(text)))

    return scan


def flashtext(terms: Sequence[str]) -> Scan:
    """FlashText over the masked text, with spans as ours has."""
    processor = KeywordProcessor()
    processor.add_keywords_from_list(list(terms))

    def scan(text: str) -> int:
        return len(processor.extract_keywords(masked(text), span_info=True))

    return scan
