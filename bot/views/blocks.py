"""Block Kit, in the few shapes that Parlance uses, within Slack's limits.

Limits are those of https://docs.slack.dev/reference/block-kit. Text arguments named `mrkdwn` must
have passed `bot.views.escaping`; all others are our own words or labels.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Block = dict[str, Any]
Element = dict[str, Any]
View = dict[str, Any]

SECTION_LIMIT = 3_000
TEXT_LIMIT = 4_000
VALUE_LIMIT = 2_000
METADATA_LIMIT = 3_000
INPUT_LIMIT = 3_000
MESSAGE_BLOCKS = 50
MODAL_BLOCKS = 100
LABEL_LIMIT = 75
TITLE_LIMIT = 24
MORE = "…"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message ready to be sent: `text` is what screen readers and notifications say."""

    text: str
    blocks: tuple[Block, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", cut(self.text, TEXT_LIMIT))
        object.__setattr__(self, "blocks", self.blocks[:MESSAGE_BLOCKS])


def cut(text: str, limit: int) -> str:
    """`text` in at most `limit` characters, cut at a word, never inside a token, and saying so."""
    if len(text) <= limit:
        return text
    return text[: _boundary(text, limit - len(MORE))].rstrip() + MORE


def chunks(text: str, *, limit: int = SECTION_LIMIT) -> list[str]:
    """`text` in pieces of at most `limit` characters: at paragraphs, else sentences, else words."""
    pieces: list[str] = []
    while len(text) > limit:
        at = _boundary(text, limit)
        pieces.append(text[:at].rstrip())
        text = text[at:].lstrip()
    return [piece for piece in (*pieces, text) if piece]


def _boundary(text: str, limit: int) -> int:
    """The best place to cut at or before `limit`; at least 1, so that cutting always advances."""
    head = text[:limit]
    for separator in ("\n\n", "\n", ". ", "! ", "? ", " "):
        at = head.rfind(separator)
        if at > limit // 2:
            return _outside_token(head, at + len(separator))
    return _outside_token(head, limit)


def _outside_token(head: str, at: int) -> int:
    """`at`, moved to the front of the link or entity that it would cut in two."""
    for opening, closing in (("<", ">"), ("&", ";")):
        start = head.rfind(opening, 0, at)
        if start > 0 and head.rfind(closing, start, at) < 0 and at - start < SECTION_LIMIT // 2:
            at = start
    return max(at, 1)


def mrkdwn(text: str) -> Element:
    """`verbatim` keeps Slack from turning @names and #names in the text into mentions."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def plain(text: str, *, limit: int = LABEL_LIMIT) -> Element:
    return {"type": "plain_text", "text": cut(text, limit), "emoji": True}


def section(text: str, *, accessory: Element | None = None) -> Block:
    block: Block = {"type": "section", "text": mrkdwn(cut(text, SECTION_LIMIT))}
    return {**block, "accessory": accessory} if accessory else block


def sections(text: str) -> list[Block]:
    """As many sections as the text needs; nothing is cut."""
    return [section(piece) for piece in chunks(text)]


def context(*texts: str) -> Block:
    return {
        "type": "context",
        "elements": [mrkdwn(cut(text, SECTION_LIMIT)) for text in texts[:10]],
    }


def divider() -> Block:
    return {"type": "divider"}


def actions(elements: Sequence[Element]) -> list[Block]:
    """A row of buttons, or nothing where there are none."""
    return [{"type": "actions", "elements": list(elements)}] if elements else []


def button(text: str, *, action: str, value: str, style: str | None = None) -> Element:
    element: Element = {
        "type": "button",
        "text": plain(text),
        "action_id": action,
        "value": value,
    }
    return {**element, "style": style} if style else element


def option(text: str, *, value: str) -> Element:
    return {"text": plain(text), "value": value}


def text_input(
    *, action: str, initial: str | None = None, multiline: bool = False, limit: int = INPUT_LIMIT
) -> Element:
    element: Element = {
        "type": "plain_text_input",
        "action_id": action,
        "multiline": multiline,
        "max_length": limit,
    }
    return {**element, "initial_value": initial[:limit]} if initial else element


def input_block(
    text: str, element: Element, *, block: str, hint: str | None = None, optional: bool = False
) -> Block:
    made: Block = {
        "type": "input",
        "block_id": block,
        "label": plain(text),
        "element": element,
        "optional": optional,
    }
    return {**made, "hint": plain(hint, limit=150)} if hint else made


def modal(
    title: str,
    blocks: Iterable[Block],
    *,
    callback: str,
    submit: str | None = None,
    close: str = "Close",
    metadata: str = "",
) -> View:
    view: View = {
        "type": "modal",
        "callback_id": callback,
        "title": plain(title, limit=TITLE_LIMIT),
        "close": plain(close, limit=TITLE_LIMIT),
        "blocks": list(blocks)[:MODAL_BLOCKS],
        "private_metadata": metadata,
    }
    return {**view, "submit": plain(submit, limit=TITLE_LIMIT)} if submit else view
