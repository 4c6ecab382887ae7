"""What a pod is made of: frozen values with explicit states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

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
)
from core.imaging import BurnedIn, PatientClues, Purpose


class Privilege(StrEnum):
    """What a member may do; alphabetical."""

    AUDIT = "audit"
    CONSENT = "consent"
    DOWNLOAD = "download"
    ERASE = "erase"
    INVITE = "invite"
    MANAGE = "manage"
    RELEASE = "release"
    SHARE = "share"
    STREAM = "stream"
    UPLOAD = "upload"
    VIEW = "view"
    VIEW_IDENTIFIED = "view_identified"


class Role(StrEnum):
    """A preset of privileges."""

    PATIENT = "patient"
    FAMILY = "family"
    CLINICIAN = "clinician"
    COORDINATOR = "coordinator"
    GUEST = "guest"


P = Privilege
PRESETS: Mapping[Role, frozenset[Privilege]] = {
    Role.PATIENT: frozenset(
        {P.AUDIT, P.CONSENT, P.DOWNLOAD, P.ERASE, P.INVITE, P.SHARE, P.STREAM, P.UPLOAD, P.VIEW,
         P.VIEW_IDENTIFIED}
    ),
    Role.FAMILY: frozenset({P.INVITE, P.SHARE, P.UPLOAD, P.VIEW}),
    Role.CLINICIAN: frozenset(
        {P.DOWNLOAD, P.INVITE, P.RELEASE, P.SHARE, P.STREAM, P.UPLOAD, P.VIEW, P.VIEW_IDENTIFIED}
    ),
    Role.COORDINATOR: frozenset(Privilege) - {P.CONSENT},
    Role.GUEST: frozenset({P.VIEW}),
}  # fmt: skip


class Audience(StrEnum):
    """Who a room is for."""

    FAMILY = "family"
    CARE_TEAM = "care_team"


class Mode(StrEnum):
    """How pictures come into a room."""

    PICTURE = "picture"
    IN_PLACE = "in_place"
    CARD = "card"


class RoomState(StrEnum):
    """`LOCKED`: somebody uncleared may be there, nothing is posted. `GONE`: the bot is out."""

    OPEN = "open"
    LOCKED = "locked"
    GONE = "gone"


class MemberState(StrEnum):
    ACTIVE = "active"
    LEFT = "left"
    REMOVED = "removed"


class InvitationState(StrEnum):
    """requested → link_sent → email_confirmed → code_sent → verified → bound."""

    REQUESTED = "requested"
    LINK_SENT = "link_sent"
    EMAIL_CONFIRMED = "email_confirmed"
    CODE_SENT = "code_sent"
    VERIFIED = "verified"  # the phone is proven; the chat account is still to be bound
    BOUND = "bound"  # done: a member
    LOCKED = "locked"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class UploadState(StrEnum):
    """`KNOCK` and `ASKED` wait for a human: a vouching member, or the sender naming a pod."""

    KNOCK = "knock"
    ASKED = "asked"
    RECEIVED = "received"
    DONE = "done"
    REFUSED = "refused"


class ImageState(StrEnum):
    READY = "ready"
    HELD = "held"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


class Hold(StrEnum):
    """Why an image waits for a human."""

    OTHER_PATIENT = "other_patient"
    TWO_PATIENTS = "two_patients"
    BURNED_IN = "burned_in"
    CONSENT = "consent"


class Form(StrEnum):
    """How a post looks."""

    PICTURE = "picture"
    IN_PLACE = "in_place"
    CARD = "card"
    PRIVATE = "private"


class PostState(StrEnum):
    PLANNED = "planned"
    SENT = "sent"
    RETRACTED = "retracted"
    STUCK = "stuck"  # could not be taken back
    UNKNOWN = "unknown"  # sent or not: a human is asked
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Pod:
    """The trusted group around one patient. `patient` None: not known yet."""

    id: PodId
    name: str = field(repr=False)
    language: str
    created_at: datetime
    patient: PatientClues | None = field(default=None, repr=False)
    erased_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """One chat of a pod."""

    id: RoomId
    pod: PodId
    ref: RoomRef
    audience: Audience
    mode: Mode
    title: str = field(repr=False)
    state: RoomState = RoomState.OPEN
    locked_because: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A human being, known by a verified address and phone (E.164)."""

    id: PersonId
    name: str = field(repr=False)
    email: str = field(repr=False)
    phone: str = field(repr=False)
    language: str = ""
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """One verified account of a person. `private` is their private chat with the bot, if open."""

    ref: UserRef
    person: PersonId
    bound_at: datetime
    private: RoomRef | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A person in a pod."""

    pod: PodId
    person: PersonId
    role: Role
    privileges: frozenset[Privilege]
    joined_at: datetime
    state: MemberState = MemberState.ACTIVE
    expires_at: datetime | None = None
    invited_by: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Invitation:
    """A member's request to let somebody in. Secrets are kept as hashes only."""

    id: InvitationId
    pod: PodId
    inviter: PersonId
    email: str = field(repr=False)
    role: Role
    privileges: frozenset[Privilege]
    state: InvitationState
    created_at: datetime
    expires_at: datetime
    name: str = field(default="", repr=False)
    language: str = ""
    link_hash: str = ""  # sha256 of the mailed link's secret
    page_hash: str = ""  # sha256 of the secret that the page carries after the e-mail step
    bind_hash: str = ""  # sha256 of the secret (deep link) or phrase that binds a chat account
    phone: str = field(default="", repr=False)
    code_hash: str = field(default="", repr=False)
    code_expires_at: datetime | None = None
    code_failures: int = 0  # never reset by a new code
    codes_sent: int = 0
    resend_at: datetime | None = None
    knock: UploadId | None = None
    identity: UserRef | None = None  # the account that knocked, to be bound when proven
    person: PersonId | None = None
    until: datetime | None = None  # when the membership that comes of it ends


@dataclass(frozen=True, slots=True)
class Upload:
    """Bytes that arrived, sealed in quarantine, or still with the platform (`blob` "")."""

    id: UploadId
    pod: PodId | None
    state: UploadState
    sender: UserRef
    person: PersonId | None
    source: MessageRef | None
    place: RoomRef | None
    received_at: datetime
    album: str = ""
    name: str = field(default="", repr=False)
    caption: str = field(default="", repr=False)
    handle: str = field(default="", repr=False)
    size: int = 0
    blob: str = ""
    recipient: PersonId | None = None  # whom a knock is for
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Image:
    """One entry in a pod: `#number`, with its metadata and state."""

    id: ImageId
    pod: PodId
    number: int
    upload: UploadId
    uploader: PersonId
    state: ImageState
    created_at: datetime
    kind: str
    frames: int
    width: int
    height: int
    summary: Mapping[str, str] = field(repr=False)
    metadata: Mapping[str, object] = field(repr=False)
    patient: PatientClues = field(repr=False)
    burned_in: BurnedIn
    note: str = field(default="", repr=False)
    hold: Hold | None = None
    released_by: tuple[PersonId, ...] = ()
    origin: RoomRef | None = None


@dataclass(frozen=True, slots=True)
class StoredRendition:
    """Where a rendition's sealed bytes are. `deidentified`: fit for the family."""

    image: ImageId
    pod: PodId
    purpose: Purpose
    deidentified: bool
    format: str
    media_type: str
    width: int
    height: int
    frames: int
    bytes: int
    sha256: str
    blob: str


@dataclass(frozen=True, slots=True)
class Post:
    """A rendition or a card in a room or a private chat: what a revocation must find again."""

    id: PostId
    pod: PodId
    image: ImageId
    room: RoomRef
    form: Form
    purpose: Purpose
    state: PostState
    planned_at: datetime
    planned_by: PersonId
    person: PersonId | None = None  # for a private post: whose
    message: MessageRef | None = None
    extra: tuple[MessageRef, ...] = ()  # further messages of the same post (its buttons)
    sent_at: datetime | None = None
    sha256: str = ""
    draft: str = ""  # what the platform handed out before the post was visible (a file id)


@dataclass(frozen=True, slots=True)
class Handle:
    """What a button's opaque symbol stands for."""

    hash: str
    action: str
    arguments: Mapping[str, str]
    room: RoomRef | None
    user: UserRef | None  # None: anybody in the room may press; decided then
    once: bool
    expires_at: datetime
    pod: PodId | None = None
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who, what, why allowed, when, from where. `personal` is sealed under the pod's key."""

    at: datetime
    pod: PodId | None
    actor: str  # a person's id, an account's digest, or "service"
    action: str
    subject: str  # an id
    outcome: str  # allowed | refused | done | failed
    reason: str
    origin: str  # a platform's or page's name
    personal: Mapping[str, str] = field(default_factory=dict, repr=False)
