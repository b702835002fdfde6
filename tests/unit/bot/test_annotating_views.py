"""Notes and their settings as Slack gets them: within its limits, readable, unable to ping."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.annotating import meaning_of
from bot.listeners.annotation_posting import words_of
from bot.views import annotation as view
from bot.views import annotation_settings as settings_view
from bot.views.annotation import About, Word
from bot.views.annotation_settings import Preview
from glossary.packs import builtin
from glossary.terms import Audience
from playground import rules
from playground.wording import pings_in
from storage.annotations import MOST_TERMS, Manners, Mode, Term

ABOUT = About("1795364720.282289", "U0MAYA", Audience.SALES)
NOTES = (view.reply, view.hint, view.explanation)
LONGEST = Word("e" * 80, "n" * 80, " ".join(["gloss"] * 60), " ".join(["definition"] * 36))
TRAPS = ["<!channel>", "<@U0MAYA>", "&lt;!here&gt;", "@everyone", "<https://x.example|y>", "*a_b~"]
trap = st.lists(st.sampled_from(TRAPS) | st.text(max_size=5), max_size=4).map(" ".join)


def word(text: str) -> Word:
    return Word("entry", text, text, text)


@pytest.mark.parametrize("note", NOTES)
def test_the_longest_words_fit_into_a_note(note: object) -> None:
    assert callable(note)
    shown = note((LONGEST,) * MOST_TERMS, ABOUT)
    rules.check_message(shown.text, list(shown.blocks))


@given(trap)
def test_no_note_can_ping_whatever_a_glossary_holds(text: str) -> None:
    for note in NOTES:
        shown = note((word(text), word("x")), ABOUT)
        assert not pings_in(shown.text, shown.blocks)
        rules.check_message(shown.text, list(shown.blocks))
    preview = Preview(9, ((text, text),))
    shown_form = settings_view.form(Manners(), channel="C1", preview=preview, hints=(), metadata="")
    rules.check_view(shown_form, home=False)
    assert not pings_in("", shown_form["blocks"])


@pytest.mark.parametrize("note", NOTES)
def test_a_note_can_be_read_aloud(note: object) -> None:
    assert callable(note)
    shown = note((Word("rollback", "rollback", "putting it back", "More."),), ABOUT)
    assert "rollback: putting it back" in shown.text
    assert "*" not in shown.text


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("audience", [None, *Audience])
def test_every_setting_can_be_shown_and_saved(mode: Mode, audience: Audience | None) -> None:
    manners = Manners(mode, audience, per_hour=7, cooldown_days=13)
    full = Preview(50, tuple(("a", "b", "c", "d") for _ in range(50)))
    shown = settings_view.form(
        manners,
        channel="C1",
        preview=full,
        hints=(settings_view.NOT_MEMBER, settings_view.NOT_READ, settings_view.SHARED),
        metadata="x",
    )
    rules.check_view(shown, home=False)
    rules.check_view(settings_view.saved(manners, channel="C1", hints=()), home=False)


def test_terms_that_left_the_glossary_are_left_out_of_notes() -> None:
    terms = (Term("load-balancer"), Term("no-such-entry"))
    shown = words_of(terms, glossary=builtin(), audience=Audience.SALES, known=frozenset())
    assert [one.entry for one in shown] == ["load-balancer"]


def test_a_reader_who_knows_every_word_gets_them_all_for_having_asked() -> None:
    terms = (Term("load-balancer"),)
    known = frozenset({"load-balancer"})
    assert words_of(terms, glossary=builtin(), audience=Audience.SALES, known=known)


def test_every_entry_of_the_glossary_makes_a_note() -> None:
    glossary = builtin()
    for entry in glossary.entries.values():
        for sense in entry.senses or (None,):
            term = Term(entry.id, sense.id if sense else None)
            meaning = meaning_of(entry, term, Audience.SALES)
            assert meaning.gloss
            shown = words_of((term,), glossary=glossary, audience=Audience.SALES, known=frozenset())
            note = view.explanation(shown, ABOUT)
            rules.check_message(note.text, list(note.blocks))


@pytest.mark.parametrize(
    ("preview", "said"),
    [
        (Preview(1, (("rollback",),)), "the last message would have had a note, about"),
        (Preview(1, ()), "the last message would not have had a note."),
        (Preview(9, ()), "none of the last 9 messages would have had a note."),
        (Preview(9, (("rollback",),)), "1 of the last 9 messages would have had a note, about"),
    ],
    ids=["one-noted", "one-plain", "all-plain", "some"],
)
def test_a_preview_counts_as_people_do(preview: Preview, said: str) -> None:
    shown = settings_view.form(Manners(), channel="C1", preview=preview, hints=[], metadata="")
    assert said in json.dumps(shown)
