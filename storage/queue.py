"""The work table: outbox and inbox in one, the only queue there is.

ready → claimed (for the time of a lease) → sending → done, dead or unknown. The unique key of an
intent stays for ever; what it was about is wiped when it is done. A work's id names one claim of
it: once the lease ran out and another took over, the old id changes nothing any more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa

from core.ids import WorkId
from core.ports import NewWork, Work, WorkState
from storage.errors import LeaseLost
from storage.holders import is_gone
from storage.keys import Box, owner_of
from storage.tables import OPEN_STATES, TAKEN_STATES, work
from storage.types import Instant
from storage.unit import Unit, decoded

WIPED = b""
SETTLED = "settled"
SENDING_SECONDS = 15.0
SETTLING = timedelta(seconds=3)
"""A send that was cut off may still be on its way: so long nobody asks what became of it."""


class SqlQueue:
    """The part of the queue that lives inside a unit of work."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def add(self, new: NewWork) -> bool:
        unit = self._unit
        now = await unit.tx.moment()
        key_index = unit.keys.index("work", new.key)
        payload = dict(new.payload)
        clear = {"kind": new.kind, "key": new.key, "lane": new.lane, "payload": payload}
        values = {
            "kind": new.kind,
            "key_index": key_index,
            "lane_index": unit.keys.index("lane", new.lane) if new.lane else "",
            "pod": new.pod,
            "state": WorkState.READY.value,
            "due": new.due or now,
            "attempts": 0,
            "was_sending": False,
            "created_at": now,
            "sealed": await unit.seal(new.pod, _place(key_index), clear),
        }
        added = await unit.put_if_absent(work, values)
        unit.wakes = unit.wakes or added
        return added

    async def done(self, work: WorkId) -> None:
        """Raises LeaseLost, and with it undoes the whole unit of work, when another took over."""
        await end(self._unit, work, WorkState.DONE)

    async def sending(self, work: WorkId) -> None:
        """The lease begins anew. Raises LeaseLost: then do not send."""
        await sending(self._unit, work, lease=timedelta(seconds=SENDING_SECONDS))


async def claim(unit: Unit, *, limit: int, lease: timedelta, holder: str) -> Sequence[Work]:
    """Take due work, oldest first. Work of a pod whose key is destroyed ends here, as dead.

    So does what somebody made another kind of in the database: its payload was not meant for that.
    """
    now = await unit.tx.moment()
    found = await unit.run(CLAIM, {"now": now, "until": now + lease, "count": limit, "by": holder})
    rows = found.all()
    boxes = await unit.boxes_of({row.pod for row in rows}) if rows else {}
    claimed = []
    for row in sorted(rows, key=lambda r: int(r.id)):
        box = boxes[owner_of(row.pod)]
        one = _work(row, box) if box is not None else None
        if one is None:
            await end(unit, _id(row), WorkState.DEAD)
        else:
            claimed.append(one)
    return claimed


async def sending(unit: Unit, work_id: WorkId, *, lease: timedelta) -> None:
    """Raises LeaseLost."""
    until = await unit.tx.moment() + lease
    await _change(unit, work_id, {"state": WorkState.SENDING.value, "due": until})


async def renew(unit: Unit, works: Sequence[WorkId], *, lease: timedelta) -> None:
    """Of what was taken over meanwhile nothing changes."""
    mine = [
        sa.and_(work.c.id == number, work.c.attempts == attempt)
        for number, attempt in map(_parts, works)
    ]
    until = await unit.tx.moment() + lease
    still = sa.and_(work.c.state.in_(TAKEN_STATES), sa.or_(*mine))
    await unit.run(sa.update(work).where(still).values(due=until))


async def take_over(unit: Unit, holder: str) -> int:
    """Free what processes held that have ended on this machine; how much that was."""
    theirs = sa.select(work.c.holder).where(_among(work, TAKEN_STATES), work.c.holder != holder)
    gone = [h for h in (await unit.run(theirs.distinct())).scalars() if is_gone(h)]
    if not gone:
        return 0
    now = await unit.tx.moment()
    freed = 0
    for state, due in ((WorkState.CLAIMED, now), (WorkState.SENDING, now + SETTLING)):
        held = (work.c.holder.in_(gone), work.c.state == state.value, work.c.due > due)
        freed += (await unit.run(sa.update(work).where(*held).values(due=due))).rowcount
    unit.wakes = unit.wakes or freed > 0
    return freed


async def retry(
    unit: Unit, work_id: WorkId, *, delay: timedelta, note: str, settled: bool = True
) -> None:
    """Of work that was taken over meanwhile nothing changes.

    `settled`: what a send of this try came to is known. Where it never came to a send, an earlier
    try's outcome stays as open as it was.
    """
    values = {
        "state": WorkState.READY.value,
        "due": await unit.tx.moment() + delay,
        SETTLED: settled,
    }
    with suppress(LeaseLost):
        await _change(unit, work_id, {**values, **await _note(unit, work_id, note)})
    unit.wakes = True


async def end(unit: Unit, work_id: WorkId, state: WorkState, *, note: str = "") -> None:
    """Dead and unknown work keeps its payload for a human to look at. Raises LeaseLost."""
    values: dict[str, Any] = {"state": state.value, "ended_at": await unit.tx.moment()}
    if state is WorkState.DONE:
        values["sealed"] = WIPED
    lane = await _change(unit, work_id, {**values, **await _note(unit, work_id, note)})
    unit.wakes = unit.wakes or bool(lane)  # else nobody waits behind it


async def next_due(unit: Unit) -> datetime | None:
    """When the first of the work that waits for nothing but time is due, leases included."""
    due: datetime | None = (await unit.run(NEXT_DUE)).scalar()
    return due


async def counts(unit: Unit) -> Mapping[WorkState, int]:
    """How much work there is in each state."""
    query = sa.select(work.c.state, sa.func.count().label("count_")).group_by(work.c.state)
    return {WorkState(row.state): row.count_ for row in await unit.run(query)}


def _first_of_lane() -> sa.ColumnElement[bool]:
    """No older open work, and none under way, in the same lane."""
    other = work.alias("other")
    ahead = sa.exists().where(
        other.c.lane_index == work.c.lane_index,
        _among(other, OPEN_STATES),
        sa.or_(
            other.c.id < work.c.id,
            sa.and_(other.c.id != work.c.id, _among(other, TAKEN_STATES)),
        ),
    )
    return sa.or_(work.c.lane_index == "", ~ahead)


def _among(table: sa.FromClause, states: Sequence[str]) -> sa.ColumnElement[bool]:
    """Written out, not bound: only so do both databases see that a partial index fits."""
    return table.c.state.in_([sa.literal_column(f"'{state}'") for state in states])


async def _change(unit: Unit, work_id: WorkId, values: Mapping[str, Any]) -> str:
    """The lane that it is in, "" for none. Raises LeaseLost."""
    number, attempt = _parts(work_id)
    which = {"key_id": number, "key_attempts": attempt}
    row = (await unit.run(_changed(tuple(values)), {**values, **which})).one_or_none()
    if row is None:
        raise LeaseLost(f"work {number} is no longer this worker's")
    return str(row.lane_index)


@cache
def _changed(names: tuple[str, ...]) -> sa.Update:
    """These columns of one claim of a work, as long as it holds.

    `SETTLED` is none of them: it says whether an earlier send's outcome stays as open as it was.
    """
    mine = sa.and_(
        work.c.id == sa.bindparam("key_id"),
        work.c.attempts == sa.bindparam("key_attempts"),
        _among(work, TAKEN_STATES),
    )
    values: dict[str, Any] = {
        name: sa.bindparam(name, type_=work.c[name].type) for name in names if name != SETTLED
    }
    if SETTLED in names:
        never_sent = sa.and_(work.c.was_sending, work.c.state == WorkState.CLAIMED.value)
        values["was_sending"] = sa.or_(~sa.bindparam(SETTLED, type_=sa.Boolean), never_sent)
    return sa.update(work).where(mine).values(values).returning(work.c.lane_index)


async def _note(unit: Unit, work_id: WorkId, note: str) -> Mapping[str, bytes]:
    if not note:
        return {}
    place = f"work-note:{_parts(work_id)[0]}"
    return {"sealed_note": await unit.seal(None, place, {"note": note})}


def _place(key_index: str) -> str:
    return f"work:{key_index}"


def _id(row: sa.Row[Any]) -> WorkId:
    return WorkId(f"{row.id}.{row.attempts}")


def _parts(work_id: WorkId) -> tuple[int, int]:
    number, _, attempt = work_id.partition(".")
    return int(number), int(attempt)


def _work(row: sa.Row[Any], box: Box) -> Work | None:
    """None where it is not what was planned; older work does not say what that was."""
    clear = decoded(box.open(row.sealed, _place(row.key_index)))
    if clear.get("kind", row.kind) != row.kind:
        return None
    return Work(
        id=_id(row),
        kind=row.kind,
        key=clear["key"],
        pod=row.pod,
        lane=clear["lane"],
        payload=clear["payload"],
        attempts=row.attempts,
        was_sending=row.was_sending,
        created_at=row.created_at,
    )


# Built once: putting them together takes longer than running them.
_PICKED = (
    sa.select(work.c.id)
    .where(
        _among(work, OPEN_STATES),
        work.c.due <= sa.bindparam("now", type_=Instant),
        _first_of_lane(),
    )
    .order_by(work.c.due, work.c.id)
    .limit(sa.bindparam("count", type_=sa.Integer))
    .with_for_update(skip_locked=True, of=work)
    .cte("picked")
)
CLAIM = (
    sa.update(work)
    .where(work.c.id.in_(sa.select(_PICKED.c.id)))
    .values(
        state=WorkState.CLAIMED.value,
        due=sa.bindparam("until", type_=Instant),
        attempts=work.c.attempts + 1,
        holder=sa.bindparam("by", type_=sa.Text),
        was_sending=sa.or_(work.c.was_sending, work.c.state == WorkState.SENDING.value),
    )
    .returning(work)
)
"""One statement for both databases; SQLite, which has one writer, leaves the lock out."""

NEXT_DUE = sa.select(sa.func.min(work.c.due)).where(_among(work, OPEN_STATES), _first_of_lane())
