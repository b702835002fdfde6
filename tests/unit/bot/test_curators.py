"""Who is a curator, where Slack answers, refuses or is slow."""

import asyncio
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.curators import Curators
from storage.curators import Named
from translators.errors import BadRequest

TEAM = "T1"


class FakeKept:
    """The named curators, with memory."""

    def __init__(self, named: Named) -> None:
        self.kept = named

    async def named(self, workspace: str) -> Named:
        return self.kept if workspace == TEAM else Named()

    async def name(self, workspace: str, *, people: Any, groups: Any, by: str) -> Named:
        self.kept = Named(frozenset(people), frozenset(groups))
        return self.kept


class FakeClient:
    """Slack's word on who is who."""

    def __init__(self, *, admins: tuple[str, ...] = (), **groups: tuple[str, ...]) -> None:
        self.admins = admins
        self.groups = groups
        self.broken = False
        self.slow = False
        self.asked = 0

    async def users_info(self, *, user: str) -> dict[str, Any]:
        return {"user": {"id": user, "is_owner": user in self.admins}}

    async def usergroups_users_list(self, *, usergroup: str) -> dict[str, Any]:
        self.asked += 1
        if self.slow:
            await asyncio.sleep(60)
        if self.broken or usergroup not in self.groups:
            raise SlackApiError("refused", {"error": "no_such_subteam"})  # type: ignore[no-untyped-call]
        return {"users": list(self.groups[usergroup])}


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def curators(
    client: FakeClient,
    *,
    people: tuple[str, ...] = (),
    groups: tuple[str, ...] = (),
    clock: Clock | None = None,
) -> Curators:
    kept = FakeKept(Named(frozenset(people), frozenset(groups)))
    return Curators(kept, client, clock=clock or Clock())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("people", "groups", "who"),
    [
        ((), (), "U9"),
        (("U1",), (), "U1"),
        ((), ("S1",), "U2 U3"),
        (("U1",), ("S1", "SGONE"), "U1 U2 U3"),
        ((), ("SGONE",), ""),
    ],
)
async def test_named_people_and_members_of_named_groups_curate_else_admins(
    people: tuple[str, ...], groups: tuple[str, ...], who: str
) -> None:
    asked = curators(FakeClient(admins=("U9",), S1=("U2", "U3")), people=people, groups=groups)
    found = [u for u in ("U1", "U2", "U3", "U9") if await asked.may_change(TEAM, u)]
    assert found == who.split()


async def test_admins_and_curators_name_curators_and_nobody_else_does() -> None:
    asked = curators(FakeClient(admins=("U9",)), people=("U1",))
    assert [await asked.may_name(TEAM, user) for user in ("U9", "U1", "U2")] == [True, True, False]
    with pytest.raises(BadRequest, match="say who curates"):
        await asked.name(TEAM, people=["U2"], groups=[], by="U2")
    assert await asked.named(TEAM) == Named(frozenset({"U1"}))


async def test_who_is_no_curator_is_told_in_a_sentence() -> None:
    with pytest.raises(BadRequest, match="Only curators"):
        await curators(FakeClient(), people=("U1",)).require(TEAM, "U2")


async def test_a_group_is_asked_for_again_after_a_moment() -> None:
    client, clock = FakeClient(S1=("U2",)), Clock()
    asked = curators(client, groups=("S1",), clock=clock)
    assert [await asked.may_change(TEAM, "U2") for _ in range(3)] == [True] * 3
    assert client.asked == 1
    client.groups = {"S1": ()}
    clock.now += 11
    assert not await asked.may_change(TEAM, "U2")


async def test_a_refusal_makes_nobody_a_curator_and_is_not_remembered() -> None:
    client = FakeClient(S1=("U2",))
    asked = curators(client, groups=("S1",))
    client.broken = True
    assert not await asked.may_change(TEAM, "U2")
    client.broken = False
    assert await asked.may_change(TEAM, "U2")


async def test_whoever_asks_does_not_wait_for_a_slow_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.curators.LOOK_UP_WITHIN", 0.01)
    client = FakeClient(S1=("U2",))
    client.slow = True
    assert not await curators(client, groups=("S1",)).may_change(TEAM, "U2")
