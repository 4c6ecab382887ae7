"""What is remembered, a repository a subject. All of it within one unit of work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.ids import (
    ImageId,
    InvitationId,
    PersonId,
    PodId,
    PostId,
    RoomId,
    RoomRef,
    UploadId,
    UserRef,
    WorkId,
)
from core.imaging import Purpose
from core.model import (
    AuditEntry,
    Handle,
    Identity,
    Image,
    Invitation,
    Member,
    Person,
    Pod,
    Post,
    Room,
    StoredRendition,
    Upload,
)


class Pods(Protocol):
    async def add(self, pod: Pod) -> None:
        """Also makes the pod's key."""
        ...

    async def get(self, pod: PodId) -> Pod | None:
        """Works in any scope: somebody in several pods is asked by name which one is meant."""
        ...

    async def save(self, pod: Pod) -> None: ...
    async def next_number(self, pod: PodId) -> int:
        """The next image number of the pod: 1, 2, … never twice."""
        ...

    async def destroy_key(self, pod: PodId) -> None:
        """After this nothing of the pod decrypts, backups included."""
        ...

    async def clear(self, pod: PodId, *, work: WorkId) -> None:
        """Every row about the pod goes, but the audit and that it was erased. `work` stays."""
        ...

    async def busy(self, pod: PodId, *, work: WorkId) -> int:
        """How much of the pod's work, but for `work`, is under way or takes messages back."""
        ...


class Rooms(Protocol):
    async def add(self, room: Room) -> None: ...
    async def save(self, room: Room) -> None: ...
    async def by_ref(self, ref: RoomRef) -> Room | None:
        """Works in any scope: which pod a chat belongs to."""
        ...

    async def get(self, room: RoomId) -> Room | None: ...
    async def of_pod(self, pod: PodId) -> Sequence[Room]: ...
    async def note_seen(self, ref: RoomRef, user: UserRef, *, present: bool) -> None:
        """Remember that an account was seen in a chat, or left it."""
        ...

    async def seen(self, ref: RoomRef) -> frozenset[UserRef]: ...
    async def moved(self, old: RoomRef, new: RoomRef) -> None:
        """A chat's key changed: rooms, posts and what was seen follow."""
        ...


class People(Protocol):
    """Not a pod's: people and their accounts are looked up in any scope."""

    async def add(self, person: Person) -> None: ...
    async def get(self, person: PersonId) -> Person | None: ...
    async def save(self, person: Person) -> None: ...
    async def delete(self, person: PersonId) -> None:
        """The person, their accounts and their sessions; no error when they were not there."""
        ...

    async def by_email(self, email: str) -> Person | None: ...
    async def bind(self, identity: Identity) -> None:
        """Add or update an account of a person."""
        ...

    async def unbind(self, ref: UserRef) -> None: ...
    async def by_identity(self, ref: UserRef) -> Identity | None: ...
    async def identities(self, person: PersonId) -> Sequence[Identity]: ...
    async def accounts(
        self, people: Sequence[PersonId], platform: str
    ) -> Mapping[UserRef, PersonId]:
        """The accounts that these people have on one platform."""
        ...


class Members(Protocol):
    async def save(self, member: Member) -> None:
        """Add or replace."""
        ...

    async def get(self, pod: PodId, person: PersonId) -> Member | None: ...
    async def of_pod(self, pod: PodId) -> Sequence[Member]: ...
    async def of_person(self, person: PersonId) -> Sequence[Member]:
        """Works in any scope: the pods a person is in."""
        ...


class Invitations(Protocol):
    async def add(self, invitation: Invitation) -> None: ...
    async def save(self, invitation: Invitation) -> None: ...
    async def get(self, invitation: InvitationId, *, lock: bool = False) -> Invitation | None:
        """Works in any scope. `lock`: nobody else can change it until this unit of work ends."""
        ...

    async def by_secret(
        self, kind: str, digest: str, *, lock: bool = False, open_at: datetime | None = None
    ) -> Invitation | None:
        """By `link`, `page` or `bind` hash. Works in any scope.

        `open_at`: only one that can be taken up then. One that is over takes as long as none.
        """
        ...

    async def open_of_pod(self, pod: PodId) -> Sequence[Invitation]: ...
    async def of_pod(self, pod: PodId) -> Sequence[Invitation]: ...
    async def open_for_identity(self, ref: UserRef) -> Sequence[Invitation]:
        """Invitations in CODE_SENT or VERIFIED of the account that knocked. Works in any scope."""
        ...


class Budgets(Protocol):
    """Counters in the database, so that no cache's loss gives a new start."""

    async def take(self, name: str, *, window_seconds: int, limit: int, cost: int = 1) -> bool:
        """Count `cost` in a sliding window by the database's clock; False (not counted): full."""
        ...

    async def used(self, name: str, *, window_seconds: int) -> int:
        """What is counted in the window now."""
        ...


class Uploads(Protocol):
    """Works in any scope: a knock has no pod yet."""

    async def add(self, upload: Upload) -> None: ...
    async def save(self, upload: Upload) -> None: ...
    async def get(self, upload: UploadId, *, lock: bool = False) -> Upload | None: ...
    async def of_pod(self, pod: PodId) -> Sequence[Upload]: ...


class Images(Protocol):
    async def add(self, image: Image, renditions: Sequence[StoredRendition]) -> None: ...
    async def add_renditions(self, pod: PodId, more: Sequence[StoredRendition]) -> None:
        """Further pictures made of an image that is there."""
        ...

    async def save(self, image: Image) -> None: ...
    async def get(self, pod: PodId, image: ImageId) -> Image | None: ...
    async def by_number(self, pod: PodId, number: int) -> Image | None: ...
    async def of_pod(self, pod: PodId, *, limit: int | None = 50) -> Sequence[Image]:
        """Newest first; all with `limit` None."""
        ...

    async def of_upload(self, pod: PodId, upload: UploadId) -> Sequence[Image]: ...
    async def rendition(
        self, pod: PodId, image: ImageId, purpose: Purpose, *, deidentified: bool
    ) -> StoredRendition | None: ...
    async def renditions(self, pod: PodId, image: ImageId) -> Sequence[StoredRendition]: ...


class Posts(Protocol):
    async def add(self, post: Post) -> None: ...
    async def save(self, post: Post) -> None: ...
    async def get(self, pod: PodId, post: PostId, *, lock: bool = False) -> Post | None: ...
    async def of_image(self, pod: PodId, image: ImageId) -> Sequence[Post]: ...
    async def in_room(self, pod: PodId, ref: RoomRef) -> Sequence[Post]:
        """Those that may still be seen: sent, unknown or stuck."""
        ...

    async def of_person(self, pod: PodId, person: PersonId) -> Sequence[Post]:
        """Private posts to one person that may still be seen."""
        ...

    async def of_pod(self, pod: PodId) -> Sequence[Post]:
        """All of them, oldest first."""
        ...


class Handles(Protocol):
    """Works in any scope."""

    async def add(self, handle: Handle) -> None: ...
    async def get(self, digest: str) -> Handle | None: ...
    async def use(self, digest: str) -> bool:
        """Mark a once-only handle as used; False: somebody was quicker."""
        ...


class Audit(Protocol):
    async def add(self, entry: AuditEntry) -> None:
        """Append to the hash chain, in this transaction."""
        ...

    async def of_subject(self, pod: PodId, subject: str) -> Sequence[AuditEntry]: ...
    async def of_pod(self, pod: PodId, *, limit: int | None = 100) -> Sequence[AuditEntry]:
        """Newest first; all with `limit` None."""
        ...

    async def mark(self) -> str:
        """The number and hash of the newest entry, this unit of work's included."""
        ...

    async def verify(self) -> tuple[int, bool]:
        """(entries, whether the chain is whole)."""
        ...


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in viewer page. `hash` is of the cookie's secret."""

    hash: str
    person: PersonId
    created_at: datetime
    seen_at: datetime


class Sessions(Protocol):
    async def add(self, session: Session) -> None: ...
    async def get(self, digest: str) -> Session | None: ...
    async def touch(self, digest: str, at: datetime) -> None: ...
    async def end(self, digest: str) -> None: ...
    async def end_all(self, person: PersonId) -> None: ...


class Notes(Protocol):
    """Small facts by name that belong to nobody: offsets, the message that shows a progress."""

    async def get(self, name: str) -> str | None: ...
    async def put(self, name: str, value: str) -> None: ...
    async def delete(self, name: str) -> None:
        """No error when it was not there."""
        ...
