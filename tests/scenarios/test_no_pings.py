"""Nothing that the bot sends can notify anybody, whatever people and models put into it."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views import annotation as note_view
from bot.views import annotation_settings as settings_view
from bot.views import answer as answer_view
from bot.views import errors as error_view
from bot.views import glossary as glossary_view
from bot.views import glossary_curators as curators_view
from bot.views import glossary_form as form_view
from bot.views import history as history_view
from bot.views import home as home_view
from bot.views import imports as imports_view
from bot.views import review as review_view
from bot.views import term as term_view
from bot.views.annotation import About, Word
from bot.views.annotation_settings import Preview
from bot.views.answered import Answer
from bot.views.blocks import Rendered, View
from bot.views.glossary_form import Purpose
from bot.views.review import Item
from glossary.formats import BadRow, Changed, Diff
from glossary.revisions import Revision, Status
from glossary.terms import Audience, Entry, Kind, Reverse, Side, Slot
from playground import rules
from playground.model import Call
from playground.wording import pings_in
from storage.annotations import Manners
from storage.people import Person
from tests.scenarios.conftest import CHANNEL, ENGINEER, SALES, Workspace
from tests.scenarios.reading import everything_sent, markup_in
from translators.models import (
    Direction,
    Engine,
    Figure,
    Markup,
    TermUse,
    Translation,
)

TRAPS = (
    "<!channel>",
    "<!here|here>",
    "<@U0MAYA>",
    "<@U0MAYA|maya>",
    "<!subteam^S012AB>",
    "&lt;!everyone&gt;",
    "@here",
    "<https://evil.example|https://bank.example>",
    "<https://x.example|<!channel>>",
)
NOTIFYING = re.compile(r"<@[UW]|<!(?:channel|here|everyone|subteam)")

trap = st.lists(st.sampled_from(TRAPS) | st.text(max_size=6), min_size=1, max_size=4).map("".join)


def visible_texts(calls: list[Call]) -> str:
    """What was sent, without what only the app gets back."""
    return re.sub(r'"(?:value|private_metadata)": "[^"]*"', "", everything_sent(calls))


@pytest.mark.parametrize("text", TRAPS)
async def test_a_command_with_a_trap_in_it_pings_nobody(workspace: Workspace, text: str) -> None:
    for line in (f"to business {text} the API latency", f"{text} help", f"for sales {text}"):
        await workspace.slack.command(SALES, CHANNEL, f"/translate {line}")
        await workspace.slack.command(SALES, CHANNEL, f"/glossary search {text}")
        await workspace.slack.command(SALES, CHANNEL, f"/glossary show {text}")
    await workspace.done()
    assert workspace.slack.pings == []
    assert not NOTIFYING.search(visible_texts(workspace.slack.calls))


async def test_posting_what_somebody_said_to_the_channel_pings_nobody(
    workspace: Workspace,
) -> None:
    text = "<!channel> ask <@U0MAYA> and <!subteam^S1|@team> why the API latency is up"
    message = await workspace.slack.post_as_app(CHANNEL, text=text)
    shown = await workspace.shortcut(SALES, message)
    await workspace.slack.click(SALES, shown, "answer_post")
    posted = workspace.slack.visible(ENGINEER, CHANNEL)[-1]
    assert "Maya" in str(posted.blocks)
    assert workspace.slack.pings == []


def entry_with(text: str) -> Entry:
    words = "x" + "".join(text.split())
    return Entry(
        id="x",
        category="c",
        kind=Kind.NOUN,
        side=Side.TECH,
        forms={Slot.SG: (words[:80],), Slot.PL: (f"{words[:70]}es",)},
        gloss=words,
        definition=words,
        so_what=words,
        reverse=Reverse(says=(words[:80],), ask=words),
    )


def translation_with(text: str, markup: Markup) -> Translation:
    return Translation(
        text=text,
        output=text,
        engine=Engine.LLM,
        direction=Direction.BUSINESS_TO_TECH,
        audience=Audience.DATA,
        markup=markup,
        terms=(TermUse(text, 0, 1, "x", text),),
        figures=(Figure(text, text, text, text, 0, 1),),
        questions=(text,),
        slots={"goal": text, "metric": None},
        lens=text,
        notes=(text,),
        model=text,
    )


@given(trap, st.sampled_from(Markup))
def test_no_part_of_an_answer_can_ping_and_slack_takes_all_of_it(text: str, markup: Markup) -> None:
    answer = Answer(
        translation_with(text, markup), "slack:T1:1.1", author=text, names={"U0MAYA": text}
    )
    shared = answer_view.posted(answer.output, author=text, poster=text)
    for message in (answer_view.message(answer), shared, error_view.message(f"Problem: {text}")):
        assert not pings_in(message.text, message.blocks)
        rules.check_message(message.text, list(message.blocks))
    rules.check_view(answer_view.modal(answer), home=False)


@given(trap)
def test_no_glossary_entry_can_ping(text: str) -> None:
    entry = entry_with(text)
    for message in (
        term_view.message(entry),
        glossary_view.entry_message(entry),
        glossary_view.results(text, [entry], more=True),
        glossary_view.missing(text),
    ):
        refuse_pings(message)
    for view in (glossary_view.browser(text[:80], [entry]), glossary_view.entry_view(entry)):
        refuse_pings_in_view(view)
    for purpose in Purpose:
        refuse_pings_in_view(form_view.saved(entry, purpose))
        hint = form_view.in_this_answer([text])
        refuse_pings_in_view(form_view.form(purpose, form_view.draft_of(entry), hint=hint))


@given(trap)
def test_no_change_and_no_suggestion_can_ping(text: str) -> None:
    entry, at = entry_with(text), datetime(2026, 11, 2, tzinfo=UTC)
    one = Revision("T1", "x", 1, Status.APPROVED, entry, "U1", at, note=text)
    authors = {"U1": text}
    for message in (
        history_view.entry_history([one, one], authors, now=1),
        history_view.recent([one], authors),
        history_view.done(one),
        review_view.told_approved(one, edited=True),
        review_view.told_declined(one),
        curators_view.listing([text], [text]),
        error_view.message(history_view.unchanged(text)),
    ):
        refuse_pings(message)
    home = home_view.home(Person(), {"x": text}, [one], authors, None)
    assert not pings_in("", home["blocks"])
    diff = Diff((entry,), (Changed(entry, entry_with(f"{text} b")),), (), (BadRow(2, text),))
    for view in (
        review_view.queue([Item(one, entry_with(f"b {text}"), text)], more=1),
        review_view.decline_form(one, metadata=""),
        review_view.declined(one),
        imports_view.preview(diff, metadata=""),
        imports_view.imported(diff),
        imports_view.problem(text),
    ):
        refuse_pings_in_view(view)


@given(trap)
def test_no_note_can_ping(text: str) -> None:
    words, about = [Word("x", text, text, text)], About("1.1", "U1", Audience.SALES)
    for shown in (note_view.reply, note_view.hint, note_view.explanation):
        refuse_pings(shown(words, about))
    preview = Preview(3, ((text, text),))
    refuse_pings_in_view(
        settings_view.form(Manners(), channel="C1", preview=preview, hints=[], metadata="")
    )


def refuse_pings(message: Rendered) -> None:
    """It pings nobody, and Slack takes it."""
    assert not pings_in(message.text, message.blocks)
    assert not any(
        map(NOTIFYING.search, markup_in({"text": message.text, "blocks": list(message.blocks)}))
    )
    rules.check_message(message.text, list(message.blocks))


def refuse_pings_in_view(view: View) -> None:
    assert not pings_in("", view["blocks"])
    assert not any(map(NOTIFYING.search, markup_in(view)))
    rules.check_view(view, home=False)


def test_the_traps_are_traps() -> None:
    assert pings_in(" ".join(TRAPS), ()) >= {"channel", "here", "U0MAYA", "S012AB"}
