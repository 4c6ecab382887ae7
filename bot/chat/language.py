"""Which language somebody is written to in: asked, chosen, kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.chat.context import (
    Answer,
    Context,
)
from bot.texts import languages
from core.errors import Refused
from core.usecases.desk import Choice, Words

A_ROW = 3


async def ask(context: Context) -> Answer:
    """`/language`. Raises Refused for somebody who is in no pod: they are read their client's."""
    if context.who.person is None:
        raise Refused("stranger-command", "no person")
    return Answer(Words("language-which"), await rows(context))


async def rows(context: Context) -> list[list[Choice]]:
    """A button a language, by its own name."""
    choices = [
        await context.desk.choice(
            Words("language-name", {"code": code}),
            "language",
            {"language": code},
            user=context.who.user,
        )
        for code in languages()
    ]
    return [choices[at : at + A_ROW] for at in range(0, len(choices), A_ROW)]


async def chosen(context: Context, arguments: Mapping[str, str]) -> Answer:
    """The button: from this answer on, in that language."""
    if context.who.person is not None:
        changed = replace(context.who.person, language=arguments["language"])
        await context.desk.uow.people.save(changed)
    return Answer(Words("language-set"))
