"""Who does what only one may do at a time: whoever reads a bot's updates, say."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from storage.holders import is_gone
from storage.tables import leads
from storage.unit import Unit


async def lead(unit: Unit, name: str, holder: str, *, lease: timedelta) -> bool:
    """Take, or keep, the lead until the lease ends; False while somebody else has it."""
    now = await unit.tx.moment()
    until = now + lease
    if await unit.put_if_absent(leads, {"name": name, "holder": holder, "until": until}):
        return True
    row = (await unit.find(leads, {"name": name}, lock=True)).one()
    if row.holder != holder and row.until > now and not is_gone(row.holder):
        return False
    await unit.change(leads, {"name": name}, {"holder": holder, "until": until})
    return True


async def resign(unit: Unit, holder: str) -> None:
    """Give up every lead, so that nobody has to wait for the lease."""
    await unit.run(sa.delete(leads).where(leads.c.holder == holder))
