"""What nobody may change in a text that came through Slack."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translators import masking
from translators.models import Markup

PIECES = (
    "API latency ",
    "<https://x.example/a|",
    "<@U0MAYA|",
    "a b",
    ">",
    "&lt;",
    "&gt;",
    "&amp;",
    "|",
    "`",
    "<!channel>",
    "\n",
)
raw_texts = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@pytest.mark.parametrize(
    "token",
    [
        "<https://x.example/a|why API latency &gt; 1 s matters>",
        "<https://x.example/a|&lt;API latency&gt; explained>",
        "<mailto:a@x.example|a &lt;API latency&gt; b>",
        "<#C0LAUNCH|a &gt; API latency>",
    ],
    ids=["greater", "both", "mail", "channel"],
)
def test_the_words_of_a_link_are_protected_whatever_is_escaped_in_them(token: str) -> None:
    raw = f"It is 5 &gt; 4, see {token} about API latency &amp; more"
    message = masking.read(raw, markup=Markup.SLACK)
    [only] = message.protected
    span = message.raw_span(only.start, only.end)
    assert raw[span.start : span.end] == token
    assert message.masked == "It is 5 > 4, see ⟦1⟧ about API latency & more"


@given(raw_texts)
def test_what_is_masked_comes_back_as_it_was(raw: str) -> None:
    message = masking.read(raw, markup=Markup.SLACK)
    assert message.apply(()) == raw
    ends = [0, *(item.end for item in message.protected)]
    assert all(item.start >= end for item, end in zip(message.protected, ends, strict=False))
