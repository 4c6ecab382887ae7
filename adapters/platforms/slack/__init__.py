"""Slack, by the Web API, the Events API and Socket Mode."""

from __future__ import annotations

from collections.abc import Mapping

from adapters.platforms.contract import Notes, Setting
from core.ports import Limiter, Platform

SETTINGS = (
    Setting("SLACK_BOT_TOKEN", "the app's bot token (xoxb-…), for one workspace", secret=True),
    Setting("SLACK_APP_TOKEN", "app-level token (xapp-…): Socket Mode", secret=True),
    Setting(
        "SLACK_SIGNING_SECRET",
        "without an app token: events, commands and presses come to /slack/events",
        secret=True,
    ),
    Setting("SLACK_CLIENT_ID", "with the secret: many workspaces, installed by OAuth"),
    Setting("SLACK_CLIENT_SECRET", "see SLACK_CLIENT_ID", secret=True),
    Setting("SLACK_API_URL", "ends in /api/; Slack's own when absent"),
)

API_URL = "https://slack.com/api/"


def build(settings: Mapping[str, str], notes: Notes, limiter: Limiter) -> Platform | None:
    """The platform, or None without a bot token and client. ValueError when settings contradict."""
    if not settings.get("SLACK_BOT_TOKEN") and not settings.get("SLACK_CLIENT_ID"):
        return None
    from adapters.platforms.slack import platform  # noqa: PLC0415

    return platform.build(settings, notes, limiter, API_URL)
