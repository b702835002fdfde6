"""A pattern that could keep a process busy for long is refused when it is written."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from glossary.packs import builtin
from glossary.patterns import objection
from tests.unit.glossary.entries import entry


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?i)\b(?:deal\w*|customers?|sign(?:s|ed|ing)?)\b",
        r"\w+ \w+ \w+ \w+ \w+",
        r"\bdeploy\w*(?: \w+){0,3} (?:laptops?|phones?)\b",
        r"lead(?=.{0,60}\bfix\w*)",
        r"[a-z]+\d+[a-z]+",
        r"(?:ab)+c",
        r"(?:has |had |is |just )*down",
        r"<[^>]*>",
        r"(?: the)? \w+ (?:very |really ){0,2}now",
        r"\s*-\s*",
        r"(?<!\.)\bnode\b(?!\.js)",
        "é{2,}",
    ],
)
def test_patterns_that_are_soon_done_are_taken(pattern: str) -> None:
    assert objection(pattern) is None


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        (r"(a+)+b", "itself repeated"),
        (r"(a*)*", "itself repeated"),
        (r"(?:\w+\s?)+!", "itself repeated"),
        (r"((?:x?y){2,3})+", "itself repeated"),
        (r"(?:a{1,40}){30}", "itself repeated"),
        (r"(?:a|a)*b", "itself repeated"),
        (r"(?:a|ab|b)*c", "itself repeated"),
        (r"(?:has |HAS |is )*x", "itself repeated"),
        (r".*.*.*x", "in a row"),
        (r"\w*\d*[a-z0-9]*!", "in a row"),
        (r"\d*(?:\w+|-)\w*x", "in a row"),
        (r"(a+){3}b", "in a row"),
        (r"(?:a?){20}(?:a?){20}b", "in a row"),
        ("a?" * 30 + "b", "in a row"),
        (r"(?:a|aa){1,20}b", "in a row"),
        ("(?:ab?)?" * 30 + "c", "in a row"),
        (r"a*b?a*b?a*c", "in a row"),
        (r"(?=.*.*.*x)y", "in a row"),
        (r"(a*)\1x", "refers back"),
        (r"(?<=a+)b", "looks behind"),
        ("(", "not a regular expression"),
    ],
)
def test_patterns_that_may_take_long_are_refused_with_the_reason(pattern: str, reason: str) -> None:
    assert reason in (objection(pattern) or "")


def test_an_entry_is_refused_for_its_pattern() -> None:
    with pytest.raises(ValidationError, match="itself repeated"):
        entry("x", need=[r"(\w+\s?)+!"])


def test_the_words_that_ship_have_no_slow_patterns() -> None:
    patterns = {p for e in builtin().entries.values() for p in (*e.need, *e.avoid, *e.keep)}
    assert [pattern for pattern in patterns if objection(pattern)] == []


_ATOMS = st.sampled_from(["a", "b", r"\w", ".", "[ab]", "[^b]", " ", r"\s"])
_LOOPS = st.sampled_from(["", "", "*", "+", "?", "{0,3}", "{2,40}"])
_PATTERNS = st.recursive(
    st.tuples(_ATOMS, _LOOPS).map("".join),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map("".join),
        st.tuples(inner, inner).map(lambda two: f"(?:{two[0]}|{two[1]})"),
        st.tuples(inner, _LOOPS).map(lambda two: f"(?:{two[0]}){two[1]}"),
    ),
    max_leaves=6,
)


@settings(max_examples=60)
@given(_PATTERNS, st.sampled_from(["a", "ab", "a ", " ", "aab"]))
def test_what_is_taken_is_soon_done(pattern: str, unit: str) -> None:
    if objection(pattern) is None:
        start = time.process_time()
        re.search(f"(?:{pattern})!", unit * (200 // len(unit)))
        assert time.process_time() - start < 0.5
