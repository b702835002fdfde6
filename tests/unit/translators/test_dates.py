"""Dates, times and deadlines are the same facts however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translators.reckoning import dates


def atoms(text: str) -> set[str]:
    return {atom for when in dates.find(text) for atom in when.atoms}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2026-03-14", "March 14, 2026"),
        ("14.03.2026", "14 March 2026"),
        ("by 3/14", "by March 14th"),
        ("on 25/12", "on December 25"),
        ("In May we grew", "we grew in May"),
        ("Since March it works", "it works since March"),
        ("On 25/12 we rest", "we rest on December 25"),
        ("the 10th of May", "May 10"),
        ("3pm", "15:00"),
        ("3:15 pm", "15:15"),
        ("noon", "12:00"),
        ("midnight", "12 am"),
        ("EOD", "the end of the day"),
        ("COB", "end of business"),
        ("EOQ", "the end of the quarter"),
        ("month end", "end of the month"),
        ("the third quarter", "Q3"),
        ("Q3 2026", "3Q 2026"),
        ("FY26", "fiscal year 2026"),
        ("Tues", "on Tuesday"),
        ("the coming week", "next week"),
        ("this sprint", "this iteration"),
        ("ASAP", "as soon as possible"),
    ],
)
def test_two_notations_state_the_same_time(first: str, second: str) -> None:
    assert atoms(first) == atoms(second) != set()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("March 14", "March 15"),
        ("Friday", "Thursday"),
        ("3 pm", "3 am"),
        ("Q3", "Q4"),
        ("next week", "this week"),
        ("EOD", "EOW"),
        ("in 2025", "in 2026"),
    ],
)
def test_different_times_stay_different(first: str, second: str) -> None:
    assert atoms(first) != atoms(second)


@pytest.mark.parametrize(
    "text",
    [
        "we may do it",
        "march on",
        "2000 requests",
        "from 1 s to 1900 s",
        "the sun is out",
        "second try",
        "a 1/2 share",
        "ratio 3:1",
        "in 30 days",
        "the end of the story",
    ],
)
def test_what_only_resembles_a_date_is_none(text: str) -> None:
    assert atoms(text) == set()


@given(st.text(max_size=200))
def test_no_text_makes_it_crash(text: str) -> None:
    for when in dates.find(text):
        assert when.atoms
