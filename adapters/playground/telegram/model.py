"""What the simulated Telegram remembers: people, chats, messages, files."""

from dataclasses import dataclass, field, replace
from typing import Any, Literal

Json = dict[str, Any]

ChatType = Literal["private", "group", "supergroup"]
Status = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]
PRESENT: frozenset[str] = frozenset({"creator", "administrator", "member", "restricted"})

ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
)
# What a group gives an administrator unless told otherwise: all but making others one.
USUAL_RIGHTS = frozenset(ADMIN_RIGHTS) - {"can_promote_members"}

PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)


@dataclass(eq=False)
class User:
    """A person, or the bot."""

    id: int
    name: str
    username: str | None = None
    language: str | None = None
    is_bot: bool = False
    phone: str | None = None
    started: bool = False
    blocked_bot: bool = False
    deactivated: bool = False
    offline: bool = False
    contact_until: float = 0.0  # a join request lets the bot write until then


@dataclass(eq=False)
class Member:
    """One user's standing in one chat. `since` counts the chat's messages when they came."""

    user: User
    status: Status
    rights: frozenset[str] = frozenset()
    permissions: frozenset[str] = frozenset(PERMISSIONS)
    until: int = 0
    since: int = 0

    @property
    def present(self) -> bool:
        return self.status in PRESENT

    @property
    def is_admin(self) -> bool:
        return self.status in ("creator", "administrator")

    def may(self, right: str) -> bool:
        """Whether an administrator's right is held (the owner holds them all)."""
        return self.status == "creator" or (self.status == "administrator" and right in self.rights)

    def snapshot(self) -> "Member":
        return replace(self)


@dataclass(eq=False)
class StoredFile:
    """Bytes on the platform's servers. `size` is what is told; the bytes may be fewer in a test."""

    file_id: str
    unique_id: str
    kind: str
    data: bytes
    size: int
    name: str | None = None
    mime: str | None = None
    width: int = 0
    height: int = 0
    duration: int = 0


@dataclass(frozen=True)
class Content:
    """What a message says or shows. `kind` is the Bot API's field name for it."""

    kind: str
    text: str = ""  # the text, or the caption under a medium
    entities: tuple[Json, ...] = ()
    files: tuple[StoredFile, ...] = ()  # a photo's sizes in ascending order, else one file
    spoiler: bool = False
    caption_above: bool = False
    extra: Json = field(default_factory=dict)  # contact, or a service message's fields

    @property
    def is_media(self) -> bool:
        return bool(self.files)

    @property
    def is_service(self) -> bool:
        return self.kind == "service"


@dataclass(eq=False)
class Message:
    """One message of one chat; `order` is its place in that chat's history."""

    id: int
    chat: "Chat"
    sender: User
    date: int
    content: Content
    order: int
    reply_to: "Message | None" = None
    markup: Json | None = None
    album: str | None = None
    protected: bool = False
    silent: bool = False
    edited: int | None = None
    origin: Json | None = None
    deleted: bool = False
    reactions: dict[int, list[Json]] = field(default_factory=dict)
    receiver: User | None = None  # an ephemeral message is for this one person
    ephemeral_id: int | None = None
    replaces: "Message | None" = None
    delivered: bool = True

    @property
    def is_ephemeral(self) -> bool:
        return self.ephemeral_id is not None


@dataclass(eq=False)
class InviteLink:
    url: str
    creator: User
    chat_id: int
    name: str | None = None
    expire: int | None = None
    member_limit: int | None = None
    needs_approval: bool = False
    primary: bool = False
    revoked: bool = False


@dataclass(eq=False)
class JoinRequest:
    """Somebody at the door. `query_id` is there when the bot guards the chat."""

    user: User
    chat_id: int
    link: InviteLink | None
    at: float
    query_id: str | None = None
    web_app_url: str | None = None
    state: Literal["waiting", "approved", "declined", "queued"] = "waiting"


@dataclass(eq=False)
class Chat:
    id: int
    type: ChatType
    title: str = ""
    person: User | None = None  # a private chat's other end
    members: dict[int, Member] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    permissions: frozenset[str] = frozenset(PERMISSIONS) - {"can_edit_tag"}
    migrated_to: int | None = None
    visible_history: bool = True
    protected: bool = False
    guarded: bool = False
    username: str | None = None  # a public group's: whoever knows it reads without coming in
    linked_channel: int | None = None  # whose discussions it holds
    large: bool = False  # too many people for anybody to be told who comes and goes
    pinned: list[int] = field(default_factory=list)
    links: list[InviteLink] = field(default_factory=list)
    requests: list[JoinRequest] = field(default_factory=list)
    keyboard: Json | None = None
    action: tuple[str, float] | None = None
    last_message_id: int = 0
    last_ephemeral_id: int = 0

    @property
    def is_group(self) -> bool:
        return self.type != "private"

    def member(self, user: User) -> Member | None:
        return self.members.get(user.id)

    def has(self, user: User) -> bool:
        member = self.members.get(user.id)
        return member is not None and member.present

    def find(self, message_id: int) -> Message | None:
        """The message of that id that everybody may see, unless deleted."""
        for message in reversed(self.messages):
            if message.id == message_id and not message.is_ephemeral:
                return None if message.deleted else message
        return None

    def find_ephemeral(self, receiver_id: int, ephemeral_id: int) -> Message | None:
        for message in reversed(self.messages):
            if message.ephemeral_id == ephemeral_id and not message.deleted:
                known = {message.sender.id, message.receiver.id if message.receiver else 0}
                return message if receiver_id in known else None
        return None
