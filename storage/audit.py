"""The audit: a hash chain over the whole installation.

Every entry's hash covers the entry and the hash before it, under a key that is not in the
database. Personal fields are sealed and the hash covers the sealed bytes, so that destroying a
pod's key changes nothing that was hashed. Entries of a unit of work are chained at its very end:
the head is locked for as long as the commit takes and no longer.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from core.ids import PodId
from core.model import AuditEntry
from storage.errors import StorageUnavailable
from storage.tables import audit, audit_head
from storage.types import micros
from storage.unit import Unit

GENESIS = bytes(32)
BATCH = 1000
WHOLE_CHAIN = "audit-chain"
"""What row security must be told before it shows entries of every pod."""


_LOCKED_HEAD = sa.select(audit_head).where(audit_head.c.id == 1).with_for_update()
_MOVE_HEAD = (
    sa.update(audit_head)
    .where(audit_head.c.id == 1)
    .values(seq=sa.bindparam("new_seq"), hash=sa.bindparam("new_hash"))
)


@dataclass(frozen=True, slots=True)
class AuditHead:
    """The newest entry's number and hash: kept elsewhere, it tells when the end is cut off."""

    seq: int
    hash: bytes

    def to_text(self) -> str:
        return f"{self.seq}:{self.hash.hex()}"

    @classmethod
    def from_text(cls, text: str) -> AuditHead:
        """Raises ValueError."""
        seq, _, digest = text.strip().partition(":")
        return cls(int(seq), bytes.fromhex(digest))


@dataclass(frozen=True, slots=True)
class AuditReport:
    """`first_bad` is the number of the first entry that does not fit; None when all do."""

    entries: int
    whole: bool
    first_bad: int | None = None


class SqlAudit:
    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self.waiting: list[AuditEntry] = []  # not chained yet

    async def add(self, entry: AuditEntry) -> None:
        self.waiting.append(entry)

    async def of_subject(self, pod: PodId, subject: str) -> Sequence[AuditEntry]:
        """Oldest first."""
        return list(reversed(await self._entries(pod, audit.c.subject == subject)))

    async def of_pod(self, pod: PodId, *, limit: int | None = 100) -> Sequence[AuditEntry]:
        """Newest first; all with `limit` None. Of an erased pod the personal fields are gone."""
        return await self._entries(pod, sa.true(), limit=limit)

    async def mark(self) -> str:
        return (await self.head()).to_text()

    async def verify(self) -> tuple[int, bool]:
        report = await self.report(None)
        return report.entries, report.whole

    async def head(self) -> AuditHead:
        """The newest entry's. Take it away from this machine and keep it."""
        await self.flush()
        head = await self._head()
        if head is None:
            raise StorageUnavailable("the audit has no head")
        return head

    async def flush(self) -> None:
        """Chain what was added. Called at the end of the unit of work."""
        if not self.waiting:
            return
        entries, self.waiting = self.waiting, []
        unit = self._unit
        # What is sealed under keys that are not read yet is read before the head is locked.
        await unit.boxes_of({e.pod for e in entries if e.personal})
        head = (await unit.run(_LOCKED_HEAD)).one()
        seq, digest = int(head.seq), bytes(head.hash)
        rows = []
        for entry in entries:
            seq += 1
            row = await self._row(seq, entry)
            digest = chained(unit.keys.chain, digest, row)
            rows.append({**row, "hash": digest})
        await unit.insert(audit, rows)
        await unit.run(_MOVE_HEAD, {"new_seq": seq, "new_hash": digest})

    async def report(self, exported: AuditHead | None) -> AuditReport:
        """Check every entry, and that the chain still holds a head that was taken away before."""
        await self.flush()
        await self._unit.tx.look(WHOLE_CHAIN)
        seq, digest = 0, GENESIS
        held = exported is None or exported == AuditHead(seq, digest)
        while True:
            rows = await self._after(seq)
            for row in rows:
                expected = chained(self._unit.keys.chain, digest, dict(row._mapping))
                if row.seq != seq + 1 or not hmac.compare_digest(expected, bytes(row.hash)):
                    return AuditReport(seq, whole=False, first_bad=seq + 1)
                seq, digest = row.seq, expected
                if exported is not None and exported.seq == seq:
                    held = hmac.compare_digest(exported.hash, digest)
            head = await self._head()
            if head == AuditHead(seq, digest):
                return AuditReport(seq, whole=held, first_bad=None if held else seq + 1)
            # More may have been chained since the rows were read; else rows are missing.
            if head is None or head.seq <= seq or not await self._after(seq):
                return AuditReport(seq, whole=False, first_bad=seq + 1)

    async def _after(self, seq: int) -> Sequence[sa.Row[Any]]:
        query = sa.select(audit).where(audit.c.seq > seq).order_by(audit.c.seq).limit(BATCH)
        return (await self._unit.run(query)).all()

    async def _head(self) -> AuditHead | None:
        row = (await self._unit.run(sa.select(audit_head))).one_or_none()
        return None if row is None else AuditHead(row.seq, bytes(row.hash))

    async def _row(self, seq: int, entry: AuditEntry) -> dict[str, Any]:
        sealed = None
        if entry.personal and await self._unit.box(entry.pod) is not None:
            sealed = await self._unit.seal(entry.pod, f"audit:{seq}", entry.personal)
        return {
            "seq": seq,
            "at": entry.at,
            "pod": entry.pod,
            "actor": entry.actor,
            "action": entry.action,
            "subject": entry.subject,
            "outcome": entry.outcome,
            "reason": entry.reason,
            "origin": entry.origin,
            "sealed": sealed,
        }

    async def _entries(
        self, pod: PodId, which: sa.ColumnElement[bool], *, limit: int | None = None
    ) -> list[AuditEntry]:
        """Newest first."""
        if not self._unit.sees(pod):
            return []
        await self.flush()
        query = sa.select(audit).where(audit.c.pod == pod, which)
        query = query.order_by(audit.c.seq.desc()).limit(limit)
        return [await self._entry(row) for row in await self._unit.run(query)]

    async def _entry(self, row: sa.Row[Any]) -> AuditEntry:
        personal = None
        if row.sealed is not None:
            personal = await self._unit.open(row.pod, f"audit:{row.seq}", row.sealed)
        return AuditEntry(
            at=row.at,
            pod=row.pod,
            actor=row.actor,
            action=row.action,
            subject=row.subject,
            outcome=row.outcome,
            reason=row.reason,
            origin=row.origin,
            personal=personal or {},
        )


def chained(key: bytes, before: bytes, row: dict[str, Any]) -> bytes:
    """The hash of a row that follows `before`: HMAC-SHA256 over an unambiguous form of it."""
    sealed = row["sealed"]
    form = json.dumps(
        [
            row["seq"],
            micros(row["at"]),
            *(row[c] for c in ("pod", "actor", "action", "subject", "outcome", "reason", "origin")),
            None if sealed is None else bytes(sealed).hex(),
        ],
        separators=(",", ":"),
    )
    return hmac.digest(key, before + form.encode(), hashlib.sha256)
