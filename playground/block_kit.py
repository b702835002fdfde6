"""Block Kit as Slack enforces it: which blocks and elements exist, where, and how long they may be.

Limits are those of docs.slack.dev (reference/block-kit, read 2026-11); `SURFACES` says where a
block may stand.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from playground.block_elements import (
    ACTIONS,
    BUTTON,
    CHOICES,
    CONTEXT_ACTIONS,
    FIELDS,
    IMAGE,
    MENUS,
    TYPE,
    plain,
    text,
)
from playground.grammar import (
    Check,
    Shape,
    anything,
    by_type,
    fault,
    flag,
    integer,
    items,
    one_of,
    string,
)
from playground.model import Json

MESSAGE, MODAL, HOME = "message", "modal", "home"
_EVERYWHERE = frozenset({MESSAGE, MODAL, HOME})
_RICH_TEXT = by_type(
    dict.fromkeys(
        ("rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"),
        anything,
    ),
    what="rich text element",
)
_CELL = by_type(
    {
        "raw_text": Shape({**TYPE, "text": string(3000)}),
        "raw_number": Shape({**TYPE, "value": anything}, {"text": string(3000)}),
        "rich_text": anything,
    },
    what="cell",
)


def _block(
    required: Mapping[str, Check] | None = None,
    optional: Mapping[str, Check] | None = None,
    any_of: Sequence[str] = (),
) -> Shape:
    return Shape(
        {**TYPE, **(required or {})},
        {"block_id": string(255, minimum=1), **(optional or {})},
        any_of,
    )


def _elements(kinds: Mapping[str, Check], maximum: int) -> Check:
    return items(by_type(kinds, what="element"), maximum=maximum)


_CARD = _block(
    optional={
        "hero_image": IMAGE,
        "icon": IMAGE,
        "title": text(150),
        "subtitle": text(150),
        "body": text(200),
        "actions": _elements({"button": BUTTON}, 5),
    },
    any_of=("hero_image", "title", "actions", "body"),
)
_TASK = _block(
    {
        "task_id": string(255),
        "title": string(255),
        "status": one_of("pending", "in_progress", "complete", "error"),
    },
    {"details": anything, "output": anything, "sources": anything},
)
_SERIES = Shape(
    {
        "type": one_of("bar", "area", "line"),
        "series": items(anything, maximum=6),
        "axis_config": anything,
    }
)
_CHARTS: Mapping[str, Check] = {
    "pie": Shape({"type": one_of("pie"), "segments": items(anything, maximum=6)}),
    **dict.fromkeys(("bar", "area", "line"), _SERIES),
}
_BLOCKS: dict[str, Check] = {
    "section": _block(
        optional={
            "text": text(3000),
            "fields": items(text(2000), maximum=10),
            "accessory": by_type({**ACTIONS, "image": IMAGE}, what="element"),
            "expand": flag,
        },
        any_of=("text", "fields"),
    ),
    "divider": _block(),
    "header": _block({"text": plain(150)}, {"level": integer(1, 6)}),
    "context": _block(
        {
            "elements": _elements(
                {"image": IMAGE, "plain_text": text(3000), "mrkdwn": text(3000)}, 10
            )
        }
    ),
    "actions": _block({"elements": _elements(ACTIONS, 25)}),
    "context_actions": _block({"elements": _elements(CONTEXT_ACTIONS, 5)}),
    "input": _block(
        {
            "label": plain(2000),
            "element": by_type({**FIELDS, **CHOICES, **MENUS}, what="element"),
        },
        {"hint": plain(2000), "optional": flag, "dispatch_action": flag},
    ),
    "image": _block(
        {"alt_text": string(2000)},
        {"image_url": string(3000, minimum=1), "slack_file": anything, "title": plain(2000)},
        ("image_url", "slack_file"),
    ),
    "markdown": _block({"text": string(12_000, minimum=1)}),
    "rich_text": _block({"elements": items(_RICH_TEXT, maximum=100)}),
    "table": _block(
        {"rows": items(items(_CELL, maximum=20), maximum=100)},
        {"column_settings": items(anything, maximum=20)},
    ),
    "data_table": _block(
        {"rows": items(items(_CELL, maximum=20), minimum=2, maximum=101), "caption": string(255)},
        {"page_size": integer(1, 100), "row_header_column_index": integer(0, 19)},
    ),
    "data_visualization": _block(
        {"title": string(50, minimum=1), "chart": by_type(_CHARTS, what="chart")}
    ),
    "alert": _block(
        {"text": text(3000)},
        {"level": one_of("default", "info", "warning", "error", "success")},
    ),
    "card": _CARD,
    "carousel": _block({"elements": items(_CARD, maximum=10)}),
    "plan": _block({"title": string(255)}, {"tasks": items(_TASK, maximum=50)}),
    "task_card": _TASK,
    "video": _block(
        {
            "alt_text": string(2000),
            "title": plain(200),
            "thumbnail_url": string(3000),
            "video_url": string(3000),
        },
        {
            "author_name": string(50),
            "description": plain(200),
            "provider_icon_url": string(3000),
            "provider_name": string(50),
            "title_url": string(3000),
        },
    ),
}
_BLOCKS["container"] = _block(
    {"child_blocks": items(by_type(dict(_BLOCKS), what="block"), maximum=10)},
    {
        "title": text(150),
        "rich_text_title": anything,
        "subtitle": text(150),
        "width": one_of("narrow", "standard", "wide", "full"),
        "icon": IMAGE,
        "is_collapsible": flag,
        "default_collapsed": flag,
        "has_header_divider": flag,
    },
    ("title", "rich_text_title"),
)
_BLOCK = by_type(_BLOCKS, what="block")

SURFACES: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(_BLOCKS, _EVERYWHERE),
    **dict.fromkeys(
        (
            "markdown",
            "table",
            "data_table",
            "data_visualization",
            "context_actions",
            "container",
            "card",
            "carousel",
            "plan",
            "task_card",
        ),
        frozenset({MESSAGE}),
    ),
    "alert": frozenset({MODAL}),
}


def faults_in(blocks: object, *, surface: str, pointer: str = "/blocks") -> Iterator[str]:
    """One sentence per fault of a list of blocks that is to stand on `surface`."""
    if not isinstance(blocks, list):
        yield fault("must provide an array", pointer)
        return
    sound = []
    for number, block in enumerate(blocks):
        where = f"{pointer}/{number}"
        faults = list(_BLOCK(block, where))
        yield from faults
        if isinstance(block, dict):
            yield from _surface_faults(block, surface, where)
        if not faults:
            sound.append(block)
            yield from _duplicate_actions(block, where)
    yield from _duplicate_block_ids(sound, pointer)


def _surface_faults(block: Json, surface: str, pointer: str) -> Iterator[str]:
    kind = block.get("type")
    allowed = SURFACES.get(kind) if isinstance(kind, str) else None
    if allowed is not None and surface not in allowed:
        yield fault(f"block type {kind} is not available in a {surface}", pointer)


def elements_in(block: Json) -> list[Json]:
    """The elements of a block that a person can use, in order; those of nested blocks too."""
    found: list[Json] = []
    for key in ("accessory", "element"):
        if isinstance(block.get(key), dict):
            found.append(block[key])
    for key in ("elements", "actions", "child_blocks"):
        for item in block.get(key) or ():
            if isinstance(item, dict):
                found.extend(elements_in(item) if key == "child_blocks" else [item])
                found.extend(elements_in(item) if item.get("type") == "card" else [])
    usable = {*ACTIONS, *FIELDS, *CONTEXT_ACTIONS}
    return [element for element in found if element.get("type") in usable]


def _duplicate_actions(block: Json, pointer: str) -> Iterator[str]:
    counts = Counter(
        element["action_id"] for element in elements_in(block) if element.get("action_id")
    )
    for action_id, count in counts.items():
        if count > 1:
            yield fault(f"`action_id` {action_id} already exists in this block", pointer)


def _duplicate_block_ids(blocks: list[Json], pointer: str) -> Iterator[str]:
    counts = Counter(block["block_id"] for block in blocks if block.get("block_id"))
    for block_id, count in counts.items():
        if count > 1:
            yield fault(f"block_id {block_id} already exists", pointer)
