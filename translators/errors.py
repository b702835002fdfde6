"""What can go wrong in a translation.

    ParlanceError
    +- BadRequest               the person can mend it: the message says how
    +- ModelError               the model gave no usable answer; the glossary answers instead
       +- ModelUnavailable      connection, timeout, 5xx, open breaker, deadline  (passes by itself)
       +- ModelBusy             too many requests just now                        (passes by itself)
       |  +- ModelQuotaSpent    the account has no budget left                    (permanent)
       +- BudgetSpent           the workspace has no tokens left for the day      (permanent)
       +- ModelRejected         400, 401, 403, 404, 422: key, model or request    (permanent)
       +- ModelRefused          the model declined to answer                      (permanent)
       +- ModelMalformed        HTML, broken JSON or empty output                 (passes by itself)
       |  +- ModelTruncated     output cut off at a length limit                  (permanent)
       +- UnfaithfulAnswer      broke the checks, also after the repair           (permanent)

"Permanent" means that the same request would fail again. No message ever holds text of a person or
of a model: messages are written to logs.
"""

from translators.models import TokenUsage

_UNKNOWN = TokenUsage()


class ParlanceError(Exception):
    """Base of all errors with a sentence for people."""


class BadRequest(ParlanceError):
    """The request can't be carried out as asked.

    The text is a sentence for the person: what is wrong, what to do.
    """


class ModelError(ParlanceError):
    """The model gave no usable answer.

    `reason` is a short machine-readable word, `tokens` what the failed attempt is known to have
    used, `retry_after` the seconds that the server asked us to wait (None: it did not say). `model`
    and `prompt` name what was asked, for the log of what it cost (None: nothing was asked).
    """

    reason = "model_error"
    permanent = False

    def __init__(
        self,
        message: str = "",
        *,
        tokens: TokenUsage = _UNKNOWN,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.tokens = tokens
        self.retry_after = retry_after
        self.model: str | None = None
        self.prompt: str | None = None


class ModelUnavailable(ModelError):
    reason = "model_unavailable"


class ModelBusy(ModelError):
    reason = "model_busy"


class ModelQuotaSpent(ModelBusy):
    permanent = True


class BudgetSpent(ModelError):
    """The model was not asked: the workspace has used its tokens of the day."""

    reason = "budget_spent"
    permanent = True


class ModelRejected(ModelError):
    reason = "model_rejected"
    permanent = True


class ModelRefused(ModelError):
    reason = "model_refused"
    permanent = True


class ModelMalformed(ModelError):
    reason = "model_malformed"


class ModelTruncated(ModelMalformed):
    permanent = True


class UnfaithfulAnswer(ModelError):
    """Both the answer and its repair broke checks. `checks` are the kinds of what they broke."""

    reason = "unfaithful"
    permanent = True

    def __init__(
        self,
        checks: tuple[str, ...],
        tokens: TokenUsage = _UNKNOWN,
        *,
        model: str | None = None,
    ) -> None:
        super().__init__(f"The answer broke {len(checks)} checks", tokens=tokens)
        self.checks = checks
        self.model = model
