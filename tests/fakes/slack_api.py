"""The few Web API methods that installing and answering in many workspaces takes, over real HTTP.

Each workspace has a token of its own; whatever is called with another one is refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web

ORGANISATION = "E1"
"""An Enterprise organisation that allows the app for all its workspaces."""


@dataclass(frozen=True)
class Call:
    """A method that was called, with which token (None: none) and which arguments."""

    method: str
    token: str | None
    arguments: Mapping[str, Any]


@dataclass
class SlackApi:
    """`codes` are the workspaces by the codes that installing them gives; tokens are made up."""

    codes: Mapping[str, str]
    calls: list[Call] = field(default_factory=list)
    answers: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    @staticmethod
    def token_of(team: str) -> str:
        return f"xoxb-{team}"

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/api/{method}", self._serve)
        app.router.add_post("/respond/{team}", self._respond)
        self._runner = web.AppRunner(app, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.base = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    def called(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    async def _respond(self, request: web.Request) -> web.Response:
        self.answers.append((request.match_info["team"], await request.json()))
        return web.Response(text="ok")

    async def _serve(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        if request.content_type == "application/json":
            arguments = await request.json()
        else:
            arguments = {**request.query, **await request.post()}
        bearer = request.headers.get("Authorization", "").partition("Bearer ")[2]
        token = bearer or arguments.get("token")
        self.calls.append(Call(method, token, arguments))
        return web.json_response(self._answer(method, token, arguments))

    def _answer(
        self, method: str, token: str | None, arguments: Mapping[str, Any]
    ) -> dict[str, Any]:
        if method == "oauth.v2.access":
            team = self.codes.get(str(arguments.get("code")))
            if team == ORGANISATION:
                return self._installed_for_all()
            return self._installed(team) if team else {"ok": False, "error": "invalid_code"}
        teams = {self.token_of(team): team for team in self.codes.values()}
        if token not in teams:
            return {"ok": False, "error": "invalid_auth"}
        if method == "auth.test":
            return {"ok": True, "team_id": teams[token], "bot_id": "B1", "user_id": "U0BOT"}
        if method == "users.info":
            user = arguments["user"]
            return {"ok": True, "user": {"id": user, "profile": {"display_name": user}}}
        return {"ok": True, "view": {"id": "V1"}, "ts": "1.0", "channel": "D1"}

    def _installed_for_all(self) -> dict[str, Any]:
        """What Slack gives where the app was allowed for a whole organisation."""
        return self._installed(ORGANISATION) | {
            "team": None,
            "enterprise": {"id": ORGANISATION, "name": "An organisation"},
            "is_enterprise_install": True,
        }

    def _installed(self, team: str) -> dict[str, Any]:
        return {
            "ok": True,
            "app_id": "A1",
            "authed_user": {"id": f"U0INSTALLER{team}"},
            "scope": "chat:write,commands",
            "token_type": "bot",
            "access_token": self.token_of(team),
            "bot_user_id": "U0BOT",
            "team": {"id": team, "name": "A workspace"},
            "enterprise": None,
            "is_enterprise_install": False,
        }
