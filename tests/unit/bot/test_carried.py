"""What a button carries comes back as it was, or is not carried at all."""

import base64
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import carried
from translators.errors import BadRequest

values = st.dictionaries(st.text(max_size=5), st.text(max_size=50) | st.none(), max_size=4)


@given(values)
def test_what_was_packed_comes_back(data: dict[str, str | None]) -> None:
    packed = carried.pack(data, limit=2_000)
    assert packed is not None
    assert carried.unpack(packed) == data


def test_two_and_a_half_thousand_characters_of_prose_fit_a_button() -> None:
    prose = (
        "We moved the checkout service to the new cluster on Tuesday, and since then the error"
        " rate has stayed below one in a thousand; the remaining failures come from cards that the"
        " bank declined. Sales asked whether the spring promotion can start a week earlier. "
    )
    assert carried.pack({"text": (prose * 10)[:2_500]}, limit=2_000)


def test_what_does_not_fit_is_not_carried() -> None:
    noise = "".join(chr(0x4E00 + (number * 7919) % 20_000) for number in range(3_000))
    assert carried.pack({"text": noise}, limit=2_000) is None


@pytest.mark.parametrize(
    "packed",
    [
        "",
        "-",
        "no base64 at all!",
        "AAAA",
        base64.urlsafe_b64encode(zlib.compress(b"[1]")).decode(),
    ],
)
def test_what_was_not_packed_here_is_refused_kindly(packed: str) -> None:
    with pytest.raises(BadRequest, match="translate the text again"):
        carried.unpack(packed)


def test_a_small_value_can_not_blow_up_into_a_huge_one() -> None:
    bomb = base64.urlsafe_b64encode(zlib.compress(b'{"a":"' + b"x" * 10_000_000 + b'"}')).decode()
    with pytest.raises(BadRequest):
        carried.unpack(bomb)
