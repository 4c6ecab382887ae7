"""What the methods of the Web API have in common: their table, and finding what they name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from adapters.playground.slack.checks.blocks import Surface, check_blocks
from adapters.playground.slack.core import Core
from adapters.playground.slack.errors import ApiError, invalid_arguments, invalid_blocks
from adapters.playground.slack.model import Channel, Grant, Installation, Json, TokenKind, User

FAMILY = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}


@dataclass(frozen=True)
class Call:
    """One call of a method, after its token was accepted."""

    core: Core
    grant: Grant
    arguments: Json

    @property
    def me(self) -> User:
        """The bot or the person whose token it is."""
        return self.core.world.users[self.grant.user_id]

    @property
    def installation(self) -> Installation:
        """The app's installation in the token's workspace."""
        installation = self.core.world.teams[self.grant.team_id].installation
        if installation is None:
            raise ApiError("account_inactive")
        return installation

    def get(self, name: str, default: Any = None) -> Any:
        """Return an argument, or a default if it was not given."""
        return self.arguments.get(name, default)

    def need(self, *names: str) -> list[Any]:
        """Return arguments that have to be there. Raises ApiError for the first that is not."""
        for name in names:
            if self.arguments.get(name) in (None, ""):
                raise invalid_arguments(f"missing required field: {name} [json-pointer:/{name}]")
        return [self.arguments[name] for name in names]

    def need_scope(self, scope: str) -> None:
        """Raise ApiError if the token lacks a scope."""
        if scope not in self.grant.scopes:
            provided = ",".join(sorted(self.grant.scopes))
            raise ApiError("missing_scope", needed=scope, provided=provided)

    def channel(self, channel_id: object) -> Channel:
        """Return a channel that the token's holder can know of. Raises ApiError."""
        channel = self.core.world.channels.get(str(channel_id))
        if channel is None or not self.core.world.team_sees(self.grant.team_id, channel):
            raise ApiError("channel_not_found")
        if channel.is_private and self.grant.user_id not in channel.members:
            raise ApiError("channel_not_found")
        return channel

    def joined_channel(self, channel_id: object) -> Channel:
        """Return a channel that the token's holder is a member of. Raises ApiError."""
        channel = self.channel(channel_id)
        if self.grant.user_id not in channel.members:
            raise ApiError("not_in_channel")
        return channel

    def user(self, user_id: object) -> User:
        """Return a user of the workspace, or one from elsewhere in a shared channel."""
        user = self.core.world.users.get(str(user_id))
        if user is None:
            raise ApiError("user_not_found")
        shared = any(
            user.id in channel.members and self.core.world.team_sees(self.grant.team_id, channel)
            for channel in self.core.world.channels.values()
        )
        if user.team_id != self.grant.team_id and not shared:
            raise ApiError("user_not_visible")
        return user

    def blocks(self, surface: Surface) -> list[Json]:
        """Return the checked blocks of the call. Raises ApiError if they do not hold."""
        blocks = self.get("blocks", [])
        check_all_blocks(self.core, blocks, surface, self.grant)
        checked: list[Json] = [{"block_id": self.core.ids.next("b"), **block} for block in blocks]
        return checked


def check_all_blocks(core: Core, blocks: Any, surface: Surface, grant: Grant) -> None:
    """Check blocks by the documented limits and by the schemas. Raises ApiError."""
    problems = check_blocks(blocks, surface, lambda file: core.filing.showable(file, grant))
    if not problems and core.schemas:
        problems = core.schemas.check_blocks(blocks)
    if problems:
        raise invalid_blocks(problems)


Handler = Callable[[Call], Json]


@dataclass(frozen=True)
class Method:
    """A method: who may call it, how often, and what it does.

    The token needs one of `scopes` (none named: any token). `tier` None: no limit by the minute.
    """

    name: str
    handler: Handler
    scopes: tuple[str, ...]
    tier: int | None
    tokens: tuple[TokenKind, ...]


def method(
    name: str,
    *scopes: str,
    tier: int | None,
    tokens: tuple[TokenKind, ...] = ("bot", "user"),
) -> Callable[[Handler], Method]:
    """Turn a function into a method of the Web API."""

    def wrap(handler: Handler) -> Method:
        return Method(name, handler, scopes, tier, tokens)

    return wrap


def page(call: Call, items: list[Any], default: int) -> tuple[list[Any], Json]:
    """Return one page of a list by `limit` and `cursor`, and the metadata that leads on."""
    limit = call.get("limit") or default
    if not 1 <= limit <= 1000:
        raise ApiError("invalid_limit")
    cursor = str(call.get("cursor") or "0").rpartition(":")[2]
    if not cursor.isdecimal():
        raise ApiError("invalid_cursor")
    start = int(cursor)
    more = start + limit < len(items)
    following = f"next:{start + limit}" if more else ""
    return items[start : start + limit], {"next_cursor": following}
