"""What a translation with a model costs beyond the model: our own time, and the length of what is
sent.

A fake model answers at once; its own time is taken off. Where its answer breaks a check, repair,
second check and the glossary's answer are part of the time, as they are in life.
"""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice

from benchmarks import data
from benchmarks.matching import Row
from glossary.layers import Glossary
from glossary.packs import builtin
from glossary.terms import Side
from tests.fakes.language_model import FakeLanguageModel
from translators.evaluating.report import percentile
from translators.llm import LlmEngine
from translators.models import Request, Translation
from translators.ports import ModelAnswer, ModelRequest
from translators.service import Translator

SAMPLE = 1_000
WARM_UP = 50
CHARACTERS_PER_TOKEN = 4
"""OpenAI's rule of thumb for English. For comparing lengths any constant would do."""


class TimedModel:
    """The fake model of the tests; `seconds` of processor time are its own, `sent` what it got."""

    def __init__(self) -> None:
        self._model = FakeLanguageModel()
        self.seconds = 0.0

    async def ask(self, request: ModelRequest) -> ModelAnswer:
        start = time.process_time()
        answer = await self._model.ask(request)
        self.seconds += time.process_time() - start
        return answer

    async def close(self) -> None:
        """There is nothing to close."""

    @property
    def tokens_sent(self) -> list[float]:
        """The length of each request."""
        requests = self._model.requests
        return [len(r.instructions + r.payload) / CHARACTERS_PER_TOKEN for r in requests]


@dataclass(frozen=True, slots=True)
class OneGlossary:
    """A `translators.ports.GlossarySource` with the same words for everybody."""

    words: Glossary

    async def glossary(self, workspace: str | None, channel: str | None) -> Glossary:
        return self.words


def measure(texts: Sequence[str]) -> list[Row]:
    """Overhead in milliseconds of processor time, and how prompts grow with the glossary."""
    sample = _sample(texts)
    return [*asyncio.run(_overhead(sample)), *asyncio.run(_growth(sample))]


def _sample(texts: Sequence[str]) -> list[str]:
    """Texts from the whole length of the list, the same ones every time."""
    return list(texts[:: max(1, len(texts) // SAMPLE)][:SAMPLE])


def _requests(texts: Sequence[str]) -> list[Request]:
    """Both directions in turn; the side is told, so that every text goes to the model."""
    return [Request(text=text, to=side) for text, side in zip(texts, cycle(Side), strict=False)]


async def _overhead(texts: Sequence[str]) -> list[Row]:
    model = TimedModel()
    translator = Translator(OneGlossary(builtin()), LlmEngine(model))
    for request in islice(cycle(_requests(texts)), WARM_UP):
        await translator.translate(request)
    taken, answers = [], []
    for request in _requests(texts):
        answer, milliseconds = await _timed(translator, model, request)
        taken.append(milliseconds)
        answers.append(answer)
    replaced = sum(answer.fallback is not None for answer in answers)
    return [
        _milliseconds("overhead of a model's answer, median", taken, 0.50, promise=15),
        _milliseconds("overhead of a model's answer, p99", taken, 0.99, promise=40),
        Row("of them answered by the glossary in the end", replaced, f"of {len(answers)}"),
    ]


async def _timed(
    translator: Translator, model: TimedModel, request: Request
) -> tuple[Translation, float]:
    before = model.seconds
    start = time.process_time()
    answer = await translator.translate(request)
    own = time.process_time() - start - (model.seconds - before)
    return answer, own * 1_000


def _milliseconds(name: str, taken: Sequence[float], share: float, *, promise: float) -> Row:
    return Row(name, percentile(taken, share) or 0.0, "ms", promise, at_least=False)


async def _growth(texts: Sequence[str]) -> list[Row]:
    """The same messages under two glossaries, the larger one holding all of the smaller one.

    Only matched entries are sent, so a prompt grows with the terms that are found in its message;
    where as many are found, it must not grow at all.
    """
    few, many = data.extra_terms("1k"), data.extra_terms("10k")
    if not few or not many:
        return []
    small = Glossary(data.entries_of(few), version="1k")
    large = Glossary(data.entries_of(list(dict.fromkeys((*few, *many)))), version="10k")
    alike = [text for text in texts if len(small.find(text)) == len(large.find(text))]
    before, now = await _tokens(texts, small), await _tokens(texts, large)
    before_alike, now_alike = await _tokens(alike, small), await _tokens(alike, large)
    return [
        Row(f"prompt with {len(small.entries):,} entries", before, "tokens"),
        Row(f"prompt with {len(large.entries):,} entries", now, "tokens"),
        Row("growth of the prompt", now / before, "x", 1.02, at_least=False),
        Row(f"growth on {len(alike)} messages with as many terms", now_alike / before_alike, "x"),
    ]


async def _tokens(texts: Sequence[str], words: Glossary) -> float:
    """Mean length of the first request for each text, repairs left out."""
    lengths = []
    for request in _requests(texts):
        model = TimedModel()
        await Translator(OneGlossary(words), LlmEngine(model)).translate(request)
        lengths += model.tokens_sent[:1]
    return sum(lengths) / len(lengths)
