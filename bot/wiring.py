"""The composition root: settings in, everything that the surfaces work with out. Nothing is built
at import.
"""

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.annotating_memory import Annotations
from bot.errors import trace
from bot.jobs import InProcessJobs, Jobs
from bot.limits import BudgetedEngine, RateLimit
from bot.metrics import (
    MeasuredAnswers,
    MeasuredDatabase,
    MeasuredJobs,
    MeasuredModel,
    MeasuredTranslator,
    Metrics,
)
from bot.settings import LOCAL, Settings
from bot.startup import LateModel
from glossary.catalogue import Catalogue
from glossary.packs import builtin
from glossary.store import GlossaryStore, now
from storage.annotations import SqlAnnotations
from storage.curators import SqlCurators
from storage.database import Database
from storage.encryption import BadKey, Cipher
from storage.glossary_store import SqlGlossaryStore
from storage.installations import SqlInstallations
from storage.limits import SqlRates, SqlTokenBudget
from storage.people import Person, SqlPeople, hash_person, installation_salt
from storage.texts import Said, SqlTexts
from storage.upgrade import upgrade
from storage.usage_log import SqlUsageLog
from translators.inference.cache import RecentAnswers
from translators.llm import LlmAnswer, LlmEngine
from translators.models import Translation
from translators.ports import LanguageModel
from translators.service import Translator
from translators.usage import use_of

if TYPE_CHECKING:
    from bot.oauth import Workspaces


@dataclass(frozen=True, slots=True)
class People:
    """What people chose for themselves, kept under a hash that only this installation can make."""

    kept: SqlPeople
    salt: str

    def hashed(self, team: str, user: str) -> str:
        """The hash of a person, the same on every replica."""
        return hash_person(self.salt, team, user)

    async def find(self, team: str, user: str) -> Person:
        """What a person chose; the blank `Person` where they chose nothing."""
        return await self.kept.get(team, self.hashed(team, user))


@dataclass(frozen=True, slots=True)
class Services:
    """What the surfaces need. `database` is kept for shutting down and for health checks;
    `workspaces` is None where there is one workspace, whose token is a setting."""

    settings: Settings
    database: Database
    translator: Translator
    catalogue: Catalogue
    glossary_store: GlossaryStore
    usage: SqlUsageLog
    people: People
    curators: SqlCurators
    annotations: Annotations
    rate: RateLimit
    jobs: Jobs
    model: LanguageModel | None
    workspaces: "Workspaces | None"
    metrics: Metrics
    clock: Callable[[], datetime]

    async def record_cli_use(self, translation: Translation) -> None:
        """Log a translation of the command line."""
        await self.usage.record(
            use_of(
                translation,
                job_id=f"cli:{uuid.uuid4()}",
                at=self.clock(),
                workspace=LOCAL,
                person=LOCAL,
                surface="cli",
            ),
            Said(translation.text, translation.output),
        )


async def build(settings: Settings, **overrides: Any) -> Services:
    """Services on an up-to-date database; `overrides` replace parts by name (`model`, …).

    `durable=True` keeps accepted jobs on disk, for a process that serves people.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    await asyncio.to_thread(upgrade, settings.database)
    metrics = Metrics()
    database = overrides.get("database") or MeasuredDatabase(settings.database, metrics)
    store = overrides.get("glossary_store") or SqlGlossaryStore(database)
    catalogue = overrides.get("catalogue") or Catalogue(builtin(), store)
    durable = overrides.get("durable", False)
    model = overrides.get("model") or (_late_model if durable else _model)(settings)
    measured = MeasuredModel(model, metrics) if model else None
    clock = overrides.get("clock") or now
    recent = MeasuredAnswers(metrics)
    engine = _engine(settings, measured, recent, database, clock) if measured else None
    translator = MeasuredTranslator(catalogue, engine, metrics=metrics)
    workspaces = _workspaces(settings, database, clock)
    jobs = overrides.get("jobs") or _jobs(settings, metrics, durable=durable)
    return Services(
        settings=settings,
        database=database,
        translator=overrides.get("translator") or translator,
        catalogue=catalogue,
        glossary_store=store,
        usage=overrides.get("usage") or _usage(settings, database),
        people=People(SqlPeople(database), await installation_salt(database)),
        curators=overrides.get("curators") or SqlCurators(database),
        annotations=overrides.get("annotations") or Annotations(SqlAnnotations(database)),
        rate=_rate(settings, database, clock),
        jobs=MeasuredJobs(_by_workspace(jobs) if workspaces else jobs, metrics),
        model=measured,
        workspaces=workspaces,
        metrics=metrics,
        clock=clock,
    )


def _workspaces(
    settings: Settings, database: Database, clock: Callable[[], datetime]
) -> "Workspaces | None":
    """The workspaces that installed the app; Slack's library is imported only where it is used."""
    if not settings.by_oauth:
        return None
    from bot.oauth import Workspaces, cipher_of

    return Workspaces(SqlInstallations(database, cipher_of(settings), clock=clock))


def _usage(settings: Settings, database: Database) -> SqlUsageLog:
    """The log; words that were kept while `STORE_TEXT` was on can still be exported without it."""
    texts = SqlTexts(database, text_cipher(settings))
    return SqlUsageLog(database, texts=texts, store_text=settings.store_text)


def text_cipher(settings: Settings) -> Cipher | None:
    """What seals stored words; None without a key. Raises BadKey where words are to be stored and
    the key is of no use."""
    key = settings.token_encryption_key
    try:
        return Cipher(key.get_secret_value()) if key else None
    except BadKey:
        if settings.store_text:
            raise
        return None


def _by_workspace(jobs: Jobs) -> Jobs:
    """Jobs that act for the workspace that they belong to."""
    from bot.oauth import WorkspaceJobs

    return WorkspaceJobs(jobs)


def _jobs(settings: Settings, metrics: Metrics, *, durable: bool) -> Jobs:
    """The queue of jobs; DBOS is imported only where it is used."""
    if not durable:
        return InProcessJobs()
    from storage.jobs import DurableJobs

    jobs = DurableJobs(settings.database, describe=trace)
    metrics.jobs_parked.set_function(lambda: jobs.parked)
    return jobs


def _rate(settings: Settings, database: Database, clock: Callable[[], datetime]) -> RateLimit:
    per_minute = settings.rate_limit_per_minute
    kept = SqlRates(database, per_minute=per_minute) if per_minute else None
    return RateLimit(kept, clock=clock)


def _engine(
    settings: Settings,
    model: LanguageModel,
    recent: RecentAnswers[LlmAnswer],
    database: Database,
    clock: Callable[[], datetime],
) -> LlmEngine:
    """The engine, with the workspaces' budgets; whoever owns the command line needs none."""
    if not settings.daily_token_budget:
        return LlmEngine(model, recent=recent)
    budget = SqlTokenBudget(database, per_day=settings.daily_token_budget)
    return BudgetedEngine(model, budget, clock=clock, free={LOCAL}, recent=recent)


def _model(settings: Settings) -> LanguageModel | None:
    """The model's adapter where a key is set; openai is imported only then."""
    if settings.openai_api_key is None:
        return None
    return _build_model(settings, settings.openai_api_key.get_secret_value())


def _late_model(settings: Settings) -> LanguageModel | None:
    """The same for a process that serves people: openai is imported when it has begun to."""
    if settings.openai_api_key is None:
        return None
    return LateModel(partial(_build_model, settings, settings.openai_api_key.get_secret_value()))


def _build_model(settings: Settings, api_key: str) -> LanguageModel:
    from translators.inference.openai_model import build_model

    return build_model(
        api_key=api_key,
        base_url=settings.openai_base_url,
        model=settings.openai_model,
        style=settings.openai_api_style,
    )


@asynccontextmanager
async def opened(settings: Settings, **overrides: Any) -> AsyncIterator[Services]:
    """Services for the length of a `with`, closed in order: jobs first, the database last."""
    services = await build(settings, **overrides)
    try:
        yield services
    finally:
        await services.jobs.drain(timeout=3.0)
        if services.model is not None:
            await services.model.close()
        await services.database.close()
