"""Numbers with units, in digits and in words, and what only looks like one."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translators.reckoning import quantities
from translators.reckoning.number_words import value
from translators.reckoning.quantities import Quantity


def read(text: str) -> list[tuple[str, str, str]]:
    return [
        (quantity.text, str(quantity.amount), quantity.unit.name)
        for quantity in quantities.find(text)
    ]


def only(text: str) -> Quantity:
    (quantity,) = quantities.find(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("99.8%", "499/5", "percent"),
        ("99.8 percent", "499/5", "percent"),
        ("0.1 per cent", "1/10", "percent"),
        ("12 pct", "12", "percent"),
        ("850ms", "850", "millisecond"),
        ("850 milliseconds", "850", "millisecond"),
        ("1.2s", "6/5", "second"),
        ("90 µs", "90", "microsecond"),
        ("5 min", "5", "minute"),
        ("1 h", "1", "hour"),
        ("90-day", "90", "day"),
        ("5 business days", "5", "business day"),
        ("5x", "5", "times"),
        ("3-fold", "3", "times"),
        ("tenfold", "10", "times"),
        ("doubled", "2", "times"),
        ("50 bps", "50", "basis point"),
        ("1.5 percentage points", "3/2", "percentage point"),
        ("10k rps", "10000", "request per second"),
        ("5 GB", "5", "gigabyte"),
        ("200MB/s", "200", "megabyte per second"),
        ("$1.5 million", "1500000", "USD"),
        ("US$5", "5", "USD"),
        ("USD 20k", "20000", "USD"),
        ("20 dollars", "20", "USD"),
        ("5€", "5", "EUR"),
        ("$ 75 million", "75000000", "USD"),
        ("HK$ 10", "10", "HKD"),
        ("3 dollars and 50 cents", "7/2", "USD"),
        ("1/4 mile", "1/4", "mile"),
        ("minus five percent", "-5", "percent"),
        ("per cent of 210", "210", "percent"),
        ("100 EUR", "100", "EUR"),
        ("£3bn", "3000000000", "GBP"),
        ("€3.2m", "3200000", "EUR"),
        ("$12 mm", "12000000", "USD"),
        ("2 million", "2000000", ""),
        ("1,234.5", "2469/2", ""),
        ("3bn rows", "3000000000", ""),
        ("1.2m requests", "1200000", ""),
        ("1 1/2 hours", "3/2", "hour"),
        ("two and a half hours", "5/2", "hour"),
        ("half an hour", "1/2", "hour"),
        ("half a million", "500000", ""),
        ("twenty-five", "25", ""),
        ("one hundred and five", "105", ""),
        ("a third", "100/3", "percent"),
        ("two thirds", "200/3", "percent"),
        ("a quarter of the team", "25", "percent"),
        ("in half", "50", "percent"),
        ("a dozen servers", "12", ""),
    ],
)
def test_a_quantity_is_read_exactly_in_every_notation(text: str, amount: str, unit: str) -> None:
    quantity = only(text)
    assert (str(quantity.amount), quantity.unit.name) == (amount, unit)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("$(12.4M)", -12_400_000),
        ("($12.4M)", -12_400_000),
        ("(€3k)", -3_000),
        ("-5%", -5),
        ("−3%", -3),
        ("-$300k", -300_000),
    ],
)
def test_brackets_around_money_and_minus_signs_make_it_negative(text: str, amount: int) -> None:
    assert only(text).amount == amount


@pytest.mark.parametrize("text", ["(5%)", "(3 days)", "the fix (2 lines)", "+/- 20%"])
def test_brackets_around_anything_else_do_not(text: str) -> None:
    assert only(text).amount > 0


@pytest.mark.parametrize(
    "text",
    [
        "p99 and p95",
        "k8s",
        "5xx and 4xx errors",
        "S3, EC2, IPv6",
        "HTTP 503",
        "returns 503s",
        "status code 404",
        "port 8080",
        "v2.1",
        "Python 3.11",
        "at 3:15 pm",
        "24/7",
        "call 555-123-4567",
        "+49 170 1234567",
        "GPT-4 and COVID-19",
        "SEV-1, P1",
        "Q3 2025, FY26",
        "on 2026-03-14",
        "by March 14th, 2026",
        "1st and 2nd",
        "double-check it",
        "the first half",
        "a second request",
    ],
)
def test_labels_dates_and_phone_numbers_are_no_quantities(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from 850 to 420 ms", [("850", "millisecond"), ("420", "millisecond")]),
        ("3-5 days", [("3", "day"), ("5", "day")]),
        ("4-5x", [("4", "times"), ("5", "times")]),
        ("two to three weeks", [("2", "week"), ("3", "week")]),
        ("18 and 42 minutes", [("18", "minute"), ("42", "minute")]),
        ("3 requests and 5 ms", [("3", ""), ("5", "millisecond")]),
    ],
)
def test_a_range_shares_the_unit_of_its_end(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(amount, unit) for _, amount, unit in read(text)] == expected


def test_a_lower_case_m_is_a_million_of_money_or_things_and_else_minutes() -> None:
    assert [unit for _, _, unit in read("€5m, 5m users, RPO 5m")] == ["EUR", "", "minute"]


def test_a_lonely_one_is_not_insisted_on() -> None:
    assert only("one of them").soft
    assert not only("one hour").soft


def test_a_protected_span_holds_no_quantity() -> None:
    text = "see 5% here"
    assert quantities.find(text, protected=[(4, 6)]) == ()


def test_a_long_protected_span_with_dates_inside_holds_none_either() -> None:
    code = "```" + "2026-03-14 and Friday, " * 6 + "85% of 3 days```"
    assert quantities.find(f"{code} 5%", protected=[(0, len(code))]) == quantities.find(
        " " * len(code) + " 5%"
    )


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("nineteen", 19),
        ("two hundred thousand", 200_000),
        ("one million two hundred thousand", 1_200_000),
        ("three quarters", Fraction(3, 4)),
        ("one and a half", Fraction(3, 2)),
        ("a hundred and one", 101),
    ],
)
def test_number_words_are_added_up(words: str, number: Fraction) -> None:
    assert value(words) == number


@pytest.mark.parametrize("words", ["", "and", "apples", "two apples"])
def test_other_words_name_no_number(words: str) -> None:
    assert value(words) is None


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_without_a_crash_and_spans_say_what_they_say(text: str) -> None:
    previous = 0
    for quantity in quantities.find(text):
        assert text[quantity.start : quantity.end] == quantity.text
        assert previous <= quantity.start < quantity.end
        previous = quantity.end


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=10**12))
def test_thousands_separators_do_not_change_a_number(number: int) -> None:
    assert only(f"{number:,} requests").amount == only(f"{number} requests").amount == number


@settings(deadline=None)
@given(st.integers(min_value=1, max_value=10_000))
def test_a_unit_and_its_thousandth_agree(number: int) -> None:
    assert only(f"{number} s").base == only(f"{number * 1000} ms").base
