"""Whose words are kept, and who is told: nobody's by default."""

from collections.abc import Callable

from sqlalchemy import select

from storage.tables import metadata
from storage.usage_log import SqlUsageLog
from tests.scenarios.conftest import SALES, TEAM, Opener, Workspace
from tests.scenarios.reading import words_of

LINE = "/translate to business The API latency bothers flamingos."
TEXT = LINE.removeprefix("/translate to business ")


async def everything(workspace: Workspace) -> str:
    """Every row of every table."""
    async with workspace.services.database.read() as connection:
        return str(
            [(await connection.execute(select(table))).all() for table in metadata.sorted_tables]
        )


async def test_by_default_no_table_holds_anybodys_words(
    workspace: Workspace, logged: Callable[[], str]
) -> None:
    assert "flamingos" in words_of(await workspace.command(SALES, LINE))
    assert "flamingos" not in await everything(workspace)
    assert "flamingos" not in logged()
    assert "keeps what is translated" not in words_of(
        await workspace.command(SALES, "/translate help")
    )


async def test_where_texts_are_stored_text_and_answer_are_and_help_says_so(
    opened: Opener, logged: Callable[[], str]
) -> None:
    workspace = await opened(store_text=True)
    await workspace.command(SALES, LINE)
    log = workspace.services.usage
    assert isinstance(log, SqlUsageLog)
    [row] = [row async for row in log.export(TEAM, with_texts=True)]
    assert row.said is not None
    assert row.said.text == TEXT
    assert "flamingos" in row.said.answer
    assert "flamingos" not in logged()
    told = words_of(await workspace.command(SALES, "/translate help"))
    assert "keeps what is translated here, and the answers, for 365 days" in told
