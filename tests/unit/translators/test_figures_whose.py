"""Which number is whose: values in company, and numbers that only look like values."""

import pytest

from translators import figures, masking


def statements(text: str) -> list[str]:
    return [figure.statement for figure in figures.compute(masking.read(text))]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Availability of the map tiles was 99.7% in March; we promised 99.9%.",
         ["2.16 hours", "43.2 minutes"]),
        ("Availability last quarter: 99.4% against a target of 99.9%.",
         ["4.32 hours", "43.2 minutes"]),
        ("We owe them 99.9% availability and only managed 99.6% in April.",
         ["43.2 minutes", "2.88 hours"]),
        ("Uptime for the portal came in at 99.6% and the contract says 99.8%.",
         ["2.88 hours", "86.4 minutes"]),
        ("Uptime was 99.9% in May and 99.7% in June.", ["43.2 minutes", "2.16 hours"]),
        ("p90 for search is 640 ms and p99 is 3.1 s.",
         ["90 of 100 searches finish within 640 milliseconds",
          "99 of 100 requests finish within 3.1 seconds"]),
        ("p50 and p95 are 120 ms and 480 ms.",
         ["Half of the requests finish within 120 milliseconds",
          "95 of 100 requests finish within 480 milliseconds"]),
        ("RPO and RTO are 5 minutes and 1 hour.", ["5 minutes of data", "within 1 hour"]),
        ("NRR came in at 104% with GRR at 93%.", ["pay 4% more", "7% of the revenue"]),
        ("NRR and GRR were 108% and 95%.", ["pay 8% more", "5% of the revenue"]),
        ("Net revenue retention: 97% vs 103% a year ago.", ["pay 3% less", "pay 3% more"]),
        ("0.4% of 250,000 uploads failed on Tuesday.", ["1 in 250 uploads fails: 1,000 of"]),
        ("3% of the 40,000 emails bounced and 0.2% of sends failed.", ["1 in 500 "]),
        ("Error rate fell to 0.2% from 0.8%.", ["75% less"]),
        ("Our 3 engineers, down from 5, cope.", ["decrease of 40%"]),
    ],
)  # fmt: skip
def test_each_value_is_told_of_the_metric_it_was_said_of(text: str, said: list[str]) -> None:
    found = statements(text)
    assert len(found) == len(said)
    assert all(words in statement for words, statement in zip(said, found, strict=True))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ARR is £3.6M, of which £600k came this year.", "£3.6M a year"),
        ("ARR is $5M and marketing costs $400k.", "$5M a year"),
        ("We added $300k ARR and lost $90k.", "$300k a year"),
        ("MRR is $40k after $3k of churn.", "$480k a year"),
        ("After the drill our RTO is 40 min instead of 4 h.", "within 40 minutes"),
        ("The RPO is one hour, not five minutes.", "1 hour of data"),
        ("Recovery took 50 minutes against an RTO of 30 minutes.", "within 30 minutes"),
        ("p95 is 1.2 s, the target is 800 ms.", "within 1.2 seconds"),
        ("p95 improved by 200 ms and is now 900 ms.", "within 900 milliseconds"),
        ("NRR improved 4 points to 106%.", "pay 6% more"),
        ("Quarterly logo churn was 2.5%, monthly revenue churn 0.8%.", "9.2% of revenue"),
        ("Revenue churn is 1.2% monthly, logo churn 2% quarterly.", "13.5% of revenue"),
        ("Uptime is 99.95% and 80% of customers never noticed the outage.", "21.6 minutes"),
        ("The rate moved 25 basis points to 4.5%.", "0.25 percentage points"),
    ],
)
def test_a_part_a_period_or_an_aim_beside_a_value_is_no_second_value(text: str, said: str) -> None:
    (found,) = statements(text)
    assert said in found


@pytest.mark.parametrize(
    "text",
    [
        "Failures dropped by 40%.",
        "40% fewer failures since 7.1.",
        "We shaved 80 ms off p99.",
        "p99 is up 300 ms since Monday.",
        "Conversion rose 2% last month.",
        "Payback shortened by 3 months.",
        "Between 3 and 5% of deliveries fail on Mondays.",
        "Uptime was 99.5 to 99.9%.",
        "p50/p99: 90ms/1.4s",
        "The margin improved 3 points to 71%.",
        "NPS rose 5 points to 41.",
        "Revenue grew $2M to $10M.",
        "Headcount is up 12 to 60.",
        "From 3 engineers to 40 customers, it has been a year.",
        "Trial-to-paid is 18%, demo-to-close 30%.",
        "Lead-to-demo is 20%, demo-to-close is 25%, margin is 70%.",
        "Median tenure is 3 years.",
        "Expect 2 to 3% churn in the worst month.",
        "5% of requests took longer than 900 ms.",
        "Quarterly churn is 4% and the plan is monthly.",
    ],
)
def test_how_far_something_moved_or_ranges_is_not_where_it_stands(text: str) -> None:
    assert statements(text) == []


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("p95 build time is 12 minutes.", "95 of 100 builds"),
        ("search p99 is 2 s", "99 of 100 searches"),
        ("median time to resolve is 3 hours", "Half of the cases"),
        ("p99 after the release is 3 s.", "99 of 100 requests"),
    ],
)
def test_a_percentile_counts_what_was_timed(text: str, things: str) -> None:
    (found,) = statements(text)
    assert found.startswith(things)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Uptime fell from 99.98% to 99.91% over the quarter.",
         "up to 38.9 minutes of downtime in 30 days instead of 8.64 minutes"),
        ("Availability is 99.9%, up from 99.5%.",
         "up to 43.2 minutes of downtime in 30 days instead of 3.6 hours"),
    ],
)  # fmt: skip
def test_a_move_of_uptime_is_told_as_downtime_before_and_after(text: str, said: str) -> None:
    (found,) = statements(text)
    assert said in found
