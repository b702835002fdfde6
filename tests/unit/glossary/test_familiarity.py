"""Who is taken to know a term already, and who is told what it means."""

import pytest

from glossary.matching import Matcher
from glossary.terms import Audience, Entry
from tests.unit.glossary.entries import entry, sense

BUSINESS, ENGINEERING, SALES = Audience.BUSINESS, Audience.ENGINEERING, Audience.SALES

LEAD = entry("lead", side="both", senses=[
    sense("buyer", "business", "deal"), sense("head", "tech", "team")
])  # fmt: skip
TOKEN = entry("token", side="both", senses=[
    sense("access", "tech", "login"), sense("piece", "tech", "prompt")
])  # fmt: skip
RATED_LEAD = LEAD.model_copy(update={"familiarity": {ENGINEERING: 2, BUSINESS: 0}})


@pytest.mark.parametrize(
    ("term", "meant", "audience", "knows"),
    [
        # what the entry says about the audience counts
        (entry("outage", familiarity={"business": 2}), None, BUSINESS, True),
        (entry("outage", familiarity={"business": 1}), None, BUSINESS, False),
        (entry("outage", familiarity={"engineering": 0}), None, ENGINEERING, False),
        (entry("outage", familiarity={"business": 2, "sales": 1}), None, SALES, False),
        (entry("outage", familiarity={"business": 1, "sales": 2}), None, SALES, True),
        # else what it says about the general audience of that side
        (entry("outage", familiarity={"business": 2}), None, SALES, True),
        (entry("outage", familiarity={"sales": 2}), None, BUSINESS, False),
        # else the side that the meaning is of
        (entry("shard"), None, ENGINEERING, True),
        (entry("shard"), None, BUSINESS, False),
        (entry("uptime", side="both"), None, BUSINESS, False),
        (LEAD, "buyer", BUSINESS, True),
        (LEAD, "buyer", ENGINEERING, False),
        (LEAD, None, BUSINESS, False),
        (TOKEN, None, ENGINEERING, True),
        (RATED_LEAD, "buyer", ENGINEERING, True),
        (RATED_LEAD, "buyer", BUSINESS, False),
        # nobody decided on: the other side than the meaning's, and both for a word of both
        (entry("outage", familiarity={"business": 2}), None, None, True),
        (entry("shard"), None, None, False),
        (entry("shard", familiarity={"engineering": 3}), None, None, False),
        (entry("budget", side="business", familiarity={"engineering": 3}), None, None, True),
        (entry("SLA", side="both", familiarity={"engineering": 3}), None, None, False),
        (
            entry("scope", side="both", familiarity={"engineering": 3, "business": 2}),
            None,
            None,
            True,
        ),
        (LEAD, "buyer", None, False),
        (RATED_LEAD, "buyer", None, True),
        (RATED_LEAD, "head", None, False),
    ],
)
def test_an_audience_knows_what_it_is_rated_to_know_and_else_the_words_of_its_side(
    term: Entry, meant: str | None, audience: Audience | None, knows: bool
) -> None:
    chosen = next((one for one in term.senses if one.id == meant), None)
    assert term.known_to(audience, chosen) is knows


@pytest.mark.parametrize(
    ("term", "text", "audience", "told"),
    [
        (entry("shard"), "a shard", None, True),
        (entry("shard"), "a shard", BUSINESS, True),
        (entry("shard"), "a shard", ENGINEERING, False),
        (entry("outage", familiarity={"business": 2}), "an outage", None, False),
        (entry("outage", familiarity={"sales": 2}), "an outage", BUSINESS, True),
        (entry("note", action="never"), "a note", BUSINESS, False),
        (entry("shard", reverse={"says": ["one part"]}), "in one part", ENGINEERING, True),
        (LEAD, "the lead of the team", BUSINESS, True),
        (LEAD, "the lead of the team", ENGINEERING, False),
        (LEAD, "the lead", ENGINEERING, True),
    ],
)
def test_a_reader_is_told_of_what_they_do_not_know(
    term: Entry, text: str, audience: Audience | None, told: bool
) -> None:
    [found] = Matcher([term]).find(text)
    assert found.is_explained_to(audience) is told


def test_a_form_with_several_owners_is_explained_while_one_of_them_is_unknown() -> None:
    known = entry("pull request", {"sg": "PR"}, familiarity={"business": 3})
    unknown = entry("press release", {"sg": "PR"}, side="business")
    [found] = Matcher([known, unknown]).find("the PR")
    assert found.rivals
    assert found.is_explained_to(None)
    rated = unknown.model_copy(update={"familiarity": {ENGINEERING: 3}})
    [found] = Matcher([known, rated]).find("the PR")
    assert not found.is_explained_to(None)
