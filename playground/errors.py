"""What can go wrong, by whose fault.

PlaygroundError
├── Refusal          the app broke a rule of Slack: answered with Slack's own error code
│   └── Limited      too many calls: HTTP 429 with Retry-After
└── ImpossibleAct    a person tried what Slack's window would not let them do: the test is wrong
"""


class PlaygroundError(Exception):
    """Base of all errors of the playground."""


class Refusal(PlaygroundError):
    """The app broke a rule. `code` is Slack's error code; `details` say what exactly."""

    def __init__(self, code: str, *details: str, status: int = 200) -> None:
        super().__init__(": ".join((code, "; ".join(details))) if details else code)
        self.code = code
        self.details = details
        self.status = status


class Limited(Refusal):
    """The app must wait `retry_after` seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("ratelimited", status=429)
        self.retry_after = retry_after


class ImpossibleAct(PlaygroundError):
    """Nobody could do this in Slack: no such button, field, command or person there."""
