"""From the fields of the glossary form to an entry, or to a sentence beside the field that is
wrong."""

import itertools
import re
import unicodedata
from collections.abc import Mapping, Sequence

from pydantic import ValidationError

from bot.views import glossary as view
from glossary.layers import Glossary
from glossary.terms import Entry, Kind, Side, Slot

CATEGORY = "workspace"
_FIELD_OF = {"gloss": view.GLOSS, "definition": view.DEFINITION, "forms": view.TERM}


class FieldErrors(Exception):
    """What is wrong, by field. The sentences are for the person who filled the form."""

    def __init__(self, by_field: Mapping[str, str]) -> None:
        super().__init__(", ".join(sorted(by_field)))
        self.by_field = dict(by_field)


def entry_from(
    state: Mapping[str, str], glossary: Glossary, *, author: str, replacing: bool
) -> Entry:
    """The entry that the form describes.

    `replacing`: a term that the glossary has may be worded anew; it keeps its id and everything
    that the form doesn't ask for. Raises FieldErrors.
    """
    known = existing(glossary, state[view.TERM])
    if known and not replacing:
        raise FieldErrors({view.TERM: view.taken(state[view.TERM], known)})
    _refuse_others_forms(state, glossary, known)
    own = _own_fields(state, author)
    base = known.model_dump(exclude_unset=True) if known else _new_fields(state, glossary)
    try:
        return Entry.model_validate({**base, **own, "forms": _forms(state, known)})
    except ValidationError as problem:
        raise FieldErrors(_by_field(problem)) from None


def existing(glossary: Glossary, term: str) -> Entry | None:
    """The entry of which `term` is a form, whatever its case."""
    wanted = _folded(term)
    candidates = glossary.search(term, limit=50)
    return next((entry for entry in candidates if wanted in _folded_forms(entry)), None)


def _folded_forms(entry: Entry) -> set[str]:
    return {_folded(form) for _, form in entry.surfaces}


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _refuse_others_forms(state: Mapping[str, str], glossary: Glossary, known: Entry | None) -> None:
    for form in _listed(state.get(view.FORMS)):
        other = existing(glossary, form)
        if other and other != known:
            raise FieldErrors({view.FORMS: view.taken(form, other)})


def _own_fields(state: Mapping[str, str], author: str) -> dict[str, object]:
    return {
        "side": Side(state[view.SIDE]),
        "gloss": state[view.GLOSS],
        "definition": state[view.DEFINITION],
        "reverse": {"says": _listed(state.get(view.SAYS))},
        "author": author,
    }


def _new_fields(state: Mapping[str, str], glossary: Glossary) -> dict[str, object]:
    return {
        "id": _free_id(slug(state[view.TERM]), glossary),
        "category": CATEGORY,
        "kind": Kind.ABBREVIATION if state[view.TERM].isupper() else Kind.NOUN,
    }


def _free_id(wanted: str, glossary: Glossary) -> str:
    """`wanted`, numbered where another term has it: "C++" and "C#" make the same letters."""
    numbered = (f"{wanted[:76]}-{number}" for number in itertools.count(2))
    candidates = itertools.chain((wanted,), numbered)
    return next(one for one in candidates if glossary.get(one) is None)


def _forms(state: Mapping[str, str], known: Entry | None) -> dict[str, Sequence[str]]:
    """What the entry had, then what is new: a person's list says nothing of grammar."""
    kept = {slot.value: list(forms) for slot, forms in known.forms.items()} if known else {}
    present = {_folded(form) for forms in kept.values() for form in forms}
    named = [state[view.TERM], *_listed(state.get(view.FORMS))]
    new = [form for form in dict.fromkeys(named) if _folded(form) not in present]
    slot = next(iter(kept), Slot.SG.value)
    return {**kept, slot: [*kept.get(slot, []), *new]}


def _listed(text: str | None) -> list[str]:
    return [part for raw in re.split(r"[,;\n]", text or "") if (part := raw.strip())]


def slug(term: str) -> str:
    """An id for a term: its letters and digits in small ASCII, or their code points where there are
    none."""
    ascii_only = unicodedata.normalize("NFKD", term).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", ascii_only)
    codes = (f"{ord(char):x}" for char in term)
    return "-".join(words or codes)[:80].strip("-")


def _by_field(problem: ValidationError) -> dict[str, str]:
    """Pydantic's complaints, without what was entered."""
    found: dict[str, str] = {}
    for mistake in problem.errors(include_input=False, include_url=False, include_context=False):
        place = str(mistake["loc"][0]) if mistake["loc"] else view.TERM
        reason = mistake["msg"].removeprefix("Value error, ")
        found.setdefault(_FIELD_OF.get(place, view.TERM), f"{reason[:1].upper()}{reason[1:]}.")
    return found
