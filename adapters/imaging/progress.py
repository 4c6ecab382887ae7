"""Long work says how far it is; whoever runs the decoder decides where that goes."""

from __future__ import annotations

from collections.abc import Callable

Listener = Callable[[float], None]


def _nobody(fraction: float) -> None:
    """Nobody listens outside the decoder process."""


_listener: Listener = _nobody


def listen(listener: Listener) -> None:
    """Hand every later report of this process to `listener`."""
    global _listener  # noqa: PLW0603 - one decoder process serves one upload
    _listener = listener


def tell(done: int, total: int) -> None:
    """Report that `done` of `total` steps are done."""
    if total > 0:
        _listener(min(1.0, done / total))
