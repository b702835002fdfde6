"""The app in many workspaces: installing it by OAuth, and acting with each workspace's own token.

Whoever handles a request or does a job acts for one workspace. `acting_for` says which, and the
`WorkspaceClient` adds that workspace's token to what is sent to Slack; without a workspace, or for
one that took the app out, nothing is sent.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import structlog
from aiohttp import encode_basic_auth
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.error import BoltError
from slack_bolt.oauth.async_callback_options import (
    AsyncCallbackOptions,
    AsyncFailureArgs,
    AsyncSuccessArgs,
)
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.response import BoltResponse
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.settings import Settings
from storage.curators import SqlCurators
from storage.encryption import BadKey, Cipher
from storage.installations import Installed, SqlInstallations
from storage.job_port import JSON, Handler, Job, Jobs, Work, team_of
from translators.errors import ParlanceError

INSTALL_PATH = "/slack/install"
REDIRECT_PATH = "/slack/oauth_redirect"
STATE_SECONDS = 600
"""How long somebody may look at Slack's question before they allow the installation."""
REMEMBER_SECONDS = 60.0
"""How long an installation is taken to stay as it is: Slack wants an answer in three seconds."""
REMEMBERED = 5_000

_acting_for: ContextVar[str | None] = ContextVar("acting_for", default=None)

log = structlog.get_logger(__name__)


ORGANISATION = (
    "Parlance can't be installed for a whole organisation at once. Install it in each workspace"
    " that wants it, and choose that workspace at the top of Slack's page."
)
"""What whoever installs it for an Enterprise organisation reads."""


class NotInstalled(ParlanceError):
    """The app is not, or no longer, in the workspace that it should act in."""


class ForOneWorkspace(BoltError):
    """The app was allowed for a whole organisation."""


@contextmanager
def acting_for(workspace: str) -> Iterator[None]:
    """Send what is sent to Slack in the name of the bot of this workspace."""
    token = _acting_for.set(workspace)
    try:
        yield
    finally:
        _acting_for.reset(token)


class Workspaces:
    """Where the app is installed, remembered for a minute."""

    def __init__(
        self, kept: SqlInstallations, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.kept = kept
        self._clock = clock
        self._known: OrderedDict[str, tuple[float, Installed]] = OrderedDict()

    async def find(self, workspace: str | None) -> Installed | None:
        """The installation in a workspace; None where there is none."""
        if not workspace:
            return None
        until, known = self._known.get(workspace, (0.0, None))
        if known and self._clock() < until:
            return known
        found = await self.kept.find(workspace)
        if found:
            # Who is not there is asked for again: they may be installing it just now.
            self._remember(workspace, found)
        return found

    def _remember(self, workspace: str, found: Installed) -> None:
        self._known[workspace] = (self._clock() + REMEMBER_SECONDS, found)
        self._known.move_to_end(workspace)
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)

    def forget(self, workspace: str) -> None:
        """Ask anew at the next occasion."""
        self._known.pop(workspace, None)


class WorkspaceAuthorizer(AsyncAuthorize):
    """Says in whose name a request is answered. Slack need not be asked: everything is kept."""

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces

    async def __call__(
        self,
        *,
        context: AsyncBoltContext,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        **_: object,
    ) -> AuthorizeResult | None:
        """None where the app is not installed: the person is told so."""
        found = await self._workspaces.find(team_id)
        if found is None:
            return None
        # For the rest of this request: it runs in this very task.
        _acting_for.set(found.workspace)
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_user_id=found.bot_user,
            bot_id=found.bot,
            bot_token=found.token,
            bot_scopes=list(found.scopes),
            user_id=user_id,
        )


class WorkspaceClient(AsyncWebClient):
    """A client that has no token of its own and takes that of the workspace it acts for."""

    def __init__(self, workspaces: Workspaces, **options: Any) -> None:
        super().__init__(**options)
        self._workspaces = workspaces

    async def api_call(
        self,
        api_method: str,
        *,
        headers: dict[str, str] | None = None,
        auth: dict[str, str] | None = None,
        **options: Any,
    ) -> AsyncSlackResponse:
        """See AsyncWebClient. Raises NotInstalled where there is no workspace to act for."""
        if auth is not None:
            # The SDK's own way is deprecated in aiohttp.
            shown = encode_basic_auth(auth["client_id"], auth["client_secret"])
            headers = {**(headers or {}), "Authorization": shown}
        elif not _brings_token(options):
            headers = {**(headers or {}), "Authorization": f"Bearer {await self._token()}"}
        return await super().api_call(api_method, headers=headers, **options)

    async def _token(self) -> str:
        found = await self._workspaces.find(_acting_for.get())
        if found is None:
            raise NotInstalled("There is no installation to act for")
        return found.token


def _brings_token(options: Mapping[str, Any]) -> bool:
    return any("token" in (options.get(part) or {}) for part in ("params", "json", "data"))


class WorkspaceJobs(Jobs):
    """Jobs that act for the workspace which their id names."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs

    def register(self, kind: str, handler: Handler) -> None:
        async def run(job: Job) -> None:
            with acting_for(team_of(job.id)):
                await handler(job)

        self._jobs.register(kind, run)

    async def start(self) -> None:
        await self._jobs.start()

    async def accept(self, job_id: str, kind: str, payload: Mapping[str, JSON]) -> bool:
        return await self._jobs.accept(job_id, kind, payload)

    async def once(self, name: str, work: Work) -> JSON:
        return await self._jobs.once(name, work)

    async def drain(self, timeout: float) -> None:  # noqa: ASYNC109 part of the contract
        await self._jobs.drain(timeout)


class SealedStates(AsyncOAuthStateStore):
    """The `state` of an installation under way (RFC 6749, section 10.12), good for ten minutes.

    It is sealed instead of kept, so that any replica can take up what another began. Bolt also
    holds it against the cookie of the browser, and Slack takes each code once.
    """

    def __init__(self, cipher: Cipher) -> None:
        self._cipher = cipher

    async def async_issue(self, *args: object, **options: object) -> str:
        # Without "=", which a cookie can carry in quotes only; Bolt would compare them too.
        return self._cipher.seal("", purpose="state").rstrip("=")

    async def async_consume(self, state: str) -> bool:
        try:
            padded = state + "=" * (-len(state) % 4)
            self._cipher.open(padded, purpose="state", max_age=STATE_SECONDS)
        except BadKey:
            return False
        return True


class Installations(AsyncInstallationStore):
    """Bolt's view of where the app is installed. Whoever installs it becomes the first curator."""

    def __init__(self, workspaces: Workspaces, curators: SqlCurators) -> None:
        self._workspaces = workspaces
        self._curators = curators

    async def async_save(self, installation: Installation) -> None:
        installed = _installed(installation, self._workspaces.kept)
        await self._workspaces.kept.save(installed)
        await self._curators.name_installer(installed.workspace, installed.installer)
        self._workspaces.forget(installed.workspace)
        log.info("installed", workspace=installed.workspace)

    async def async_find_bot(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        is_enterprise_install: bool | None = False,
    ) -> Bot | None:
        found = await self._workspaces.find(team_id)
        if found is None:
            return None
        return Bot(
            enterprise_id=found.enterprise,
            team_id=team_id,
            bot_token=found.token,
            bot_id=found.bot,
            bot_user_id=found.bot_user,
            bot_scopes=list(found.scopes),
            installed_at=found.at.timestamp(),
        )


def _installed(installation: Installation, kept: SqlInstallations) -> Installed:
    workspace = installation.team_id
    if installation.is_enterprise_install or not workspace:
        raise ForOneWorkspace(ORGANISATION)
    if not installation.bot_token:
        raise BoltError("Slack gave no bot token.")
    return Installed(
        workspace=workspace,
        token=installation.bot_token,
        bot=installation.bot_id or "",
        bot_user=installation.bot_user_id or "",
        scopes=tuple(installation.bot_scopes or ()),
        installer=installation.user_id,
        enterprise=installation.enterprise_id,
        at=kept.clock(),
    )


def cipher_of(settings: Settings) -> Cipher:
    """What seals tokens. Raises BadKey."""
    key = settings.token_encryption_key
    return Cipher(key.get_secret_value() if key else "")


def create_flow(
    settings: Settings,
    workspaces: Workspaces,
    curators: SqlCurators,
    *,
    client: AsyncWebClient,
    scopes: Collection[str],
) -> AsyncOAuthFlow:
    """The pages that install the app in one more workspace. `scopes` are those of the bot."""
    secret = settings.slack_client_secret
    return AsyncOAuthFlow(
        client=client,
        settings=AsyncOAuthSettings(
            client_id=settings.slack_client_id,
            client_secret=secret.get_secret_value() if secret else None,
            scopes=sorted(scopes),
            user_scopes=[],
            install_path=INSTALL_PATH,
            redirect_uri_path=REDIRECT_PATH,
            authorization_url=authorization_url(settings.slack_api_url),
            installation_store=Installations(workspaces, curators),
            installation_store_bot_only=True,
            state_store=SealedStates(cipher_of(settings)),
            state_expiration_seconds=STATE_SECONDS,
            callback_options=AsyncCallbackOptions(success=_succeed, failure=_fail),
        ),
    )


async def _succeed(args: AsyncSuccessArgs) -> BoltResponse:
    return await args.default.success(args)


async def _fail(args: AsyncFailureArgs) -> BoltResponse:
    """Bolt's own page speaks of a storage error where the app does not go into an organisation."""
    log.warning("not_installed", reason=args.reason, error=type(args.error).__name__)
    if not isinstance(args.error, ForOneWorkspace):
        return await args.default.failure(args)
    return BoltResponse(
        status=403,
        headers={
            "Content-Type": "text/html; charset=utf-8",
            "Set-Cookie": args.settings.state_utils.build_set_cookie_for_deletion(),
        },
        body=args.settings.redirect_uri_page_renderer.render_failure_page(ORGANISATION),
    )


def authorization_url(api_url: str) -> str:
    """Where Slack asks people to allow an app, beside the Web API of the settings."""
    return f"{api_url.removesuffix('api/')}oauth/v2/authorize"
