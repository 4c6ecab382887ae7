"""The platform's figures, in one place, so that a test or a demo can change them."""

from dataclasses import dataclass, field

MEBIBYTE = 2**20


@dataclass(frozen=True)
class Rates:
    """How often a bot may send. Zero switches a rate off.

    `chat_per_second` refills a bucket of `chat_burst` messages for each chat; a group also takes
    `group_per_minute` messages in any 60 s, and the bot `overall_per_second` in any second.
    """

    chat_per_second: float = 1.0
    chat_burst: int = 5
    group_per_minute: int = 20
    overall_per_second: int = 30

    @classmethod
    def off(cls) -> "Rates":
        return cls(chat_per_second=0, group_per_minute=0, overall_per_second=0)


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes, sides in pixels, times in seconds."""

    rates: Rates = field(default_factory=Rates)
    photo_bytes: int = 10 * MEBIBYTE
    upload_bytes: int = 50 * MEBIBYTE
    download_bytes: int = 20 * MEBIBYTE
    photo_side: int = 1280
    photo_sides_sum: int = 10_000
    photo_ratio: int = 20
    text_chars: int = 4096
    caption_chars: int = 1024
    callback_data_bytes: int = 64
    callback_answer_chars: int = 200
    callback_seconds: float = 15
    ephemeral_seconds: float = 15
    join_query_seconds: float = 10
    join_contact_seconds: float = 300
    delete_seconds: float = 48 * 3600
    update_seconds: float = 24 * 3600
    file_link_seconds: float = 3600
    chat_action_seconds: float = 5
    album_most: int = 10
    delete_most: int = 100
    long_poll_seconds: float = 50
    webhook_retry_seconds: float = 1.0
    webhook_retry_most_seconds: float = 60.0
    webhook_timeout_seconds: float = 60.0


SELF_HOSTED = Limits(upload_bytes=2000 * MEBIBYTE, download_bytes=2000 * MEBIBYTE)
"""The sizes of a Bot API server of one's own."""

QUICK = Limits(rates=Rates.off(), webhook_retry_seconds=0.05)
"""Everything as the platform has it but the waiting."""
