"""Quantities of a message as finished facts: what they amount to in plain words, with formula
and assumption.

Bridges are the pieces of arithmetic (`translators.bridges`); here they are tried in order, the
ones that explain several numbers together before those that explain one. Each quantity is
explained at most once; what reads as something impossible or is not understood gets no figure.
"""

from collections.abc import Callable, Iterator

from translators import figures_business, figures_change, figures_service, quantities
from translators.bridges import BRIDGES
from translators.figure_reading import Finding, Reading
from translators.masking import Message
from translators.models import Figure
from translators.quantities import Quantity

__all__ = ["BRIDGES", "compute"]

_RECOGNISERS: tuple[Callable[[Reading], Iterator[Finding]], ...] = (
    figures_change.negative_amount,
    figures_service.nines,
    figures_service.chain,
    figures_change.before_after,
    figures_business.runway,
    figures_business.cac_payback,
    figures_business.conversion,
    figures_service.availability,
    figures_service.percentile,
    figures_service.recovery,
    figures_service.throughput,
    figures_business.monthly_churn,
    figures_business.net_retention,
    figures_business.gross_retention,
    figures_business.recurring_revenue,
    figures_service.error_rate,
    figures_service.ratio,
    figures_change.basis_points,
)


def compute(message: Message) -> tuple[Figure, ...]:
    """The figures of a message in order; spans are offsets in `message.text`, none inside
    `message.protected`."""
    protected = [(item.start, item.end) for item in message.protected]
    found = quantities.find(message.text, protected=protected)
    if not found:
        return ()
    figures: list[Figure] = []
    used: set[Quantity] = set()
    reading = Reading(message.text, found)
    for finding in (finding for recognise in _RECOGNISERS for finding in recognise(reading)):
        figure = finding.figure
        if used.isdisjoint(finding.used) and not message.is_protected(figure.start, figure.end):
            used.update(finding.used)
            figures.append(figure)
    return tuple(sorted(figures, key=lambda figure: (figure.start, figure.end)))
