"""Logs: one JSON object a line, and only the names that are known to be harmless.

Whatever is not on the list is dropped, so that a careless line cannot carry a person's data.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import MutableMapping
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog

ALLOWED = frozenset(
    {
        "at", "attempts", "count", "detail", "error", "event", "kind", "level", "logger", "ms",
        "path", "platform", "port", "signal", "state", "status", "timestamp", "version", "words",
    }
)  # fmt: skip
# Libraries that would log addresses, and Bot API addresses hold a token.
QUIET = ("aiohttp", "httpx", "mail", "slack_bolt", "slack_sdk", "telegram", "urllib3", "uvicorn")


def _only_allowed(
    _logger: Any, _name: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    return {k: v for k, v in event.items() if k in ALLOWED}


class Bare(logging.Formatter):
    """A library's line: who says it and of which error, never its words and no traceback's."""

    def format(self, record: logging.LogRecord) -> str:
        said = f"{record.levelname} {record.name}"
        if record.exc_info and record.exc_info[0] is not None:
            said += f" {record.exc_info[0].__name__}{_where(record.exc_info[2])}"
        return said


def _where(trace: TracebackType | None) -> str:
    """The line of code that raised it, which is nobody's."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f" {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""


def _lost(kind: type[BaseException], trace: TracebackType | None) -> None:
    log = structlog.get_logger("lost")
    log.error("not_caught", error=kind.__name__, path=_where(trace).strip())


def configure(level: str) -> None:
    """Everything goes to standard error; libraries speak only of trouble."""
    number = logging.getLevelNamesMapping().get(level.upper(), logging.INFO)
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _only_allowed,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        # Asked at each line: whoever replaces standard error later is heard.
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Bare())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    # What nobody caught, in a thread or while an object went: its message may quote anything.
    threading.excepthook = lambda lost: _lost(lost.exc_type, lost.exc_traceback)
    sys.unraisablehook = lambda lost: _lost(lost.exc_type, lost.exc_traceback)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.CRITICAL)
