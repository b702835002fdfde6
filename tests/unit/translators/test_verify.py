"""Faithful answers pass, spoiled ones do not, and each kind of violation has its own hard cases."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.layers import Glossary
from glossary.packs import builtin
from glossary.terms import Entry
from tests.fakes.corruptions import SPOILERS, Corruption, corruptions
from tests.fakes.faithful_pairs import FAITHFUL, FREER, TO_BUSINESS, TO_TECH
from translators import figures, masking, verify
from translators.models import Markup, Violation

SMALL = Glossary(
    [
        Entry.model_validate(entry)
        for entry in (
            {
                "id": "latency",
                "side": "tech",
                "category": "performance",
                "kind": "metric",
                "forms": {"mass": ["latency", "API latency"]},
                "gloss": "how long people wait for an answer",
                "definition": "The time between asking a system for something and its answer.",
                "so_what": "customers finish checkout sooner",
            },
            {
                "id": "non-blocking",
                "side": "tech",
                "category": "delivery",
                "kind": "adjective",
                "forms": {"adjective": "non-blocking"},
                "plain": {"predicative": "not in the way of other work"},
                "gloss": "not in the way of other work",
                "definition": "Said of a problem that lets all other work go on.",
            },
            {
                "id": "flaky",
                "side": "tech",
                "category": "quality",
                "kind": "adjective",
                "forms": {"adjective": "flaky"},
                "gloss": "unreliable",
                "definition": "Said of a check that fails now and then for no good reason.",
            },
            {
                "id": "two-factor",
                "side": "tech",
                "category": "security",
                "kind": "noun",
                "forms": {"mass": "two-factor authentication"},
                "gloss": "a second proof at login",
                "definition": "Login with a password and a code sent within 60 seconds.",
            },
        )
    ],
    version="test",
)


def check(
    source: str,
    answer: str,
    *,
    glossary: Glossary = SMALL,
    expect_change: bool = False,
    instructions: str = "",
) -> tuple[Violation, ...]:
    message = masking.read(source, markup=Markup.SLACK)
    return verify.check(
        message,
        masking.read(answer, markup=message.markup),
        matches=glossary.find(message.text, protected=message.protected),
        figures=figures.compute(message),
        expect_change=expect_change,
        instructions=instructions,
    )


def kinds(violations: Iterable[Violation]) -> set[str]:
    return {violation.kind for violation in violations}


def test_there_are_enough_references_in_both_directions() -> None:
    assert len(TO_BUSINESS) + len(TO_TECH) + len(FREER) == len(FAITHFUL) >= 80
    assert min(len(TO_BUSINESS), len(TO_TECH)) >= 40


@pytest.mark.parametrize(("source", "answer"), FAITHFUL)
def test_a_good_rewrite_is_not_rejected(source: str, answer: str) -> None:
    assert check(source, answer) == ()


@pytest.mark.parametrize(("source", "answer"), FAITHFUL)
def test_nor_is_it_with_the_words_that_ship(source: str, answer: str) -> None:
    assert check(source, answer, glossary=builtin()) == ()


@pytest.mark.parametrize(("source", "answer"), FAITHFUL)
def test_a_message_is_faithful_to_itself(source: str, answer: str) -> None:
    assert check(source, source) == check(answer, answer) == ()


@pytest.mark.parametrize(("source", "answer"), FAITHFUL)
def test_every_spoiled_form_of_a_good_rewrite_is_noticed(source: str, answer: str) -> None:
    missed = [
        (corruption.name, corruption.answer)
        for corruption in corruptions(source, answer)
        if not _is_noticed(source, corruption)
    ]
    assert missed == []


def _is_noticed(source: str, corruption: Corruption) -> bool:
    copied = corruption.name == "same_as_input"
    return bool(kinds(check(source, corruption.answer, expect_change=copied)) & corruption.expected)


def test_every_way_of_spoiling_is_tried_at_least_five_times() -> None:
    tried = [
        corruption.name for source, answer in FAITHFUL for corruption in corruptions(source, answer)
    ]
    assert all(tried.count(spoil.__name__) >= 5 for spoil, _ in SPOILERS)


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("1,000 users", "1000 users"),
        ("1,000 users", "one thousand users"),
        ("0.1% of calls", "0.1 per cent of calls"),
        ("850ms", "850 milliseconds"),
        ("90 minutes of work", "1.5 hours of work"),
        ("a third of them", "33% of them"),
        ("half of them", "50% of them"),
        ("it doubled", "it is twice as much"),
        ("1 in 5 users", "20% of the users"),
        ("$80,000", "$80k"),
        ("both servers", "the two servers"),
        ("100% of users", "all users"),
        ("zero downtime", "no downtime"),
        ("in an hour", "in 1 hour"),
        ("from 850 to 420 ms", "420 ms instead of 850 ms"),
        ("24/7 support", "support around the clock"),
        ("the 2nd attempt", "the second attempt"),
        ("1. stop\n2. go", "First stop, then go"),
    ],
)
def test_the_notation_of_a_number_is_free(source: str, answer: str) -> None:
    assert check(source, answer) == ()


@pytest.mark.parametrize(
    ("source", "answer", "kind"),
    [
        ("It takes 850 ms.", "It takes 950 ms.", "number_lost"),
        ("It takes 850 ms.", "It takes 950 ms.", "number_added"),
        ("It takes 850 ms.", "It takes 850 seconds.", "unit_changed"),
        ("It costs $50.", "It costs €50.", "unit_changed"),
        ("5 business days", "5 days", "unit_changed"),
        ("up 1 percentage point", "up 1%", "unit_changed"),
        ("Three teams", "Some teams", "number_lost"),
        ("Some teams", "Three teams", "number_added"),
        ("error 503", "an error", "number_lost"),
        ("It is slow.", "It is twice as slow.", "number_added"),
    ],
)
def test_a_number_may_not_change(source: str, answer: str, kind: str) -> None:
    assert kind in kinds(check(source, answer))


def test_figures_may_be_told() -> None:
    answer = "The shop works 99.8% of the time: up to 86.4 minutes of downtime in 30 days."
    assert check("The shop has 99.8% uptime.", answer) == ()


def test_a_number_of_a_matched_term_may_go_and_that_of_its_entry_may_come() -> None:
    source = "We added two-factor authentication."
    assert check(source, "We added a second proof at login.") == ()
    assert check(source, "We added login with a code sent within 60 seconds.") == ()


@pytest.mark.parametrize(
    ("source", "answer", "kind"),
    [
        ("Ready by Friday.", "Ready soon.", "date_lost"),
        ("Ready soon.", "Ready on Friday.", "date_added"),
        ("Ready by Friday.", "Ready by Thursday.", "date_lost"),
        ("Ready at 3 pm.", "Ready at 4 pm.", "date_added"),
        ("Ready by March 14.", "Ready by March 15.", "date_lost"),
        ("Ready next week.", "Ready this week.", "date_lost"),
        ("Ready by Friday.", "Ready after Friday.", "deadline_changed"),
    ],
)
def test_a_date_may_not_change(source: str, answer: str, kind: str) -> None:
    assert kind in kinds(check(source, answer))


@pytest.mark.parametrize(
    ("source", "answer", "kind"),
    [
        ("Sarah will look at it.", "Somebody will look at it.", "name_lost"),
        ("We asked Globex.", "We asked the customer.", "name_lost"),
        ("We moved to AWS.", "We moved to the cloud.", "name_lost"),
        ("GDPR applies.", "The law applies.", "name_lost"),
        ("They will look at it.", "Sarah will look at it.", "name_added"),
        ("We asked them.", "We asked Globex.", "name_added"),
        ("They agreed.", "Trask agreed to it.", "name_added"),
    ],
)
def test_a_name_may_not_change(source: str, answer: str, kind: str) -> None:
    assert kind in kinds(check(source, answer))


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("We haven't tested it.", "We have not tested it."),
        ("It is not available.", "It is unavailable."),
        ("It is unavailable.", "It is not available."),
        ("We can't log in.", "We are unable to log in."),
        ("It fails to start.", "It does not start."),
        ("It no longer works.", "It has stopped working."),
        ("The job did not fail.", "The job worked."),
        ("It's too slow.", "It is not fast enough."),
        ("Neither tests nor docs are ready.", "The tests and docs are not ready."),
        ("The bug is non-blocking.", "The bug is not in the way of other work."),
        ("Whether or not it works, we go on.", "We go on whether it works or not."),
        ("Not only sales asked for it.", "Others besides sales asked for it."),
    ],
)
def test_a_negation_may_be_put_differently(source: str, answer: str) -> None:
    assert "negation_changed" not in kinds(check(source, answer))


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("We haven't tested it.", "We have tested it."),
        ("It works.", "It does not work."),
        ("Nobody was told.", "Everybody was told."),
        ("It never ran.", "It always ran."),
        ("The job failed.", "The job worked."),
        ("The job did not fail.", "The job failed."),
        ("We can't ship it without tests.", "We can ship it without tests."),
        ("The search is down.", "The search works."),
    ],
)
def test_a_negation_may_not_come_or_go(source: str, answer: str) -> None:
    assert "negation_changed" in kinds(check(source, answer))


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("It may break.", "It will break."),
        ("It might break.", "It breaks."),
        ("It could break.", "It breaks."),
        ("It breaks.", "It may break."),
        ("We should upgrade.", "We must upgrade."),
        ("We must upgrade.", "We could upgrade."),
        ("It probably breaks.", "It breaks."),
        ("It takes about 5 days.", "It takes 5 days."),
        ("It takes 5 days.", "It takes about 5 days."),
        ("It takes ~5 days.", "It takes 5 days."),
        ("Up to 5 users at once.", "5 users at once."),
        ("At least 5 users.", "5 users."),
    ],
)
def test_a_claim_may_not_become_stronger_or_weaker(source: str, answer: str) -> None:
    assert kinds(check(source, answer)) & {"modality_changed", "cause_or_promise_added"}


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("It may break.", "It might break."),
        ("Perhaps it breaks.", "It could break."),
        ("It takes ~5 days.", "It takes roughly 5 days."),
        ("We have to upgrade.", "We must upgrade."),
        ("We need to upgrade.", "An upgrade is required."),
        ("We should upgrade.", "We recommend an upgrade."),
        ("We're going to upgrade.", "We will upgrade."),
        ("It starts on May 3.", "It starts on 3 May."),
        ("Could you look at it?", "Please look at it."),
    ],
)
def test_a_modal_may_be_put_differently(source: str, answer: str) -> None:
    assert check(source, answer) == ()


@pytest.mark.parametrize(
    "answer",
    [
        "We need faster answers because the servers are old.",
        "We need faster answers, so nobody has to be hired.",
        "We need faster answers. We guarantee success.",
        "We need faster answers. Sales will double them.",
    ],
)
def test_a_cause_or_promise_may_not_be_added(answer: str) -> None:
    assert "cause_or_promise_added" in kinds(check("We need to lower latency.", answer))


def test_a_benefit_may_come_from_the_entry() -> None:
    answer = "We need to answer faster, so customers finish checkout sooner."
    assert check("We need to lower latency.", answer) == ()


def test_two_clauses_may_be_joined_by_a_cause_that_the_source_implies() -> None:
    assert check("The disk is full, orders are late.", "Orders are late as the disk is full.") == ()


def test_what_went_up_may_not_go_down() -> None:
    found = check("Revenue grew by 5%.", "Revenue fell by 5%.")
    assert kinds(found) == {"quantity_direction_changed"}


@pytest.mark.parametrize(
    ("source", "answer", "kind"),
    [
        ("<@U123ABC> look", "Please look", "literal_lost"),
        ("See <https://x.io/a|this>", "See this", "literal_lost"),
        ("Run `make`", "Run it", "literal_lost"),
        ("Done :tada:", "Done", "literal_lost"),
        ("See SHOP-12", "See the ticket", "literal_lost"),
        ("Look", "<!channel> look", "literal_added"),
        ("Look", "<!here|here> look", "literal_added"),
        ("Look", "&lt;!channel&gt; look", "literal_added"),
        ("Look", "@channel look", "literal_added"),
        ("Look", "<@U999ZZZ> look", "literal_added"),
        ("Look", "Look at https://evil.example", "literal_added"),
        ("<@U123ABC> look", "<@U123ABD> look", "literal_added"),
    ],
)
def test_literals_stay_as_they_are(source: str, answer: str, kind: str) -> None:
    assert kind in kinds(check(source, answer))


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("", "empty"),
        (" \n", "empty"),
        ("⟦1⟧ works again.", "marker_leaked"),
        ("Here is the translation: the shop works again.", "prompt_echoed"),
        ('{"translation": "The shop works again."}', "prompt_echoed"),
        ("The shop works again. </data 0a1b2c3d>", "prompt_echoed"),
        ("Der Laden ist wieder da und die Kunden sind froh.", "language_changed"),
        ("Магазин снова работает.", "language_changed"),
        ("The shop is back. " * 60, "length"),
    ],
)
def test_the_form_of_an_answer_is_checked(answer: str, kind: str) -> None:
    assert kind in kinds(check("The shop is back.", answer))


def test_a_run_of_the_instructions_is_an_echo() -> None:
    prompt = "Put the message into words that a person without technical background uses daily."
    answer = "The shop is back. Put the message into words that a person uses."
    assert kinds(check("The shop is back.", answer, instructions=prompt)) == {"prompt_echoed"}


def test_a_copy_is_a_violation_only_where_a_change_is_expected() -> None:
    assert check("The shop is back.", "The shop is back!") == ()
    copied = check("The shop is back.", "The shop is back!", expect_change=True)
    assert kinds(copied) == {"unchanged_copy"}


def test_a_message_of_signs_alone_may_stay_one() -> None:
    assert check(":tada:", ":tada:") == ()


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_pair_of_texts_makes_it_crash(source: str, answer: str) -> None:
    verify.check(masking.read(source), masking.read(answer))


@given(st.text(alphabet="abc 0123456789%$.,'<>@!:⟦⟧\n", max_size=120))
def test_any_text_is_faithful_to_itself_unless_it_has_no_words(text: str) -> None:
    message = masking.read(text)
    assert verify.check(message, message) == ()
