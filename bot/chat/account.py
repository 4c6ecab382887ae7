"""My own addresses, accounts and app."""

from __future__ import annotations

import json
from collections.abc import Mapping

from bot.chat.context import (
    Answer,
    Context,
    in_private,
)
from core.usecases import (
    account,
)


async def me(context: Context) -> Answer | None:
    """`/me`: my addresses and accounts, where nobody else reads them."""
    in_private(context)
    words, rows = await account.me(context.desk, context.who)
    return Answer(words, rows)


async def authenticator(context: Context) -> Answer:
    """`/authenticator`: an app in place of text messages."""
    in_private(context)
    return _answer(await account.begin(context.desk, context.who, "app"))


async def add_account(context: Context, _arguments: Mapping[str, str]) -> Answer:
    return _answer(await account.begin(context.desk, context.who, "add"))


async def remove_account(context: Context, arguments: Mapping[str, str]) -> Answer:
    which = tuple(str(part) for part in json.loads(arguments["account"]))
    return _answer(await account.begin(context.desk, context.who, "remove", which))


async def change_phone(context: Context, _arguments: Mapping[str, str]) -> Answer:
    return _answer(await account.begin(context.desk, context.who, "phone"))


async def remove_app(context: Context, _arguments: Mapping[str, str]) -> Answer:
    return _answer(await account.begin(context.desk, context.who, "remove-app"))


async def come_back(context: Context, _arguments: Mapping[str, str]) -> Answer:
    """After "this was not me": the account proves that it is its owner's."""
    return _answer(await account.begin_back(context.desk, context.who))


async def text_instead(context: Context, _arguments: Mapping[str, str]) -> Answer:
    return Answer(await account.text_instead(context.desk, context.who))


def _answer(said: account.Answered) -> Answer:
    return Answer(said.words, said.buttons)
