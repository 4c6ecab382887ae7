"""The truth: units of work, and the work that waits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from core.ids import PodId, WorkId
from core.ports.repositories import (
    Audit,
    Budgets,
    Handles,
    Images,
    Invitations,
    Members,
    Notes,
    People,
    Pods,
    Posts,
    Rooms,
    Sessions,
    Uploads,
)


class WorkState(StrEnum):
    READY = "ready"
    CLAIMED = "claimed"
    SENDING = "sending"
    DONE = "done"
    DEAD = "dead"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class NewWork:
    """One intent. `key` unique for ever: adding it twice is one effect.

    Rows of one non-empty `lane` are done one at a time, oldest first. `payload` is JSON, sealed.
    """

    kind: str
    key: str
    payload: Mapping[str, object] = field(repr=False)
    pod: PodId | None = None
    lane: str = ""
    due: datetime | None = None  # None: now


@dataclass(frozen=True, slots=True)
class Work:
    id: WorkId
    kind: str
    key: str
    pod: PodId | None
    lane: str
    payload: Mapping[str, object] = field(repr=False)
    attempts: int  # 1 at the first try
    was_sending: bool  # an earlier try was cut off while its outcome was not known
    created_at: datetime


class Queue(Protocol):
    async def add(self, work: NewWork) -> bool:
        """Part of this transaction; False: the key was there already."""
        ...

    async def done(self, work: WorkId) -> None:
        """Part of this transaction: effects and the end of the work land together."""
        ...

    async def sending(self, work: WorkId) -> None:
        """Part of this transaction: once it ends, a call is made whose outcome may stay unknown."""
        ...


class UnitOfWork(Protocol):
    """One transaction. Committed when its block ends well, else nothing of it happened."""

    @property
    def pods(self) -> Pods: ...
    @property
    def rooms(self) -> Rooms: ...
    @property
    def people(self) -> People: ...
    @property
    def members(self) -> Members: ...
    @property
    def invitations(self) -> Invitations: ...
    @property
    def budgets(self) -> Budgets: ...
    @property
    def uploads(self) -> Uploads: ...
    @property
    def images(self) -> Images: ...
    @property
    def posts(self) -> Posts: ...
    @property
    def handles(self) -> Handles: ...
    @property
    def audit(self) -> Audit: ...
    @property
    def sessions(self) -> Sessions: ...
    @property
    def queue(self) -> Queue: ...
    @property
    def notes(self) -> Notes: ...

    async def enter(self, pod: PodId) -> None:
        """From here on see this pod too. A unit of work enters one pod at most.

        Raises `core.errors.NotFound` when it is in another one already.
        """
        ...


class Store(Protocol):
    """The truth."""

    def begin(
        self, pod: PodId | None, *, reading: bool = False, lasting: bool = True
    ) -> AbstractAsyncContextManager[UnitOfWork]:
        """A unit of work that sees one pod, or (None) only what belongs to no pod.

        `reading`: for looking only; it waits for no writer and cannot write. `lasting` False: it
        does not wait for the disk, so a crash of the machine (not of a process) may undo it, with
        all that came after it, until the next lasting one ends. For a step whose work would then
        be done again, and of which nothing is told or sent before a lasting one.
        """
        ...

    async def claim(self, *, limit: int, lease_seconds: float) -> Sequence[Work]:
        """Due work, never two of one lane at once; work whose lease ran out is taken over."""
        ...

    async def take_over(self) -> int:
        """Free the work of processes that are gone for sure, before its lease ends; how much."""
        ...

    async def renew(self, works: Sequence[WorkId], *, lease_seconds: float) -> None:
        """Whoever still works on these says so; a lease that is not renewed runs out."""
        ...

    async def sending(self, work: WorkId) -> None:
        """Commit, before a call whose outcome may stay unknown, that it is about to be made."""
        ...

    async def finish(self, work: WorkId, state: WorkState, *, note: str = "") -> None:
        """End work outside a unit of work: DONE, DEAD or UNKNOWN."""
        ...

    async def retry(
        self, work: WorkId, *, delay_seconds: float, note: str = "", settled: bool = True
    ) -> None:
        """Make it ready again later; nothing took effect.

        `settled` False: it may have. The next try sees `was_sending`, and so does the one after a
        try that found out nothing.
        """
        ...

    async def next_due(self) -> datetime | None:
        """When the next waiting work is due."""
        ...

    async def wait(self, timeout_seconds: float) -> None:
        """Return when new work may be there, or after the time."""
        ...

    async def healthy(self) -> bool: ...
