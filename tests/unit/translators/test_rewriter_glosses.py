"""Where an explanation in brackets may follow a term, and where it would tear the sentence."""

import pytest

from glossary.layers import Glossary
from tests.unit.translators.rewriter_words import entry, glossary, run, to_business

PAUSES = [
    "The cluster (a group of servers) is full.",
    "It runs on the cluster (a group of servers).",
    "If we lose the cluster (a group of servers), we stop.",
    "The cluster (a group of servers) failed during the night.",
    "The cluster (a group of servers) failed yesterday.",
    "We wait for the cluster (a group of servers) because it is full.",
    "We restart the cluster (a group of servers) on Friday.",
    "We restart the cluster (a group of servers) by the end of next week.",
    "We restart the cluster (a group of servers) within 3 days.",
    "We lost the cluster (a group of servers) and we noticed it.",
    "We lost the cluster (a group of servers) and stopped.",
    "The cluster (a group of servers) also failed.",
    "Is it the cluster (a group of servers)?",
]

TORN = [
    "The cluster for the tests is full.",
    "The cluster in Ohio is full.",
    "The cluster used for tests is full.",
    "The cluster that we use is full.",
    "The cluster which we use is full.",
    "The cluster to use is full.",
    "The cluster and the disk are full.",
    "The cluster itself is full.",
    "We restarted the cluster automatically.",
    "We need a cluster within the limits.",
    "Is the cluster full?",
    "Has the cluster failed?",
    "There is another cluster.",
    "Which cluster failed?",
    "We have no cluster.",
    "The 2.3 cluster is full.",
    "We need disks, clusters, and cables.",
    "We need clusters, disks and cables.",
    "The disk / big cluster is full.",
]


@pytest.mark.parametrize("after", PAUSES)
def test_a_bracket_stands_where_the_sentence_pauses(after: str) -> None:
    assert to_business(after.replace(" (a group of servers)", "")) == after


@pytest.mark.parametrize("text", TORN)
def test_a_noun_is_not_split_from_what_goes_on_about_it(text: str) -> None:
    result = run(text)
    assert result.output == text
    assert {item.entry for item in result.left} == {"cluster"}


def test_a_sentence_gets_a_single_gloss() -> None:
    result = run("The cluster is full although the cache is not, and we know what to do about it.")
    assert result.output.count("(") == 1
    assert [(item.entry, item.reason) for item in result.left] == [("cache", "limit")]


def test_three_terms_are_explained_in_the_text_and_the_rest_below_it() -> None:
    clauses = [
        f"We know since this morning that {term} is down for all of our many users."
        for term in ("the cluster", "the cache", "the API", "DNS")
    ]
    result = run(" ".join(clauses))
    assert result.output.count("(") == 3
    assert [(item.entry, item.reason) for item in result.left] == [("dns", "limit")]


def test_a_short_message_gets_fewer_glosses() -> None:
    result = run("The cluster is down. The cache is down.")
    assert result.output == "The cluster (a group of servers) is down. The cache is down."
    assert [item.reason for item in result.left] == ["limit"]


def test_a_later_mention_is_not_explained_when_the_first_could_not_be() -> None:
    result = run("The cluster for the tests is full. So we closed the cluster.")
    assert not result.changed
    assert [item.reason for item in result.left] == ["compound", "not_plain_here"]


def test_a_gloss_has_no_definite_article_behind_an_indefinite_one() -> None:
    register = entry(id="register", forms={"sg": "register"}, gloss="the list of dangers")
    words = Glossary([register.model_copy(update={"action": "gloss"})], version="articles")
    once = run("We keep a register.", words=words).output
    assert once == "We keep a register (list of dangers)."
    assert run(once, words=words).output == once
    assert run("The register is new.", words=words).output == (
        "The register (the list of dangers) is new."
    )


def test_a_plural_wording_takes_its_auxiliary_with_it() -> None:
    settings = entry(
        id="config",
        forms={"mass": "configuration"},
        plain={"mass": "settings"},
        gloss="how it is set up",
    )
    words = Glossary([settings], version="number")
    assert run("All configuration is ready.", words=words).output == "All settings are ready."


SETTINGS = Glossary(
    [
        entry(
            id="config",
            forms={"sg": "config"},
            plain={"sg": "settings"},
            gloss="the settings of a system",
        )
    ],
    version="plural",
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A bad config caused it.", "Bad settings caused it."),
        ("We saw a bad network config in Ohio.", "We saw bad network settings in Ohio."),
        ("This config is bad.", "These settings are bad."),
        ("This config took down the shop.", "These settings took down the shop."),
        ("It is a bad config.", "It is a bad config (settings of a system)."),
        ("A bad config breaks it.", "A bad config breaks it."),
        ("Each config caused it.", "Each config caused it."),
    ],
)
def test_a_plural_wording_drops_the_article_where_nothing_shows_the_number(
    before: str, after: str
) -> None:
    assert run(before, words=SETTINGS).output == after


RATE = {"forms": {"mass": ["CTR", "click rate"]}, "gloss": "the share of people who click"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("CTR on the page fell.", "CTR (the share of people who click) on the page fell."),
        (
            "Our click rate in June was fine.",
            "Our click rate (the share of people who click) in June was fine.",
        ),
        ("It hurts our click rate on phones.", "It hurts our click rate on phones."),
        ("CTR to date is fine.", "CTR to date is fine."),
        ("CTR of the page is fine.", "CTR of the page is fine."),
    ],
)
def test_abbreviations_and_metrics_are_spelled_out_before_their_details(
    before: str, after: str
) -> None:
    words = [entry(id="ctr", kind="metric", metric={"unit": "%"}, action="gloss", **RATE)]
    assert run(before, words=Glossary(words, version="details")).output == after


def test_a_bracket_does_not_end_with_the_preposition_that_follows() -> None:
    words = Glossary(
        [entry(id="api", forms={"sg": "API"}, gloss="a door for programs", action="gloss")],
        version="twice",
    )
    assert run("The API for reports is new.", words=words).output == "The API for reports is new."
    assert "(a door" in run("The API in the new version is fast.", words=words).output


def test_a_pattern_of_its_entry_keeps_a_term_as_it_is() -> None:
    parse = entry(
        id="parse",
        kind="verb",
        forms={"base": "parse", "s": "parses", "past": "parsed", "pp": "parsed", "ing": "parsing"},
        plain={"base": "read", "s": "reads", "past": "read", "pp": "read", "ing": "reading"},
        gloss="read",
        keep=["tokens?"],
    )
    words = Glossary([parse], version="keep")
    assert run("We parse the file.", words=words).output == "We read the file."
    kept = run("We parse the Tokens.", words=words)
    assert not kept.changed
    assert [(item.entry, item.reason) for item in kept.left] == [("parse", "define")]


def test_a_singular_without_its_article_is_not_replaced_inside_a_sentence() -> None:
    text = "They offer help or workaround."
    assert to_business(text) == text


def test_a_sense_that_only_the_company_of_other_terms_suggests_is_not_written() -> None:
    ticket = entry(
        id="ticket",
        side="both",
        action="gloss",
        forms={"sg": "ticket"},
        senses=[
            {
                "id": identity,
                "side": side,
                "gloss": gloss,
                "definition": "A piece of work.",
                "cues": [cue],
                "action": "gloss",
            }
            for identity, side, gloss, cue in (
                ("work", "tech", "a piece of work", "sprint"),
                ("case", "business", "a customer's case", "helpdesk"),
            )
        ],
    )
    others = [*glossary().entries.values()]
    words = Glossary([ticket, *(one for one in others if one.id != "ticket")], version="senses")
    text = "After the rollback we opened the ticket. The root cause is known."
    assert "ticket (" not in run(text, words=words).output
    assert "ticket (a piece of work)." in run("In the sprint I got the ticket.", words=words).output


def test_a_single_thing_is_not_explained_by_something_going_on() -> None:
    auth = entry(id="auth", action="gloss", forms={"sg": "auth"}, gloss="checking who somebody is")
    words = Glossary([auth], version="abstract")
    assert run("It needs an auth.", words=words).output == "It needs an auth."
    assert "(" in run("It needs the auth.", words=words).output


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("It led to corruption.", "It led to damage to data."),
        ("It led to corruption and crashes.", "It led to corruption and crashes."),
        ("It led to corruption and we stopped.", "It led to damage to data and we stopped."),
    ],
)
def test_a_wording_with_a_tail_is_not_joined_to_another_noun(before: str, after: str) -> None:
    damage = entry(
        id="corruption",
        forms={"mass": "corruption"},
        plain={"mass": "damage to data"},
        gloss="damage to data",
    )
    assert run(before, words=Glossary([damage], version="joined")).output == after
