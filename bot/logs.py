"""Logs: one JSON object a line, and only the names that are known to be harmless.

Whatever is not on the list is dropped, so that a careless line cannot carry a person's data.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
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
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s")
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.CRITICAL)
