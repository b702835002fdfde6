"""Slack's side of HTTP: `/api/{method}`, response URLs and file transfer, as Starlette routes."""

import json
from collections import defaultdict, deque
from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from playground import methods, rules
from playground.engine import Engine
from playground.errors import Limited, Refusal
from playground.model import Call, Json, Message
from playground.tickets import ResponseUrl

_JSON_ARGUMENTS = frozenset({"blocks", "attachments", "view", "metadata", "files"})
RESPONSE_URL = "response_url"


@dataclass(frozen=True, slots=True)
class Injected:
    """A failure that a test asked for in place of the real answer."""

    status: int
    error: str
    retry_after: int | None = None


class WebApi:
    """Answers the app's calls, logs each, and fails on request."""

    def __init__(self, engine: Engine, *, bot_token: str) -> None:
        self._engine = engine
        self._bot_token = bot_token
        self._injected: dict[str, deque[Injected]] = defaultdict(deque)
        self.routes = [
            Route("/api/{method}", self._method, methods=["GET", "POST"]),
            Route("/response/{key}", self._response_url, methods=["POST"]),
            Route("/upload/{file}", self._upload, methods=["POST"]),
            Route("/files/{file}", self._download, methods=["GET"]),
        ]

    def inject(self, method: str, failure: Injected, *, times: int = 1) -> None:
        """Let the next `times` calls of `method` (or `response_url`) fail."""
        self._injected[method].extend([failure] * times)

    async def _method(self, request: Request) -> Response:
        name = request.path_params["method"]
        try:
            token, arguments = await _arguments(request)
        except Refusal as refusal:
            return self._answer(name, {}, _refused(refusal), status=200)
        if failure := self._next_failure(name):
            return self._fail(name, arguments, failure)
        try:
            self._check_token(token)
            result = methods.call(self._engine, name, arguments)
        except Refusal as refusal:
            self._engine.complain(name, refusal.code, "; ".join(refusal.details))
            return self._answer(name, arguments, _refused(refusal), status=200)
        return self._answer(name, arguments, result, status=200)

    def _check_token(self, token: str | None) -> None:
        if not token:
            raise Refusal("not_authed")
        if token != self._bot_token:
            raise Refusal("invalid_auth")

    def _next_failure(self, name: str) -> Injected | None:
        waiting = self._injected[name]
        return waiting.popleft() if waiting else None

    def _fail(self, name: str, arguments: Json, failure: Injected) -> Response:
        body = {"ok": False, "error": failure.error}
        response = self._answer(name, arguments, body, status=failure.status)
        if failure.retry_after is not None:
            response.headers["Retry-After"] = str(failure.retry_after)
        return response

    def _answer(self, name: str, arguments: Json, body: Json, *, status: int) -> Response:
        moment = self._engine.clock.now()
        self._engine.calls.append(Call(name, arguments, status, body, moment))
        self._engine.changed()
        headers = {"X-Slack-Req-Id": f"{moment}"}
        if self._engine.app.scopes is not None:
            headers["X-OAuth-Scopes"] = ",".join(sorted(self._engine.app.scopes))
        return JSONResponse(body, status_code=status, headers=headers)

    async def _response_url(self, request: Request) -> Response:
        raw = await request.body()
        if failure := self._next_failure(RESPONSE_URL):
            return self._fail(RESPONSE_URL, {}, failure)
        arguments: Json = {}
        try:
            arguments = _json_object(raw)
            ticket = self._engine.response_urls.use(request.path_params["key"])
            respond(self._engine, ticket, arguments)
        except Refusal as refusal:
            self._engine.complain(RESPONSE_URL, refusal.code, "; ".join(refusal.details))
            status = refusal.status if refusal.status != 200 else 400
            return self._answer(RESPONSE_URL, arguments, _refused(refusal), status=status)
        self._answer(RESPONSE_URL, arguments, {"ok": True}, status=200)
        return PlainTextResponse("ok")

    async def _upload(self, request: Request) -> Response:
        file_id = request.path_params["file"]
        if file_id not in self._engine.files:
            return PlainTextResponse("not found", status_code=404)
        content = await request.body()
        if request.headers.get("content-type", "").startswith("multipart/"):
            form = await request.form()
            uploads = [part for part in form.values() if not isinstance(part, str)]
            content = await uploads[0].read() if uploads else b""
        self._engine.contents[file_id] = content
        return PlainTextResponse(f"OK - {len(content)}")

    async def _download(self, request: Request) -> Response:
        content = self._engine.contents.get(request.path_params["file"])
        if content is None or _bearer(request) != self._bot_token:
            return PlainTextResponse("not found", status_code=404)
        return Response(content, media_type="application/octet-stream")


def respond(engine: Engine, ticket: ResponseUrl, arguments: Json) -> None:
    """Do what an answer through a response URL asks for: add, replace or delete a message.

    A replacement keeps the visibility of the message it replaces, as in Slack. Refusal when the
    message is one that Slack would refuse.
    """
    original = engine.find_message(ticket.channel, ticket.original) if ticket.original else None
    if arguments.get("delete_original"):
        if original is not None:
            engine.delete_message(original)
            ticket.original = None
        return
    fields = _checked_fields(arguments)
    if original is not None and arguments.get("replace_original"):
        engine.replace_message(replace(original, **fields))
        return
    in_channel = arguments.get("response_type") == "in_channel"
    message = engine.post(
        Message(
            ticket.channel,
            "",
            engine.app.bot_user,
            **fields,
            thread_ts=arguments.get("thread_ts") or ticket.thread,
            ephemeral_to=None if in_channel else ticket.person,
        )
    )
    if original is None:
        ticket.original = message.ts


def _checked_fields(arguments: Json) -> Json:
    kind = arguments.get("response_type")
    if kind not in (None, "ephemeral", "in_channel"):
        raise Refusal("invalid_arguments", "response_type", status=400)
    text, blocks = arguments.get("text"), arguments.get("blocks")
    attachments = arguments.get("attachments")
    rules.check_message(text, blocks, attachments)
    return {
        "text": text or "",
        "blocks": tuple(blocks or ()),
        "attachments": tuple(attachments or ()),
    }


def limited(retry_after: int) -> Injected:
    """Slack's answer to too many calls."""
    refusal = Limited(retry_after)
    return Injected(refusal.status, refusal.code, retry_after)


def _refused(refusal: Refusal) -> Json:
    body: Json = {"ok": False, "error": refusal.code}
    if refusal.details:
        body["response_metadata"] = {"messages": list(refusal.details)}
    return body


def _bearer(request: Request) -> str | None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else None


async def _arguments(request: Request) -> tuple[str | None, Json]:
    """The token and arguments of a call, from the query, a form or JSON; JSON strings decoded."""
    found: Json = dict(request.query_params)
    if request.headers.get("content-type", "").startswith("application/json"):
        found.update(_json_object(await request.body()))
    else:
        found.update({key: value for key, value in (await request.form()).items()})
    token = _bearer(request) or found.pop("token", None)
    found.pop("token", None)
    for key in _JSON_ARGUMENTS & found.keys():
        found[key] = _decoded(found[key], key)
    return token, found


def _decoded(value: object, key: str) -> object:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        code = "invalid_blocks_format" if key == "blocks" else "invalid_arguments"
        raise Refusal(code, f"[ERROR] {key} is not JSON") from None


def _json_object(raw: bytes) -> Json:
    try:
        body = json.loads(raw or b"{}")
    except ValueError:
        raise Refusal("invalid_json") from None
    if not isinstance(body, dict):
        raise Refusal("json_not_object")
    return body
