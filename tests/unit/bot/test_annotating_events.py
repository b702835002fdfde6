"""What happened to a message, read from Slack's events."""

from typing import Any

import pytest

from bot.listeners.annotation_events import Deleted, Edited, Posted, in_channel, read
from storage.annotations import Place

HERE = Place("T1", "C1")
US = "U0US"
TEXT = "the words"


def body(event: dict[str, Any], **envelope: Any) -> dict[str, Any]:
    whole = {"type": "message", "channel": "C1", "channel_type": "channel", **event}
    return {"team_id": "T1", "event_id": "Ev1", "event": whole, **envelope}


def changed(message: dict[str, Any], before: dict[str, Any] | None = None) -> dict[str, Any]:
    return body(
        {
            "subtype": "message_changed",
            "message": {"user": "U1", "ts": "1.1", **message},
            **({"previous_message": before} if before is not None else {}),
        }
    )


@pytest.mark.parametrize("subtype", [None, "thread_broadcast", "file_share", "me_message"])
@pytest.mark.parametrize("external", [True, False])
def test_what_people_write_is_read(subtype: str | None, external: bool) -> None:
    event = {"user": "U1", "ts": "1.1", "text": TEXT, "thread_ts": "0.9"}
    event |= {"subtype": subtype} if subtype else {}
    posted = read(body(event, is_ext_shared_channel=external), bot_user=US)
    assert posted == Posted(HERE, "1.1", "U1", TEXT, "0.9", external)


@pytest.mark.parametrize(
    "event",
    [
        {"user": "U1", "ts": "1.1", "text": "  "},
        {"user": "U1", "ts": "1.1"},
        {"ts": "1.1", "text": TEXT},
        {"user": US, "ts": "1.1", "text": TEXT},
        {"user": "USLACKBOT", "ts": "1.1", "text": TEXT},
        {"user": "U1", "bot_id": "B1", "ts": "1.1", "text": TEXT},
        {"subtype": "bot_message", "bot_id": "B1", "ts": "1.1", "text": TEXT},
        {"subtype": "channel_join", "user": "U1", "ts": "1.1", "text": TEXT},
        {"subtype": "channel_topic", "user": "U1", "ts": "1.1", "text": TEXT},
        {"subtype": "message_replied", "ts": "1.1", "message": {"user": "U1", "text": TEXT}},
        {"user": "U1", "ts": "1.1", "text": f"<@{US}> {TEXT}"},
    ],
)
def test_everything_else_is_nobodys_business(event: dict[str, Any]) -> None:
    assert read(body(event), bot_user=US) is None


def test_a_changed_text_is_an_edit() -> None:
    told = changed({"text": TEXT}, {"text": "other words"})
    assert read(told, bot_user=US) == Edited(HERE, "1.1", "U1", TEXT)
    assert read(changed({"text": TEXT}), bot_user=US) == Edited(HERE, "1.1", "U1", TEXT)


@pytest.mark.parametrize(
    "message",
    [
        {"text": TEXT, "attachments": [{"from_url": "https://example.com"}]},
        {"text": TEXT, "reply_count": 3, "latest_reply": "1.2"},
        {"text": "new words", "bot_id": "B1"},
        {"text": "new words", "user": None},
    ],
)
def test_previews_replies_and_apps_are_no_edits(message: dict[str, Any]) -> None:
    assert read(changed(message, {"text": TEXT}), bot_user=US) is None


def test_deleted_messages_are_deleted_with_and_without_replies() -> None:
    gone = body({"subtype": "message_deleted", "ts": "2.0", "deleted_ts": "1.1"})
    stone = changed({"subtype": "tombstone", "user": "USLACKBOT"}, {"text": TEXT})
    assert read(gone, bot_user=US) == read(stone, bot_user=US) == Deleted(HERE, "1.1")


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ({"channel": "C1", "channel_type": "channel"}, True),
        ({"channel": "G1", "channel_type": "group"}, True),
        ({"channel": "C1"}, True),
        ({"channel": "D1", "channel_type": "im"}, False),
        ({"channel": "G1", "channel_type": "mpim"}, False),
        ({"channel": "D1"}, False),
        ({}, False),
    ],
)
def test_only_channels_are_listened_to(event: dict[str, Any], expected: bool) -> None:
    assert in_channel(event) is expected
