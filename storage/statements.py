"""Statements that are asked again and again, each built once.

Putting one together takes five times as long as running it, and a picture on its way asks for more
than a hundred.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

Names = tuple[str, ...]
"""Of columns, in a set order: the same names in another order are another statement."""

KEY = "key_"
"""Begins the name of the parameter of a column in WHERE: SET has one of the column's own name."""


@cache
def select(table: sa.Table, keys: Names, order: Names = (), lock: bool = False) -> sa.Select[Any]:
    """The rows whose columns `keys` have the values given; `-name` orders from the greatest."""
    query = sa.select(table).where(*_same(table, keys))
    columns = [table.c[o[1:]].desc() if o.startswith("-") else table.c[o] for o in order]
    query = query.order_by(*columns)
    return query.with_for_update() if lock else query


@cache
def insert(table: sa.Table) -> sa.Insert:
    return sa.insert(table)


@cache
def update(table: sa.Table, keys: Names, changed: Names) -> sa.Update:
    values = {name: sa.bindparam(name, type_=table.c[name].type) for name in changed}
    return sa.update(table).where(*_same(table, keys)).values(values)


@cache
def put(table: sa.Table, on_postgres: bool) -> sa.Insert:
    """Add a row, or replace the one with the same primary key."""
    added = _insert(table, on_postgres)
    changed = {c.name: added.excluded[c.name] for c in table.c if not c.primary_key}
    return added.on_conflict_do_update(index_elements=list(table.primary_key), set_=changed)


@cache
def put_if_absent(table: sa.Table, on_postgres: bool) -> sa.Insert:
    """Add a row unless a unique rule stands against it; its primary key when it was added."""
    added = _insert(table, on_postgres).on_conflict_do_nothing()
    return added.returning(*table.primary_key)


def _insert(table: sa.Table, on_postgres: bool) -> postgresql.Insert | sqlite.Insert:
    return postgresql.insert(table) if on_postgres else sqlite.insert(table)


def _same(table: sa.Table, keys: Names) -> list[sa.ColumnElement[bool]]:
    return [table.c[k] == sa.bindparam(KEY + k, type_=table.c[k].type) for k in keys]
