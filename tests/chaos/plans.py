"""What may be asked of a storm, and the storms that have a name."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """What happens in a storm. Rates are per second, times seconds; `trouble` is the share of
    Slack's answers that are 503, `faults` that of the model's answers that are none."""

    requests: int = 450
    rate: float = 15.0
    kills: int = 4
    replicas: int = 1
    lose_one: bool = False
    faults: float = 0.35
    trouble: float = 0.05
    model: tuple[float, float] = (1.0, 3.0)
    cut: float = 0.0
    freeze: float = 0.0
    full: float = 0.0
    flood: int = 0
    copies: int = 1
    upgrade: bool = False
    seed: int = 1


NAMED: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "storm": ("A few kills; the switches make of it what you like.", {}),
    "calm": ("No kills: how fast requests are acknowledged.", {"kills": 0}),
    "kills": ("3,000 requests and 30 kills.", {"requests": 3_000, "kills": 30}),
    "lost": ("One of two replicas is killed for good.", {"kills": 0, "lose_one": True}),
    "outage": (
        "PostgreSQL is down for 4 s and hangs for 8 s.",
        {"kills": 0, "cut": 4, "freeze": 8},
    ),
    "full": ("Nothing can be written for 8 s: full disk, or read-only.", {"kills": 0, "full": 8}),
    "flood": (
        "300 jobs of one workspace at once, while others work on.",
        {"kills": 0, "flood": 300, "faults": 0, "trouble": 0},
    ),
    "upgrade": (
        "All replicas are restarted with the next version, one by one, and back.",
        {"kills": 0, "upgrade": True},
    ),
    "copies": ("Every delivery comes four times at once.", {"kills": 0, "copies": 4}),
}
"""What each is, and where it differs from a `Plan` that nobody changed."""
PAIRS = frozenset({"lost", "upgrade", "copies"})
"""Plans for two replicas, where the database can serve two."""


def plan_of(name: str, database: str, changes: Mapping[str, object]) -> Plan:
    """A named plan against a kind of database, with what was asked for otherwise."""
    replicas = {"replicas": 2} if name in PAIRS and database == "postgresql" else {}
    return Plan(**{**NAMED[name][1], **replicas, **changes})  # type: ignore[arg-type]  # click checks


def suits(plan: Plan, database: str) -> bool:
    """Whether there is a sense in a plan for this kind of database."""
    if database == "sqlite":
        return plan.replicas == 1 and not (plan.lose_one or plan.cut or plan.freeze)
    return True
