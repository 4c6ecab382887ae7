"""Errors: a sentence for the person, a detail for the log, and whether trying again can help."""

from __future__ import annotations

from collections.abc import Mapping


class CarepodsError(Exception):
    """`words` is the key of a sentence in `bot/texts`; `detail` is for the log, free of secrets."""

    def __init__(
        self, words: str, detail: str = "", *, args: Mapping[str, str | int] | None = None
    ) -> None:
        super().__init__(f"{words}: {detail}" if detail else words)
        self.words = words
        self.detail = detail
        self.arguments: Mapping[str, str | int] = args or {}


class Refused(CarepodsError):
    """The person may not, or what they gave cannot be used. Nothing has changed."""


class NotFound(Refused):
    """No such thing in this pod; the same answer as for a thing of another pod."""


class PlatformError(CarepodsError):
    """A call to the outside went wrong.

    `permanent`: trying again cannot help. `retry_after`: seconds the other side asked for.
    `certain`: it is known that nothing took effect; False means that it may have.
    `why` names the permanent reason: kicked, cannot_write_first, gone, too_big, refused, migrated.
    """

    def __init__(
        self,
        detail: str,
        *,
        permanent: bool = False,
        retry_after: float | None = None,
        certain: bool = True,
        why: str = "",
        moved_to: str = "",
    ) -> None:
        super().__init__("platform-trouble", detail)
        self.permanent = permanent
        self.retry_after = retry_after
        self.certain = certain
        self.why = why
        self.moved_to = moved_to
