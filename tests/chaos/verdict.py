"""What a storm did: nothing lost, nothing twice, how fast, and what is left in the databases."""

import sqlite3
import statistics
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg

from storage.job_store import JobStore
from tests.chaos.slack import FLOOD, job_id
from tests.chaos.storm import Storm

WARM_UP = 5.0
"""Seconds after the first command in which a process still loads what it needs."""
TWICE_AT_MOST = 0.005
"""Share of the answers that may be shown twice."""
RECOVERED_WITHIN = 5.0
HEALED_WITHIN = 5.0
DELAYED_AT_MOST = 3.0
CALM_BEFORE = 4.0
"""Seconds before a flood whose commands are answered in it."""


@dataclass(frozen=True)
class Figure:
    """One line of the table; `good` is None where nothing is promised."""

    name: str
    value: str
    good: bool | None = None


def judge(storm: Storm, url: str, *, ack_p99: float) -> Iterator[Figure]:
    """The lines of the table. `ack_p99` is how many seconds an acknowledgement may take."""
    slack = storm.slack
    answered = {number: len(times) for number, times in slack.answered.items()}
    twice = sum(count > 1 for count in answered.values())
    yield Figure("acknowledged", f"{len(slack.acknowledged):,} in {storm.seconds:.0f} s")
    refused = dict(slack.refused) | {"told to come back later": len(slack.told_to_wait)}
    yield Figure("not acknowledged", _counted(refused.items()))
    yield Figure("kill -9", str(len(storm.record.kills)))
    yield Figure("lost", str(len(slack.unanswered)), not slack.unanswered)
    share = twice / max(1, len(answered))
    # Where nothing can be written down, every answer given just then is given once more.
    good = None if storm.plan.full else share <= TWICE_AT_MOST
    yield Figure("answered twice", f"{twice} ({share:.2%})", good)
    # A repeat through the response_url replaces the answer, so people see it once all the same.
    seen = sum(count > 1 for count in slack.messages.values())
    yield Figure("  of these, seen twice", str(seen))
    yield from _copies(storm)
    yield from _floods(storm)
    yield from _upgrades(storm)
    yield from _refusals(storm)
    yield from _acknowledgements(storm, ack_p99)
    yield from _recoveries(storm)
    yield from _rows(storm, url)
    yield Figure("longest stop", f"{storm.stop_seconds:.1f} s", storm.stop_seconds < 5)


def _copies(storm: Storm) -> Iterator[Figure]:
    """Of each delivery one copy is taken over, and the others are acknowledged as repeats."""
    if storm.plan.copies > 1:
        slack = storm.slack
        wanted = len(slack.acknowledged) * (storm.plan.copies - 1)
        missing = f"{slack.repeats:,} of {wanted:,}"
        yield Figure("copies known as such", missing, slack.repeats == wanted)


def _floods(storm: Storm) -> Iterator[Figure]:
    """What others wait for their answers while one workspace floods, against the time before."""
    if storm.record.flooded is None:
        return
    began, ended = storm.record.flooded
    waits = [
        (sent.at, times[0] - sent.at)
        for number, sent in storm.slack.acknowledged.items()
        if number < FLOOD and (times := storm.slack.answered.get(number))
    ]
    before = sorted(wait for at, wait in waits if at < began - CALM_BEFORE)
    within = sorted(wait for at, wait in waits if began <= at <= ended)
    yield Figure("flood answered in", f"{ended - began:.1f} s")
    for name, ordered in (("before", before), ("during", within)):
        value = f"{_percentile(ordered, 50):.1f} / {ordered[-1] if ordered else 0:.1f} s"
        yield Figure(f"others {name}, p50 / worst", value)
    delay = max(within, default=0) - max(before, default=0)
    yield Figure("others delayed by", f"{delay:.1f} s", bool(within) and delay <= DELAYED_AT_MOST)


def _upgrades(storm: Storm) -> Iterator[Figure]:
    if storm.plan.upgrade:
        wanted = 2 * storm.plan.replicas
        restarts = storm.record.restarts
        yield Figure("restarts with another version", str(restarts), restarts == wanted)


def _refusals(storm: Storm) -> Iterator[Figure]:
    """While nothing can be written people are told so, and afterwards it heals by itself."""
    if storm.record.unwritable is None:
        return
    began, ended = storm.record.unwritable
    told = sum(began <= at <= ended for at in storm.slack.told_to_wait)
    yield Figure("told to come back later", str(told), told > 0)
    healed = min((at - ended for at in storm.slack.acks if at > ended), default=None)
    value = "never" if healed is None else f"{healed:.1f} s"
    yield Figure("healed after", value, healed is not None and healed <= HEALED_WITHIN)


def _acknowledgements(storm: Storm, limit: float) -> Iterator[Figure]:
    sent = storm.slack.acknowledged.values()
    warm = min(one.at for one in sent) + WARM_UP
    cold = sorted(one.seconds for one in sent if one.at <= warm)
    seconds = sorted(one.seconds for one in sent if one.at > warm)
    p50, p99 = _percentile(seconds, 50), _percentile(seconds, 99)
    yield Figure("ack p50 / worst, first 5 s", _milliseconds(_percentile(cold, 50), cold[-1]))
    # While a replica starts again, others are hit by its load, and nothing is stored in a database
    # that is down: the limit is for quiet times.
    plan = storm.plan
    down = plan.cut or plan.freeze or plan.full
    quiet = not (storm.record.kills or plan.upgrade or plan.flood or down)
    good = p99 <= limit if quiet else None
    yield Figure("ack p50 / p99, then", _milliseconds(p50, p99), good)
    delays = sorted(
        times[0] - storm.slack.acknowledged[number].at
        for number, times in storm.slack.answered.items()
        if number in storm.slack.acknowledged
    )
    answer = f"{_percentile(delays, 50):.1f} / {_percentile(delays, 99):.1f} s"
    yield Figure("answer p50 / p99", answer)


def _recoveries(storm: Storm) -> Iterator[Figure]:
    """For each kill: until all that was in flight was worked on again, whoever worked on it."""
    found = [
        seconds for kill in storm.record.kills if (seconds := _recovery(storm, kill)) is not None
    ]
    if found:
        middle, worst = statistics.median(found), max(found)
        value = f"{middle:.1f} / {worst:.1f} s"
        yield Figure("recovery median / worst", value, middle <= RECOVERED_WITHIN)


def _recovery(storm: Storm, kill: float) -> float | None:
    """Seconds from a kill to the last first sign (the model is asked, or Slack gets the answer) of
    the commands in flight; None where none was, or where another kill came in between."""
    slack = storm.slack
    waits = []
    for number, sent in slack.acknowledged.items():
        answers = slack.answered.get(number, [])
        if sent.at + sent.seconds < kill and answers and answers[0] > kill:
            signs = [at for at in (*storm.asked.get(number, []), *answers) if at > kill]
            waits.append(min(signs) - kill)
    if not waits or any(kill < other < kill + max(waits) for other in storm.record.kills):
        return None
    return max(waits)


def _rows(storm: Storm, url: str) -> Iterator[Figure]:
    logged = _column(url, "SELECT job_id FROM usage")
    wanted = {job_id(number) for number in storm.slack.answered}
    missing, extra = len(wanted - logged), len(logged - wanted)
    yield Figure("usage rows missing / too many", f"{missing} / {extra}", not missing + extra)
    store = JobStore(url)
    with closing(store):
        parked = store.parked()
        left = len(store.begun())
    yield Figure("parked jobs / jobs left", f"{len(parked)} / {left}", not parked and not left)


def _column(url: str, query: str) -> set[str]:
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(Path(url.removeprefix("sqlite:///")))) as connection:
            return {row[0] for row in connection.execute(query)}
    with psycopg.connect(url) as session:
        return {row[0] for row in session.execute(query).fetchall()}


def _percentile(ordered: Sequence[float], percent: int) -> float:
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)] if ordered else 0.0


def _milliseconds(*seconds: float) -> str:
    return " / ".join(f"{one * 1000:.0f}" for one in seconds) + " ms"


def _counted(items: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(items) if count) or "0"
