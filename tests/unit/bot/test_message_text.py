"""The words of messages by people, bots and apps."""

from typing import Any

import pytest

from bot.listeners.message_text import text_of


def rich(*elements: dict[str, Any]) -> dict[str, Any]:
    section = {"type": "rich_text_section", "elements": list(elements)}
    return {"type": "rich_text", "elements": [section]}


SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "*p95* is 2 s"}}
MESSAGES: list[tuple[str, dict[str, Any], str]] = [
    ("a person's words", {"text": "hi &amp; bye", "user": "U1"}, "hi &amp; bye"),
    (
        "a person's words, not their rich copy",
        {"text": "hi", "user": "U1", "blocks": [rich({"type": "text", "text": "hi"})]},
        "hi",
    ),
    (
        "not the preview of a link",
        {"text": "<https://a.example>", "attachments": [{"text": "preview", "from_url": "x"}]},
        "<https://a.example>",
    ),
    (
        "a message that a person passed on",
        {"text": "see", "attachments": [{"is_share": True, "text": "latency is up"}]},
        "see\nlatency is up",
    ),
    (
        "an app's blocks rather than its short text",
        {
            "bot_id": "B1",
            "text": "Alert",
            "blocks": [
                {"type": "header", "text": {"type": "plain_text", "text": "Alert: checkout"}},
                SECTION,
                {"type": "actions", "elements": [{"type": "button", "text": {"text": "Ack"}}]},
                {"type": "context", "elements": [{"type": "mrkdwn", "text": "by monitoring"}]},
            ],
        },
        "Alert: checkout\n*p95* is 2 s\nby monitoring",
    ),
    (
        "fields of a section",
        {
            "bot_id": "B1",
            "text": "",
            "blocks": [
                {"type": "section", "fields": [{"type": "mrkdwn", "text": "SLA"}, {"text": "99%"}]}
            ],
        },
        "SLA\n99%",
    ),
    (
        "an app's text where it says more than its blocks",
        {"bot_id": "B1", "text": "a long text about latency", "blocks": [{"type": "divider"}]},
        "a long text about latency",
    ),
    (
        "attachments of the old kind",
        {
            "bot_id": "B1",
            "text": "",
            "attachments": [
                {
                    "pretext": "Build failed",
                    "title": "CI",
                    "text": "unit tests",
                    "fields": [{"title": "Branch", "value": "main"}],
                    "fallback": "not this",
                },
                {"fallback": "only this"},
            ],
        },
        "Build failed\nCI\nunit tests\nBranch: main\nonly this",
    ),
    (
        "rich text in Slack's markup",
        {
            "bot_id": "B1",
            "text": "",
            "blocks": [
                rich(
                    {"type": "text", "text": "run "},
                    {"type": "text", "text": "a < b", "style": {"code": True}},
                    {"type": "text", "text": " & ask "},
                    {"type": "user", "user_id": "U1"},
                    {"type": "emoji", "name": "tada"},
                    {"type": "link", "url": "https://a.example", "text": "docs"},
                    {"type": "channel", "channel_id": "C1"},
                    {"type": "broadcast", "range": "here"},
                )
            ],
        },
        "run `a &lt; b` &amp; ask <@U1>:tada:<https://a.example|docs><#C1><!here>",
    ),
    ("nothing", {"user": "U1", "files": [{"id": "F1"}]}, ""),
]


@pytest.mark.parametrize(
    ("message", "text"), [case[1:] for case in MESSAGES], ids=[case[0] for case in MESSAGES]
)
def test_the_words_are(message: dict[str, Any], text: str) -> None:
    assert text_of(message) == text


def test_a_list_and_preformatted_text_keep_their_shape() -> None:
    items = [
        {"type": "rich_text_section", "elements": [{"type": "text", "text": word}]}
        for word in ("one", "two")
    ]
    blocks = [
        {
            "type": "rich_text",
            "elements": [
                {"type": "rich_text_list", "elements": items},
                {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "ls"}]},
            ],
        }
    ]
    assert text_of({"bot_id": "B1", "blocks": blocks}) == "• one\n• two\n```ls```"
