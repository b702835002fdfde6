"""The helper that proposes inflections, with a stand-in for the library that knows them."""

import sys

import pytest

from tools.propose_forms import load_inflect, propose

INFLECTED = {
    ("query", "NNS"): "queries",
    ("point", "NNS"): "points",
    ("balancer", "NNS"): "balancers",
    ("roll", "VBZ"): "rolls",
    ("roll", "VBD"): "rolled",
    ("roll", "VBN"): "rolled",
    ("roll", "VBG"): "rolling",
}


def inflect(word: str, tag: str) -> str:
    return INFLECTED.get((word, tag), word)


@pytest.mark.parametrize(
    ("kind", "term", "forms"),
    [
        ("noun", "query", {"sg": "query", "pl": "queries"}),
        ("noun", "load balancer", {"sg": "load balancer", "pl": "load balancers"}),
        ("noun", "point of failure", {"sg": "point of failure", "pl": "points of failure"}),
        ("abbreviation", "SLA", {"sg": "SLA", "pl": "SLAs"}),
        ("adjective", "idempotent", {"adjective": "idempotent"}),
        (
            "verb",
            "roll back",
            {
                "base": "roll back",
                "s": "rolls back",
                "past": "rolled back",
                "pp": "rolled back",
                "ing": "rolling back",
            },
        ),
    ],
)
def test_the_word_that_carries_the_form_is_inflected(
    kind: str, term: str, forms: dict[str, str]
) -> None:
    proposed = propose(kind, term, inflect)
    assert proposed["forms"] == forms
    assert proposed["id"] == term.lower().replace(" ", "-")


def test_without_the_library_one_sentence_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "lemminflect", None)
    with pytest.raises(SystemExit, match="pip install lemminflect"):
        load_inflect()
