"""The answer as people read it."""

from dataclasses import replace
from typing import Any

import pytest

from bot.carried import unpack
from bot.views import answer as view
from bot.views import answer_buttons as buttons
from bot.views.answered import Answer
from bot.views.blocks import Block
from glossary.terms import Audience
from playground import rules
from tests.scenarios.reading import words_of
from translators.models import Direction, Engine, Figure, Markup, TermUse, Translation

PLAIN = Translation(
    text="API latency is 2 s",
    output="Pages take 2 s",
    engine=Engine.GLOSSARY,
    direction=Direction.TECH_TO_BUSINESS,
    audience=Audience.SALES,
    markup=Markup.SLACK,
)
FULL = replace(
    PLAIN,
    terms=(
        TermUse("R&amp;D", 0, 1, "rnd", "people who invent"),
        TermUse("R&amp;D", 9, 1, "rnd", "people who invent"),
        TermUse("known", 5, 1, "known", "nothing new", explained=False),
    ),
    figures=(Figure("99.8%", "86.4 minutes of downtime", "0.2% x 43,200", "30 days", 0, 1),),
    questions=("Which page?", "By when?"),
    slots={"goal": "be faster", "deadline": None, "budget": None},
    lens="Sales cares about dates.",
    notes=("“SLA” was left as it is.",),
)


def shown(translation: Translation, **details: Any) -> str:
    return words_of_blocks(view.message(Answer(translation, "j", **details)).blocks)


def words_of_blocks(blocks: tuple[Block, ...]) -> str:
    return words_of(_Shown(blocks))  # type: ignore[arg-type]


class _Shown:
    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self.blocks = blocks


def test_the_translation_stands_before_everything_it_rests_on() -> None:
    words = shown(FULL)
    order = [
        "For sales",
        "Pages take 2 s",
        "86.4 minutes of downtime",
        "↳ 0.2% x 43,200 · 30 days",
        "R&amp;D: people who invent",
        "1. Which page?",
        "2. By when?",
        "Goal: be faster",
        "Not said yet: deadline, budget",
        "Sales cares about dates.",
        "“SLA” was left as it is.",
        "Answered by the glossary only (no AI model)",
    ]
    places = [words.index(part) for part in order]
    assert places == sorted(places)


def test_a_term_is_explained_once_and_a_known_one_not_at_all() -> None:
    assert shown(FULL).count("people who invent") == 1
    assert "nothing new" not in shown(FULL)


def test_an_answer_without_extras_is_three_lines_and_its_buttons() -> None:
    kinds = [block["type"] for block in view.message(Answer(PLAIN, "j")).blocks]
    assert kinds == ["context", "section", "context", "actions", "context_actions"]


def test_more_terms_than_one_reads_are_counted() -> None:
    terms = tuple(TermUse(f"t{n}", n, n, f"t{n}", f"meaning {n}") for n in range(11))
    words = shown(replace(PLAIN, terms=terms))
    assert "meaning 7" in words
    assert "meaning 8" not in words
    assert "…and 3 more" in words


@pytest.mark.parametrize(
    ("engine", "model", "line"),
    [
        (Engine.GLOSSARY, None, "Answered by the glossary only (no AI model)"),
        (Engine.LLM, "gpt-5-mini", "Answered by gpt-5-mini with the glossary · AI can be wrong"),
        (Engine.LLM, None, "Answered by the AI model with the glossary · AI can be wrong"),
    ],
)
def test_it_says_who_answered(engine: Engine, model: str | None, line: str) -> None:
    assert line in shown(replace(PLAIN, engine=engine, model=model))


def test_screen_readers_get_the_answer_without_blocks() -> None:
    text = view.message(Answer(FULL, "j")).text
    assert text.splitlines() == [
        "Sales: Pages take 2 s",
        "86.4 minutes of downtime",
        "R&amp;D means: people who invent",
        "Question: Which page?",
        "Question: By when?",
        "Answered by the glossary only (no AI model)",
    ]


def test_swap_carries_the_text_towards_the_side_it_came_from() -> None:
    [row] = [b for b in view.message(Answer(FULL, "j")).blocks if b["type"] == "actions"]
    values = {one["action_id"]: one["value"] for one in row["elements"]}
    swap = unpack(values[buttons.SWAP])
    assert (swap["text"], swap["markup"], swap["to"]) == ("API latency is 2 s", "slack", "tech")
    assert unpack(values[buttons.POST])["out"] == "Pages take 2 s"


def test_an_undecided_answer_asks_and_claims_nothing() -> None:
    undecided = replace(PLAIN, direction=Direction.UNDECIDED, audience=None, output=PLAIN.text)
    words = shown(undecided)
    assert "For business people\nFor engineers" in words
    assert "Answered by" not in words
    assert "Post to channel" not in words


@pytest.mark.parametrize(
    ("length", "offered"), [(3_000, True), (3_001, False)], ids=["fits a form", "does not fit"]
)
def test_another_audience_is_offered_where_the_text_fits_a_form(length: int, offered: bool) -> None:
    blocks = view.message(Answer(replace(PLAIN, text="x" * length), "j")).blocks
    assert (buttons.AUDIENCE in str(blocks)) is offered


def test_an_undecided_text_too_long_for_buttons_gets_another_way() -> None:
    noise = "".join(chr(0x4E00 + (number * 7919) % 20_000) for number in range(3_000))
    undecided = replace(
        PLAIN, text=noise, output=noise, direction=Direction.UNDECIDED, audience=None
    )
    assert "Start the command with “to business” or “to tech”" in shown(undecided)


def test_a_wordless_text_gets_its_note_and_no_buttons() -> None:
    wordless = replace(PLAIN, wordless=True, notes=("No words.",))
    assert view.message(Answer(wordless, "j")).blocks[0]["text"]["text"] == "No words."
    assert len(view.message(Answer(wordless, "j")).blocks) == 1
    assert len(view.modal(Answer(wordless, "j"))["blocks"]) == 1


def test_mentions_are_shown_as_names() -> None:
    mention = replace(PLAIN, output="ask <@U1> now")
    assert "ask @Dana now" in shown(mention, names={"U1": "Dana"})


@pytest.mark.parametrize("size", [1, 3_000, 12_000])
def test_slack_takes_answers_of_any_size(size: int) -> None:
    long = replace(FULL, text="&amp; " * (size // 6 + 1), output="a&amp;b " * (size // 8 + 1))
    message = view.message(Answer(long, "slack:T1:1.1"))
    rules.check_message(message.text, list(message.blocks))
    rules.check_view(view.modal(Answer(long, "slack:T1:1.1")), home=False)
    assert words_of_blocks(message.blocks).count("a&amp;b") == size // 8 + 1


@pytest.mark.parametrize(
    ("author", "poster", "credit"),
    [
        ("Dana", "Tom", "Translated by Parlance from a message by Dana · shared by Tom"),
        ("Tom", "Tom", "Translated by Parlance from a message by Tom"),
        (None, "Tom", "Translated by Parlance from a message by Tom"),
    ],
)
def test_a_posted_answer_names_whose_words_these_were(
    author: str | None, poster: str, credit: str
) -> None:
    posted = view.posted("Pages are slow", author=author, poster=poster)
    assert words_of_blocks(posted.blocks) == f"Pages are slow\n{credit}"
    assert posted.text == f"Pages are slow\n{credit}"
