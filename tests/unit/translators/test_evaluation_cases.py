"""Reading labelled cases, and finding a label in a text."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.terms import Audience, Side
from translators.evaluating.cases import BadCases, Case, read_cases, says
from translators.models import EngineChoice

TEXT = "p99 latency may rise by 5% on Friday."


def case_with(**labels: Any) -> dict[str, Any]:
    return {"id": "a", "direction": "tech_to_business", "text": TEXT, **labels}


def write(folder: Path, *rows: object) -> Path:
    path = folder / "cases.jsonl"
    path.write_text(
        "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), "utf-8"
    )
    return path


@pytest.mark.parametrize(
    ("text", "fragment", "found"),
    [
        ("It rose by 5%.", "5%", True),
        ("It rose by 15%.", "5%", False),
        ("It rose by 2.5%.", "5%", False),
        ("It costs $2M, says Tom", "$2M", True),
        ("It costs $2Mio", "$2M", False),
        ("In 2,000 cases", "2", False),
        ("at 14:30", "14:30", True),
        ("We DON’T  know\nyet", "don't know", True),
        ("NPS is −12", "-12", True),
        ("it may", "ma", False),
        ("it waits longer", "wait*", True),
        ("the awaited", "wait*", False),
        ("it has been rolled back", "roll* back", True),
        ("Can we?", "?", True),
        ("<@U04ABC> please", "<@U04ABC>", True),
        ("a.b", "a*b", False),
    ],
)
def test_a_fragment_is_found_as_whole_words_in_any_case_and_spacing(
    text: str, fragment: str, found: bool
) -> None:
    assert says(text, fragment) is found


@given(st.text(min_size=1).filter(lambda text: text.strip() and "*" not in text))
def test_every_text_says_itself(text: str) -> None:
    assert says(text, text)


def test_a_case_is_read_with_all_its_labels(tmp_path: Path) -> None:
    row = case_with(
        must_keep=["5%", ["may", "might"]],
        must_not=["will"],
        must_contain_any={"p99": ["slowest"]},
        figures=["1 in 20"],
        slots={"deadline": None, "target": ["5%", None]},
        must_ask=[["which", "what"]],
        **{"for": "sales"},
    )
    (case,) = read_cases(write(tmp_path, row, ""))
    assert case.audience is Audience.SALES
    assert case.must_keep == (("5%",), ("may", "might"))
    assert case.slots == {"deadline": (None,), "target": ("5%", None)}
    assert case.must_ask == (("which", "what"),)


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("{", "Line 1 is not JSON"),
        ("[]", "Line 1"),
        (case_with(direction="sideways"), "direction"),
        (case_with(must_kepe=["5%"]), "must_kepe"),
        (case_with(must_keep=[[]]), "must_keep"),
        (case_with(must_keep=["6%"]), "6%"),
        (case_with(must_not=["friday"]), "friday"),
        (case_with(must_contain_any={"uptime": ["works"]}), "uptime"),
        (case_with(must_contain_any={"p99": ["latency"]}), "p99: latency"),
        (case_with(slots={"colour": "red"}), "colour"),
        (case_with(**{"for": "data"}), "not on the side"),
        (case_with(**{"for": "kings"}), "for"),
    ],
)
def test_a_line_that_cannot_be_used_is_named_with_the_reason(
    tmp_path: Path, row: object, complaint: str
) -> None:
    with pytest.raises(BadCases, match="Line 1") as caught:
        read_cases(write(tmp_path, row))
    assert complaint in str(caught.value)


def test_two_cases_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadCases, match=r"more than one case: a\."):
        read_cases(write(tmp_path, case_with(), case_with()))


@pytest.mark.parametrize(
    ("labels", "tell_side", "to"),
    [({}, False, None), ({}, True, Side.BUSINESS), ({"to": "business"}, False, Side.BUSINESS)],
)
def test_the_side_is_left_to_detection_unless_it_is_told(
    labels: dict[str, Any], tell_side: bool, to: Side | None
) -> None:
    case = Case.model_validate(case_with(**labels))
    assert case.request(EngineChoice.GLOSSARY, tell_side=tell_side).to is to
