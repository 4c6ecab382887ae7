"""A loopback Slack: Web API, Events API, Socket Mode and the people of a workspace.

It is served on this machine and driven by the real clients. It knows nothing of this project's
Slack adapter: it does what Slack documents, and refuses what Slack refuses. Two things are
stricter here than there: a message needs a top-level text even when it has blocks, and, where
CAREPODS_SPECS names the schemas, arguments unknown to Slack are refused rather than ignored.
"""

from adapters.playground.slack.acting import Outcome, Submission
from adapters.playground.slack.clock import Clock, ManualClock, SystemClock
from adapters.playground.slack.loopback import SlackLoopback
from adapters.playground.slack.model import Channel, Message, Team, User
from adapters.playground.slack.settings import BOT_EVENTS, BOT_SCOPES, Limits, Timings

__all__ = [
    "BOT_EVENTS",
    "BOT_SCOPES",
    "Channel",
    "Clock",
    "Limits",
    "ManualClock",
    "Message",
    "Outcome",
    "SlackLoopback",
    "Submission",
    "SystemClock",
    "Team",
    "Timings",
    "User",
]
