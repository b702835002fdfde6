"""What counts against an answer, what doesn't, and what is serious."""

from dataclasses import replace
from typing import Any

import pytest

from glossary.layers import Glossary
from glossary.terms import Audience
from tests.unit.glossary.entries import entry
from translators.evaluating.cases import Case
from translators.evaluation import Score, Tally, score
from translators.models import (
    Direction,
    Engine,
    Figure,
    Markup,
    TermUse,
    TokenUsage,
    Translation,
)

GLOSSARY = Glossary(
    [
        entry("latency", {"mass": "latency"}, gloss="how long people wait"),
        entry("churn", {"mass": "churn"}, side="business", gloss="customers who leave"),
    ],
    version="1",
)
TEXT = "latency may rise by 5% on Friday"
TO_TECH = "we must stop churn by Friday"


def answer(output: str = TEXT, **changes: Any) -> Translation:
    base = Translation(
        text=TEXT,
        output=output,
        engine=Engine.GLOSSARY,
        direction=Direction.TECH_TO_BUSINESS,
        audience=Audience.BUSINESS,
        markup=Markup.PLAIN,
    )
    return replace(base, **changes)


def case(**labels: Any) -> Case:
    row = {"id": "a", "direction": "tech_to_business", "text": TEXT, **labels}
    return Case.model_validate(row)


def scored(given: Translation, **labels: Any) -> Score:
    return score(case(**labels), given, glossary=GLOSSARY)


def kinds(result: Score) -> list[str]:
    return [failure.kind for failure in result.failures]


LATENCY = TermUse("latency", 0, 7, "latency", "how long people wait")
FIGURE = Figure("5%", "5% is 1 in 20", "5/100", "none", 20, 22)


def test_an_answer_that_says_all_and_no_more_passes() -> None:
    result = scored(answer(), must_keep=["5%", ["will perhaps", "may"]], must_not=["because"])
    assert result.passed
    assert not result.serious


def test_a_fact_that_is_only_in_an_explanation_is_lost() -> None:
    """People read the translation; what is below it does not stand in for it."""
    lost = answer("how long people wait may rise on Friday", figures=(FIGURE,))
    result = scored(lost, must_keep=["5%"])
    assert kinds(result) == ["fact_lost", "unfaithful"]
    assert result.serious


@pytest.mark.parametrize(
    "changes",
    [
        {"output": f"{TEXT} for everybody"},
        {"figures": (replace(FIGURE, statement="for everybody"),)},
        {"questions": ("Is it for everybody?",)},
    ],
)
def test_a_forbidden_claim_counts_wherever_the_answer_makes_it(changes: dict[str, Any]) -> None:
    result = scored(answer(**changes), must_not=["for everybody"])
    assert "claim_added" in kinds(result)
    assert result.serious


def test_a_definition_makes_no_claim_about_the_message() -> None:
    assert scored(answer(terms=(LATENCY,)), must_not=["people wait"]).passed


@pytest.mark.parametrize(
    ("output", "kind"),
    [
        ("latency will rise by 5% on Friday", "modality_changed"),
        ("latency may not rise by 5% on Friday", "negation_changed"),
        ("latency may rise by 6% on Friday", "number_added"),
    ],
)
def test_what_verification_objects_to_is_serious_without_any_label(output: str, kind: str) -> None:
    result = scored(answer(output))
    assert kind in [failure.detail for failure in result.failures]
    assert result.serious


def test_the_wrong_direction_is_serious_and_hides_the_rest() -> None:
    result = scored(answer(direction=Direction.BUSINESS_TO_TECH), figures=["1 in 20"])
    assert kinds(result) == ["wrong_direction"]
    assert result.serious


def test_an_undecided_side_fails_but_harms_nobody() -> None:
    result = scored(answer(direction=Direction.UNDECIDED, audience=None))
    assert kinds(result) == ["undecided"]
    assert not result.serious


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"output": "the wait may rise by 5% on Friday"}, None),
        ({"terms": (LATENCY,)}, None),
        ({"figures": (replace(FIGURE, statement="5% more wait"),)}, None),
        ({}, "latency (not found)"),
        ({"terms": (replace(LATENCY, explained=False),)}, "latency (taken to be known)"),
        (
            {"terms": (replace(LATENCY, meaning="being late"),)},
            "latency (explained as 'being late')",
        ),
        ({"terms": (replace(LATENCY, surface="Friday"),)}, "latency (not found)"),
    ],
)
def test_a_marked_term_has_to_be_put_plainly_or_explained(
    changes: dict[str, Any], reason: str | None
) -> None:
    result = scored(answer(**changes), must_contain_any={"latency": ["wait"]})
    assert [failure.detail for failure in result.failures] == ([reason] if reason else [])
    assert not result.serious


def test_an_explanation_of_a_part_of_a_marked_term_counts() -> None:
    result = scored(answer(terms=(LATENCY,)), must_contain_any={"latency may rise": ["wait"]})
    assert result.passed


def test_an_expected_figure_may_stand_below_or_in_the_output() -> None:
    assert kinds(scored(answer(), figures=["1 in 20"])) == ["figure_missing"]
    assert scored(answer(figures=(FIGURE,)), figures=["1 in 20"]).passed


SLOTS = {"deadline": "by Friday", "budget": None}


@pytest.mark.parametrize(
    ("slots", "expected", "passes"),
    [
        (SLOTS, {"deadline": "Friday", "budget": None}, True),
        (SLOTS, {"deadline": ["Friday", None]}, True),
        (SLOTS, {"budget": ["5%", None]}, True),
        (SLOTS, {"deadline": "Monday"}, False),
        (SLOTS, {"deadline": None}, False),
        (SLOTS, {"budget": "5%"}, False),
        ({}, {"budget": None}, False),
    ],
)
def test_slots_hold_what_was_said_and_nothing_else(
    slots: dict[str, str | None], expected: dict[str, Any], passes: bool
) -> None:
    given = answer(TO_TECH, text=TO_TECH, direction=Direction.BUSINESS_TO_TECH, slots=slots)
    labelled = case(direction="business_to_tech", text=TO_TECH, slots=expected)
    assert score(labelled, given, glossary=GLOSSARY).passed is passes


def test_what_should_be_asked_back_is_looked_for_in_the_questions() -> None:
    labels = {"must_ask": [["which", "what"]]}
    assert kinds(scored(answer("Which latency may rise by 5% on Friday"), **labels)) == [
        "question_missing"
    ]
    assert scored(answer(questions=("On which Friday?",)), **labels).passed


def test_terms_put_plainly_count_in_the_output_only() -> None:
    labels = {"must_contain_any": {"latency": ["wait"], "rise": ["more"]}}
    plain = answer("the wait may rise by 5% on Friday", terms=(LATENCY,))
    assert scored(plain, **labels).plain == Tally(1, 2)
    assert scored(answer(terms=(LATENCY,)), **labels).plain == Tally(0, 2)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (answer("how long people wait may rise by 5% on Friday", terms=(LATENCY,)), Tally(1, 1)),
        (answer(terms=(LATENCY,)), Tally(0, 1)),
        (answer(terms=(replace(LATENCY, explained=False),)), Tally(0, 0)),
        (answer(terms=(replace(LATENCY, entry="gone"),)), Tally(0, 0)),
        (answer(terms=(LATENCY,), audience=None), Tally(0, 0)),
    ],
)
def test_adherence_is_the_share_of_unknown_terms_in_the_glossary_s_words(
    given: Translation, expected: Tally
) -> None:
    assert scored(given).adherence == expected


def test_a_tally_adds_up_and_has_no_rate_for_nothing() -> None:
    assert (Tally(1, 2) + Tally(1, 1)).rate == pytest.approx(2 / 3)
    assert Tally().rate is None


def test_a_score_has_the_cost_of_its_answer() -> None:
    paid = answer(model="gpt-4.1-mini", tokens=TokenUsage(1_000_000, 0, 0))
    assert scored(paid).cost_usd == pytest.approx(0.4)
    assert scored(answer()).cost_usd is None
