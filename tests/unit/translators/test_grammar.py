"""The little English that the rewriter knows."""

import pytest

from glossary.packs import builtin
from glossary.terms import Slot
from translators.rewriting import grammar
from translators.rewriting import word_classes as classes


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("outage", "an"), ("rollback", "a"), ("hour", "an"), ("unit", "a"), ("user", "a"),
        ("unusual case", "an"), ("SLA", "an"), ("API", "an"), ("URL", "a"), ("SaaS tool", "a"),
        ("8 ms pause", "an"), ("80 ms pause", "an"), ("11th try", "an"), ("110 ms pause", "a"),
        ("18-month plan", "an"), ("one-off fix", "a"), ("European team", "a"), ("“old” fix", "an"),
        ("GAAP report", "a"), ("SQL query", "an"), ("upgrade", "an"),
    ],
)  # fmt: skip
def test_the_article_follows_the_sound_of_the_next_word(phrase: str, expected: str) -> None:
    assert grammar.article(phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "slot", "expected"),
    [
        ("go back", Slot.PAST, "went back"), ("go back", Slot.PP, "gone back"),
        ("respond faster", Slot.S, "responds faster"), ("make", Slot.ING, "making"),
        ("stop", Slot.PAST, "stopped"), ("open", Slot.PAST, "opened"), ("fix", Slot.S, "fixes"),
        ("carry on", Slot.PAST, "carried on"), ("agree", Slot.ING, "agreeing"),
        ("use", Slot.ING, "using"), ("die", Slot.PAST, "died"), ("play", Slot.S, "plays"),
        ("become", Slot.PP, "become"), ("cancel", Slot.PP, "cancelled"),
    ],
)  # fmt: skip
def test_only_the_first_word_of_a_verb_phrase_is_inflected(
    phrase: str, slot: Slot, expected: str
) -> None:
    assert grammar.inflect(phrase, slot) == expected


@pytest.mark.parametrize(
    ("phrase", "verbal"),
    [
        ("worth less", False), ("out of service", False),
        ("respond faster", True), ("cancel more often", True), ("answer sooner", True),
        ("faster", False), ("more frequent", False), ("less likely to buy", False),
        ("able to handle more work", False), ("available more of the time", False),
    ],
)  # fmt: skip
def test_the_wording_of_an_impact_is_a_verb_phrase_or_a_comparative(
    phrase: str, verbal: bool
) -> None:
    assert grammar.is_verb_phrase(phrase) is verbal


@pytest.mark.parametrize(
    ("phrase", "plural"),
    [
        ("slower responses", True), ("shortcuts in older code", True), ("people who left", True),
        ("waiting time", False), ("loss of customers", False), ("status", False),
        ("analysis of faults", False), ("access", False),
    ],
)  # fmt: skip
def test_the_head_decides_the_number_of_a_noun_phrase(phrase: str, plural: bool) -> None:
    assert grammar.is_plural(phrase) is plural


@pytest.mark.parametrize(
    ("phrase", "alone"),
    [("go back", True), ("make a difference", True), ("set up", False), ("undo", False),
     ("release", True), ("contain", False)],
)  # fmt: skip
def test_some_verbs_need_an_object(phrase: str, alone: bool) -> None:
    assert grammar.stands_alone(phrase) is alone


@pytest.mark.parametrize(
    ("word", "plural", "expected"),
    [
        ("is", True, "are"),
        ("were", False, "was"),
        ("hasn't", True, "haven't"),
        ("will", True, "will"),
    ],
)
def test_helping_verbs_agree_with_their_subject(word: str, plural: bool, expected: str) -> None:
    assert grammar.agree(word, plural=plural) == expected


@pytest.mark.parametrize(
    ("word", "content"),
    [("cluster", True), ("of", False), ("don't", False), ("we'll", False), ("quickly", False),
     ("weekly", True), ("20%", False), ("", False)],
)  # fmt: skip
def test_what_is_in_no_closed_class_is_a_content_word(word: str, content: bool) -> None:
    assert classes.is_content(word) is content


def test_no_impact_of_the_packs_is_taken_for_another_kind_of_phrase() -> None:
    outcomes = {
        words
        for entry in builtin().entries.values()
        for meaning in (entry, *entry.senses)
        if meaning.impact
        for words in (meaning.impact.up, meaning.impact.down)
    }
    verbs = {words.split()[0] for words in outcomes if grammar.is_verb_phrase(words)}
    assert {verb for verb in verbs if verb.endswith(("ing", "ed"))} == set()
    assert not verbs & {"out", "in", "worth", "up", "down", "at"}
