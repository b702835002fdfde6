"""What must be true of the wording that ships."""

import json
import re
from importlib import resources

import pytest

from glossary.packs import builtin
from glossary.terms import Audience
from prompts.library import WorkedExample, load, load_examples
from translators import figures, masking, verify
from translators.inference.secrets import find_private
from translators.models import Direction

DIRECTIONS = [Direction.TECH_TO_BUSINESS, Direction.BUSINESS_TO_TECH]
CACHED_PREFIX_TOKENS = 1024
"""Shortest prefix that providers cache (platform-facts: identical prefix of 1,024 tokens)."""


def test_every_file_loads_under_its_own_name() -> None:
    root = resources.files("prompts")
    names = [f.name[:-3] for f in root.iterdir() if f.name.endswith(".md")]
    names += [f"audiences/{f.name[:-3]}" for f in root.joinpath("audiences").iterdir()]
    assert {load(name).id for name in names} == set(names)


@pytest.mark.parametrize("audience", Audience)
def test_every_audience_has_a_profile(audience: Audience) -> None:
    assert 200 < len(load(f"audiences/{audience.value}").text) < 800


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_what_all_audiences_share_comes_first_and_is_long_enough_to_be_cached(
    direction: Direction,
) -> None:
    shared = load(direction.value).text.split("${audience}")[0]
    # English text has fewer than five and a half characters a token in every tokeniser in use.
    assert len(shared) / 5.5 > CACHED_PREFIX_TOKENS
    assert load(direction.value).text.endswith("${audience}")


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_the_shared_part_holds_one_example_whose_result_is_of_the_schema(
    direction: Direction,
) -> None:
    results = re.findall(r"^Result: (.*)$", load(direction.value).text, re.MULTILINE)
    (result,) = map(json.loads, results)
    assert result.keys() == {"translation", "questions"}
    assert len(result["questions"]) <= 3


POOL = [
    (direction, example)
    for direction in DIRECTIONS
    for example in load_examples(direction.value).examples
]
POOL_NAMES = [f"{direction.value}-{example.id}" for direction, example in POOL]


@pytest.mark.parametrize(("direction", "example"), POOL, ids=POOL_NAMES)
def test_an_example_is_a_faithful_translation_by_our_own_check(
    direction: Direction, example: WorkedExample
) -> None:
    message = masking.read(example.before)
    matches = builtin().find(message.text, protected=message.protected)
    answer = masking.read(example.after)
    found = figures.compute(message)
    assert verify.check(message, answer, matches=matches, figures=found) == ()
    assert example.terms <= {match.entry.id for match in matches}
    assert example.audiences <= {a.value for a in Audience if a.side is direction.target}
    assert len(example.questions) <= (3 if direction is Direction.BUSINESS_TO_TECH else 0)
    assert find_private(example.before) == ()


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_every_audience_has_ten_examples_or_more_to_choose_from(direction: Direction) -> None:
    pool = load_examples(direction.value).examples
    assert len({example.id for example in pool}) == len(pool)
    for audience in (audience for audience in Audience if audience.side is direction.target):
        fitting = [e for e in pool if not e.audiences or audience.value in e.audiences]
        assert len(fitting) >= 10


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_the_examples_keep_the_numbers_and_markers_of_their_messages(direction: Direction) -> None:
    text = load(direction.value).text
    messages = re.findall(r'^Message: "(.*)"$', text, re.MULTILINE)
    results = re.findall(r"^Result: (.*)$", text, re.MULTILINE)
    for message, result in zip(messages, results, strict=True):
        kept = re.findall(r"⟦\d+⟧|\d+(?:\.\d+)?", message)
        assert all(piece in result for piece in kept)


def test_only_questions_of_engineers_are_asked() -> None:
    text = load(Direction.TECH_TO_BUSINESS.value).text
    results = re.findall(r"^Result: (.*)$", text, re.MULTILINE)
    assert all(json.loads(result)["questions"] == [] for result in results)
