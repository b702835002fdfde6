"""The words of uses: kept only where that was asked for, sealed, and gone with their use."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import func, select

from storage.database import Database
from storage.encryption import BadKey, Cipher
from storage.erasure import erase_person, erase_workspace
from storage.retention import prune_uses
from storage.tables import texts
from storage.texts import Said, SqlTexts
from storage.usage_log import SqlUsageLog
from translators.usage import Use

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()
AT = datetime(2026, 11, 1, tzinfo=UTC)
SAID = Said("Flamingos cause latency in Zürich.", "Rosa Vögel bremsen.")


def use(
    job_id: str = "job", *, workspace: str = "T1", person: str = "p1", at: datetime = AT
) -> Use:
    return Use(job_id, at, workspace, person, "translate_command", "answered")


def keeping(database: Database, keys: str | None = OLD, *, store_text: bool = True) -> SqlUsageLog:
    """A log that keeps words, sealed with the first of these keys."""
    kept = SqlTexts(database, Cipher(keys) if keys else None)
    return SqlUsageLog(database, texts=kept, store_text=store_text)


async def exported(log: SqlUsageLog) -> dict[str, Said | None]:
    return {row.use.job_id: row.said async for row in log.export(None, with_texts=True)}


async def everything(database: Database) -> str:
    """All that the table of words holds, as it stands there."""
    async with database.read() as connection:
        return str((await connection.execute(select(texts))).all())


async def count(database: Database) -> int:
    async with database.read() as connection:
        return await connection.scalar(select(func.count()).select_from(texts)) or 0


@pytest.mark.parametrize("keys", [OLD, None], ids=["with a key", "without a key"])
async def test_words_come_back_as_they_were_kept_once(database: Database, keys: str | None) -> None:
    log = keeping(database, keys)
    await log.record(use(), SAID)
    await log.record(use(), Said("again", "again"))
    await log.record(use("wordless"))
    assert await exported(log) == {"job": SAID, "wordless": None}


async def test_by_default_nobodys_words_are_kept(database: Database) -> None:
    for log in (SqlUsageLog(database), keeping(database, store_text=False)):
        await log.record(use(), SAID)
        assert await exported(log) == {"job": None}
    assert await count(database) == 0


async def test_an_export_holds_words_only_where_they_are_asked_for(database: Database) -> None:
    log = keeping(database)
    await log.record(use(), SAID)
    [row] = [row async for row in log.export(None)]
    assert row.said is None
    assert "text" not in row.as_json()
    [row] = [row async for row in log.export(None, with_texts=True)]
    assert row.as_json(with_texts=True)["answer"] == SAID.answer
    assert "Flamingos" not in repr(row)


async def test_with_a_key_no_word_is_readable_in_the_database(database: Database) -> None:
    await keeping(database).record(use(), SAID)
    kept = await everything(database)
    assert not [word for word in ("Flamingos", "latency", "Vögel") if word in kept]


async def test_passwords_in_a_message_are_not_kept(database: Database) -> None:
    log = keeping(database, None)
    secret = "xoxb-123456789012-abcdefghijklmnop"
    await log.record(use(), Said(f"The token is {secret}, deploy it", f"{secret} ist neu"))
    assert secret not in await everything(database)


async def test_words_go_with_the_person_with_the_workspace_and_with_age(database: Database) -> None:
    log = keeping(database)
    await log.record(use("mine"), SAID)
    await log.record(use("theirs", person="p2"), SAID)
    await log.record(use("old", person="p2", at=AT - timedelta(days=9)), SAID)
    await log.record(use("elsewhere", workspace="T2"), SAID)
    assert await erase_person(database, "T1", "p1") == 2
    assert set(await exported(log)) == {"theirs", "old", "elsewhere"}
    assert await prune_uses(database, AT) == 1
    assert await erase_workspace(database, "T2") == 2
    assert await exported(log) == {"theirs": SAID}
    assert await count(database) == 1


async def test_keys_are_changed_without_a_break(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.texts._BATCH", 2)
    await keeping(database, None).record(use("open"), SAID)
    for number in range(4):
        await keeping(database, OLD).record(use(f"old {number}"), SAID)
    await keeping(database, f"{NEW},{OLD}").record(use("new"), SAID)
    both = SqlTexts(database, Cipher(f"{NEW},{OLD}"))
    assert [await both.reseal(), await both.reseal()] == [5, 0]
    assert set((await exported(keeping(database, NEW))).values()) == {SAID}
    assert "Flamingos" not in await everything(database)


@pytest.mark.parametrize("keys", [NEW, None], ids=["another key", "no key"])
async def test_without_its_key_a_text_stays_shut(database: Database, keys: str | None) -> None:
    await keeping(database, OLD).record(use(), SAID)
    with pytest.raises(BadKey, match="TOKEN_ENCRYPTION_KEY") as refusal:
        await exported(keeping(database, keys))
    assert "Flamingos" not in str(refusal.value)


async def test_a_failed_write_keeps_neither_the_use_nor_its_words(database: Database) -> None:
    log = keeping(database)
    with pytest.raises(ValueError, match="needs the workspace"):
        await log.record(use(workspace=" "), SAID)
    assert await exported(log) == {}
    assert await count(database) == 0
