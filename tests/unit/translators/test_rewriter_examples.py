"""Every example in the packs that ship is a promise about the engine."""

from collections import defaultdict
from collections.abc import Callable, Sequence

import pytest

from glossary.packs import builtin
from glossary.terms import Entry, Example
from translators.rewriter import run_example

Promise = tuple[Entry, Example]


def _by_category() -> dict[str, list[Promise]]:
    """A test for each of thousands would take longer than what it runs."""
    promises: defaultdict[str, list[Promise]] = defaultdict(list)
    for entry in builtin().entries.values():
        promises[entry.category] += ((entry, example) for example in entry.examples)
    return promises


CATEGORIES = [pytest.param(made, id=category) for category, made in _by_category().items()]


@pytest.mark.parametrize("promises", CATEGORIES)
def test_the_engine_makes_of_every_example_what_its_entry_says(promises: Sequence[Promise]) -> None:
    assert _broken(promises, lambda example: example) == []


@pytest.mark.parametrize("promises", CATEGORIES)
def test_every_example_comes_out_the_same_when_it_is_read_again(
    promises: Sequence[Promise],
) -> None:
    assert (
        _broken(promises, lambda example: example.model_copy(update={"before": example.after}))
        == []
    )


def _broken(promises: Sequence[Promise], read: Callable[[Example], Example]) -> list[str]:
    """What came out otherwise, each with the id of its entry."""
    made = [
        (entry.id, example.after, run_example(entry, read(example), glossary=builtin()))
        for entry, example in promises
    ]
    return [f"{entry}: {came!r}, not {wanted!r}" for entry, wanted, came in made if came != wanted]
