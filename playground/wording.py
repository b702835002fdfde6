"""Slack's text markup: what a person types becomes what apps receive, and which mentions notify."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from playground.model import Json

_CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
_TOKEN = re.compile(
    r"(?P<url>https?://[^\s<>]+[^\s<>.,;:!?)\]'\"])"
    r"|(?P<mail>\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b)"
    r"|(?<![\w&])@(?P<user>[A-Za-z][\w.-]*)"
    r"|(?<![\w&])\#(?P<channel>[a-z0-9][a-z0-9_-]*)"
)
_BROADCASTS = frozenset({"here", "channel", "everyone"})
_PINGS = re.compile(r"<(?:@([UW]\w+)|!subteam\^(\w+)|!(here|channel|everyone))(?:\|[^>]*)?>")


def escape(text: str) -> str:
    """The three characters that Slack always escapes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def encode_typed(
    text: str, *, people: Mapping[str, str], channels: Mapping[str, str], labelled: bool = False
) -> str:
    """What Slack sends for a text typed by a person.

    `people` and `channels` map handles to ids. `labelled` adds `|name` to user mentions, as the
    escaped text of slash commands has it. Code keeps its text and is escaped only.
    """
    pieces: list[str] = []
    position = 0
    for code in _CODE.finditer(text):
        pieces.append(_encode_prose(text[position : code.start()], people, channels, labelled))
        pieces.append(escape(code.group()))
        position = code.end()
    pieces.append(_encode_prose(text[position:], people, channels, labelled))
    return "".join(pieces)


def _encode_prose(
    text: str, people: Mapping[str, str], channels: Mapping[str, str], labelled: bool
) -> str:
    def encode(token: re.Match[str]) -> str:
        return _encode_token(token, people, channels, labelled)

    return _TOKEN.sub(encode, escape(text))


def _encode_token(
    token: re.Match[str], people: Mapping[str, str], channels: Mapping[str, str], labelled: bool
) -> str:
    whole = token.group()
    if url := token["url"]:
        return f"<{url}>"
    if mail := token["mail"]:
        return f"<mailto:{mail}|{mail}>"
    if channel := token["channel"]:
        return f"<#{channels[channel]}|{channel}>" if channel in channels else whole
    user = token["user"].rstrip(".-").lower()
    rest = whole[1 + len(user) :]
    if user in _BROADCASTS:
        return f"<!{user}>{rest}"
    if user not in people:
        return whole
    return f"<@{people[user]}|{user}>{rest}" if labelled else f"<@{people[user]}>{rest}"


def texts_of(block: Json) -> Iterator[str]:
    """Every piece of a block that a person reads, in reading order."""
    yield from _texts(block, skip=("confirm", "private_metadata"))


def _texts(node: object, *, skip: tuple[str, ...]) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _texts(item, skip=skip)
    elif isinstance(node, dict):
        for key in ("text", "alt_text", "title"):
            if isinstance(node.get(key), str):
                yield node[key]
        for key, value in node.items():
            if key not in skip:
                yield from _texts(value, skip=skip)


def readable(text: str, blocks: Iterable[Json]) -> str:
    """All that a person can read of a message or view: its blocks, or its text without any."""
    pieces = [piece for block in blocks for piece in texts_of(block)]
    return "\n".join(pieces) if pieces else text


def pings_in(text: str, blocks: Iterable[Json], *, attachments: Iterable[Json] = ()) -> set[str]:
    """Ids and broadcast names that a message with this text and these blocks would notify.

    The text counts even beside blocks, because Slack notifies from it.
    """
    found = set(_pings_in_markup(text))
    for node in (*blocks, *attachments):
        found.update(_pings_in_node(node))
    return found


def _pings_in_markup(text: str) -> Iterator[str]:
    for match in _PINGS.finditer(text):
        yield next(group for group in match.groups() if group)


_RICH_TEXT_PINGS: Mapping[str, Callable[[Json], str]] = {
    "user": lambda element: str(element.get("user_id", "")),
    "usergroup": lambda element: str(element.get("usergroup_id", "")),
    "broadcast": lambda element: str(element.get("range", "")),
}


def _pings_in_node(node: object) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _pings_in_node(item)
    if not isinstance(node, dict):
        return
    kind = node.get("type")
    if isinstance(kind, str) and kind in _RICH_TEXT_PINGS:
        yield _RICH_TEXT_PINGS[kind](node)
    for key, value in node.items():
        if isinstance(value, str) and _is_markup(node, key):
            yield from _pings_in_markup(value)
        else:
            yield from _pings_in_node(value)


def _is_markup(node: Json, key: str) -> bool:
    """Only mrkdwn text and legacy attachment fields are read as markup; plain text never is."""
    if node.get("type") in ("plain_text", "text"):
        return False
    return key in ("text", "pretext", "value", "fallback") and node.get("type") != "button"
