"""Counts are added up without making any up."""

import pytest

from translators.inference.tokens import total
from translators.models import TokenUsage


@pytest.mark.parametrize(
    ("usages", "expected"),
    [
        ([], TokenUsage(None, None, None)),
        ([TokenUsage()], TokenUsage(None, None, None)),
        ([TokenUsage(1, 2, 0), TokenUsage(10, 20, 5)], TokenUsage(11, 22, 5)),
        ([TokenUsage(1, None, None), TokenUsage(10, 20, None)], TokenUsage(11, 20, None)),
        ([TokenUsage(0, 0, 0)], TokenUsage(0, 0, 0)),
    ],
)
def test_a_sum_is_unknown_only_where_no_server_said_anything(
    usages: list[TokenUsage], expected: TokenUsage
) -> None:
    assert total(*usages) == expected
