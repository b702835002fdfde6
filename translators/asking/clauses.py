"""Sentences and clauses of a text, and what denies or supposes what stands in them."""

import re

from translators.masking import Message
from translators.models import Span
from translators.patterns import any_of, compiled
from translators.reckoning.date_words import MONTH, WEEKDAY

FILLER = "\ufffc"
"""Stands for every character of a protected span in the texts that are read here."""

_SENTENCE_END = re.compile(
    r"(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bvs\.)(?<!\bMs\.)(?<!\bMr\.)(?<!\bDr\.)(?<!\bMrs\.)(?<!approx\.)(?<=[.!?…])[\"'”’)\]]*\s+|\s*\n+\s*|;\s+"
)
_PREPOSITION = any_of("at, in, on, of, for, with, from, to, by, under, over, behind, inside")
_CLAUSE_START = compiled(
    rf"(?<!\d)[,;:–—(]\s*|[,;:–—(](?!\d)\s*|\s-\s+"
    rf"|\b(?:and|plus)\s+(?!{_PREPOSITION}\s)|\b(?:but|so|because|that|while|though|although)\s+"
    rf"|\bsince\s+(?!{WEEKDAY}|{MONTH}|last\s|yesterday|this\s|the\s|20\d\d)"
)
_LINKING = any_of("and, but, so, because, since, otherwise, as, while, which, although, though, or")
_LINKED_ON = any_of(
    "if, when, else, especially, ideally, preferably, please, thanks, not, then,"
    "today, currently, right now, at the moment, nowadays"
)
_CAUSE = any_of("because, since, otherwise, although, though, so that, in order to, but, which")
_NO_SUBJECT = any_of("that, which, who, and, or, to, if, when, a, an, where, with, by, how, what")
_SAME_AGAIN = rf"{any_of('it, they, this')}\s(?!{any_of('should, must, will')}\b)\w+"
_FINITE = any_of(
    "is, are, was, were, has, have, keeps, keep, can't, cannot, should, must, will, won't, don't,"
    "doesn't"
)
_CLAUSE_END = compiled(
    rf"""\s*(?:[;(]|(?<!\d)[–—]|[–—](?!\d)|\s-\s
  | ,\s*(?={_LINKING}\b)
  | ,\s*(?={_LINKED_ON}\b)
  | ,\s*(?=(?:we|they)\s(?:get|receive|lose|lost|got|had)\s)
  | ,\s*(?!{_SAME_AGAIN}\b)(?=(?:(?!{_NO_SUBJECT}\b)[\w-]+\s){{1,3}}{_FINITE}\s)
  | (?<!\sanyone)(?<!\sanybody)(?<!\sanything)(?<!\snobody)(?<!\snothing)\s(?={_CAUSE}\b
        |so\s{any_of("we, they, customers, customer, users, people, our, the, it, i")}\b
        |and\s{any_of("we, it, they, this, that, i, he, she, you, ideally, our, make sure")}\s
        |as\s{any_of("we, they, our, the, it")}\b|if\s{any_of("we, you, they, possible, at all")}\b
        |or\s{any_of("we, they, else, it")}\b|asap\b|please\b|thanks\b))"""
)


def view(message: Message) -> str:
    """The text with protected spans blanked out: same length, and no literal to be cut in two."""
    parts: list[str] = []
    position = 0
    for item in message.protected:
        parts += (message.text[position : item.start], FILLER * (item.end - item.start))
        position = item.end
    return "".join((*parts, message.text[position:]))


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text; the end of a line ends a sentence too."""
    spans, position = [], 0
    for match in _SENTENCE_END.finditer(text):
        spans.append(Span(position, match.start()))
        position = match.end()
    spans.append(Span(position, len(text)))
    return tuple(span for span in spans if text[span.start : span.end].strip())


def clause(sentence: str, start: int, *, beyond: int = 0) -> Span | None:
    """The words from `start` to the end of their clause, which lies `beyond` that offset, without
    signs around them."""
    stop = _CLAUSE_END.search(sentence, max(start + 2, beyond))
    end = stop.start() if stop else len(sentence)
    while start < end and not (sentence[start].isalnum() or sentence[start] in _OPENING):
        start += 1
    while start < end and not (sentence[end - 1].isalnum() or sentence[end - 1] in _CLOSING):
        end -= 1
    return Span(start, end) if any(sign.isalpha() for sign in sentence[start:end]) else None


_OPENING = "$€£'\"“" + FILLER
_CLOSING = "%$€£)'\"”+" + FILLER


def clause_start(sentence: str, before: int) -> int:
    """Where the clause begins in which `before` stands."""
    starts = (match.end() for match in _CLAUSE_START.finditer(sentence, 0, before))
    return max((start for start in starts if start < before), default=0)


_BETWEEN = any_of(
    "really, actually, even, necessarily, currently, one, customer, customers, user, users, has,"
    "have, is, are"
)
NEGATED = compiled(
    rf"""(?:\b(?:no|not|never|nobody|hardly|without|no\slonger|no\sone)|n['’]t)\s+
    (?:{_BETWEEN}\s+)*$
  | \b(?:fewer|less|stopped|used\sto(?:\sbe)?|no\smore)\s(?:\w+\s)?$"""
)
SUPPOSED = compiled(r"\W*(?:if|in\scase|unless|when|once|imagine|suppose)\b")
