"""Every example in the packs that ship is a promise about the engine."""

import pytest

from glossary.packs import builtin
from glossary.terms import Entry, Example
from translators.rewriter import run_example

EXAMPLES = [
    pytest.param(entry, example, id=f"{entry.id}-{number}")
    for entry in builtin().entries.values()
    for number, example in enumerate(entry.examples)
]


@pytest.mark.parametrize(("entry", "example"), EXAMPLES)
def test_the_engine_makes_of_an_example_what_its_entry_says(entry: Entry, example: Example) -> None:
    assert run_example(entry, example, glossary=builtin()) == example.after


@pytest.mark.parametrize(("entry", "example"), EXAMPLES)
def test_an_example_comes_out_the_same_when_it_is_read_again(
    entry: Entry, example: Example
) -> None:
    again = example.model_copy(update={"before": example.after})
    assert run_example(entry, again, glossary=builtin()) == example.after
