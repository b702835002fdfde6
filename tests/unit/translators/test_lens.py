"""What the other side usually cares about."""

import itertools
import re

import pytest

from glossary.matching import TermMatch
from glossary.terms import Audience, Entry, Slot
from translators.lens import look
from translators.models import Direction
from translators.phrases import table

TO_BUSINESS = Direction.TECH_TO_BUSINESS


def match(word: str, category: str, *, undecided: bool = False, kind: str = "noun") -> TermMatch:
    entry = Entry.model_validate(
        {
            "id": word,
            "side": "tech",
            "category": category,
            "kind": kind,
            "forms": {"sg": [word]},
            "gloss": "a thing",
            "definition": "A thing of some kind.",
        }
    )
    return TermMatch(0, len(word), word, entry, Slot.SG, undecided=undecided)


def seen(text: str, audience: Audience = Audience.BUSINESS) -> str | None:
    return look(TO_BUSINESS, audience, matches=(), text=text)


@pytest.mark.parametrize(
    ("audience", "word"),
    [
        (Audience.SALES, "deal"),
        (Audience.FINANCE, "cost"),
        (Audience.SUPPORT, "write in"),
        (Audience.ENGINEERING, "cause"),
        (Audience.EXECUTIVE, "promises"),
    ],
)
def test_the_sentence_fits_the_audience(audience: Audience, word: str) -> None:
    sentence = seen("The outage took 40 minutes", audience)
    assert sentence is not None
    assert word in sentence
    assert "usually cares about" in sentence


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The outage took 40 minutes", "outages"),
        ("The page loads slowly, p95 is 3 s", "speed"),
        ("We slipped the deadline again", "delays"),
        ("A vulnerability leaked personal data", "security"),
        ("The cloud bill doubled", "cost"),
        ("Our AWS bill went up 18% in October", "cost"),
        ("Cold starts add 2 seconds after midnight", "speed"),
        ("Memory usage dropped by a third", "speed"),
        ("0.1% of 2 million requests failed in June", "outages"),
        ("We never tested it and there are bugs", "quality"),
        ("The go-live of the new feature", "launches"),
        ("Our renewals and the quota are at risk", "customers"),
        ("The dashboard shows a wrong report", "data"),
    ],
)
def test_the_sentence_fits_the_topic(text: str, name: str) -> None:
    assert name in (seen(text) or "").partition(",")[0]


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("latency is up", "app performance and customer satisfaction"),
        ("our deployment frequency doubled", "deployment speed and revenue growth"),
        ("uptime was 99.8%", "uptime and user retention"),
        ("stop the churn", "uptime and user retention"),
    ],
)
def test_a_named_metric_adds_the_pair_that_both_sides_share(text: str, pair: str) -> None:
    assert (seen(text) or "").endswith(f"a pair that both sides can watch is {pair}.")


def test_a_matched_metric_adds_its_pair_without_any_text() -> None:
    sentence = look(TO_BUSINESS, Audience.SALES, matches=[match("latency", "performance")])
    assert sentence is not None
    assert "customer satisfaction" in sentence


def test_without_a_metric_there_is_no_pair() -> None:
    assert "pair" not in (seen("We shipped a hotfix") or "pair")


def test_the_category_of_a_term_gives_the_topic() -> None:
    sentence = look(TO_BUSINESS, Audience.FINANCE, matches=[match("frobnicator", "security")])
    assert sentence is not None
    assert "security" in sentence


@pytest.mark.parametrize("text", ["", "hello team", "see you at lunch", ":tada:"])
def test_it_is_quiet_where_nothing_shows_the_topic(text: str) -> None:
    assert seen(text) is None
    assert look(TO_BUSINESS, Audience.SALES, matches=[match("frob", "no-such-category")]) is None


def test_it_is_quiet_where_the_direction_or_the_sense_is_open() -> None:
    assert look(Direction.UNDECIDED, Audience.SALES, matches=(), text="the outage") is None
    undecided = match("frobnicator", "security", undecided=True)
    assert look(TO_BUSINESS, Audience.SALES, matches=[undecided]) is None


def test_every_audience_has_its_own_word_on_every_topic() -> None:
    lens = table("lens")
    assert set(lens["audiences"]) == set(Audience)
    for topic in lens["topics"].values():
        assert set(topic["concerns"]) == set(Audience)
        assert len(set(topic["concerns"].values())) == len(Audience)


def test_no_sentence_holds_a_number_or_claims_anything_about_the_case() -> None:
    lens = table("lens")
    cues = [topic["cues"][0] for topic in lens["topics"].values()]
    for audience, cue in itertools.product(Audience, cues):
        sentence = seen(cue, audience) or ""
        assert sentence.startswith("When it comes to ")
        assert sentence.endswith(".")
        assert sentence.count(". ") == 0
        assert "usually cares about" in sentence
        assert not re.search(r"\d|\bwill (?:lose|gain|cost)\b", sentence)


def test_a_category_belongs_to_one_topic_and_a_metric_to_one_pair() -> None:
    lens = table("lens")
    categories = [name for topic in lens["topics"].values() for name in topic["categories"]]
    metrics = [name for pair in lens["pairs"] for name in pair["metrics"]]
    assert len(categories) == len(set(categories))
    assert len(metrics) == len(set(metrics))
