"""Adding up what model servers say that they counted."""

from collections.abc import Iterable

from translators.models import TokenUsage


def total(*usages: TokenUsage) -> TokenUsage:
    """The sum of what was said. A count is None only where no server said it at all."""
    return TokenUsage(
        input_tokens=_sum(usage.input_tokens for usage in usages),
        output_tokens=_sum(usage.output_tokens for usage in usages),
        cached_tokens=_sum(usage.cached_tokens for usage in usages),
    )


def _sum(counts: Iterable[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None
