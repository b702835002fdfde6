"""The parts of Block Kit that stand inside blocks: texts, options, buttons, menus, fields.

Limits are those of docs.slack.dev (reference/block-kit, read 2026-11).
"""

from collections.abc import Iterator, Mapping, Sequence

from playground.grammar import Check, Shape, anything, fault, flag, integer, items, one_of, string

TYPE: Mapping[str, Check] = {"type": string(40)}


def text(maximum: int, *kinds: str) -> Check:
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


def plain(maximum: int) -> Check:
    return text(maximum, "plain_text")


_CONFIRM = Shape(
    required={"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    optional={"style": one_of("primary", "danger")},
)


def _option(label: Check) -> Check:
    return Shape(
        required={"text": label, "value": string(150, minimum=1)},
        optional={"description": text(75), "url": string(3000)},
    )


_PLAIN_OPTION = _option(plain(75))
_RICH_OPTION = _option(text(75))
_GROUPS = items(
    Shape(required={"label": plain(75), "options": items(_PLAIN_OPTION, maximum=100)}),
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
    return Shape({**TYPE, **(required or {})}, {**common, **(optional or {})}, any_of)


def _menu(extra: Mapping[str, Check], *, initial: str, multiple: bool) -> Shape:
    initials: Check = items(anything, maximum=100) if multiple else anything
    common: dict[str, Check] = {"placeholder": plain(150), initial: initials}
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
    common = {"placeholder": plain(150), "dispatch_action_config": anything}
    return _element(optional={**common, **extra})


BUTTON = _element(
    {"text": plain(75)},
    {
        "url": string(3000),
        "value": string(2000),
        "style": one_of("primary", "danger"),
        "accessibility_label": string(75),
    },
)
IMAGE = Shape(
    {**TYPE, "alt_text": string(2000)},
    {"image_url": string(3000, minimum=1), "slack_file": anything},
    ("image_url", "slack_file"),
)
_FEEDBACK = Shape(
    required={"text": plain(75), "value": string(2000)},
    optional={"accessibility_label": string(75)},
)
MENUS = dict(_menus())
CHOICES: Mapping[str, Check] = {
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
FIELDS: Mapping[str, Check] = {
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
ACTIONS: Mapping[str, Check] = {
    "button": BUTTON,
    "workflow_button": _element({"text": plain(75), "workflow": anything}),
    "overflow": _element({"options": items(_PLAIN_OPTION, maximum=5)}),
    **CHOICES,
    **MENUS,
}
CONTEXT_ACTIONS: Mapping[str, Check] = {
    "feedback_buttons": _element({"positive_button": _FEEDBACK, "negative_button": _FEEDBACK}),
    "icon_button": _element(
        {"icon": string(40), "text": plain(75)},
        {
            "value": string(2000),
            "accessibility_label": string(75),
            "visible_to_user_ids": items(string(20), maximum=100),
        },
    ),
}
