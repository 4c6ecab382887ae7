"""Text messages, by Twilio's Messages resource: one POST."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, quote, unquote, urlsplit

import aiohttp

from adapters import wire
from core.errors import PlatformError

SECONDS = 30.0
MAX_CHARACTERS = 1600
_PHONE = re.compile(r"\+[1-9][0-9]{6,14}")
_CALL = "Messages"


class TwilioTexter:
    """A `core.ports.Texter`. A message is never sent again here: it costs, and it carries a code.

    The address reads `twilio://SID:TOKEN@HOST[:PORT]?from=%2B…[&scheme=http]`.
    """

    def __init__(self, url: str) -> None:
        """ValueError, with a sentence, when the address cannot be used."""
        parts = urlsplit(url)
        query = parse_qs(parts.query)
        sid, token = unquote(parts.username or ""), unquote(parts.password or "")
        sender = query.get("from", [""])[0]
        scheme = query.get("scheme", ["https"])[0]
        if parts.scheme != "twilio" or not parts.hostname or not sid or not token or not sender:
            raise ValueError("SMS_URL reads like twilio://SID:TOKEN@api.twilio.com?from=%2B49…")
        if scheme not in ("https", "http") or (scheme == "http" and not wire.is_loopback(url)):
            raise ValueError("SMS_URL may say scheme=http for this machine only")
        host = parts.netloc.rpartition("@")[2]
        self._address = f"{scheme}://{host}/2010-04-01/Accounts/{quote(sid)}/Messages.json"
        self._headers = {"Authorization": aiohttp.encode_basic_auth(sid, token)}
        # A messaging service has an id of its own in place of a number.
        self._from = "MessagingServiceSid" if sender.startswith("MG") else "From"
        self._sender = sender

    async def send(self, phone: str, text: str, *, key: str) -> None:
        """Send once. Raises PlatformError; `certain` False when it may have gone out.

        `key` has no place in this API: whoever calls makes sure that a message is sent once.
        """
        if not _PHONE.fullmatch(phone) or not text or len(text) > MAX_CHARACTERS:
            raise PlatformError("a text message's number or words", permanent=True, why="refused")
        form = {"To": phone, self._from: self._sender, "Body": text}
        try:
            async with (
                wire.new_session(total_seconds=SECONDS) as session,
                session.post(
                    self._address, data=form, headers=self._headers, allow_redirects=False
                ) as response,
            ):
                await response.read()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise wire.lost(error, _CALL) from None
        if not 200 <= response.status < 300:
            wait = wire.seconds(response.headers.get("Retry-After"))
            raise wire.refused_by_status(response.status, _CALL, wait)


def texter_from_url(url: str) -> TwilioTexter:
    """The texter behind a setting. ValueError, with a sentence, when it cannot be used."""
    return TwilioTexter(url)
