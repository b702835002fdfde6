"""From the fields of the form to an entry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.listeners.glossary_form import FieldErrors, entry_from, existing, slug
from glossary.layers import Glossary
from glossary.terms import Entry, Kind, Side, Slot

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
