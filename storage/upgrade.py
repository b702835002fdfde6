"""Bringing a database's tables to the state that this program works with.

The steps are the modules of `storage/migrations/versions`. Make a new one by changing
`storage.tables` and writing the module that leads there: a test compares the two on both databases.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.engine import Connection

from storage.database import SchemaMismatch, parse_address, sync_engine, translated_errors

_LOCK = 0x7061726C616E6365
"""PostgreSQL's advisory lock that upgrades queue at ("parlance" in ASCII)."""
_QUEUE_SECONDS = 120.0
"""How long an upgrade waits for another one to finish."""


def upgrade(url: str) -> str:
    """Make or upgrade the tables of the database at `url`; gives the revision that they are at now.

    Any number of processes may do this at once: they queue, and the first does the work. All of it
    happens or nothing. `SchemaMismatch` where the database is newer than this program,
    `DatabaseUnavailable` where it can't be used.
    """
    engine = sync_engine(url, busy_seconds=_QUEUE_SECONDS)
    writer = engine.execution_options(parlance_writes=True)
    try:
        with translated_errors(), writer.begin() as connection:
            _queue(connection)
            config, script = _migrations()
            config.attributes["connection"] = connection
            found = MigrationContext.configure(connection).get_current_revision()
            if _is_newer(found, script):
                raise SchemaMismatch(_newer_sentence(found))
            command.upgrade(config, "head")
            return _head(script)
    finally:
        engine.dispose()


def check(url: str) -> str | None:
    """What is wrong with the tables at `url`, as a sentence; None where this program can work with
    them.

    `DatabaseUnavailable` where the database can't be asked. Nothing is changed.
    """
    if _is_missing_file(url):
        return _MISSING
    engine = sync_engine(url)
    try:
        with translated_errors(), engine.begin() as connection:
            found = MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()
    _, script = _migrations()
    if found == _head(script):
        return None
    if found is None:
        return _MISSING
    if _is_newer(found, script):
        return _newer_sentence(found)
    return (
        f"The database is at schema {found} and this program works with {_head(script)}:"
        " run `parlance db upgrade`."
    )


_MISSING = "The database has no tables yet: run `parlance db upgrade`."


def _newer_sentence(found: str | None) -> str:
    return (
        f"The database is at schema {found}, which this program does not know:"
        " it was upgraded by a newer Parlance, so run that one."
    )


def _migrations() -> tuple[Config, ScriptDirectory]:
    config = Config()
    # Config reads % as the start of an interpolation.
    folder = str(Path(__file__).parent / "migrations").replace("%", "%%")
    config.set_main_option("script_location", folder)
    config.set_main_option("path_separator", "os")
    return config, ScriptDirectory.from_config(config)


def _head(script: ScriptDirectory) -> str:
    head = script.get_current_head()
    assert head is not None, "the first migration ships with the program"  # noqa: S101 narrows for mypy
    return head


def _is_newer(found: str | None, script: ScriptDirectory) -> bool:
    known = {step.revision for step in script.walk_revisions()}
    return found is not None and found not in known


def _is_missing_file(url: str) -> bool:
    address = parse_address(url)
    return address.drivername == "sqlite" and not Path(address.database or "").exists()


def _queue(connection: Connection) -> None:
    """Wait for other upgrades. SQLite's write lock, taken as the transaction began, does it
    there."""
    if connection.dialect.name == "postgresql":
        milliseconds = int(_QUEUE_SECONDS * 1000)
        connection.execute(text(f"SET LOCAL lock_timeout = {milliseconds}"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
