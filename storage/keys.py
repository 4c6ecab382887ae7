"""Keys: a master key from outside wraps one key for the installation and one for every pod.

A pepper, also from outside, keys the blind indexes by which sealed text is found and the audit
chain. Neither is ever in the database; what is there is of no use without them.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from core.ids import PodId
from core.ports import Entropy
from storage.errors import WrongKey

KEY_BYTES = 32
NONCE_BYTES = 12
INSTALLATION = ""
"""The owner's name of the key for what belongs to no pod."""


def derive(key: bytes, purpose: str) -> bytes:
    """32 bytes from `key` for one purpose only (HKDF-SHA256)."""
    return HKDF(SHA256(), KEY_BYTES, None, f"carepods/{purpose}/v1".encode()).derive(key)


class Box:
    """Seals short texts under one owner's key: version ‖ nonce ‖ AES-256-GCM."""

    VERSION = b"\x01"

    def __init__(self, key: bytes, entropy: Entropy) -> None:
        self._text = AESGCM(derive(key, "text"))
        self._entropy = entropy
        self.blob_key = derive(key, "blob")

    def seal(self, clear: bytes, place: str) -> bytes:
        """`place` (table, column, row) is authenticated, so that a value cannot be moved."""
        nonce = self._entropy.bytes(NONCE_BYTES)
        return self.VERSION + nonce + self._text.encrypt(nonce, clear, place.encode())

    def open(self, sealed: bytes, place: str) -> bytes:
        """Raises WrongKey when `sealed` is not from this key and place."""
        if sealed[:1] != self.VERSION:
            raise WrongKey(f"{place.split(':', 1)[0]}: unknown version of a sealed value")
        nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        try:
            return self._text.decrypt(nonce, body, place.encode())
        except InvalidTag as error:
            raise WrongKey(f"{place.split(':', 1)[0]}: a sealed value does not open") from error


@dataclass(frozen=True, slots=True)
class Wrapped:
    """An owner's key as the database keeps it. `master` names the master key that wraps it."""

    owner: str
    master: str
    value: bytes = field(repr=False)


class Keys:
    """The secrets from outside. `previous` master keys still unwrap while a rotation is under way.

    Raises ValueError when a secret is not 32 bytes long.
    """

    def __init__(self, master: bytes, pepper: bytes, previous: Sequence[bytes] = ()) -> None:
        for secret in (master, pepper, *previous):
            if len(secret) != KEY_BYTES:
                raise ValueError("a master key and a pepper are 32 bytes each")
        self.master = fingerprint(master)
        self._masters = {fingerprint(m): AESGCM(derive(m, "wrap")) for m in (*previous, master)}
        self._index = derive(pepper, "index")
        self.chain = derive(pepper, "audit")

    def new(self, owner: str, entropy: Entropy) -> Wrapped:
        """A fresh key for an owner, wrapped."""
        return self._wrap(owner, entropy.bytes(KEY_BYTES), entropy)

    def unwrap(self, wrapped: Wrapped) -> bytes:
        """The owner's key. Raises WrongKey when no master key at hand fits."""
        master = self._masters.get(wrapped.master)
        if master is None:
            raise WrongKey(f"a key is wrapped by master key {wrapped.master}, not at hand")
        nonce, body = wrapped.value[:NONCE_BYTES], wrapped.value[NONCE_BYTES:]
        try:
            return master.decrypt(nonce, body, wrapped.owner.encode())
        except InvalidTag as error:
            raise WrongKey("a wrapped key was changed or moved to another owner") from error

    def rewrap(self, wrapped: Wrapped, entropy: Entropy) -> Wrapped:
        """The same key under the newest master key."""
        return self._wrap(wrapped.owner, self.unwrap(wrapped), entropy)

    def index(self, kind: str, *parts: str) -> str:
        """A blind index: finds an equal value, tells nothing of it without the pepper."""
        text = "\0".join((kind, *parts))
        return hmac.digest(self._index, text.encode(), hashlib.sha256)[:16].hex()

    def _wrap(self, owner: str, key: bytes, entropy: Entropy) -> Wrapped:
        nonce = entropy.bytes(NONCE_BYTES)
        body = self._masters[self.master].encrypt(nonce, key, owner.encode())
        return Wrapped(owner, self.master, nonce + body)


def fingerprint(master: bytes) -> str:
    """Names a master key without telling anything of it."""
    return derive(master, "name")[:8].hex()


def owner_of(pod: PodId | None) -> str:
    """Whose key seals what belongs to `pod`."""
    return INSTALLATION if pod is None else pod
