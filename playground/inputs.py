"""What people do to the fields and buttons of a view or message, as Slack reports it to the app."""

from collections.abc import Iterable, Iterator, Mapping

from playground.block_kit import elements_in
from playground.errors import ImpossibleAct
from playground.model import Json

_VALUE_FIELDS = frozenset(
    {"plain_text_input", "email_text_input", "url_text_input", "number_input"}
)
_PICKERS: Mapping[str, tuple[str, str]] = {
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "users_select": ("selected_user", "initial_user"),
    "channels_select": ("selected_channel", "initial_channel"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "file_input": ("files", "initial_files"),
}
_ONE_OPTION = frozenset({"static_select", "external_select", "radio_buttons", "overflow"})
_MANY_OPTIONS = frozenset({"multi_static_select", "multi_external_select", "checkboxes"})
_BUTTONS = frozenset({"button", "workflow_button", "icon_button", "feedback_buttons"})

State = dict[str, dict[str, Json]]
"""Slack's `state.values`: what stands in each field, by block id and action id."""


def stateful_elements(blocks: Iterable[Json]) -> Iterator[tuple[Json, Json]]:
    """Each (block, element) whose content Slack reports in `state.values`."""
    for block, element in located_elements(blocks):
        if element["type"] not in _BUTTONS and element["type"] != "overflow":
            yield block, element


def located_elements(blocks: Iterable[Json]) -> Iterator[tuple[Json, Json]]:
    """Each (block, element) that a person can use; nested blocks count as blocks of their own."""
    for block in blocks:
        children = block.get("child_blocks", ())
        yield from located_elements(children)
        nested = {id(element) for _, element in located_elements(children)}
        for element in elements_in(block):
            if id(element) not in nested:
                yield block, element


def initial(element: Json) -> Json:
    """The state of a field that nobody has touched."""
    kind = str(element["type"])
    if kind in _VALUE_FIELDS:
        return {"type": kind, "value": element.get("initial_value")}
    if kind in _ONE_OPTION:
        return {"type": kind, "selected_option": element.get("initial_option")}
    if kind in _MANY_OPTIONS:
        return {"type": kind, "selected_options": element.get("initial_options") or []}
    selected, start = _PICKERS[kind]
    empty: object = [] if kind.startswith("multi_") or kind == "file_input" else None
    return {"type": kind, selected: element.get(start, empty)}


def filled(element: Json, value: object) -> Json:
    """The state of a field after a person put `value` there.

    For menus `value` is an option's value or label (a list of them where several may be chosen).
    """
    kind = str(element["type"])
    if kind in _VALUE_FIELDS:
        return {"type": kind, "value": None if value in (None, "") else str(value)}
    if kind in _ONE_OPTION:
        return {"type": kind, "selected_option": None if value is None else option(element, value)}
    if kind in _MANY_OPTIONS:
        chosen = value if isinstance(value, list | tuple) else [value]
        return {"type": kind, "selected_options": [option(element, item) for item in chosen]}
    selected, _ = _PICKERS[kind]
    return {"type": kind, selected: value}


def option(element: Json, value: object) -> Json:
    """The option of a menu that has this value or label; an external menu takes a whole option."""
    if isinstance(value, dict):
        return value
    groups = element.get("option_groups") or ()
    options = [*(element.get("options") or ()), *(o for g in groups for o in g["options"])]
    for candidate in options:
        if value in (candidate["value"], candidate["text"]["text"]):
            return dict(candidate)
    raise ImpossibleAct(f"{element['action_id']} has no option {value!r}")


def state_of(blocks: Iterable[Json], entered: Mapping[str, object]) -> State:
    """`state.values` of a form in which a person entered something.

    `entered` maps a block id, an action id or `block/action` to a value. Fields not named keep
    what they began with.
    """
    state: State = {}
    unused = set(entered)
    for block, element in stateful_elements(blocks):
        block_id, action_id = block["block_id"], element["action_id"]
        keys = (block_id, action_id, f"{block_id}/{action_id}")
        key = next((key for key in keys if key in entered), None)
        unused -= set(keys)
        content = initial(element) if key is None else filled(element, entered[key])
        state.setdefault(block_id, {})[action_id] = content
    if unused:
        raise ImpossibleAct(f"no field is called {', '.join(sorted(unused))}")
    return state


def missing_or_wrong(blocks: Iterable[Json], state: State) -> dict[str, str]:
    """What Slack's own window says beside a field before it sends a form, by block id."""
    complaints: dict[str, str] = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        content = _content(state[block["block_id"]][element["action_id"]])
        if content in (None, "", []):
            if not block.get("optional"):
                complaints[block["block_id"]] = "Please complete this required field."
        elif element["type"] == "plain_text_input":
            complaints.update(_length_complaint(block["block_id"], element, str(content)))
    return complaints


def _content(state: Json) -> object:
    return next((value for key, value in state.items() if key != "type"), None)


def _length_complaint(block_id: str, element: Json, content: str) -> dict[str, str]:
    low, high = element.get("min_length", 0), element.get("max_length", 3000)
    if len(content) > high:
        return {block_id: f"Please use {high} characters or fewer."}
    if len(content) < low:
        return {block_id: f"Please use {low} characters or more."}
    return {}


def act_on(block: Json, element: Json, value: object) -> Json:
    """The entry of `actions` in a block_actions payload, without its time.

    `value` picks an option, fills a field, or says which of the feedback buttons was pressed.
    """
    kind = str(element["type"])
    action = {"type": kind, "block_id": block["block_id"], "action_id": element["action_id"]}
    if kind == "feedback_buttons":
        sides = (element["positive_button"], element["negative_button"])
        pressed = [s for s in sides if value in (s["value"], s["text"]["text"])]
        if not pressed:
            raise ImpossibleAct(f"{element['action_id']} has no button {value!r}")
        return {**action, "text": pressed[0]["text"], "value": pressed[0]["value"]}
    if kind in _BUTTONS:
        given = ("text", "value", "style", "icon")
        return {**action, **{key: part for key, part in element.items() if key in given}}
    return {**action, **filled(element, value)}
