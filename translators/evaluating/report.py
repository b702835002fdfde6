"""What the scores of many cases say together, kept as JSON so that two runs can be compared."""

import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from translators.errors import ParlanceError
from translators.evaluation import Score, Tally
from translators.models import Direction, Engine

Figures = Mapping[str, float | int | None]


class BadReport(ParlanceError):
    """A saved report can't be used. The text says why."""


class SavedCase(BaseModel):
    """One case of a run: its failures as "kind: detail", and the output."""

    model_config = ConfigDict(frozen=True)

    id: str
    direction: str
    audience: str | None
    passed: bool
    serious: bool
    failures: tuple[str, ...]
    engine: str
    fallback: str | None
    output: str


class Report(BaseModel):
    """A run over all cases. `run` says with what; `figures` are numbers by name (see
    docs/quality.md), rates between 0 and 1 and None where there was nothing to rate.
    """

    model_config = ConfigDict(frozen=True)

    run: Mapping[str, str | None]
    figures: Figures
    cases: tuple[SavedCase, ...]

    def rows(self) -> list[tuple[str, str]]:
        """The figures as a table: name and value for people."""
        return [(name, shown(name, value)) for name, value in self.figures.items()]

    @property
    def failed(self) -> tuple[SavedCase, ...]:
        return tuple(case for case in self.cases if not case.passed)


def summarise(scores: Sequence[Score], *, run: Mapping[str, str | None]) -> Report:
    """The report of a run, its cases in the order of `scores`."""
    return Report(
        run=run,
        figures={**_outcomes(scores), **_qualities(scores), **_expenses(scores)},
        cases=tuple(_saved(score) for score in scores),
    )


def _saved(score: Score) -> SavedCase:
    answer = score.answer
    return SavedCase(
        id=score.case.id,
        direction=score.case.direction,
        audience=score.case.audience,
        passed=score.passed,
        serious=score.serious,
        failures=tuple(f"{failure.kind}: {failure.detail}" for failure in score.failures),
        engine=answer.engine,
        fallback=answer.fallback,
        output=answer.output,
    )


def _outcomes(scores: Sequence[Score]) -> Figures:
    """How many pass, altogether and for each direction and audience, and why others don't."""
    kinds = Counter(kind for score in scores for kind in {f.kind for f in score.failures})
    return {
        "cases": len(scores),
        "passed": _share(score.passed for score in scores),
        "serious_failures": sum(score.serious for score in scores),
        **_passed_by("passed", scores, lambda score: score.case.direction),
        **_passed_by("passed.for", scores, lambda score: score.case.audience),
        **{f"cases_with.{kind}": count for kind, count in sorted(kinds.items())},
    }


def _passed_by(
    name: str, scores: Sequence[Score], group_of: Callable[[Score], str | None]
) -> Figures:
    """The share that passes in each group; what belongs to no group is left out."""
    groups: dict[str, list[bool]] = {}
    for score in scores:
        if group := group_of(score):
            groups.setdefault(group, []).append(score.passed)
    return {f"{name}.{group}": _share(passed) for group, passed in sorted(groups.items())}


def _qualities(scores: Sequence[Score]) -> Figures:
    to_business = [s for s in scores if s.answer.direction is Direction.TECH_TO_BUSINESS]
    return {
        "terms_put_plainly": sum((score.plain for score in scores), Tally()).rate,
        "term_adherence": sum((score.adherence for score in scores), Tally()).rate,
        "faithful": _share("unfaithful" not in {f.kind for f in s.failures} for s in scores),
        "answers_rejected_by_checks": sum(bool(score.answer.checks_failed) for score in scores),
        "changed": _share(score.answer.output != score.answer.text for score in scores),
        "reading_ease.source": _mean(score.ease_before for score in to_business),
        "reading_ease.output": _mean(score.ease_after for score in to_business),
    }


def _expenses(scores: Sequence[Score]) -> Figures:
    answers = [score.answer for score in scores]
    fallbacks = Counter(answer.fallback for answer in answers if answer.fallback)
    latencies = [answer.latency_ms for answer in answers]
    return {
        "engine.llm": _share(answer.engine is Engine.LLM for answer in answers),
        "fallback": _share(answer.fallback is not None for answer in answers),
        **{f"fallback.{reason}": count for reason, count in sorted(fallbacks.items())},
        "input_tokens": _total(answer.tokens.input_tokens for answer in answers),
        "cached_tokens": _total(answer.tokens.cached_tokens for answer in answers),
        "output_tokens": _total(answer.tokens.output_tokens for answer in answers),
        "cost_usd": _total(score.cost_usd for score in scores),
        "latency_ms.p50": percentile(latencies, 0.50),
        "latency_ms.p95": percentile(latencies, 0.95),
    }


def percentile(values: Sequence[float], share: float) -> float | None:
    """The smallest value that at least `share` of all are not above (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(1, math.ceil(share * len(ordered))) - 1] if ordered else None


def _share(hits: Iterable[bool]) -> float | None:
    counted = list(hits)
    return sum(counted) / len(counted) if counted else None


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return mean(known) if known else None


def _total(values: Iterable[float | None]) -> float | None:
    """The sum of what is known, None where nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


_RATES = ("passed", "terms_put_plainly", "term_adherence", "faithful", "changed")


def shown(name: str, value: float | None) -> str:
    """A figure as people read it: rates in per cent, money in dollars, times in milliseconds."""
    if value is None:
        return "not known"
    if name.startswith(_RATES) or name in ("engine.llm", "fallback"):
        return f"{100 * value:.1f}%"
    if name == "cost_usd":
        return f"${value:.4f}"
    return f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"


def _shown_in(figures: Figures, name: str) -> str:
    return shown(name, figures[name]) if name in figures else "-"


@dataclass(frozen=True, slots=True)
class Comparison:
    """An earlier run against a later one, on the cases that both have."""

    before: Report
    after: Report

    @property
    def fixed(self) -> tuple[SavedCase, ...]:
        """Cases that passed only later."""
        return tuple(later for earlier, later in self._pairs if later.passed > earlier.passed)

    @property
    def broken(self) -> tuple[SavedCase, ...]:
        """Cases that passed only before, as they are now."""
        return tuple(later for earlier, later in self._pairs if later.passed < earlier.passed)

    @property
    def failing_otherwise(self) -> tuple[SavedCase, ...]:
        """Cases that failed before and fail for other reasons now."""
        return tuple(
            later
            for earlier, later in self._pairs
            if not (later.passed or earlier.passed) and later.failures != earlier.failures
        )

    @property
    def _pairs(self) -> list[tuple[SavedCase, SavedCase]]:
        earlier = {case.id: case for case in self.before.cases}
        return [(earlier[case.id], case) for case in self.after.cases if case.id in earlier]

    def rows(self) -> list[tuple[str, str, str]]:
        """Every figure of either run: name, before, now."""
        before, now = self.before.figures, self.after.figures
        return [
            (name, _shown_in(before, name), _shown_in(now, name))
            for name in dict.fromkeys((*now, *before))
        ]

    def as_json(self) -> dict[str, Any]:
        """The cases whose outcome differs, by name, with their failures now."""
        groups = ("fixed", "broken", "failing_otherwise")
        return {
            group: {case.id: list(case.failures) for case in getattr(self, group)}
            for group in groups
        }


def save(report: Report, path: Path) -> None:
    """Write a report for a later `load`. Raises OSError."""
    content = json.dumps(report.model_dump(mode="json"), ensure_ascii=False, indent=1)
    path.write_text(content + "\n", "utf-8")


def load(path: Path) -> Report:
    """A report that `save` wrote. Raises BadReport, OSError."""
    try:
        return Report.model_validate_json(path.read_text("utf-8"))
    except (ValidationError, UnicodeDecodeError) as problem:
        raise BadReport(f"{path.name} is not a report of `parlance eval translate`.") from problem
