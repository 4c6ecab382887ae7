"""What the Bot API's refusals mean to us.

Descriptions are matched, never passed on: some quote what people wrote.
"""

from __future__ import annotations

from http import HTTPStatus

from telegram.error import TelegramError

from adapters import wire
from adapters.platforms.telegram.request import Answered, Lost
from core.errors import PlatformError

# (part of the description in lower case, the reason it stands for), most telling first.
_REASONS = (
    ("bot was kicked", "kicked"),
    ("bot is not a member", "kicked"),
    ("group chat was deleted", "kicked"),
    ("chat was deleted", "kicked"),
    ("group chat was deactivated", "kicked"),
    ("bot was blocked", "cannot_write_first"),
    ("can't initiate conversation", "cannot_write_first"),
    ("can't send messages to bots", "cannot_write_first"),
    ("bot can't send messages to the user", "cannot_write_first"),
    ("user is deactivated", "gone"),
    ("chat not found", "gone"),
    ("user not found", "gone"),
    ("peer_id_invalid", "gone"),
    ("message to edit not found", "gone"),
    ("message to delete not found", "gone"),
    ("message identifier is not specified", "gone"),
    ("message_id_invalid", "gone"),
    ("file is too big", "too_big"),
    ("request entity too large", "too_big"),
    ("message can't be deleted", "too_late"),
    ("message can't be edited", "too_late"),
    ("message is not modified", "unchanged"),
    ("query is too old", "too_late"),
    ("query id is invalid", "too_late"),
)

# The words of the port; the others above are this folder's own.
_PUBLIC = frozenset({"kicked", "cannot_write_first", "gone", "too_big", "refused", "migrated"})
_SENT_ALL_THE_SAME = "sent message was immediately deleted"


def reason(error: BaseException) -> str:
    """Why a call was refused: a word of the table above, `refused`, or "" for other trouble."""
    if not isinstance(error, Answered):
        return ""
    said = error.description.lower()
    for part, word in _REASONS:
        if part in said:
            return word
    return "refused" if 400 <= error.status < 500 else ""


def platform_error(error: BaseException, call: str) -> PlatformError:
    """Any failure of a Bot API call, as the port promises it."""
    if isinstance(error, Lost):
        return PlatformError(f"{call}: {error.message}", certain=error.certain)
    if isinstance(error, Answered):
        return _refused(error, call)
    detail = f"{call}: an answer that cannot be read ({type(error).__name__})"
    sent_or_read = isinstance(error, TelegramError | KeyError | TypeError | AttributeError)
    return PlatformError(detail, permanent=not sent_or_read, certain=not sent_or_read)


def _refused(error: Answered, call: str) -> PlatformError:
    if error.moved_to:
        return PlatformError(
            f"{call}: the chat moved", permanent=True, why="migrated", moved_to=error.moved_to
        )
    word = reason(error)
    if error.status in (HTTPStatus.BAD_REQUEST, HTTPStatus.FORBIDDEN):
        why = word if word in _PUBLIC else "refused"
        return PlatformError(f"{call}: HTTP {error.status} {word}", permanent=True, why=why)
    if error.status == HTTPStatus.CONFLICT:
        return PlatformError(f"{call}: somebody else is reading updates", retry_after=5.0)
    plain = wire.refused_by_status(error.status, call, error.retry_after)
    if _SENT_ALL_THE_SAME in error.description.lower():
        plain.certain = False
    return plain
