"""The engine over real HTTP against a server that plays OpenAI, well and badly."""

import logging
import re
import time
from collections.abc import Callable

import httpx2
import pytest

from glossary.packs import builtin
from glossary.terms import Audience
from tests.fakes import model_server as server
from tests.fakes.model_server import Behaviour, ModelServer
from translators import figures, masking
from translators.errors import (
    ModelBusy,
    ModelError,
    ModelMalformed,
    ModelRefused,
    ModelRejected,
    ModelTruncated,
    ModelUnavailable,
    UnfaithfulAnswer,
)
from translators.inference.openai_model import Limits, Style, build_model
from translators.llm import LlmAnswer, LlmEngine
from translators.models import Direction, TokenUsage

STYLES: list[Style] = ["responses", "chat"]
TEXT = "We rolled back the deploy because latency rose from 420 ms to 850 ms for <@U012ABCDEF>."
DEADLINE_S = 5.0


async def translate(
    base_url: str, style: Style, *texts: str, deadline_s: float = DEADLINE_S
) -> LlmAnswer:
    """The answer for the last of the texts (default: `TEXT`)."""
    limits = Limits(backoff_s=0.0, breaker_threshold=100)
    model = build_model("sk-test", base_url, "gpt-x", style, deadline_s=deadline_s, limits=limits)
    engine = LlmEngine(model, deadline_s=deadline_s)
    try:
        answers = [await _answer(engine, text) for text in texts or (TEXT,)]
    finally:
        await model.close()
    return answers[-1]


async def _answer(engine: LlmEngine, text: str) -> LlmAnswer:
    message = masking.read(text)
    return await engine.translate(
        message,
        direction=Direction.TECH_TO_BUSINESS,
        audience=Audience.BUSINESS,
        matches=builtin().find(message.text, protected=message.protected),
        figures=figures.compute(message),
        person="hashed-ada",
    )


@pytest.mark.parametrize("style", STYLES)
async def test_a_translation_travels_over_http(style: Style) -> None:
    async with ModelServer() as remote:
        answer = await translate(remote.base_url, style)
    assert "<@U012ABCDEF>" in answer.output
    assert (answer.model, answer.tokens) == (server.MODEL, TokenUsage(1500, 40, 1024))
    (asked,) = remote.requests
    assert asked.headers["Authorization"] == "Bearer sk-test"
    assert "U012ABCDEF" not in remote.received


@pytest.mark.parametrize("style", STYLES)
async def test_counts_that_the_server_keeps_to_itself_stay_unknown(style: Style) -> None:
    async with ModelServer(server.answer_without_usage) as remote:
        assert (await translate(remote.base_url, style)).tokens == TokenUsage()


PASSING: dict[str, Behaviour] = {
    "drop": server.drop,
    "drop midway": server.drop_midway,
    "busy": server.status(429, headers={"Retry-After": "0"}),
    "error": server.status(500),
    "html": server.html,
    "broken json": server.broken_json,
    "empty object": server.empty_object,
    "prose": server.writing("I would rather write prose."),
}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("behaviour", PASSING.values(), ids=PASSING.keys())
async def test_one_failure_of_a_passing_kind_goes_unnoticed(
    style: Style, behaviour: Behaviour
) -> None:
    async with ModelServer(behaviour, server.answer) as remote:
        answer = await translate(remote.base_url, style)
    assert "850 ms" in answer.output
    assert len(remote.requests) == 2


LASTING: list[tuple[str, Behaviour, type[ModelError]]] = [
    ("drop", server.drop, ModelUnavailable),
    ("drop midway", server.drop_midway, ModelUnavailable),
    ("busy", server.status(429), ModelBusy),
    ("very busy", server.status(429, headers={"Retry-After": "86400"}), ModelBusy),
    ("quota", server.status(429, error="insufficient_quota"), ModelBusy),
    ("error", server.status(500), ModelUnavailable),
    ("gateway", server.status(502), ModelUnavailable),
    ("key", server.status(401), ModelRejected),
    ("unknown model", server.status(404), ModelRejected),
    ("bad request", server.status(400), ModelRejected),
    ("html", server.html, ModelMalformed),
    ("broken json", server.broken_json, ModelMalformed),
    ("empty object", server.empty_object, ModelMalformed),
    ("empty body", server.body(""), ModelMalformed),
    ("null", server.body("null"), ModelMalformed),
    ("prose", server.writing("I would rather write prose."), ModelMalformed),
    ("blank", server.writing('{"translation": "", "questions": []}'), ModelMalformed),
    ("truncated", server.truncated, ModelTruncated),
    ("refusal", server.refusal, ModelRefused),
    ("changed number", server.changed(lambda text: text.replace("850", "950")), UnfaithfulAnswer),
    ("echo", server.changed(lambda _: TEXT), UnfaithfulAnswer),
    ("lost marker", server.changed(lambda text: text.replace("⟦1⟧", "us")), UnfaithfulAnswer),
    ("ping", server.changed(lambda text: text + " <!channel>"), UnfaithfulAnswer),
]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    ("behaviour", "error"),
    [(behaviour, error) for _, behaviour, error in LASTING],
    ids=[name for name, _, _ in LASTING],
)
async def test_every_lasting_failure_is_an_error_of_ours_without_anybodys_words(
    style: Style,
    behaviour: Behaviour,
    error: type[ModelError],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    started = time.perf_counter()
    async with ModelServer(behaviour) as remote:
        with pytest.raises(error) as caught:
            await translate(remote.base_url, style)
    assert time.perf_counter() - started < DEADLINE_S
    assert len(remote.requests) <= 3
    for words in ("rolled back", "latency rose", "rather write prose"):
        assert words not in str(caught.value)
        assert words not in caplog.text


async def test_a_response_that_says_it_failed_is_unavailable() -> None:
    async with ModelServer(server.failed) as remote:
        with pytest.raises(ModelUnavailable):
            await translate(remote.base_url, "responses")


@pytest.mark.parametrize("style", STYLES)
async def test_a_server_that_never_answers_is_left_at_the_deadline(style: Style) -> None:
    started = time.perf_counter()
    async with ModelServer(server.hang) as remote:
        with pytest.raises(ModelUnavailable):
            await translate(remote.base_url, style, deadline_s=0.2)
    assert time.perf_counter() - started < 2


async def test_a_server_that_is_not_there_is_unavailable() -> None:
    async with ModelServer() as remote:
        nobody = remote.base_url
    with pytest.raises(ModelUnavailable):
        await translate(nobody, "chat")


async def test_a_repair_is_told_what_was_wrong_and_saves_the_answer() -> None:
    spoil = server.changed(lambda text: text.replace("850", "950"))
    async with ModelServer(spoil, server.answer) as remote:
        answer = await translate(remote.base_url, "responses")
    assert "850 ms" in answer.output
    assert "number_added" in answer.checks_failed
    assert "950" in remote.requests[1].payload
    assert answer.tokens == TokenUsage(3000, 80, 2048)


def _seeds() -> list[str]:
    """A hundred secrets and identifiers, put together here so that no scanner finds them."""
    shapes: list[Callable[[int], str]] = [
        lambda n: "ghp_" + f"{n:02d}aB3dE5fG7hJ9kL1mN3pQ5rS7tV9wX1yZ3b",
        lambda n: "AKIA" + f"IOSFODNN7EXAMP{n:02d}",
        lambda n: "sk-proj-" + f"{n:02d}Abc123_def456-Ghi789",
        lambda n: "xoxb-" + f"1234567890{n:02d}-abcdefGHIJKL",
        lambda n: f"postgres://app:pw{n:02d}xyz@db{n}.internal/main",
        lambda n: f"person{n}@customer{n}.example",
        lambda n: f"+49 30 12345{n:03d}",
        lambda n: f"10.20.30.{n}",
        lambda n: f"2001:db8::{n:x}:17",
        lambda n: f"4f8b0c9e-1b1c-4d27-9b3f-2a1b3c4d5e{n:02x}",
    ]
    return [shape(n) for n in range(10, 20) for shape in shapes]


async def test_none_of_a_hundred_secrets_and_identifiers_reaches_the_server() -> None:
    seeds = _seeds()
    assert len(set(seeds)) == 100
    async with ModelServer() as remote:
        await translate(remote.base_url, "chat", *(f"Latency of {seed} is high." for seed in seeds))
    assert [seed for seed in seeds if seed in remote.received] == []
    assert len(remote.requests) == 100


async def test_a_call_to_an_address_that_the_test_did_not_open_is_refused() -> None:
    def refuse(request: httpx2.Request) -> httpx2.Response:
        raise AssertionError(f"nobody opened {request.url.host}")

    client = httpx2.AsyncClient(transport=httpx2.MockTransport(refuse))
    model = build_model("sk-test", None, "gpt-x", "chat", http_client=client)
    message = masking.read(TEXT)
    with pytest.raises(ModelError, match=re.compile("AssertionError")):
        await LlmEngine(model).translate(
            message, direction=Direction.TECH_TO_BUSINESS, audience=Audience.BUSINESS
        )
