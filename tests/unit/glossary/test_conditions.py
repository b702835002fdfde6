"""What entries need and avoid is tried on the sentence, whatever the case."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.conditions import Conditions
from glossary.matching import Matcher
from glossary.normalising import tokens
from glossary.terms import Entry
from tests.unit.glossary.entries import entry


def are_met(conditioned: Entry, sentence: str) -> bool:
    return Conditions(conditioned).are_met(sentence, tokens(sentence), 0, len(sentence))


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
        (r"\b(?:win|churn)\b", "churn, sadly", True),
        (r"\b(?:win|churn)\b", "winning churners", False),
        (r"\bwin\w*", "winning", True),
        (r"\bwin\w*", "a twin", False),
        (r"\bwin\w+", "a win", False),
        (r"\bwin\w+\b", "we winé", True),
        (r"\bwin(?:s|ning)?\b", "she wins", True),
        (r"\bwin\b", "a win_rate", False),
        (r"\bwin_rate\b", "the Win_Rate", True),
        (r"\bwin_rate\b", "the win rate", False),
        (r"\bwin\w*", "win_rate", True),
        (r"\bwin\b", "winж", False),
        (r"\bwin\b", "winé", False),
        (r"\bwin\b", "win’s", True),
        (r"\bkelvin\b", "\u212aelvin", True),
        (r"\bbig win\b", "a big win", True),
        (r"\bbig win\b", "a big-win", False),
        (r"\bbig win\b", "a big  win", False),
        (r"\bbig.win\b", "a big-win", True),
        (r"\bbig \bwin\b", "a big win", True),
        (r"\bbig\b\w* win", "a big win", True),
        (r"\bbig \w*\bwin", "a big win", True),
        (r"\bbi\w* win", "a bigger win", True),
        (r"\bpages? \d+\b", "page 12", True),
        (r"\bpages? \d+\b", "page ٣", True),
        (r"\bpages? \d+\b", "pages", False),
        (r"\bpage\b[^.]{0,9}\bwin\b", "page of a win", True),
        (r"\bpage\b[^.]{0,9}\bwin\b", "page. win", False),
        (r"\b(?:pr|#\d+)\b", "see #12", False),
        (r"\b(?:pr|#\d+)\b", "see a#12", True),
        (r"\bwin(?! back)\b", "win back", False),
        (r"\bwin(?! back)\b", "win back a win", True),
        (r"(?<!big )\bwin\b", "big win", False),
        (r"^win\b", "a win", False),
        (r"\b(?:a |the ){0,9}win\b", "the a the win", True),
        (r"\bwin{2,}s", "winnns", True),
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


@pytest.mark.parametrize(
    "pattern", [r"\bwin\b", r"\bwin\w*", r"\bw", r"\bbig win\b", "win(?=$|\\s)"]
)
@pytest.mark.parametrize("other", ["win. ", "Win!\n", "a big win\n", "w "])
def test_only_the_sentence_counts(pattern: str, other: str) -> None:
    needy, sentence = Conditions(entry("x", need=[pattern])), "so then? "
    text = other + sentence + other
    first, last = len(other), len(other + sentence)
    assert not needy.are_met(text, tokens(text), first, last)
    assert needy.are_met(text, tokens(text), 0, first) is bool(re.search(pattern, other.lower()))
    assert needy.are_met(text, tokens(text), last, len(text)) is bool(
        re.search(pattern, other.lower())
    )


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("the deal, a win", True),
        ("A win, the deal.", True),
        ("So. A win? The deal", False),
        ("The deal! A win", False),
        ("The deal\nA win", False),
        ("a win (so it is.) The deal", False),
        ("no win. A win for the deal", True),
        ("the deal: a win. No win", True),
        ("the 1.5 deal a win", True),
        ("ж the deal, a win", True),
        ("ж. The deal. A win", False),
        ("see a.b… the deal", False),
        (f"{'so ' * 150} the deal, a win", True),
        (f"a win {'so ' * 150} the deal", False),
        (f"{'so. ' * 150} the deal. A win", False),
        (".deal of a win", True),
        ("a win? .deal", False),
    ],
)
@pytest.mark.parametrize("pattern", [r"\bwin\b", r"\ba win\b", r"\ba\W+win\b"])
def test_a_term_needs_a_pattern_in_its_own_sentence(pattern: str, text: str, holds: bool) -> None:
    for form in ("deal", ".deal"):
        needy = Matcher([entry("x", form, need=[pattern])])
        shy = Matcher([entry("x", form, avoid=[pattern])])
        is_there = Matcher([entry("x", form)]).find(text) != ()
        assert bool(needy.find(text)) is (is_there and holds)
        assert bool(shy.find(text)) is (is_there and not holds)


def test_a_doubtful_place_does_not_hide_a_certain_one_behind_it() -> None:
    patterns = [r"\bbig win(?! back)\b", r"#\d+ win\b"]
    assert not are_met(entry("x", need=patterns), "a big win back, 12 win")
    assert are_met(entry("x", need=patterns), "a big win back, a big win")
    assert are_met(entry("x", need=patterns), "a big win back, a #12 win")


_WORDS = ["win", "wins", "big", "page", "a", "web_app", "front-end"]
_SIGNS = [" ", " ", " ", " ", "-", "_", "'", "/", ".", "  ", "é", "ж", "\u212a", "²", "’", "٣"]
_PIECES = [
    *_WORDS,
    r"\w*",
    r"\w+",
    r"\b",
    r"\d",
    r"\d+",
    " ",
    " ?",
    ".",
    "[sd]?",
    "s?",
    "(?: a| the){0,2}",
    "(?:win|page|big a)",
    "(?! big)",
]
_plain = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=6).map("".join)
_listed = st.lists(_plain, min_size=1, max_size=4).map(lambda ways: rf"\b(?:{'|'.join(ways)})\b")
_sentences = st.lists(
    st.tuples(st.sampled_from([*_WORDS, "12", ""]), st.sampled_from(_SIGNS)), max_size=8
).map(lambda pairs: "".join(word + sign for word, sign in pairs))


@given(st.lists(st.one_of(_plain, _listed), min_size=1, max_size=3), _sentences)
def test_patterns_hold_where_regular_expressions_do(patterns: list[str], sentence: str) -> None:
    needy = entry("x").model_copy(update={"need": tuple(patterns)})
    expected = any(re.search(pattern, sentence.lower()) for pattern in patterns)
    assert are_met(needy, sentence) is expected


def test_what_is_spelled_out_has_bounds() -> None:
    deep = "win"
    for _ in range(40):
        deep = f"(?:{deep}){{3}}"
    wide = r"\b" + r"(?:a|b|c|d|e|f|g|h)" * 30
    needy = entry("x").model_copy(update={"need": (deep, wide)})
    assert are_met(needy, "abcdefgh" * 4)
    assert not are_met(needy, "win")
    long = r"\b" + f"(?:{'a' * 30}){{3}}" * 10
    assert are_met(entry("x", need=[long]), "a" * 90 * 10)
