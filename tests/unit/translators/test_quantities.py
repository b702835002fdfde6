"""Numbers with units, in digits and in words, and what only looks like one."""

from fractions import Fraction

import pytest
from hypothesis import given
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
        ("5 Minutes", "5", "minute"),
        ("12 Percent", "12", "percent"),
        ("20X", "20", "times"),
        ("a $2M deal", "2000000", "USD"),
        ("the customer's $40k invoice", "40000", "USD"),
        ("a € 3 million contract", "3000000", "EUR"),
        ("C$ 4.5m", "4500000", "CAD"),
        ("c $ 70", "70", "CAD"),
        ("eur 30k", "30000", "EUR"),
        ("120 Swiss francs", "120", "CHF"),
        ("600 Mexican pesos", "600", "MXN"),
        ("80 Czech crowns", "80", "CZK"),
        ("2 billion won", "2000000000", "KRW"),
        ("7 million pounds", "7000000", "GBP"),
        ("7 pounds", "7", "pound"),
        ("3 million pounds of cargo", "3000000", "pound"),
        ("one penny", "1", "penny"),
        ("twenty dollars fifty", "41/2", "USD"),
        ("0.5 BTC", "1/2", "BTC"),
        ("4 lakh rupees", "400000", "INR"),
        ("2 crore users", "20000000", ""),
        ("₹1,25,000", "125000", "INR"),
        ("half million dollars", "500000", "USD"),
        ("a quarter million euros", "250000", "EUR"),
        ("a quarter of a million", "250000", ""),
        ("three quarters of a billion", "750000000", ""),
        ("½ day", "1/2", "day"),
        ("1½ hours", "3/2", "hour"),
        ("2 ¾ inches", "11/4", "inch"),
        ("99,95 %", "1999/20", "percent"),
        ("12,50 €", "25/2", "EUR"),
        ("1\u202f250\u202f000 rows", "1250000", ""),
        ("ninety-nine point nine five percent", "1999/20", "percent"),
        ("two point five million", "2500000", ""),
        ("40 (ms)", "40", "millisecond"),
        ("12 [GB]", "12", "gigabyte"),
        ("30 km/s", "30", "kilometre per second"),
        ('a 27" monitor', "27", "inch"),
        ("2m tall", "2", "metre"),
        ("a 35mm lens", "35", "millimetre"),
        ("0.5 rad", "1/2", "radian"),
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
        "10.0.0.12:8080",
        "iPhone X",
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


@pytest.mark.parametrize("text", ["5 won, 7 lost", "10 marks", "3 US customers", "2 In progress"])
def test_a_word_that_is_only_sometimes_a_unit_is_none_here(text: str) -> None:
    assert quantities.find(text)[0].unit.name == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("usd 10 eur 20", [("10", "USD"), ("20", "EUR")]),
        ("4 m x 3 m", [("4", "metre"), ("3", "metre")]),
        ("2 m 5 cm", [("2", "metre"), ("5", "centimetre")]),
        ("a 70 -200mm lens", [("70", "millimetre"), ("200", "millimetre")]),
        ("in the third quarter million dollar deals", [("1000000", "USD")]),
    ],
)
def test_neighbours_do_not_blur_into_each_other(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(amount, unit) for _, amount, unit in read(text)] == expected


def test_a_couple_is_two_without_insisting() -> None:
    assert only("a couple of weeks").soft
    assert only("a couple of weeks").amount == 2


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
        ("half a million", 500_000),
        ("quarter million", 250_000),
        ("three point one four", Fraction("3.14")),
        ("ninety nine point ninety five", Fraction("99.95")),
        ("one point oh five", Fraction("1.05")),
    ],
)
def test_number_words_are_added_up(words: str, number: Fraction) -> None:
    assert value(words) == number


@pytest.mark.parametrize("words", ["", "and", "apples", "two apples"])
def test_other_words_name_no_number(words: str) -> None:
    assert value(words) is None


@given(st.text(max_size=200))
def test_any_text_is_read_without_a_crash_and_spans_say_what_they_say(text: str) -> None:
    previous = 0
    for quantity in quantities.find(text):
        assert text[quantity.start : quantity.end] == quantity.text
        assert previous <= quantity.start < quantity.end
        previous = quantity.end


@given(st.integers(min_value=0, max_value=10**12))
def test_thousands_separators_do_not_change_a_number(number: int) -> None:
    assert only(f"{number:,} requests").amount == only(f"{number} requests").amount == number


@given(st.integers(min_value=1, max_value=10_000))
def test_a_unit_and_its_thousandth_agree(number: int) -> None:
    assert only(f"{number} s").base == only(f"{number * 1000} ms").base
