"""The bodies that Slack sends to an app, exactly as its documentation shows them."""

from collections.abc import Sequence

from playground.engine import Engine
from playground.inputs import State
from playground.model import Channel, Json, Message, Person, View

VERIFICATION_TOKEN = "playground"  # noqa: S105 - deprecated by Slack, secret of nobody


def command(
    engine: Engine,
    person: Person,
    channel: Channel,
    *,
    name: str,
    text: str,
    trigger_id: str,
    response_url: str,
) -> Json:
    """A slash command: a flat form."""
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": engine.workspace.team,
        "team_domain": engine.workspace.domain,
        "channel_id": channel.id,
        "channel_name": channel.name,
        "user_id": person.id,
        "user_name": person.handle,
        "command": name,
        "text": text,
        "api_app_id": engine.app.id,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id,
    }


def message_shortcut(
    engine: Engine,
    person: Person,
    message: Message,
    *,
    callback_id: str,
    trigger_id: str,
    response_url: str,
) -> Json:
    """An entry of a message's menu."""
    return {
        **_interaction(engine, person, "message_action"),
        "callback_id": callback_id,
        "trigger_id": trigger_id,
        "response_url": response_url,
        "action_ts": engine.new_ts(),
        "message_ts": message.ts,
        "channel": _channel(engine.channels[message.channel]),
        "message": engine.message_json(message),
    }


def global_shortcut(engine: Engine, person: Person, *, callback_id: str, trigger_id: str) -> Json:
    return {
        **_interaction(engine, person, "shortcut"),
        "callback_id": callback_id,
        "trigger_id": trigger_id,
        "action_ts": engine.new_ts(),
    }


def message_action(
    engine: Engine,
    person: Person,
    message: Message,
    *,
    actions: Sequence[Json],
    state: State,
    trigger_id: str,
    response_url: str,
) -> Json:
    """A button or menu of a message. Slack leaves the message out where it is ephemeral."""
    ephemeral = message.ephemeral_to is not None
    payload = {
        **_interaction(engine, person, "block_actions"),
        "trigger_id": trigger_id,
        "response_url": response_url,
        "channel": _channel(engine.channels[message.channel]),
        "container": {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": message.channel,
            "is_ephemeral": ephemeral,
            **({"thread_ts": message.thread_ts} if message.thread_ts else {}),
        },
        "state": {"values": state},
        "actions": _timed(engine, actions),
    }
    return payload if ephemeral else {**payload, "message": engine.message_json(message)}


def view_action(
    engine: Engine,
    person: Person,
    view: View,
    *,
    actions: Sequence[Json],
    state: State,
    trigger_id: str,
) -> Json:
    """A button or menu of a modal or home tab."""
    return {
        **_interaction(engine, person, "block_actions"),
        "trigger_id": trigger_id,
        "container": {"type": "view", "view_id": view.id},
        "view": engine.views.json(view, state=state),
        "actions": _timed(engine, actions),
    }


def view_submission(
    engine: Engine, person: Person, view: View, *, state: State, trigger_id: str
) -> Json:
    return {
        **_interaction(engine, person, "view_submission"),
        "trigger_id": trigger_id,
        "view": engine.views.json(view, state=state),
        "response_urls": [],
    }


def view_closed(engine: Engine, person: Person, view: View, *, cleared: bool) -> Json:
    return {
        **_interaction(engine, person, "view_closed"),
        "view": engine.views.json(view),
        "is_cleared": cleared,
    }


def options_request(
    engine: Engine,
    person: Person,
    where: Message | View,
    *,
    element: Json,
    block_id: str,
    typed: str,
) -> Json:
    """An external menu asks for its options."""
    payload = {
        **_interaction(engine, person, "block_suggestion"),
        "action_id": element["action_id"],
        "block_id": block_id,
        "value": typed,
    }
    if isinstance(where, View):
        container = {"type": "view", "view_id": where.id}
        return {**payload, "container": container, "view": engine.views.json(where)}
    return {
        **payload,
        "channel": _channel(engine.channels[where.channel]),
        "container": {
            "type": "message",
            "message_ts": where.ts,
            "channel_id": where.channel,
            "is_ephemeral": where.ephemeral_to is not None,
        },
    }


def event_envelope(engine: Engine, event: Json, *, event_id: str) -> Json:
    """What surrounds an event on its way to the app."""
    team = engine.workspace.team
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": team,
        "api_app_id": engine.app.id,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(engine.clock.now()),
        "event": event,
        "is_ext_shared_channel": _is_shared(engine, event),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": team,
                "user_id": engine.app.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
    }


def _is_shared(engine: Engine, event: Json) -> bool:
    channel = engine.channels.get(str(event.get("channel")))
    return channel is not None and channel.shared_externally


def _interaction(engine: Engine, person: Person, kind: str) -> Json:
    team = engine.workspace.team
    return {
        "type": kind,
        "token": VERIFICATION_TOKEN,
        "api_app_id": engine.app.id,
        "team": {"id": team, "domain": engine.workspace.domain},
        "user": {
            "id": person.id,
            "username": person.handle,
            "name": person.handle,
            "team_id": team,
        },
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _channel(channel: Channel) -> Json:
    return {"id": channel.id, "name": channel.name}


def _timed(engine: Engine, actions: Sequence[Json]) -> list[Json]:
    moment = engine.new_ts()
    return [{**action, "action_ts": moment} for action in actions]
