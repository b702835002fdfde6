"""What can go wrong in a translation.

    ParlanceError
    +- BadRequest            the person can mend it: the message says how
    +- ModelError            the model gave no usable answer; the glossary answers instead
       +- ModelUnavailable   connection, timeout, 5xx, open breaker, deadline      (passes by itself)
       +- ModelBusy          429 or a quota                                        (passes by itself)
       +- ModelRejected      400, 401, 403, 404, 422: our key, model or request    (permanent)
       +- ModelRefused       the model declined to answer                          (permanent)
       +- ModelMalformed     HTML, broken JSON, empty or truncated output          (permanent)

No message ever holds text of a person or of a model: they are written to logs.
"""


class ParlanceError(Exception):
    """Base of all errors with a sentence for people."""


class BadRequest(ParlanceError):
    """The request can't be carried out as asked. The text is a sentence for the person: what is wrong, what to do."""


class ModelError(ParlanceError):
    """The model gave no usable answer. `reason` is a short machine-readable word."""

    reason = "model_error"
    permanent = False


class ModelUnavailable(ModelError):
    reason = "model_unavailable"


class ModelBusy(ModelError):
    reason = "model_busy"


class ModelRejected(ModelError):
    reason = "model_rejected"
    permanent = True


class ModelRefused(ModelError):
    reason = "model_refused"
    permanent = True


class ModelMalformed(ModelError):
    reason = "model_malformed"
    permanent = True
