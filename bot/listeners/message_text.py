"""The words of any Slack message: of people, bots and apps; plain, in blocks, in attachments.

All texts are in Slack's markup, as they arrived.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from translators.masking import escape

Json = Mapping[str, Any]
_QUIET = frozenset({"actions", "divider", "image", "input", "context_actions", "file", "video"})


def text_of(message: Json) -> str:
    """Everything in a message that a person reads, in reading order, nothing twice.

    Slack writes what people say into `text`. Apps put it into blocks and attachments, with a short
    or no `text` beside them; forwarded messages are attachments too.
    """
    text = str(message.get("text") or "").strip()
    by_person = text and not message.get("bot_id") and _only_rich(_of(message, "blocks"))
    in_blocks = "" if by_person else _joined(_block_texts(_of(message, "blocks")))
    attached = [item for item in _of(message, "attachments") if not _is_preview(item)]
    words = in_blocks if len(in_blocks) >= len(text) else text
    return _joined([words, *map(_attachment_text, attached)])


def _only_rich(blocks: Iterable[Json]) -> bool:
    """People write rich text; all other blocks come from apps."""
    return all(block.get("type") == "rich_text" for block in blocks)


def _is_preview(item: Json) -> bool:
    """Slack's or an app's preview of a link is not the author's; a message passed on is."""
    return bool(item.get("from_url")) and not item.get("is_share")


def _joined(parts: Iterable[str]) -> str:
    said: list[str] = []
    for part in map(str.strip, parts):
        if part and not any(part in earlier for earlier in said):
            said.append(part)
    return "\n".join(said)


def _attachment_text(item: Json) -> str:
    fields = [
        f"{field.get('title', '')}: {field.get('value', '')}" for field in _of(item, "fields")
    ]
    own = [str(item.get(key) or "") for key in ("pretext", "title", "text")]
    blocks = _block_texts(_of(item, "blocks") or _of(item, "message_blocks"))
    return _joined([*own, *fields, *blocks]) or str(item.get("fallback") or "")


def _block_texts(blocks: Iterable[Json]) -> list[str]:
    return [_block_text(block) for block in blocks if block.get("type") not in _QUIET]


def _block_text(block: Json) -> str:
    kind = block.get("type")
    if kind == "rich_text":
        return "\n".join(_rich(element) for element in _of(block, "elements"))
    texts = [block.get("text"), *_of(block, "fields"), *_of(block, "elements")]
    return "\n".join(filter(None, map(_object_text, texts)))


def _object_text(item: object) -> str:
    if isinstance(item, Mapping):
        return str(item.get("text") or "")
    return str(item or "")


def _rich(element: Json) -> str:
    """A part of a rich text, in Slack's markup."""
    kind = element.get("type")
    inside = [_rich(child) for child in _of(element, "elements")]
    if kind == "rich_text_list":
        return "\n".join(f"• {line}" for line in inside)
    if kind == "rich_text_preformatted":
        return f"```{''.join(inside)}```"
    return "".join(inside) if inside else _rich_leaf(element)


def _rich_leaf(element: Json) -> str:
    words = escape(str(element.get("text") or ""))
    match element.get("type"):
        case "text":
            return f"`{words}`" if (element.get("style") or {}).get("code") else words
        case "link":
            return f"<{element['url']}|{words}>" if words else f"<{element['url']}>"
        case "user":
            return f"<@{element['user_id']}>"
        case "channel":
            return f"<#{element['channel_id']}>"
        case "usergroup":
            return f"<!subteam^{element['usergroup_id']}>"
        case "broadcast":
            return f"<!{element['range']}>"
        case "emoji":
            return f":{element['name']}:"
    return words


def _of(item: Json, key: str) -> list[Json]:
    return list(item.get(key) or ())
