"""What holds for every sentence: nothing is lost, nothing is added, and once is enough."""

import re
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from glossary.terms import Side
from tests.unit.translators.rewriter_words import glossary, run
from tests.unit.translators.test_metric_clauses import ADJECTIVES as METRIC_ADJECTIVES
from tests.unit.translators.test_metric_clauses import AGENT, FROM_TO, MOVES, NOUN_ONLY, UNTOUCHED
from tests.unit.translators.test_rewriter import ADJECTIVES, GLOSSES, LEFT, NOUNS, VERBS
from translators.rewriting.word_classes import words

SENTENCES = [
    *(before for before, _ in (*AGENT, *MOVES, *FROM_TO, *METRIC_ADJECTIVES, *NOUN_ONLY)),
    *(before for before, _ in (*NOUNS, *GLOSSES, *VERBS, *ADJECTIVES, *LEFT)),
    *UNTOUCHED,
]
_SURFACES = sorted({form for item in glossary().entries.values() for _, form in item.surfaces})
_WORDS = sorted(
    words(
        "we they it the a an our this no not never can't won't may might must should will to"
        " of in on for by with and or but because if when that which is are was were has have"
        " been reduced reduce cut improve rose fell went up down high higher elevated slow 20%"
        " 200 ms from 850 on Friday Anna Acme customers team service build , . ? ! ( ) : - *"
    )
    | {'"'}
)
_FACTS = re.compile(
    r"\d[\d.,]*\d|\d|%|n't\b"
    r"|\b(?:not|no|never|may|might|must|should|can|will|because|Anna|Acme|Friday)\b"
)

messages = st.lists(
    st.one_of(st.sampled_from(_WORDS), st.sampled_from(_SURFACES)), min_size=1, max_size=14
).map(" ".join)
sides = st.sampled_from(Side)


@given(st.one_of(messages, st.sampled_from(SENTENCES)), sides)
def test_rewriting_an_answer_again_changes_nothing(text: str, to: Side) -> None:
    once = run(text, to=to).output
    assert run(once, to=to).output == once


@given(messages, sides)
def test_numbers_names_hedges_and_negation_are_neither_lost_nor_added(text: str, to: Side) -> None:
    output = run(text, to=to).output
    assert Counter(_FACTS.findall(output)) == Counter(_FACTS.findall(text))


@given(messages, sides)
def test_every_match_is_either_written_or_left_with_a_reason(text: str, to: Side) -> None:
    result = run(text, to=to)
    own = [
        match
        for match in glossary().find(text)
        if match.role == "term" and (match.undecided or match.meaning.belongs_to(to.other))
    ]
    touched = [m for m in own if any(e.start <= m.end and m.start <= e.end for e in result.edits)]
    assert len(touched) + len(result.left) >= len(own)


@given(st.text(max_size=80), sides)
def test_any_text_whatever_can_be_read(text: str, to: Side) -> None:
    assert isinstance(run(text, to=to).output, str)


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4).map(" ".join))
def test_a_message_of_many_sentences_is_stable_too(text: str) -> None:
    once = run(text).output
    assert run(once).output == once
