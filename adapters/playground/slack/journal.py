"""A log of every request that reached the server. No token and no secret address is kept in it."""

from dataclasses import dataclass, field
from typing import Any

from adapters.playground.slack.model import Json

SECRET_ARGUMENTS = frozenset({"token", "client_secret", "code"})


@dataclass(frozen=True)
class Call:
    """One request: its method (or `upload`, `download`, `response_url`), arguments and answer."""

    at: float
    method: str
    arguments: Json
    status: int
    ok: bool
    error: str | None = None
    detail: tuple[str, ...] = ()


@dataclass
class Journal:
    """The calls in the order in which they were answered."""

    calls: list[Call] = field(default_factory=list)

    def note(
        self,
        at: float,
        method: str,
        arguments: dict[str, Any],
        *,
        status: int = 200,
        error: str | None = None,
        detail: tuple[str, ...] = (),
    ) -> None:
        """Add one request."""
        kept = {name: value for name, value in arguments.items() if name not in SECRET_ARGUMENTS}
        self.calls.append(Call(at, method, kept, status, error is None, error, detail))

    def of(self, method: str) -> list[Call]:
        """Return the calls of one method."""
        return [call for call in self.calls if call.method == method]

    def refused(self) -> list[Call]:
        """Return the calls that were answered with an error."""
        return [call for call in self.calls if not call.ok]
