"""How log lines are written: named events with keys and values, never anybody's words."""

import logging
import sys

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.errors import trace

CHATTY = ("slack_bolt", "slack_sdk", "openai", "httpx2", "httpcore2", "aiosqlite", "sqlalchemy")
"""Libraries that write whole requests, and so people's messages, at level DEBUG, and every
statement or call at level INFO: only their warnings are of use."""
LEAKY = "slack_bolt.RequestVerification"
"""Bolt's check of signatures writes the body of what it refuses at level INFO: with a wrong signing
secret that would be every message."""


class _StandardError(logging.Handler):
    """Writes to what standard error is at the moment: shells and tests exchange it."""

    def emit(self, record: logging.LogRecord) -> None:
        sys.stderr.write(f"{self.format(record)}\n")


def configure(level: str) -> None:
    """Log to standard error: readable on a terminal, one JSON object a line elsewhere."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = _StandardError()
    handler.addFilter(_is_safe)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _trace_only,
                *_last(),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in CHATTY:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))


def _is_safe(record: logging.LogRecord) -> bool:
    """Bolt gives its loggers levels of its own choice, so the lines themselves are kept out."""
    return record.name != LEAKY or record.levelno >= logging.WARNING


def keep_quiet() -> None:
    """Warnings only, to standard error: for commands whose output others read."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        cache_logger_on_first_use=False,
    )


def _trace_only(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    """Of an exception its types and places only: the rest may hold what people wrote."""
    raised = event.pop("exc_info", None)
    if raised is True:
        raised = sys.exc_info()
    problem = raised[1] if isinstance(raised, tuple) else raised
    if isinstance(problem, BaseException):
        event["error"] = trace(problem)
    return event


def _last() -> list[Processor]:
    if sys.stderr.isatty():
        return [structlog.dev.ConsoleRenderer()]
    return [structlog.processors.JSONRenderer()]
