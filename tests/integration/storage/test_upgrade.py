"""Making and upgrading the tables, on every kind of database."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from storage.database import BadAddress, DatabaseUnavailable, SchemaMismatch, sync_engine
from storage.tables import metadata
from storage.upgrade import check, upgrade

UPGRADE = "import sys; from storage.upgrade import upgrade; print(upgrade(sys.argv[1]))"
REPOSITORY = Path(__file__).parents[3]


def test_a_blank_database_gets_its_tables_and_a_second_upgrade_changes_nothing(
    blank_url: str,
) -> None:
    first = upgrade(blank_url)
    assert upgrade(blank_url) == first
    assert check(blank_url) is None


def test_migrations_make_exactly_the_tables_that_the_program_works_with(blank_url: str) -> None:
    upgrade(blank_url)
    engine = sync_engine(blank_url)
    with engine.begin() as connection:
        kind = engine.dialect.name
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                # Some indexes are of use on one kind of database only.
                "include_object": lambda found, *_: found.info.get("only", kind) == kind,
            },
        )
        differences = compare_metadata(context, metadata)
        keys = {
            table: set(inspect(connection).get_pk_constraint(table)["constrained_columns"])
            for table in metadata.tables
        }
    engine.dispose()
    assert differences == []
    assert keys == {
        name: {column.name for column in table.primary_key}
        for name, table in metadata.tables.items()
    }


def test_upgrades_at_once_queue_and_all_succeed(blank_url: str) -> None:
    command = [sys.executable, "-c", UPGRADE, blank_url]
    running = [
        subprocess.Popen(  # noqa: S603 our own interpreter
            command, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    results = [(process.communicate(timeout=60), process.returncode) for process in running]
    assert [returncode for _, returncode in results] == [0] * 4, results
    assert len({output for (output, _), _ in results}) == 1
    assert check(blank_url) is None


def test_a_database_without_tables_is_told_from_one_that_fits(blank_url: str) -> None:
    assert check(blank_url) == "The database has no tables yet: run `parlance db upgrade`."
    upgrade(blank_url)
    assert check(blank_url) is None


def test_looking_at_a_missing_file_does_not_make_it(tmp_path: Path) -> None:
    assert check(f"sqlite:///{tmp_path}/deep/missing.db") is not None
    assert list(tmp_path.iterdir()) == []


def test_a_newer_database_is_refused_in_a_sentence(url: str) -> None:
    head = upgrade(url)
    _claim_revision(url, "9999")
    try:
        sentence = check(url)
        assert sentence == (
            "The database is at schema 9999, which this program does not know:"
            " it was upgraded by a newer Parlance, so run that one."
        )
        with pytest.raises(SchemaMismatch, match="at schema 9999"):
            upgrade(url)
    finally:
        _claim_revision(url, head)


def test_a_failing_step_leaves_nothing_behind(blank_url: str) -> None:
    engine = sync_engine(blank_url)
    with engine.begin() as connection:
        # In the way of the last table that the first step makes.
        connection.execute(text("CREATE TABLE meta (name TEXT)"))
    engine.dispose()
    with pytest.raises(Exception, match="already exists"):
        upgrade(blank_url)
    engine = sync_engine(blank_url)
    with engine.begin() as connection:
        assert inspect(connection).get_table_names() == ["meta"]
    engine.dispose()


def test_every_step_can_be_taken_back(blank_url: str) -> None:
    from alembic import command

    from storage.upgrade import _migrations

    upgrade(blank_url)
    engine = sync_engine(blank_url).execution_options(parlance_writes=True)
    config, _ = _migrations()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    with engine.begin() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
    engine.dispose()


def test_an_older_database_is_told_to_upgrade(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    head = upgrade(url)
    monkeypatch.setattr("storage.upgrade._head", lambda script: "9998")
    assert check(url) == (
        f"The database is at schema {head} and this program works with 9998:"
        " run `parlance db upgrade`."
    )


def test_the_folder_of_a_sqlite_file_is_made(tmp_path: Path) -> None:
    upgrade(f"sqlite:///{tmp_path}/a b/ü%20/parlance.db")
    assert (tmp_path / "a b").is_dir()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("mysql://user:secret@host/name", "not in mysql"),
        ("nonsense", "can't be read"),
        ("", "can't be read"),
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
    ],
)
def test_an_address_of_no_use_is_refused_without_its_password(address: str, said: str) -> None:
    for ask in (upgrade, check):
        with pytest.raises(BadAddress, match=said) as refusal:
            ask(address)
        assert "secret" not in str(refusal.value)


def test_a_server_that_does_not_answer_is_said_to_be_unavailable() -> None:
    for ask in (upgrade, check):
        with pytest.raises(DatabaseUnavailable):
            ask("postgresql://postgres:secret@127.0.0.1:1/nothing")


def test_a_file_that_is_no_database_is_said_to_be_unusable(tmp_path: Path) -> None:
    (tmp_path / "parlance.db").write_text("this is not a database, it only has its name" * 50)
    with pytest.raises(DatabaseUnavailable, match="SQLITE_NOTADB"):
        upgrade(f"sqlite:///{tmp_path}/parlance.db")


def test_an_upgraded_sqlite_file_is_in_wal_mode(tmp_path: Path) -> None:
    upgrade(f"sqlite:///{tmp_path}/parlance.db")
    connection = sqlite3.connect(tmp_path / "parlance.db")
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def _claim_revision(url: str, revision: str) -> None:
    engine = sync_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :to"), {"to": revision})
    engine.dispose()
