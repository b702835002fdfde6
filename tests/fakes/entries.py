"""Small glossary entries for tests that are not about any entry in particular."""

from typing import Any

from glossary.terms import Entry


def make_entry(entry_id: str = "latency", **changes: Any) -> Entry:
    """A complete entry whose only form is its id in words; `changes` are keys as in a pack."""
    keys = {
        "id": entry_id,
        "side": "tech",
        "category": "test",
        "kind": "noun",
        "forms": {"sg": entry_id.replace("-", " ")},
        "gloss": "how long people wait",
        "definition": "The time between a question and its answer.",
        "reverse": {"ask": "How long is too long?"},
    }
    return Entry.model_validate({**keys, **changes})
