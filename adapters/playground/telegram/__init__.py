"""A loopback Telegram: the Bot API on a real socket, and people to play on the other side.

It knows nothing of the bot that talks to it. It does what the Bot API's reference and the public
server's source say, unkind parts included.
"""

from .clock import ManualClock
from .errors import NotAllowed
from .faults import Call, Faults
from .limits import QUICK, SELF_HOSTED, Limits, Rates
from .loopback import DEFAULT_TOKEN, TelegramLoopback
from .model import Chat, JoinRequest, User
from .people import Answer
from .view import Button, Seen

__all__ = [
    "DEFAULT_TOKEN",
    "QUICK",
    "SELF_HOSTED",
    "Answer",
    "Button",
    "Call",
    "Chat",
    "Faults",
    "JoinRequest",
    "Limits",
    "ManualClock",
    "NotAllowed",
    "Rates",
    "Seen",
    "TelegramLoopback",
    "User",
]
