"""Who may change a workspace's words. The one place that says so.

Whoever installed the app is named first, and those who are named decide who else is: people and
user groups. Where nobody is named, the workspace's admins and owners curate. They can always name
curators, so that no workspace is locked out of its own words.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.slack import LOOK_UP_WITHIN, Slack, refusal
from bot.views.glossary_curators import CURATORS_DECIDE, CURATORS_ONLY, Group
from storage.curators import Named, SqlCurators
from translators.errors import BadRequest

GROUP_SECONDS = 10.0
"""How long the members of a user group are remembered: Slack lets us ask twenty times a minute."""
METHODS = ("users.info", "usergroups.users.list", "usergroups.list")
"""The Web API methods that finding out may call."""

_ROLES = ("is_admin", "is_owner", "is_primary_owner")

log = structlog.get_logger(__name__)


class Curators:
    """Answers anew each time it is asked; whom Slack doesn't vouch for is no curator."""

    def __init__(
        self,
        kept: SqlCurators,
        client: AsyncWebClient,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._kept = kept
        self._client = client
        self._slack = Slack(client)
        self._clock = clock
        self._members: dict[tuple[str, str], tuple[float, frozenset[str]]] = {}

    async def may_change(self, team: str, user: str) -> bool:
        """Whether this person curates the workspace's glossary."""
        named = await self._kept.named(team)
        if not named:
            return await self._is_admin(user)
        return user in named.people or await self._is_in_any(team, named.groups, user)

    async def may_name(self, team: str, user: str) -> bool:
        """Whether this person may say who curates."""
        return await self._is_admin(user) or await self.may_change(team, user)

    async def require(self, team: str, user: str) -> None:
        """Raises BadRequest, with a sentence for the person, where they may not change words."""
        if not await self.may_change(team, user):
            raise BadRequest(CURATORS_ONLY)

    async def named(self, team: str) -> Named:
        """Who was named; nobody where the admins curate."""
        return await self._kept.named(team)

    async def name(
        self, team: str, *, people: Iterable[str], groups: Iterable[str], by: str
    ) -> Named:
        """Name these instead of whoever was named before. BadRequest where `by` may not."""
        if not await self.may_name(team, by):
            raise BadRequest(CURATORS_DECIDE)
        return await self._kept.name(team, people=people, groups=groups, by=by)

    async def groups(self) -> tuple[Group, ...]:
        """The workspace's user groups; none where Slack won't say."""
        told = await self._told(self._client.usergroups_list())
        found: list[dict[str, str]] = told["usergroups"] if told else []
        return tuple(Group(one["id"], one["name"]) for one in found)

    async def _is_admin(self, user: str) -> bool:
        profile = await self._slack.profile(user)
        return any(profile.get(role) for role in _ROLES)

    async def _is_in_any(self, team: str, groups: Iterable[str], user: str) -> bool:
        members = await asyncio.gather(*(self._members_of(team, group) for group in groups))
        return any(user in one for one in members)

    async def _members_of(self, team: str, group: str) -> frozenset[str]:
        asked_at, members = self._members.get((team, group), (float("-inf"), frozenset()))
        if self._clock() - asked_at < GROUP_SECONDS:
            return members
        told = await self._told(self._client.usergroups_users_list(usergroup=group))
        if told is None:
            return frozenset()
        found: frozenset[str] = frozenset(told["users"])
        self._members[team, group] = (self._clock(), found)
        return found

    async def _told(self, asking: Awaitable[AsyncSlackResponse]) -> AsyncSlackResponse | None:
        """What Slack answers; None where it refuses, or not in time."""
        try:
            async with asyncio.timeout(LOOK_UP_WITHIN):
                return await asking
        except SlackApiError as problem:
            log.warning("usergroups_refused", reason=refusal(problem))
        except TimeoutError:
            log.warning("usergroups_refused", reason="timeout")
        return None
