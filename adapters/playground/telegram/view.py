"""What a person sees on their own screen now."""

from dataclasses import dataclass, field

from .errors import NotAllowed
from .markup import button_rows
from .model import Chat, Content, Json, Message, User


@dataclass(frozen=True)
class Button:
    text: str
    data: str | None = None
    url: str | None = None
    web_app: str | None = None


@dataclass(frozen=True)
class Seen:
    """One message as one person sees it.

    `id` is 0 for an ephemeral message, which has `ephemeral_id`. `image` holds the JPEG of a
    photo in its largest size, `file` the bytes of any other medium.
    """

    id: int
    sender: User
    date: int
    kind: str
    text: str
    entities: tuple[Json, ...] = ()
    image: bytes | None = None
    file: bytes | None = None
    file_id: str | None = None
    file_name: str | None = None
    width: int = 0
    height: int = 0
    buttons: tuple[tuple[Button, ...], ...] = ()
    reply_to: int | None = None
    album: str | None = None
    edited: bool = False
    spoiler: bool = False
    protected: bool = False
    silent: bool = False
    ephemeral_id: int | None = None
    replaces: int | None = None
    forwarded: bool = False
    reactions: dict[str, int] = field(default_factory=dict)
    service: Json = field(default_factory=dict)

    @property
    def is_ephemeral(self) -> bool:
        return self.ephemeral_id is not None

    def button(self, wanted: str) -> Button:
        """The button of that text or that callback data. Raises LookupError."""
        for one in (one for row in self.buttons for one in row):
            if wanted in (one.text, one.data):
                return one
        raise LookupError(f"no button {wanted!r} under message {self.id}")


def visible(chat: Chat, person: User) -> list[Message]:
    """The messages on somebody's screen, an ephemeral one in the place of what it replaces."""
    if chat.is_group:
        member = chat.member(person)
        if member is None or not member.present:
            return []
        first = 0 if chat.visible_history else member.since
    elif chat.person is not person and not person.is_bot:
        return []
    else:
        first = 0
    shown = [
        message
        for message in chat.messages
        if not message.deleted and message.order >= first and _concerns(message, person)
    ]
    stands_in = {message.replaces.id: message for message in shown if message.replaces}
    placed: list[Message] = []
    for message in shown:
        if message.replaces is not None and not message.replaces.deleted:
            continue  # shown where the replaced one was
        instead = stands_in.get(message.id) if not message.is_ephemeral else None
        placed.append(instead or message)
    return placed


def _concerns(message: Message, person: User) -> bool:
    if not message.is_ephemeral:
        return True
    if message.sender is person:
        return True
    return message.receiver is person and message.delivered


def seen(message: Message) -> Seen:
    content = message.content
    largest = content.files[-1] if content.files else None
    photo = content.kind == "photo"
    return Seen(
        id=message.id,
        sender=message.sender,
        date=message.date,
        kind=content.kind,
        text=content.text,
        entities=content.entities,
        image=largest.data if largest and photo else None,
        file=largest.data if largest and not photo else None,
        file_id=largest.file_id if largest else None,
        file_name=largest.name if largest else None,
        width=largest.width if largest else 0,
        height=largest.height if largest else 0,
        buttons=_buttons(message),
        reply_to=message.reply_to.id if message.reply_to else None,
        album=message.album,
        edited=message.edited is not None,
        spoiler=content.spoiler,
        protected=message.protected or message.chat.protected,
        silent=message.silent,
        ephemeral_id=message.ephemeral_id,
        replaces=message.replaces.id if message.replaces else None,
        forwarded=message.origin is not None,
        reactions=_reactions(message),
        service=dict(content.extra) if content.kind in ("service", "contact") else {},
    )


def _buttons(message: Message) -> tuple[tuple[Button, ...], ...]:
    return tuple(
        tuple(
            Button(
                one["text"],
                one.get("callback_data"),
                one.get("url"),
                one.get("web_app", {}).get("url"),
            )
            for one in row
        )
        for row in button_rows(message.markup)
    )


def _reactions(message: Message) -> dict[str, int]:
    counted: dict[str, int] = {}
    for reactions in message.reactions.values():
        for reaction in reactions:
            emoji = str(reaction.get("emoji", ""))
            counted[emoji] = counted.get(emoji, 0) + 1
    return counted


def may_say(chat: Chat, person: User, content: Content) -> None:
    """Whether somebody's app lets them send this here. Raises NotAllowed."""
    if not chat.is_group:
        return
    member = chat.member(person)
    if member is None or not member.present or chat.migrated_to is not None:
        raise NotAllowed(f"{person.name} is not in {chat.title}")
    if member.is_admin:
        return
    needed = {"photo": "can_send_photos", "document": "can_send_documents"}
    right = needed.get(content.kind, "can_send_messages")
    if right not in chat.permissions & member.permissions:
        raise NotAllowed(f"{person.name} may not send this in {chat.title}")
