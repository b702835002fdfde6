"""What happened to a message of a channel, read from Slack's event; None for what is no business of
annotations.

Edits, previews of links and replies in a thread all arrive as `message_changed`: only a changed
text counts, so nothing that we do ourselves can set us off again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.listeners import delivery
from bot.listeners.delivery import Body
from storage.annotations import Place

WRITTEN = frozenset({None, "thread_broadcast", "file_share", "me_message"})
"""Subtypes of messages that people write."""
SLACKBOT = "USLACKBOT"


@dataclass(frozen=True, slots=True)
class Posted:
    """Somebody wrote a message. `external`: people of other companies read it too."""

    place: Place
    ts: str
    author: str
    text: str
    thread_ts: str | None
    external: bool


@dataclass(frozen=True, slots=True)
class Edited:
    """Somebody changed what they had written."""

    place: Place
    ts: str
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Deleted:
    """A message is gone."""

    place: Place
    ts: str


Event = Posted | Edited | Deleted


def in_channel(event: Mapping[str, Any]) -> bool:
    """Whether an event is of a channel, not of a direct message."""
    channel = event.get("channel")
    direct = event.get("channel_type") in ("im", "mpim", "app_home")
    return isinstance(channel, str) and not direct and not channel.startswith("D")


def read(body: Body, *, bot_user: str | None) -> Event | None:
    """What happened. Messages of apps, Slackbot and ourselves are nothing, and neither are those
    that speak to us: they are answered."""
    event = body["event"]
    place = Place(delivery.read(body).team, str(event["channel"]))
    subtype = event.get("subtype")
    if subtype == "message_deleted":
        return Deleted(place, str(event["deleted_ts"]))
    if subtype == "message_changed":
        return _changed(place, event)
    text = str(event.get("text") or "")
    if subtype not in WRITTEN or not _is_by_person(event, bot_user) or not text.strip():
        return None
    if bot_user and f"<@{bot_user}" in text:
        return None
    return Posted(
        place=place,
        ts=str(event["ts"]),
        author=str(event["user"]),
        text=text,
        thread_ts=event.get("thread_ts"),
        external=bool(body.get("is_ext_shared_channel")),
    )


def _changed(place: Place, event: Mapping[str, Any]) -> Event | None:
    message, before = event["message"], event.get("previous_message") or {}
    if message.get("subtype") == "tombstone":  # deleted, but there are replies to it
        return Deleted(place, str(message["ts"]))
    text = str(message.get("text") or "")
    if text == before.get("text") or not _is_by_person(message, None):
        return None
    return Edited(place, str(message["ts"]), str(message["user"]), text)


def _is_by_person(message: Mapping[str, Any], bot_user: str | None) -> bool:
    return bool(message.get("user")) and not (
        message.get("bot_id") or message["user"] in (bot_user, SLACKBOT)
    )
