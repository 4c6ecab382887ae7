"""How a phone code is kept: HMAC under the pepper, then argon2id; compared in constant time."""

from __future__ import annotations

import asyncio
import hashlib
import hmac

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from argon2.low_level import Type

from storage.keys import derive


class PepperedCodes:
    """See `core.ports.Codes`. The hashing runs in a thread: it is meant to take long."""

    def __init__(self, pepper: bytes) -> None:
        self._pepper = derive(pepper, "codes")
        # RFC 9106's second recommendation, with less memory: six digits are protected by the
        # pepper and the budgets, this only slows down whoever has both.
        self._hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1, type=Type.ID)
        # Compared with when there is nothing to compare with, so that the work is the same.
        self._nothing = self._hasher.hash(self._mac("", "nothing"))

    def _mac(self, code: str, context: str) -> bytes:
        message = context.encode() + b"\x00" + code.encode()
        return hmac.new(self._pepper, message, hashlib.sha256).digest()

    async def seal(self, code: str, context: str) -> str:
        """What may be stored of `code`."""
        return await asyncio.to_thread(self._hasher.hash, self._mac(code, context))

    async def matches(self, code: str, context: str, sealed: str) -> bool:
        """Whether it is the one; the same work when `sealed` is empty."""
        return await asyncio.to_thread(self._matches, code, context, sealed)

    def _matches(self, code: str, context: str, sealed: str) -> bool:
        try:
            self._hasher.verify(sealed or self._nothing, self._mac(code, context))
        except VerificationError:
            return False
        return bool(sealed)
