"""What the translator asks of the outside: a language model and a glossary."""

from dataclasses import dataclass
from typing import Protocol

from glossary.layers import Glossary
from translators.models import TokenUsage


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """One question to a model.

    `instructions` is the static part, identical for every request of a prompt and audience so
    that providers can cache it; `payload` holds this request's own data. `person` is a salted
    hash.
    """

    instructions: str
    payload: str
    prompt: str
    person: str | None = None


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """What the model said, parsed and not yet verified; `questions` may be empty."""

    translation: str
    questions: tuple[str, ...]
    model: str
    tokens: TokenUsage


class LanguageModel(Protocol):
    """A model behind a network. Raises only subclasses of `translators.errors.ModelError`."""

    async def ask(self, request: ModelRequest) -> ModelAnswer: ...

    async def close(self) -> None:
        """Let go of connections; nothing is asked afterwards."""


class GlossarySource(Protocol):
    """Gives the compiled glossary of a workspace and channel (None: the built-in one alone)."""

    async def glossary(self, workspace: str | None, channel: str | None) -> Glossary: ...
