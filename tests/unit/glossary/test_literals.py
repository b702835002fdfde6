"""What is not words."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.literals import LiteralKind, Surroundings, block, literals


@pytest.mark.parametrize(
    ("text", "kind", "surface"),
    [
        ("see ```a\nb``` there", LiteralKind.CODE_BLOCK, "```a\nb```"),
        ("run `make test` now", LiteralKind.CODE, "`make test`"),
        ("ask <@U012AB|jo> now", LiteralKind.MENTION, "<@U012AB|jo>"),
        ("in <#C012AB|sales>", LiteralKind.CHANNEL, "<#C012AB|sales>"),
        ("hey <!here>", LiteralKind.GROUP, "<!here>"),
        ("hey <!subteam^S1|@ops>", LiteralKind.GROUP, "<!subteam^S1|@ops>"),
        ("<https://a.io/x|the docs>", LiteralKind.LINK, "<https://a.io/x|the docs>"),
        ("<mailto:a@b.io|a@b.io>", LiteralKind.LINK, "<mailto:a@b.io|a@b.io>"),
        ("go to https://a.io/x?y=1, ok", LiteralKind.URL, "https://a.io/x?y=1"),
        ("mail a.b+c@d-e.io.", LiteralKind.EMAIL, "a.b+c@d-e.io"),
        ("ship it :rocket:", LiteralKind.EMOJI, ":rocket:"),
        ("in app/main.py today", LiteralKind.FILE, "app/main.py"),
        ("open report.xlsx.", LiteralKind.FILE, "report.xlsx"),
        ("fix SHOP-123 now", LiteralKind.IDENTIFIER, "SHOP-123"),
        ("see #12", LiteralKind.IDENTIFIER, "#12"),
        ("at 10.0.0.1:80", LiteralKind.IDENTIFIER, "10.0.0.1:80"),
        ("commit 3f2a9bc1", LiteralKind.IDENTIFIER, "3f2a9bc1"),
        ("use v1.2.3-rc.1", LiteralKind.IDENTIFIER, "v1.2.3-rc.1"),
        ("set MAX_RETRIES", LiteralKind.IDENTIFIER, "MAX_RETRIES"),
        ("call run.now()", LiteralKind.IDENTIFIER, "run.now()"),
        ("under /var/log/app", LiteralKind.IDENTIFIER, "/var/log/app"),
        ("the userId field", LiteralKind.IDENTIFIER, "userId"),
    ],
)
def test_literals_are_told_from_words(text: str, kind: LiteralKind, surface: str) -> None:
    (found,) = literals(text)
    assert (found.kind, text[found.start : found.end]) == (kind, surface)


@pytest.mark.parametrize(
    "text",
    ["SEV-1 again", "at 12:30: lunch", "a 5xx or 99.9%", "and/or", "_really_ *bold*", "macOS, B2B"],
)
def test_words_are_not_literals(text: str) -> None:
    assert literals(text) == ()


_SIGNS = "` ``` < > <@U1> <https://a.b| : :x: @ / . .py # -1 A- _ ( ) () a B 1 word https:// \n"
SIGNS = st.lists(st.sampled_from(_SIGNS.split(" ")))


@given(SIGNS, st.integers(0, 40), st.integers(1, 10))
def test_looking_around_a_place_says_what_reading_everything_says(
    parts: list[str], start: int, length: int
) -> None:
    text = " ".join(parts).replace("  ", "")
    words = [(m, n) for m, n in [(start, start + length)] if n <= len(text)]
    for first, last in words:
        is_inside_word = text[first - 1 : first].isalnum() or text[last : last + 1].isalnum()
        if not is_inside_word and not any(map(str.isspace, text[first:last])):
            expected = block(literals(text), first, last)
            assert Surroundings(text).block(first, last) is expected


@pytest.mark.parametrize(
    "unit",
    [*"a`<:@_f-1", "a.", "a/", "a_", "A-", "a:", "aA", "1.", "a@", "/a", "().", "#1", "f1", "..a"],
)
def test_long_and_odd_texts_are_read_in_reasonable_time(unit: str) -> None:
    text = unit * (10_000 // len(unit))
    start = time.process_time()
    literals(text)
    assert time.process_time() - start < 1.0
