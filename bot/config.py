"""Settings from the environment or a `.env` file, parsed once, refused when unsafe."""

from __future__ import annotations

import base64
import binascii
import os
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from adapters import platforms

PREFIX = "CAREPODS_"
KEY_BYTES = 32
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
# Secrets that stand in an example somewhere are no secrets.
NO_SECRETS = frozenset({bytes(KEY_BYTES), b"\xff" * KEY_BYTES, bytes(range(KEY_BYTES))})


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
    pepper: SecretStr = SecretStr("")
    log_level: str = "INFO"
    phone_region: str = ""
    phone_countries: str = ""
    forwarded_allow_ips: str = "127.0.0.1"

    @field_validator("public_url")
    @classmethod
    def _no_slash(cls, value: str) -> str:
        return value.rstrip("/")

    @property
    def host(self) -> str:
        return self.listen.rpartition(":")[0].strip("[]") or "127.0.0.1"

    @property
    def port(self) -> int:
        return int(self.listen.rpartition(":")[2])

    @property
    def countries(self) -> frozenset[str]:
        return frozenset(c.strip().upper() for c in self.phone_countries.split(",") if c.strip())

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
    path = Path(".env")
    if not path.is_file():
        return {}
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name, equals, value = line.partition("=")
        if equals and name.strip().startswith(PREFIX):
            found[name.strip().removeprefix(PREFIX)] = value.strip().strip("\"'")
    return found


def is_loopback(url: str) -> bool:
    return (urlsplit(url).hostname or "") in LOOPBACK


def _is_safe(url: str) -> bool:
    return url.startswith("https://") or (url.startswith("http://") and is_loopback(url))


def unknown_names() -> list[str]:
    """Variables that look like settings and are none: a mistyped name would go unseen."""
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    for entry in platforms.found().values():
        known |= {PREFIX + s.name for s in entry.settings}
    given = set(os.environ) | {PREFIX + n for n in _dotenv()}
    ours = {n for n in given if n.startswith(PREFIX)}
    return sorted(ours - known - {PREFIX + "SHARED", PREFIX + "SPECS"})


def check(settings: Settings) -> None:
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
    if settings.public_url and not _is_safe(settings.public_url):
        wrong.append(f"{PREFIX}PUBLIC_URL must begin with https://.")
    try:
        _ = settings.port
    except ValueError:
        wrong.append(f"{PREFIX}LISTEN must read HOST:PORT.")
    wrong += [f"{name} is no setting; perhaps it is mistyped." for name in unknown_names()]
    if wrong:
        raise UnsafeSettings(wrong)


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
    if len(seen) == 2 and seen[0] == seen[1]:
        wrong.append(f"{PREFIX}MASTER_KEY and {PREFIX}PEPPER must differ.")
    return wrong
