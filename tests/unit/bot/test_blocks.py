"""Block Kit within Slack's limits: cut and split where a reader would."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views import blocks as kit


@given(st.text(max_size=400), st.integers(min_value=10, max_value=80))
def test_chunks_fit_and_lose_nothing_but_white_space(text: str, limit: int) -> None:
    pieces = kit.chunks(text, limit=limit)
    assert all(len(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


@given(st.text(max_size=400), st.integers(min_value=10, max_value=80))
def test_a_cut_text_fits_and_says_that_it_was_cut(text: str, limit: int) -> None:
    shown = kit.cut(text, limit)
    assert len(shown) <= limit
    assert shown == text or shown.endswith(kit.MORE)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("One two three. Four five six.", ["One two three.", "Four five six."]),
        ("One two three\n\nfour five", ["One two three", "four five"]),
        ("aaaaaaaaaaaa &amp; bbbbbbbbbb", ["aaaaaaaaaaaa &amp;", "bbbbbbbbbb"]),
        ("aaaaaa <https://a.example|b c>", ["aaaaaa", "<https://a.example|b", "c>"]),
    ],
)
def test_a_text_is_split_at_sentences_then_words(text: str, pieces: list[str]) -> None:
    assert kit.chunks(text, limit=20) == pieces


def test_a_link_is_not_cut_in_two() -> None:
    text = "x" * 2_950 + " <https://a.example/a/long/path|what it says here> and more" + "y" * 50
    first, second = kit.chunks(text)
    assert first == "x" * 2_950
    assert second.startswith("<https://a.example/a/long/path|what it says here> and")


def test_a_message_never_has_more_blocks_than_slack_takes() -> None:
    rendered = kit.Rendered("t" * 5_000, tuple(kit.divider() for _ in range(60)))
    assert len(rendered.blocks) == kit.MESSAGE_BLOCKS
    assert len(rendered.text) == kit.TEXT_LIMIT
