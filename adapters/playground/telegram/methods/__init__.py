"""Every method that this server answers."""

from . import bot, edit, ephemeral, joining, members, send
from .registry import METHODS, NAMES

__all__ = ["METHODS", "NAMES", "bot", "edit", "ephemeral", "joining", "members", "send"]
