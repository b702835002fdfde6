"""What an operator can count: Prometheus metrics, and the parts that keep them.

Each part stands in front of the real one and counts what passes. Labels are words of the program
(kinds, engines, outcomes), never a text, a person or a workspace, so that their number stays small
and nothing in them belongs to anybody.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Hashable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from typing import Any, TypeVar

import structlog
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)

from storage.database import Database, StorageError
from storage.job_port import JSON, Handler, Job, Jobs, TooBusy, Work
from translators.errors import ModelError, ParlanceError
from translators.inference.cache import RecentAnswers
from translators.llm import LlmAnswer
from translators.models import Request, TokenUsage, Translation
from translators.ports import LanguageModel, ModelAnswer, ModelRequest
from translators.service import Translator

ACK_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.4, 0.6, 1.0, 1.5, 2.2, 3.0)
"""Seconds. Slack waits three; 0.15 and 0.4 are what is promised on SQLite and PostgreSQL."""
WORK_BUCKETS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 25.0, 60.0, 300.0)
DATABASE_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
KINDS = frozenset(
    {
        *("command", "shortcut", "message_action", "block_actions", "block_suggestion"),
        *("view_submission", "view_closed", "url_verification"),
        *("app_home_opened", "app_mention", "app_uninstalled", "message", "tokens_revoked"),
        *("reaction_added", "reaction_removed", "member_joined_channel"),
    }
)
"""What requests are counted as; whatever else comes is "other"."""

log = structlog.get_logger(__name__)

T = TypeVar("T")


class Metrics:
    """All metrics of one process, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        self.requests = Counter(
            "parlance_requests", "Requests from Slack.", ["kind", "status"], registry=registry
        )
        self.acks = Histogram(
            "parlance_ack_seconds",
            "From the arrival of a request to its acknowledgement.",
            ["kind"],
            buckets=ACK_BUCKETS,
            registry=registry,
        )
        self.accepted = Counter(
            "parlance_jobs_accepted", "Jobs taken over.", ["kind", "outcome"], registry=registry
        )
        self.jobs = Counter("parlance_jobs", "Jobs done.", ["kind", "outcome"], registry=registry)
        self.job_seconds = Histogram(
            "parlance_job_seconds",
            "From the begin of a job to its end.",
            ["kind"],
            buckets=WORK_BUCKETS,
            registry=registry,
        )
        self.jobs_running = Gauge("parlance_jobs_running", "Jobs under way.", registry=registry)
        self.jobs_parked = Gauge(
            "parlance_jobs_parked",
            "Jobs given up, kept for the operator; every replica counts the same ones.",
            registry=registry,
        )
        self.translations = Counter(
            "parlance_translations",
            "Translations by what wrote them and how they ended.",
            ["engine", "outcome", "fallback"],
            registry=registry,
        )
        self.translation_seconds = Histogram(
            "parlance_translation_seconds",
            "Time for a translation.",
            ["engine"],
            buckets=WORK_BUCKETS,
            registry=registry,
        )
        self.model_calls = Counter(
            "parlance_model_calls", "Questions to the model.", ["outcome"], registry=registry
        )
        self.model_seconds = Histogram(
            "parlance_model_call_seconds",
            "Time for a question to the model, retries included.",
            buckets=WORK_BUCKETS,
            registry=registry,
        )
        self.tokens = Counter(
            "parlance_tokens", "Tokens as the model counted them.", ["kind"], registry=registry
        )
        self.cache = Counter(
            "parlance_answer_cache",
            "Answers by whether the model was asked.",
            ["result"],
            registry=registry,
        )
        self.database_seconds = Histogram(
            "parlance_database_seconds",
            "Time for a transaction, waiting for a connection included.",
            ["operation"],
            buckets=DATABASE_BUCKETS,
            registry=registry,
        )
        self.database_errors = Counter(
            "parlance_database_errors",
            "Transactions that the database could not do.",
            ["error"],
            registry=registry,
        )

    def exposition(self) -> bytes:
        """All of it in Prometheus's text format."""
        return generate_latest(self.registry)

    def count_request(self, kind: str, status: int, seconds: float) -> None:
        known = _known_kind(kind)
        self.requests.labels(known, str(status)).inc()
        self.acks.labels(known).observe(seconds)

    def count_tokens(self, tokens: TokenUsage) -> None:
        self.tokens.labels("input").inc(tokens.input_tokens or 0)
        self.tokens.labels("output").inc(tokens.output_tokens or 0)
        self.tokens.labels("cached_input").inc(tokens.cached_tokens or 0)


def _known_kind(kind: str) -> str:
    if kind.startswith("/"):
        return "command"
    return kind if kind in KINDS else "other"


@contextmanager
def _timed(histogram: Histogram) -> Iterator[None]:
    started = time.perf_counter()
    try:
        yield
    finally:
        histogram.observe(time.perf_counter() - started)


class MeasuredJobs(Jobs):
    """A queue of jobs that is counted."""

    def __init__(self, jobs: Jobs, metrics: Metrics) -> None:
        self._jobs = jobs
        self._metrics = metrics

    def register(self, kind: str, handler: Handler) -> None:
        self._jobs.register(kind, self._counted(handler))

    async def start(self) -> None:
        await self._jobs.start()

    async def accept(self, job_id: str, kind: str, payload: Mapping[str, JSON]) -> bool:
        try:
            is_new = await self._jobs.accept(job_id, kind, payload)
        except TooBusy:
            self._metrics.accepted.labels(kind, "refused").inc()
            raise
        self._metrics.accepted.labels(kind, "new" if is_new else "repeated").inc()
        return is_new

    async def once(self, name: str, work: Work) -> JSON:
        return await self._jobs.once(name, work)

    async def drain(self, timeout: float) -> None:  # noqa: ASYNC109 part of the contract
        await self._jobs.drain(timeout)

    def _counted(self, handler: Handler) -> Handler:
        async def run(job: Job) -> None:
            outcome, started = "failed", time.perf_counter()
            try:
                with self._metrics.jobs_running.track_inprogress():
                    await handler(job)
                outcome = "done"
            except asyncio.CancelledError:
                outcome = "left"  # The process ends; another one does the job.
                raise
            finally:
                seconds = time.perf_counter() - started
                self._metrics.jobs.labels(job.kind, outcome).inc()
                self._metrics.job_seconds.labels(job.kind).observe(seconds)
                log.info("job_ended", outcome=outcome, seconds=round(seconds, 3))

        return run


class MeasuredModel(LanguageModel):
    """A model whose calls are counted and logged, without what was said."""

    def __init__(self, model: LanguageModel, metrics: Metrics) -> None:
        self._model = model
        self._metrics = metrics

    async def ask(self, request: ModelRequest) -> ModelAnswer:
        outcome, started = "cancelled", time.perf_counter()
        tokens = TokenUsage()
        try:
            with _timed(self._metrics.model_seconds):
                answer = await self._model.ask(request)
            outcome, tokens = "answered", answer.tokens
        except ModelError as problem:
            outcome, tokens = problem.reason, problem.tokens
            raise
        finally:
            self._metrics.model_calls.labels(outcome).inc()
            self._metrics.count_tokens(tokens)
            log.info(
                "model_called",
                outcome=outcome,
                prompt=request.prompt,
                seconds=round(time.perf_counter() - started, 3),
                input_tokens=tokens.input_tokens,
                output_tokens=tokens.output_tokens,
            )
        return answer

    async def close(self) -> None:
        await self._model.close()


class MeasuredAnswers(RecentAnswers[LlmAnswer]):
    """Recent answers, counted by whether they had to be made."""

    def __init__(self, metrics: Metrics) -> None:
        super().__init__()
        self._metrics = metrics

    async def get(
        self, key: Hashable, make: Callable[[], Coroutine[Any, Any, LlmAnswer]]
    ) -> tuple[LlmAnswer, bool]:
        answer, was_there = await super().get(key, make)
        self._metrics.cache.labels("hit" if was_there else "miss").inc()
        return answer, was_there


class MeasuredTranslator(Translator):
    """A translator whose answers are counted."""

    def __init__(self, *parts: Any, metrics: Metrics, **options: Any) -> None:
        super().__init__(*parts, **options)
        self._metrics = metrics

    async def translate(self, request: Request) -> Translation:
        try:
            answer = await super().translate(request)
        except ParlanceError as problem:
            outcome = "failed" if isinstance(problem, StorageError) else "refused"
            self._metrics.translations.labels("none", outcome, "none").inc()
            raise
        outcome = "undecided" if answer.direction.source is None else "answered"
        engine, fallback = answer.engine.value, answer.fallback or "none"
        self._metrics.translations.labels(engine, outcome, fallback).inc()
        self._metrics.translation_seconds.labels(engine).observe(answer.latency_ms / 1000)
        log.info("translated", engine=engine, outcome=outcome, fallback=answer.fallback)
        return answer


class MeasuredDatabase(Database):
    """A database whose transactions are counted."""

    def __init__(self, url: str, metrics: Metrics) -> None:
        super().__init__(url)
        self._metrics = metrics

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Any]:
        with self._counted("read"):
            async with super().read() as connection:
                yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Any]:
        with self._counted("write"):
            async with super().write() as connection:
                yield connection

    async def write_at_once(self, work: Callable[[Any], T]) -> T:
        with self._counted("write"):
            return await super().write_at_once(work)

    @contextmanager
    def _counted(self, operation: str) -> Iterator[None]:
        try:
            with _timed(self._metrics.database_seconds.labels(operation)):
                yield
        except StorageError as problem:
            self._metrics.database_errors.labels(type(problem).__name__).inc()
            raise
