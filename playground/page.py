"""The page: a window onto the small Slack, and the JSON through which it acts for its person."""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from html import escape
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import BaseRoute, Route

from playground.acts import Acts
from playground.delivery import Response as AppResponse
from playground.errors import ImpossibleAct, Refusal
from playground.inputs import stateful_elements
from playground.model import Json, Message, View
from playground.snapshot import snapshot

_STATIC = files("playground").joinpath("static")
_MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_TOKEN_HEADER = "x-playground-token"  # noqa: S105 - a header's name
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}

Act = Callable[[str, Json], Awaitable[AppResponse | Message | None]]


class Page:
    """Serves the page and does what its buttons ask.

    The page holds a token that is new in every run. Other web pages can make a browser post here
    but cannot read it, so they cannot act.
    """

    def __init__(self, slack: Acts) -> None:
        self._slack = slack
        self._token = secrets.token_urlsafe(16)
        self._acts: dict[str, Act] = {
            "say": self._say,
            "command": self._command,
            "shortcut": self._shortcut,
            "global_shortcut": self._global_shortcut,
            "click": self._click,
            "submit": self._submit,
            "close": self._close,
            "react": self._react,
            "edit": self._edit,
            "delete": self._delete,
            "dismiss": self._dismiss,
            "home": self._home,
        }

    @property
    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self._index),
            Route("/static/{name}", self._asset),
            Route("/page/stream", self._stream),
            Route("/page/act", self._act, methods=["POST"]),
            Route("/page/options", self._options, methods=["POST"]),
        ]

    async def _index(self, request: Request) -> Response:
        html = _STATIC.joinpath("index.html").read_text(encoding="utf-8")
        return HTMLResponse(html.replace("{{token}}", escape(self._token)), headers=_HEADERS)

    async def _asset(self, request: Request) -> Response:
        name = request.path_params["name"]
        media_type = _MEDIA_TYPES.get(name[name.rfind(".") :])
        asset = _STATIC.joinpath(name)
        if media_type is None or not asset.is_file():
            return PlainTextResponse("not found", status_code=404)
        return Response(asset.read_bytes(), media_type=media_type, headers=_HEADERS)

    async def _stream(self, request: Request) -> Response:
        """Server-sent events: the person's whole window, again after every change."""
        if not secrets.compare_digest(request.query_params.get("token", ""), self._token):
            return PlainTextResponse("forbidden", status_code=403)
        person = request.query_params.get("person", "")
        if person not in self._slack.engine.people:
            return PlainTextResponse("nobody is called that", status_code=404)
        events = self.windows(person)
        return StreamingResponse(events, media_type="text/event-stream", headers=_HEADERS)

    async def windows(self, person_id: str) -> AsyncIterator[str]:
        """What one person sees, as server-sent events: now, and after every change."""
        engine = self._slack.engine
        while not engine.closed:
            window = snapshot(engine, engine.people[person_id])
            yield f"data: {json.dumps(window)}\n\n"
            if engine.version == window["version"]:
                await engine.next_change()
            await asyncio.sleep(0)  # Several changes in one step of the app make one window.

    async def _act(self, request: Request) -> Response:
        body = await self._trusted(request)
        if body is None:
            return PlainTextResponse("forbidden", status_code=403)
        act = self._acts.get(str(body.get("act")))
        if act is None:
            return JSONResponse({"problem": "unknown act"}, status_code=400)
        try:
            result = await act(str(body.get("person")), body)
        except (ImpossibleAct, Refusal) as problem:
            return JSONResponse({"problem": str(problem)}, status_code=409)
        return JSONResponse({"problem": _problem(result)})

    async def _options(self, request: Request) -> Response:
        """What an external menu offers for the letters typed."""
        body = await self._trusted(request)
        if body is None:
            return PlainTextResponse("forbidden", status_code=403)
        person = str(body["person"])
        where = self._where(person, body)
        found = await self._slack.options(person, where, body["action_id"], body["typed"])
        return JSONResponse({"options": found})

    async def _trusted(self, request: Request) -> Json | None:
        if not secrets.compare_digest(request.headers.get(_TOKEN_HEADER, ""), self._token):
            return None
        body = await request.json()
        return body if isinstance(body, dict) else None

    # Acts

    async def _say(self, person: str, body: Json) -> Message:
        thread = self._message(body) if body.get("ts") else None
        return await self._slack.say(person, body["channel"], body["text"], thread=thread)

    async def _command(self, person: str, body: Json) -> AppResponse | None:
        return await self._slack.command(person, body["channel"], body["text"])

    async def _shortcut(self, person: str, body: Json) -> AppResponse | None:
        return await self._slack.shortcut(person, self._message(body), body["callback_id"])

    async def _global_shortcut(self, person: str, body: Json) -> AppResponse | None:
        return await self._slack.global_shortcut(person, body["callback_id"])

    async def _click(self, person: str, body: Json) -> AppResponse | None:
        where = self._where(person, body)
        return await self._slack.click(
            person,
            where,
            body["action_id"],
            body.get("value"),
            block_id=body["block_id"],
            entered=_known(where, body.get("entered") or {}),
        )

    async def _submit(self, person: str, body: Json) -> AppResponse | None:
        view = self._where(person, body)
        return await self._slack.submit(person, body["view"], _known(view, body["entered"]))

    async def _close(self, person: str, body: Json) -> None:
        await self._slack.close(person)

    async def _react(self, person: str, body: Json) -> None:
        message, emoji = self._message(body), body["emoji"]
        mine = self._slack.person(person).id in message.reactions.get(emoji, ())
        change = self._slack.unreact if mine else self._slack.react
        await change(person, message, emoji)

    async def _edit(self, person: str, body: Json) -> Message:
        return await self._slack.edit(self._own(person, body), body["text"])

    async def _delete(self, person: str, body: Json) -> None:
        await self._slack.delete(self._own(person, body))

    async def _dismiss(self, person: str, body: Json) -> None:
        """Put a private message away, as its reader may."""
        message = self._message(body)
        if message.ephemeral_to != person:
            raise ImpossibleAct("only a private message can be dismissed")
        self._slack.engine.delete_message(message)

    async def _home(self, person: str, body: Json) -> None:
        await self._slack.open_home(person, tab=body.get("tab", "home"))

    def _message(self, body: Json) -> Message:
        message = self._slack.engine.find_message(body["channel"], body["ts"])
        if message is None:
            raise ImpossibleAct("this message was deleted")
        return message

    def _own(self, person: str, body: Json) -> Message:
        message = self._message(body)
        if message.author != person:
            raise ImpossibleAct("this is somebody else's message")
        return message

    def _where(self, person: str, body: Json) -> Message | View:
        if not body.get("view"):
            return self._message(body)
        view = self._slack.engine.views.find(body["view"])
        if view is None:
            raise ImpossibleAct("this view is closed")
        return view


def _known(where: Message | View, entered: Json) -> Json:
    """What was entered in fields that still stand there; an update may have taken some away."""
    keys = {f"{b['block_id']}/{e['action_id']}" for b, e in stateful_elements(where.blocks)}
    return {key: value for key, value in entered.items() if key in keys}


def _problem(result: AppResponse | Message | None) -> str | None:
    """What to tell a person whose click came to nothing."""
    if isinstance(result, AppResponse) and result.status != 200:
        return f"The app could not be reached (HTTP {result.status})."
    return None
