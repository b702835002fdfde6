"""The methods of Slack's Web API that the playground answers, each as one function.

A method takes the engine and its decoded arguments and gives back its part of the answer; it raises
`Refusal` with Slack's own error code.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from playground import lookups, rules
from playground.engine import Engine
from playground.errors import Refusal
from playground.model import Channel, Json, Message, View

Handler = Callable[[Engine, Json], Json]


@dataclass(frozen=True, slots=True)
class Method:
    """A Web API method: what it does, what it must be given, the bot scope that it needs."""

    handle: Handler
    required: tuple[str, ...] = ()
    scope: str | None = None


def call(engine: Engine, name: str, arguments: Json) -> Json:
    """Run one method. Refusal when it is unknown, lacks arguments, or breaks a rule."""
    method = METHODS.get(name)
    if method is None:
        raise Refusal("unknown_method")
    granted = engine.app.scopes
    if method.scope is not None and granted is not None and method.scope not in granted:
        raise Refusal("missing_scope", f"needed: {method.scope}")
    missing = [key for key in method.required if arguments.get(key) in (None, "")]
    if missing:
        raise Refusal(
            "invalid_arguments", *(f"[ERROR] missing required field: {key}" for key in missing)
        )
    return {"ok": True, **method.handle(engine, arguments)}


# Messages


def _composed(arguments: Json) -> Json:
    """The fields of a message that an app may set, checked."""
    text, blocks = arguments.get("text"), arguments.get("blocks")
    attachments = arguments.get("attachments")
    rules.check_message(text, blocks, attachments)
    return {
        "text": text or "",
        "blocks": tuple(blocks or ()),
        "attachments": tuple(attachments or ()),
    }


def _post_message(engine: Engine, arguments: Json) -> Json:
    channel = lookups.writable(engine, arguments)
    thread = arguments.get("thread_ts")
    if thread is not None and engine.find_message(channel.id, thread) is None:
        raise Refusal("thread_not_found")
    message = engine.post(
        Message(
            channel.id,
            "",
            engine.app.bot_user,
            **_composed(arguments),
            thread_ts=thread,
            metadata=arguments.get("metadata"),
            broadcast=bool(arguments.get("reply_broadcast")),
        )
    )
    return {"channel": channel.id, "ts": message.ts, "message": engine.message_json(message)}


def _post_ephemeral(engine: Engine, arguments: Json) -> Json:
    channel = lookups.writable(engine, arguments)
    person = lookups.user(engine, arguments["user"])
    if person.id not in channel.members:
        raise Refusal("user_not_in_channel")
    message = engine.post(
        Message(
            channel.id,
            "",
            engine.app.bot_user,
            **_composed(arguments),
            thread_ts=arguments.get("thread_ts"),
            ephemeral_to=person.id,
        )
    )
    return {"message_ts": message.ts}


def _message(engine: Engine, channel: Channel, ts: object) -> Message:
    message = engine.find_message(channel.id, str(ts))
    if message is None or message.ephemeral_to is not None:
        raise Refusal("message_not_found")
    return message


def _own_message(engine: Engine, arguments: Json, *, error: str) -> Message:
    message = _message(engine, lookups.conversation(engine, arguments["channel"]), arguments["ts"])
    if message.author != engine.app.bot_user:
        raise Refusal(error)
    return message


def _update_message(engine: Engine, arguments: Json) -> Json:
    message = _own_message(engine, arguments, error="cant_update_message")
    changed = engine.replace_message(replace(message, **_composed(arguments)))
    return {
        "channel": changed.channel,
        "ts": changed.ts,
        "text": changed.text,
        "message": engine.message_json(changed),
    }


def _delete_message(engine: Engine, arguments: Json) -> Json:
    message = _own_message(engine, arguments, error="cant_delete_message")
    engine.delete_message(message)
    return {"channel": message.channel, "ts": message.ts}


def _permalink(engine: Engine, arguments: Json) -> Json:
    channel = lookups.conversation(engine, arguments["channel"])
    message = _message(engine, channel, arguments["message_ts"])
    domain = engine.workspace.domain
    path = f"archives/{channel.id}/p{message.ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": f"https://{domain}.slack.com/{path}"}


def _reacted(engine: Engine, arguments: Json) -> Message:
    channel = lookups.conversation(engine, arguments["channel"])
    if engine.app.bot_user not in channel.members:
        raise Refusal("not_in_channel")
    return _message(engine, channel, arguments["timestamp"])


def _add_reaction(engine: Engine, arguments: Json) -> Json:
    engine.react(_reacted(engine, arguments), arguments["name"].strip(":"), engine.app.bot_user)
    return {}


def _remove_reaction(engine: Engine, arguments: Json) -> Json:
    engine.unreact(_reacted(engine, arguments), arguments["name"].strip(":"), engine.app.bot_user)
    return {}


def _set_status(engine: Engine, arguments: Json) -> Json:
    lookups.conversation(engine, arguments["channel_id"])
    return {}


# Views


def _view_answer(engine: Engine, view: View) -> Json:
    return {"view": engine.views.json(view)}


def _open_view(engine: Engine, arguments: Json) -> Json:
    trigger = engine.triggers.check(arguments["trigger_id"])
    view = engine.views.open(trigger.person, arguments["view"])
    engine.triggers.spend(arguments["trigger_id"])
    return _view_answer(engine, view)


def _push_view(engine: Engine, arguments: Json) -> Json:
    trigger = engine.triggers.check(arguments["trigger_id"])
    if trigger.view is None:
        raise Refusal("invalid_trigger_id")
    view = engine.views.push(trigger.person, arguments["view"])
    engine.triggers.spend(arguments["trigger_id"])
    return _view_answer(engine, view)


def _update_view(engine: Engine, arguments: Json) -> Json:
    if arguments.get("view_id"):
        view = engine.views.find(arguments["view_id"])
    else:
        view = engine.views.by_external_id(str(arguments.get("external_id") or ""))
    if view is None:
        raise Refusal("not_found")
    if arguments.get("hash") not in (None, view.hash):
        raise Refusal("hash_conflict")
    return _view_answer(engine, engine.views.update(view, arguments["view"]))


def _publish_view(engine: Engine, arguments: Json) -> Json:
    person = lookups.user(engine, arguments["user_id"])
    view = engine.views.publish(person.id, arguments["view"], expected_hash=arguments.get("hash"))
    return _view_answer(engine, view)


# Files


def _upload_url(engine: Engine, arguments: Json) -> Json:
    file_id = f"F{len(engine.files) + 1:06d}"
    engine.files[file_id] = {"id": file_id, "name": arguments["filename"]}
    return {"file_id": file_id, "upload_url": f"{engine.base_url}/upload/{file_id}"}


def _complete_upload(engine: Engine, arguments: Json) -> Json:
    files = []
    for wanted in arguments["files"]:
        file = engine.files.get(wanted["id"])
        if file is None or wanted["id"] not in engine.contents:
            raise Refusal("file_not_found")
        file.update(
            title=wanted.get("title") or file["name"],
            size=len(engine.contents[wanted["id"]]),
            url_private_download=f"{engine.base_url}/files/{wanted['id']}",
        )
        files.append(dict(file))
    if arguments.get("channel_id"):
        channel = lookups.writable(engine, {"channel": arguments["channel_id"]})
        engine.post(
            Message(
                channel.id,
                "",
                engine.app.bot_user,
                arguments.get("initial_comment") or "",
                files=tuple(files),
                thread_ts=arguments.get("thread_ts"),
            )
        )
    return {"files": files}


METHODS: Mapping[str, Method] = {
    "api.test": Method(lambda engine, arguments: {"args": arguments}),
    "auth.test": Method(lookups.auth_test),
    "team.info": Method(lookups.team_info, scope="team:read"),
    "users.info": Method(lookups.users_info, ("user",), "users:read"),
    "users.list": Method(lookups.users_list, scope="users:read"),
    "usergroups.list": Method(lookups.usergroups_list, scope="usergroups:read"),
    "usergroups.users.list": Method(
        lookups.usergroups_users_list, ("usergroup",), "usergroups:read"
    ),
    "users.conversations": Method(lookups.users_conversations, scope="channels:read"),
    "conversations.info": Method(lookups.conversations_info, ("channel",), "channels:read"),
    "conversations.list": Method(lookups.conversations_list, scope="channels:read"),
    "conversations.open": Method(lookups.conversations_open, scope="im:write"),
    "conversations.members": Method(lookups.conversations_members, ("channel",), "channels:read"),
    "conversations.join": Method(lookups.conversations_join, ("channel",), "channels:join"),
    "chat.postMessage": Method(_post_message, ("channel",), "chat:write"),
    "chat.postEphemeral": Method(_post_ephemeral, ("channel", "user"), "chat:write"),
    "chat.update": Method(_update_message, ("channel", "ts"), "chat:write"),
    "chat.delete": Method(_delete_message, ("channel", "ts"), "chat:write"),
    "chat.getPermalink": Method(_permalink, ("channel", "message_ts")),
    "reactions.add": Method(_add_reaction, ("channel", "timestamp", "name"), "reactions:write"),
    "reactions.remove": Method(
        _remove_reaction, ("channel", "timestamp", "name"), "reactions:write"
    ),
    "assistant.threads.setStatus": Method(_set_status, ("channel_id", "thread_ts"), "chat:write"),
    "views.open": Method(_open_view, ("trigger_id", "view")),
    "views.push": Method(_push_view, ("trigger_id", "view")),
    "views.update": Method(_update_view, ("view",)),
    "views.publish": Method(_publish_view, ("user_id", "view")),
    "files.getUploadURLExternal": Method(_upload_url, ("filename", "length"), "files:write"),
    "files.completeUploadExternal": Method(_complete_upload, ("files",), "files:write"),
}
