"""The methods of the Bot API, by name."""

from collections.abc import Awaitable, Callable
from typing import Any

from ..args import Args
from ..world import World

Handler = Callable[[World, Args], Awaitable[Any]]

METHODS: dict[str, Handler] = {}
NAMES: dict[str, str] = {}


def method(name: str) -> Callable[[Handler], Handler]:
    """Make a function answer a method; names are read without regard to case."""

    def register(handler: Handler) -> Handler:
        METHODS[name.lower()] = handler
        NAMES[name.lower()] = name
        return handler

    return register
