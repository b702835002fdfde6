"""One source with one answer, taken apart once, and what may come into the answer from outside."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from glossary.matching import TermMatch
from glossary.terms import Entry, Meaning
from translators.masking import Message
from translators.models import Figure
from translators.verifying.facts import Facts, blank, stems


@dataclass(frozen=True)
class Case:
    """A source and its answer, with what may come in from outside."""

    source_message: Message
    answer_message: Message
    matches: tuple[TermMatch, ...]
    figures: tuple[Figure, ...]
    expect_change: bool
    instructions: str

    @cached_property
    def source(self) -> Facts:
        return Facts.of(self.source_message)

    @cached_property
    def answer(self) -> Facts:
        return Facts.of(self.answer_message)

    @cached_property
    def licence(self) -> Facts:
        """Everything that figures and matched entries say, as one text."""
        said = [wording for match in self.matches for wording in wordings(match)]
        for figure in self.figures:
            said += (figure.statement, figure.formula, figure.assumption)
        return Facts(" . ".join(said))

    @cached_property
    def unexplained(self) -> str:
        """The source's text without its matched terms: what the answer has to keep."""
        return blank(self.source.text, [(match.start, match.end) for match in self.matches])

    @cached_property
    def unlicensed(self) -> str:
        """The answer's text without stretches of wording that come from entries or figures."""
        text = self.answer.text
        for wording in self._stretches:
            text = _without(text, wording)
        return text

    @cached_property
    def _stretches(self) -> list[str]:
        """What entries and figures say that may stand in the answer, longest first."""
        said = {wording for match in self.matches for wording in wordings(match)}
        said |= {figure.statement.rstrip(".") for figure in self.figures}
        answer = self.answer.text.casefold()
        found = (text for text in said if len(text) > 2 and text.casefold() in answer)
        return sorted(found, key=len, reverse=True)

    def is_explained(self, start: int, end: int) -> bool:
        """Whether this span of the source lies in a matched term that the answer says in the words
        of its entry. A number or name may go away with the term, not with nothing in its place."""
        covering = (match for match in self.matches if match.start <= start and end <= match.end)
        return any(self.says(match) for match in covering)

    def says(self, match: TermMatch) -> bool:
        """Whether the answer has a word of the entry that nothing else in the source accounts for.

        Where the source shares all of the entry's words, any of them will do.
        """
        own = _content(match)
        elsewhere = stems(self.unexplained)
        for other in self.matches:
            elsewhere |= _content(other) if other.entry.id != match.entry.id else frozenset()
        return bool(((own - elsewhere) or own) & self.answer.stems) or not own


def _without(text: str, wording: str) -> str:
    """The text with the wording taken out where it stands as whole words, in any case."""
    return re.sub(rf"(?<!\w){re.escape(wording)}(?!\w)", " ", text, flags=re.IGNORECASE)


_LIGHT = stems(
    "a an the and or of to in on at for with by from as is are be it its that which who how what"
    " not no one so than then when without into out up all any some our we us they their"
)


def _content(match: TermMatch) -> frozenset[str]:
    """Stems of the words in which an entry may be said, the match's own among them."""
    return stems(" ".join(wordings(match))) - _LIGHT


def wordings(match: TermMatch) -> Iterator[str]:
    """All wording of the entry (of the decided sense, else of every sense)."""
    entry = match.entry
    yield from (form for _, form in entry.surfaces)
    meanings: tuple[Meaning, ...] = (match.sense,) if match.sense else (entry, *entry.senses)
    for meaning in (entry, *meanings):
        yield from _meaning_words(meaning)
    yield from _audience_words(entry)


def _meaning_words(meaning: Meaning) -> Iterator[str]:
    yield from meaning.plain.values()
    yield from filter(None, (meaning.gloss, meaning.gloss_pl, meaning.definition, meaning.so_what))
    yield from meaning.reverse.says
    yield from filter(None, (meaning.reverse.ask,))
    yield from meaning.facts_for_llm
    if meaning.impact:
        impact = meaning.impact
        yield from (impact.subject, impact.up, impact.down, impact.np_up, impact.np_down)
        if impact.who:
            yield impact.who


def _audience_words(entry: Entry) -> Iterator[str]:
    for wording in entry.audiences.values():
        yield from (wording.plain or {}).values()
        yield from filter(
            None, (wording.gloss, wording.gloss_pl, wording.definition, wording.so_what)
        )
