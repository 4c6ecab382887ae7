"""What platforms show as menus, from the table of commands."""

from __future__ import annotations

from bot.chat.commands import TABLE, Command, Scope
from bot.texts import languages
from core.messages import MenuEntry
from core.model import PRESETS, Role
from core.ports import Texts


def menus(texts: Texts) -> dict[str, list[MenuEntry]]:
    """What platforms show as menus, per language; "" is the default one. No permission.

    A menu is the same for everybody, so it holds what everybody may use. In groups, those who
    look after the group see besides how to make it a room.
    """
    menu = {}
    for language in languages():
        entries: list[MenuEntry] = []
        for command in TABLE:
            said = texts.say(f"command-{command.word}", language)
            entries.extend(MenuEntry(command.word, said, scope) for scope in _scopes(command))
        menu[language] = entries
    menu[""] = menu[languages()[0]]
    return menu


def _scopes(command: Command) -> list[str]:
    """The menus that hold a command."""
    common = command.privilege is None or command.privilege in PRESETS[Role.FAMILY]
    if command.roles or not (common or command.scope is Scope.GROUP):
        return []
    scopes = ["private"] if command.offered(private=True) else []
    if command.offered(private=False):
        scopes += ["group", "admins"] if common else ["admins"]
    return scopes
