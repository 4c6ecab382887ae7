"""What the core asks of the world. Each method says what it promises."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from core.ids import (
    ImageId,
    InvitationId,
    MessageRef,
    PersonId,
    PodId,
    PostId,
    RoomId,
    RoomRef,
    UploadId,
    UserRef,
    WorkId,
)
from core.imaging import Purpose, Transcoded, TranscodeOrder
from core.messages import Capabilities, Form, Incoming, MenuEntry, Outgoing, PictureFile
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


class Clock(Protocol):
    def now(self) -> datetime:
        """The time, in UTC, aware."""
        ...


class Entropy(Protocol):
    def bytes(self, count: int) -> bytes:
        """`count` bytes from a CSPRNG."""
        ...

    def below(self, limit: int) -> int:
        """A uniform integer in [0, limit) from a CSPRNG."""
        ...


# ── platforms ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Presence:
    """Who is in a room, as far as can be known now.

    `users`: humans listed, bots left out (empty where they cannot be listed). `count`: humans in
    the room. `external`: another organisation, a guest account or a stranger is in it.
    """

    users: frozenset[UserRef]
    count: int
    external: bool = False
    title: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Profile:
    """What an account's owner calls themselves, and the language of their client ("" unknown)."""

    name: str = field(default="", repr=False)
    language: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """Where a message ended up. `extra` are further messages of the same send (an album)."""

    message: MessageRef
    extra: tuple[MessageRef, ...] = ()


@dataclass(frozen=True, slots=True)
class RawRequest:
    """An HTTP request to a platform's webhook. Header names are lower case."""

    path: str
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    query: str = ""


@dataclass(frozen=True, slots=True)
class RawResponse:
    status: int
    body: bytes = b""
    media_type: str = "text/plain"
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RawEvent:
    """What a platform delivered, before it is understood. `key` is unique for ever.

    `lane`: events of one lane are handled one after the other, in order of arrival.
    """

    platform: str
    key: str
    lane: str
    payload: bytes = field(repr=False)


Receive = Callable[[RawEvent], Awaitable[bool]]
"""Keeps an event durably before it returns; False: it was there already. Raises if it could not be
kept: then the platform must not be told that it was."""

FormCheck = Callable[[str, Mapping[str, str], str], Mapping[str, str]]
"""(form, values, language) → a sentence for each field that needs mending; pure and quick."""


class Platform(Protocol):
    """One chat platform. Every failure is a `core.errors.PlatformError`; nothing else is raised.

    No method repeats a call on its own. `send`, `edit` and `retract` obey limits by raising with
    `retry_after`.
    """

    name: str

    @property
    def capabilities(self) -> Capabilities: ...

    @property
    def workspace(self) -> str:
        """The workspace that addresses without one are in, once it is known; "" where none is."""
        ...

    @property
    def listens_alone(self) -> bool:
        """Whether only one process may listen at a time: whoever polls takes what it is given."""
        ...

    async def start(self, receive: Receive, check: FormCheck, *, listen: bool) -> None:
        """Log in. With `listen`: begin to hand every event to `receive` (polling, socket)."""
        ...

    async def stop_listening(self) -> None:
        """Another process listens from here on; everything else goes on."""
        ...

    async def stop(self) -> None:
        """Stop listening, finish what was begun, close connections."""
        ...

    @property
    def webhook_paths(self) -> tuple[str, ...]:
        """Paths under the public address that belong to this platform; empty when it listens."""
        ...

    async def webhook(self, request: RawRequest) -> RawResponse:
        """Verify, keep, acknowledge. Junk gets 400 or 401, never an exception."""
        ...

    def parse(self, event: RawEvent) -> Sequence[Incoming]:
        """What an event means; empty when nothing to us. Pure. Never raises on junk."""
        ...

    async def turn(self, room: RoomRef) -> float:
        """Wait until a message may go there by the platform's rates; the seconds it took."""
        ...

    async def send(
        self, room: RoomRef, message: Outgoing, *, only_for: UserRef | None = None, ticket: str = ""
    ) -> Sent:
        """Post once. `only_for`: an ephemeral message, where capabilities have it."""
        ...

    async def reserve(self, room: RoomRef, picture: PictureFile) -> str:
        """A place for `draft` to hand the bytes over to, asked for by their name and number alone.

        "" where there is no such step. Nothing is handed over yet; a place may stay unused.
        """
        ...

    async def draft(self, room: RoomRef, message: Outgoing, *, place: str = "") -> str:
        """Hand over the bytes without showing them; "" where the platform has no such step.

        `place`: what `reserve` gave for this picture.
        """
        ...

    async def find(self, room: RoomRef, draft: str) -> MessageRef | None:
        """The message that a draft became, if it became one. Only where `finds_posts`."""
        ...

    async def edit(self, message: MessageRef, new: Outgoing) -> MessageRef:
        """Replace text, buttons and picture of one's own message. Idempotent."""
        ...

    async def retract(self, message: MessageRef) -> bool:
        """Delete a message; True when it is gone (also when it was already)."""
        ...

    async def answer(self, ticket: str, text: str, *, alert: bool = False) -> None:
        """Answer a button press at once. Too late is no error."""
        ...

    async def open_form(self, ticket: str, form: Form) -> bool:
        """Open a form for the one who pressed; False when too late or not to be had."""
        ...

    async def show_home(self, user: UserRef, page: Outgoing) -> None:
        """Fill the bot's own page for one person. Only where `home`."""
        ...

    async def busy(self, room: RoomRef) -> None:
        """Show that work is under way; no error matters."""
        ...

    def fetch(self, handle: str, *, limit: int) -> AsyncIterator[bytes]:
        """The bytes of an incoming file, in chunks. More than `limit` bytes: why="too_big"."""
        ...

    async def presence(self, room: RoomRef) -> Presence:
        """Who is in the room now."""
        ...

    async def is_in(self, room: RoomRef, user: UserRef) -> bool | None:
        """Whether an account is in the room; None when it cannot be known."""
        ...

    async def answer_join(self, room: RoomRef, user: UserRef, ticket: str, *, let_in: bool) -> bool:
        """Let somebody in who asked for it, or leave that to people; False: it cannot be done.

        True also when they are in already, or have gone away.
        """
        ...

    async def profile(self, user: UserRef) -> Profile | None:
        """What its events leave out about an account, asked for once and remembered for a while.

        None where there is nothing to add or nobody tells. Takes two seconds at most; never raises.
        """
        ...

    async def private_room(self, user: UserRef) -> RoomRef | None:
        """The private chat with a user, opened if need be; None where they must write first."""
        ...

    def bind_link(self, secret: str) -> str | None:
        """A link into the private chat that carries `secret`, where there are such."""
        ...

    async def register_menus(self, entries: Mapping[str, Sequence[MenuEntry]]) -> None:
        """Menus per language ("" = default). Idempotent."""
        ...


# ── imaging, mail, texts ────────────────────────────────────────────────────────────────────────


class Transcoder(Protocol):
    async def transcode(self, source: AsyncIterator[bytes], order: TranscodeOrder) -> Transcoded:
        """Decode in a process apart and make renditions. Never raises on any input."""
        ...


@dataclass(frozen=True, slots=True)
class Mail:
    to: str = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)
    html: str = field(default="", repr=False)
    language: str = "en"


class Mailer(Protocol):
    async def send(self, mail: Mail, *, key: str) -> None:
        """Hand over to the mail server. `key` becomes the Message-ID, so a repeat is one mail."""
        ...

    async def check(self) -> None:
        """Raises PlatformError when the server cannot be used; nothing is sent."""
        ...


class Texter(Protocol):
    async def send(self, phone: str, text: str, *, key: str) -> None:
        """Send a text message (E.164). Raises PlatformError."""
        ...


class Limiter(Protocol):
    async def wait(self, bucket: str, *, per_second: float, burst: int) -> float:
        """Take one from a bucket; the seconds to wait before acting (0: now)."""
        ...


class Codes(Protocol):
    """How a code is kept: HMAC under a pepper from outside the database, then argon2id."""

    async def seal(self, code: str, context: str) -> str:
        """What may be stored of `code`. `context` binds it to its attempt."""
        ...

    async def matches(self, code: str, context: str, sealed: str) -> bool:
        """In constant time; the same work when `sealed` is empty."""
        ...


class Texts(Protocol):
    """Every word a person reads."""

    def say(self, key: str, language: str, arguments: Mapping[str, object] | None = None) -> str:
        """A sentence in the best language there is. A missing key is a programming error."""
        ...

    def best(self, *wanted: str) -> str:
        """The first of the languages that there are words in; the default one else."""
        ...


# ── storage ─────────────────────────────────────────────────────────────────────────────────────


class BlobStore(Protocol):
    """Sealed bytes: encrypted under the pod's key before they leave the process."""

    async def put(
        self, pod: PodId | None, key: str, chunks: AsyncIterator[bytes]
    ) -> tuple[int, str]:
        """Seal and store; (size, sha256 hex) of the clear bytes. Durable on return.

        `pod` None: under the installation's key (a knock). A second put of a key is refused unless
        the first was never finished.
        """
        ...

    def get(self, pod: PodId | None, key: str) -> AsyncIterator[bytes]:
        """The clear bytes, each segment authenticated. Raises `core.errors.NotFound`."""
        ...

    async def move(self, key: str, source: PodId | None, target: PodId) -> str:
        """Seal again under another key; returns the new blob key. The old one is deleted."""
        ...

    async def delete(self, key: str) -> None:
        """Gone on return; no error when it was not there."""
        ...


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


class Notes(Protocol):
    """Small facts by name that belong to nobody: offsets, the message that shows a progress."""

    async def get(self, name: str) -> str | None: ...
    async def put(self, name: str, value: str) -> None: ...
    async def delete(self, name: str) -> None:
        """No error when it was not there."""
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
