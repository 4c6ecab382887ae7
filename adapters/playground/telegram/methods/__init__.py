"""Every method that this server answers."""

from . import bot, edit, ephemeral, joining, members, send
from .registry import METHODS, NAMES, Handler

__all__ = ["METHODS", "NAMES", "Handler", "bot", "edit", "ephemeral", "joining", "members", "send"]
