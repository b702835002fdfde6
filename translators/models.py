"""The values that pass between the parts of the translator and out of it. All are frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from glossary.terms import Audience, Side


class Direction(StrEnum):
    TECH_TO_BUSINESS = "tech_to_business"
    BUSINESS_TO_TECH = "business_to_tech"
    UNDECIDED = "undecided"

    @classmethod
    def to(cls, side: Side) -> "Direction":
        return cls.TECH_TO_BUSINESS if side is Side.BUSINESS else cls.BUSINESS_TO_TECH

    @property
    def source(self) -> Side | None:
        """The side whose words the text uses; None while undecided."""
        if self is Direction.UNDECIDED:
            return None
        return Side.TECH if self is Direction.TECH_TO_BUSINESS else Side.BUSINESS

    @property
    def target(self) -> Side | None:
        return self.source.other if self.source else None


class EngineChoice(StrEnum):
    """What the person asked for. AUTO is the model where there is one, else the glossary."""

    AUTO = "auto"
    LLM = "llm"
    GLOSSARY = "glossary"


class Engine(StrEnum):
    """What wrote the answer."""

    LLM = "llm"
    GLOSSARY = "glossary"


class Markup(StrEnum):
    """How a text is written down.

    SLACK: `&`, `<`, `>` arrive as entities and are written back as such. PLAIN: they stand for
    themselves.
    """

    SLACK = "slack"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range of character offsets."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Request:
    """What to translate, and for whom.

    `text` is as it arrived; `markup` None guesses from the text. `to` None detects the side.
    `workspace` and `channel` choose the glossary layers; `person` is a salted hash, never a Slack
    id.
    """

    text: str
    to: Side | None = None
    audience: Audience | None = None
    engine: EngineChoice = EngineChoice.AUTO
    markup: Markup | None = None
    workspace: str | None = None
    channel: str | None = None
    person: str | None = None
    known_terms: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TermUse:
    """A term found in the text; offsets are into the request's `text`.

    `explained` is False where the reader knows the word (`TermMatch.is_explained_to`), or said so:
    it was found, and nothing is said about it.
    """

    surface: str
    start: int
    end: int
    entry: str
    meaning: str
    sense: str | None = None
    explained: bool = True


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity of the text as a finished fact: what it amounts to, how that was worked out, what
    it assumes.

    `start`, `end` are offsets in the readable text (`masking.Message.text`).
    """

    source: str
    statement: str
    formula: str
    assumption: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Violation:
    """A fact that an answer lost, changed or added. `kind` is machine-readable, `detail` is for the
    repair request and may quote the message: it is never logged.
    """

    kind: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class TokenUsage:
    """Tokens as the model's server counted them; None where it did not say."""

    input_tokens: int | None = None
    output_tokens: int | None = None
    cached_tokens: int | None = None


@dataclass(frozen=True, slots=True)
class Translation:
    """An answer. `output` is in the markup of the request's text, ready to be shown to people.

    `checks_failed` names the checks that an answer of the model broke (the answer itself was then
    repaired or replaced); `fallback` names why the glossary answered although a model was asked,
    else None; `model` and `prompt` are then those that failed. `wordless`: there was nothing but
    literals (code, links, emoji) to translate, so no side is worth asking for.
    """

    text: str
    output: str
    engine: Engine
    direction: Direction
    audience: Audience | None
    markup: Markup
    terms: tuple[TermUse, ...] = ()
    figures: tuple[Figure, ...] = ()
    questions: tuple[str, ...] = ()
    slots: Mapping[str, str | None] = field(default_factory=dict)
    lens: str | None = None
    notes: tuple[str, ...] = ()
    checks_failed: tuple[str, ...] = ()
    fallback: str | None = None
    model: str | None = None
    prompt: str | None = None
    tokens: TokenUsage = TokenUsage()
    latency_ms: float = 0.0
    wordless: bool = False

    def as_json(self) -> dict[str, Any]:
        """The fixed public form, as `parlance translate --json` prints it. Terms are those that
        are explained.
        """
        return {
            "output": self.output,
            "engine": self.engine.value,
            "direction": self.direction.value,
            "audience": self.audience.value if self.audience else None,
            "terms": [_term_json(term) for term in self.terms if term.explained],
            "figures": [_figure_json(figure) for figure in self.figures],
            "questions": list(self.questions),
            "slots": dict(self.slots),
            "lens": self.lens,
            "notes": list(self.notes),
            "checks_failed": list(self.checks_failed),
            "usage": {
                "input_tokens": self.tokens.input_tokens,
                "output_tokens": self.tokens.output_tokens,
                "latency_ms": round(self.latency_ms, 3),
            },
        }


def _term_json(term: TermUse) -> dict[str, Any]:
    return {
        "surface": term.surface,
        "start": term.start,
        "end": term.end,
        "entry": term.entry,
        "meaning": term.meaning,
    }


def _figure_json(figure: Figure) -> dict[str, Any]:
    return {
        "source": figure.source,
        "statement": figure.statement,
        "formula": figure.formula,
        "assumption": figure.assumption,
    }
