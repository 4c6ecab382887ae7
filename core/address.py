"""E-mail addresses: what may be written to, in one form for look-ups.

The rule is narrower than RFC 5322 on purpose: quoted local parts, comments and bare hosts are
refused, and an address in other letters than ASCII is shown in its ASCII form, so that look-alikes
are seen.
"""

from __future__ import annotations

import re
import unicodedata

from core.errors import Refused

LONGEST = 254
LONGEST_LOCAL = 64
LOCAL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+")
LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")


def parse_email(written: str) -> str:
    """The address in lower case with an ASCII domain. Raises Refused with words for the person."""
    text = "".join(c for c in written if unicodedata.category(c) not in ("Cf", "Cc")).strip()
    # Chat programs wrap addresses: <mailto:a@b.c|a@b.c>, <a@b.c>.
    wrapped = re.fullmatch(r"<(?:mailto:)?([^|>]+)(?:\|[^>]*)?>", text)
    if wrapped:
        text = wrapped[1]
    local, at, domain = text.rpartition("@")
    if not at or not local or len(text) > LONGEST or len(local) > LONGEST_LOCAL:
        raise Refused("email-not-understood", "shape")
    if not LOCAL.fullmatch(local) or local.startswith(".") or local.endswith(".") or ".." in local:
        raise Refused("email-not-understood", "local part")
    try:
        ascii_domain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise Refused("email-not-understood", "domain") from error
    labels = ascii_domain.split(".")
    if len(labels) < 2 or not all(LABEL.fullmatch(label) for label in labels):
        raise Refused("email-not-understood", "domain")
    if labels[-1].isdigit():
        raise Refused("email-not-understood", "domain")
    return f"{local.lower()}@{ascii_domain}"


def looks_like_email(text: str) -> bool:
    """Whether a word is an address at all."""
    try:
        parse_email(text)
    except Refused:
        return False
    return True
