"""OpenAI's models, and servers that speak its protocol, as a `LanguageModel`.

The only module that imports openai and tenacity. From the inside out: one HTTP request (at most
`concurrency` at a time), whose every failure becomes one of `translators.errors`; retries, here and
nowhere else; the deadline over all of them; a circuit breaker that stops asking a server that is
down, and after a rest tries it with one request.

Servers other than OpenAI's get by in the chat style with what they all understand: none of OpenAI's
own parameters, and structured output only as far as they accept it (`_CHAT_FORMATS`).
"""

import asyncio
import hashlib
import math
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Literal

import httpx2
import openai
from openai import AsyncOpenAI
from openai.types.chat.completion_create_params import ResponseFormat
from openai.types.responses import ResponseTextConfigParam
from purgatory import AsyncCircuitBreakerFactory
from purgatory.domain.model import HalfOpenedState, OpenedState
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    stop_after_attempt,
    stop_before_delay,
    wait_random_exponential,
)

from translators.errors import (
    ModelBusy,
    ModelError,
    ModelMalformed,
    ModelQuotaSpent,
    ModelRejected,
    ModelUnavailable,
)
from translators.inference import known_tokens
from translators.inference.openai_replies import SCHEMA_NAME, Output, read_chat, read_responses
from translators.inference.tokens import total
from translators.models import TokenUsage
from translators.ports import ModelAnswer, ModelRequest

Style = Literal["responses", "chat"]

_OPENAI_HOST = "api.openai.com"
DEFAULT_BASE_URL = f"https://{_OPENAI_HOST}/v1"
DEFAULT_DEADLINE_S = 25.0
_SPENT = frozenset({"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"})
_PASSING = frozenset({408, 409})
_LONGEST_KEY = 64
"""Characters that the API allows in `safety_identifier` and `prompt_cache_key`."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is tried. Times are seconds.

    `patience_s` is the longest Retry-After that is waited for; a longer one ends the attempt, so
    that the person gets the glossary's answer instead. `breaker_threshold` failures in a row close
    the way to the server for `breaker_rest_s`.
    """

    attempts: int = 3
    patience_s: float = 8.0
    backoff_s: float = 0.5
    concurrency: int = 96
    max_output_tokens: int = 8192
    breaker_threshold: int = 5
    breaker_rest_s: float = 30.0


_LIMITS = Limits()


def build_model(
    api_key: str,
    base_url: str | None,
    model: str,
    style: Style,
    *,
    deadline_s: float = DEFAULT_DEADLINE_S,
    http_client: httpx2.AsyncClient | None = None,
    limits: Limits = _LIMITS,
) -> "OpenAiModel":
    """A model behind OpenAI's API (`base_url` None) or a server that speaks it.

    `deadline_s` bounds one `ask` with all its retries. `http_client` replaces the transport. All
    that a first request would import is imported here, so that a thread can do it beforehand.
    """
    known_tokens.warm_up()
    client = AsyncOpenAI(
        api_key=api_key,
        base_url=base_url or DEFAULT_BASE_URL,
        max_retries=0,
        timeout=httpx2.Timeout(20, connect=3),
        http_client=http_client,
    )
    _ = client.responses if style == "responses" else client.chat.completions
    return OpenAiModel(client, model=model, style=style, deadline_s=deadline_s, limits=limits)


class OpenAiModel:
    """See `translators.ports.LanguageModel`. One instance serves everybody."""

    def __init__(
        self, client: AsyncOpenAI, *, model: str, style: Style, deadline_s: float, limits: Limits
    ) -> None:
        self.name = model
        self._client = client
        self._style = style
        self._deadline_s = deadline_s
        self._limits = limits
        self._is_openai = _is_openai(client.base_url)
        self._formats = _CHAT_FORMATS
        self._slots = asyncio.Semaphore(limits.concurrency)
        self._on_trial = False
        self._breakers = AsyncCircuitBreakerFactory(
            default_threshold=limits.breaker_threshold,
            default_ttl=limits.breaker_rest_s,
            exclude=[(BaseException, _says_nothing_of_health)],
        )

    async def ask(self, request: ModelRequest) -> ModelAnswer:
        """The model's answer, not yet verified. Raises only subclasses of ModelError."""
        breaker = await self._breakers.get_breaker("model")
        if self._on_trial:
            raise ModelUnavailable("The server is being tried after its rest")
        try:
            async with breaker:
                # A half-open breaker lets everybody through: a server that has just come back
                # would get all that waited for it at once. One goes ahead.
                trial = breaker.context.state == HalfOpenedState.name
                self._on_trial = trial
                try:
                    return await self._within_deadline(request)
                finally:
                    self._on_trial = self._on_trial and not trial
        except OpenedState as state:
            # The breaker raises one and the same object every time: without this it would keep
            # every caller's frames, and with them people's messages, while it stays open.
            state.__traceback__ = None
        raise ModelUnavailable("The circuit breaker is open")

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def _within_deadline(self, request: ModelRequest) -> ModelAnswer:
        spent: list[TokenUsage] = []
        try:
            async with asyncio.timeout(self._deadline_s):
                answer = await self._persistently(request, spent)
                return replace(answer, tokens=total(*spent, answer.tokens))
        except ModelError as problem:
            raised = problem
        except TimeoutError:
            raised = ModelUnavailable("The deadline passed")
        raised.tokens, raised.model = total(*spent), self.name
        raise raised

    async def _persistently(self, request: ModelRequest, spent: list[TokenUsage]) -> ModelAnswer:
        """Ask until it works or is not worth trying; `spent` collects what failed attempts used."""

        async def attempt() -> ModelAnswer:
            try:
                return await self._once(request)
            except ModelError as problem:
                spent.append(problem.tokens)
                raise

        retrying = AsyncRetrying(
            stop=stop_after_attempt(self._limits.attempts) | stop_before_delay(self._deadline_s),
            wait=self._wait,
            retry=self._is_worth_retrying,
            reraise=True,
        )
        return await retrying(attempt)

    def _is_worth_retrying(self, state: RetryCallState) -> bool:
        problem = state.outcome.exception() if state.outcome else None
        if not isinstance(problem, ModelError) or problem.permanent:
            return False
        if isinstance(problem, ModelMalformed) and state.attempt_number > 1:
            return False
        return (problem.retry_after or 0) <= self._limits.patience_s

    def _wait(self, state: RetryCallState) -> float:
        problem = state.outcome.exception() if state.outcome else None
        if isinstance(problem, ModelError) and problem.retry_after is not None:
            return problem.retry_after
        return wait_random_exponential(multiplier=self._limits.backoff_s, max=8)(state)

    async def _once(self, request: ModelRequest) -> ModelAnswer:
        send, read = (
            (self._send_responses, read_responses)
            if self._style == "responses"
            else (self._send_chat, read_chat)
        )
        async with self._slots:
            try:
                body = await send(request)
            except Exception as foreign:  # noqa: BLE001
                # The SDK and its transport have leaked AttributeError, RuntimeError, decoding and
                # encoding errors of their own. Whatever it is, the person still gets an answer.
                problem = translated(foreign)
            else:
                return read(body, asked=self.name)
        # Raised outside of the handler, so that the foreign error, which may quote the request or
        # the reply, is not chained to ours.
        raise problem

    async def _send_responses(self, request: ModelRequest) -> str:
        reply = await self._client.responses.with_raw_response.create(
            model=self.name,
            instructions=request.instructions,
            input=[{"role": "user", "content": request.payload}],
            text=_RESPONSES_FORMAT,
            max_output_tokens=self._limits.max_output_tokens,
            store=False,
            prompt_cache_key=request.prompt[:_LONGEST_KEY],
            safety_identifier=_hashed(request.person),
        )
        return reply.text

    async def _send_chat(self, request: ModelRequest) -> str:
        """Ask with the most exact form of output; where the server turns a request down, with less.

        What it took is remembered. OpenAI understands the first, so its refusals are final.
        """
        forms = self._formats
        for place, form in enumerate(forms):
            try:
                reply = await self._client.chat.completions.with_raw_response.create(
                    model=self.name,
                    messages=[
                        {"role": "system", "content": request.instructions},
                        {"role": "user", "content": request.payload},
                    ],
                    response_format=form,
                    **self._chat_extras(request),
                )
            except (openai.BadRequestError, openai.UnprocessableEntityError):
                if self._is_openai or place == len(forms) - 1:
                    raise
            else:
                self._formats = forms[place:]
                text: str = reply.text
                return text
        raise AssertionError("the last form returns or raises")

    def _chat_extras(self, request: ModelRequest) -> dict[str, Any]:
        """Parameters by server: strict ones answer 400 to those that only OpenAI has."""
        most = self._limits.max_output_tokens
        if not self._is_openai:
            return {"max_tokens": most}
        return {
            "max_completion_tokens": most,
            "store": False,
            "prompt_cache_key": request.prompt[:_LONGEST_KEY],
            "safety_identifier": _hashed(request.person),
        }


_SCHEMA: dict[str, object] = Output.model_json_schema()
_RESPONSES_FORMAT: ResponseTextConfigParam = {
    "format": {"type": "json_schema", "name": SCHEMA_NAME, "schema": _SCHEMA, "strict": True}
}
_CHAT_FORMATS: tuple[ResponseFormat | openai.Omit, ...] = (
    {
        "type": "json_schema",
        "json_schema": {"name": SCHEMA_NAME, "schema": _SCHEMA, "strict": True},
    },
    {"type": "json_object"},
    openai.omit,
)
"""What is asked of a chat server's output, the most exact form first. The instructions ask for the
same JSON in words, and every reply is read by the schema, whatever the server promised."""


def _is_openai(base_url: httpx2.URL) -> bool:
    """Whether the address is OpenAI's own, in any of its regions."""
    return base_url.host == _OPENAI_HOST or base_url.host.endswith(f".{_OPENAI_HOST}")


def _hashed(person: str | None) -> str:
    """Who asks, for the provider's abuse checks: stable, and no way back to the person."""
    return hashlib.sha256(f"parlance:{person or 'nobody'}".encode()).hexdigest()


def _says_nothing_of_health(problem: BaseException) -> bool:
    """Whether an exception leaves open if the server is well.

    A caller that stops waiting, as at the deadline of a translation, counts against the server.
    """
    passing = isinstance(problem, ModelUnavailable | ModelBusy | asyncio.CancelledError)
    return not passing or isinstance(problem, ModelQuotaSpent)


def translated(foreign: Exception) -> ModelError:
    """Our error for one of the SDK's or of its transport's. No text of theirs is taken over."""
    if isinstance(foreign, openai.APIConnectionError | httpx2.TransportError | OSError):
        return ModelUnavailable(f"No connection ({type(foreign).__name__})")
    if isinstance(foreign, openai.APIStatusError):
        return _of_status(foreign)
    if isinstance(foreign, UnicodeEncodeError | httpx2.InvalidURL):
        return ModelRejected(f"The key or the address is unusable ({type(foreign).__name__})")
    return ModelMalformed(f"The reply could not be read ({type(foreign).__name__})")


def _of_status(foreign: openai.APIStatusError) -> ModelError:
    status, retry_after = foreign.status_code, _retry_after(foreign.response.headers)
    said = f"Status {status}"
    if status == 402 or (status == 429 and foreign.code in _SPENT):
        return ModelQuotaSpent(said)
    if status == 429:
        return ModelBusy(said, retry_after=retry_after)
    if status in _PASSING or status >= 500:
        return ModelUnavailable(said, retry_after=retry_after)
    return ModelRejected(said)


def _retry_after(headers: httpx2.Headers) -> float | None:
    """Seconds that the server asks us to wait (infinite where it asks us not to come back).

    `retry-after-ms` and `x-should-retry` are OpenAI's own; Retry-After is of RFC 9110, section
    10.2.3: seconds or a date.
    """
    if headers.get("x-should-retry") == "false":
        return math.inf
    for name, per_second in (("retry-after-ms", 1000), ("retry-after", 1)):
        try:
            seconds = float(headers.get(name, "")) / per_second
        except ValueError:
            continue
        return seconds if seconds >= 0 else None
    try:
        at = parsedate_to_datetime(headers.get("retry-after", ""))
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - datetime.now(UTC)).total_seconds())
