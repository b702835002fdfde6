"""Block Kit as Slack enforces it: which blocks and elements exist, where, and how long they may be.

Limits are those of docs.slack.dev (reference/block-kit, read 2026-11); `SURFACES` says where a
block may stand.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

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
_TYPE: Mapping[str, Check] = {"type": string(40)}


def _text(maximum: int, *kinds: str) -> Check:
    """A text object of `kinds` (both, when none is named), never empty."""
    shape = Shape(
        required={
            "type": one_of(*(kinds or ("plain_text", "mrkdwn"))),
            "text": string(maximum, minimum=1),
        },
        optional={"emoji": flag, "verbatim": flag},
    )

    def check(value: object, pointer: str) -> Iterator[str]:
        yield from shape(value, pointer)
        stranger = (
            "emoji" if isinstance(value, dict) and value.get("type") == "mrkdwn" else "verbatim"
        )
        if isinstance(value, dict) and stranger in value:
            yield fault(f"invalid additional property: {stranger}", pointer)

    return check


def _plain(maximum: int) -> Check:
    return _text(maximum, "plain_text")


_CONFIRM = Shape(
    required={"title": _plain(100), "text": _text(300), "confirm": _plain(30), "deny": _plain(30)},
    optional={"style": one_of("primary", "danger")},
)


def _option(label: Check) -> Check:
    return Shape(
        required={"text": label, "value": string(150, minimum=1)},
        optional={"description": _text(75), "url": string(3000)},
    )


_PLAIN_OPTION = _option(_plain(75))
_RICH_OPTION = _option(_text(75))
_GROUPS = items(
    Shape(required={"label": _plain(75), "options": items(_PLAIN_OPTION, maximum=100)}),
    maximum=100,
)
_OPTIONS = items(_PLAIN_OPTION, maximum=100)
OPTIONS_ANSWER = Shape(
    optional={
        "options": items(_PLAIN_OPTION, maximum=100, minimum=0),
        "option_groups": _GROUPS,
    },
    any_of=("options", "option_groups"),
)
"""What an app may answer when an external select asks for its options."""


def _element(
    required: Mapping[str, Check] | None = None,
    optional: Mapping[str, Check] | None = None,
    any_of: Sequence[str] = (),
) -> Shape:
    common: dict[str, Check] = {
        "action_id": string(255, minimum=1),
        "confirm": _CONFIRM,
        "focus_on_load": flag,
    }
    return Shape({**_TYPE, **(required or {})}, {**common, **(optional or {})}, any_of)


def _menu(extra: Mapping[str, Check], *, initial: str, multiple: bool) -> Shape:
    initials: Check = items(anything, maximum=100) if multiple else anything
    common: dict[str, Check] = {"placeholder": _plain(150), initial: initials}
    if multiple:
        common["max_selected_items"] = integer(1, 100)
    needs_options = ("options", "option_groups") if "options" in extra else ()
    return _element(optional={**common, **extra}, any_of=needs_options)


def _menus() -> Iterator[tuple[str, Shape]]:
    kinds: dict[str, tuple[str, dict[str, Check]]] = {
        "static": ("option", {"options": _OPTIONS, "option_groups": _GROUPS}),
        "external": ("option", {"min_query_length": integer(0, 300)}),
        "users": ("user", {}),
        "conversations": (
            "conversation",
            {"default_to_current_conversation": flag, "filter": anything},
        ),
        "channels": ("channel", {}),
    }
    for kind, (noun, extra) in kinds.items():
        single = (
            {**extra, "response_url_enabled": flag}
            if noun in ("conversation", "channel")
            else extra
        )
        yield f"{kind}_select", _menu(single, initial=f"initial_{noun}", multiple=False)
        yield f"multi_{kind}_select", _menu(extra, initial=f"initial_{noun}s", multiple=True)


def _field(extra: Mapping[str, Check]) -> Shape:
    common = {"placeholder": _plain(150), "dispatch_action_config": anything}
    return _element(optional={**common, **extra})


_BUTTON = _element(
    {"text": _plain(75)},
    {
        "url": string(3000),
        "value": string(2000),
        "style": one_of("primary", "danger"),
        "accessibility_label": string(75),
    },
)
_IMAGE_ELEMENT = Shape(
    {**_TYPE, "alt_text": string(2000)},
    {"image_url": string(3000, minimum=1), "slack_file": anything},
    ("image_url", "slack_file"),
)
_FEEDBACK = Shape(
    required={"text": _plain(75), "value": string(2000)},
    optional={"accessibility_label": string(75)},
)
_MENUS = dict(_menus())
_CHOICES: Mapping[str, Check] = {
    "checkboxes": _element(
        {"options": items(_RICH_OPTION, maximum=10)},
        {"initial_options": items(_RICH_OPTION, maximum=10)},
    ),
    "radio_buttons": _element(
        {"options": items(_RICH_OPTION, maximum=10)}, {"initial_option": _RICH_OPTION}
    ),
    "datepicker": _field({"initial_date": string(10)}),
    "timepicker": _field({"initial_time": string(5), "timezone": string(100)}),
    "datetimepicker": _element(optional={"initial_date_time": integer(0, 9_999_999_999)}),
}
_FIELDS: Mapping[str, Check] = {
    "plain_text_input": _field(
        {
            "initial_value": string(3000),
            "multiline": flag,
            "min_length": integer(0, 3000),
            "max_length": integer(1, 3000),
        }
    ),
    "email_text_input": _field({"initial_value": string(3000)}),
    "url_text_input": _field({"initial_value": string(3000)}),
    "number_input": _field(
        {
            "is_decimal_allowed": flag,
            "initial_value": string(40),
            "min_value": string(40),
            "max_value": string(40),
        }
    ),
    "rich_text_input": _field({"initial_value": anything}),
    "file_input": _element(
        optional={"filetypes": items(string(20), maximum=50), "max_files": integer(1, 10)}
    ),
}
_ACTIONS: Mapping[str, Check] = {
    "button": _BUTTON,
    "workflow_button": _element({"text": _plain(75), "workflow": anything}),
    "overflow": _element({"options": items(_PLAIN_OPTION, maximum=5)}),
    **_CHOICES,
    **_MENUS,
}
_CONTEXT_ACTIONS: Mapping[str, Check] = {
    "feedback_buttons": _element({"positive_button": _FEEDBACK, "negative_button": _FEEDBACK}),
    "icon_button": _element(
        {"icon": string(40), "text": _plain(75)},
        {
            "value": string(2000),
            "accessibility_label": string(75),
            "visible_to_user_ids": items(string(20), maximum=100),
        },
    ),
}
_RICH_TEXT = by_type(
    dict.fromkeys(
        ("rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"),
        anything,
    ),
    what="rich text element",
)
_CELL = by_type(
    {
        "raw_text": Shape({**_TYPE, "text": string(3000)}),
        "raw_number": Shape({**_TYPE, "value": anything}, {"text": string(3000)}),
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
        {**_TYPE, **(required or {})},
        {"block_id": string(255, minimum=1), **(optional or {})},
        any_of,
    )


def _elements(kinds: Mapping[str, Check], maximum: int) -> Check:
    return items(by_type(kinds, what="element"), maximum=maximum)


_CARD = _block(
    optional={
        "hero_image": _IMAGE_ELEMENT,
        "icon": _IMAGE_ELEMENT,
        "title": _text(150),
        "subtitle": _text(150),
        "body": _text(200),
        "actions": _elements({"button": _BUTTON}, 5),
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
            "text": _text(3000),
            "fields": items(_text(2000), maximum=10),
            "accessory": by_type({**_ACTIONS, "image": _IMAGE_ELEMENT}, what="element"),
            "expand": flag,
        },
        any_of=("text", "fields"),
    ),
    "divider": _block(),
    "header": _block({"text": _plain(150)}, {"level": integer(1, 6)}),
    "context": _block(
        {
            "elements": _elements(
                {"image": _IMAGE_ELEMENT, "plain_text": _text(3000), "mrkdwn": _text(3000)}, 10
            )
        }
    ),
    "actions": _block({"elements": _elements(_ACTIONS, 25)}),
    "context_actions": _block({"elements": _elements(_CONTEXT_ACTIONS, 5)}),
    "input": _block(
        {
            "label": _plain(2000),
            "element": by_type({**_FIELDS, **_CHOICES, **_MENUS}, what="element"),
        },
        {"hint": _plain(2000), "optional": flag, "dispatch_action": flag},
    ),
    "image": _block(
        {"alt_text": string(2000)},
        {"image_url": string(3000, minimum=1), "slack_file": anything, "title": _plain(2000)},
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
        {"text": _text(3000)},
        {"level": one_of("default", "info", "warning", "error", "success")},
    ),
    "card": _CARD,
    "carousel": _block({"elements": items(_CARD, maximum=10)}),
    "plan": _block({"title": string(255)}, {"tasks": items(_TASK, maximum=50)}),
    "task_card": _TASK,
    "video": _block(
        {
            "alt_text": string(2000),
            "title": _plain(200),
            "thumbnail_url": string(3000),
            "video_url": string(3000),
        },
        {
            "author_name": string(50),
            "description": _plain(200),
            "provider_icon_url": string(3000),
            "provider_name": string(50),
            "title_url": string(3000),
        },
    ),
}
_BLOCKS["container"] = _block(
    {"child_blocks": items(by_type(dict(_BLOCKS), what="block"), maximum=10)},
    {
        "title": _text(150),
        "rich_text_title": anything,
        "subtitle": _text(150),
        "width": one_of("narrow", "standard", "wide", "full"),
        "icon": _IMAGE_ELEMENT,
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
    for number, block in enumerate(blocks):
        where = f"{pointer}/{number}"
        yield from _BLOCK(block, where)
        if isinstance(block, dict):
            yield from _surface_faults(block, surface, where)
            yield from _duplicate_actions(block, where)
    yield from _duplicate_block_ids(blocks, pointer)


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
    usable = {*_ACTIONS, *_FIELDS, *_CONTEXT_ACTIONS}
    return [element for element in found if element.get("type") in usable]


def _duplicate_actions(block: Json, pointer: str) -> Iterator[str]:
    counts = Counter(
        element["action_id"] for element in elements_in(block) if "action_id" in element
    )
    for action_id, count in counts.items():
        if count > 1:
            yield fault(f"`action_id` {action_id} already exists in this block", pointer)


def _duplicate_block_ids(blocks: list[object], pointer: str) -> Iterator[str]:
    counts = Counter(
        block["block_id"] for block in blocks if isinstance(block, dict) and "block_id" in block
    )
    for block_id, count in counts.items():
        if count > 1:
            yield fault(f"block_id {block_id} already exists", pointer)
