"""Settings from the environment or a `.env` file, parsed once, refused when unsafe."""

from __future__ import annotations

import base64
import binascii
import difflib
import logging
import os
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

import phonenumbers
from dotenv import dotenv_values
from pydantic import SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from adapters import platforms
from adapters.notify.sms import TwilioTexter
from core.spending import Spending, amount, prices

PREFIX = "CAREPODS_"
EVERY_COUNTRY = "*"
KEY_BYTES = 32
SHORTEST_TOKEN = 24
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
# Secrets that stand in an example somewhere are no secrets.
NO_SECRETS = frozenset({bytes(KEY_BYTES), b"\xff" * KEY_BYTES, bytes(range(KEY_BYTES))})
# HOST:PORT; an IPv6 address stands in brackets.
_LISTEN = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^:\[\]\s]*):(\d{1,5})")
# Names with the prefix that belong to the tests.
_OF_TESTS = frozenset({"SHARED", "SPECS", "KILLS"})
_DATABASES = ("sqlite:///", "postgresql://")
_MAILS = ("smtp://", "smtps://")


class UnsafeSettings(Exception):
    """What is missing or wrong, a sentence each."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


class Settings(BaseSettings):
    """The settings that no platform owns; a platform's own are in `platform`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", extra="ignore", hide_input_in_errors=True
    )

    database_url: str = ""
    redis_url: str = ""
    blobs_url: str = ""
    smtp_url: SecretStr = SecretStr("")
    mail_from: str = ""
    sms_url: SecretStr = SecretStr("")
    public_url: str = ""
    listen: str = "127.0.0.1:8080"
    master_key: SecretStr = SecretStr("")
    previous_master_key: SecretStr = SecretStr("")
    pepper: SecretStr = SecretStr("")
    log_level: str = "INFO"
    phone_region: str = ""
    phone_countries: str = ""
    sms_price: str = ""
    sms_prices: str = ""
    sms_daily_cap: str = ""
    sms_monthly_cap: str = ""
    forwarded_allow_ips: str = "127.0.0.1"
    metrics_token: SecretStr = SecretStr("")

    @field_validator("public_url")
    @classmethod
    def _no_slash(cls, value: str) -> str:
        return value.rstrip("/")

    @property
    def host(self) -> str:
        """Where pages are served; this machine alone when only a port is given."""
        return self.listen.rpartition(":")[0].strip("[]") or "127.0.0.1"

    @property
    def port(self) -> int:
        return int(self.listen.rpartition(":")[2])

    @property
    def countries(self) -> frozenset[str]:
        """Those that may be texted: the list, else the region alone; empty: all there are."""
        listed = self.phone_countries.strip() or self.phone_region
        if listed == EVERY_COUNTRY:
            return frozenset()
        return frozenset(c.strip().upper() for c in listed.split(",") if c.strip())

    @property
    def spending(self) -> Spending:
        """What texts cost and may cost. Raises ValueError."""
        return Spending(
            price=amount(self.sms_price or "0"),
            prices=prices(self.sms_prices),
            day=amount(self.sms_daily_cap or "0"),
            month=amount(self.sms_monthly_cap or "0"),
        )

    @property
    def previous(self) -> tuple[bytes, ...]:
        """The master key before this one, while a rotation is under way. Raises ValueError."""
        given = self.previous_master_key.get_secret_value()
        return (self.key(self.previous_master_key),) if given else ()

    def key(self, secret: SecretStr) -> bytes:
        """The 32 bytes of a base64 setting. Raises ValueError."""
        try:
            value = base64.b64decode(secret.get_secret_value(), validate=True)
        except binascii.Error as error:
            raise ValueError("not base64") from error
        if len(value) != KEY_BYTES:
            raise ValueError("not 32 bytes")
        return value


def load() -> Settings:
    return Settings()


def platform_settings() -> dict[str, str]:
    """The settings of every platform there is, without the prefix, from the same two places."""
    names = {s.name for entry in platforms.found().values() for s in entry.settings}
    values = {k: v for k, v in _dotenv().items() if k in names}
    values.update({n: os.environ[PREFIX + n] for n in names if PREFIX + n in os.environ})
    return {k: v for k, v in values.items() if v}


def _dotenv() -> dict[str, str]:
    """What the `.env` file of the folder one stands in says, without the prefix."""
    found = dotenv_values(".env", encoding="utf-8")
    return {
        name.upper().removeprefix(PREFIX): value
        for name, value in found.items()
        if name.upper().startswith(PREFIX) and value is not None
    }


def is_loopback(url: str) -> bool:
    return (urlsplit(url).hostname or "") in LOOPBACK


def _is_safe(url: str) -> bool:
    return url.startswith("https://") or (url.startswith("http://") and is_loopback(url))


def known_names() -> frozenset[str]:
    """Every setting that there is, without the prefix."""
    own = {name.upper() for name in Settings.model_fields}
    return frozenset(own | {s.name for e in platforms.found().values() for s in e.settings})


def mistyped() -> list[str]:
    """A sentence for each variable that looks like a setting and is none: it would go unseen."""
    known = known_names()
    ours = {n.removeprefix(PREFIX) for n in os.environ if n.startswith(PREFIX)} | set(_dotenv())
    sentences = []
    for name in sorted(ours - known - _OF_TESTS):
        near = difflib.get_close_matches(name, known, n=1)
        meant = f"; {PREFIX}{near[0]} is one" if near else ""
        sentences.append(f"{PREFIX}{name} is no setting, and is not used{meant}.")
    return sentences


def check(settings: Settings, platform: Mapping[str, str]) -> None:
    """Raises UnsafeSettings: what production needs, and what it must not have."""
    wrong: list[str] = []
    needed = {
        "DATABASE_URL": settings.database_url,
        "BLOBS_URL": settings.blobs_url,
        "SMTP_URL": settings.smtp_url.get_secret_value(),
        "MAIL_FROM": settings.mail_from,
        "SMS_URL": settings.sms_url.get_secret_value(),
        "PUBLIC_URL": settings.public_url,
    }
    wrong += [f"{PREFIX}{name} is not set." for name, value in needed.items() if not value]
    wrong += _check_secrets(settings)
    wrong += _check_addresses(settings)
    wrong += _check_spending(settings)
    wrong += _check_countries(settings)
    wrong += _check_platforms(settings, platform)
    if wrong:
        raise UnsafeSettings(wrong)


def _check_addresses(settings: Settings) -> list[str]:
    wrong = []
    if settings.public_url and not _is_safe(settings.public_url):
        wrong.append(f"{PREFIX}PUBLIC_URL must begin with https:// (http:// on this machine only).")
    if "?" in settings.public_url or "#" in settings.public_url:
        wrong.append(f"{PREFIX}PUBLIC_URL must end after its host or path: no ? and no #.")
    listen = _LISTEN.fullmatch(settings.listen)
    if listen is not None and int(listen.group(2)) > 65535:
        wrong.append(f"{PREFIX}LISTEN names a port that does not exist: 65535 is the last one.")
    if listen is None:
        wrong.append(
            f"{PREFIX}LISTEN must read HOST:PORT, an IPv6 address in brackets: [::1]:8080."
        )
    for name, value, forms in (
        ("DATABASE_URL", settings.database_url, _DATABASES),
        ("SMTP_URL", settings.smtp_url.get_secret_value(), _MAILS),
        ("BLOBS_URL", settings.blobs_url, ("file:///", "s3://")),
        ("REDIS_URL", settings.redis_url, ("redis://", "rediss://")),
    ):
        if value and not value.startswith(forms):
            wrong.append(f"{PREFIX}{name} must begin with {' or '.join(forms)}.")
    try:
        if settings.sms_url.get_secret_value():
            TwilioTexter(settings.sms_url.get_secret_value())
    except ValueError as error:
        wrong.append(f"{PREFIX}{error}.")
    if settings.log_level.upper() not in logging.getLevelNamesMapping():
        wrong.append(f"{PREFIX}LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR.")
    return wrong


def _check_countries(settings: Settings) -> list[str]:
    known = phonenumbers.SUPPORTED_REGIONS
    wrong = []
    if settings.phone_region and settings.phone_region.upper() not in known:
        wrong.append(f"{PREFIX}PHONE_REGION must be a country's two letters, like GB.")
    elif settings.countries - known:
        wrong.append(f"{PREFIX}PHONE_COUNTRIES must be countries' two letters, like GB,IE, or *.")
    return wrong


def _check_spending(settings: Settings) -> list[str]:
    """A cap in money is none without a price, and none that stops the first text."""
    wrong = []
    money = ("SMS_PRICE", "SMS_DAILY_CAP", "SMS_MONTHLY_CAP")
    for name in money:
        try:
            amount(getattr(settings, name.lower()) or "0")
        except ValueError:
            wrong.append(f"{PREFIX}{name} must be an amount like 0.05, at most 100000.")
    try:
        prices(settings.sms_prices)
    except ValueError:
        wrong.append(f"{PREFIX}SMS_PRICES must read like +44=0.04,+1=0.0079.")
    if wrong:
        return wrong
    spending = settings.spending
    capped = [name for name in money[1:] if getattr(settings, name.lower())]
    if capped and not spending.price:
        return [f"{PREFIX}{capped[0]} needs {PREFIX}SMS_PRICE: what a text costs."]
    return [
        f"{PREFIX}{name} is less than one text costs: nobody could be let in."
        for name in capped
        if amount(getattr(settings, name.lower())) < spending.price
    ]


def _check_platforms(settings: Settings, platform: Mapping[str, str]) -> list[str]:
    """At least one, and none that contradicts itself."""
    given = {**platform, "PUBLIC_URL": settings.public_url}
    try:
        if not platforms.build_all(given, _NoNotes()):
            return [f"No chat platform: set {PREFIX}TELEGRAM_TOKEN or {PREFIX}SLACK_BOT_TOKEN."]
    except ValueError as error:
        return [f"{error}."]
    return [
        f"{PREFIX}{name} must be an https:// or http:// address."
        for name, value in sorted(platform.items())
        if name.endswith("_API_URL") and not value.startswith(("https://", "http://"))
    ]


class _NoNotes:
    """Nothing is remembered while settings are looked at."""

    async def get(self, name: str) -> str | None:
        return None

    async def put(self, name: str, value: str) -> None:
        raise NotImplementedError(name)


def _check_secrets(settings: Settings) -> list[str]:
    wrong = []
    seen: list[bytes] = []
    for name, secret in (("MASTER_KEY", settings.master_key), ("PEPPER", settings.pepper)):
        try:
            value = settings.key(secret)
        except ValueError:
            wrong.append(
                f"{PREFIX}{name} must be 32 random bytes in base64; make one with: "
                "head -c32 /dev/urandom | base64"
            )
            continue
        if value in NO_SECRETS or len(set(value)) < 8:
            wrong.append(f"{PREFIX}{name} is not random.")
        seen.append(value)
    try:
        _ = settings.previous
    except ValueError:
        wrong.append(f"{PREFIX}PREVIOUS_MASTER_KEY must be 32 bytes in base64, or absent.")
    if 0 < len(settings.metrics_token.get_secret_value()) < SHORTEST_TOKEN:
        wrong.append(f"{PREFIX}METRICS_TOKEN must have {SHORTEST_TOKEN} characters, or be absent.")
    if len(seen) == 2 and seen[0] == seen[1]:
        wrong.append(f"{PREFIX}MASTER_KEY and {PREFIX}PEPPER must differ.")
    return wrong
