"""Failures to order, and the record of what was asked."""

from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True)
class Fault:
    """What becomes of one request instead of (or after) the usual."""

    status: int | None = None
    retry_after: int | None = None
    hang: float | None = None
    drop: Literal["before", "after"] | None = None
    kicked: bool = False
    body: bytes | None = None


class Faults:
    """Failures that wait for the next requests of a method, in the order they were ordered."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[Fault]] = defaultdict(deque)

    def next(
        self,
        method: str,
        *,
        status: int | None = None,
        retry_after: int | None = None,
        hang: float | None = None,
        drop: Literal["before", "after"] | None = None,
        kicked: bool = False,
        body: bytes | None = None,
        times: int = 1,
    ) -> None:
        """Order a failure for the next `times` requests of a method (`*`: of any).

        status: answered with this code and nothing done; retry_after: 429 with these seconds;
        hang: answered that many seconds late, done nevertheless; drop: the connection is cut
        before or after the request took effect; kicked: 403, as if the bot had been removed;
        body: these bytes as the answer (with `status`, else 200) and nothing done. A method
        named `file` means downloads.
        """
        fault = Fault(status, retry_after, hang, drop, kicked, body)
        self._waiting[method.lower()].extend([fault] * times)

    def take(self, method: str) -> Fault | None:
        for name in (method.lower(), "*"):
            if self._waiting[name]:
                return self._waiting[name].popleft()
        return None

    def clear(self) -> None:
        self._waiting.clear()


@dataclass
class Call:
    """One request as it was answered. The bot's token is never in it, nor a file's bytes."""

    method: str
    params: dict[str, Any]
    files: dict[str, tuple[str | None, int]]
    at: float
    status: int = 0
    description: str | None = None
    result: Any = None
    fault: Fault | None = field(default=None, repr=False)
