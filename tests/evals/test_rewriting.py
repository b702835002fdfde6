"""What the rated sample says about the deterministic engine, and what holds on real messages."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from glossary.packs import builtin
from tests.evals.rewriting import rewrite_line
from translators.masking import Edit

RATINGS = [
    json.loads(line)
    for line in Path(__file__).with_name("rewriting_ratings.jsonl").read_text("utf-8").splitlines()
]
MESSAGES = Path(__file__).parents[2].parent / "shared" / "data" / "bench" / "messages.jsonl"
_NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")


@pytest.fixture(scope="module")
def messages() -> list[dict[str, Any]]:
    if not MESSAGES.exists():
        pytest.skip("the bench messages are not here")
    return [json.loads(line) for line in MESSAGES.read_text("utf-8").splitlines()]


def test_the_sample_holds_a_hundred_rated_lines() -> None:
    shares = Counter(line["rating"] for line in RATINGS)
    assert len(RATINGS) == 100
    assert set(shares) <= {"natural", "heavy", "clumsy", "wrong"}
    assert shares["natural"] + shares["heavy"] >= 85


def test_every_line_rated_wrong_names_its_cause() -> None:
    assert all(line.get("cause") for line in RATINGS if line["rating"] == "wrong")


@pytest.mark.shared
def test_no_wrong_change_that_the_engine_caused_comes_back(messages: list[dict[str, Any]]) -> None:
    by_id = {line["id"]: line for line in messages}
    for rated in RATINGS:
        if rated.get("cause", "").startswith("engine"):
            text, result = rewrite_line(by_id[rated["id"]], glossary=builtin())
            written = [_as_rated(text, edit) for edit in result.edits]
            assert not set(written) & set(rated["changes"])


def _as_rated(text: str, edit: Edit) -> str:
    """An edit as the ratings write it: a gloss with the last word of its term."""
    term = text[edit.start : edit.end] or text[: edit.start].split()[-1]
    return f"{term} => {edit.replacement.strip()}"


@pytest.mark.shared
def test_no_number_of_a_real_message_is_lost_or_added(messages: list[dict[str, Any]]) -> None:
    for line in messages:
        text, result = rewrite_line(line, glossary=builtin())
        for edit in result.edits:
            before = _NUMBERS.findall(text[edit.start : edit.end])
            assert Counter(_NUMBERS.findall(edit.replacement)) == Counter(before)
