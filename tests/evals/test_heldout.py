"""The cases that were written before the glossary was read: what the glossary alone makes of them.

They were blind once, at their first reading (docs/quality.md has its figures); the translations in
three batches, the later two with ids in "h2-" and "h3-". Words were added and rules mended because
of them since, so that these tests hold ground and promise nothing about other messages.
"""

from pathlib import Path

from glossary.evaluation import evaluate_detection, read_labels
from glossary.packs import builtin
from tests.evals.test_translation import BuiltIn
from translators.evaluating.cases import read_cases
from translators.evaluation import score
from translators.models import EngineChoice
from translators.service import Translator

DETECTION = Path(__file__).with_name("heldout_detection.jsonl")
TRANSLATION = Path(__file__).with_name("heldout_translation.jsonl")


def test_no_held_out_text_stands_in_a_development_set() -> None:
    spans = {one.text for one in read_labels(DETECTION)}
    cases = {one.text for one in read_cases(TRANSLATION)}
    assert not spans & {one.text for one in read_labels(DETECTION.with_name("detection.jsonl"))}
    assert not cases & {one.text for one in read_cases(DETECTION.with_name("translation.jsonl"))}


def test_most_held_out_jargon_is_found_and_little_else() -> None:
    report = evaluate_detection(DETECTION, builtin())
    assert (report.recall_composed or 0) >= 0.65
    assert (report.recall_partly or 0) >= 0.88
    assert (report.false_per_message or 0) <= 0.5
    assert (report.sense_accuracy or 0) >= 0.95


async def test_no_held_out_translation_fails_seriously() -> None:
    translator = Translator(BuiltIn())
    measured = [
        score(
            case,
            await translator.translate(case.request(EngineChoice.GLOSSARY, tell_side=True)),
            glossary=builtin(),
        )
        for case in read_cases(TRANSLATION)
    ]
    assert [one.case.id for one in measured if any(f.serious for f in one.failures)] == []
    assert sum(one.passed for one in measured) >= 0.8 * len(measured)
