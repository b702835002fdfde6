"""Who reads: the hash that stands for a person everywhere behind this line, and what they told
us."""

from dataclasses import dataclass

from bot.wiring import Services
from glossary.terms import Audience
from storage.people import hash_person, installation_salt


@dataclass(frozen=True, slots=True)
class Reader:
    """`hash` is salted; `audience` is what the person belongs to, if they said so."""

    hash: str
    audience: Audience | None
    known_terms: frozenset[str]


class Readers:
    """Turns Slack's ids of people into readers."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._salt: str | None = None

    async def hashed(self, team: str, user: str) -> str:
        """The hash of a person, the same on every replica."""
        if self._salt is None:
            self._salt = await installation_salt(self._services.database)
        return hash_person(self._salt, team, user)

    async def find(self, team: str, user: str) -> Reader:
        """A person with what they chose for themselves."""
        person = await self.hashed(team, user)
        chosen = await self._services.people.get(team, person)
        return Reader(person, chosen.audience, chosen.known_terms)
