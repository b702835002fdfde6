"""The usage log as the product sees it: one row per use, no words of anybody."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from translators.inference.pricing import cost_usd
from translators.models import Translation

OUTCOMES = ("answered", "undecided", "refused", "failed")
"""How a use can end."""


@dataclass(frozen=True, slots=True)
class Use:
    """One use of Parlance.

    `job_id` is unique: recording the same job twice keeps one row. `surface` is the way in
    ("translate_command", "translate_shortcut", "glossary_search", "cli", ...), `outcome` one of
    `OUTCOMES`. Lengths are characters. `missing_term` is what a
    person looked up in the glossary and did not find, normalised; it is set by the glossary
    commands only and never from a message. `cost_usd` is None where the price of the model is not
    known (see `translators.inference.pricing`). `model`, `prompt`, tokens and cost say what was
    asked and paid for, also where the model failed and `engine` is the glossary's.
    """

    job_id: str
    at: datetime
    workspace: str
    person: str
    surface: str
    outcome: str
    channel: str | None = None
    direction: str | None = None
    audience: str | None = None
    engine: str | None = None
    model: str | None = None
    prompt: str | None = None
    fallback: str | None = None
    term_ids: tuple[str, ...] = ()
    missing_term: str | None = None
    checks_failed: tuple[str, ...] = ()
    input_chars: int = 0
    output_chars: int = 0
    input_tokens: int | None = None
    output_tokens: int | None = None
    cost_usd: float | None = None
    latency_ms: float = 0.0


def use_of(
    translation: Translation,
    *,
    job_id: str,
    at: datetime,
    workspace: str,
    person: str,
    surface: str,
    channel: str | None = None,
) -> Use:
    """The row for a translation that was answered (or left undecided)."""
    return Use(
        job_id=job_id,
        at=at,
        workspace=workspace,
        person=person,
        surface=surface,
        channel=channel,
        outcome="undecided" if translation.direction.source is None else "answered",
        direction=translation.direction.value,
        audience=translation.audience.value if translation.audience else None,
        engine=translation.engine.value,
        model=translation.model,
        prompt=translation.prompt,
        fallback=translation.fallback,
        term_ids=tuple(dict.fromkeys(term.entry for term in translation.terms)),
        checks_failed=translation.checks_failed,
        input_chars=len(translation.text),
        output_chars=len(translation.output),
        input_tokens=translation.tokens.input_tokens,
        output_tokens=translation.tokens.output_tokens,
        cost_usd=cost_usd(translation.model, translation.tokens),
        latency_ms=translation.latency_ms,
    )


class UsageLog(Protocol):
    """Where uses are written. Recording is idempotent by `job_id`."""

    async def record(self, use: Use) -> None: ...

    async def feedback(self, job_id: str, *, helpful: bool) -> None: ...
