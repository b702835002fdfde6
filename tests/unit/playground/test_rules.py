"""What Slack refuses, the playground refuses: a table of messages and views with Slack's code."""

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground import rules
from playground.block_kit import faults_in
from playground.errors import Refusal
from playground.model import Json


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def section(text: str = "hi", **extra: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **extra}


def button(action_id: str = "go", **extra: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain("Go"), **extra}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def text_input(**extra: Any) -> Json:
    element = {"type": "plain_text_input", "action_id": "said", **extra}
    return {"type": "input", "block_id": "said", "label": plain("Say"), "element": element}


def menu(*labels: str, **extra: Any) -> Json:
    options = [{"text": plain(label), "value": label[:150]} for label in labels]
    return {"type": "static_select", "action_id": "pick", "options": options, **extra}


def modal(*blocks: Json, **extra: Any) -> Json:
    return {"type": "modal", "title": plain("Title"), "blocks": list(blocks), **extra}


GOOD_BLOCKS = [
    section(),
    section(accessory=menu("a", "b")),
    {"type": "section", "fields": [{"type": "mrkdwn", "text": "x" * 2000}]},
    {"type": "header", "text": plain("x" * 150)},
    {"type": "divider"},
    {"type": "context", "elements": [{"type": "mrkdwn", "text": "small", "verbatim": True}]},
    actions(button(), button("other", style="primary", value="v" * 2000)),
    actions(menu("a", initial_option={"text": plain("a"), "value": "a"})),
    {"type": "markdown", "text": "**bold**"},
    {"type": "table", "rows": [[{"type": "raw_text", "text": "cell"}]]},
    {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "rate",
                "positive_button": {"text": plain("Yes"), "value": "+"},
                "negative_button": {"text": plain("No"), "value": "-"},
            }
        ],
    },
    {
        "type": "data_visualization",
        "title": "Uses",
        "chart": {"type": "pie", "segments": [{"label": "a", "value": 1}]},
    },
    {"type": "container", "title": plain("More"), "child_blocks": [section()]},
    text_input(multiline=True),
]


@pytest.mark.parametrize("block", GOOD_BLOCKS, ids=lambda block: str(block["type"]))
def test_a_well_formed_block_is_taken(block: Json) -> None:
    assert list(faults_in([block], surface="message")) == []


BAD_BLOCKS = [
    ("section without content", {"type": "section"}, "needs one of: text, fields"),
    ("empty text", section(""), "more than 0 characters"),
    ("long text", section("x" * 3001), "less than 3001 characters"),
    (
        "long field",
        {"type": "section", "fields": [{"type": "mrkdwn", "text": "x" * 2001}]},
        "less than 2001 characters",
    ),
    (
        "eleven fields",
        {"type": "section", "fields": [plain("x")] * 11},
        "no more than 10 items",
    ),
    ("long header", {"type": "header", "text": plain("x" * 151)}, "less than 151"),
    (
        "header in mrkdwn",
        {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
        "one of plain_text",
    ),
    ("context of eleven", {"type": "context", "elements": [plain("x")] * 11}, "10 items"),
    ("26 actions", actions(*(button(f"b{n}") for n in range(26))), "no more than 25 items"),
    ("no actions", actions(), "at least 1 items"),
    ("same action twice", actions(button(), button()), "`action_id` go already exists"),
    ("long button", actions(button(text=plain("x" * 76))), "less than 76 characters"),
    ("long value", actions(button(value="x" * 2001)), "less than 2001 characters"),
    ("unknown style", actions(button(style="loud")), "must be one of primary, danger"),
    ("long option", actions(menu("x" * 76)), "less than 76 characters"),
    ("101 options", actions(menu(*(str(n) for n in range(101)))), "no more than 100 items"),
    (
        "six in an overflow",
        actions({**menu(*"abcdef"), "type": "overflow"}),
        "no more than 5 items",
    ),
    ("menu without options", actions({"type": "static_select"}), "options, option_groups"),
    ("unknown block", {"type": "paragraph"}, "unsupported block type: paragraph"),
    ("unknown element", actions({"type": "slider"}), "unsupported element type: slider"),
    ("unknown property", section(colour="red"), "invalid additional property: colour"),
    ("alert in a message", {"type": "alert", "text": plain("!")}, "not available in a message"),
    ("101 rows", {"type": "table", "rows": [[{"type": "raw_text", "text": ""}]] * 101}, "100"),
    (
        "21 columns",
        {"type": "table", "rows": [[{"type": "raw_text", "text": ""}] * 21]},
        "no more than 20 items",
    ),
    (
        "emoji flag on mrkdwn",
        {"type": "section", "text": {"type": "mrkdwn", "text": "x", "emoji": True}},
        "invalid additional property: emoji",
    ),
    (
        "verbatim on plain text",
        {"type": "header", "text": {**plain("x"), "verbatim": True}},
        "invalid additional property: verbatim",
    ),
    (
        "long confirm",
        actions(
            button(
                confirm={
                    "title": plain("x" * 101),
                    "text": plain("x"),
                    "confirm": plain("x"),
                    "deny": plain("x"),
                }
            )
        ),
        "less than 101 characters",
    ),
]


@pytest.mark.parametrize(
    ("block", "sentence"), [case[1:] for case in BAD_BLOCKS], ids=[case[0] for case in BAD_BLOCKS]
)
def test_a_broken_block_is_refused_with_the_place_of_the_fault(block: Json, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        rules.check_message("text", [block])
    assert refused.value.code == "invalid_blocks"
    assert any(sentence in detail for detail in refused.value.details)
    assert "[json-pointer:/blocks/0" in refused.value.details[0]


MESSAGES = [
    ("nothing in it", None, None, "no_text"),
    ("text of 4001", "x" * 4001, None, "msg_too_long"),
    ("51 blocks", "x", [section()] * 51, "invalid_blocks"),
    ("blocks of the wrong kind", "x", {"type": "section"}, "invalid_blocks"),
    (
        "two tables",
        "x",
        [{"type": "table", "rows": [[{"type": "raw_text", "text": ""}]]}] * 2,
        "invalid_attachments",
    ),
    ("much markdown", "x", [{"type": "markdown", "text": "x" * 7000}] * 2, "msg_blocks_too_long"),
    ("same block id", "x", [section(block_id="b"), section(block_id="b")], "invalid_blocks"),
]


@pytest.mark.parametrize(
    ("text", "blocks", "code"), [case[1:] for case in MESSAGES], ids=[case[0] for case in MESSAGES]
)
def test_a_message_that_slack_refuses_is_refused(text: Any, blocks: Any, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        rules.check_message(text, blocks)
    assert refused.value.code == code


def test_fifty_blocks_and_four_thousand_characters_are_taken() -> None:
    rules.check_message("x" * 4000, [section()] * 50)


VIEWS = [
    ("title of 25", {**modal(section()), "title": plain("x" * 25)}, "less than 25"),
    ("no title", {"type": "modal", "blocks": []}, "missing required field: title"),
    ("submit of 25", modal(section(), submit=plain("x" * 25)), "less than 25"),
    ("much metadata", modal(section(), private_metadata="x" * 3001), "less than 3001"),
    ("101 blocks", modal(*[section()] * 101), "no more than 100 items"),
    ("input without submit", modal(text_input()), "`submit` must be provided"),
    ("message block", modal({"type": "markdown", "text": "x"}), "not available in a modal"),
    ("home in a modal", {"type": "home", "blocks": []}, "must be one of modal"),
    ("unknown property", modal(section(), size="big"), "invalid additional property: size"),
    ("not an object", "modal", "must provide an object"),
    (
        "two fields with focus",
        modal(
            text_input(focus_on_load=True),
            {**text_input(focus_on_load=True), "block_id": "other"},
            submit=plain("Go"),
        ),
        "only one element may have focus_on_load",
    ),
]


@pytest.mark.parametrize(
    ("view", "sentence"), [case[1:] for case in VIEWS], ids=[case[0] for case in VIEWS]
)
def test_a_view_that_slack_refuses_is_refused(view: Any, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        rules.check_view(view, home=False)
    assert refused.value.code == "invalid_arguments"
    assert any(sentence in detail for detail in refused.value.details)


def test_a_form_with_submit_and_a_home_with_an_input_are_taken() -> None:
    rules.check_view(modal(text_input(), submit=plain("Go")), home=False)
    rules.check_view({"type": "home", "blocks": [text_input()]}, home=True)


def test_missing_ids_are_filled_in_and_given_ones_kept() -> None:
    blocks = rules.with_ids(
        [section(block_id="mine"), actions({**button(), "action_id": "a"}, {"type": "button"})],
        prefix="b",
    )
    assert blocks[0]["block_id"] == "mine"
    assert blocks[1]["block_id"]
    first, second = blocks[1]["elements"]
    assert first["action_id"] == "a"
    assert second["action_id"]


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "text", "elements", "block_id", "action_id", "options"]),
            inner | st.sampled_from(["section", "actions", "input", "button", "mrkdwn"]),
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON_VALUES, st.sampled_from(["message", "modal", "home"]))
def test_any_nonsense_is_refused_and_never_breaks_the_check(value: Any, surface: str) -> None:
    for fault in faults_in(value, surface=surface):
        assert fault.startswith("[ERROR]")
    for home in (True, False):
        with contextlib.suppress(Refusal):
            rules.check_view(value, home=home)
    with contextlib.suppress(Refusal):
        rules.check_message("text", value, value)
