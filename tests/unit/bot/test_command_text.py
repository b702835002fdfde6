"""What people type after the translate command."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.listeners.command_text import Asked, parse
from glossary.terms import Audience, Side
from translators.errors import BadRequest


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("", Asked()),
        ("   ", Asked()),
        ("help", Asked(help=True)),
        (" HELP ", Asked(help=True)),
        ("help me read this", Asked("help me read this")),
        ("optimize API latency", Asked("optimize API latency")),
        ("to business optimize", Asked("optimize", to=Side.BUSINESS)),
        ("To Tech: make it faster", Asked("make it faster", to=Side.TECH)),
        ("to tech\nmake it\nfaster", Asked("make it\nfaster", to=Side.TECH)),
        ("for business optimize", Asked("optimize", audience=Audience.BUSINESS)),
        ("for finance optimize", Asked("optimize", audience=Audience.FINANCE)),
        ("for executives: optimize", Asked("optimize", audience=Audience.EXECUTIVE)),
        ("to business for sales hi", Asked("hi", to=Side.BUSINESS, audience=Audience.SALES)),
        ("for data to tech hi", Asked("hi", audience=Audience.DATA, to=Side.TECH)),
        ("to sales hi there", Asked("hi there", audience=Audience.SALES)),
        ("to business", Asked(to=Side.BUSINESS)),
        ("for sales", Asked(audience=Audience.SALES)),
        ("to support the launch we need help", Asked("to support the launch we need help")),
        ("to finance the project", Asked("to finance the project")),
        ("to support: we need help", Asked("we need help", audience=Audience.SUPPORT)),
        ("to scale the cluster", Asked("to scale the cluster")),
        ("for what it's worth", Asked("for what it's worth")),
        ("to business to tech", Asked("to tech", to=Side.BUSINESS)),
        ("tomorrow for sales", Asked("tomorrow for sales")),
        ("to-do list", Asked("to-do list")),
        ("for sales-led growth", Asked("for sales-led growth")),
    ],
)
def test_a_target_is_read_and_everything_else_is_text(typed: str, asked: Asked) -> None:
    assert parse(typed) == asked


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("for finence: the API", "for finance"),
        ("to bussiness: the API", "to business"),
        ("to tech for enginering: x", "for engineering"),
    ],
)
def test_a_misspelt_target_is_pointed_out(typed: str, meant: str) -> None:
    with pytest.raises(BadRequest, match=f"Did you mean “{meant}: …”"):
        parse(typed)


@pytest.mark.parametrize("typed", ["for example: the API", "to sum up: x", "for finence the API"])
def test_other_words_with_a_colon_are_text(typed: str) -> None:
    assert parse(typed) == Asked(typed)


def test_side_and_audience_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(BadRequest, match="sales, who are on the business side"):
        parse("to tech for sales make it faster")


@given(st.text())
def test_no_text_is_lost(typed: str) -> None:
    asked = parse(f"to business {typed}")
    assert asked.text in typed
    assert asked.to is Side.BUSINESS
