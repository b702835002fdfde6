"""What every delivery of Slack has in common, whatever it is: who, where, and which delivery."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.slack import Reply

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Delivery:
    """`team` is the workspace (the organisation where Slack names no workspace); `number` is what
    Slack gives every delivery once: a trigger id or an event id."""

    team: str
    user: str
    channel: str | None
    number: str

    @property
    def job_id(self) -> str:
        return f"slack:{self.team}:{self.number}"


def read(body: Body) -> Delivery:
    """The delivery in a command, shortcut, action, view submission or event."""
    event = body.get("event") or {}
    return Delivery(
        team=_first(body.get("team_id"), body.get("team"), body.get("enterprise"), "unknown"),
        user=_first(body.get("user_id"), body.get("user"), event.get("user"), "unknown"),
        channel=_first(body.get("channel_id"), body.get("channel"), event.get("channel")) or None,
        number=_first(body.get("event_id"), body.get("trigger_id"), _view_number(body)),
    )


def reply_to(body: Body) -> Reply:
    """Where to answer somebody who pressed a button: in the modal or message that holds it."""
    delivery = read(body)
    view = body.get("view")
    return Reply(
        to="view" if view else "response_url",
        team=delivery.team,
        user=delivery.user,
        view_id=view["id"] if view else None,
        response_url=body.get("response_url"),
    )


def action_value(body: Body) -> str:
    """The value of the button that was pressed."""
    return str(body["actions"][0].get("value") or "")


def user_name(body: Body) -> str:
    """What Slack calls the person in the delivery itself: the handle, not the display name."""
    user = body.get("user") or {}
    return str(body.get("user_name") or user.get("username") or user.get("name") or "somebody")


def _view_number(body: Body) -> str:
    view = body.get("view") or {}
    return f"{view.get('id', '')}-{view.get('hash', '')}"


def _first(*candidates: Any) -> str:
    """The first id among ids and objects that have one."""
    for candidate in candidates:
        found = candidate.get("id") if isinstance(candidate, Mapping) else candidate
        if found:
            return str(found)
    return ""
