"""Where the deterministic engine writes, and where it keeps its hands off."""

import pytest

from glossary.layers import Glossary
from glossary.terms import Audience, Side
from tests.unit.translators.rewriter_words import entry, run, to_business, to_tech
from translators.masking import read
from translators.models import Direction, Markup
from translators.rewriter import rewrite

NOUNS = [
    ("The rollback failed.", "The return to the previous version failed."),
    ("Rollbacks are rare.", "Returns to the previous version are rare."),
    ("The root cause of the outage is known.", "The underlying cause of the outage is known."),
    ("Root cause: a typo.", "Underlying cause: a typo."),
    ("Rollback is done.", "The return to the previous version is done."),
    ("Error rate is 0.1%.", "The share of requests that fail is 0.1%."),
    ("a workaround is live", "an interim fix is live"),
    ("A workaround is live.", "An interim fix is live."),
    ("We found a regression, then a workaround.", "We found a new fault, then an interim fix."),
    ("The *regression* is fixed.", "The *new fault* is fixed."),
]

GLOSSES = [
    ("The cluster is full.", "The cluster (a group of servers) is full."),
    ("Both clusters are full.", "Both clusters (groups of servers) are full."),
    ("The cluster broke. The cluster is back.",
     "The cluster (a group of servers) broke. The cluster is back."),
    ("Is it DNS?", "Is it DNS (the internet's address book)?"),
    ("*DNS* is down", "*DNS* (the internet's address book) is down"),
]  # fmt: skip

VERBS = [
    ("We rolled back the change.", "We withdrew the change."),
    ("We rolled back to 2.3.", "We went back to 2.3."),
    ("We rolled back on Friday.", "We went back on Friday."),
    ("The change was rolled back.", "The change was withdrawn."),
    ("Rolling back the change helped.", "Withdrawing the change helped."),
    ("We will deploy the fix.", "We will release the fix."),
    ("Deploy the fix on Monday.", "Release the fix on Monday."),
    ("- deploy the fix", "- release the fix"),
    ("We are deploying to production.", "We are releasing to production."),
    ("The deployed fix works.", "The released fix works."),
    ("It has been deployed.", "It has been released."),
    ("We'll provision it.", "We'll set it up."),
    ("Let us deploy it.", "Let us release it."),
    ("Please don't deploy the fix.", "Please don't release the fix."),
    ("@ana can you deploy the fix?", "@ana can you release the fix?"),
]

ADJECTIVES = [
    ("It's a flaky test.", "It's an unreliable test."),
    ("This led to flaky tests.", "This led to unreliable tests."),
    ("The test is flaky.", "The test is unreliable."),
    ("The test isn't flaky.", "The test isn't unreliable."),
    ("The deprecated call is gone.", "The outdated call is gone."),
    ("The call is deprecated.", "The call is being phased out."),
]

LEFT = [
    ("The cluster resource manager is down.", "compound"),
    ("Feature flag gated releases.", "compound"),
    ("The API-first approach.", "compound"),
    ("The API's limits.", "compound"),
    ("Cluster 3 is down.", "compound"),
    ("An API call fails.", "compound"),
    ("It needs cluster and memory settings.", "compound"),
    ("The app has cluster, disk, and memory plans.", "compound"),
    ("We use `x` and the API `y`.", "compound"),
    ("The DNS (name lookup) is down.", "explained"),
    ("DNS: a way to find hosts", "explained"),
    ("What is DNS?", "asked"),
    ("what's a cluster?", "asked"),
    ("What do you mean by DNS?", "asked"),
    ("DNS means a name service.", "asked"),
    ('They wrote "the cluster is full".', "quoted"),
    ("They wrote “the cluster is full”.", "quoted"),
    ("> The cluster is full.", "quoted"),
    ("It is full (the cluster is).", "bracketed"),
    ("It is full (the cluster is", "bracketed"),
    ("Cluster Management Day is on Friday.", "name"),
    ("We met at the Cluster Summit.", "name"),
    ("THE CLUSTER IS FULL", "name"),
    ("We cache on read.", "not_plain_here"),
    ("We should cache.", "not_plain_here"),
    ("Teams cache on read.", "not_plain_here"),
    ("Feature flags, then.", "not_plain_here"),
    ("Mitigate was the word.", "not_plain_here"),
    ("We mitigate on Fridays.", "not_plain_here"),
    ("The change was rolled back to 2.3.", "not_plain_here"),
    ("It has been deprecated.", "not_plain_here"),
    ("The deploy failed.", "not_plain_here"),
    ("We will deploy away the fix.", "not_plain_here"),
    ("Flaky got worse.", "not_plain_here"),
    ("Check if it clusters.", "not_plain_here"),
    ("Run `cluster and see.", "compound"),
    ("Use ISL+cluster.", "compound"),
    ("A star cluster is bright.", "compound"),
    ("Update and cache it.", "not_plain_here"),
    ("Read it, rollback to start.", "not_plain_here"),
    ("We cannot DNS to it.", "not_plain_here"),
    ("Ask cluster or sales.", "compound"),
    ("The cluster you use is full.", "compound"),
    ("How cluster adds value to us", "compound"),
    ("The tools are lint, cluster and test.", "compound"),
    ("It is the word cluster-{name} here.", "compound"),
    ("The disk / cluster is full.", "compound"),
    ("We use it, cluster it.", "not_plain_here"),
    ("They wait for it to deploy.", "not_plain_here"),
    ("We know how to deploy", "not_plain_here"),
    ("It is deployed on that platform.", "not_plain_here"),
    ("We want to cache servers.", "compound"),
    ("The shard is full.", "define"),
    ("The kernel is old.", "never"),
    ("The ticket is open.", "undecided"),
]


@pytest.mark.parametrize(("before", "after"), NOUNS)
def test_a_noun_gives_way_at_the_end_of_its_phrase(before: str, after: str) -> None:
    assert to_business(before) == after


@pytest.mark.parametrize(("before", "after"), GLOSSES)
def test_a_gloss_follows_the_first_mention_in_its_number(before: str, after: str) -> None:
    assert to_business(before) == after


@pytest.mark.parametrize(("before", "after"), VERBS)
def test_a_verb_keeps_its_form_and_its_object(before: str, after: str) -> None:
    assert to_business(before) == after


@pytest.mark.parametrize(("before", "after"), ADJECTIVES)
def test_an_adjective_changes_before_a_noun_and_after_be(before: str, after: str) -> None:
    assert to_business(before) == after


@pytest.mark.parametrize(("text", "reason"), LEFT)
def test_what_is_left_alone_is_reported_with_its_reason(text: str, reason: str) -> None:
    result = run(text)
    assert result.output == text
    assert not result.changed
    assert [item.reason for item in result.left] == [reason]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Let's circle back on pricing next week.", "Let's come back to pricing next week."),
        ("We leverage the tool.", "We use the tool."),
        ("Leveraging our data, we win.", "Using our data, we win."),
        ("This won't move the needle.", "This won't make a difference."),
        ("Sales grew 12% YoY.", "Sales grew 12% compared with a year earlier."),
        ("We want 12% YoY growth.", "We want 12% annual growth."),
        ("A year-over-year increase is needed.", "An annual increase is needed."),
        ("At the end of the day, we need it.", "In the end, we need it."),
        ("Take the low-hanging fruit.", "Take the easiest improvements."),
        ("Our ARR is flat.", "Our ARR (yearly subscription income) is flat."),
    ],
)
def test_business_words_become_something_an_engineer_can_act_on(before: str, after: str) -> None:
    assert to_tech(before) == after


def test_only_the_words_of_the_side_that_speaks_are_rewritten() -> None:
    text = "We deploy to win new ARR."
    assert to_business(text) == "We release to win new ARR."
    assert to_tech(text) == "We deploy to win new ARR (yearly subscription income)."


def test_an_undecided_direction_changes_nothing() -> None:
    message = read("The rollback failed.")
    result = rewrite(
        message,
        matches=(),
        figures=(),
        direction=Direction.UNDECIDED,
        audience=Audience.BUSINESS,
    )
    assert (result.output, result.edits, result.left) == ("The rollback failed.", (), ())


def test_words_that_the_audience_knows_stay() -> None:
    result = run("Latency is up.", audience=Audience.PRODUCT)
    assert result.output == "Latency is up."
    assert [item.reason for item in result.left] == ["known"]


def test_words_that_the_person_knows_stay() -> None:
    result = run("DNS and the cluster are down.", known=frozenset({"dns"}))
    assert result.output == "DNS and the cluster (a group of servers) are down."
    assert [(item.entry, item.reason) for item in result.left] == [("dns", "known")]


@pytest.mark.parametrize(
    "text",
    [
        "The cluster is full.",
        "Our old cluster is full.",
        "Ana's cluster is full.",
        "A fairly old cluster is full.",
        "This new, large cluster is full.",
        "Clusters are full.",
        "DNS is down.",
    ],
)
def test_a_singular_with_its_article_and_a_plural_are_explained(text: str) -> None:
    assert "(" in to_business(text)


def test_a_comparison_needs_something_to_compare() -> None:
    assert to_tech("Deliver it YoY!") == "Deliver it YoY!"
    assert to_tech("Sales grew YoY.") == "Sales grew compared with a year earlier."
    assert to_tech("Sales are up YoY.") == "Sales are up compared with a year earlier."


def test_what_is_released_on_a_day_was_done_to_it() -> None:
    assert to_business("It was deployed on Friday.") == "It was released on Friday."
    assert to_business("We want to deploy on Friday.") == "We want to release on Friday."


def test_code_links_and_mentions_are_never_touched() -> None:
    text = "See `rollback` at https://example.com/cluster or ask <@U1|cluster> in cluster.yaml."
    assert run(text, markup=Markup.SLACK).output == text


def test_new_words_are_escaped_in_slack_markup_and_the_rest_stays_byte_for_byte() -> None:
    ampersand = entry(
        id="gateway", forms={"sg": "gateway"}, plain={"sg": "<way> in & out"}, gloss="a way in"
    )
    words = Glossary([ampersand], version="markup")
    result = run("A &lt; B & the gateway.", words=words, markup=Markup.SLACK)
    assert result.output == "A &lt; B & the &lt;way&gt; in &amp; out."


def test_a_plural_wording_is_not_put_where_the_verb_is_singular() -> None:
    assert to_tech("Low-hanging fruit is gone.") == (
        "Low-hanging fruit (the easiest improvements) is gone."
    )


def test_a_wording_that_brings_its_article_takes_the_place_of_the_one_there() -> None:
    words = Glossary(
        [
            entry(
                id="repo",
                forms={"sg": "repo"},
                plain={"sg": "the place where code is kept"},
                gloss="where code is kept",
            )
        ],
        version="article",
    )
    assert run("It is in the repo.", words=words).output == "It is in the place where code is kept."
    assert (
        run("It is in our repo.", words=words).output == "It is in our repo (where code is kept)."
    )


def test_no_word_is_written_twice_in_a_row() -> None:
    spike = entry(
        id="spike",
        forms={"sg": "traffic spike"},
        plain={"sg": "sudden rush of visitors"},
        gloss="many visitors at once",
    )
    words = Glossary([spike], version="twice")
    assert run("We saw a sudden traffic spike.", words=words).output == (
        "We saw a sudden traffic spike (many visitors at once)."
    )


def test_an_adjective_is_not_put_between_two_nouns() -> None:
    assert to_business("The app regression is fixed.") == "The app regression is fixed."
    assert to_business("The regression is fixed.") == "The new fault is fixed."


def test_an_abbreviation_that_is_said_twice_is_an_interjection() -> None:
    words = Glossary([entry(id="ha", forms={"mass": "ha"}, gloss="keeps working")], version="ha")
    assert run("ha ha ha", words=words).output == "ha ha ha"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("They provision error rates.", "They set up shares of requests that fail."),
        ("The churn rate YoY matters.", "The churn rate YoY matters."),
    ],
)
def test_a_word_that_another_edit_sets_free_is_written_too(before: str, after: str) -> None:
    assert to_business(before) == after


def test_a_wording_with_no_room_for_an_object_gets_none() -> None:
    fields = {
        "forms": {"base": "operationalize"},
        "plain": {"base": "put into practice"},
        "gloss": "start to use",
    }
    words = Glossary([entry(id="use", kind="verb", **fields)], version="object")
    text = "We will operationalize the plan."
    assert run(text, words=words).output == text


def test_an_ing_noun_after_be_may_be_a_verb() -> None:
    words = Glossary(
        [entry(id="tracing", forms={"mass": "tracing"}, gloss="following a request")],
        version="ing",
    )
    text = "The tool that was tracing failed."
    assert run(text, words=words).output == text


def test_the_rules_are_the_same_for_every_audience_of_a_side() -> None:
    outputs = {
        run("The rollback failed.", audience=audience).output
        for audience in Audience
        if audience.side is Side.BUSINESS
    }
    assert outputs == {"The return to the previous version failed."}


def test_a_form_of_two_tenses_is_not_read_after_and() -> None:
    forms = dict(zip(("base", "s", "past", "pp", "ing"), _SUNSET, strict=True))
    plain = dict(zip(("base", "s", "past", "pp", "ing"), _END, strict=True))
    words = Glossary(
        [entry(id="sunset", kind="verb", forms=forms, plain=plain, gloss="end it")], version="tense"
    )
    assert run("We warn them and sunset it.", words=words).output == "We warn them and sunset it."
    assert run("We will sunset it.", words=words).output == "We will end it."


_SUNSET = ("sunset", "sunsets", "sunset", "sunset", "sunsetting")
_END = ("end", "ends", "ended", "ended", "ending")


def test_the_verb_of_a_wording_does_not_run_into_the_verb_of_the_sentence() -> None:
    assert to_business("The error rate spiked.") == (
        "The error rate (share of requests that fail) spiked."
    )
    assert to_business("The error rate is 0.1%.") == "The share of requests that fail is 0.1%."


def test_a_wording_that_says_where_to_gets_no_second_place() -> None:
    plain = dict.fromkeys(("base", "s", "past", "pp", "ing"), "switch to the backup")
    forms = dict(zip(("base", "s", "past", "pp", "ing"), _FAIL_OVER, strict=True))
    words = Glossary(
        [entry(id="fail-over", kind="verb", forms=forms, plain=plain, gloss="switch")], version="to"
    )
    text = "We will fail over to the other region."
    assert run(text, words=words).output == text
    assert run("We will fail over.", words=words).output == "We will switch to the backup."


_FAIL_OVER = ("fail over", "fails over", "failed over", "failed over", "failing over")
