"""Small facts by name; the name, too, is sealed."""

from __future__ import annotations

import sqlalchemy as sa

from storage.tables import notes
from storage.unit import Unit

_NOTE = sa.select(notes.c.sealed).where(notes.c.name_index == sa.bindparam("name_index"))


class SqlNotes:
    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def get(self, name: str) -> str | None:
        index = self._unit.keys.index("note", name)
        sealed: bytes | None = (await self._unit.run(_NOTE, {"name_index": index})).scalar()
        clear = sealed and await self._unit.open(None, f"notes:{index}", sealed)
        return str(clear["value"]) if clear else None

    async def put(self, name: str, value: str) -> None:
        index = self._unit.keys.index("note", name)
        clear = {"name": name, "value": value}
        sealed = await self._unit.seal(None, f"notes:{index}", clear)
        await self._unit.put(notes, {"name_index": index, "sealed": sealed})

    async def delete(self, name: str) -> None:
        index = self._unit.keys.index("note", name)
        await self._unit.run(sa.delete(notes).where(notes.c.name_index == index))
