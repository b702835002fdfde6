"""Sentences about a metric that moves become sentences about what people notice."""

import pytest

from glossary.layers import Glossary
from glossary.terms import Audience
from tests.unit.translators.rewriter_words import entry, run, to_business, to_tech

AGENT = [
    ("We need to optimize the response time.",
     "We need to make the product respond faster, so customers finish checkout sooner."),
    ("optimize API latency",
     "make the product respond faster, so customers finish checkout sooner"),
    ("We lowered search latency by a third.", "We made searches respond faster by a third."),
    ("We have reduced latency.", "We have made the product respond faster."),
    ("We are reducing latency now.", "We are making the product respond faster now."),
    ("It reduces latency.", "It makes the product respond faster."),
    ("This must not increase latency.", "This must not make the product respond more slowly."),
    ("Can we reduce latency?", "Can we make the product respond faster?"),
    ("We may cut latency next week.", "We may make the product respond faster next week."),
    ("By reducing latency we keep customers.",
     "By making the product respond faster we keep customers."),
    ("Bring latency down by half next week.",
     "Make the product respond faster by half next week, so customers finish checkout sooner."),
    ("We brought latency down.", "We made the product respond faster."),
    ("We want to drive down error rates.",
     "We want to make failures less frequent, so customers get through at the first try."),
    ("We will improve throughput this quarter.",
     "We will make the system able to handle more work this quarter,"
     " so busy days pass without delays."),
    ("We significantly reduced latency.", "We made the product respond significantly faster."),
    ("We've improved latency slightly.", "We've made the product respond slightly faster."),
    ("We cut p99 latency from 850 ms to 420 ms.",
     "We made the product respond faster (p99 from 850 ms to 420 ms)."),
    ("We should reduce p95 latency.",
     "We should make the product respond faster for the slowest requests (p95),"
     " so customers finish checkout sooner."),
    ("The release reduced latency.", "The release made the product respond faster."),
    ("The new index reduces latency by 40% on mobile.",
     "The new index makes the product respond faster by 40% on mobile."),
    ("In May, our team cut latency.", "In May, our team made the product respond faster."),
    ("The fix cut error rates in half.", "The fix made failures half as frequent."),
    ("We cut error rates by a third.", "We made failures a third less frequent."),
    ("We need to reduce our latency for mobile users.",
     "We need to make our product respond faster for mobile users."),
]  # fmt: skip

MOVES = [
    ("Latency rose.", "The product responded more slowly."),
    ("Latency has risen since Monday.",
     "The product has been responding more slowly since Monday."),
    ("latency is rising", "the product is responding more slowly"),
    ("Latency rises with load.", "The product responds more slowly with load."),
    ("Latency will increase during the move.",
     "The product will respond more slowly during the move."),
    ("Latency might not improve.", "The product might not respond faster."),
    ("Latency didn't improve.", "The product didn't respond faster."),
    ("Latency is up.", "The product is responding more slowly."),
    ("Error rates have been creeping up for weeks.",
     "Failures have been getting more frequent for weeks."),
    ("The error rate is up 20% over last month.",
     "Failures are 20% more frequent than last month."),
    ("The error rate slipped a third overnight.",
     "Failures became a third less frequent overnight."),
    ("Latency was down 20% in May.", "The product was responding faster by 20% in May."),
    ("Error rates have risen.", "Failures have become more frequent."),
    ("The error rate is up.", "Failures are more frequent."),
    ("Our error rate fell by 20%.", "Failures became 20% less frequent."),
    ("Throughput fell by 20%.", "The system became able to handle 20% less work."),
    ("The error rate dropped 30% after the fix.",
     "Failures became 30% less frequent after the fix."),
    ("The error rate has fallen by half.", "Failures have become half as frequent."),
    ("Latency rose 200 ms.", "The product responded more slowly by 200 ms."),
    ("Latency regressed.", "The product responded more slowly."),
    ("The checkout error rate has dropped.", "Failures at checkout have become less frequent."),
    ("The deploy failed and the latency is up.",
     "The deploy failed and the product is responding more slowly."),
]  # fmt: skip

FROM_TO = [
    ("Error rate went from 0.1% to 2% per hour.",
     "Failures became more frequent (from 0.1% to 2% per hour)."),
    ("Latency went from 850 ms to 420 ms.",
     "The product responded faster (from 850 ms to 420 ms)."),
    ("p99 latency went from 850ms to 1.2 s today.",
     "The product responded more slowly (p99 from 850ms to 1.2 s) today."),
    ("latency dropped 850ms → 420ms", "the product responded faster (850ms → 420ms)"),
    ("We cut latency from 20 to 8 minutes.",
     "We made the product respond faster (from 20 to 8 minutes)."),
    ("Error rates went from 20 to 400 calls in May.",
     "Failures became more frequent (error rates from 20 to 400 calls) in May."),
    ("Latency went from 850 ms to 1.2 s.",
     "The product responded more slowly (from 850 ms to 1.2 s)."),
    ("The error rate has gone from 2% to 0.5%.",
     "Failures have become less frequent (from 2% to 0.5%)."),
    ("Average latency rose from 200 ms to 350 ms.",
     "The product responded more slowly on average (from 200 ms to 350 ms)."),
]  # fmt: skip

ADJECTIVES = [
    ("Due to high latency, people left.", "Due to slower responses, people left."),
    ("People left because of high latency.", "People left because of slower responses."),
    ("We saw elevated error rates in May.", "We saw more failures in May."),
    ("An increased error rate is possible.", "More failures are possible."),
    ("Higher latency is expected.", "Slower responses are expected."),
    ("This led to elevated latency.", "This led to slower responses."),
    ("We need faster response times.", "We need faster responses."),
]  # fmt: skip

NOUN_ONLY = [
    ("We reduced p99 latency by 40%.", "We reduced p99 waiting time by 40%."),
    ("We need to reduce latency and cost.", "We need to reduce waiting time and cost."),
    ("We need to reduce latency to 200 ms.", "We need to reduce waiting time to 200 ms."),
    ("We cut latency in half.", "We cut waiting time in half."),
    ("Latency doubled.", "Waiting time doubled."),
    ("Latency rose to 2 s.", "Waiting time rose to 2 s."),
    ("We reduced latency by 20% and costs by 30%.",
     "We reduced waiting time by 20% and costs by 30%."),
    ("Cut latency by half.", "Cut waiting time by half."),
    ("Latency and error rates are up.",
     "Waiting time and shares of requests that fail are up."),
    ("We improved the response time of the login.",
     "We improved the waiting time of the login."),
]  # fmt: skip

UNTOUCHED = [
    "Response times are slow.",
    "What is latency?",
    "We need to keep latency low.",
    "A low-latency link is needed.",
    "Latency budget planning starts.",
]


@pytest.mark.parametrize(("before", "after"), AGENT)
def test_an_agent_that_moves_a_metric_makes_something_better_or_worse(
    before: str, after: str
) -> None:
    assert to_business(before) == after


@pytest.mark.parametrize(("before", "after"), MOVES)
def test_a_metric_that_moves_becomes_its_subject_in_the_same_tense_and_modality(
    before: str, after: str
) -> None:
    assert to_business(before) == after


@pytest.mark.parametrize(("before", "after"), FROM_TO)
def test_two_values_decide_the_wording_and_stay_in_brackets(before: str, after: str) -> None:
    assert to_business(before) == after


@pytest.mark.parametrize(("before", "after"), ADJECTIVES)
def test_an_adjective_and_a_metric_become_the_noun_phrase_of_the_impact(
    before: str, after: str
) -> None:
    assert to_business(before) == after


@pytest.mark.parametrize(("before", "after"), NOUN_ONLY)
def test_where_a_clause_would_lose_something_only_the_noun_changes(before: str, after: str) -> None:
    assert to_business(before) == after


@pytest.mark.parametrize("text", UNTOUCHED)
def test_what_no_rule_is_sure_of_stays(text: str) -> None:
    assert to_business(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "We lowered latency.",
        "We can't reduce latency before March.",
        "Can we reduce latency?",
        "We might reduce latency.",
        "We failed to reduce latency.",
        "If we want to reduce latency by May",
        "We need to increase latency.",
        "We need to reduce latency because customers complain.",
        "We were told how to reduce latency.",
    ],
)
def test_a_purpose_is_added_to_plain_plans_only(text: str) -> None:
    assert ", so " not in to_business(text)


def test_a_message_gets_one_purpose_at_most() -> None:
    output = to_business("We need to reduce latency. We need to reduce error rates.")
    assert output == (
        "We need to make the product respond faster, so customers finish checkout sooner."
        " We need to make failures less frequent."
    )


def test_the_purpose_is_the_one_for_the_audience() -> None:
    output = run("We need to reduce latency by Friday.", audience=Audience.SUPPORT).output
    assert output == (
        "We need to make the product respond faster by Friday, so fewer people write in."
    )


def test_values_that_contradict_the_verb_leave_the_noun_alone_to_change() -> None:
    assert to_business("We cut latency from 420 ms to 850 ms.") == (
        "We cut waiting time from 420 ms to 850 ms."
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("We must reduce churn by 20%.",
         "We must make customers cancel 20% less often,"
         " so income from existing customers stays."),
        ("Churn rose from 2% to 3%.", "Customers cancelled more often (from 2% to 3%)."),
        ("Customer churn is up.", "Customers are cancelling more often."),
        ("We fear higher churn.", "We fear higher churn (customers who cancel)."),
    ],
)  # fmt: skip
def test_business_metrics_follow_the_same_rules(before: str, after: str) -> None:
    assert to_tech(before) == after


def test_a_metric_that_is_only_to_be_defined_still_moves_in_plain_words() -> None:
    uptime = entry(
        id="uptime",
        kind="metric",
        action="define",
        forms={"mass": "uptime"},
        gloss="share of time it works",
        impact={
            "better": "up",
            "subject": "the service",
            "up": "available more of the time",
            "down": "available less of the time",
            "np_up": "more time in service",
            "np_down": "less time in service",
        },
    )
    words = Glossary([uptime], version="uptime")
    assert run("Uptime fell.", words=words).output == (
        "The service became available less of the time."
    )
    assert run("Uptime fell to 99.2% in May.", words=words).output == (
        "The service became available less of the time (uptime 99.2%) in May."
    )
    assert run("The move cut uptime by 0.3%.", words=words).output == (
        "The move made the service available less of the time (uptime down 0.3%)."
    )
    assert run("We improved uptime from 99.2% to 99.9%.", words=words).output == (
        "We made the service available more of the time (from 99.2% to 99.9%)."
    )
    for unsure in ("Uptime may fall to 99%.", "If uptime fell to 99%, we paid."):
        assert not run(unsure, words=words).changed
    left = run("Our uptime was 99.8%.", words=words)
    assert not left.changed
    assert [item.reason for item in left.left] == ["define"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("CPU load is up 25%.", "The machines have more to do (CPU load up 25%)."),
        ("CPU load is still up.", "The machines still have more to do."),
        ("CPU load was down.", "The machines had less to do."),
        ("CPU load has been up.", "The machines have had more to do."),
        ("CPU load will be up.", "The machines will have more to do."),
        ("CPU load isn't up.", "CPU load isn't up."),
        ("CPU load is rising.", "CPU load is rising."),
        ("CPU load rose by a third.", "The machines had more to do (CPU load up by a third)."),
    ],
)
def test_a_state_of_having_is_told_with_have(before: str, after: str) -> None:
    load = entry(
        id="cpu-load",
        kind="metric",
        action="define",
        forms={"mass": "CPU load"},
        gloss="how hard the processors work",
        impact={
            "better": "down",
            "subject": "the machines",
            "number": "pl",
            "up": "have more to do",
            "down": "have less to do",
            "np_up": "harder-working machines",
            "np_down": "machines with room to spare",
        },
    )
    assert run(before, words=Glossary([load], version="load")).output == after
