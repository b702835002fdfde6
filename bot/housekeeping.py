"""What is done once a day while the bot serves: letting go of what need not be kept.

Every replica asks every hour; the first to ask after a day does it.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import structlog

from bot.wiring import Services, text_cipher
from storage.annotations import SqlAnnotations
from storage.database import Database, StorageError
from storage.installations import SqlInstallations
from storage.limits import MINUTE, SqlRates, SqlTokenBudget
from storage.retention import SqlChores, prune_uses
from storage.texts import SqlTexts

EVERY = timedelta(hours=23, minutes=30)
"""Less than a day, so that asking by the hour makes it once a day and not every twenty-five
hours."""
ASK_SECONDS = 3_600.0
BUDGETS_FOR = timedelta(days=7)
CHORE = "retention"

log = structlog.get_logger(__name__)


class Housekeeping:
    """Keeps the database small and the promise of `RETENTION_DAYS`."""

    def __init__(
        self, database: Database, *, retention_days: int, clock: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._chores = SqlChores(database)
        self._kept_for = timedelta(days=retention_days)
        self._clock = clock

    async def tidy(self) -> bool:
        """Do it if it is due; False where it is not. Raises `StorageError` where it can't be done
        now: the next to ask tries again."""
        now = self._clock()
        if not await self._chores.claim(CHORE, every=EVERY, at=now):
            return False
        try:
            uses = await prune_uses(self._database, now - self._kept_for)
            await SqlRates(self._database, per_minute=1).prune(now - 2 * MINUTE)
            await SqlTokenBudget(self._database, per_day=1).prune(now - BUDGETS_FOR)
            notes = await SqlAnnotations(self._database).prune(now)
        except StorageError:
            await self._chores.give_back(CHORE)
            raise
        log.info("tidied", uses_deleted=uses, notes_deleted=notes)
        return True

    async def run(self, *, ask_seconds: float = ASK_SECONDS) -> None:
        """Ask again and again, until cancelled."""
        while True:
            try:
                await self.tidy()
            except StorageError as problem:
                log.warning("not_tidied", error=type(problem).__name__)
            await asyncio.sleep(ask_seconds)


async def reseal(kept: SqlInstallations | SqlTexts) -> None:
    """Seal with the newest key what older ones sealed, so that those can be taken away."""
    what = "tokens" if isinstance(kept, SqlInstallations) else "texts"
    try:
        count = await kept.reseal()
    except StorageError as problem:
        log.error("not_resealed", what=what, error=type(problem).__name__)
    else:
        log.info("resealed", what=what, count=count)


async def _reseal_all(services: Services) -> None:
    if services.workspaces:
        await reseal(services.workspaces.kept)
    if services.settings.token_encryption_key:
        await reseal(SqlTexts(services.database, text_cipher(services.settings)))


@asynccontextmanager
async def keeping_house(services: Services) -> AsyncIterator[None]:
    """Housekeeping for the length of a `with`."""
    keeper = Housekeeping(
        services.database,
        retention_days=services.settings.retention_days,
        clock=services.clock,
    )
    await _reseal_all(services)
    task = asyncio.create_task(keeper.run(), name="retention")
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
