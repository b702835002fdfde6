"""What Slack hands out for a short while: trigger ids and response URLs."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass

from playground.clock import Clock
from playground.errors import Refusal

TRIGGER_SECONDS = 3.0
RESPONSE_URL_SECONDS = 30 * 60.0
RESPONSE_URL_USES = 5


@dataclass(frozen=True, slots=True)
class Trigger:
    """The right to open one view for `person`; `view` is the modal it was pressed in, if any."""

    person: str
    view: str | None
    issued: float


class Triggers:
    """Trigger ids: three seconds, one use (docs.slack.dev, handling user interaction)."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._numbers = itertools.count(1)
        self._open: dict[str, Trigger] = {}
        self._used: set[str] = set()

    def issue(self, person: str, *, view: str | None = None) -> str:
        number = f"{next(self._numbers)}.{int(self._clock.now())}.{person.lower()}"
        self._open[number] = Trigger(person, view, self._clock.now())
        return number

    def check(self, trigger_id: str) -> Trigger:
        """The trigger, still unspent. Refusal when it is unknown, spent or too old."""
        if trigger_id in self._used:
            raise Refusal("exchanged_trigger_id")
        trigger = self._open.get(trigger_id)
        if trigger is None:
            raise Refusal("invalid_trigger_id")
        if self._clock.now() - trigger.issued > TRIGGER_SECONDS:
            raise Refusal("expired_trigger_id")
        return trigger

    def spend(self, trigger_id: str) -> None:
        self._used.add(trigger_id)


@dataclass(slots=True)
class ResponseUrl:
    """Where an app may answer `person` in `channel`.

    `original` is the message that `replace_original` means: the one that held the button, or the
    last that was made through this URL.
    """

    person: str
    channel: str
    issued: float
    original: str | None = None
    thread: str | None = None
    uses: int = 0


class ResponseUrls:
    """Response URLs: five uses in thirty minutes (docs.slack.dev, handling user interaction)."""

    def __init__(self, clock: Clock, address: Callable[[str], str]) -> None:
        self._clock = clock
        self._address = address
        self._numbers = itertools.count(1)
        self._urls: dict[str, ResponseUrl] = {}

    def issue(
        self, person: str, channel: str, *, original: str | None = None, thread: str | None = None
    ) -> tuple[str, ResponseUrl]:
        key = f"{next(self._numbers)}{person.lower()}"
        ticket = ResponseUrl(person, channel, self._clock.now(), original, thread)
        self._urls[key] = ticket
        return self._address(key), ticket

    def use(self, key: str) -> ResponseUrl:
        """Count one use. Refusal when the URL is unknown, spent or older than thirty minutes."""
        ticket = self._urls.get(key)
        if ticket is None:
            raise Refusal("invalid_url", status=404)
        if ticket.uses >= RESPONSE_URL_USES:
            raise Refusal("used_url", status=404)
        if self._clock.now() - ticket.issued > RESPONSE_URL_SECONDS:
            raise Refusal("expired_url", status=404)
        ticket.uses += 1
        return ticket
