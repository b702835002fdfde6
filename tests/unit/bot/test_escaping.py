"""No output can ping anybody, and everything else reads as it was meant."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views import escaping
from translators.models import Markup

TRAPS = (
    "<!channel>",
    "<!here>",
    "<!everyone>",
    "<!here|here>",
    "<@U024BE7LH>",
    "<@U024BE7LH|dan>",
    "<!subteam^S012AB|@team>",
    "<!subteam^S012AB>",
    "&lt;!channel&gt;",
    "&amp;lt;!channel&amp;gt;",
    "@channel",
    "@here",
    "<https://evil.example|https://bank.example>",
    "<https://x.example|<!channel>>",
    "<<!channel>>",
    "<@U1<@U2>>",
    "<!date^1392734382^{date}|<!here>>",
    "<#C024BE7LR|general>",
    "<",
    ">",
    "&",
    "|",
)
PINGS = re.compile(r"<[@!]|<#(?![CG][A-Z0-9]+>)|(?<!\w)@(?:channel|here|everyone)\b")

trapped = st.lists(st.sampled_from(TRAPS) | st.text(max_size=8), max_size=12).map("".join)


def assert_harmless(shown: str) -> None:
    assert not PINGS.search(shown), shown


@given(trapped, st.sampled_from(Markup))
def test_no_text_can_ping_whatever_is_in_it(text: str, markup: Markup) -> None:
    assert_harmless(escaping.safe(text, markup=markup))


@given(trapped, trapped)
def test_no_display_name_can_ping(name: str, text: str) -> None:
    names = {"U024BE7LH": name}
    assert_harmless(escaping.safe(f"{text} <@U024BE7LH>", markup=Markup.SLACK, names=names))


@given(trapped)
def test_a_label_in_plain_text_holds_no_token(text: str) -> None:
    assert not re.search(r"[<>]", escaping.label(text))


@given(trapped, st.sampled_from(Markup))
def test_making_it_safe_twice_changes_nothing_more(text: str, markup: Markup) -> None:
    once = escaping.safe(text, markup=markup)
    assert escaping.safe(once, markup=Markup.SLACK) == once


@given(st.text(alphabet=st.characters(exclude_characters="@", exclude_categories=["Cs"])))
def test_plain_text_reads_as_it_was_written(text: str) -> None:
    shown = escaping.literal(text)
    assert shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ask <@U024BE7LH|dan> first", "ask @dan first"),
        ("ask <@U024BE7LH> first", "ask @Dana first"),
        ("ask <@U0UNKNOWN> first", "ask @U0UNKNOWN first"),
        ("<!channel> the API is down", "@\u2060channel the API is down"),
        ("<!subteam^S012AB|@oncall> look", "@oncall look"),
        ("<!subteam^S012AB> look", "@subteam look"),
        ("<!date^1392734382^{date}|18 Feb> is the day", "18 Feb is the day"),
        ("see <#C024BE7LR|general>", "see <#C024BE7LR>"),
        ("<https://a.example/x>", "<https://a.example/x>"),
        (
            "<https://a.example/x?a=1&amp;b=2|the page>",
            "<https://a.example/x?a=1&amp;b=2|the page>",
        ),
        ("<https://a.example/x|a.example>", "<https://a.example/x|a.example>"),
        ("<https://evil.example|https://bank.example>", "<https://evil.example>"),
        ("<mailto:a@b.example|a@b.example>", "<mailto:a@b.example|a@b.example>"),
        ("<javascript:alert(1)|click>", "&lt;javascript:alert(1)|click&gt;"),
        ("5 &lt; 6 &amp; 7", "5 &lt; 6 &amp; 7"),
        ("5 < 6 & 7", "5 &lt; 6 &amp; 7"),
    ],
)
def test_what_becomes_of_slack_tokens(text: str, shown: str) -> None:
    names = {"U024BE7LH": "Dana"} if "|" not in text else {}
    assert escaping.safe(text, markup=Markup.SLACK, names=names) == shown


def test_plain_markup_shows_tokens_as_they_were_typed() -> None:
    assert escaping.safe("<!channel> & co", markup=Markup.PLAIN) == "&lt;!channel&gt; &amp; co"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("ask <@U1|dan> in <#C1|general>", "ask @dan in #general"),
        ("see <https://a.example|this> &amp; that", "see https://a.example & that"),
        ("&lt;!channel&gt;", "<!channel>"),
    ],
)
def test_an_input_box_gets_plain_characters(text: str, read: str) -> None:
    assert escaping.readable(text, markup=Markup.SLACK) == read


def test_people_without_a_name_beside_them_are_to_be_looked_up() -> None:
    assert escaping.mentioned("<@U1> and <@U2|two> and <@W3>") == {"U1", "W3"}
