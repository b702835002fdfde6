"""One of everything in Block Kit that the page can draw, and an app that keeps what it was sent."""

from typing import Any

from playground.model import Json


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def options(*labels: str) -> list[Json]:
    return [{"text": plain(label), "value": label.lower()} for label in labels]


def button(label: str, **extra: Any) -> Json:
    return {"type": "button", "action_id": label.lower(), "text": plain(label), **extra}


CONFIRM = {
    "title": plain("Sure?"),
    "text": mrkdwn("It cannot be undone."),
    "confirm": plain("Do it"),
    "deny": plain("Leave it"),
}
RICH_TEXT = {
    "type": "rich_text",
    "elements": [
        {
            "type": "rich_text_section",
            "elements": [
                {"type": "text", "text": "rich", "style": {"bold": True}},
                {"type": "user", "user_id": "U0MAYA"},
                {"type": "emoji", "name": "tada"},
            ],
        },
        {
            "type": "rich_text_list",
            "style": "bullet",
            "elements": [
                {"type": "rich_text_section", "elements": [{"type": "text", "text": "an item"}]}
            ],
        },
    ],
}
MESSAGE: list[Json] = [
    {"type": "header", "text": plain("A header")},
    {
        "type": "section",
        "text": mrkdwn(
            "*bold* _italic_ ~gone~ `code` <https://example.com|a link> <@U0MAYA>"
            " <#C0ENGINEERING> :tada:\n&gt; quoted\n```block &lt;of&gt; code```"
            "\n<!date^1700000000^{date_num}|some day>"
        ),
        "accessory": {
            "type": "overflow",
            "action_id": "more",
            "options": options("Hide", "Show"),
        },
    },
    {"type": "section", "fields": [mrkdwn("*Left*\n1"), mrkdwn("*Right*\n2")]},
    {"type": "divider"},
    {
        "type": "actions",
        "block_id": "row",
        "elements": [
            button("Press", value="42", style="primary"),
            button("Delete", style="danger", confirm=CONFIRM),
            {
                "type": "static_select",
                "action_id": "audience",
                "placeholder": plain("For whom?"),
                "options": options("Sales", "Finance"),
            },
            {"type": "users_select", "action_id": "person", "placeholder": plain("Who?")},
        ],
    },
    {"type": "context", "elements": [mrkdwn("small print"), plain("more of it")]},
    {"type": "markdown", "text": "# Title\n- one\n- **two**\n\n[site](https://example.com)"},
    RICH_TEXT,
    {
        "type": "table",
        "rows": [
            [{"type": "raw_text", "text": "Term"}, {"type": "raw_text", "text": "Uses"}],
            [{"type": "raw_text", "text": "churn"}, {"type": "raw_number", "value": 7}],
        ],
    },
    {
        "type": "data_visualization",
        "title": "Uses by side",
        "chart": {
            "type": "pie",
            "segments": [{"label": "tech", "value": 3}, {"label": "business", "value": 9}],
        },
    },
    {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "rate",
                "positive_button": {"text": plain("Helpful"), "value": "good"},
                "negative_button": {"text": plain("Not helpful"), "value": "bad"},
            }
        ],
    },
]
FIELDS: dict[str, Json] = {
    "Term": {"type": "plain_text_input", "initial_value": "churn"},
    "Notes": {"type": "plain_text_input", "multiline": True},
    "Side": {"type": "radio_buttons", "options": options("Tech", "Business")},
    "Audiences": {"type": "checkboxes", "options": options("Sales", "Finance")},
    "Owner": {"type": "users_select"},
    "Channels": {"type": "multi_channels_select"},
    "Since": {"type": "datepicker"},
    "Count": {"type": "number_input", "is_decimal_allowed": False},
}
FORM: Json = {
    "type": "modal",
    "title": plain("All fields"),
    "submit": plain("Save"),
    "blocks": [
        {"type": "alert", "level": "info", "text": plain("Please read this.")},
        *(
            {
                "type": "input",
                "block_id": name.lower(),
                "label": plain(name),
                "hint": plain(f"Hint for {name.lower()}"),
                "element": {"action_id": "value", **element},
            }
            for name, element in FIELDS.items()
        ),
    ],
}
HOME: Json = {
    "type": "home",
    "blocks": [
        {"type": "header", "text": plain("Your Parlance")},
        {
            "type": "input",
            "block_id": "search",
            "dispatch_action": True,
            "label": plain("Search"),
            "element": {"type": "plain_text_input", "action_id": "query"},
        },
        {"type": "actions", "elements": [button("Refresh")]},
    ],
}
