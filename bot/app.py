"""The Bolt app: every way in registered, every request known by an id, one handler for all
errors."""

import json
import re
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import aiohttp
import structlog
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import explain
from bot.listeners import (
    annotations,
    answer_actions,
    check_draft,
    conversation,
    delivery,
    glossary_admin,
    home,
    installation,
    parked,
    translate_command,
    translate_shortcut,
    translating,
    uses,
)
from bot.listeners.delivery import Body
from bot.listeners.refusals import Refusals
from bot.oauth import WorkspaceAuthorizer, WorkspaceClient, create_flow
from bot.settings import Settings
from bot.slack import TIMEOUT, Slack, open_view, retry_handlers
from bot.views import errors as wording
from bot.wiring import Services
from translators.errors import BadRequest

WAYS_IN = (
    translate_command,
    translate_shortcut,
    check_draft,
    answer_actions,
    glossary_admin,
    home,
    conversation,
    annotations,
    installation,
)
"""Listener modules, each with `needs(settings)` and `register(app, services)`."""
WORKERS = (translating, uses, parked)
"""Modules with `register(app, services)` that do the jobs behind the ways in."""

_ANYTHING = re.compile(".*", re.DOTALL)

log = structlog.get_logger(__name__)


def create_app(services: Services) -> AsyncApp:
    """The app for HTTP and Socket Mode alike.

    A request is answered only when its listener has finished: what could not be stored is not
    acknowledged, so that Slack delivers it again.
    """
    many = services.workspaces is not None
    app = _app_of_many(services) if many else _app_of_one(services.settings)
    app.middleware(_name_request)
    app.error(ErrorAnswers(Slack(app.client), Refusals(services)).on_error)
    for module in (*WORKERS, *WAYS_IN):
        module.register(app, services)
    app.event(_ANYTHING)(_let_pass)
    app.action(_ANYTHING)(_refuse_old_button)
    return app


def _app_of_one(settings: Settings) -> AsyncApp:
    client, token = create_client(settings), settings.slack_bot_token
    client.token = None  # Bolt warns of a token beside `authorize`, so it gets it afterwards.
    app = _bolt_app(settings, client=client, authorize=Authorizer(client))
    client.token = token.get_secret_value() if token else None
    return app


def _app_of_many(services: Services) -> AsyncApp:
    """Each workspace has a token of its own, see `bot.oauth`."""
    settings, workspaces = services.settings, services.workspaces
    assert workspaces is not None  # noqa: S101 narrows for mypy: the caller has looked
    client = WorkspaceClient(
        workspaces,
        base_url=settings.slack_api_url,
        timeout=TIMEOUT,
        retry_handlers=retry_handlers(),
    )
    needs = [module.needs(settings) for module in WAYS_IN]
    scopes = {scope for need in needs for scope in need.scopes | need.optional_scopes}
    flow = create_flow(settings, workspaces, services.curators, client=client, scopes=scopes)
    authorize = WorkspaceAuthorizer(workspaces)
    return _bolt_app(settings, client=client, authorize=authorize, oauth_flow=flow)


def _bolt_app(settings: Settings, **options: Any) -> AsyncApp:
    return AsyncApp(
        name="parlance",
        signing_secret=_signing_secret(settings),
        user_facing_authorize_error_message=wording.NOT_INSTALLED,
        process_before_response=True,
        **options,
    )


def create_client(settings: Settings) -> AsyncWebClient:
    """The Web API client, at the address that the settings name."""
    token = settings.slack_bot_token
    return AsyncWebClient(
        token=token.get_secret_value() if token else None,
        base_url=settings.slack_api_url,
        timeout=TIMEOUT,
        retry_handlers=retry_handlers(),
    )


def _signing_secret(settings: Settings) -> str:
    """Without a secret (Socket Mode) one that nobody knows: an empty one would let anybody sign."""
    secret = settings.slack_signing_secret
    return secret.get_secret_value() if secret else secrets.token_hex(32)


class Authorizer(AsyncAuthorize):
    """Says in whose name we act. Slack is asked once for each process, not on every request."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._told: AuthorizeResult | None = None

    async def __call__(self, **request: object) -> AuthorizeResult:
        """The one workspace whose token is set. Raises SlackApiError for a token that is void."""
        if self._told is None:
            answer = await self._client.auth_test()
            self._told = AuthorizeResult.from_auth_test_response(
                auth_test_response=answer, bot_token=self._client.token
            )
        return self._told


async def _let_pass() -> None:
    """Acknowledge an event that nobody here wants: refused, Slack would deliver it three times
    more."""


async def _refuse_old_button() -> None:
    """A button that no version of today has: say so instead of failing silently."""
    raise BadRequest(wording.OLD_BUTTON)


async def _name_request(body: Body, next: Callable[[], Awaitable[None]]) -> None:
    """Everything logged from here on says which request it belongs to, and by `job` also what is
    logged later while its job is done: the model's calls and the answer."""
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(
        request=secrets.token_hex(4), kind=_kind(body), job=delivery.read(body).job_id
    )
    await next()


def _kind(body: Body) -> str:
    event = body.get("event") or {}
    return str(body.get("command") or event.get("type") or body.get("type") or "unknown")


class ErrorAnswers:
    """Turns what a listener raised into a sentence, where the person is who caused it."""

    def __init__(self, slack: Slack, refusals: Refusals) -> None:
        self._slack = slack
        self._refusals = refusals

    async def on_error(
        self, error: Exception, body: dict[str, Any], client: AsyncWebClient
    ) -> BoltResponse:
        problem = explain(error)
        sentence = problem.sentence
        await self._refusals.log(body, problem)
        if "command" in body:
            return _ephemeral(sentence)
        if body.get("type") == "view_submission":
            answer = _about_form(sentence, body["view"])
            return BoltResponse(status=200, body=json.dumps(answer), headers=_JSON)
        if "event" in body:
            return BoltResponse(status=500)
        await self._tell(sentence, body, client)
        return BoltResponse(status=200)

    async def _tell(self, sentence: str, body: dict[str, Any], client: AsyncWebClient) -> None:
        """Answer a shortcut or a button. Where that fails too, the log knows and the person tries
        again."""
        try:
            if body.get("response_url"):
                message = wording.message(sentence)
                await self._slack.respond(body["response_url"], message, replace=False)
            elif _is_third(body.get("view") or {}):
                await self._slack.note(body["view"], wording.note(sentence), without=())
            else:
                await open_view(client, body, wording.modal(sentence))
        except (SlackApiError, BadRequest, aiohttp.ClientError, TimeoutError) as problem:
            log.warning("error_not_told", error=type(problem).__name__)


def _about_form(sentence: str, view: Mapping[str, Any]) -> Mapping[str, Any]:
    """The answer to a form that keeps what was typed: a window on top, or beside the first field
    where Slack allows no other window."""
    fields = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    if fields and _is_third(view):
        return {"response_action": "errors", "errors": {fields[0]: sentence}}
    return {"response_action": "push", "view": wording.modal(sentence)}


def _is_third(view: Mapping[str, Any]) -> bool:
    """Whether a window stands on two others: Slack stacks no more than three."""
    below = view.get("previous_view_id")
    return bool(below) and below != view.get("root_view_id")


_JSON: dict[str, str | Sequence[str]] = {"content-type": ["application/json"]}


def _ephemeral(sentence: str) -> BoltResponse:
    shown = wording.message(sentence)
    body: Mapping[str, Any] = {
        "response_type": "ephemeral",
        "text": shown.text,
        "blocks": list(shown.blocks),
    }
    return BoltResponse(status=200, body=json.dumps(body), headers=_JSON)
