"""A small real HTTP server that plays OpenAI's `/responses` and `/chat/completions`.

It answers from what it was asked (see `tests.fakes.language_model.rewrite`), or misbehaves as its
script says: one behaviour for each request, the last one for all that follow. It binds a free port.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from aiohttp import web

from tests.fakes.language_model import Change, ask_back, data_of, rewrite, unchanged

MODEL = "fake-model-2026"
USAGE = {"input": 1500, "output": 40, "cached": 1024}


@dataclass(frozen=True)
class Asked:
    """One request as it arrived."""

    style: str
    headers: Mapping[str, str]
    body: dict[str, Any]
    raw: web.Request
    released: asyncio.Event

    @property
    def payload(self) -> str:
        """What the user's part of the request says."""
        if self.style == "responses":
            text: str = self.body["input"][-1]["content"]
        else:
            text = self.body["messages"][-1]["content"]
        return text


Behaviour = Callable[[Asked], Awaitable[web.StreamResponse]]


class ModelServer:
    """`async with ModelServer(drop, answer) as server:` serves at `server.base_url`."""

    def __init__(self, *script: Behaviour) -> None:
        self.script = list(script or (answer,))
        self.requests: list[Asked] = []
        self.base_url = ""
        self._released = asyncio.Event()
        app = web.Application()
        app.router.add_post("/v1/responses", self._serve)
        app.router.add_post("/v1/chat/completions", self._serve)
        self._runner = web.AppRunner(app, shutdown_timeout=1)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.base_url = f"http://{host}:{port}/v1"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._released.set()
        await self._runner.cleanup()

    @property
    def received(self) -> str:
        """Everything that arrived, in one text."""
        return "\n".join(json.dumps(asked.body, ensure_ascii=False) for asked in self.requests)

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        style = "responses" if request.path.endswith("/responses") else "chat"
        try:
            body = await request.json()
        except ConnectionResetError:  # who asked was killed in mid-sentence
            return web.Response()
        asked = Asked(style, request.headers, body, request, self._released)
        self.requests.append(asked)
        behaviour = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        return await behaviour(asked)


def envelope(style: str, text: str, *, usage: bool = True) -> dict[str, Any]:
    """A complete reply of an endpoint whose output is `text`."""
    if style == "responses":
        part = {"type": "output_text", "text": text, "annotations": []}
        return {
            "id": "resp_1",
            "object": "response",
            "created_at": 1,
            "model": MODEL,
            "status": "completed",
            "output": [
                {"type": "reasoning", "id": "rs_1", "summary": []},
                {"type": "message", "id": "msg_1", "role": "assistant", "content": [part]},
            ],
            **({"usage": _responses_usage()} if usage else {}),
        }
    message = {"role": "assistant", "content": text, "refusal": None}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": MODEL,
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        **({"usage": _chat_usage()} if usage else {}),
    }


def _responses_usage() -> dict[str, Any]:
    return {
        "input_tokens": USAGE["input"],
        "output_tokens": USAGE["output"],
        "total_tokens": USAGE["input"] + USAGE["output"],
        "input_tokens_details": {"cached_tokens": USAGE["cached"]},
    }


def _chat_usage() -> dict[str, Any]:
    return {
        "prompt_tokens": USAGE["input"],
        "completion_tokens": USAGE["output"],
        "total_tokens": USAGE["input"] + USAGE["output"],
        "prompt_tokens_details": {"cached_tokens": USAGE["cached"]},
    }


def output_text(asked: Asked, change: Change = unchanged) -> str:
    """The JSON that a well-behaved model writes for a request, the translation changed."""
    data = data_of(asked.payload)
    return json.dumps(
        {"translation": change(rewrite(data)), "questions": ask_back(data)}, ensure_ascii=False
    )


async def answer(asked: Asked) -> web.StreamResponse:
    return web.json_response(envelope(asked.style, output_text(asked)))


async def answer_without_usage(asked: Asked) -> web.StreamResponse:
    return web.json_response(envelope(asked.style, output_text(asked), usage=False))


def changed(change: Change) -> Behaviour:
    """Answer with the translation changed, as an unfaithful model would."""

    async def behave(asked: Asked) -> web.StreamResponse:
        return web.json_response(envelope(asked.style, output_text(asked, change)))

    return behave


def writing(text: str) -> Behaviour:
    """Answer with `text` where JSON of the schema is wanted."""

    async def behave(asked: Asked) -> web.StreamResponse:
        return web.json_response(envelope(asked.style, text))

    return behave


def status(
    code: int, *, error: str | None = None, headers: Mapping[str, str] | None = None
) -> Behaviour:
    """Refuse with a status; like OpenAI, the error repeats a part of the request."""

    async def behave(asked: Asked) -> web.StreamResponse:
        told = {"message": f"No: {asked.payload}", "type": "error", "code": error, "param": None}
        return web.json_response({"error": told}, status=code, headers=headers)

    return behave


def body(text: str, *, content_type: str = "application/json") -> Behaviour:
    """Send `text` with status 200."""

    async def behave(asked: Asked) -> web.StreamResponse:
        return web.Response(text=text, content_type=content_type)

    return behave


html = body("<html><body>Please log in</body></html>", content_type="text/html")
broken_json = body('{"id": "resp_1", "output": [{"type": "mess')
empty_object = body("{}")


async def truncated(asked: Asked) -> web.StreamResponse:
    """Stop in the middle of the output, as at the limit of output tokens."""
    reply = envelope(asked.style, output_text(asked)[:25])
    if asked.style == "responses":
        reply |= {"status": "incomplete", "incomplete_details": {"reason": "max_output_tokens"}}
    else:
        reply["choices"][0]["finish_reason"] = "length"
    return web.json_response(reply)


async def refusal(asked: Asked) -> web.StreamResponse:
    reply = envelope(asked.style, "")
    if asked.style == "responses":
        reply["output"][-1]["content"] = [{"type": "refusal", "refusal": "I can't help with that."}]
    else:
        reply["choices"][0]["message"] |= {"content": None, "refusal": "I can't help with that."}
    return web.json_response(reply)


async def failed(asked: Asked) -> web.StreamResponse:
    """Responses only: status 200, yet the response says that it failed."""
    reply = envelope("responses", "")
    error = {"code": "server_error", "message": asked.payload}
    return web.json_response(reply | {"status": "failed", "output": [], "error": error})


async def hang(asked: Asked) -> web.StreamResponse:
    """Never answer (until the server stops)."""
    await asked.released.wait()
    return web.Response(status=503)


async def drop(asked: Asked) -> web.StreamResponse:
    """Close the connection without a word."""
    _cut(asked)
    return web.Response()


async def drop_midway(asked: Asked) -> web.StreamResponse:
    """Close the connection after half of the body."""
    text = json.dumps(envelope(asked.style, output_text(asked))).encode()
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    response.content_length = len(text)
    await response.prepare(asked.raw)
    await response.write(text[: len(text) // 2])
    _cut(asked)
    return response


def _cut(asked: Asked) -> None:
    """Close the connection, unless the client is gone already."""
    if asked.raw.transport is not None:
        asked.raw.transport.abort()
