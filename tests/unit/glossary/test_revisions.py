"""The rules of comparing words; how revisions add up is tested on every store in
tests/integration."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.revisions import normalised, term_of
from tests.fakes.entries import make_entry


@pytest.mark.parametrize(
    ("text", "comparable"),
    [
        ("  API\tgateway\n", "api gateway"),
        ("ÉTAT", "état"),
        ("E\u0301", "é"),
        ("ＡＰＩ", "api"),
        ("ﬁle", "file"),
        ("Straße", "strasse"),
        ("İstanbul", "i̇stanbul"),
        ("a\0b", "a b"),
        ("x²", "x2"),
        ("\ud83d", ""),
        ("", ""),
    ],
)
def test_spellings_of_one_word_are_made_the_same(text: str, comparable: str) -> None:
    assert normalised(text) == comparable


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalised(text)
    assert normalised(once) == once


@given(st.text())
def test_case_makes_no_difference(text: str) -> None:
    assert normalised(text.upper()) == normalised(text.upper().lower())


def test_an_entry_is_sorted_by_its_headword_and_without_one_by_its_id() -> None:
    assert term_of("x", make_entry("x", forms={"sg": "Error Budget"})) == "error budget"
    assert term_of("error-budget", None) == "error budget"
