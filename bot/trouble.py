"""Why a command of the operator could not do its work: a sentence in place of a traceback."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Coroutine
from typing import Any, ParamSpec

from core.errors import PlatformError
from storage.errors import StorageUnavailable, WrongKey

P = ParamSpec("P")

_NO_NAME = "its name is not known here, or there is no network"
_NOBODY = "nothing answers at its address"
# (part of an adapter's detail, what it means to the operator), most telling first.
_MEANS = (
    ("DNSError", _NO_NAME),
    ("gaierror", _NO_NAME),
    ("Certificate", "its certificate is not to be trusted"),
    ("SSLError", "it does not speak TLS there"),
    ("Timeout", "it did not answer in time"),
    ("SMTPAuthenticationError", "it does not take the user name or the password"),
    ("SMTPConnectError", _NOBODY),
    ("ConnectionRefused", _NOBODY),
    ("no answer", _NOBODY),
)


def plain(error: PlatformError) -> str:
    """What went wrong, without the name of a method or a class where it has a plain meaning."""
    return next((said for part, said in _MEANS if part in error.detail), error.detail)


def sentence(error: BaseException) -> str:
    """What is wrong and what to do, without a secret; "" for what nobody expected."""
    if isinstance(error, StorageUnavailable):
        return (
            f"The database or the blob store cannot be used ({error}). Check CAREPODS_DATABASE_URL "
            "and CAREPODS_BLOBS_URL, or ask ./carepods doctor."
        )
    if isinstance(error, WrongKey):
        return (
            "CAREPODS_MASTER_KEY or CAREPODS_PEPPER is not the one that this database was made "
            "with. Put the old value back."
        )
    if isinstance(error, PlatformError):
        return f"A chat platform cannot be used: {plain(error)}. Ask ./carepods doctor which one."
    if isinstance(error, ValueError):
        return f"A setting cannot be used: {error}."
    return ""


def told(job: Callable[P, Coroutine[Any, Any, int]]) -> Callable[P, Coroutine[Any, Any, int]]:
    """The job's exit code; 1, and the sentence on standard error, for trouble that has one."""

    @functools.wraps(job)
    async def run(*args: P.args, **kwargs: P.kwargs) -> int:
        try:
            return await job(*args, **kwargs)
        except (StorageUnavailable, WrongKey, PlatformError, ValueError) as error:
            print(sentence(error), file=sys.stderr)  # noqa: T201 - for the operator to read
            return 1

    return run


def answered(
    job: Callable[P, Coroutine[Any, Any, tuple[int, str]]],
) -> Callable[P, Coroutine[Any, Any, tuple[int, str]]]:
    """The same for a job that returns its sentence."""

    @functools.wraps(job)
    async def run(*args: P.args, **kwargs: P.kwargs) -> tuple[int, str]:
        try:
            return await job(*args, **kwargs)
        except (StorageUnavailable, WrongKey, PlatformError, ValueError) as error:
            return 1, sentence(error)

    return run
