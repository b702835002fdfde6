"""The development set of translations: what it covers, and what the glossary alone makes of it."""

from collections import Counter
from functools import cache
from pathlib import Path

from glossary.layers import Glossary
from glossary.packs import builtin
from glossary.terms import Side
from tests.fakes.language_model import FakeLanguageModel
from translators.evaluating.cases import Case, read_cases
from translators.evaluation import Score, score
from translators.llm import LlmEngine
from translators.models import Direction, EngineChoice
from translators.service import Translator

DIRECTIONS = (Direction.TECH_TO_BUSINESS, Direction.BUSINESS_TO_TECH)


class BuiltIn:
    async def glossary(self, workspace: str | None, channel: str | None) -> Glossary:
        return builtin()


@cache
def development_set() -> tuple[Case, ...]:
    return read_cases(Path(__file__).with_name("translation.jsonl"))


async def scores(translator: Translator, engine: EngineChoice) -> list[Score]:
    """Every case with its side told, so that this holds whatever becomes of detection."""
    return [
        score(
            case,
            await translator.translate(case.request(engine, tell_side=True)),
            glossary=builtin(),
        )
        for case in development_set()
    ]


def test_each_direction_has_eighty_cases_and_every_audience_is_served() -> None:
    cases = development_set()
    assert all(count >= 80 for count in Counter(case.direction for case in cases).values())
    assert {case.audience.side for case in cases if case.audience} == set(Side)
    assert len({case.audience for case in cases}) >= 9


def test_no_two_cases_have_the_same_text() -> None:
    texts = Counter(case.text for case in development_set())
    assert [text for text, count in texts.items() if count > 1] == []


async def test_the_glossary_loses_no_fact_and_passes_most_cases() -> None:
    measured = await scores(Translator(BuiltIn()), EngineChoice.GLOSSARY)
    kinds = {failure.kind for one in measured for failure in one.failures}
    assert not kinds & {"fact_lost", "unfaithful", "wrong_direction"}
    for direction in DIRECTIONS:
        passed = [one.passed for one in measured if one.case.direction is direction]
        assert sum(passed) >= 0.6 * len(passed)


async def test_what_comes_through_from_a_clumsy_model_keeps_to_the_message() -> None:
    """The fake model replaces words without grammar: its answers are scored as any others are."""
    translator = Translator(BuiltIn(), LlmEngine(FakeLanguageModel()))
    measured = await scores(translator, EngineChoice.LLM)
    assert not any(f.kind == "unfaithful" for one in measured for f in one.failures)
    assert sum(one.answer.engine == "llm" for one in measured) > 0.9 * len(measured)
    assert all(
        one.answer.fallback == "unfaithful" for one in measured if one.answer.engine != "llm"
    )
    assert not all(one.passed for one in measured)
