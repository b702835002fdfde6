"""What Slack refuses, as one function per thing that an app sends. All raise `Refusal`.

Counts and lengths are Slack's documented limits. Slack truncates a top-level text only beyond
40,000 characters but asks for 4,000; the playground is the stricter one and refuses there.
"""

import itertools
from collections.abc import Mapping

from playground.block_kit import HOME, MESSAGE, MODAL, elements_in, faults_in
from playground.errors import Refusal
from playground.grammar import Check, Shape, anything, fault, flag, one_of, string
from playground.model import Json

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_TEXT = 4000
MARKDOWN_TEXT = 12_000
MODAL_STACK = 3

_PLAIN_24: Check = Shape(
    {"type": one_of("plain_text"), "text": string(24, minimum=1)}, {"emoji": flag}
)
_VIEW_COMMON: Mapping[str, Check] = {
    "private_metadata": string(3000),
    "callback_id": string(255),
    "external_id": string(255),
}
_VIEWS: Mapping[str, Shape] = {
    MODAL: Shape(
        {"type": one_of(MODAL), "title": _PLAIN_24, "blocks": anything},
        {
            **_VIEW_COMMON,
            "submit": _PLAIN_24,
            "close": _PLAIN_24,
            "clear_on_close": flag,
            "notify_on_close": flag,
            "submit_disabled": flag,
        },
    ),
    HOME: Shape({"type": one_of(HOME), "blocks": anything}, _VIEW_COMMON),
}
_TABLES = ("table", "data_table")


def check_message(
    text: object, blocks: object, attachments: object = None, *, files: bool = False
) -> None:
    """Refuse a message that Slack would refuse: nothing in it, too long, or broken blocks."""
    if text is not None and not isinstance(text, str):
        raise Refusal("invalid_arguments", "[ERROR] text must be a string")
    if not (text or blocks or attachments or files):
        raise Refusal("no_text")
    if isinstance(text, str) and len(text) > MESSAGE_TEXT:
        raise Refusal("msg_too_long", f"text has {len(text)} characters")
    if blocks:
        _check_message_blocks(blocks)
    _check_attachments(attachments)


def _check_message_blocks(blocks: object) -> None:
    if isinstance(blocks, list) and len(blocks) > MESSAGE_BLOCKS:
        _refuse_blocks(fault(f"no more than {MESSAGE_BLOCKS} items allowed", "/blocks"))
    _refuse_blocks(*faults_in(blocks, surface=MESSAGE))
    checked: list[Json] = blocks if isinstance(blocks, list) else []
    markdown = sum(len(block["text"]) for block in checked if block["type"] == "markdown")
    if markdown > MARKDOWN_TEXT:
        raise Refusal("msg_blocks_too_long", f"markdown blocks have {markdown} characters")
    if sum(block["type"] in _TABLES for block in checked) > 1:
        raise Refusal("invalid_attachments", "only_one_table_allowed")


def _check_attachments(attachments: object) -> None:
    if not attachments:
        return
    if not isinstance(attachments, list) or len(attachments) > 100:
        raise Refusal("invalid_attachments")
    for attachment in attachments:
        if not isinstance(attachment, dict):
            raise Refusal("invalid_attachments")
        if attachment.get("blocks"):
            _check_message_blocks(attachment["blocks"])


def _refuse_blocks(*sentences: str) -> None:
    if sentences:
        raise Refusal("invalid_blocks", *sentences)


def check_view(view: object, *, home: bool) -> None:
    """Refuse a modal (or home tab) that Slack would refuse."""
    if not isinstance(view, dict):
        raise Refusal("invalid_arguments", fault("must provide an object", "/view"))
    kind = HOME if home else MODAL
    sentences = [*_VIEWS[kind](view, "/view")]
    blocks = view.get("blocks")
    if isinstance(blocks, list) and len(blocks) > VIEW_BLOCKS:
        sentences.append(fault(f"no more than {VIEW_BLOCKS} items allowed", "/view/blocks"))
    sentences.extend(faults_in(blocks, surface=kind, pointer="/view/blocks"))
    if not sentences:
        sentences.extend(_form_faults(view, home=home))
    if sentences:
        raise Refusal("invalid_arguments", *sentences)


def _form_faults(view: Json, *, home: bool) -> list[str]:
    inputs = [block for block in view["blocks"] if block["type"] == "input"]
    elements = [element for block in view["blocks"] for element in elements_in(block)]
    faults = []
    if inputs and not home and not view.get("submit"):
        faults.append(fault("`submit` must be provided if there are input blocks", "/view"))
    if sum(bool(element.get("focus_on_load")) for element in elements) > 1:
        faults.append(fault("only one element may have focus_on_load", "/view/blocks"))
    return faults


def with_ids(blocks: object, *, prefix: str) -> tuple[Json, ...]:
    """The blocks with the block and action ids that Slack fills in where an app left them out."""
    numbers = itertools.count(1)
    return tuple(
        _with_ids(block, prefix, numbers) for block in (blocks if isinstance(blocks, list) else [])
    )


def _with_ids(block: Json, prefix: str, numbers: "itertools.count[int]") -> Json:
    filled = {**block, "block_id": block.get("block_id") or f"{prefix}{next(numbers)}"}
    usable = {id(element) for element in elements_in(block)}
    for key in ("accessory", "element"):
        if id(block.get(key)) in usable:
            filled[key] = _with_action_id(block[key], prefix, numbers)
    for key in ("elements", "actions"):
        if isinstance(block.get(key), list):
            filled[key] = [
                _with_action_id(item, prefix, numbers) if id(item) in usable else item
                for item in block[key]
            ]
    if "child_blocks" in block:
        filled["child_blocks"] = [_with_ids(b, prefix, numbers) for b in block["child_blocks"]]
    return filled


def _with_action_id(element: Json, prefix: str, numbers: "itertools.count[int]") -> Json:
    return {**element, "action_id": element.get("action_id") or f"{prefix}{next(numbers)}"}
