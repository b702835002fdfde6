"""What was translated and what came of it, in words: kept only where `STORE_TEXT` says so.

Words stand in a table of their own, so that nothing else can come upon them by chance. They are
sealed where there is a key, and go when their use goes: by erasure, and with age.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from storage.database import Database, insert_into
from storage.encryption import BadKey, Cipher
from storage.tables import texts
from translators.inference.secrets import remove_secrets
from translators.usage import Use

_BATCH = 500
_OPEN = ""
"""In the place of a key's name: the words were kept without one."""


@dataclass(frozen=True, slots=True, repr=False)
class Said:
    """The words of one use. They are nobody's business, so they have no `repr`."""

    text: str
    answer: str


class SqlTexts:
    """Words beside uses; `cipher` seals them, None where there is no key."""

    def __init__(self, database: Database, cipher: Cipher | None) -> None:
        self._database = database
        self._cipher = cipher

    def keep(self, connection: Connection, use: Use, said: Said) -> None:
        """Keep the words of a use, in the transaction that records it. Passwords, keys and the like
        are taken out. A second time changes nothing."""
        row = {
            "job_id": use.job_id,
            "at": use.at,
            "workspace": use.workspace,
            "person": use.person,
            "text": self._sealed(remove_secrets(said.text), f"text of {use.job_id}"),
            "answer": self._sealed(remove_secrets(said.answer), f"answer of {use.job_id}"),
            "key": self._cipher.name if self._cipher else _OPEN,
        }
        new = insert_into(connection, texts).values(row)
        connection.execute(new.on_conflict_do_nothing(index_elements=[texts.c.job_id]))

    async def find(self, job_ids: Sequence[str]) -> Mapping[str, Said]:
        """The words of these uses, of those that have any. Raises BadKey."""
        query = select(texts).where(texts.c.job_id.in_(job_ids))
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        return {
            row.job_id: Said(
                self._opened(row.text, f"text of {row.job_id}", row.key),
                self._opened(row.answer, f"answer of {row.job_id}", row.key),
            )
            for row in rows
        }

    async def reseal(self) -> int:
        """Seal with the first key what another one sealed, or none; gives how many uses' words.
        Raises BadKey."""
        if self._cipher is None:
            return 0
        old = select(texts.c.job_id).where(texts.c.key != self._cipher.name).limit(_BATCH)
        resealed = 0
        while True:
            async with self._database.read() as connection:
                job_ids = (await connection.scalars(old)).all()
            if not job_ids:
                return resealed
            for job_id, said in (await self.find(job_ids)).items():
                await self._replace(job_id, said)
            resealed += len(job_ids)

    async def _replace(self, job_id: str, said: Said) -> None:
        assert self._cipher is not None  # noqa: S101 narrows for mypy: `reseal` has looked
        sealed = {
            "text": self._sealed(said.text, f"text of {job_id}"),
            "answer": self._sealed(said.answer, f"answer of {job_id}"),
            "key": self._cipher.name,
        }
        async with self._database.write() as connection:
            await connection.execute(update(texts).where(texts.c.job_id == job_id).values(sealed))

    def _sealed(self, words: str, purpose: str) -> str:
        return self._cipher.seal(words, purpose=purpose) if self._cipher else words

    def _opened(self, kept: str, purpose: str, key: str) -> str:
        if key == _OPEN:
            return kept
        if self._cipher is None:
            raise BadKey("Stored texts are sealed: TOKEN_ENCRYPTION_KEY is needed to open them.")
        return self._cipher.open(kept, purpose=purpose)
