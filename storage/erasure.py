"""Erasing everything that is kept about a workspace or a person."""

from sqlalchemy import and_, delete, update

from storage.database import Database
from storage.tables import glossary_revisions, metadata, people, rates, texts, usage


async def erase_workspace(database: Database, workspace: str) -> int:
    """Delete every row of a workspace, as after it removed the app; gives how many there were."""
    erased = 0
    async with database.write() as connection:
        for table in reversed(metadata.sorted_tables):
            if "workspace" in table.c:
                found = await connection.execute(
                    delete(table).where(table.c.workspace == workspace)
                )
                erased += found.rowcount
    return erased


async def erase_person(
    database: Database, workspace: str, person: str, *, author: str | None = None
) -> int:
    """Delete a person's uses, words and choices in a workspace; gives how many rows there were.

    `person` is the salted hash. With `author`, the name that the person's changes to the glossary
    are signed with, it is taken off them too: the words stay, nobody's name is under them.
    """
    erased = 0
    async with database.write() as connection:
        for table in (usage, texts, people, rates):
            mine = and_(table.c.workspace == workspace, table.c.person == person)
            erased += (await connection.execute(delete(table).where(mine))).rowcount
        if author is not None:
            signed = and_(
                glossary_revisions.c.workspace == workspace, glossary_revisions.c.author == author
            )
            await connection.execute(update(glossary_revisions).where(signed).values(author=""))
    return erased
