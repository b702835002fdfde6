"""What entries need and avoid is tried on the sentence, whatever the case."""

import pytest

from glossary.conditions import Conditions
from glossary.terms import Entry
from tests.unit.glossary.entries import entry


def are_met(conditioned: Entry, sentence: str) -> bool:
    return Conditions(conditioned).are_met(sentence, sentence.lower())


@pytest.mark.parametrize(
    ("pattern", "sentence", "holds"),
    [
        ("churn|win", "We WIN", True),
        ("HTTP", "an http call", True),
        ("(?i)HTTP", "an http call", True),
        (r"\bQ[1-4]\b", "in q3", True),
        (r"\S+ \W", "a -", True),
        (r"\D\D", "12", False),
        ("(?P<Word>A)B", "ab", True),
        ("(?-i:HTTP)", "an http call", False),
        ("(?-i:HTTP)", "an HTTP call", True),
        ("(?x) H T T P", "an http call", True),
        ("win", "twin", True),
        ("STRASSE", "İ strasse", True),
    ],
)
def test_a_needed_pattern_has_to_be_there_and_an_avoided_one_must_not(
    pattern: str, sentence: str, holds: bool
) -> None:
    assert are_met(entry("x", need=[pattern]), sentence) is holds
    assert are_met(entry("x", avoid=[pattern]), sentence) is not holds


def test_one_of_several_needs_is_enough_and_one_of_several_to_avoid_too_many() -> None:
    assert are_met(entry("x", need=["a1", "b1"]), "b1")
    assert not are_met(entry("x", avoid=["a1", "b1"]), "b1")
    assert not are_met(entry("x", need=["a1"], avoid=["b1"]), "a1 b1")
    assert are_met(entry("x"), "anything")
