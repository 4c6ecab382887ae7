"""The playground's page: two chats, an inbox and a phone side by side, alive in a browser.

It knows the control objects of the loopback servers, and nothing of the bot that talks to them.
What plays a story is handed in.
"""

from .app import Page
from .stories import Focus, Scene, Stories
from .window import Framed

__all__ = ["Focus", "Framed", "Page", "Scene", "Stories"]
