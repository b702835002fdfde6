"""Finding people and conversations for an app, and describing them as Slack does."""

from playground.engine import Engine
from playground.errors import Refusal
from playground.model import Channel, Json, Person, UserGroup


def conversation(engine: Engine, key: object, *, error: str = "channel_not_found") -> Channel:
    """The conversation that an app names by id, by #name, or by the person it wants to write to."""
    if isinstance(key, str):
        if key in engine.people:
            return engine.direct_channel(key)
        for channel in engine.channels.values():
            if key in (channel.id, f"#{channel.name}"):
                return channel
    raise Refusal(error)


def writable(engine: Engine, arguments: Json) -> Channel:
    channel = conversation(engine, arguments["channel"])
    if engine.app.bot_user not in channel.members:
        raise Refusal("not_in_channel")
    return channel


def user(engine: Engine, key: object) -> Person:
    person = engine.people.get(key) if isinstance(key, str) else None
    if person is None:
        raise Refusal("user_not_found")
    return person


def auth_test(engine: Engine, arguments: Json) -> Json:
    return {
        "url": f"https://{engine.workspace.domain}.slack.com/",
        "team": engine.workspace.name,
        "team_id": engine.workspace.team,
        "user": engine.app.name.lower(),
        "user_id": engine.app.bot_user,
        "bot_id": engine.app.bot_id,
        "app_id": engine.app.id,
        "is_enterprise_install": False,
    }


def team_info(engine: Engine, arguments: Json) -> Json:
    workspace = engine.workspace
    return {"team": {"id": workspace.team, "name": workspace.name, "domain": workspace.domain}}


def _person_json(engine: Engine, person: Person) -> Json:
    return {
        "id": person.id,
        "team_id": engine.workspace.team,
        "name": person.handle,
        "real_name": person.name,
        "deleted": False,
        "is_bot": False,
        "is_admin": person.admin,
        "is_owner": person.admin,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "tz": person.time_zone,
        "tz_offset": 0,
        "profile": {
            "real_name": person.name,
            "display_name": person.name,
            "title": person.title,
            "team": engine.workspace.team,
        },
    }


def _bot_json(engine: Engine) -> Json:
    return {
        "id": engine.app.bot_user,
        "team_id": engine.workspace.team,
        "name": engine.app.name.lower(),
        "real_name": engine.app.name,
        "deleted": False,
        "is_bot": True,
        "profile": {
            "real_name": engine.app.name,
            "bot_id": engine.app.bot_id,
            "api_app_id": engine.app.id,
        },
    }


def users_info(engine: Engine, arguments: Json) -> Json:
    if arguments["user"] == engine.app.bot_user:
        return {"user": _bot_json(engine)}
    return {"user": _person_json(engine, user(engine, arguments["user"]))}


def users_list(engine: Engine, arguments: Json) -> Json:
    people = [_person_json(engine, person) for person in engine.people.values()]
    return {"members": [*people, _bot_json(engine)], "response_metadata": {"next_cursor": ""}}


def _group_json(engine: Engine, group: UserGroup) -> Json:
    return {
        "id": group.id,
        "team_id": engine.workspace.team,
        "is_usergroup": True,
        "name": group.name,
        "handle": group.handle,
        "date_delete": 0,
        "user_count": len(group.members),
    }


def usergroups_list(engine: Engine, arguments: Json) -> Json:
    return {"usergroups": [_group_json(engine, group) for group in engine.workspace.groups]}


def usergroups_users_list(engine: Engine, arguments: Json) -> Json:
    for group in engine.workspace.groups:
        if group.id == arguments["usergroup"]:
            return {"users": list(group.members)}
    raise Refusal("no_such_subteam")


def _channel_json(engine: Engine, channel: Channel) -> Json:
    common: Json = {
        "id": channel.id,
        "is_im": channel.direct,
        "is_channel": not channel.direct,
        "is_private": False,
        "is_archived": False,
        "is_ext_shared": channel.shared_externally,
        "is_shared": channel.shared_externally,
        "is_member": engine.app.bot_user in channel.members,
    }
    if channel.direct:
        return {**common, "user": channel.person}
    return {
        **common,
        "name": channel.name,
        "topic": {"value": channel.topic},
        "purpose": {"value": channel.topic},
        "num_members": len(channel.members),
        "creator": next((p.id for p in engine.people.values() if p.admin), None),
    }


def conversations_info(engine: Engine, arguments: Json) -> Json:
    return {"channel": _channel_json(engine, conversation(engine, arguments["channel"]))}


def conversations_list(engine: Engine, arguments: Json) -> Json:
    kinds = str(arguments.get("types", "public_channel")).split(",")
    wanted = [
        channel
        for channel in engine.channels.values()
        if ("im" if channel.direct else "public_channel") in kinds
    ]
    return {
        "channels": [_channel_json(engine, channel) for channel in wanted],
        "response_metadata": {"next_cursor": ""},
    }


def users_conversations(engine: Engine, arguments: Json) -> Json:
    member = arguments.get("user", engine.app.bot_user)
    listed = conversations_list(engine, arguments)
    of_member = [c for c in listed["channels"] if member in engine.channels[c["id"]].members]
    return {**listed, "channels": of_member}


def conversations_open(engine: Engine, arguments: Json) -> Json:
    if arguments.get("channel"):
        channel = conversation(engine, arguments["channel"])
    else:
        users = str(arguments.get("users", "")).split(",")
        if len(users) > 1:
            raise Refusal("method_not_supported_for_channel_type")
        channel = engine.direct_channel(user(engine, users[0]).id)
    return {"channel": {"id": channel.id}}


def conversations_members(engine: Engine, arguments: Json) -> Json:
    channel = conversation(engine, arguments["channel"])
    return {"members": sorted(channel.members), "response_metadata": {"next_cursor": ""}}


def conversations_join(engine: Engine, arguments: Json) -> Json:
    channel = conversation(engine, arguments["channel"])
    engine.join(channel.id, engine.app.bot_user)
    return {"channel": _channel_json(engine, channel)}
