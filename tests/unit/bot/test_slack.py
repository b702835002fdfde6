"""What Slack's answers mean to us, and where an answer goes."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.slack import Reply, Slack, refusal
from bot.views.blocks import Rendered

MESSAGE = Rendered("hello", ())


def refused(response: Any) -> SlackApiError:
    return SlackApiError("refused", response)  # type: ignore[no-untyped-call]


class FakeClient:
    """The few methods of the Web API that are used here, with memory."""

    def __init__(self, **people: dict[str, Any]) -> None:
        self.people = people
        self.asked: list[str] = []
        self.posted: list[str] = []
        self.updated: list[dict[str, Any]] = []

    async def users_info(self, *, user: str) -> dict[str, Any]:
        self.asked.append(user)
        if user not in self.people:
            raise refused({"ok": False, "error": "user_not_found"})
        return {"user": self.people[user]}

    async def chat_postMessage(self, *, channel: str, **message: Any) -> None:
        self.posted.append(channel)

    async def views_update(self, *, view_id: str, view: dict[str, Any]) -> None:
        self.updated.append(view)


def slack_with(client: FakeClient) -> Slack:
    return Slack(client)  # type: ignore[arg-type]


class Page:
    """What a proxy answers in Slack's place."""

    status = 502


@pytest.mark.parametrize(
    ("response", "code"),
    [({"ok": False, "error": "not_found"}, "not_found"), ({}, ""), (Page(), ""), ("<html>", "")],
)
def test_a_refusal_is_read_whatever_it_came_in(response: Any, code: str) -> None:
    assert refusal(refused(response)) == code


@pytest.mark.parametrize(
    ("person", "name"),
    [
        ({"profile": {"display_name": "Dana", "real_name": "Dana Doe"}, "name": "dd"}, "Dana"),
        ({"profile": {"display_name": "", "real_name": "Dana Doe"}, "name": "dd"}, "Dana Doe"),
        ({"name": "dd"}, "dd"),
        ({}, None),
    ],
)
async def test_people_are_called_what_they_chose(person: dict[str, Any], name: str | None) -> None:
    assert await slack_with(FakeClient(U1=person)).name("T1", "U1") == name


async def test_a_name_is_asked_for_once() -> None:
    client = FakeClient(U1={"name": "dana"})
    slack = slack_with(client)
    assert [await slack.name("T1", "U1") for _ in range(3)] == ["dana"] * 3
    assert client.asked == ["U1"]


async def test_a_name_that_slack_would_not_say_is_asked_for_again() -> None:
    client = FakeClient()
    slack = slack_with(client)
    assert await slack.name("T1", "U1") is None
    client.people["U1"] = {"name": "dana"}
    assert await slack.name("T1", "U1") == "dana"


async def test_a_message_full_of_mentions_costs_a_handful_of_requests() -> None:
    client = FakeClient(**{f"U{n}": {"name": f"n{n}"} for n in range(30)})
    names = await slack_with(client).names("T1", [f"U{n}" for n in range(30)])
    assert len(names) == len(client.asked) == 5


async def test_without_a_response_url_the_answer_is_a_direct_message() -> None:
    client = FakeClient()
    reply = Reply(to="response_url", team="T1", user="U1")
    await slack_with(client).answer(reply, message=MESSAGE, view={})
    assert client.posted == ["U1"]


async def test_a_note_in_a_modal_takes_the_button_away_and_keeps_the_rest() -> None:
    client = FakeClient()
    buttons = [{"type": "button", "action_id": "post"}, {"type": "button", "action_id": "swap"}]
    view = {
        "id": "V1",
        "type": "modal",
        "title": {"type": "plain_text", "text": "Hi"},
        "hash": "1",
        "private_metadata": "kept",
        "blocks": [
            {"type": "divider"},
            {"type": "actions", "elements": buttons},
            {"type": "actions", "elements": buttons[:1]},
        ],
    }
    await slack_with(client).note(view, {"type": "context"}, without=("post",))
    [updated] = client.updated
    assert updated["private_metadata"] == "kept"
    assert "hash" not in updated
    assert updated["blocks"] == [
        {"type": "divider"},
        {"type": "actions", "elements": buttons[1:]},
        {"type": "context"},
    ]
