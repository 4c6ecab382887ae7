"""Telegram, by the Bot API."""

from __future__ import annotations

import re
from collections.abc import Mapping

from adapters.platforms.contract import Notes, Setting
from core.ports import Limiter, Platform

SETTINGS = (
    Setting("TELEGRAM_TOKEN", "the bot's token, from @BotFather", secret=True),
    Setting("TELEGRAM_API_URL", "root of a Bot API server; Telegram's own when absent"),
    Setting(
        "TELEGRAM_WEBHOOK_SECRET",
        "1-256 of A-Z a-z 0-9 _ -: updates come to /telegram/webhook; absent: polling",
        secret=True,
    ),
    Setting("TELEGRAM_EPHEMERAL", "1 where server and clients have ephemeral group messages"),
)

API_URL = "https://api.telegram.org"


def build(settings: Mapping[str, str], notes: Notes, limiter: Limiter) -> Platform | None:
    """The platform, or None without a token. ValueError when a setting cannot be used."""
    token = settings.get("TELEGRAM_TOKEN", "")
    if not token:
        return None
    if not re.fullmatch(r"\d+:[\w-]+", token, re.ASCII):
        raise ValueError("TELEGRAM_TOKEN is not a bot's token: it reads like 12345:AAbb…")
    secret = settings.get("TELEGRAM_WEBHOOK_SECRET", "")
    if secret and not re.fullmatch(r"[\w-]{1,256}", secret, re.ASCII):
        raise ValueError("TELEGRAM_WEBHOOK_SECRET may hold A-Z, a-z, 0-9, _ and - only")
    public_url = settings.get("PUBLIC_URL", "").rstrip("/")
    if secret and not public_url:
        raise ValueError("TELEGRAM_WEBHOOK_SECRET needs PUBLIC_URL, where Telegram sends updates")
    from adapters.platforms.telegram.platform import Options, TelegramPlatform  # noqa: PLC0415

    return TelegramPlatform(
        Options(
            token=token,
            api_url=(settings.get("TELEGRAM_API_URL") or API_URL).rstrip("/"),
            webhook_secret=secret,
            public_url=public_url,
            ephemeral=settings.get("TELEGRAM_EPHEMERAL", "") in ("1", "true", "yes"),
        ),
        limiter,
    )
