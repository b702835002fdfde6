"""Reading ease: known values, and what does not count."""

import pytest

from translators import masking
from translators.evaluating.readability import count_syllables, reading_ease


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("the", 1), ("cat", 1), ("wait", 1), ("made", 1), ("walked", 1), ("changes", 2),
        ("table", 2), ("waited", 2), ("branches", 2), ("faster", 2), ("customer", 3),
        ("latency", 3), ("services", 3), ("availability", 6), ("Don’t", 1), ("team’s", 1),
        ("API", 3), ("WAF", 5), ("x", 1),
    ],
)  # fmt: skip
def test_syllables_are_counted_from_the_spelling(word: str, syllables: int) -> None:
    assert count_syllables(word) == syllables


def ease(text: str) -> float:
    value = reading_ease(masking.read(text))
    assert value is not None
    return value


def test_the_score_is_flesch_s_formula() -> None:
    """Six words of one syllable in one sentence, worked out by hand; two sentences of three."""
    assert ease("The cat sat on the mat.") == pytest.approx(206.835 - 1.015 * 6 - 84.6)
    assert ease("The cat sat. On the mat!") == pytest.approx(206.835 - 1.015 * 3 - 84.6)


def test_longer_words_and_longer_sentences_are_harder() -> None:
    assert ease("We sped it up.") > ease("We optimized availability.")
    assert ease("We wait. You wait.") > ease("We wait and you wait.")


def test_numbers_inside_a_sentence_do_not_end_it() -> None:
    assert ease("It took 1.2 hours.") == ease("It took hours.")


@pytest.mark.parametrize("literal", ["`make deploy`", "<https://example.com/a|notes>", "<@U012AB>"])
def test_literals_do_not_count(literal: str) -> None:
    assert ease(f"Please look {literal} up.") == ease("Please look up.")


@pytest.mark.parametrize("text", ["", "99.8%", "`make`", "!!!"])
def test_a_text_without_words_has_no_score(text: str) -> None:
    assert reading_ease(masking.read(text)) is None
