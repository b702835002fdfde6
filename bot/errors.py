"""From an exception to a sentence for the person and a line in the log that holds nobody's
words."""

import secrets
import traceback
from dataclasses import dataclass

import structlog

from bot.views import errors as wording
from glossary.revisions import GlossaryStoreError, StoreUnavailable
from translators.errors import BadRequest, ParlanceError

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Problem:
    """What to tell the person. `outcome` is the word for the usage log."""

    sentence: str
    outcome: str
    reference: str | None = None


def explain(error: BaseException) -> Problem:
    """What to say about `error`. What we did not foresee is logged under the reference that is
    told."""
    if isinstance(error, BadRequest):
        return Problem(str(error), "refused")
    if isinstance(error, GlossaryStoreError) and not isinstance(error, StoreUnavailable):
        return Problem(str(error), "refused")
    if isinstance(error, ParlanceError | StoreUnavailable | TimeoutError):
        log.warning("known_problem", error=type(error).__name__)
        return Problem(wording.BUSY, "failed")
    reference = secrets.token_hex(4)
    log.error("unexpected_problem", reference=reference, error=trace(error))
    return Problem(wording.unexpected(reference), "failed", reference)


def trace(error: BaseException) -> str:
    """The error's types and places. Its messages are left out: they may quote what somebody
    wrote."""
    lines: list[str] = []
    current: BaseException | None = error
    while current is not None and len(lines) < 100:
        lines.append(f"{type(current).__module__}.{type(current).__qualname__}")
        frames = traceback.extract_tb(current.__traceback__)
        lines += (f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames)
        current = current.__cause__ or current.__context__
    return "\n".join(lines)
