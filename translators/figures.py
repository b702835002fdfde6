"""Quantities of a message as finished facts: what they amount to in plain words, with formula
and assumption.

Bridges are the pieces of arithmetic (`translators.reckoning.bridges`); here they are tried in
order, the ones that explain several numbers together before those that explain one. Each quantity
is explained at most once; what reads as something impossible or is not understood gets no figure.
"""

from translators.masking import Message
from translators.models import Figure
from translators.reckoning import availability, business, change, quantities, service
from translators.reckoning.bridges import BRIDGES
from translators.reckoning.quantities import Quantity
from translators.reckoning.reading import Reading, Recogniser

__all__ = ["BRIDGES", "compute"]

_RECOGNISERS: tuple[Recogniser, ...] = (
    change.negative_amount,
    availability.nines,
    availability.chain,
    availability.moved_availability,
    change.before_after,
    business.runway_from_cash,
    business.runway,
    business.cac_payback,
    business.funnel,
    business.conversion,
    availability.availability,
    availability.downtime,
    availability.error_budget,
    service.percentile,
    service.recovery_point,
    service.recovery_time,
    service.throughput,
    business.monthly_churn,
    business.net_retention,
    business.gross_retention,
    business.recurring_revenue,
    service.error_rate,
    service.ratio,
    change.basis_points,
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
