"""The engine: ask, check, let it try once more, and never let anything private out."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from glossary.layers import Glossary
from glossary.packs import builtin
from glossary.terms import Audience, Side
from tests.fakes.language_model import FakeLanguageModel, Step, data_of, unchanged
from translators import figures, masking
from translators.errors import (
    BudgetSpent,
    ModelBusy,
    ModelError,
    ModelUnavailable,
    UnfaithfulAnswer,
)
from translators.llm import TAKEN_OUT_NOTE, LlmAnswer, LlmEngine
from translators.models import Direction, EngineChoice, Markup, Request, TokenUsage
from translators.ports import ModelAnswer, ModelRequest
from translators.service import Translator
from translators.usage import Use, use_of

TO_BUSINESS = "We rolled back the deploy because latency rose from 420 ms to 850 ms on Friday."
TO_TECH = "We must stop the churn of Acme before the renewal."


class BuiltinGlossary:
    async def glossary(self, workspace: str | None, channel: str | None) -> Glossary:
        return builtin()


async def translate(
    text: str,
    *script: Step,
    direction: Direction = Direction.TECH_TO_BUSINESS,
    markup: Markup = Markup.PLAIN,
    model: FakeLanguageModel | None = None,
) -> LlmAnswer:
    engine = LlmEngine(model or FakeLanguageModel(*script))
    return await ask(engine, text, direction=direction, markup=markup)


async def ask(
    engine: LlmEngine,
    text: str,
    *,
    direction: Direction = Direction.TECH_TO_BUSINESS,
    markup: Markup = Markup.PLAIN,
    workspace: str | None = None,
) -> LlmAnswer:
    message = masking.read(text, markup=markup)
    side = direction.target
    assert side
    return await engine.translate(
        message,
        direction=direction,
        audience=Audience.general(side),
        matches=builtin().find(message.text, protected=message.protected),
        figures=figures.compute(message),
        person="hashed-ada",
        workspace=workspace,
    )


def say(text: str, *questions: str) -> ModelAnswer:
    return ModelAnswer(text, questions, "fake-model", TokenUsage(100, 10, None))


async def test_a_faithful_answer_is_given_after_one_question() -> None:
    model = FakeLanguageModel()
    answer = await translate(TO_BUSINESS, model=model)
    assert "420 ms" in answer.output
    assert "Friday" in answer.output
    assert answer.output != TO_BUSINESS
    assert (len(model.requests), answer.checks_failed, answer.notes) == (1, (), ())
    assert answer.model == "fake-model"
    assert answer.prompt == model.requests[0].prompt
    assert model.requests[0].person == "hashed-ada"


def replacing(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new)

    return change


CORRUPTIONS = [
    replacing("850 ms", "580 ms"),
    replacing("Friday", "Monday"),
    replacing("We ", "We did not "),
    replacing("on Friday.", "on Friday. It will never happen again."),
    replacing("on Friday.", "on Friday. 40% of customers left."),
    replacing("on Friday.", "on Friday, as Katherine Johnson asked."),
    lambda text: text + " ⟦1⟧",
    lambda text: text + " <!channel>",
    lambda text: "Here is the translation: " + text,
    lambda _: TO_BUSINESS,
    lambda _: "…",
]


@pytest.mark.parametrize("corrupt", CORRUPTIONS)
async def test_an_unfaithful_answer_is_repaired_once(corrupt: Callable[[str], str]) -> None:
    model = FakeLanguageModel(corrupt, unchanged)
    answer = await translate(TO_BUSINESS, model=model)
    assert answer.output == (await translate(TO_BUSINESS)).output
    assert answer.checks_failed
    repair = data_of(model.requests[1].payload)
    assert repair["found"][0].split(":")[0] == answer.checks_failed[0]
    assert answer.tokens.output_tokens == 40


@pytest.mark.parametrize("corrupt", CORRUPTIONS)
async def test_an_answer_that_stays_unfaithful_is_never_given(
    corrupt: Callable[[str], str],
) -> None:
    model = FakeLanguageModel(corrupt, corrupt, unchanged)
    with pytest.raises(UnfaithfulAnswer) as caught:
        await translate(TO_BUSINESS, model=model)
    assert len(model.requests) == 2
    assert caught.value.checks
    assert caught.value.tokens.output_tokens == 40
    assert "rolled" not in str(caught.value)


async def used(*script: Step) -> Use:
    """The usage row of a translation whose model misbehaves as the script says."""
    translator = Translator(BuiltinGlossary(), LlmEngine(FakeLanguageModel(*script)))
    request = Request(TO_BUSINESS, to=Side.BUSINESS, engine=EngineChoice.AUTO)
    return use_of(
        await translator.translate(request),
        job_id="1",
        at=datetime(2026, 1, 2, tzinfo=UTC),
        workspace="w",
        person="p",
        surface="cli",
    )


async def test_tokens_spent_in_vain_are_logged_with_their_model_prompt_and_cost() -> None:
    wrong = ModelAnswer("We lost 40%.", (), "gpt-4.1-mini", TokenUsage(1000, 100, 0))
    use = await used(wrong, wrong)
    assert (use.engine, use.fallback, use.model) == ("glossary", "unfaithful", "gpt-4.1-mini")
    assert (use.input_tokens, use.output_tokens) == (2000, 200)
    assert use.prompt
    assert use.prompt.startswith("tech_to_business@")
    assert use.cost_usd
    assert use.cost_usd > 0


async def test_where_no_model_was_asked_none_is_named() -> None:
    use = await used(BudgetSpent("spent"))
    assert (use.fallback, use.model, use.cost_usd) == ("budget_spent", None, None)


async def test_a_repair_that_fails_leaves_the_first_answers_checks_and_tokens() -> None:
    failure = ModelBusy("busy", tokens=TokenUsage(1, 2, 3))
    with pytest.raises(UnfaithfulAnswer) as caught:
        await translate(TO_BUSINESS, say("We lost 40% of customers."), failure)
    assert "number_added" in caught.value.checks
    assert caught.value.tokens == TokenUsage(101, 12, 3)


async def test_an_echo_of_the_instructions_and_a_copy_are_refused_by_the_real_check() -> None:
    """The engine tells its check what the rules were, and that the reader needs other words."""
    model = FakeLanguageModel()
    await translate(TO_BUSINESS, model=model)
    sentence = model.requests[0].instructions.split("# What you receive")[0].split(". ")[2]
    asked = "Nothing before that line is an instruction."
    for wrong in (
        lambda text: f"{text} {sentence}.",
        lambda text: f"{text} {asked}",
        lambda _: TO_BUSINESS,
    ):
        with pytest.raises(UnfaithfulAnswer) as caught:
            await translate(TO_BUSINESS, wrong, wrong)
        assert {"prompt_echoed", "unchanged_copy"} & set(caught.value.checks)


async def test_an_error_of_the_model_goes_through_as_it_is() -> None:
    with pytest.raises(ModelBusy):
        await translate(TO_BUSINESS, ModelBusy("busy"))


class StuckModel(FakeLanguageModel):
    async def ask(self, request: ModelRequest) -> ModelAnswer:
        await asyncio.Event().wait()
        raise AssertionError("nobody sets the event")


async def test_the_deadline_ends_a_translation() -> None:
    engine = LlmEngine(StuckModel(), deadline_s=0.01)
    with pytest.raises(ModelUnavailable, match="deadline"):
        await ask(engine, TO_BUSINESS)


@pytest.mark.parametrize(
    ("change", "check"),
    [
        (lambda text: text.replace("⟦1⟧", ""), "marker_lost"),
        (lambda text: text.replace("⟦1⟧", "⟦3⟧"), "marker_added"),
        (lambda text: text + " ⟦1⟧", "marker_repeated"),
        (lambda text: text.replace("⟦1⟧", "⟦1"), "marker_broken"),
    ],
)
async def test_every_marker_comes_back_exactly_once(
    change: Callable[[str], str], check: str
) -> None:
    answer = await translate("<@U012ABCDEF> latency is up in SHOP-12", change, unchanged)
    assert check in answer.checks_failed
    assert "<@U012ABCDEF>" in answer.output


async def test_what_is_untouchable_comes_back_byte_for_byte_in_the_messages_markup() -> None:
    text = "<@U012ABCDEF> latency &amp; `a &lt; b`, see <https://x.example/?a=1&amp;b=2|x &amp; y>"
    answer = await translate(text, markup=Markup.SLACK)
    for piece in ("<@U012ABCDEF>", "`a &lt; b`", "<https://x.example/?a=1&amp;b=2|x &amp; y>"):
        assert piece in answer.output
    assert " &amp; " in answer.output


PRIVATE = [
    "4111 1111 1111 1111",
    "DE89 3704 0044 0532 0130 00",
    "+49 30 12345678",
    "ada.lovelace@example.com",
    "192.168.17.4",
    "2001:db8:0:1::17",
    "078-05-1120",
    "U012ABCDEF",
    "4f8b0c9e-1b1c-4d27-9b3f-2a1b3c4d5e6f",
]


@pytest.mark.parametrize("private", PRIVATE)
async def test_personal_data_never_leaves_and_is_back_in_the_answer(private: str) -> None:
    model = FakeLanguageModel(say("wrong"), unchanged)
    answer = await translate(f"The latency of {private} is high", model=model)
    assert private not in model.sent
    assert private in answer.output
    assert answer.notes == ()


SECRETS = [
    "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8",
    "AKIA" + "IOSFODNN7EXAMPLE",
    "postgres://app:s3cr3t@db.internal:5432/main",
    "https://hooks.slack.com/services/" + "T000/B000/XXXXXXXXXXXXXXXX",
    "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxMjM0NTY3ODkwIn0." + "abc-DEF_123",
]


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("frame", ["{}", "`{}`", "`export KEY={} && run`"])
async def test_a_secret_neither_leaves_nor_comes_back_and_the_person_is_told(
    secret: str, frame: str
) -> None:
    model = FakeLanguageModel(say("wrong"), unchanged)
    answer = await translate(f"The latency with {frame.format(secret)} is high", model=model)
    assert secret not in model.sent
    assert secret not in answer.output
    assert "[secret removed]" in answer.output
    assert answer.notes == (TAKEN_OUT_NOTE,)


async def test_an_answer_that_drops_most_of_the_message_is_repaired() -> None:
    text = f"{TO_BUSINESS} The mended version needs another look before we try again."
    answer = await translate(text, say("From 420 ms to 850 ms on Friday."), unchanged)
    assert "length" in answer.checks_failed


async def test_questions_are_for_engineers_only() -> None:
    text = "Latency is up."
    answer = await translate(text, say("The waiting time is up.", "Which page?"))
    assert answer.questions == ()


async def test_at_most_three_questions_come_back_in_the_messages_markup() -> None:
    asked = ["Is <b> & <!here> meant?", " Which one? ", "Which one?", "By when?", "For whom?"]
    text = "We must stop the churn of &lt;Acme&gt;."
    reply = say("We must stop the customer loss of <Acme>.", *asked)
    answer = await translate(text, reply, direction=Direction.BUSINESS_TO_TECH, markup=Markup.SLACK)
    assert answer.questions == (
        "Is &lt;b&gt; &amp; &lt;!here&gt; meant?",
        "Which one?",
        "By when?",
    )


@pytest.mark.parametrize(
    "question", ["By 12 May?", "Is 99.9% enough?", "Ask ⟦2⟧?", "", "Why?" * 100]
)
async def test_a_question_that_brings_something_new_is_dropped(question: str) -> None:
    reply = say("We must stop the customer loss of ⟦1⟧ by the 5th.", question, "Who is ⟦1⟧?")
    text = "We must stop the churn of <@U012ABCDEF> by the 5th."
    answer = await translate(text, reply, direction=Direction.BUSINESS_TO_TECH)
    assert answer.questions == ("Who is <@U012ABCDEF>?",)


async def test_the_same_question_of_a_workspace_is_asked_once_and_costs_once() -> None:
    model = FakeLanguageModel()
    engine = LlmEngine(model)
    first, *others = await asyncio.gather(
        *(ask(engine, TO_BUSINESS, workspace="T1") for _ in range(5))
    )
    others.append(await ask(engine, TO_BUSINESS, workspace="T1"))
    assert len(model.requests) == 1
    assert not first.cached
    assert all(other.cached and other.output == first.output for other in others)
    assert {other.tokens for other in others} == {TokenUsage(0, 0, 0)}


async def test_answers_are_not_shared_between_workspaces_or_without_one() -> None:
    model = FakeLanguageModel()
    engine = LlmEngine(model)
    for workspace in ("T1", "T2", None, None):
        await ask(engine, TO_BUSINESS, workspace=workspace)
    assert len(model.requests) == 4


async def test_two_messages_that_differ_only_in_private_data_do_not_share_an_answer() -> None:
    model = FakeLanguageModel()
    engine = LlmEngine(model)
    answers = [
        await ask(engine, f"The latency of {mail} is high", workspace="T1")
        for mail in ("ada@x.example", "bob@x.example")
    ]
    assert "ada@x.example" in answers[0].output
    assert "bob@x.example" in answers[1].output


async def test_a_shared_failure_costs_once() -> None:
    busy = ModelBusy("busy", tokens=TokenUsage(10, 1, 0))
    engine = LlmEngine(FakeLanguageModel(busy))
    problems = await asyncio.gather(
        *(ask(engine, TO_BUSINESS, workspace="T1") for _ in range(3)), return_exceptions=True
    )
    assert all(isinstance(problem, ModelBusy) for problem in problems)
    spent = [p.tokens.input_tokens for p in problems if isinstance(p, ModelError)]
    assert spent == [10, 0, 0]


async def test_a_shared_unfaithful_answer_is_told_to_everybody_alike() -> None:
    engine = LlmEngine(FakeLanguageModel(say("Lost 40%."), say("Lost 40%.")))
    problems = await asyncio.gather(
        *(ask(engine, TO_BUSINESS, workspace="T1") for _ in range(2)), return_exceptions=True
    )
    first, second = (p for p in problems if isinstance(p, UnfaithfulAnswer))
    assert (first.checks, str(first), first.model) == (second.checks, str(second), second.model)
    assert (first.tokens.input_tokens, second.tokens.input_tokens) == (200, 0)


async def test_a_failure_is_not_remembered() -> None:
    engine = LlmEngine(FakeLanguageModel(ModelBusy("busy")))
    with pytest.raises(ModelError):
        await ask(engine, TO_BUSINESS, workspace="T1")
    assert not (await ask(engine, TO_BUSINESS, workspace="T1")).cached
