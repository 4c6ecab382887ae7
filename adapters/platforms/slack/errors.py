"""What Slack's refusals mean to us."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from adapters import wire
from core.errors import PlatformError

# Slack's error → the port's reason. What is not here is "refused".
_REASONS: Mapping[str, str] = {
    "not_in_channel": "kicked",
    "channel_not_found": "kicked",
    "channel_is_limited_access": "kicked",
    "is_archived": "kicked",
    "message_not_found": "gone",
    "thread_not_found": "gone",
    "file_not_found": "gone",
    "file_deleted": "gone",
    "user_not_found": "gone",
    "user_disabled": "gone",
    "user_not_visible": "gone",
    "cannot_dm_bot": "cannot_write_first",
    "messages_tab_disabled": "cannot_write_first",
    "file_upload_size_restricted": "too_big",
    "msg_too_long": "too_big",
    "msg_blocks_too_long": "too_big",
}
# Passing trouble on Slack's side: nothing took effect.
_LATER = frozenset(
    {
        "ratelimited",
        "rate_limited",
        "service_unavailable",
        "team_added_to_org",
        "request_timeout",
        "invalid_slack_file",  # a file is still being processed
    }
)
# Slack's own words for these: some part of it may have succeeded.
_UNKNOWN = frozenset({"internal_error", "fatal_error"})
# The only words of an answer that may be logged or acted on.
_MAX_WORD = 60


def from_answer(
    call: str, status: int, body: object, retry_after: str | None
) -> PlatformError | None:
    """The failure that an answer stands for, or None when it is a success."""
    answer = body if isinstance(body, Mapping) else {}
    word = answer.get("error")
    word = word[:_MAX_WORD] if isinstance(word, str) and word.isascii() else ""
    wait = wire.seconds(retry_after)
    if status != HTTPStatus.OK:
        if word and 400 <= status < 500 and status != HTTPStatus.TOO_MANY_REQUESTS:
            return _by_word(call, word, wait)
        return wire.refused_by_status(status, call, wait)
    if answer.get("ok") is True:
        return None
    if not word:
        return PlatformError(f"{call}: an answer that cannot be read", certain=False)
    return _by_word(call, word, wait)


def _by_word(call: str, word: str, wait: float | None) -> PlatformError:
    detail = f"{call}: {word}"
    if word in _LATER:
        return PlatformError(detail, retry_after=wait if wait is not None else 3.0)
    if word in _UNKNOWN:
        return PlatformError(detail, certain=False)
    return PlatformError(detail, permanent=True, why=_REASONS.get(word, "refused"))


def word_of(error: PlatformError) -> str:
    """Slack's own word in an error made here, or ""."""
    return error.detail.rpartition(": ")[2]
