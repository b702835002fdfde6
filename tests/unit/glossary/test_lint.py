"""Each rule has entries that break it and entries that look as if they did."""

from typing import Any

import pytest

from glossary.everyday import is_everyday, is_everyday_name
from glossary.lint import Problem, lint
from glossary.terms import Entry, Example
from tests.fakes.entries import make_entry

SENSE = {
    "id": "one",
    "side": "tech",
    "cues": ["server"],
    "gloss": "some words",
    "definition": "Some more words.",
}
OTHER_SENSE = {**SENSE, "id": "two", "side": "business"}
VERB = {"base": "deploy", "s": "deploys", "past": "deployed", "pp": "deployed", "ing": "deploying"}
PLAIN_VERB = {slot: "put into use" for slot in VERB}
IMPACT = {
    "better": "up",
    "subject": "pages",
    "up": "faster",
    "down": "slower",
    "np_up": "faster pages",
    "np_down": "slower pages",
}
API = make_entry("api", kind="abbreviation", forms={"sg": "API", "pl": "APIs"}, gloss_pl="x y")


def broken(*entries: Entry, **options: Any) -> list[tuple[str, str]]:
    """The rules that entries break, with the entry that breaks them."""
    return [(problem.entry, problem.rule) for problem in lint(entries, **options)]


def meanings(*senses: dict[str, Any]) -> dict[str, Any]:
    """An entry's keys that give it senses instead of a meaning of its own."""
    return {"senses": senses, "gloss": None, "definition": None}


def test_a_good_entry_breaks_no_rule() -> None:
    assert lint([make_entry("latency"), API]) == ()


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("verb-forms", {"kind": "verb", "forms": {"base": "deploy", "s": "deploys"}}),
        ("verb-forms", {"kind": "verb", "forms": {**VERB, "ing": []}}),
        ("gloss-plural", {"forms": {"sg": "shard", "pl": "shards"}}),
        ("gloss-plural", {"forms": {"sg": "shard", "pl": "shards"}, **meanings(SENSE)}),
        (
            "gloss-plural",
            {
                "forms": {"sg": "shard", "pl": "shards"},
                "gloss_pl": "some words",
                "audiences": {"sales": {"gloss": "words of their own"}},
            },
        ),
        ("plain-covers", {"action": "replace"}),
        ("plain-covers", {"action": "replace", "plain": {"pl": "parts"}}),
        (
            "plain-covers",
            {"action": "replace", "kind": "verb", "forms": VERB, "plain": {"base": "use"}},
        ),
        ("plain-covers", meanings({**SENSE, "action": "replace"})),
        ("both-ways", {"reverse": {}}),
        ("both-ways", {"reverse": {}, **meanings(SENSE)}),
        (
            "lengths",
            {"audiences": {"sales": {"gloss": "a gloss with more words than anybody wants here"}}},
        ),
        ("lengths", {"audiences": {"sales": {"definition": "word " * 26}}}),
        ("everyday-key", {"forms": {"sg": "contract"}}),
        ("everyday-key", {"forms": {"sg": "load balancer", "pl": "options"}, "gloss_pl": "x"}),
        ("everyday-key", {"forms": {"adjective": "reasonable"}}),
        ("everyday-key", {"forms": {"sg": "lead"}, "avoid": ["x"]}),
        ("see-also", {"see_also": ["nowhere"]}),
        ("see-also", {"see_also": ["widget"]}),
        ("alias-cycle", {"forms": {"sg": "shard"}, "plain": {"sg": "shard of data"}}),
        ("unique-forms", {"forms": {"sg": ["shard", "shard"]}}),
        ("bridge", {"metric": {"bridge": "no_such_thing"}}),
        ("adds-no-fact", {"gloss": "a copy of 3 files"}),
        ("adds-no-fact", {"gloss": "a set of two files"}),
        ("adds-no-fact", {"gloss": "a file without a name"}),
        ("adds-no-fact", {"gloss": "what users can't change"}),
        ("adds-no-fact", {"gloss": "a file that may be read"}),
        ("adds-no-fact", {"gloss": "the files of Monday"}),
        ("adds-no-fact", {"forms": {"pl": "shards"}, "gloss_pl": "probably files"}),
        ("adds-no-fact", {"action": "replace", "plain": {"sg": "possible part"}}),
        ("adds-no-fact", {"audiences": {"sales": {"gloss": "a file that nobody reads"}}}),
        ("adds-no-fact", {"impact": {**IMPACT, "np_up": "twice the speed"}}),
        ("adds-no-fact", {"impact": IMPACT, "so_what": "nobody has to wait"}),
        ("adds-no-fact", meanings({**SENSE, "gloss": "not a file"})),
    ],
)
def test_an_entry_that_breaks_a_rule_is_named_with_it(rule: str, changes: dict[str, Any]) -> None:
    entry = make_entry("widget", **changes)
    assert broken(entry, bridges=frozenset({"uptime"})) == [("widget", rule)]


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "verb", "forms": VERB},
        {"kind": "idiom", "forms": {"base": "go live"}},
        {"forms": {"sg": "shard", "pl": "shards"}, **meanings({**SENSE, "action": "never"})},
        {"forms": {"sg": "shard", "pl": "shards"}, "gloss_pl": "some words"},
        {"forms": {"sg": "shard", "pl": []}},
        {"action": "replace", "plain": {"sg": "part"}},
        {"action": "replace", "forms": {"mass": "downtime"}, "plain": {"sg": "outage"}},
        {"action": "replace", "forms": {"adjective": "flaky"}, "plain": {"attributive": "bad"}},
        {"action": "replace", "kind": "verb", "forms": VERB, "plain": PLAIN_VERB},
        {"reverse": {"ask": "How much?"}, **meanings(SENSE)},
        {"reverse": {}, **meanings({**SENSE, "reverse": {"says": ["it hangs"]}})},
        {"reverse": {}, **meanings({**SENSE, "action": "never"})},
        {"audiences": {"sales": {"so_what": "deals close sooner"}}},
        {"forms": {"sg": "contract"}, "need": ["(?i)smart"]},
        {"forms": {"sg": "lead"}, **meanings(SENSE, OTHER_SENSE)},
        {"forms": {"sg": "IT"}},
        {"forms": {"sg": "Contract"}},
        {"forms": {"sg": "staging"}},
        {"forms": {"sg": "order form"}},
        {"metric": {"bridge": "uptime"}},
        {"metric": {"unit": "ms"}},
        {"action": "define", "gloss": "a file that may be read"},
        {"action": "define", "plain": {"sg": "possible part"}},
        {"plain": {"sg": "possible part"}},
        {"forms": {"sg": "no-code tool"}, "gloss": "a tool that needs no code"},
        {"gloss": "a note to everyone with nothingness"},
        {"impact": IMPACT},
        {"so_what": "nobody has to wait"},
        meanings({**SENSE, "action": "never", "gloss": "not a file"}),
    ],
)
def test_what_only_looks_like_a_breach_is_left_alone(changes: dict[str, Any]) -> None:
    assert broken(make_entry("widget", **changes), bridges=frozenset({"uptime"})) == []


def test_any_bridge_goes_where_nobody_says_which_there_are() -> None:
    assert broken(make_entry("widget", metric={"bridge": "no_such_thing"})) == []


class TestUniqueness:
    def test_an_id_stands_once(self) -> None:
        twice = [make_entry("widget"), make_entry("widget", forms={"sg": "other"})]
        assert ("widget", "unique-ids") in broken(*twice)

    def test_a_form_of_two_entries_needs_both_to_be_ambiguous_on_purpose(self) -> None:
        plain = make_entry("plain", forms={"sg": "Shard"})
        other = make_entry("other", forms={"sg": "shard"})
        careful = make_entry("careful", forms={"sg": "shard"}, need=["x"])
        sensed = make_entry("sensed", forms={"sg": "shard"}, **meanings(SENSE))
        assert broken(plain, other) == [("plain", "unique-forms"), ("other", "unique-forms")]
        assert broken(plain, careful) == [("plain", "unique-forms")]
        assert broken(careful, sensed) == []

    @pytest.mark.parametrize("form", ["roll-out", "Roll Out", "roll_out", "roll/out"])
    def test_spellings_that_are_found_alike_are_one_form(self, form: str) -> None:
        entries = [make_entry("a", forms={"sg": "roll out"}), make_entry("b", forms={"sg": form})]
        assert broken(*entries) == [("a", "unique-forms"), ("b", "unique-forms")]

    def test_capitals_are_another_word_than_small_letters(self) -> None:
        entries = [
            make_entry("information-technology", forms={"sg": "IT"}),
            make_entry("pronoun", forms={"sg": "it"}, need=["x"]),
        ]
        assert broken(*entries) == []

    def test_slots_of_one_entry_may_share_a_form(self) -> None:
        forms = {"base": "cut over", "s": "cuts over", "ing": "cutting over"}
        entry = make_entry(
            "cut", kind="verb", forms={**forms, "past": "cut over", "pp": "cut over"}
        )
        assert broken(entry) == []


class TestPlainWords:
    @pytest.mark.parametrize("key", ["gloss", "definition"])
    def test_an_explanation_needs_no_other_entry(self, key: str) -> None:
        entry = make_entry("gateway", **{key: "The door to our APIs."})
        (problem,) = lint([entry, API])
        assert (problem.entry, problem.rule) == ("gateway", "plain-words")
        assert problem.sentence == f"{key} uses “APIs”, which business needs 'api' for."

    def test_the_longest_term_counts(self) -> None:
        load = make_entry("load", forms={"sg": "load"}, need=["x"])
        balancer = make_entry("load-balancer")
        entry = make_entry("proxy", gloss="a load-balancer with extras")
        (problem,) = lint([entry, load, balancer])
        assert "'load-balancer'" in problem.sentence

    def test_senses_are_checked_for_their_own_readers(self) -> None:
        arr = make_entry("arr", side="business", forms={"mass": "ARR"})
        sense = {**SENSE, "definition": "What the API brings in ARR."}
        tech_sense = make_entry("a-term", **meanings(sense))
        business_sense = make_entry("b-term", **meanings({**sense, "side": "business"}))
        assert [one.sentence for one in lint([tech_sense, arr, API])] == [
            "definition uses “API”, which business needs 'api' for."
        ]
        assert [one.sentence for one in lint([business_sense, arr, API])] == [
            "definition uses “ARR”, which engineering needs 'arr' for."
        ]

    @pytest.mark.parametrize(
        "other",
        [
            make_entry("cache", forms={"sg": "cache"}, familiarity={"business": 2}),
            make_entry("budget", forms={"sg": "cache"}, side="business"),
            make_entry("hybrid", forms={"sg": "cache"}, side="both"),
            make_entry("two-meanings", forms={"sg": "cache"}, **meanings(SENSE)),
        ],
        ids=lambda entry: entry.id,
    )
    def test_words_that_the_reader_knows_are_plain(self, other: Entry) -> None:
        assert broken(make_entry("widget", gloss="a cache of things"), other) == []

    def test_everyday_words_are_plain(self) -> None:
        entry = make_entry("widget", gloss="the page that is ordered")
        other = make_entry("order", kind="verb", forms={"past": "ordered"})
        assert [rule for _, rule in broken(entry, other)] == ["verb-forms"]

    def test_an_ambiguous_abbreviation_is_not_plain(self) -> None:
        sql = make_entry("sql", kind="abbreviation", forms={"mass": "SQL"}, **meanings(SENSE))
        assert broken(make_entry("widget", gloss="a table of SQL"), sql) == [
            ("widget", "plain-words")
        ]

    def test_a_term_may_be_named_in_its_own_definition(self) -> None:
        assert broken(make_entry("shard", definition="A shard is a part.")) == []


class TestCircles:
    def test_links_lead_to_entries_and_not_in_a_circle(self) -> None:
        a, b, c = (
            make_entry(entry_id, see_also=[linked])
            for entry_id, linked in (("aaa", "bbb"), ("bbb", "ccc"), ("ccc", "aaa"))
        )
        (problem,) = lint([a, b, c])
        assert problem.sentence == "see_also leads in a circle: aaa → bbb → ccc → aaa."
        assert broken(a, b, make_entry("ccc")) == []

    def test_plain_wordings_of_one_side_do_not_lead_back(self) -> None:
        release = make_entry("release-cut", familiarity={"business": 2}, plain={"sg": "ship date"})
        ship = make_entry("ship-date", familiarity={"business": 2}, plain={"sg": "release cut"})
        (problem,) = lint([release, ship])
        assert problem.rule == "alias-cycle"
        assert "release-cut → ship-date → release-cut" in problem.sentence

    def test_wordings_of_the_two_sides_may_answer_each_other(self) -> None:
        tech = make_entry("uptime-word", plain={"sg": "being there"})
        business = make_entry("being-there", side="business", plain={"sg": "uptime word"})
        assert "alias-cycle" not in [rule for _, rule in broken(tech, business)]


class TestExamples:
    EXAMPLES = ({"before": "A shard.", "after": "A part."}, {"before": "No.", "after": "No."})

    def test_an_example_that_comes_out_otherwise_is_a_problem(self) -> None:
        def engine(entry: Entry, example: Example) -> str:
            return example.before.replace("shard", "piece")

        entry = make_entry("shard", examples=self.EXAMPLES)
        (problem,) = lint([entry], run_example=engine)
        assert problem.sentence == "“A shard.” comes out as “A piece.”, not “A part.”."

    def test_examples_are_not_run_without_an_engine(self) -> None:
        assert lint([make_entry("shard", examples=self.EXAMPLES)]) == ()


def test_problems_name_file_entry_and_rule_in_the_order_of_the_entries() -> None:
    entries = [make_entry("zeta", reverse={}), make_entry("alpha", reverse={}, see_also=["x"])]
    problems = lint(entries, files={"zeta": "core.yaml"})
    assert [(one.file, one.entry, one.rule) for one in problems] == [
        ("core.yaml", "zeta", "both-ways"),
        ("", "alpha", "both-ways"),
        ("", "alpha", "see-also"),
    ]
    assert str(problems[0]).startswith("core.yaml: zeta: The entry does not say")
    assert str(problems[2]) == "alpha: see_also names 'x', which is no entry. [see-also]"
    assert Problem(**problems[0].as_json()) == problems[0]


@pytest.mark.parametrize(
    ("word", "everyday", "name"),
    [
        ("order", True, True),
        ("orders", True, True),
        ("Orders", True, True),
        ("companies", True, True),
        ("boxes", True, True),
        ("ordered", True, False),
        ("planning", True, False),
        ("staged", True, False),
        ("staging", True, False),
        ("reasonably", True, False),
        ("customer's", True, True),
        ("kubernetes", False, False),
        ("latency", False, False),
        ("churn", False, False),
        ("s", False, False),
        ("", False, False),
    ],
)
def test_everyday_words_are_known_in_their_regular_forms(
    word: str, everyday: bool, name: bool
) -> None:
    assert (is_everyday(word), is_everyday_name(word)) == (everyday, name)
