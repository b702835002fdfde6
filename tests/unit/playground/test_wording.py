"""How typed text becomes Slack's markup, and which mentions would notify somebody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.model import Json
from playground.wording import encode_typed, escape, pings_in, readable

PEOPLE = {"maya": "U0MAYA"}
CHANNELS = {"engineering": "C0ENG"}


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("a < b && c > d", "a &lt; b &amp;&amp; c &gt; d"),
        ("ask @Maya, please", "ask <@U0MAYA>, please"),
        ("ask @maya.", "ask <@U0MAYA>."),
        ("nobody is @john", "nobody is @john"),
        ("mail me@maya.example", "mail <mailto:me@maya.example|me@maya.example>"),
        ("see #engineering and #nowhere", "see <#C0ENG|engineering> and #nowhere"),
        ("https://example.com/a?b=1&c=2.", "<https://example.com/a?b=1&amp;c=2>."),
        ("(https://example.com)", "(<https://example.com>)"),
        ("@here and @channel", "<!here> and <!channel>"),
        ("run `@maya < 3` now", "run `@maya &lt; 3` now"),
        ("```\n@maya https://x.example\n```", "```\n@maya https://x.example\n```"),
        ("<!channel>", "&lt;!channel&gt;"),
    ],
)
def test_typed_text_is_sent_as_slack_sends_it(typed: str, sent: str) -> None:
    assert encode_typed(typed, people=PEOPLE, channels=CHANNELS) == sent


def test_commands_carry_labels_in_mentions() -> None:
    encoded = encode_typed("ask @Maya", people=PEOPLE, channels=CHANNELS, labelled=True)
    assert encoded == "ask <@U0MAYA|maya>"


@given(st.text())
def test_nothing_typed_can_make_markup_of_its_own(text: str) -> None:
    """Whatever stands in angle brackets was put there by us, for somebody who exists."""
    encoded = encode_typed(text, people={}, channels={})
    assert "<@" not in encoded
    assert "<#" not in encoded


@given(st.text(alphabet="<>&!@aU0|"))
def test_escaping_leaves_no_way_to_ping(text: str) -> None:
    assert pings_in(escape(text), []) == set()


def mrkdwn(text: str) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


@pytest.mark.parametrize(
    ("text", "blocks", "found"),
    [
        ("hello", [], set()),
        ("hi <@U0TOM>", [], {"U0TOM"}),
        ("<!channel> <!here|here> <!subteam^S01|team>", [], {"channel", "here", "S01"}),
        ("plain", [mrkdwn("for <@U0TOM|tom>")], {"U0TOM"}),
        ("plain", [{"type": "section", "text": {"type": "plain_text", "text": "<!here>"}}], set()),
        ("&lt;!channel&gt;", [mrkdwn("&lt;@U0TOM&gt;")], set()),
        ("x", [{"type": "markdown", "text": "<!everyone>"}], {"everyone"}),
        (
            "x",
            [{"type": "actions", "elements": [{"type": "button", "value": "<!here>"}]}],
            set(),
        ),
        (
            "x",
            [
                {
                    "type": "rich_text",
                    "elements": [
                        {
                            "type": "rich_text_section",
                            "elements": [
                                {"type": "user", "user_id": "U1"},
                                {"type": "broadcast", "range": "channel"},
                                {"type": "text", "text": "<!here>"},
                            ],
                        }
                    ],
                }
            ],
            {"U1", "channel"},
        ),
    ],
)
def test_pings_are_found_where_slack_would_notify(
    text: str, blocks: list[Json], found: set[str]
) -> None:
    assert pings_in(text, blocks) == found


def test_attachments_can_ping_too() -> None:
    assert pings_in("", [], attachments=[{"text": "<@U0TOM>"}]) == {"U0TOM"}


def test_what_can_be_read_is_the_blocks_or_else_the_text() -> None:
    assert readable("fallback", [mrkdwn("first"), mrkdwn("second")]) == "first\nsecond"
    assert readable("fallback", []) == "fallback"
