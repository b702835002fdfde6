"""What is found in a text, where, and what is not."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.literals import literals
from glossary.matching import Matcher, TermMatch
from glossary.terms import Entry, Slot
from tests.unit.glossary import reference
from tests.unit.glossary.entries import entry, sense, verb


def surfaces(text: str, *entries: Entry, **options: object) -> list[str]:
    """The surfaces found in a text."""
    return [match.surface for match in Matcher(entries).find(text, **options)]  # type: ignore[arg-type]


def only(text: str, *entries: Entry) -> TermMatch:
    (match,) = Matcher(entries).find(text)
    return match


@pytest.mark.parametrize(
    ("form", "text", "found"),
    [
        ("API", "the api, the Api and the API", ["api", "Api", "API"]),
        ("SLA", "our sla and the KPI", ["sla"]),
        ("IT", "can IT fix it? It can.", ["IT"]),
        ("ME", "ask the ME team, not me or Me", ["ME"]),
        ("SEA", "SEA grows, the sea does not", ["SEA"]),
        ("PO", "send a PO to po@example.com, po", ["PO"]),
        ("AM", "I am late, 9 am, ask your AM", ["AM"]),
        ("IC", "she is an IC, ICs decide, ics do not", ["IC", "ICs"]),
        ("SaaS", "saas, SaaS and SAAS", ["saas", "SaaS", "SAAS"]),
        ("IT department", "the IT department; it department", ["IT department"]),
        ("latency", "LATENCY Latency latency", ["LATENCY", "Latency", "latency"]),
        ("Kubernetes", "kubernetes and Kubernetes", ["kubernetes", "Kubernetes"]),
        ("Go", "Go ahead. We like Go. Let it go.", ["Go"]),
        ("C", "c is a letter, C is a language", ["C"]),
    ],
)
def test_capitals_matter_where_small_letters_make_an_everyday_word(
    form: str, text: str, found: list[str]
) -> None:
    assert surfaces(text, entry("x", form)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("CAN YOU FIX IT PLEASE", []),
        ("STOP IT", []),
        ("WE SHOULD OR SHOULD WE? IT knows.", ["IT"]),
        ("IT and HR", ["IT"]),
        ("IT, API, SLA", ["IT"]),
        ("IT: SHOP-12", ["IT"]),
    ],
)
def test_capitals_tell_nothing_in_a_sentence_of_capitals(text: str, found: list[str]) -> None:
    assert surfaces(text, entry("it", {"mass": "IT"})) == found


@pytest.mark.parametrize(
    ("form", "text", "found", "slot"),
    [
        ("SLA", "two SLAs", "SLAs", Slot.PL),
        ("SLA", "the SLA's end", "SLA", Slot.SG),
        ("SLA", "the SLA’s end", "SLA", Slot.SG),
        ("SLA", "the SLAs' ends", "SLAs", Slot.PL),
        ("pull request", "three pull requests.", "pull requests", Slot.PL),
        ("batch", "batches", "batches", Slot.PL),
        ("query", "slow queries", "queries", Slot.PL),
        ("key", "two keys", "keys", Slot.PL),
        ("CI/CD job", "CI/CD jobs", "CI/CD jobs", Slot.PL),
    ],
)
def test_a_plural_belongs_to_the_term_and_a_possessive_does_not(
    form: str, text: str, found: str, slot: Slot
) -> None:
    match = only(text, entry("x", form))
    assert (match.surface, match.slot) == (found, slot)


@pytest.mark.parametrize("form", ["point of sale", "analytics", "C++", "p99"])
def test_no_plural_is_made_up_where_adding_an_s_is_wrong(form: str) -> None:
    assert surfaces(f"the {form}s there", entry("x", form)) == []


def test_a_plural_that_is_written_down_takes_the_place_of_a_made_one() -> None:
    assert surfaces("indexes and indices", entry("x", {"sg": "index", "pl": "indices"})) == [
        "indices"
    ]


def test_a_made_plural_gives_way_to_another_entrys_own_form() -> None:
    match = only("leads", entry("lead"), entry("leads-report", {"mass": "leads"}))
    assert match.entry.id == "leads-report"


@pytest.mark.parametrize(
    ("form", "text", "found"),
    [
        (
            "load balancer",
            "load-balancer, load_balancer, load/balancer, load‑balancer, Load Balancer",
            ["load-balancer", "load_balancer", "load/balancer", "load‑balancer", "Load Balancer"],
        ),
        ("load balancer", "load, balancer. load.balancer load\nbalancer loadbalancer", []),
        ("CI/CD", "CI/CD, ci/cd, CI / CD, CI-CD", ["CI/CD", "ci/cd", "CI / CD", "CI-CD"]),
        ("CI/CD", "CI. CD or CI, CD", []),
        ("C++", "C++ and c++, not C or C+", ["C++", "c++"]),
        ("C", "C++ C# C+ C", ["C"]),
        ("C#", "C# (C#), not C", ["C#", "C#"]),
        (".NET", "use .NET or .net, not ASP.NET or net", [".NET", ".net"]),
        ("p99", "p99 and P99, not p999", ["p99", "P99"]),
        ("A/B test", "an A/B test, a/b tests, a b test", ["A/B test", "a/b tests"]),
        ("T&M", "T&M or T & M, not t m", ["T&M", "T & M"]),
        ("24/7", "24/7, not 24 7 or 24-7", ["24/7"]),
        ("5xx", "5xx errors, 5XX", ["5xx", "5XX"]),
        ("SOC 2", "SOC 2, SOC-2", ["SOC 2", "SOC-2"]),
        ("Node.js", "Node.js and node.js, not node js", ["Node.js", "node.js"]),
        ("R&D", "R&D, not R or D", ["R&D"]),
        ("customer's journey", "the customer’s journey", ["customer’s journey"]),
    ],
)
def test_separators_vary_and_signs_do_not(form: str, text: str, found: list[str]) -> None:
    assert surfaces(text, entry("x", form)) == found


def test_the_leftmost_longest_term_wins() -> None:
    listed = entry("api"), entry("gateway"), entry("api-gateway", "API gateway")
    assert surfaces("API gateway, gateway API", *listed) == ["API gateway", "gateway", "API"]
    assert surfaces("API, gateway", *listed) == ["API", "gateway"]


def test_every_listed_part_of_a_compound_is_found() -> None:
    listed = entry("Kubernetes"), entry("cluster"), entry("node pool")
    text = "Kubernetes cluster node pool"
    assert surfaces(text, *listed) == ["Kubernetes", "cluster", "node pool"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("non-lead", []),
        ("lead-free", []),
        ("co-lead", []),
        ("sales-lead", ["lead"]),
        ("lead-based", ["lead"]),
        ("my-lead-list", []),
        ("lead.example.com", []),
        ("api.lead", []),
        ("misleading leader", []),
        ("lead2", []),
        ("@lead #lead $lead", []),
        ("lead@example.com", []),
        ("--lead", []),
        ("we hope--lead or not", ["lead"]),
        ("example.com/lead", []),
        ("lead://x", []),
        ("lead()", []),
        ("std::lead", []),
        ("o'lead lead't", []),
        ("“lead” (lead) *lead* _lead_ ~lead~", ["lead"] * 5),
        ("lead: lead; lead! lead? lead... ...lead", ["lead"] * 6),
        ("lead/churn and/lead", ["lead", "lead"]),
        ("leadи", []),
    ],
)
def test_a_term_stands_by_itself(text: str, found: list[str]) -> None:
    assert surfaces(text, entry("lead")) == found


def test_a_hyphen_between_two_terms_joins_them() -> None:
    assert surfaces("client-server", entry("client"), entry("server")) == ["client", "server"]


def test_a_hyphen_and_an_unknown_word_hide_a_term_that_needs_context() -> None:
    plain, ambiguous = entry("API"), entry("page", senses=[sense("alert", "tech", "alarm")])
    assert surfaces("an API-review and a page-turner", plain, ambiguous) == ["API"]


@pytest.mark.parametrize(
    "text",
    [
        "see `API` and ```\nthe API\n```",
        "<https://example.com|the API> https://example.com/api?API https://example.com/x(API",
        "<@U123|api> <#C123|api> <!subteam^S1|api> :api: me@api.io",
        "api.yaml src/api/main.py API_KEY user_api getApi() v1.2.3-API /var/api/log API-123",
    ],
)
def test_nothing_is_found_in_a_literal(text: str) -> None:
    assert surfaces(text, entry("API")) == []
    assert surfaces(text, entry("API"), protected=literals(text)) == []


def test_a_term_may_be_a_whole_identifier_or_file_name() -> None:
    listed = entry("feature flag"), entry("Node.js"), entry("SOC 2")
    text = "feature_flag, feature_flag_x, node.js, SOC-2 audit"
    assert surfaces(text, *listed) == ["feature_flag", "node.js", "SOC-2"]


def test_quotes_are_left_out_on_demand() -> None:
    text = '> the API said\n"API" means “our API”, the API'
    assert surfaces(text, entry("API")) == ["API"] * 4
    assert surfaces(text, entry("API"), in_quotes=False) == ["API"]


@pytest.mark.parametrize(
    "before", ["İİ ", "ß ", "ﬁ ", "🙂 ", "é́ ", "日本 ", "\ud800 ", "“", "ÀÉ ", "\u0130\u0307 "]
)
def test_offsets_are_those_of_characters(before: str) -> None:
    text = f"{before}API’s naïve Größe"
    found = Matcher([entry("API"), entry("x", "größe")]).find(text)
    assert [match.surface for match in found] == ["API", "Größe"]
    assert all(text[match.start : match.end] == match.surface for match in found)


def test_terms_in_other_scripts_are_found() -> None:
    assert surfaces("важная Сделка, сделками", entry("x", "сделка")) == ["Сделка"]


def test_need_and_avoid_are_tried_on_the_sentence() -> None:
    logo = entry("logo", need=["churn|win"], avoid=["(?i)design"])
    assert surfaces("We win a logo.", logo) == ["logo"]
    assert surfaces("We win. Nice logo.", logo) == []
    assert surfaces("We win a Design logo.", logo) == []


def test_a_longer_term_that_lacks_what_it_needs_gives_way_to_a_shorter() -> None:
    listed = entry("lead"), entry("lead time", need=["supplier"])
    assert surfaces("lead time of the supplier", *listed) == ["lead time"]
    assert surfaces("lead time of the team", *listed) == ["lead"]


def test_the_other_sides_wording_is_found_as_such() -> None:
    latency = entry("latency", reverse={"says": ["loads slowly"]})
    match = only("the shop loads slowly", latency)
    assert (match.role, match.entry.id, match.surface) == ("reverse", "latency", "loads slowly")


def test_the_other_sides_wording_of_a_sense_tells_the_sense() -> None:
    alert = sense("alert", "tech", "alarm", reverse={"says": ["wake the engineer"]})
    match = only("wake the engineer", entry("page", senses=[alert]))
    assert match.sense == alert


def test_a_term_wins_over_another_sides_wording() -> None:
    latency = entry("latency", reverse={"says": ["churn", "new churn report"]})
    found = Matcher([latency, entry("churn")]).find("churn and new churn report")
    assert [(match.surface, match.role) for match in found] == [("churn", "term")] * 2


def test_a_form_of_two_entries_is_undecided_without_evidence() -> None:
    database, lead = entry("sql-language", "SQL"), entry("sql-lead", "SQL", side="business")
    match = only("one more SQL", database, lead)
    assert match.undecided
    assert [match.entry.id, *(rival.id for rival in match.rivals)] == ["sql-language", "sql-lead"]


def test_the_company_of_other_terms_decides_between_two_entries() -> None:
    listed = [
        entry("sql-language", "SQL", category="data"),
        entry("sql-lead", "SQL", side="business", category="sales"),
        entry("database", category="data"),
        entry("quota", side="business", category="sales"),
    ]
    ids = [m.entry.id for m in Matcher(listed).find("SQL for the database. ")]
    assert ids == ["sql-language", "database"]
    assert [m.entry.id for m in Matcher(listed).find("quota in SQL")] == ["quota", "sql-lead"]


def test_the_entry_that_is_spelled_just_so_comes_before_others() -> None:
    pod, delivery = entry("pod"), entry("proof-of-delivery", "POD", side="business")
    assert only("the pod restarts", pod, delivery).entry.id == "pod"
    assert only("the POD is signed", pod, delivery).entry.id == "proof-of-delivery"


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("we deployed it", Slot.PAST),
        ("it was deployed", Slot.PP),
        ("has deployed", Slot.PP),
        ("please deploy", Slot.BASE),
    ],
)
def test_the_word_before_tells_the_slot(text: str, slot: Slot) -> None:
    deploy = verb("deploy", "deploys", "deployed", "deployed", "deploying")
    assert only(text, deploy).slot is slot


@pytest.mark.parametrize(
    ("text", "slot"), [("the releases", Slot.PL), ("she releases", Slot.S), ("releases", Slot.PL)]
)
def test_a_noun_and_a_verb_of_one_entry_share_a_form(text: str, slot: Slot) -> None:
    release = entry("release", {"sg": "release", "pl": "releases", "s": "releases"})
    assert only(text, release).slot is slot


@settings(max_examples=300)
@given(st.randoms(use_true_random=False))
def test_spans_are_those_of_the_reference_matcher(chance: random.Random) -> None:
    text = reference.message(chance)
    found = MATCHER.find(text)
    assert [(match.start, match.end) for match in found] == reference.spans(text)
    assert all(text[match.start : match.end] == match.surface for match in found)


@given(st.randoms(use_true_random=False))
def test_literals_known_before_or_looked_for_make_no_difference(chance: random.Random) -> None:
    text = reference.message(chance)
    assert MATCHER.find(text, protected=literals(text)) == MATCHER.find(text)


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    assert all(text[m.start : m.end] == m.surface for m in MATCHER.find(text))


MATCHER = Matcher(reference.ENTRIES)
