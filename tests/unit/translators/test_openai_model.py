"""The model adapter on a transport without a network: retries, deadline, breaker, privacy."""

import asyncio
import json
import logging
import time
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import httpx2
import pytest

from tests.fakes.model_server import MODEL, envelope
from translators.errors import (
    ModelBusy,
    ModelError,
    ModelMalformed,
    ModelQuotaSpent,
    ModelRefused,
    ModelRejected,
    ModelTruncated,
    ModelUnavailable,
)
from translators.inference.openai_model import Limits, OpenAiModel, Style, build_model
from translators.models import TokenUsage
from translators.ports import ModelRequest

STYLES: list[Style] = ["responses", "chat"]
SECRET_TEXT = "the merger with Umbrella is called off"
REQUEST = ModelRequest("Rules.", f'Data: "{SECRET_TEXT}"', "tech_to_business@1+abc", "hashed-ada")
QUICK = Limits(backoff_s=0.0)
OUTPUT = json.dumps({"translation": " Hello ", "questions": ["Why?"]})

Step = httpx2.Response | Exception
Handler = Callable[[httpx2.Request], Coroutine[None, None, httpx2.Response]]


class Wire:
    """A transport that answers with one step after the other and remembers the requests.

    A request for which no step is left is refused.
    """

    def __init__(self, *steps: Step) -> None:
        self.steps = list(steps)
        self.requests: list[httpx2.Request] = []

    async def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        if not self.steps:
            raise httpx2.ConnectError("nobody expected this request")
        step = self.steps.pop(0)
        if isinstance(step, Exception):
            raise step
        return step

    @property
    def bodies(self) -> list[dict[str, Any]]:
        return [json.loads(request.content) for request in self.requests]


def model_over(
    handler: Handler, style: Style = "responses", *, deadline_s: float = 5, limits: Limits = QUICK
) -> OpenAiModel:
    client = httpx2.AsyncClient(transport=httpx2.MockTransport(handler))
    return build_model(
        "sk-test", None, "gpt-x", style, deadline_s=deadline_s, http_client=client, limits=limits
    )


def said(text: str = OUTPUT, style: Style = "responses", *, usage: bool = True) -> httpx2.Response:
    return httpx2.Response(200, json=envelope(style, text, usage=usage))


def refused(status: int, *, code: str | None = None, **headers: str) -> httpx2.Response:
    error = {"message": f"You said: {SECRET_TEXT}", "code": code, "type": "x", "param": None}
    dashed = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx2.Response(status, json={"error": error}, headers=dashed)


@pytest.mark.parametrize("style", STYLES)
async def test_an_answer_is_read_with_its_model_and_tokens(style: Style) -> None:
    answer = await model_over(Wire(said(style=style)), style).ask(REQUEST)
    assert (answer.translation, answer.questions, answer.model) == ("Hello", ("Why?",), MODEL)
    assert answer.tokens == TokenUsage(1500, 40, 1024)


@pytest.mark.parametrize("style", STYLES)
async def test_tokens_that_the_server_did_not_count_are_unknown_and_not_zero(style: Style) -> None:
    answer = await model_over(Wire(said(style=style, usage=False)), style).ask(REQUEST)
    assert answer.tokens == TokenUsage(None, None, None)


@pytest.mark.parametrize(
    ("usage", "tokens"),
    [
        ({"input_tokens": 7}, TokenUsage(7, None, None)),
        ({"input_tokens": "7", "output_tokens": -1}, TokenUsage(None, None, None)),
        ({"input_tokens_details": None, "output_tokens": 3}, TokenUsage(None, 3, None)),
        ({"input_tokens_details": {"cached_tokens": 0}}, TokenUsage(None, None, 0)),
        ([], TokenUsage(None, None, None)),
    ],
)
async def test_odd_token_counts_do_not_spoil_an_answer(usage: object, tokens: TokenUsage) -> None:
    reply = httpx2.Response(200, json=envelope("responses", OUTPUT) | {"usage": usage})
    assert (await model_over(Wire(reply)).ask(REQUEST)).tokens == tokens


@pytest.mark.parametrize("style", STYLES)
async def test_nothing_is_stored_and_nobody_is_named(style: Style) -> None:
    wire = Wire(said(style=style))
    await model_over(wire, style).ask(REQUEST)
    (body,) = wire.bodies
    assert body["store"] is False
    assert body["prompt_cache_key"] == "tech_to_business@1+abc"
    assert len(body["safety_identifier"]) == 64
    assert "ada" not in body["safety_identifier"]


@pytest.mark.parametrize("style", STYLES)
async def test_the_schema_is_strict_and_instructions_come_before_the_data(style: Style) -> None:
    wire = Wire(said(style=style))
    await model_over(wire, style).ask(REQUEST)
    (body,) = wire.bodies
    if style == "responses":
        shape = body["text"]["format"]
        assert (body["instructions"], body["input"][0]["content"]) == ("Rules.", REQUEST.payload)
    else:
        shape = body["response_format"]["json_schema"]
        assert [m["content"] for m in body["messages"]] == ["Rules.", REQUEST.payload]
    assert shape["strict"] is True
    assert shape["schema"]["additionalProperties"] is False
    assert shape["schema"]["required"] == ["translation", "questions"]


class PickyServer:
    """A local server that knows few parameters and only some forms of output."""

    known = frozenset({"model", "messages", "max_tokens", "response_format"})

    def __init__(self, *forms: str | None) -> None:
        self.forms = forms
        self.asked: list[str | None] = []

    async def __call__(self, request: httpx2.Request) -> httpx2.Response:
        body = json.loads(request.content)
        form = body.get("response_format", {}).get("type")
        self.asked.append(form)
        if body.keys() - self.known or form not in self.forms:
            return refused(400)
        return said(f"```json\n{OUTPUT}\n```", "chat")


def local_model(handler: Handler) -> OpenAiModel:
    client = httpx2.AsyncClient(transport=httpx2.MockTransport(handler))
    return build_model(
        "sk-test", "http://127.0.0.1:9/v1", "local", "chat", http_client=client, limits=QUICK
    )


@pytest.mark.parametrize(
    ("understood", "tried"),
    [
        (("json_schema", "json_object", None), ["json_schema"]),
        (("json_object", None), ["json_schema", "json_object"]),
        ((None,), ["json_schema", "json_object", None]),
    ],
)
async def test_a_strict_server_is_asked_for_as_much_structure_as_it_takes(
    understood: tuple[str | None, ...], tried: list[str | None]
) -> None:
    server = PickyServer(*understood)
    model = local_model(server)
    for _ in range(2):
        assert (await model.ask(REQUEST)).translation == "Hello"
    assert server.asked == [*tried, tried[-1]]


async def test_a_server_that_takes_no_form_has_rejected_the_request_and_is_asked_anew() -> None:
    server = PickyServer()
    model = local_model(server)
    with pytest.raises(ModelRejected):
        await model.ask(REQUEST)
    server.forms = ("json_schema",)
    assert (await model.ask(REQUEST)).translation == "Hello"


async def test_openai_itself_is_not_asked_with_less_structure() -> None:
    wire = Wire(refused(400), said(style="chat"))
    with pytest.raises(ModelRejected):
        await model_over(wire, "chat").ask(REQUEST)
    assert len(wire.requests) == 1


async def test_a_failure_names_the_model_that_was_asked() -> None:
    with pytest.raises(ModelRejected) as caught:
        await model_over(Wire(refused(400))).ask(REQUEST)
    assert caught.value.model == "gpt-x"


PASSING = [
    httpx2.ConnectError("no"),
    httpx2.ReadTimeout("slow"),
    httpx2.RemoteProtocolError("dropped"),
    httpx2.DecodingError("not gzip"),
    refused(408),
    refused(409),
    refused(429),
    refused(429, Retry_After="0"),
    refused(500),
    refused(503, retry_after_ms="1"),
    refused(529),
    httpx2.Response(200, html="<html>login</html>"),
    httpx2.Response(200, text='{"output": ['),
    httpx2.Response(200, json={}),
    httpx2.Response(200, content=b"\xff\xfe\x00"),
]


@pytest.mark.parametrize("step", PASSING, ids=repr)
async def test_what_passes_by_itself_is_tried_again(step: Step) -> None:
    wire = Wire(step, said())
    assert (await model_over(wire).ask(REQUEST)).translation == "Hello"
    assert len(wire.requests) == 2


FINAL = [
    (refused(400), ModelRejected),
    (refused(401), ModelRejected),
    (refused(403), ModelRejected),
    (refused(404), ModelRejected),
    (refused(422), ModelRejected),
    (refused(402), ModelQuotaSpent),
    (refused(429, code="insufficient_quota"), ModelQuotaSpent),
    (refused(429, Retry_After="3600"), ModelBusy),
    (refused(503, Retry_After="3600"), ModelUnavailable),
    (refused(500, x_should_retry="false"), ModelUnavailable),
    (
        refused(429, Retry_After=format_datetime(datetime.now(UTC) + timedelta(hours=1))),
        ModelBusy,
    ),
]


@pytest.mark.parametrize(("step", "error"), FINAL, ids=repr)
async def test_what_would_fail_again_is_asked_once(step: Step, error: type[ModelError]) -> None:
    wire = Wire(step, said())
    with pytest.raises(error):
        await model_over(wire).ask(REQUEST)
    assert len(wire.requests) == 1


@pytest.mark.parametrize("style", STYLES)
async def test_a_refusal_and_a_cut_off_output_are_not_repeated(style: Style) -> None:
    declined = envelope(style, "")
    cut = envelope(style, OUTPUT[:9])
    if style == "responses":
        declined["output"][-1]["content"] = [{"type": "refusal", "refusal": SECRET_TEXT}]
        cut |= {"status": "incomplete", "incomplete_details": {"reason": "max_output_tokens"}}
    else:
        declined["choices"][0]["message"] |= {"content": None, "refusal": SECRET_TEXT}
        cut["choices"][0]["finish_reason"] = "length"
    expected: list[tuple[dict[str, Any], type[ModelError]]] = [
        (declined, ModelRefused),
        (cut, ModelTruncated),
    ]
    for reply, error in expected:
        wire = Wire(httpx2.Response(200, json=reply), said(style=style))
        with pytest.raises(error) as caught:
            await model_over(wire, style).ask(REQUEST)
        assert len(wire.requests) == 1
        assert caught.value.tokens.input_tokens == 1500


@pytest.mark.parametrize("attempts", [1, 2, 3])
async def test_attempts_are_counted_in_one_place_only(attempts: int) -> None:
    wire = Wire(*[refused(500) for _ in range(9)])
    with pytest.raises(ModelUnavailable):
        await model_over(wire, limits=Limits(attempts=attempts, backoff_s=0)).ask(REQUEST)
    assert len(wire.requests) == attempts


async def test_a_malformed_reply_is_asked_for_again_only_once() -> None:
    wire = Wire(*[said("not JSON") for _ in range(5)])
    with pytest.raises(ModelMalformed) as caught:
        await model_over(wire).ask(REQUEST)
    assert len(wire.requests) == 2
    assert caught.value.tokens == TokenUsage(3000, 80, 2048)


async def test_tokens_of_a_malformed_attempt_are_paid_for_too() -> None:
    answer = await model_over(Wire(said("not JSON"), said())).ask(REQUEST)
    assert answer.tokens == TokenUsage(3000, 80, 2048)


@pytest.mark.parametrize(
    "written",
    [
        f"```json\n{OUTPUT}\n```",
        f"<think>the user wants {{}}</think>\n{OUTPUT}",
        f"<think>a</think>```\n{OUTPUT}```",
    ],
)
async def test_fences_and_thoughts_of_local_models_are_taken_off(written: str) -> None:
    answer = await model_over(Wire(said(written, "chat")), "chat").ask(REQUEST)
    assert answer.translation == "Hello"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "Hello",
        "[]",
        '{"translation": "x"}',
        '{"translation": " ", "questions": []}',
        '{"translation": "x", "questions": [], "extra": 1}',
        '{"translation": 5, "questions": []}',
    ],
)
async def test_output_that_is_not_of_the_schema_is_malformed(written: str) -> None:
    with pytest.raises(ModelMalformed):
        await model_over(Wire(said(written), said(written))).ask(REQUEST)


async def hang(request: httpx2.Request) -> httpx2.Response:
    await asyncio.Event().wait()
    raise AssertionError("nobody sets the event")


async def test_the_deadline_ends_a_call_in_flight() -> None:
    started = time.perf_counter()
    with pytest.raises(ModelUnavailable, match="deadline"):
        await model_over(hang, deadline_s=0.05).ask(REQUEST)
    assert time.perf_counter() - started < 1


async def test_a_wait_that_would_pass_the_deadline_is_not_begun() -> None:
    wire = Wire(refused(429, Retry_After="7"), said())
    started = time.perf_counter()
    with pytest.raises(ModelBusy):
        await model_over(wire, deadline_s=5).ask(REQUEST)
    assert time.perf_counter() - started < 1


async def test_a_server_that_is_down_is_left_alone_until_it_has_rested() -> None:
    wire = Wire()
    model = model_over(wire, limits=Limits(attempts=1, breaker_threshold=2, breaker_rest_s=60))
    for _ in range(5):
        with pytest.raises(ModelUnavailable):
            await model.ask(REQUEST)
    assert len(wire.requests) == 2


async def test_a_server_that_callers_do_not_wait_for_is_left_alone_too() -> None:
    model = model_over(hang, limits=Limits(attempts=1, breaker_threshold=2, breaker_rest_s=60))
    for _ in range(2):
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(model.ask(REQUEST), timeout=0.01)
    with pytest.raises(ModelUnavailable, match="breaker"):
        await model.ask(REQUEST)


async def test_after_its_rest_a_server_is_asked_again() -> None:
    wire = Wire(refused(500), said(), said())
    model = model_over(wire, limits=Limits(attempts=1, breaker_threshold=1, breaker_rest_s=1e-9))
    with pytest.raises(ModelUnavailable):
        await model.ask(REQUEST)
    assert (await model.ask(REQUEST)).translation == "Hello"
    assert (await model.ask(REQUEST)).translation == "Hello"


async def test_a_server_that_has_rested_is_tried_by_one_request_alone() -> None:
    wire = Wire(refused(500))
    asked, answering = asyncio.Event(), asyncio.Event()

    async def slowly(request: httpx2.Request) -> httpx2.Response:
        if wire.steps:
            return await wire(request)
        wire.requests.append(request)
        asked.set()
        await answering.wait()
        return said()

    model = model_over(slowly, limits=Limits(attempts=1, breaker_threshold=1, breaker_rest_s=1e-9))
    with pytest.raises(ModelUnavailable):
        await model.ask(REQUEST)
    trial = asyncio.create_task(model.ask(REQUEST))
    await asked.wait()
    for _ in range(5):
        with pytest.raises(ModelUnavailable, match="tried"):
            await model.ask(REQUEST)
    answering.set()
    assert (await trial).translation == "Hello"
    await asyncio.gather(*(model.ask(REQUEST) for _ in range(5)))
    assert len(wire.requests) == 7


@pytest.mark.parametrize("end", [refused(500), refused(400), asyncio.CancelledError()], ids=repr)
async def test_a_trial_that_fails_does_not_close_the_way_for_good(end: Any) -> None:
    wire = Wire(refused(500), end, said())
    model = model_over(wire, limits=Limits(attempts=1, breaker_threshold=1, breaker_rest_s=1e-9))
    for _ in range(2):
        with pytest.raises((ModelError, asyncio.CancelledError)):
            await model.ask(REQUEST)
    assert (await model.ask(REQUEST)).translation == "Hello"


async def test_a_rejected_request_says_nothing_about_the_servers_health() -> None:
    wire = Wire(refused(400), refused(401), said("x"), said("x"), said())
    model = model_over(wire, limits=Limits(backoff_s=0, breaker_threshold=1, breaker_rest_s=60))
    for error in (ModelRejected, ModelRejected, ModelMalformed):
        with pytest.raises(error):
            await model.ask(REQUEST)
    assert (await model.ask(REQUEST)).translation == "Hello"


async def test_an_open_breaker_keeps_no_frames_alive() -> None:
    model = model_over(Wire(), limits=Limits(attempts=1, breaker_threshold=1, breaker_rest_s=60))
    lengths = []
    for _ in range(4):
        with pytest.raises(ModelUnavailable) as caught:
            await model.ask(REQUEST)
        lengths.append(len(caught.traceback))
        assert caught.value.__context__ is None
    assert lengths[1] == lengths[3]


async def test_no_more_requests_than_allowed_are_under_way_at_once() -> None:
    under_way, most = 0, 0

    async def count(request: httpx2.Request) -> httpx2.Response:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0)
        under_way -= 1
        return said()

    model = model_over(count, limits=Limits(concurrency=3))
    await asyncio.gather(*(model.ask(REQUEST) for _ in range(20)))
    assert most == 3


async def test_giving_up_waiting_is_not_turned_into_an_error_of_the_model() -> None:
    asking = asyncio.create_task(model_over(hang).ask(REQUEST))
    await asyncio.sleep(0)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking


LEAKS: list[Step] = [
    AttributeError(SECRET_TEXT),
    RuntimeError(SECRET_TEXT),
    ValueError(SECRET_TEXT),
    KeyError(SECRET_TEXT),
    OSError(SECRET_TEXT),
    httpx2.InvalidURL(SECRET_TEXT),
    refused(400),
    refused(500),
    httpx2.Response(200, text=SECRET_TEXT),
    said(SECRET_TEXT),
    said(json.dumps({"translation": SECRET_TEXT, "wrong": SECRET_TEXT})),
    httpx2.Response(200, json={"output": SECRET_TEXT, "status": SECRET_TEXT}),
]


@pytest.mark.parametrize("step", LEAKS, ids=repr)
async def test_no_text_gets_into_errors_their_causes_or_the_log(
    step: Step, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(ModelError) as caught:
        await model_over(Wire(step), limits=Limits(attempts=1)).ask(REQUEST)
    assert SECRET_TEXT not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    assert SECRET_TEXT not in caplog.text


async def test_a_request_that_nobody_expects_is_refused() -> None:
    wire = Wire()
    with pytest.raises(ModelUnavailable):
        await model_over(wire, limits=Limits(attempts=1)).ask(REQUEST)
    assert wire.requests[0].url.host == "api.openai.com"


def test_a_key_that_no_header_can_hold_is_a_model_error() -> None:
    model = build_model(
        "sk-“quoted”",
        None,
        "gpt-x",
        "chat",
        http_client=httpx2.AsyncClient(transport=httpx2.MockTransport(Wire(said(style="chat")))),
    )
    with pytest.raises(ModelError):
        asyncio.run(model.ask(REQUEST))
