"""Installations and their sealed tokens, on every kind of database."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select, update

from storage.database import Database
from storage.encryption import BadKey, Cipher
from storage.installations import Installed, SqlInstallations
from storage.tables import installations

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()
TOKEN = "xoxb-very-secret"
HERE = Installed(
    workspace="T1",
    token=TOKEN,
    bot="B1",
    bot_user="U0BOT",
    scopes=("chat:write", "commands"),
    installer="U1",
    enterprise=None,
    at=datetime(2026, 11, 1, tzinfo=UTC),
)


def kept(database: Database, keys: str = OLD) -> SqlInstallations:
    return SqlInstallations(database, Cipher(keys))


async def sealed_token(database: Database, workspace: str = "T1") -> str:
    async with database.read() as connection:
        query = select(installations.c.token).where(installations.c.workspace == workspace)
        return str(await connection.scalar(query))


async def test_an_installation_comes_back_as_it_was_kept(database: Database) -> None:
    await kept(database).save(HERE)
    assert await kept(database).find("T1") == HERE
    assert await kept(database).find("T2") is None


async def test_installing_again_replaces_the_token(database: Database) -> None:
    await kept(database).save(HERE)
    await kept(database).save(replace(HERE, token="xoxb-next"))
    found = await kept(database).find("T1")
    assert found is not None
    assert found.token == "xoxb-next"


async def test_no_token_is_readable_in_the_database_or_in_a_log(database: Database) -> None:
    await kept(database).save(HERE)
    assert TOKEN not in await sealed_token(database)
    assert TOKEN not in repr(HERE)


async def test_keys_are_changed_without_a_break(database: Database) -> None:
    await kept(database, OLD).save(HERE)
    both = kept(database, f"{NEW}, {OLD}")
    assert await both.find("T1") == HERE
    assert [await both.reseal(), await both.reseal()] == [1, 0]
    assert await kept(database, NEW).find("T1") == HERE


async def test_without_its_key_a_token_stays_shut(database: Database) -> None:
    await kept(database, OLD).save(HERE)
    for ask in (kept(database, NEW).find("T1"), kept(database, NEW).reseal()):
        with pytest.raises(BadKey, match="TOKEN_ENCRYPTION_KEY"):
            await ask


async def test_a_token_that_was_moved_to_another_workspace_stays_shut(database: Database) -> None:
    await kept(database).save(HERE)
    await kept(database).save(replace(HERE, workspace="T2", token="xoxb-other"))
    async with database.write() as connection:
        stolen = await sealed_token(database, "T2")
        await connection.execute(
            update(installations).where(installations.c.workspace == "T1").values(token=stolen)
        )
    with pytest.raises(BadKey):
        await kept(database).find("T1")


async def test_a_forgotten_installation_is_gone(database: Database) -> None:
    await kept(database).save(HERE)
    assert [await kept(database).delete("T1"), await kept(database).delete("T1")] == [1, 0]
    assert await kept(database).find("T1") is None


@pytest.mark.parametrize(
    "keys",
    ["", " , ", "short", f"{OLD},nonsense", "ü" * 44],
    ids=["none", "blank", "short", "one of two", "not base64"],
)
def test_a_key_of_no_use_is_refused_without_being_shown(keys: str) -> None:
    with pytest.raises(BadKey) as refusal:
        Cipher(keys)
    assert not keys.strip(" ,") or keys not in str(refusal.value)


def test_what_is_sealed_grows_old() -> None:
    cipher = Cipher(OLD)
    sealed = cipher.seal("x", purpose="p")
    assert cipher.open(sealed, purpose="p", max_age=600) == "x"
    with pytest.raises(BadKey):
        cipher.open(sealed, purpose="p", max_age=-1)
