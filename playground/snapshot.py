"""Everything that one person sees, as JSON for the page."""

from playground import demo
from playground.engine import Engine
from playground.model import Channel, Json, Message, Person, View


def snapshot(engine: Engine, person: Person) -> Json:
    """The whole window of `person`: channels with messages, the open modal, the home tab."""
    engine.direct_channel(person.id)
    channels = [c for c in engine.channels.values() if person.id in c.members]
    return {
        "version": engine.version,
        "me": person.id,
        "workspace": engine.workspace.name,
        "example": demo.EXAMPLE,
        "people": [_person(each) for each in engine.people.values()],
        "app": _app(engine),
        "channels": [_channel(engine, channel, person) for channel in channels],
        "modal": _view(engine.views.modal(person.id)),
        "home": _view(engine.views.home(person.id)),
        "problems": len(engine.violations),
    }


def _person(person: Person) -> Json:
    return {
        "id": person.id,
        "name": person.name,
        "title": person.title,
        "audience": person.audience.value,
        "side": person.audience.side.value,
        "admin": person.admin,
    }


def _app(engine: Engine) -> Json:
    app = engine.app
    return {
        "name": app.name,
        "user": app.bot_user,
        "home": app.home,
        "commands": [
            {"name": c.name, "description": c.description, "hint": c.hint} for c in app.commands
        ],
        "shortcuts": [{"id": s.callback_id, "name": s.name, "kind": s.kind} for s in app.shortcuts],
    }


def _channel(engine: Engine, channel: Channel, person: Person) -> Json:
    return {
        "id": channel.id,
        "name": channel.name,
        "topic": channel.topic,
        "direct": channel.direct,
        "members": sorted(channel.members),
        "messages": [_message(m) for m in engine.visible(person.id, channel.id)],
    }


def _message(message: Message) -> Json:
    return {
        "channel": message.channel,
        "ts": message.ts,
        "author": message.author,
        "text": message.text,
        "blocks": list(message.blocks),
        "attachments": list(message.attachments),
        "files": list(message.files),
        "thread": message.thread_ts,
        "broadcast": message.broadcast,
        "ephemeral": message.ephemeral_to is not None,
        "edited": message.edited_ts is not None,
        "reactions": [
            {"name": name, "users": list(users)} for name, users in message.reactions.items()
        ],
    }


def _view(view: View | None) -> Json | None:
    if view is None:
        return None
    return {
        "id": view.id,
        "hash": view.hash,
        "previous": view.previous,
        "errors": dict(view.errors),
        "trouble": view.trouble,
        "content": view.content,
    }
