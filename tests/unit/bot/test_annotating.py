"""What of a message is worth a note, and what is left alone."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.annotating import Rehearsal, Sighting, look, meaning_of, plan, rehearse
from glossary.packs import builtin
from glossary.terms import Audience, Side
from storage.annotations import MOST_TERMS, Manners, Mode, Term

BENCH = Path(__file__).parents[3].parent / "shared" / "data" / "bench" / "messages.jsonl"
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
ON = Manners(Mode.REACTION)


def terms_for(text: str, audience: Audience | None = None, *, context: str = "") -> list[str]:
    """The terms that a message would have a note about, in a channel of this audience."""
    glossary = builtin()
    sighting = look(text, glossary=glossary, at=NOON, context=(context,) if context else ())
    wanted = plan(sighting, glossary=glossary, manners=Manners(Mode.REACTION, audience))
    return [term.entry for term in wanted.terms] if wanted else []


JARGON = [
    ("We need a canary release and a rollback plan before the launch next week.", "canary"),
    ("Autoscaling did not keep up, so the load balancer dropped some requests.", "autoscaling"),
    ("The p99 latency of the API doubled after the deployment this morning.", "latency"),
]


@pytest.mark.parametrize(("text", "entry"), JARGON)
def test_jargon_that_the_audience_does_not_know_is_worth_a_note(text: str, entry: str) -> None:
    assert entry in terms_for(text, Audience.SALES)


@pytest.mark.parametrize(("text", "_"), JARGON)
def test_what_the_audience_knows_is_not(text: str, _: str) -> None:
    assert terms_for(text, Audience.ENGINEERING) == []


def test_where_both_sides_read_the_other_side_of_the_message_is_the_audience() -> None:
    glossary = builtin()
    tech = look(JARGON[0][0], glossary=glossary, at=NOON)
    wanted = plan(tech, glossary=glossary, manners=ON)
    assert wanted
    assert wanted.audience is Audience.BUSINESS
    assert "rollback" in str(wanted.terms) or "roll-back" in str(wanted.terms)
    sales = "Churn is up in the SMB segment and our ARR depends on the renewals in Q2."
    wanted = plan(look(sales, glossary=glossary, at=NOON), glossary=glossary, manners=ON)
    assert wanted
    assert wanted.audience is Audience.ENGINEERING
    assert "annual-recurring-revenue" in [term.entry for term in wanted.terms]


def test_where_both_sides_read_and_neither_speaks_nothing_is_noted() -> None:
    unclear = Sighting(NOON, None, (Term("latency"),))
    assert plan(unclear, glossary=builtin(), manners=ON) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "lgtm",
        "rollback done",
        "Deploying the hotfix now",
        "Thanks a lot, I will have a look after lunch and tell you.",
        "`kubectl rollout undo deployment/api` and then `kubectl get pods -w`",
        "```\nTraceback: latency over budget\nrollback of canary failed\n```\nas above in the log",
        "> We need a canary release and a rollback plan before the launch next week.\nI agree",
        "<https://example.com/a/canary-release/rollback-plan> is what we talked about",
    ],
)
def test_chat_code_quotes_and_plain_words_are_left_alone(text: str) -> None:
    assert terms_for(text, Audience.SALES) == []


@pytest.mark.parametrize(
    "text",
    [
        "Sorry for the basic question, but what is a canary release?",
        "What's a rollback? I keep reading it in this channel and wonder.",
        "Hey all, quick one from sales: what does p99 latency mean?",
        "Does anybody here know what autoscaling is, in two sentences please?",
        "Could somebody explain autoscaling? The customer asked me about it yesterday.",
        "The customer wants to know what “load balancer” means in our proposal.",
        "what exactly is the load balancer, again, and who looks after it?",
    ],
)
def test_a_question_about_a_word_is_left_to_people(text: str) -> None:
    assert terms_for(text, Audience.SALES) == []


@pytest.mark.parametrize(
    "text",
    [
        "Autoscaling (adding machines when it gets busy) did not keep up last night.",
        "Autoscaling, i.e. adding machines when it gets busy, did not keep up last night.",
        "Autoscaling means adding machines when it gets busy, and it failed last night.",
        "Adding machines when it gets busy (autoscaling) did not keep up last night.",
    ],
)
def test_a_term_that_its_author_explains_needs_no_note(text: str) -> None:
    assert terms_for(text, Audience.SALES) == []


def test_other_terms_of_a_message_that_explains_one_still_do() -> None:
    text = "Autoscaling (adding machines when it is busy) broke the load balancer last night."
    assert terms_for(text, Audience.SALES) == ["load-balancer"]


@pytest.mark.parametrize(
    "text",
    [
        "I will take the lead on this and come back to you before the end of the week.",
        "Please have another look at the last page before we all meet on Monday.",
        "The port was closed because of the storm, so we took the other road home.",
    ],
)
@pytest.mark.parametrize("audience", [None, *Audience])
def test_everyday_words_and_undecided_ones_are_left_alone(
    text: str, audience: Audience | None
) -> None:
    assert terms_for(text, audience) == []


def test_a_term_is_named_once_and_with_its_sense() -> None:
    text = (
        "The instance crashed again: we moved the instance to another server and its memory grew."
    )
    found = look(text, glossary=builtin(), at=NOON).terms
    assert found.count(Term("instance", "server-instance")) == 1


def test_a_sighting_holds_no_word_of_the_message() -> None:
    text = "Zebra Corp needs the canary release of project Wildfire before the launch next week."
    kept = repr(look(text, glossary=builtin(), at=NOON)).casefold()
    assert "canary" in kept
    assert "zebra" not in kept
    assert "wildfire" not in kept


def test_a_meaning_is_worded_for_the_audience_and_in_its_sense() -> None:
    entry = builtin().entries["instance"]
    meaning = meaning_of(entry, Term("instance", "server-instance"), Audience.BUSINESS)
    assert meaning.gloss == next(s.gloss for s in entry.senses if s.id == "server-instance")


def test_a_term_that_left_the_glossary_is_not_noted() -> None:
    gone = Sighting(NOON, Side.TECH, (Term("no-such-entry"),))
    assert plan(gone, glossary=builtin(), manners=ON) is None


@given(st.text(max_size=200))
def test_no_message_is_too_odd_to_be_looked_at(text: str) -> None:
    sighting = look(text, glossary=builtin(), at=NOON)
    assert sighting.quiet is None or not sighting.terms


def moments(count: int, *, within: timedelta) -> list[datetime]:
    return [NOON + within * number / count for number in range(count)]


def test_the_rehearsal_keeps_hour_and_cooldown() -> None:
    rehearsal = Rehearsal(Manners(Mode.THREAD, per_hour=2, cooldown_days=1))
    made = [
        rehearsal.claim([Term(f"t{number % 3}")], at=at)
        for number, at in enumerate(moments(12, within=timedelta(hours=2)))
    ]
    assert [str(terms[0]) if terms else "" for terms in made] == [
        *("t0", "t1", "", "", "", ""),
        *("", "", "t2", "", "", ""),
    ]


def test_what_is_off_is_rehearsed_as_nothing() -> None:
    assert Rehearsal(Manners()).claim([Term("api")], at=NOON) == ()


@pytest.fixture(scope="module")
def busy_day() -> list[Sighting]:
    """Thousands of real messages, as if written in one channel on one day."""
    with BENCH.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    day = moments(len(texts), within=timedelta(days=1))
    return [look(text, glossary=builtin(), at=at) for text, at in zip(texts, day, strict=True)]


@pytest.mark.shared
@pytest.mark.skipif(not BENCH.exists(), reason="the messages are not beside the project")
@pytest.mark.parametrize("audience", [None, Audience.BUSINESS, Audience.SALES, Audience.SECURITY])
def test_a_day_of_a_busy_channel_stays_quiet(
    audience: Audience | None, busy_day: list[Sighting]
) -> None:
    """At most one note for ten messages, never two of a term."""
    manners = Manners(Mode.REACTION, audience)
    notes = [terms for _, terms in rehearse(busy_day, glossary=builtin(), manners=manners)]
    entries = [term.entry for terms in notes for term in terms]
    assert 0 < len(notes) <= len(busy_day) / 10
    assert len(entries) == len(set(entries))
    assert max(map(len, notes)) <= MOST_TERMS


@pytest.mark.shared
@pytest.mark.skipif(not BENCH.exists(), reason="the messages are not beside the project")
@pytest.mark.parametrize("count", [60, 100, 200, 500, 1500])
def test_a_slow_day_is_no_noisier(count: int, busy_day: list[Sighting]) -> None:
    """Few messages leave the hourly budget unused: every tenth may have a note all the same."""
    spread = busy_day[:: len(busy_day) // count][:count]
    notes = list(rehearse(spread, glossary=builtin(), manners=ON))
    assert 0 < len(notes) <= count / 10
