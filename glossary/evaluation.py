"""How well the glossary finds the jargon that people marked, and the sense they meant.

A labelled file has one JSON object a line: `id`, `text`, `spans` (what a person of the other side
would stumble over: `start`, `end`, `surface` and, where the word has several meanings, `sense`,
the id that the glossary gives it) and, if need be, `plain` (places of an ambiguous word that is
not jargon there). Spans are marked whether the glossary has the word or not.

A marked span is found **exactly** where one term has its very borders; **composed** where terms
inside it leave none of its words over but small ones ("of", "the"); **partly** where any term
touches it. A term that touches no marked span is a **false detection**.

A term counts as detected where it would be explained (`TermMatch.is_explained_to`): a sense that is
never explained does not, nor does a term that the readers are taken to know. Nobody says who reads
a labelled message, so these are the general audience of the other side than the meaning, and for a
word of both sides both general audiences. An answer names its terms by the same rule.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from glossary.layers import Glossary
from glossary.matching import TermMatch

_WORD = re.compile(r"\w+")
_SMALL_WORDS = frozenset({"a", "an", "and", "at", "by", "for", "in", "of", "on", "or", "the", "to"})


class BadLabels(ValueError):
    """A labelled file can't be read. The text says which line and why."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked place: half-open range of character offsets, and the sense that is meant there."""

    start: int
    end: int
    surface: str
    sense: str | None = None

    def touches(self, match: TermMatch) -> bool:
        return match.start < self.end and self.start < match.end


@dataclass(frozen=True, slots=True)
class Labelled:
    """A message with the jargon in it, and the words in it that only look like jargon."""

    id: str
    text: str
    spans: tuple[Mark, ...]
    plain: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class DetectionReport:
    """Counts over all messages. Rates are None where there was nothing to rate."""

    messages: int = 0
    spans: int = 0
    exact: int = 0
    composed: int = 0
    partly: int = 0
    detections: int = 0
    false_detections: int = 0
    senses: int = 0
    decided: int = 0
    right: int = 0

    def __add__(self, other: "DetectionReport") -> "DetectionReport":
        return DetectionReport(
            *(getattr(self, f.name) + getattr(other, f.name) for f in fields(self))
        )

    @property
    def recall_exact(self) -> float | None:
        return _rate(self.exact, self.spans)

    @property
    def recall_composed(self) -> float | None:
        """Found exactly or composed."""
        return _rate(self.composed, self.spans)

    @property
    def recall_partly(self) -> float | None:
        return _rate(self.partly, self.spans)

    @property
    def precision(self) -> float | None:
        return _rate(self.detections - self.false_detections, self.detections)

    @property
    def false_per_message(self) -> float | None:
        return _rate(self.false_detections, self.messages)

    @property
    def sense_accuracy(self) -> float | None:
        """Right among the labelled senses that were decided."""
        return _rate(self.right, self.decided)

    def as_json(self) -> dict[str, float | int | None]:
        """Every count and rate under its name."""
        counts = {field.name: getattr(self, field.name) for field in fields(self)}
        return {**counts, **{name: getattr(self, name) for name in _RATES}}

    def rows(self) -> tuple[tuple[str, str], ...]:
        """The report as a table: what, and how much of how many."""
        return (
            ("messages", str(self.messages)),
            ("marked spans", str(self.spans)),
            ("found exactly", _share(self.exact, self.spans)),
            ("found exactly or composed", _share(self.composed, self.spans)),
            ("found at least partly", _share(self.partly, self.spans)),
            ("precision", _share(self.detections - self.false_detections, self.detections)),
            ("false detections a message", f"{self.false_per_message or 0:.2f}"),
            ("senses decided", _share(self.decided, self.senses)),
            ("decided senses that are right", _share(self.right, self.decided)),
        )


_RATES = (
    "recall_exact",
    "recall_composed",
    "recall_partly",
    "precision",
    "false_per_message",
    "sense_accuracy",
)


def _rate(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}% ({part} of {whole})" if whole else "none to rate"


def evaluate_detection(path: Path, glossary: Glossary) -> DetectionReport:
    """Find terms in every message of a labelled file and compare. Raises BadLabels, OSError."""
    report = DetectionReport()
    for labelled in read_labels(path):
        report += score(labelled, glossary.find(labelled.text))
    return report


def read_labels(path: Path) -> tuple[Labelled, ...]:
    """The messages of a labelled file. Raises BadLabels for a line that is not one."""
    lines = path.read_text("utf-8").splitlines()
    return tuple(_read(line, number) for number, line in enumerate(lines, 1) if line.strip())


def _read(line: str, number: int) -> Labelled:
    try:
        row = json.loads(line)
        spans, plain = (_marks(row, key) for key in ("spans", "plain"))
        labelled = Labelled(row["id"], row["text"], spans, plain)
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise BadLabels(f"line {number} is not a labelled message: {problem!r}") from problem
    for mark in (*labelled.spans, *labelled.plain):
        if labelled.text[mark.start : mark.end] != mark.surface:
            raise BadLabels(f"line {number}: '{mark.surface}' does not stand at {mark.start}")
    return labelled


def _marks(row: dict[str, list[dict[str, object]]], key: str) -> tuple[Mark, ...]:
    return tuple(Mark(**mark) for mark in row.get(key, ()))  # type: ignore[arg-type]


def score(labelled: Labelled, matches: Iterable[TermMatch]) -> DetectionReport:
    """Compare the terms found in one message with what is marked in it."""
    terms = [match for match in matches if match.role == "term"]
    told = [match for match in terms if match.is_explained_to(None)]
    touching = [[match for match in told if mark.touches(match)] for mark in labelled.spans]
    pairs = list(zip(labelled.spans, touching, strict=True))
    senses = [_sense_counts(mark, terms) for mark in (*labelled.spans, *labelled.plain)]
    return DetectionReport(
        messages=1,
        spans=len(labelled.spans),
        exact=sum(_is_exact(mark, matches) for mark, matches in pairs),
        composed=sum(_is_composed(mark, matches, labelled.text) for mark, matches in pairs),
        partly=sum(bool(matches) for matches in touching),
        detections=len(told),
        false_detections=sum(
            not any(mark.touches(match) for mark in labelled.spans) for match in told
        ),
        senses=sum(count[0] for count in senses),
        decided=sum(count[1] for count in senses),
        right=sum(count[2] for count in senses),
    )


def _is_exact(mark: Mark, matches: Sequence[TermMatch]) -> bool:
    return any((match.start, match.end) == (mark.start, mark.end) for match in matches)


def _is_composed(mark: Mark, matches: Sequence[TermMatch], text: str) -> bool:
    inside = [match for match in matches if mark.start <= match.start and match.end <= mark.end]
    if not inside:
        return False
    left_over = (
        word[0].lower()
        for word in _WORD.finditer(text, mark.start, mark.end)
        if not any(match.start <= word.start() and word.end() <= match.end for match in inside)
    )
    return all(word in _SMALL_WORDS for word in left_over)


def _sense_counts(mark: Mark, terms: Sequence[TermMatch]) -> tuple[int, int, int]:
    """Labelled, decided and right, each 0 or 1, for the ambiguous term that stands at a mark."""
    here = next((match for match in terms if _is_exact(mark, [match])), None)
    if mark.sense is None or here is None or not (here.entry.senses or here.undecided):
        return 0, 0, 0
    is_right = here.sense is not None and here.sense.id == mark.sense
    return 1, int(not here.undecided), int(is_right)
