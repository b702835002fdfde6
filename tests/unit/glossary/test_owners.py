"""What forms of the same letters come to, where several may be read."""

import pytest

from glossary.owners import Tie, owner_of
from glossary.spelling import Form, forms_of
from glossary.terms import Entry, Slot
from tests.unit.glossary.entries import entry

NOUN = entry("deploy", {"sg": "deploy"})
VERB = entry("roll-out", {"base": "deploy", "s": "deploys"})
NAME = entry("product", {"sg": "Deploy"})


def form(owner: Entry, text: str) -> Form:
    return next(form for form in forms_of(owner) if form.text == text)


def test_a_tie_offers_every_entry_and_names_the_rivals_of_the_first() -> None:
    options, rivals = Tie([form(NOUN, "deploy"), form(VERB, "deploy")]).offer("DEPLOY")
    assert [option.entry for option in options] == [NOUN, VERB]
    assert rivals == (VERB,)


@pytest.mark.parametrize(
    ("surface", "entries"),
    [("Deploy", [NAME]), ("deploy", [NOUN, VERB]), ("DEPLOY", [NOUN, VERB, NAME])],
)
def test_the_entries_that_write_it_just_so_are_offered_alone(
    surface: str, entries: list[Entry]
) -> None:
    tie = Tie([form(NOUN, "deploy"), form(VERB, "deploy"), form(NAME, "Deploy")])
    assert [option.entry for option in tie.offer(surface)[0]] == entries


def test_an_entry_fills_the_slots_of_its_own_forms() -> None:
    tie = Tie([form(NOUN, "deploy"), form(VERB, "deploy")])
    assert (tie.slots_of(NOUN), tie.slots_of(VERB)) == ((Slot.SG,), (Slot.BASE,))


def test_the_other_sides_wording_gives_way_to_terms() -> None:
    said = entry("launch", reverse={"says": ["deploy"]})
    tie = Tie([form(said, "deploy"), form(NOUN, "deploy")])
    assert (tie.entry, tie.role, tie.is_ambiguous) == (NOUN, "term", False)
    assert len(tie.forms) == 2


def test_only_letters_of_one_meaning_and_slot_are_settled_before_reading() -> None:
    assert owner_of([form(NOUN, "deploy")])[0] is not None
    assert owner_of([form(NOUN, "deploy"), form(VERB, "deploy")])[0] is None
