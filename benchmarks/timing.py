"""Measuring so that the figures of one run can be compared: contenders take turns, in one process,
on one core.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contender:
    """Something that reads texts; `sample` of them a round, since some are slow."""

    scan: Callable[[str], object]
    texts: Sequence[str]


def rates(contenders: Mapping[str, Contender], *, rounds: int) -> dict[str, float]:
    """Texts a second of processor time for each contender: its best round, as the others were
    disturbed.
    """
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    for contender in contenders.values():
        _run(contender)
    for _ in range(rounds):
        for name, contender in contenders.items():
            seconds[name].append(_run(contender))
    return {name: len(contenders[name].texts) / min(taken) for name, taken in seconds.items()}


def _run(contender: Contender) -> float:
    scan = contender.scan
    start = time.process_time()
    for text in contender.texts:
        scan(text)
    return max(time.process_time() - start, 1e-9)


def once(work: Callable[[], object], *, rounds: int = 5) -> float:
    """Seconds of processor time that one call takes: the least of some."""
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)
