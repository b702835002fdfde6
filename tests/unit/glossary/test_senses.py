"""How the meaning of an ambiguous term is decided, and when it is left open."""

import pytest

from glossary.cues import inflections
from glossary.matching import Matcher, TermMatch
from tests.unit.glossary.entries import entry, sense

SALES = sense("sales", "business", "deal", "close", "qualify", "open house", prior=0.6)
PERSON = sense("person", "tech", "team", "on-call", "code review")
LEAD = entry("lead", side="both", senses=[SALES, PERSON])


def decide(text: str, *context: str) -> TermMatch:
    """What is said about the one "lead" of a text."""
    others = entry("API", category="infra"), entry("quota", side="business")
    found = Matcher([LEAD, *others]).find(text, context=context)
    (match,) = [match for match in found if match.entry is LEAD]
    return match


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a lead for that deal", "sales"),
        ("a lead for those deals", "sales"),
        ("they closed the lead", "sales"),
        ("closing a lead", "sales"),
        ("a qualified lead", "sales"),
        ("she qualifies the lead", "sales"),
        ("lead from the Open Houses", "sales"),
        ("the lead of our team", "person"),
        ("the lead is on-call", "person"),
        ("the lead did two code reviews", "person"),
        ("who is the lead", None),
        ("an ideal lead, closet", None),
        ("open, house lead", None),
        ("the team has a deal for the lead", None),
    ],
)
def test_cues_in_any_inflection_decide(text: str, expected: str | None) -> None:
    match = decide(text)
    assert match.undecided is (expected is None)
    assert (match.sense.id if match.sense else None) == expected


def test_a_cue_in_the_same_sentence_outweighs_one_elsewhere() -> None:
    assert decide("We lost a deal. The lead of the team knows.").sense == PERSON
    assert decide("The team met. The lead is a deal.").sense == SALES


def test_the_side_of_other_terms_is_evidence() -> None:
    assert decide("the lead owns the API").sense == PERSON
    assert decide("the lead has a quota").sense == SALES
    assert decide("the lead has a quota and an API").undecided


def test_the_channel_is_evidence() -> None:
    assert decide("ask the lead", "sales-emea").sense == SALES
    assert decide("ask the lead", "general", "All about our deals").sense == SALES
    assert decide("ask the lead", "backend-team").sense == PERSON
    assert decide("ask the lead", "random", "lunch and music").undecided


def test_what_the_message_says_outweighs_the_channel() -> None:
    assert decide("the lead of the on-call team", "sales").sense == PERSON


def test_the_term_is_no_cue_for_itself() -> None:
    own = sense("own", "tech", "lead")
    other = sense("other", "business", "deal")
    (match,) = Matcher([entry("lead", senses=[own, other])]).find("a lead")
    assert match.undecided


def test_the_commonest_sense_is_taken_only_where_the_entry_allows_it() -> None:
    likely, rare = sense("likely", "tech", "x1", prior=0.9), sense("rare", "tech", "x2", prior=0.1)
    careful = entry("lead", senses=[likely, rare])
    bold = careful.model_copy(update={"if_undecided": "commonest"})
    assert Matcher([careful]).find("a lead")[0].undecided
    assert Matcher([bold]).find("a lead")[0].sense == likely
    assert Matcher([bold]).find("a lead with x2")[0].sense == rare


def test_a_single_sense_needs_evidence_too() -> None:
    seat = entry("seat", senses=[sense("licence", "business", "contract")])
    assert Matcher([seat]).find("a spare seat in the car")[0].undecided
    assert not Matcher([seat]).find("40 seats in the contract")[0].undecided


@pytest.mark.parametrize(
    ("cue", "said"),
    [
        ("deploy", "deploys deployed deploying deploy"),
        ("deployed", "deploy deploying"),
        ("deals", "deal deals"),
        ("close", "close closes closed closing"),
        ("closing", "close closed"),
        ("commit", "committed committing commits"),
        ("shipping", "ship shipped"),
        ("company", "companies company"),
        ("queries", "query queries"),
        ("boxes", "box boxes"),
        ("business", "business"),
        ("status", "status"),
        ("analysis", "analysis"),
        ("speed", "speed"),
    ],
)
def test_a_word_is_the_same_in_its_regular_inflections(cue: str, said: str) -> None:
    stem, endings = inflections(cue)
    known = {stem + ending for ending in endings} | {cue}
    assert set(said.split()) <= known


@pytest.mark.parametrize("text", ["we won the lead", "winning leads", "they win a lead"])
def test_irregular_forms_are_the_same_word(text: str) -> None:
    won = sense("won", "business", "win"), sense("other", "tech", "server")
    assert Matcher([entry("lead", senses=won)]).find(text)[0].sense == won[0]
