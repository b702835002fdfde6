"""Who, where and which delivery, in every shape that Slack sends."""

from typing import Any

import pytest

from bot.listeners import delivery
from bot.listeners.delivery import Delivery

COMMAND = {
    "team_id": "T1",
    "user_id": "U1",
    "user_name": "tom",
    "channel_id": "C1",
    "trigger_id": "1.1",
    "command": "/translate",
    "response_url": "https://a.example/1",
}
ACTION = {
    "type": "block_actions",
    "team": {"id": "T1"},
    "user": {"id": "U1", "username": "tom"},
    "channel": {"id": "C1"},
    "trigger_id": "1.2",
    "response_url": "https://a.example/2",
    "actions": [{"action_id": "x", "value": "v"}],
}
SUBMISSION = {
    "type": "view_submission",
    "team": {"id": "T1"},
    "user": {"id": "U1", "name": "tom"},
    "trigger_id": "1.3",
    "view": {"id": "V1", "hash": "h"},
}
ORG_WIDE = {**ACTION, "team": None, "enterprise": {"id": "E1"}}
EVENT = {
    "team_id": "T1",
    "event_id": "Ev1",
    "event": {"type": "message", "user": "U1", "channel": "C1"},
}


@pytest.mark.parametrize(
    ("body", "read"),
    [
        (COMMAND, Delivery("T1", "U1", "C1", "1.1")),
        (ACTION, Delivery("T1", "U1", "C1", "1.2")),
        (SUBMISSION, Delivery("T1", "U1", None, "1.3")),
        ({**SUBMISSION, "trigger_id": None}, Delivery("T1", "U1", None, "V1-h")),
        (ORG_WIDE, Delivery("E1", "U1", "C1", "1.2")),
        (EVENT, Delivery("T1", "U1", "C1", "Ev1")),
    ],
    ids=["command", "action", "submission", "without trigger", "organisation", "event"],
)
def test_a_delivery_is_read_from(body: dict[str, Any], read: Delivery) -> None:
    assert delivery.read(body) == read


def test_the_job_is_named_after_the_workspace_and_the_delivery() -> None:
    assert delivery.read(COMMAND).job_id == "slack:T1:1.1"


def test_an_answer_goes_to_the_message_or_to_the_modal_that_was_used() -> None:
    assert delivery.reply_to(ACTION).response_url == "https://a.example/2"
    assert delivery.reply_to(SUBMISSION).view_id == "V1"
    assert delivery.reply_to(SUBMISSION).to == "view"


@pytest.mark.parametrize("body", [COMMAND, ACTION, SUBMISSION])
def test_slacks_own_name_for_a_person_is_at_hand(body: dict[str, Any]) -> None:
    assert delivery.user_name(body) == "tom"


def test_a_button_without_a_value_has_an_empty_one() -> None:
    assert delivery.action_value({"actions": [{"value": None}]}) == ""
    assert delivery.action_value(ACTION) == "v"
