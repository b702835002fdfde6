"""What curators and readers are shown: nothing in it can ping, and Slack takes all of it."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.views import (
    conversation,
    glossary,
    glossary_curators,
    glossary_form,
    history,
    home,
    imports,
    review,
    stats,
)
from bot.views.blocks import Rendered, View
from bot.views.glossary_curators import Group
from bot.views.glossary_form import Purpose
from bot.views.review import Item
from glossary.formats import Changed, Diff
from glossary.revisions import Revision, Status
from glossary.rows import BadRow
from glossary.terms import Audience, Entry
from playground import rules
from playground.wording import pings_in
from storage.people import Person
from storage.usage_report import UsageReport
from tests.fakes.entries import make_entry

TRAPS = (
    "<!channel>",
    "<!here|here>",
    "<@U0MAYA>",
    "<@U0MAYA|maya>",
    "<!subteam^S012AB>",
    "&lt;!everyone&gt;",
    "@here",
    "<https://evil.example|https://bank.example>",
)
AT = datetime(2026, 11, 1, tzinfo=UTC)
trap = st.lists(st.sampled_from(TRAPS) | st.text(max_size=6), min_size=1, max_size=3).map("".join)


def entry_with(text: str) -> Entry:
    words = "x" + "".join(text.split())
    meaning = {"gloss": words, "definition": words, "reverse": {"says": [words[:80]]}}
    return make_entry("box", forms={"sg": words[:80], "pl": f"{words[:70]}es"}, **meaning)


def revisions_with(text: str, entry: Entry) -> list[Revision]:
    first = Revision("T1", "box", 1, Status.SUGGESTED, entry, "U1", AT, note=text, channel="C1")
    statuses = [*Status] * 6
    return [
        replace(first, number=number, status=status) for number, status in enumerate(statuses, 1)
    ]


def report_with(text: str) -> UsageReport:
    counted = {text: 3, "b": 1}
    return UsageReport(
        workspace="T1", since=AT, until=AT, uses=7, people=2, by_direction=counted,
        by_engine=counted, by_surface=counted, by_outcome=counted, by_fallback=counted,
        top_terms=counted, missing_terms={(text.strip() or "x"): 3}, helpful=3, not_helpful=1,
        llm_answers=3, fallbacks=1, latency_p50_ms=10.0, latency_p95_ms=900.0, input_tokens=5,
        output_tokens=6, cost_usd=0.1,
    )  # fmt: skip


def messages(text: str) -> list[Rendered]:
    entry = entry_with(text)
    revisions = revisions_with(text, entry)
    authors = {"U1": text}
    return [
        glossary.entry_message(entry),
        history.entry_history(revisions, authors, now=2),
        history.recent(revisions, authors),
        *(history.done(one) for one in revisions if one.in_force),
        review.told_approved(revisions[0], edited=True),
        review.told_declined(revisions[0]),
        stats.message(report_with(text), {text: text}),
        glossary_curators.listing([text], [text]),
        conversation.how_to("/translate"),
    ]


def modals(text: str) -> list[View]:
    entry = entry_with(text)
    other = entry.model_copy(update={"gloss": "another", "side": "both"})
    items = [
        Item(one, other if one.number % 2 else None, text) for one in revisions_with(text, entry)
    ][: review.SHOWN]
    draft = glossary_form.draft_of(entry)
    diff = Diff((entry,) * 20, (Changed(other, entry),) * 20, (), (BadRow(3, text),) * 20)
    return [
        glossary.entry_view(entry),
        review.queue(items, more=2),
        review.decline_form(items[0].revision, metadata=""),
        review.declined(items[0].revision),
        *(glossary_form.form(purpose, draft, hint=None) for purpose in Purpose),
        *(glossary_form.saved(entry, purpose) for purpose in Purpose),
        imports.preview(diff, metadata=""),
        imports.imported(diff),
        imports.problem(text),
        glossary_curators.form(["U1"], ["S1"], [Group("S1", text), Group("S2", "")]),
    ]


def homes(text: str) -> list[View]:
    entry = entry_with(text)
    revisions = revisions_with(text, entry)
    items = [Item(one, None, text) for one in revisions[: home.WAITING_SHOWN]]
    desk = home.Desk(items, 9, report_with(text), {text: text})
    person = Person(Audience.SALES, frozenset({"a"}), frozenset({"annotations", "digest"}))
    known = {str(number): f"x{text}" for number in range(60)}
    return [
        home.home(Person(), {}, [], {}, None),
        home.home(person, known, revisions, {"U1": text}, desk),
    ]


@given(trap)
def test_no_message_about_words_can_ping_and_slack_takes_it(text: str) -> None:
    for message in messages(text):
        assert not pings_in(message.text, message.blocks)
        rules.check_message(message.text, list(message.blocks))
        assert message.text.strip()


@given(trap)
def test_no_window_about_words_can_ping_and_slack_takes_it(text: str) -> None:
    for view in modals(text):
        assert not pings_in("", view["blocks"])
        rules.check_view(view, home=False)


@given(trap)
def test_no_home_tab_can_ping_and_slack_takes_it(text: str) -> None:
    for view in homes(text):
        assert not pings_in("", view["blocks"])
        rules.check_view(view, home=True)


def test_bars_are_in_proportion_and_never_empty() -> None:
    shown = stats.message(report_with("a"), {"a": "first", "b": "second"})
    text = "\n".join(block["text"]["text"] for block in shown.blocks if "text" in block)
    assert "████████████ 3 · first" in text
    assert "████ 1 · second" in text
