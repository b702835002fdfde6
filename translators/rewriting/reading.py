"""A message as the rewriter reads it: tokens, sentences, and the zones in which it never writes."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from glossary.literals import LiteralKind
from glossary.matching import TermMatch
from translators.masking import Message
from translators.models import Span
from translators.rewriting.word_classes import PREPOSITIONS, SUBORDINATORS

LITERAL = "￼"
"""What stands for a mention, link or piece of code when neighbours are looked at."""

_TOKEN = re.compile(
    r"(?P<word>\b(?:e\.g\.|i\.e\.|a\.k\.a\.|a\.m\.|p\.m\.|vs\.|approx\.|U\.S\.)"
    r"|[$€£]?\d[\w]*(?:[.,:]\d\w*)*%?(?:[-/][^\W_]+)*"
    r"|[^\W_]+(?:[-/&'’.][^\W_]+)*['’]?)"
    r"|(?P<line>\n\s*(?:(?:[-*•‣◦]|\d{1,2}[.)])\s)?)"
    r"|(?P<sign>[^\w\s*_~])"
)
_FIRST_BULLET = re.compile(r"\s*(?:[-*•‣◦]|\d{1,2}[.)])\s")
_QUOTE = re.compile(
    r"“[^”\n]*”|«[^»\n]*»|\"[^\"\n]*\"|(?<!\w)['‘](?=\S)[^'’\n]{1,100}['’](?!\w)|^\s*>[^\n]*",
    re.MULTILINE,
)
_CLOSING_EMPHASIS = re.compile(r"[*_~]{1,3}(?![\w*_~])")
_BRACKETS = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Token:
    """A word, sign or literal. `lower` is what rules compare; `sentence` counts sentences from
    0.
    """

    start: int
    end: int
    lower: str
    sentence: int

    @property
    def is_word(self) -> bool:
        return self.lower[:1].isalnum()


@dataclass(frozen=True)
class Reading:
    """The tokens of a message, with the questions that the rules ask about neighbours.

    `terms` are the terms found in it, by the offset of their first character.
    """

    message: Message
    terms: Mapping[int, TermMatch] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.message.text

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return _tokens(self.message)

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    def locate(self, start: int, end: int) -> tuple[int, int] | None:
        """First and last token of a span; None where the span cuts a token (a part of a
        compound).
        """
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end) - 1
        if not first <= last < len(self.tokens):
            return None
        whole = self.tokens[first].start == start and self.tokens[last].end == end
        return (first, last) if whole else None

    def last_before(self, offset: int) -> int:
        """The last token that begins before `offset`."""
        return bisect_left(self._starts, offset) - 1

    def word(self, index: int, *, seen_from: int) -> str:
        """The lower-case token at `index`, or "" beyond the sentence that token `seen_from`
        stands in.
        """
        if not 0 <= index < len(self.tokens):
            return ""
        token = self.tokens[index]
        return token.lower if token.sentence == self.tokens[seen_from].sentence else ""

    def term_at(self, index: int) -> TermMatch | None:
        """The term that begins with token `index`."""
        return self.terms.get(self.tokens[index].start) if index < len(self.tokens) else None

    def left(self, index: int, distance: int = 1) -> str:
        return self.word(index - distance, seen_from=index)

    def right(self, index: int, distance: int = 1) -> str:
        return self.word(index + distance, seen_from=index)

    def sentence(self, index: int) -> Sequence[Token]:
        """All tokens of the sentence that holds token `index`."""
        number = self.tokens[index].sentence
        first = index
        while first > 0 and self.tokens[first - 1].sentence == number:
            first -= 1
        last = index
        while last + 1 < len(self.tokens) and self.tokens[last + 1].sentence == number:
            last += 1
        return self.tokens[first : last + 1]

    def ends_opening(self, last: int) -> bool:
        """Whether the comma after token `last` ends what opens the sentence ("If …, we …")."""
        tokens = self.sentence(last)
        opening = tokens[0].lower in PREPOSITIONS | SUBORDINATORS | {"due", "thanks"}
        commas = sum(token.lower == "," for token in tokens)
        return opening and commas == 1 and self.right(last) == ","

    def starts_sentence(self, index: int) -> bool:
        return self.left(index) == ""

    def after_emphasis(self, position: int) -> int:
        """`position`, or where the closing marks of bold, italic or struck text right there end."""
        found = _CLOSING_EMPHASIS.match(self.text, position)
        return found.end() if found else position

    def cased(self, index: int, words: str) -> str:
        """`words` with a capital where they open a sentence that has one.

        A sentence that opens with "p99" can't show whether it has; a full stop at its end does.
        """
        first = self.text[self.tokens[index].start : self.tokens[index].end]
        capital = first[0].isupper()
        if not capital and any(map(str.isdigit, first)):
            capital = self.sentence(index)[-1].lower in {".", "!", "?"}
        return words[:1].upper() + words[1:] if capital and self.starts_sentence(index) else words

    def surface(self, index: int) -> str:
        return self.text[self.tokens[index].start : self.tokens[index].end]

    @cached_property
    def quotes(self) -> tuple[Span, ...]:
        return tuple(Span(found.start(), found.end()) for found in _QUOTE.finditer(self.text))

    @cached_property
    def brackets(self) -> tuple[Span, ...]:
        return tuple(_brackets(self.text))


def _tokens(message: Message) -> tuple[Token, ...]:
    found: list[Token] = []
    bullet = _FIRST_BULLET.match(message.text)
    position, sentence = (bullet.end() if bullet else 0), 0
    for literal in (*message.protected, None):
        end = literal.start if literal else len(message.text)
        for match in _TOKEN.finditer(message.text, min(position, end), end):
            if match.lastgroup == "line":
                sentence += 1
                continue
            lower = match[0].lower().replace("’", "'")
            found.append(Token(match.start(), match.end(), lower, sentence))
            if lower in {".", "!", "?"} and _ends_sentence(message.text, match.end()):
                sentence += 1
        if literal:
            sign = "," if literal.kind is LiteralKind.EMOJI else LITERAL
            found.append(Token(literal.start, literal.end, sign, sentence))
            position = literal.end
    return tuple(found)


def _ends_sentence(text: str, position: int) -> bool:
    following = text[position : position + 1]
    return not following or following.isspace() or following in '"”’)*_'


def _brackets(text: str) -> list[Span]:
    """Spans of round, square and curly brackets, outermost only; an unclosed one reaches to the
    end of its line.
    """
    spans: list[Span] = []
    closers: list[str] = []
    start = 0
    for position, character in enumerate(text):
        if character in _BRACKETS:
            start = start if closers else position
            closers.append(_BRACKETS[character])
        elif closers and character == closers[-1]:
            closers.pop()
            if not closers:
                spans.append(Span(start, position + 1))
        elif closers and character == "\n":
            spans.append(Span(start, position))
            closers.clear()
    if closers:
        spans.append(Span(start, len(text)))
    return spans
