"""Built-in words with a workspace's and a channel's own over them."""

import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import matching
from glossary.layers import Glossary, Layer
from glossary.literals import literals
from glossary.matching import Matcher
from tests.unit.glossary.entries import entry, sense
from tests.unit.glossary.reference import ENTRIES, message

BASE = Glossary(
    [
        entry("api", "API"),
        entry("churn", gloss="customers who leave"),
        entry("latency", {"mass": "latency"}, definition="How long an answer takes."),
        entry("rollout", reverse={"says": ["step by step"]}),
    ],
    version="1",
)


@pytest.fixture(autouse=True, scope="module", params=[2_000, 0], ids=["small", "large"])
def large_layer(request: pytest.FixtureRequest) -> Iterator[None]:
    """Layers are the same words whether they are large enough to be compiled with those below."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matching, "_LARGE_LAYER", request.param)
        yield


def ids(glossary: Glossary, text: str) -> list[str]:
    return [match.entry.id for match in glossary.find(text)]


def test_an_empty_layer_changes_nothing() -> None:
    assert BASE.over(Layer()) is BASE


def test_a_layer_adds_overrides_and_hides() -> None:
    own = entry("churn", "attrition", gloss="ours")
    above = BASE.over(Layer((own, entry("squad")), frozenset({"latency"})))
    text = "API churn attrition latency squad"
    assert ids(above, text) == ["api", "churn", "squad"]
    assert ids(BASE, text) == ["api", "churn", "latency"]
    assert (above.get("churn"), above.get("latency")) == (own, None)
    assert set(above.entries) == {"api", "churn", "rollout", "squad"}


def test_the_longest_term_wins_across_layers() -> None:
    above = BASE.over(Layer((entry("api-gateway", "API gateway"),)))
    assert ids(above, "an API gateway, an API") == ["api-gateway", "api"]


def test_a_channel_lies_over_its_workspace() -> None:
    workspace = BASE.over(Layer((entry("squad"), entry("api", "interface"))))
    channel = workspace.over(Layer((entry("tribe"),), frozenset({"squad"})))
    assert ids(channel, "squad tribe interface API churn") == ["tribe", "api", "churn"]


def test_what_is_hidden_below_can_be_brought_back_above() -> None:
    hidden = BASE.over(Layer(hidden=frozenset({"churn"})))
    again = hidden.over(Layer((entry("churn"),)))
    assert ids(hidden, "churn") == []
    assert ids(again, "churn") == ["churn"]


def test_a_hidden_entry_loses_the_other_sides_wording_too() -> None:
    assert ids(BASE, "step by step") == ["rollout"]
    assert ids(BASE.over(Layer(hidden=frozenset({"rollout"}))), "step by step") == []


def test_a_word_of_the_upper_layer_holds_over_the_same_letters_below() -> None:
    workspace = BASE.over(Layer((entry("butter", "churn"),)))
    (match,) = workspace.find("churn")
    assert (match.entry.id, match.undecided, match.rivals) == ("butter", False, ())
    channel = workspace.over(Layer((entry("mixing", "Churn"),)))
    assert ids(channel, "churn") == ["mixing"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("churn the milk", ["butter"]),
        ("churn of accounts. The milk is fresh", ["churn"]),
        ("the SEA", ["coast"]),
        ("the sea", ["water"]),
    ],
)
def test_a_word_below_is_read_where_the_upper_one_can_not_be(
    text: str, expected: list[str]
) -> None:
    below = BASE.over(Layer((entry("water", "sea"),)))
    own = entry("butter", "churn", need=[r"\bmilk\b"]), entry("coast", "SEA")
    assert ids(below.over(Layer(own)), text) == expected


def test_the_meanings_of_an_upper_word_are_weighed_without_those_below() -> None:
    senses = [sense("milk", "tech", "butter"), sense("boat", "tech", "engine")]
    own = entry("stirring", "churn", senses=senses)
    (undecided,) = BASE.over(Layer((own,))).find("churn")
    (decided,) = BASE.over(Layer((own,))).find("churn butter")
    assert (undecided.entry, undecided.undecided, undecided.rivals) == (own, True, ())
    assert decided.sense == senses[0]


def test_an_upper_wording_of_the_other_side_leaves_a_term_below_as_it_is() -> None:
    own = entry("attrition", reverse={"says": ["churn"]})
    assert ids(BASE.over(Layer((own,))), "churn") == ["churn"]


def test_a_plural_by_rule_holds_over_the_word_it_is_a_plural_of_only() -> None:
    below = Glossary(
        [entry("sms", {"mass": "SMS"}), entry("lead", {"sg": "lead", "pl": "leads"})], version="1"
    )
    above = below.over(Layer((entry("scrum-master", "SM"), entry("pipe", "lead"))))
    assert ids(above, "an SM sent an SMS") == ["scrum-master", "sms"]
    assert ids(above, "a lead, two leads") == ["pipe", "pipe"]
    assert ids(below, "a lead, two leads") == ["lead", "lead"]


def test_hiding_the_upper_word_brings_back_the_one_below() -> None:
    above = BASE.over(Layer((entry("butter", "churn"),)))
    assert ids(above.over(Layer(hidden=frozenset({"butter"}))), "churn") == ["churn"]


FLAT = Matcher(ENTRIES)


@pytest.fixture(scope="module")
def layered(large_layer: None) -> Matcher:
    lower, middle, upper = (ENTRIES[first::3] for first in range(3))
    return Matcher(lower).over(middle, gone=()).over(upper, gone=())


@given(st.randoms(use_true_random=False))
def test_words_in_layers_are_found_as_the_same_words_in_one_are(
    layered: Matcher, chance: random.Random
) -> None:
    text = message(chance)
    assert layered.find(text) == FLAT.find(text)


def test_the_version_names_the_contents() -> None:
    first, second = Layer((entry("squad"),), version=3), Layer((entry("tribe"),), version=3)
    assert BASE.over(first).version == BASE.over(Layer((entry("squad"),), version=4)).version
    assert len({BASE.version, BASE.over(first).version, BASE.over(second).version}) == 3


def test_protected_spans_are_passed_on() -> None:
    text = "`API` API"
    assert [m.start for m in BASE.find(text, protected=literals(text))] == [6]
    assert [m.start for m in BASE.find(text)] == [6]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("api", ["api"]),
        ("  API ", ["api"]),
        ("lat", ["latency"]),
        ("tency", ["latency"]),
        ("who leave", ["churn"]),
        ("answer takes", ["latency"]),
        ("nothing like it", []),
        ("", []),
    ],
)
def test_search_looks_at_forms_and_explanations(query: str, expected: list[str]) -> None:
    assert [found.id for found in BASE.search(query)] == expected


def test_search_ignores_accents_and_separators_and_ranks_the_nearest_first() -> None:
    glossary = Glossary(
        [
            entry("resume-screen", "résumé screen"),
            entry("resume", "résumé"),
            entry("auto-resume", "auto-resume"),
            entry("presume"),
            entry("other", gloss="to resume"),
        ],
        version="1",
    )
    found = [hit.id for hit in glossary.search("Resume")]
    assert found == ["resume", "resume-screen", "auto-resume", "presume", "other"]
    assert [hit.id for hit in glossary.search("resume", limit=2)] == ["resume", "resume-screen"]
    assert [hit.id for hit in glossary.search("AUTO RÉSUMÉ")] == ["auto-resume"]


def test_search_sees_the_layers_words_instead_of_those_below() -> None:
    above = BASE.over(Layer((entry("churn", gloss="our own wording"),), frozenset({"api"})))
    assert [hit.id for hit in above.search("own wording")] == ["churn"]
    assert above.search("who leave") == ()
    assert above.search("api") == ()


def test_hiding_one_owner_of_a_form_leaves_it_to_the_others() -> None:
    lead, sales = entry("lead"), entry("sales-lead", "lead", side="business")
    below = Glossary([lead, sales], version="1")
    above = below.over(Layer(hidden=frozenset({"lead"})))
    assert [match.entry.id for match in above.find("a lead")] == ["sales-lead"]
    assert above.over(Layer(hidden=frozenset({"sales-lead"}))).find("a lead") == ()
    assert below.find("a lead")[0].rivals == (sales,)
