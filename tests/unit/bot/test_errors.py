"""From an exception to a sentence: kind to the person, silent about their words in the log."""

from collections.abc import Iterator

import pytest
import structlog
from structlog.testing import capture_logs

from bot.errors import explain, trace
from bot.jobs import TooBusy
from bot.views import errors as wording
from glossary.revisions import AlreadyAnswered, StoreUnavailable
from translators.errors import BadRequest

WORDS = "the words of a person"


@pytest.fixture
def logged() -> Iterator[list[dict[str, object]]]:
    structlog.reset_defaults()
    with capture_logs() as entries:
        yield entries  # type: ignore[misc]


def raised(error: Exception) -> Exception:
    try:
        try:
            raise ValueError(WORDS)
        except ValueError:
            raise error from None
    except type(error) as caught:
        return caught


@pytest.mark.parametrize("error", [BadRequest("Do it so."), AlreadyAnswered("Do it so.")])
def test_a_problem_of_the_person_is_told_in_its_own_sentence(error: Exception) -> None:
    problem = explain(error)
    assert (problem.sentence, problem.outcome, problem.reference) == ("Do it so.", "refused", None)


@pytest.mark.parametrize("error", [TooBusy("x"), StoreUnavailable("x"), TimeoutError()])
def test_what_passes_by_itself_is_told_as_such(error: Exception) -> None:
    assert explain(error).sentence == wording.BUSY


def test_the_unforeseen_gets_a_reference_that_is_in_the_log(
    logged: list[dict[str, object]],
) -> None:
    problem = explain(raised(RuntimeError(WORDS)))
    assert problem.reference
    assert problem.reference in problem.sentence
    assert [entry["reference"] for entry in logged] == [problem.reference]
    assert WORDS not in str(logged)


def test_a_trace_names_types_and_places_of_the_whole_chain() -> None:
    lines = trace(raised(RuntimeError(WORDS)))
    assert "builtins.RuntimeError" in lines
    assert "builtins.ValueError" in lines
    assert "test_errors.py" in lines
    assert WORDS not in lines
