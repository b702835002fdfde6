"""In which workspaces the app is installed, and the tokens that it acts there with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from glossary.store import now
from storage.database import Database, insert_into
from storage.encryption import Cipher
from storage.tables import installations


@dataclass(frozen=True, slots=True, repr=False)
class Installed:
    """The app in one workspace (or in one organisation, where it is installed for all of it).

    `token` is the bot's, which nobody may see; `bot_user` and `bot` are its ids.
    """

    workspace: str
    token: str
    bot: str
    bot_user: str
    scopes: tuple[str, ...]
    installer: str
    enterprise: str | None
    at: datetime

    def __repr__(self) -> str:
        return f"Installed({self.workspace})"


class SqlInstallations:
    """Installations in the database, their tokens sealed."""

    def __init__(
        self, database: Database, cipher: Cipher, *, clock: Callable[[], datetime] = now
    ) -> None:
        self._database = database
        self._cipher = cipher
        self.clock = clock

    async def save(self, installed: Installed) -> None:
        """Keep an installation in the place of an earlier one of the workspace."""
        sealed = self._cipher.seal(installed.token, purpose=_purpose(installed.workspace))
        row = {
            "token": sealed,
            "bot": installed.bot,
            "bot_user": installed.bot_user,
            "scopes": installed.scopes,
            "installer": installed.installer,
            "enterprise": installed.enterprise,
            "at": installed.at,
        }
        async with self._database.write() as connection:
            new = insert_into(connection, installations).values(
                workspace=installed.workspace, **row
            )
            kept = new.on_conflict_do_update(index_elements=[installations.c.workspace], set_=row)
            await connection.execute(kept)

    async def find(self, workspace: str) -> Installed | None:
        """The installation in a workspace. Raises BadKey where its token can't be opened."""
        query = select(installations).where(installations.c.workspace == workspace)
        async with self._database.read() as connection:
            row = (await connection.execute(query)).one_or_none()
        if row is None:
            return None
        values = row._asdict()
        values["token"] = self._cipher.open(row.token, purpose=_purpose(workspace))
        return Installed(**values)

    async def delete(self, workspace: str) -> int:
        """Forget an installation; gives 1 where there was one."""
        gone = delete(installations).where(installations.c.workspace == workspace)
        async with self._database.write() as connection:
            return (await connection.execute(gone)).rowcount

    async def reseal(self) -> int:
        """Seal with the newest key whatever an older one sealed; gives how many there were.

        Afterwards the older keys are no longer needed. Raises BadKey where a key is missing.
        """
        query = select(installations.c.workspace, installations.c.token)
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        old = [row for row in rows if not self._cipher.is_current(row.token)]
        for row in old:
            token = self._cipher.open(row.token, purpose=_purpose(row.workspace))
            sealed = self._cipher.seal(token, purpose=_purpose(row.workspace))
            async with self._database.write() as connection:
                # Only where it is still the same: somebody may have installed anew meanwhile.
                await connection.execute(
                    update(installations)
                    .where(installations.c.workspace == row.workspace)
                    .where(installations.c.token == row.token)
                    .values(token=sealed)
                )
        return len(old)


def _purpose(workspace: str) -> str:
    return f"token of {workspace}"
