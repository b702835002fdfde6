"""From the fields of the glossary form to an entry, or to a sentence beside the field that is
wrong."""

import hashlib
import itertools
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from bot.views import glossary_form as view
from glossary.layers import Glossary
from glossary.terms import Action, Entry, Kind, Slot

CATEGORY = "workspace"
_FIELD_OF = {
    "gloss": view.GLOSS,
    "definition": view.DEFINITION,
    "forms": view.TERM,
    "reverse": view.SAYS,
}
_SEPARATOR = re.compile(f"[{view.SEPARATORS}]")
Keys = dict[str, Any]


class FieldErrors(Exception):
    """What is wrong, by field. The sentences are for the person who filled the form."""

    def __init__(self, by_field: Mapping[str, str]) -> None:
        super().__init__(", ".join(sorted(by_field)))
        self.by_field = dict(by_field)


def entry_from(
    state: Mapping[str, str],
    glossary: Glossary,
    *,
    author: str,
    editing: Entry | None = None,
    replacing: bool = False,
) -> Entry:
    """The entry that the form describes.

    `editing` is the entry that the form was opened with: it keeps its id and whatever the form
    doesn't ask for, and the form's list of forms counts. `replacing`: in a form that was opened
    blank, a term that the glossary has may be worded anew; forms are added to it, none taken away.
    Raises FieldErrors.
    """
    _require_filled(state, editing)
    known = editing or existing(glossary, state[view.TERM])
    if known and not (editing or replacing):
        raise FieldErrors({view.TERM: view.taken(state[view.TERM], known)})
    if known and known.senses and not editing:
        raise FieldErrors({view.TERM: view.several_meanings(known)})
    _refuse_others_forms(state, glossary, known)
    base = known.model_dump(exclude_unset=True) if known else _new_fields(state, glossary)
    own = {"side": state[view.SIDE], "author": author, "forms": _forms(state, known, editing)}
    try:
        return Entry.model_validate({**_reworded(base, state), **own})
    except ValidationError as problem:
        raise FieldErrors(_by_field(problem, base)) from None


def existing(glossary: Glossary, term: str) -> Entry | None:
    """The entry of which `term` is a form, whatever its case."""
    wanted = _folded(term)
    candidates = glossary.search(term, limit=50)
    return next((entry for entry in candidates if wanted in _folded_forms(entry)), None)


def in_the_way(entry: Entry, glossary: Glossary) -> tuple[str, Entry] | None:
    """The first form of an entry that stands for another term of the glossary, and that term."""
    return Forms(glossary).in_the_way(entry)


class Forms:
    """All forms of a glossary, whatever their case, to look many up."""

    def __init__(self, glossary: Glossary) -> None:
        self._entries = glossary.entries
        self._holders = {
            _folded(form): entry for entry in self._entries.values() for _, form in entry.surfaces
        }

    def in_the_way(self, entry: Entry) -> tuple[str, Entry] | None:
        """See `in_the_way`."""
        for _, form in entry.surfaces:
            other = self._holders.get(_folded(form))
            if other and other.id != entry.id:
                return form, other
        return self._in_its_place(entry)

    def _in_its_place(self, entry: Entry) -> tuple[str, Entry] | None:
        """Another term that has the id: none of its forms is one of the entry's."""
        holder = self._entries.get(entry.id)
        if holder and not _folded_forms(holder) & _folded_forms(entry):
            return entry.headword, holder
        return None


def fingerprint(entry: Entry) -> str:
    """A short name for what an entry says: equal names mean equal entries."""
    said = entry.model_dump_json(exclude_defaults=True)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def slug(term: str) -> str:
    """An id for a term: its letters and digits in small ASCII, or their code points where there are
    none."""
    ascii_only = unicodedata.normalize("NFKD", term).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", ascii_only)
    codes = (f"{ord(char):x}" for char in term)
    return "-".join(words or codes)[:80].strip("-")


def _require_filled(state: Mapping[str, str], editing: Entry | None) -> None:
    """White space alone passes Slack's own check."""
    keys = [sense.id for sense in editing.senses] if editing else []
    worded = [view.field(name, key) for key in keys or [""] for name in _MEANT]
    empty = [name for name in (view.TERM, view.SIDE, *worded) if not state.get(name)]
    if empty:
        raise FieldErrors(dict.fromkeys(empty, view.MISSING))


_MEANT = (view.GLOSS, view.DEFINITION)


def _folded_forms(entry: Entry) -> set[str]:
    return {_folded(form) for _, form in entry.surfaces}


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _refuse_others_forms(state: Mapping[str, str], glossary: Glossary, known: Entry | None) -> None:
    named = [(view.TERM, state[view.TERM])]
    named += [(view.FORMS, form) for form in _listed(state.get(view.FORMS))]
    for field, form in named:
        other = existing(glossary, form)
        if other and (known is None or other.id != known.id):
            raise FieldErrors({field: view.taken(form, other)})


def _new_fields(state: Mapping[str, str], glossary: Glossary) -> Keys:
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


def _reworded(base: Keys, state: Mapping[str, str]) -> Keys:
    """The entry in the words of the form.

    What words the same thing for one audience or as an example goes where it would contradict.
    """
    senses = base.get("senses") or ()
    if senses:
        after = {**base, "senses": [_meaning(sense, state, sense["id"]) for sense in senses]}
        changed = any(map(_is_reworded, senses, after["senses"]))
    else:
        after = _meaning(base, state)
        changed = _is_reworded(base, after)
    dropped = ("audiences", "examples") if changed else ()
    return {key: value for key, value in after.items() if key not in dropped}


def _is_reworded(before: Keys, after: Keys) -> bool:
    return any(before.get(key) != after[key] for key in _MEANT)


def _meaning(before: Keys, state: Mapping[str, str], key: str = "") -> Keys:
    """One meaning in the words of the form. A new gloss takes the place of the plain wording, which
    says what the old one said."""
    said = {name: state[view.field(name, key)] for name in _MEANT}
    reverse = before.get("reverse") or {}
    says = _says(reverse.get("says") or (), state.get(view.field(view.SAYS, key)))
    after = {**before, **said, "reverse": {**reverse, "says": says}}
    if before.get("gloss") == said["gloss"]:
        return after
    if after.get("action") == Action.REPLACE:
        after["action"] = Action.GLOSS
    return {name: value for name, value in after.items() if name not in ("plain", "gloss_pl")}


def _says(before: Sequence[str], typed: str | None) -> Sequence[str]:
    """What the form says, or what was there where the form could not show it."""
    return _listed(typed) if view.as_list(before) is not None else before


def _forms(
    state: Mapping[str, str], known: Entry | None, editing: Entry | None
) -> dict[str, Sequence[str]]:
    """The forms by slot: those that the entry had and that may stay, and what is new. A person's
    list says nothing of grammar, so new forms stand beside the headword."""
    named = list(dict.fromkeys([state[view.TERM], *_listed(state.get(view.FORMS))]))
    kept = dict(_kept(named, known, editing)) if known else {}
    present = {form for forms in kept.values() for form in forms}
    folded = {_folded(form) for form in present} if not editing else set()
    new = [form for form in named if form not in present and _folded(form) not in folded]
    slot = next(iter(known.forms), Slot.SG) if known else Slot.SG
    first = []
    if editing or not known:
        first = named[:1]
        slot = next((one for one, forms in kept.items() if named[0] in forms), slot)
    here = dict.fromkeys([*first, *kept.pop(slot, ()), *new])
    return {slot.value: list(here), **{slot.value: forms for slot, forms in kept.items()}}


def _kept(
    named: Sequence[str], known: Entry, editing: Entry | None
) -> Iterator[tuple[Slot, Sequence[str]]]:
    all_shown = editing is not None and view.as_list(view.other_forms(editing)) is not None
    for slot, forms in known.forms.items():
        left = [form for form in forms if not all_shown or form in named]
        if left:
            yield slot, left


def _listed(text: str | None) -> list[str]:
    return [part for raw in _SEPARATOR.split(text or "") if (part := raw.strip())]


def _by_field(problem: ValidationError, base: Keys) -> dict[str, str]:
    """Pydantic's complaints, without what was entered."""
    senses = [sense["id"] for sense in base.get("senses") or ()]
    found: dict[str, str] = {}
    for mistake in problem.errors(include_input=False, include_url=False, include_context=False):
        place = [str(part) for part in mistake["loc"]]
        found.setdefault(_field(place, senses), view.complaint(mistake["msg"]))
    return found


def _field(place: Sequence[str], senses: Sequence[str]) -> str:
    """The field that a complaint belongs to; the term's own where no other does."""
    if place[:1] == ["senses"] and len(place) > 2:
        name = _FIELD_OF.get(place[2])
        return view.field(name, senses[int(place[1])]) if name else view.TERM
    return _FIELD_OF.get(place[0], view.TERM) if place else view.TERM
