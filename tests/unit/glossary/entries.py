"""Small glossaries for tests, written in one line an entry."""

from collections.abc import Mapping, Sequence
from typing import Any

from glossary.terms import Entry, Kind, Sense, Slot

Forms = Mapping[str, str | Sequence[str]]


def entry(name: str, forms: Forms | str | None = None, **fields: Any) -> Entry:
    """An entry whose singular is `name` (or `forms`), of the technical side unless said
    otherwise.
    """
    given = {"sg": forms or name} if isinstance(forms, str | None) else forms
    defaults = {
        "side": "tech",
        "category": "test",
        "kind": Kind.NOUN,
        "gloss": "a thing",
        "definition": "A thing that is there to be found.",
    }
    identity = "".join(c if c.isalnum() else "-" for c in name.lower()).strip("-")
    return Entry.model_validate({**defaults, **fields, "id": identity, "forms": given})


def verb(*forms: str, **fields: Any) -> Entry:
    """A verb by its five forms: base, s, past, participle, ing."""
    slots = (Slot.BASE, Slot.S, Slot.PAST, Slot.PP, Slot.ING)
    given = {slot.value: form for slot, form in zip(slots, forms, strict=True)}
    return entry(forms[0], given, kind=Kind.VERB, **fields)


def sense(name: str, side: str, *cues: str, prior: float = 0.5, **fields: Any) -> Sense:
    """A sense with its cues."""
    defaults = {"gloss": f"a {name}", "definition": f"The meaning called {name}."}
    return Sense.model_validate(
        {**defaults, **fields, "id": name, "side": side, "cues": cues, "prior": prior}
    )
