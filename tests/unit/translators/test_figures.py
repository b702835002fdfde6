"""Every bridge against values worked out by hand, the traps, and what must hold for any text."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translators import figures, masking
from translators.models import Figure
from translators.reckoning import bridges


def compute(text: str) -> tuple[Figure, ...]:
    return figures.compute(masking.read(text))


def only(text: str) -> Figure:
    (figure,) = compute(text)
    return figure


@pytest.mark.parametrize(
    ("percent", "in_30_days", "in_a_year"),
    [
        ("99", "7.2 hours", "3.65 days"),
        ("99.5", "3.6 hours", "43.8 hours"),
        ("99.8", "86.4 minutes", "17.5 hours"),
        ("99.9", "43.2 minutes", "8.76 hours"),
        ("99.95", "21.6 minutes", "4.38 hours"),
        ("99.99", "4.32 minutes", "52.6 minutes"),
        ("99.999", "25.9 seconds", "5.26 minutes"),
    ],
)
def test_uptime_is_told_as_downtime(percent: str, in_30_days: str, in_a_year: str) -> None:
    statement = only(f"Checkout had {percent}% uptime.").statement
    assert statement == (
        f"{percent}% uptime means up to {in_30_days} of downtime in 30 days ({in_a_year} "
        f"in a year)."
    )


def test_a_figure_shows_source_formula_and_assumption() -> None:
    figure = only("Last week we had 99.8 percent uptime, not bad.")
    assert figure.source == "99.8 percent uptime"
    assert figure.formula == "(100 - 99.8) / 100 x 43,200 minutes = 86.4 minutes"
    assert "30 days" in figure.assumption


@pytest.mark.parametrize(
    "text",
    [
        "99.9% availability",
        "the uptime report says 99.9%",
        "SLA: 99,9 %",
        "ninety-nine point nine percent uptime",
        "an SLA of 99.9%",
        "the SLO is 99.9 per cent",
        "three nines",
        "3 nines",
        "three 9s",
        "it was up 99.9% of the time",
        "uptime was on average 99.9%",
        "99.9% of last month the site was available",
        "the site was available 99.9% of the time",
    ],
)
def test_availability_is_found_under_its_names(text: str) -> None:
    assert "43.2 minutes" in only(text).statement


@pytest.mark.parametrize(
    "text",
    [
        "We promise 99.95% availability in the contract; we delivered 99.9% in May.",
        "The SLA is 99.95%, in fact we only reached 99.9%.",
        "99.95% uptime was the goal, we were at 99.9%",
        "Our SLO is 99.95%. We came in at 99.9% in June.",
    ],
)
def test_what_was_delivered_is_told_beside_what_was_promised(text: str) -> None:
    promised, delivered = compute(text)
    assert "21.6 minutes" in promised.statement
    assert "43.2 minutes" in delivered.statement


@pytest.mark.parametrize(
    "text",
    [
        "99.95% availability; we achieved 98% customer satisfaction",
        "99.95% availability. We reached 98% of our customers",
        "99.95% availability; we hit 92% of users",
    ],
)
def test_a_share_of_something_else_is_no_delivered_uptime(text: str) -> None:
    assert len(compute(text)) == 1


@pytest.mark.parametrize(
    "text", ["three and a half nines", "three nines five", "3.5 nines", "three nines and a five"]
)
def test_half_a_nine_adds_a_five(text: str) -> None:
    assert "99.95%" in only(text).statement


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("Downtime was 0.1% in April", "43.2 minutes"),
        ("we had 0.2% downtime", "86.4 minutes"),
        ("The shop was unavailable 0.05% of the time.", "21.6 minutes"),
        ("Our error budget is 0.5%", "3.6 hours of downtime in 30 days, or 1 in 200 requests"),
    ],
)
def test_downtime_and_error_budgets_are_told_as_time(text: str, minutes: str) -> None:
    assert minutes in only(text).statement


@pytest.mark.parametrize(
    "text",
    [
        "downtime fell by 5%",
        "5% less downtime",
        "we used 8% of the error budget",
        "error budget: 9% left",
        "a 10% downtime reduction",
    ],
)
def test_a_change_or_a_part_of_downtime_is_no_downtime(text: str) -> None:
    assert compute(text) == ()


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("three services at 99.9% each in a chain", "2.16 hours"),
        ("Two dependencies at 99.9% and 99.95% in series", "64.8 minutes"),
        ("We have 3 services behind each other, each with 99.9% uptime.", "2.16 hours"),
        ("2 services in a chain at 99.9% each give us 99.8% end to end.", "86.4 minutes"),
        ("3 systems in series at 99.9% each, so 99.7% overall", "2.16 hours"),
        ("Search, cart and login run at 99.9% each, and all three must work", "2.16 hours"),
        ("Two services in a row at 99.9% and 99.95% make 99.85% together", "64.8 minutes"),
    ],
)
def test_availabilities_in_a_chain_multiply(text: str, minutes: str) -> None:
    assert minutes in only(text).statement


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The error rate is 0.1%.", "1 in 1,000 requests fails"),
        ("0.5% of payments failed", "1 in 200 payments fails"),
        ("2% failure rate", "1 in 50 requests fails"),
        ("3% of orders fail", "3 in 100 (about 1 in 33) orders fails"),
        ("0.1% of 2 million requests failed", "2,000 of 2,000,000"),
        ("99.9% success rate", "1 in 1,000 requests fails"),
        ("0.2% of 50k checkouts time out", "100 of 50,000"),
    ],
)
def test_an_error_rate_is_one_in_so_many(text: str, said: str) -> None:
    assert said in only(text).statement


def test_three_in_a_thousand_is_a_percentage() -> None:
    assert only("3 in 1,000 requests fail").statement == "3 in 1,000 is 0.3%."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("p95 is 1.2 s", "95 of 100 requests finish within 1.2 seconds"),
        ("p99 latency: 800ms", "99 of 100 requests finish within 800 milliseconds"),
        ("p99.9 of 2 s", "999 of 1,000 requests finish within 2 seconds"),
        ("the 95th percentile response time is 300 ms", "95 of 100 requests finish"),
        ("median latency is 200 ms", "Half of the requests finish within 200 milliseconds"),
    ],
)
def test_a_percentile_counts_requests_and_is_no_average(text: str, said: str) -> None:
    assert said in only(text).statement
    assert "not an average" in only(text).statement


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("850ms→420ms", "51% less waiting"),
        ("p95 latency is 420 ms, down from 850 ms", "51% less waiting"),
        ("search takes 420 ms now, it was 850", "51% less waiting"),
        ("page load: 420 ms (previously 850 ms)", "51% less waiting"),
        ("420 ms p95, down from 850 ms", "51% less waiting"),
        ("Pipeline is $3M, up from $2M", "$2M to $3M is an increase of 50%"),
        ("the queue used to be 800, now it's 200", "decrease of 75%"),
        ("sign-ups grew from 200 to 250 week over week", "200 to 250 is an increase of 25%"),
        ("850 ms -> 420 ms", "51% less waiting"),
        ("p99 latency went from 850 ms to 420 ms", "51% less waiting"),
        ("Latency dropped from 1.2s to 800 ms", "33% less waiting"),
        ("Response time rose from 400 ms to 1 s", "150% more waiting"),
        ("Build time was 40 minutes, now 10 minutes", "75% less time"),
        ("We cut cloud cost from $40k to $30k", "a decrease of 25%"),
        ("Traffic grew from 10k rps to 15k rps", "an increase of 50%"),
        ("tickets went from 60 to 45", "a decrease of 25%"),
        ("memory dropped from 2 GB to 500 MB", "a decrease of 75%"),
        ("NPS rose from 30 to 45", "an increase of 50%"),
    ],
)
def test_before_and_after_become_a_relative_change(text: str, said: str) -> None:
    assert said in only(text).statement


@pytest.mark.parametrize(
    ("text", "points", "relative"),
    [
        ("conversion went from 3% to 4%", "1 percentage point more", "33% more"),
        ("error rate fell from 2% to 0.5%", "1.5 percentage points less", "75% less"),
    ],
)
def test_between_percentages_points_and_percent_are_told_apart(
    text: str, points: str, relative: str
) -> None:
    assert points in only(text).statement
    assert relative in only(text).statement


@pytest.mark.parametrize(
    "text",
    [
        "it takes from 3 to 5 days",
        "between 10 and 20 ms",
        "anywhere from 2 to 4 hours",
        "open from 9 to 5",
        "moved from v1.2 to v2.0",
        "from Monday to Friday",
        "from $5 to 10 customers went",
        "latency is 850 ms, down from 420 ms",
        "it took 3 days and it was 5 people",
    ],
)
def test_ranges_and_versions_are_no_change(text: str) -> None:
    assert compute(text) == ()


@pytest.mark.parametrize(
    ("monthly", "yearly"), [("1", "11.4"), ("2", "21.5"), ("3", "30.6"), ("5", "46")]
)
def test_monthly_churn_compounds_over_a_year(monthly: str, yearly: str) -> None:
    assert f"{yearly}% of customers" in only(f"{monthly}% monthly churn").statement
    assert f"{yearly}% of customers" in only(f"Churn is {monthly}% a month.").statement


@pytest.mark.parametrize("text", ["churn is 3%", "annual churn of 20%", "churn was 150% a month"])
def test_churn_without_a_month_is_not_made_yearly(text: str) -> None:
    assert compute(text) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("RPO 5 min", "at most 5 minutes of data can be lost"),
        ("an RPO of 0 seconds", "no data may be lost"),
        ("RTO is 1h", "back within 1 hour"),
        ("the recovery time objective is 4 hours", "back within 4 hours"),
        ("5x throughput", "five times the work in the same time"),
        ("throughput doubled", "two times the work"),
        ("ARR of $2M", "$2M a year from subscriptions; it is not revenue or profit"),
        ("$50k MRR", "$600k a year"),
        ("MRR is €200,000", "€2,400,000 a year"),
        ("MRR is $900k", "$10.8M a year"),
        ("MRR 30k", "360k a year"),
        ("payback on CAC takes 18 months", "after 18 months"),
        ("we lose 2% of our customers every month", "21.5% of customers lost in a year"),
        ("90th percentile load time is 4s", "90 of 100"),
        ("the mean is 200 ms, the median 150 ms", "within 150 milliseconds"),
        ("NRR 98%", "pay 2% less now; it does not mean that 98% stayed"),
        ("net revenue retention is 112%", "pay 12% more now"),
        ("NRR of 100%", "pay as much now as then"),
        ("GRR of 91%", "9% of the revenue"),
        ("CAC payback is 14 months", "after 14 months"),
        ("CAC of $1,200 at $100 a month per customer", "after 12 months"),
        ("CAC is $1,200, ARPU $100 a month at 80% margin", "after 15 months"),
        ("we burn $250k a month and have $3M in the bank", "12 months"),
        ("cash is $3M, burn rate $1.5M a quarter", "6 months"),
        ("runway of 9 months", "lasts 9 months"),
        ("40% of visitors sign up and 10% of those buy", "4%"),
        ("visit-to-trial 10%, trial-to-paid 20%", "2%"),
        ("conversion rate of 2%", "1 in 50"),
        ("up 50 bps", "0.5 percentage points"),
        ("100 basis points", "1 percentage point."),
        ("EBITDA was $(12.4M)", "minus $12.4M"),
        ("a loss of ($3k)", "minus $3k"),
    ],
)
def test_each_bridge_says_its_sentence(text: str, said: str) -> None:
    assert said in only(text).statement


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no numbers here",
        "uptime was 14 days",
        "uptime 120%",
        "the ticket has 8 story points",
        "HTTP 503 on p99 k8s nodes at 3:15 pm",
        "S3 costs are fine",
        "5xx errors are up",
        "availability of our engineers is 80%",
        "our team's availability is 90% this week",
        "SLO: 99% of requests under 300 ms",
        "CPU is at 90%",
        "gross margin is 80%",
        "GRR of 105%",
        "10% discount",
        "throughput dropped 2x",
        "see `99.9% uptime` in the docs",
        "SHOP-123 and #12",
        "test coverage is 85%, uptime was fine",
        "five nines of confidence",
        "the developers' availability is 95%",
        "90% of uptime dashboards lie",
        "the SLA document is 95% done",
        "our SLO covers 95% of endpoints",
        "annual churn of 12%, checked monthly",
        "convert 30% of the tests to pytest",
        "a 1 in 3 chance that we fail",
        "ETA 20 min, RTO unknown",
        "the RTO policy starts in 3 days",
        "RPO meeting in 15 min",
        "the churn model is 3% better a month",
        "the error bar is 5%",
        "90% of success is showing up",
        "average response time is 300 ms",
        "RTO of a couple of hours",
        "3 US offices and 5 won deals",
        "MRR of 40k customers",
    ],
)
def test_no_figure_where_there_is_nothing_to_work_out(text: str) -> None:
    assert compute(text) == ()


def test_each_number_goes_to_the_metric_it_stands_with() -> None:
    text = "Uptime 99.9%, error rate 0.1%, NRR 98% and GRR 91%; RPO 5 min, RTO 1 h."
    sources = [figure.source for figure in compute(text)]
    assert sources == [
        "Uptime 99.9%",
        "error rate 0.1%",
        "NRR 98%",
        "GRR 91%",
        "RPO 5 min",
        "RTO 1 h",
    ]


def test_negated_and_asked_numbers_are_still_facts() -> None:
    assert "43.2 minutes" in only("Did we not promise 99.9% uptime?").statement


def test_entities_of_slack_keep_their_offsets() -> None:
    message = masking.read("A &amp; B: 99.8% uptime &lt;ok&gt;")
    (figure,) = figures.compute(message)
    assert message.text[figure.start : figure.end] == figure.source == "99.8% uptime"


def test_entries_can_only_name_bridges_that_exist() -> None:
    assert len(figures.BRIDGES) == 16
    assert "availability" in figures.BRIDGES


PERCENT = st.fractions(min_value=1, max_value=100, max_denominator=1000)


@given(PERCENT, PERCENT)
def test_more_uptime_never_means_more_downtime(first: Fraction, second: Fraction) -> None:
    low, high = sorted((first, second))
    assert bridges.downtime_minutes(high) <= bridges.downtime_minutes(low)
    assert 0 <= bridges.downtime_minutes(high) <= bridges.MINUTES_IN_30_DAYS


@given(PERCENT, PERCENT)
def test_a_longer_chain_is_never_more_available(first: Fraction, second: Fraction) -> None:
    assert bridges.chained_availability((first, second)) <= min(first, second)


@given(st.fractions(min_value=0, max_value=100, max_denominator=1000))
def test_yearly_churn_lies_between_monthly_and_twelve_times_it(monthly: Fraction) -> None:
    assert monthly <= bridges.yearly_churn(monthly) <= min(Fraction(100), monthly * 12)


@pytest.mark.parametrize(
    "text",
    [
        "I'm 90% sure that the failure is in the printer.",
        "Humidity reached 65% before the failure.",
        "CPU was at 97% while availability was fine.",
        "The webhook was called 3x, throughput was not affected.",
        "The meeting starts in 5 min, RTO is on the agenda.",
        "She scored 99% in the availability module.",
        "A 2% fee is charged on failed payments.",
        "The rollout is at 25% and the error rate looks stable.",
        "The ramp is 6%, failure to mark it is an offence.",
        "We fixed 80% of the failing tests.",
        "The 5 min demo covers RPO.",
        "Throughput was great at the fair, 3x the leads.",
        "The market crashed by 20%.",
    ],
)
def test_a_number_that_only_stands_near_a_metric_is_none_of_it(text: str) -> None:
    assert compute(text) == ()


def test_a_share_of_sessions_that_crash_is_told_as_one_in_so_many() -> None:
    assert "1 in 40 sessions" in only("It crashes on 2.5% of Android sessions.").statement


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Three services at 99.9% each are needed to book.", "99.7%"),
        ("Two systems with 99.5% uptime each.", "99.003%"),
        ("Three replicated services at 99.9% each.", None),
    ],
)
def test_services_of_so_much_each_are_multiplied_unless_one_stands_in(
    text: str, said: str | None
) -> None:
    together = [one.statement for one in compute(text) if "up together" in one.statement]
    assert bool(together) == bool(said)
    assert all(said in statement for statement in together if said)


@given(st.integers(min_value=1, max_value=5000), st.integers(min_value=1, max_value=5000))
def test_the_unit_does_not_change_a_change(before: int, after: int) -> None:
    if before != after:
        small = only(f"latency went from {before} s to {after} s")
        large = only(f"latency went from {before * 1000} ms to {after * 1000} ms")
        assert small.statement.split(" is ")[1] == large.statement.split(" is ")[1]


_METRICS = (
    "uptime 99.9% error rate 0.1% of 2 million requests failed p95 1.2s from 850ms to "
    "420 ms → churn 3% monthly RPO 5m RTO 1h 5x "
    "throughput ARR $2M MRR €50k NRR 98% GRR 0% CAC payback 14 months burn $0 cash "
    "runway 0 days 40% of those 50 bps $(12.4M) "
    "three services 99.99% each chain five nines 3 in 1,000 0 -5% story points . , ; ( ) "
    "\n `x` <@U1>"
)
WORDS = st.sampled_from(_METRICS.split(" "))


@given(st.lists(WORDS, max_size=24).map(" ".join))
def test_any_mix_of_metrics_gives_figures_that_quote_the_text_once(text: str) -> None:
    message = masking.read(text)
    found = figures.compute(message)
    for figure in found:
        assert message.text[figure.start : figure.end] == figure.source
        assert not message.is_protected(figure.start, figure.end)
        assert figure.statement
        assert figure.formula
        assert figure.assumption
    assert list(found) == sorted(found, key=lambda figure: (figure.start, figure.end))
    assert figures.compute(message) == found


@given(st.text(max_size=300))
def test_no_text_makes_it_crash(text: str) -> None:
    figures.compute(masking.read(text))
