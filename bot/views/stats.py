"""How Parlance was used: figures and bars, in blocks that every surface can show."""

from collections.abc import Mapping

from bot.views import blocks as kit
from bot.views import glossary_form
from bot.views.blocks import Block, Rendered
from bot.views.escaping import literal
from storage.usage_report import UsageReport

DAYS = 30
TERMS_SHOWN = 8
MISSING_SHOWN = 5
_BAR = 12
_DIRECTIONS = {
    "tech_to_business": "to the business side",
    "business_to_tech": "to the technical side",
    "undecided": "undecided",
}
_ENGINES = {"llm": "AI model with glossary", "glossary": "glossary only"}
NOTHING_YET = f"Nobody has used Parlance in the last {DAYS} days."


def message(report: UsageReport, names: Mapping[str, str]) -> Rendered:
    """The figures for one person to read. `names` are headwords by entry id."""
    rows = tuple(figures(report, names))
    return Rendered(_spoken(report), rows[: kit.MESSAGE_BLOCKS])


def figures(report: UsageReport, names: Mapping[str, str]) -> list[Block]:
    """The figures as blocks, for a message or for the home tab."""
    if not report.uses:
        return [kit.section(NOTHING_YET)]
    terms = {names.get(term, term): uses for term, uses in report.top_terms.items()}
    return [
        kit.section(f"*The last {DAYS} days*\n{_totals(report)}"),
        *_bars("Directions", _named(report.by_direction, _DIRECTIONS)),
        *_bars("Answered by", _named(report.by_engine, _ENGINES)),
        *_bars("Terms met most", terms),
        *_missing(report.missing_terms),
    ]


def _totals(report: UsageReport) -> str:
    lines = [f"{_count(report.uses, 'use')} by {_count(report.people, 'person', 'people')}"]
    if report.helpful_rate is not None:
        judged = report.helpful + report.not_helpful
        lines.append(f"{report.helpful_rate:.0%} of {_count(judged, 'rated answer')} helped")
    if report.fallback_rate is not None:
        lines.append(f"{report.fallback_rate:.0%} answered by the glossary in the model's place")
    if report.latency_p95_ms is not None:
        lines.append(f"95 of 100 answers took {report.latency_p95_ms / 1000:.1f} s at most")
    tokens = report.input_tokens + report.output_tokens
    if tokens:
        cost = f", about ${report.cost_usd:,.2f}" if report.cost_usd is not None else ""
        lines.append(f"{tokens:,} tokens{cost}")
    return "\n".join(f"• {line}" for line in lines)


def _bars(title: str, counted: Mapping[str, int]) -> list[Block]:
    """A bar for each name, longest first; nothing where nothing was counted."""
    shown = dict(list(counted.items())[:TERMS_SHOWN])
    if not shown:
        return []
    most = max(shown.values())
    lines = [f"{_bar(uses, most)} {uses} · {literal(name)}" for name, uses in shown.items()]
    return kit.sections(f"*{title}*\n" + "\n".join(lines))


def _bar(uses: int, most: int) -> str:
    """As long as its share of the longest; never quite empty. No code markup: that is red."""
    return "█" * max(1, round(_BAR * uses / most))


def _missing(counted: Mapping[str, int]) -> list[Block]:
    """Words that people looked up in vain, each with a way to explain it."""
    if not counted:
        return []
    rows: list[Block] = [kit.section("*Looked up, but not explained yet*")]
    for word, times in list(counted.items())[:MISSING_SHOWN]:
        add = kit.button("Add", action=glossary_form.OPEN_ADD, value=word[: kit.VALUE_LIMIT])
        rows.append(kit.section(f"{literal(word)} · {_count(times, 'time')}", accessory=add))
    return rows


def _named(counted: Mapping[str, int], names: Mapping[str, str]) -> dict[str, int]:
    return {names.get(key, key): uses for key, uses in counted.items()}


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _spoken(report: UsageReport) -> str:
    return f"The last {DAYS} days\n{_totals(report)}" if report.uses else NOTHING_YET
