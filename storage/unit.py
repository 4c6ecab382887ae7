"""A unit of work: one transaction, the repositories over it, and what happens at its end."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from core.errors import NotFound
from core.ids import PodId
from core.ports import Entropy
from storage import statements
from storage.database import Rows, Transaction
from storage.keys import INSTALLATION, Box, Keys, Wrapped, owner_of
from storage.tables import keys as key_table

BOXES_KEPT = 1024
_NOBODY = "nobody"
_KEY_OF = sa.select(key_table).where(key_table.c.owner == sa.bindparam("owner"))
_KEYS_OF = sa.select(key_table).where(key_table.c.owner.in_(sa.bindparam("owners", expanding=True)))


class Boxes:
    """Unwrapped keys, kept by what wraps them: a key that is gone from the table is not found."""

    def __init__(self, keys: Keys, entropy: Entropy) -> None:
        self.keys = keys
        self._entropy = entropy
        self._boxes: dict[Wrapped, Box] = {}
        self.installation: Box | None = None  # kept once known: nobody destroys it
        self.decoy: bytes | None = None  # sealed, and about nobody

    def of(self, wrapped: Wrapped) -> Box:
        """Raises WrongKey."""
        box = self._boxes.get(wrapped)
        if box is None:
            if len(self._boxes) >= BOXES_KEPT:
                self._boxes.pop(next(iter(self._boxes)))
            box = self._boxes[wrapped] = Box(self.keys.unwrap(wrapped), self._entropy)
        return box


@dataclass(slots=True)
class Unit:
    """What a repository works with."""

    tx: Transaction
    boxes: Boxes
    entropy: Entropy
    wakes: bool = False  # work was added or freed: waiters are told after the commit
    _found: dict[str, Box | None] = field(default_factory=dict)

    @property
    def keys(self) -> Keys:
        return self.boxes.keys

    async def run(self, statement: sa.Executable, rows: Rows | None = None) -> sa.CursorResult[Any]:
        return await self.tx.run(statement, rows)

    def sees(self, pod: PodId) -> bool:
        """Whether this unit of work is in that pod."""
        return self.tx.pod == pod

    def require(self, pod: PodId) -> None:
        """Raises NotFound when this unit of work is not in that pod."""
        if self.tx.pod != pod:
            raise NotFound("not-found", "outside of the pod of this unit of work")

    async def box(self, pod: PodId | None) -> Box | None:
        """The owner's key as the database holds it now; None when it was destroyed."""
        if pod is None and self.boxes.installation is not None:
            return self.boxes.installation
        return (await self.boxes_of({pod}))[owner_of(pod)]

    async def boxes_of(self, pods: set[PodId | None]) -> Mapping[str, Box | None]:
        """Several owners' keys in one question."""
        missing = {owner_of(p) for p in pods} - self._found.keys()
        if missing:
            self._found.update(dict.fromkeys(missing))
            for row in await self._keys_of(missing):
                self._found[row.owner] = self.boxes.of(Wrapped(row.owner, row.master, row.value))
        return self._found

    async def _keys_of(self, owners: set[str]) -> sa.CursorResult[Any]:
        if len(owners) == 1:
            return await self.run(_KEY_OF, {"owner": next(iter(owners))})
        return await self.run(_KEYS_OF, {"owners": sorted(owners)})

    async def known_blobs(self, table: sa.Table, blobs: Sequence[str]) -> frozenset[str]:
        """Those of `blobs` that a row of the table points at, if its owner's key is still there.

        Works in any scope.
        """
        await self.tx.look("\n".join(blobs))
        owner = sa.func.coalesce(table.c.pod, INSTALLATION)
        query = sa.select(table.c.blob).where(
            table.c.blob.in_(blobs), sa.exists().where(key_table.c.owner == owner)
        )
        return frozenset((await self.run(query)).scalars())

    def forget(self, pod: PodId | None) -> None:
        self._found.pop(owner_of(pod), None)

    async def seal(self, pod: PodId | None, place: str, value: Mapping[str, Any]) -> bytes:
        """JSON under the owner's key. Raises NotFound when it was destroyed."""
        box = await self.box(pod)
        if box is None:
            raise NotFound("pod-gone" if pod else "not-found", "its key is not there")
        return box.seal(encoded(value), place)

    async def open(self, pod: PodId | None, place: str, sealed: bytes) -> dict[str, Any] | None:
        """What `seal` was given; None when the key was destroyed."""
        box = await self.box(pod)
        return None if box is None else decoded(box.open(sealed, place))

    async def open_decoy(self) -> None:
        """The work of opening a row where there is none, so that the time does not tell."""
        await self.run(_KEY_OF, {"owner": _NOBODY})
        box = self.boxes.installation
        if box is not None:
            if self.boxes.decoy is None:
                clear = {"email": "x" * 24, "name": "x" * 12, "phone": "x" * 13, "code_hash": ""}
                self.boxes.decoy = box.seal(encoded(clear), _NOBODY)
            decoded(box.open(self.boxes.decoy, _NOBODY))

    async def installation_box(self) -> Box | None:
        """The first start makes the key; a wrong master key is refused here. Raises WrongKey."""
        if await self.box(None) is None:
            await self.add_key(self.keys.new(INSTALLATION, self.entropy))
        return await self.box(None)

    async def add_key(self, wrapped: Wrapped) -> None:
        """An owner that has one already keeps it."""
        values = {"owner": wrapped.owner, "master": wrapped.master, "value": wrapped.value}
        await self.put_if_absent(key_table, values)
        self._found.pop(wrapped.owner, None)

    async def find(
        self,
        table: sa.Table,
        key: Mapping[str, Any],
        *,
        order: tuple[str, ...] = (),
        lock: bool = False,
    ) -> sa.CursorResult[Any]:
        """The rows whose columns have these values; `-name` orders from the greatest."""
        query = statements.select(table, tuple(key), order, lock)
        return await self.run(query, {statements.KEY + k: v for k, v in key.items()})

    async def insert(self, table: sa.Table, rows: Rows) -> None:
        await self.run(statements.insert(table), rows)

    async def change(
        self, table: sa.Table, key: Mapping[str, Any], values: Mapping[str, Any]
    ) -> None:
        """Give the rows whose columns have the values of `key` other values."""
        statement = statements.update(table, tuple(key), tuple(values))
        await self.run(statement, {**values, **{statements.KEY + k: v for k, v in key.items()}})

    async def put(self, table: sa.Table, values: Mapping[str, Any]) -> None:
        """Add a row, or replace the one with the same primary key."""
        await self.run(statements.put(table, self.tx.locks_rows), dict(values))

    async def put_if_absent(self, table: sa.Table, values: Mapping[str, Any]) -> bool:
        """Add a row unless a unique rule stands against it; whether it was added."""
        added = await self.run(statements.put_if_absent(table, self.tx.locks_rows), dict(values))
        return added.first() is not None


def encoded(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def decoded(clear: bytes) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(clear)
    return value
