"""How much a person and a workspace may use, counted in the database so that all replicas count
together.

Moments come from the replicas' own clocks, which have to agree within a second or so.
"""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, select, update

from storage.database import Database, insert_into
from storage.tables import rates, token_budgets

MINUTE = timedelta(minutes=1)


class SqlRates:
    """At most `per_minute` translations of a person within any sixty seconds."""

    def __init__(self, database: Database, *, per_minute: int) -> None:
        self._database = database
        self.per_minute = per_minute

    async def claim(self, workspace: str, person: str, job_id: str, *, at: datetime) -> float:
        """Count a job if there is room: 0 then, else the seconds until there is.

        A job that was counted before is not counted again. `person` is the salted hash.
        """
        return await self._database.write_at_once(
            lambda connection: self._claim(connection, workspace, person, job_id, at)
        )

    def _claim(
        self, connection: Connection, workspace: str, person: str, job_id: str, at: datetime
    ) -> float:
        claims = _locked(connection, workspace, person, at)
        recent = [one for one in claims if _age(one, at) < MINUTE]
        if any(one.split(" ", 1)[1] == job_id for one in recent):
            return 0.0
        if len(recent) >= self.per_minute:
            first_to_leave = recent[len(recent) - self.per_minute]
            return max((MINUTE - _age(first_to_leave, at)).total_seconds(), 0.001)
        recent.append(f"{_milliseconds(at)} {job_id}")
        connection.execute(
            update(rates)
            .where(rates.c.workspace == workspace, rates.c.person == person)
            .values(claims=tuple(recent), at=at)
        )
        return 0.0

    async def prune(self, before: datetime) -> int:
        """Forget who last asked before a moment; gives how many there were."""
        async with self._database.write() as connection:
            return (await connection.execute(delete(rates).where(rates.c.at < before))).rowcount


class SqlTokenBudget:
    """At most about `per_day` tokens of a workspace within a day (UTC).

    What a translation may cost is taken off before it begins and settled when it is known, so that
    many at once can't overrun the budget by more than the last one to begin. What was reserved by a
    process that died stays taken off until the day ends.
    """

    def __init__(self, database: Database, *, per_day: int) -> None:
        self._database = database
        self.per_day = per_day

    async def reserve(self, workspace: str, tokens: int, *, at: datetime) -> bool:
        """Take `tokens` off while there is anything left; False where the budget is spent."""
        first = {"workspace": workspace, "day": _day(at), "spent": tokens}

        def take(connection: Connection) -> bool:
            taken = (
                insert_into(connection, token_budgets)
                .values(first)
                .on_conflict_do_update(
                    index_elements=[token_budgets.c.workspace, token_budgets.c.day],
                    set_={"spent": token_budgets.c.spent + tokens},
                    where=token_budgets.c.spent < self.per_day,
                )
            )
            done = connection.execute(taken.returning(token_budgets.c.spent))
            return done.first() is not None

        return await self._database.write_at_once(take)

    async def settle(self, workspace: str, *, reserved: int, used: int, at: datetime) -> None:
        """Put what was used in the place of what was reserved; `at` is as it was for `reserve`."""
        change = (
            update(token_budgets)
            .where(token_budgets.c.workspace == workspace, token_budgets.c.day == _day(at))
            .values(spent=token_budgets.c.spent + (used - reserved))
        )
        await self._database.write_at_once(lambda connection: connection.execute(change))

    async def spent(self, workspace: str, *, at: datetime) -> int:
        """The tokens that are taken off on the day of `at`."""
        query = select(token_budgets.c.spent).where(
            token_budgets.c.workspace == workspace, token_budgets.c.day == _day(at)
        )
        async with self._database.read() as connection:
            return await connection.scalar(query) or 0

    async def prune(self, before: datetime) -> int:
        """Forget the days before that of a moment; gives how many rows there were."""
        old = delete(token_budgets).where(token_budgets.c.day < _day(before))
        async with self._database.write() as connection:
            return (await connection.execute(old)).rowcount


def _locked(connection: Connection, workspace: str, person: str, at: datetime) -> tuple[str, ...]:
    """The person's claims; whoever else wants to claim for them waits."""
    blank = {"workspace": workspace, "person": person, "claims": (), "at": at}
    connection.execute(insert_into(connection, rates).values(blank).on_conflict_do_nothing())
    query = select(rates.c.claims).where(rates.c.workspace == workspace, rates.c.person == person)
    claims: tuple[str, ...] = connection.execute(query.with_for_update()).scalar_one()
    return claims


def _milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def _age(claim: str, at: datetime) -> timedelta:
    return timedelta(milliseconds=_milliseconds(at) - int(claim.split(" ", 1)[0]))


def _day(at: datetime) -> str:
    return at.astimezone(UTC).date().isoformat()
