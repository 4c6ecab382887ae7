"""Pods and their keys."""

from __future__ import annotations

import sqlalchemy as sa

from core.errors import NotFound
from core.ids import PodId, WorkId
from core.model import Pod
from storage.repositories.values import patient_from, patient_json
from storage.tables import (
    OPEN_STATES,
    POD_TABLES,
    TAKEN_STATES,
    handles,
    keys,
    pods,
    rooms,
    seen,
    uploads,
)
from storage.tables import work as work_table
from storage.unit import Unit

TAKES_BACK = ("retract_message", "delete_source")
_POD = sa.select(pods).where(pods.c.id == sa.bindparam("id"))
_COUNTED = (
    sa.update(pods)
    .where(pods.c.id == sa.bindparam("pod"))
    .values(last_number=pods.c.last_number + 1)
    .returning(pods.c.last_number)
)


class SqlPods:
    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def add(self, pod: Pod) -> None:
        """Also makes the pod's key, and enters the pod."""
        unit = self._unit
        await unit.tx.enter(pod.id)
        await unit.add_key(unit.keys.new(pod.id, unit.entropy))
        values = await self._values(pod)
        await unit.insert(pods, {"id": pod.id, "last_number": 0, **values})

    async def get(self, pod: PodId) -> Pod | None:
        """Works in any scope. Of an erased pod its name and patient are gone."""
        if not self._unit.sees(pod):
            await self._unit.tx.look(pod)
        row = (await self._unit.run(_POD, {"id": pod})).one_or_none()
        if row is None:
            return None
        clear = await self._unit.open(pod, f"pods:{pod}", row.sealed) or {}
        return Pod(
            id=pod,
            name=clear.get("name", ""),
            language=row.language,
            created_at=row.created_at,
            patient=patient_from(clear.get("patient")),
            erased_at=row.erased_at,
        )

    async def save(self, pod: Pod) -> None:
        """What is sealed of a pod whose key is destroyed stays as it is."""
        self._unit.require(pod.id)
        values: dict[str, object] = {"language": pod.language, "erased_at": pod.erased_at}
        if await self._unit.box(pod.id) is not None:
            values = await self._values(pod)
        await self._unit.change(pods, {"id": pod.id}, values)

    async def next_number(self, pod: PodId) -> int:
        self._unit.require(pod)
        number: int | None = (await self._unit.run(_COUNTED, {"pod": pod})).scalar()
        if number is None:
            raise NotFound("not-found", "no such pod")
        return number

    async def destroy_key(self, pod: PodId) -> None:
        """Nothing of the pod decrypts from here on; its chats are free for another pod."""
        unit = self._unit
        unit.require(pod)
        await unit.run(sa.delete(keys).where(keys.c.owner == pod))
        mine = sa.select(rooms.c.ref_index).where(rooms.c.pod == pod)
        await unit.run(sa.delete(seen).where(seen.c.ref_index.in_(mine)))
        await unit.run(sa.delete(rooms).where(rooms.c.pod == pod))
        unit.forget(pod)

    async def clear(self, pod: PodId, *, work: WorkId) -> None:
        """Every row about the pod goes, but the audit and that it was erased. `work` stays."""
        unit = self._unit
        unit.require(pod)
        for table in (*POD_TABLES, uploads, handles):
            await unit.run(sa.delete(table).where(table.c.pod == pod))
        mine = work_table.c.id == int(work.partition(".")[0])
        await unit.run(sa.delete(work_table).where(work_table.c.pod == pod, ~mine))
        await self._forget_named(pod)

    async def _forget_named(self, pod: PodId) -> None:
        """Buttons that belong to no pod but name this one: who vouches, which pod is meant."""
        unit = self._unit
        free = sa.select(handles.c.hash, handles.c.sealed).where(handles.c.pod.is_(None))
        for row in (await unit.run(free)).all():
            clear = await unit.open(None, f"handles:{row.hash}", row.sealed)
            if clear is not None and clear["arguments"].get("pod") == pod:
                await unit.run(sa.delete(handles).where(handles.c.hash == row.hash))

    async def busy(self, pod: PodId, *, work: WorkId) -> int:
        """How much of the pod's work, but for `work`, is under way or takes messages back."""
        kinds = work_table.c.kind.in_(TAKES_BACK)
        going = sa.or_(
            work_table.c.state.in_(TAKEN_STATES),
            sa.and_(work_table.c.state.in_(OPEN_STATES), kinds),
        )
        mine = work_table.c.id == int(work.partition(".")[0])
        count = sa.select(sa.func.count()).select_from(work_table)
        asked = count.where(work_table.c.pod == pod, going, ~mine)
        return int((await self._unit.run(asked)).scalar() or 0)

    async def _values(self, pod: Pod) -> dict[str, object]:
        clear = {"name": pod.name, "patient": patient_json(pod.patient)}
        return {
            "language": pod.language,
            "created_at": pod.created_at,
            "erased_at": pod.erased_at,
            "sealed": await self._unit.seal(pod.id, f"pods:{pod.id}", clear),
        }
