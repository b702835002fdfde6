"""From the fields of the form to an entry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.listeners.glossary_form import FieldErrors, entry_from, existing, in_the_way, slug
from glossary.layers import Glossary
from glossary.terms import Action, Audience, Entry, Kind, Reverse, Side, Slot
from tests.fakes.entries import make_entry

CHURN = Entry(
    id="churn",
    side=Side.BUSINESS,
    category="customers",
    kind=Kind.METRIC,
    forms={Slot.MASS: ("churn", "customer churn"), Slot.ING: ("churning",)},
    gloss="customers who leave",
    definition="How many customers leave in a time.",
    so_what="Fewer customers pay.",
)
GLOSSARY = Glossary([CHURN], version="1")
STATE = {"term": "flux box", "side": "tech", "gloss": "a box", "definition": "A box that hums."}


def made(*, replacing: bool = False, **changes: str) -> Entry:
    return entry_from({**STATE, **changes}, GLOSSARY, author="U1", replacing=replacing)


def test_a_new_term_becomes_an_entry_of_the_workspace() -> None:
    entry = made(forms="flux boxes, FB ", says="the humming thing")
    assert entry.id == "flux-box"
    assert entry.kind is Kind.NOUN
    assert entry.forms == {Slot.SG: ("flux box", "flux boxes", "FB")}
    assert entry.reverse.says == ("the humming thing",)
    assert (entry.side, entry.category, entry.author) == (Side.TECH, "workspace", "U1")


def test_capitals_make_an_abbreviation() -> None:
    assert made(term="FBX").kind is Kind.ABBREVIATION


def test_a_known_term_can_only_be_replaced_on_purpose() -> None:
    with pytest.raises(FieldErrors) as wrong:
        made(term="Customer  CHURN")
    assert wrong.value.by_field == {"term": "“Customer  CHURN” already stands for “churn”."}


def test_replacing_keeps_the_id_the_forms_and_what_was_not_asked() -> None:
    entry = made(replacing=True, term="Churn", side="business", forms="churn, logo churn")
    assert (entry.id, entry.kind, entry.so_what) == ("churn", Kind.METRIC, "Fewer customers pay.")
    assert entry.forms == {
        Slot.MASS: ("churn", "customer churn", "logo churn"),
        Slot.ING: ("churning",),
    }
    assert entry.gloss == "a box"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"gloss": "one two three four five six seven eight nine"}, "gloss"),
        ({"definition": "word " * 26}, "definition"),
        ({"term": "x" * 81}, "term"),
        ({"forms": "fine, churn"}, "forms"),
    ],
)
def test_a_mistake_is_named_by_its_field(changes: dict[str, str], field: str) -> None:
    with pytest.raises(FieldErrors) as wrong:
        entry_from({**STATE, **changes}, GLOSSARY, author="U1", replacing=False)
    assert set(wrong.value.by_field) == {field}


def test_what_was_entered_is_not_in_the_error() -> None:
    with pytest.raises(FieldErrors) as wrong:
        made(gloss="secret " * 9)
    assert "secret" not in str(wrong.value)


@pytest.mark.parametrize("words", ["churn", "CHURN", " customer   churn ", "Churning"])
def test_an_entry_is_found_by_any_of_its_forms(words: str) -> None:
    assert existing(GLOSSARY, words) is CHURN


@pytest.mark.parametrize("words", ["chur", "churn rate", "customers who leave", ""])
def test_nothing_else_finds_it(words: str) -> None:
    assert existing(GLOSSARY, words) is None


@pytest.mark.parametrize(
    ("term", "made_of_it"),
    [
        ("API gateway", "api-gateway"),
        ("Crème", "creme"),
        ("C++ / C#", "c-c"),
        ("漢字", "6f22-5b57"),
    ],
)
def test_ids_are_small_ascii_words(term: str, made_of_it: str) -> None:
    assert slug(term) == made_of_it


def test_a_term_never_takes_the_id_of_another_one() -> None:
    plus = made(term="C++")
    glossary = Glossary([plus], version="2")
    sharp = entry_from({**STATE, "term": "C#"}, glossary, author="U1", replacing=False)
    assert (plus.id, sharp.id) == ("c", "c-2")


@given(st.text(min_size=1, max_size=80).filter(str.strip))
def test_every_term_has_an_id_that_an_entry_takes(term: str) -> None:
    entry = made(term=term.strip(), replacing=True)
    assert entry.id


# Editing: the form was opened with the entry in it

FILLED = {
    "term": "churn",
    "side": "business",
    "gloss": "customers who leave",
    "definition": "How many customers leave in a time.",
    "forms": "customer churn, churning",
}


def edited(entry: Entry = CHURN, /, **changes: str) -> Entry:
    state = {**FILLED, **changes}
    return entry_from(state, Glossary([entry], version="1"), author="U1", editing=entry)


def test_what_is_not_touched_stays_as_it_is() -> None:
    assert edited() == CHURN.model_copy(update={"author": "U1"})


def test_forms_go_and_come_and_keep_their_slots() -> None:
    entry = edited(forms="churning, logo churn")
    assert entry.forms == {Slot.MASS: ("churn", "logo churn"), Slot.ING: ("churning",)}


def test_another_headword_takes_the_first_place() -> None:
    entry = edited(term="customer churn", forms="churn, churning")
    assert entry.headword == "customer churn"
    assert set(entry.forms[Slot.MASS]) == {"churn", "customer churn"}
    assert edited(term="churning", forms="churn").headword == "churning"
    assert edited(term="lost customers", forms="churn").headword == "lost customers"


def test_a_case_may_be_changed() -> None:
    assert edited(term="Churn").headword == "Churn"


def test_forms_that_a_list_cannot_show_are_kept() -> None:
    odd = CHURN.model_copy(update={"forms": {Slot.MASS: ("churn", "churn; gross")}})
    assert edited(Entry.model_validate(odd.model_dump()), forms="").forms == odd.forms


def test_a_new_gloss_takes_the_place_of_what_says_the_old_one() -> None:
    told = {"plain": {Slot.MASS: "lost customers"}, "gloss_pl": "x", "action": Action.REPLACE}
    worded = {"audiences": {Audience.SALES: {"gloss": "accounts that leave"}}}
    rich = Entry.model_validate({**CHURN.model_dump(exclude_unset=True), **told, **worded})
    assert edited(rich).plain == rich.plain
    entry = edited(rich, gloss="customers leaving us")
    assert (entry.plain, entry.gloss_pl, entry.audiences) == ({}, None, {})
    assert entry.action is Action.GLOSS
    assert entry.so_what == CHURN.so_what


def test_what_to_ask_back_is_kept_beside_what_the_other_side_says() -> None:
    asks = Entry.model_validate(
        {**CHURN.model_dump(exclude_unset=True), "reverse": {"ask": "Which customers?"}}
    )
    entry = edited(asks, says="people leaving")
    assert entry.reverse == Reverse(says=("people leaving",), ask="Which customers?")


@pytest.mark.parametrize("empty", ["term", "side", "gloss", "definition"])
def test_every_needed_field_is_asked_for(empty: str) -> None:
    with pytest.raises(FieldErrors) as wrong:
        edited(CHURN, **{empty: ""})
    assert set(wrong.value.by_field) == {empty}


@pytest.mark.parametrize(
    ("form", "stands_for"),
    [("churn", "churn"), ("CHURNING", "churn"), ("flux", None), ("customer  churn", "churn")],
)
def test_a_form_that_stands_for_another_term_is_in_the_way(
    form: str, stands_for: str | None
) -> None:
    taken = in_the_way(make_entry("box", forms={"sg": form}), GLOSSARY)
    assert (taken and taken[1].id) == stands_for


def test_another_term_with_the_same_id_is_in_the_way_and_the_same_term_is_not() -> None:
    assert in_the_way(make_entry("churn", forms={"sg": "something else"}), GLOSSARY)
    assert in_the_way(make_entry("churn", forms={"sg": ["new", "churn"]}), GLOSSARY) is None


def test_a_term_with_several_meanings_is_worded_in_its_own_form_only() -> None:
    sense = {"side": "tech", "gloss": "a", "definition": "b", "cues": ["x"]}
    senses = [{**sense, "id": "one"}, {**sense, "id": "two"}]
    lead = make_entry("lead", senses=senses)
    glossary = Glossary([lead], version="1")
    with pytest.raises(FieldErrors) as wrong:
        entry_from({**STATE, "term": "lead"}, glossary, author="U1", replacing=True)
    assert "several meanings" in wrong.value.by_field["term"]
    state = {"term": "lead", "side": "both"}
    state |= {"gloss.one": "c", "definition.one": "b", "gloss.two": "a", "definition.two": "b"}
    entry = entry_from(state, glossary, author="U1", editing=lead)
    assert [(one.gloss, one.cues) for one in entry.senses] == [("c", ("x",)), ("a", ("x",))]
    assert entry.side == "both"
