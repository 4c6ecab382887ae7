"""What comes in from a chat and what goes out to one, in no platform's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from core.ids import MessageRef, RoomRef, UserRef

# ── in ──────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Sender:
    """Who did it. `name` is what they call themselves: shown, never trusted."""

    user: UserRef
    name: str = field(default="", repr=False)
    language: str = ""
    bot: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where it happened. `thread` is the message that a conversation hangs on, if any."""

    room: RoomRef
    private: bool
    title: str = field(default="", repr=False)
    thread: str = ""


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """A lazy handle to bytes that are still with the platform. `handle` is the adapter's own."""

    handle: str = field(repr=False)
    name: str = field(default="", repr=False)
    media_type: str = ""
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Common to all that comes in. `key` tells one event from a redelivery of it.

    `ticket` is what the platform wants back with an immediate answer (a callback query's id, a
    trigger); it lives for seconds.
    """

    key: str
    sender: Sender
    place: Place
    message: MessageRef | None = None
    ticket: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Upload(Event):
    """One message's files. Messages of one album share `album`."""

    files: tuple[IncomingFile, ...] = ()
    caption: str = field(default="", repr=False)
    album: str = ""


@dataclass(frozen=True, slots=True)
class Command(Event):
    """`word` is lower case, without a slash; `rest` is what stands after it."""

    word: str = ""
    rest: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Text(Event):
    """Anything written to the bot that is neither a command nor a file: a code, a phrase."""

    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Started(Event):
    """Somebody opened the private chat, perhaps by a link that carries `payload`."""

    payload: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ButtonPress(Event):
    """`handle` is what the button carried."""

    handle: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Shortcut(Event):
    """A message's menu entry: `word` names the action, `files` what the message holds."""

    word: str = ""
    files: tuple[IncomingFile, ...] = ()


@dataclass(frozen=True, slots=True)
class HomeOpened(Event):
    """Somebody opened the bot's own page inside the platform."""


@dataclass(frozen=True, slots=True)
class FormSent(Event):
    """A filled-in form. `context` is what was given when it was opened."""

    form: str = ""
    context: str = ""
    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    files: tuple[IncomingFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Joined(Event):
    """Somebody (`sender`) is now in the room. `sender.user` may be the bot itself: `me`."""

    me: bool = False


@dataclass(frozen=True, slots=True)
class Left(Event):
    """Somebody (`sender`) is out of the room. `me`: the bot was removed."""

    me: bool = False


@dataclass(frozen=True, slots=True)
class AskedToJoin(Event):
    """Somebody (`sender`) is at a room's door, and not in it. `private`: where they can be told."""

    private: RoomRef | None = None


class RoomChange(StrEnum):
    MOVED = "moved"  # the key changed; `detail` is the new one
    EXTERNAL = "external"  # another organisation is in it now
    INTERNAL = "internal"
    ARCHIVED = "archived"
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True)
class RoomChanged(Event):
    change: RoomChange = RoomChange.RENAMED
    detail: str = ""


Incoming = (
    Upload | Command | Text | Started | ButtonPress | Shortcut | HomeOpened | FormSent | Joined
    | Left | AskedToJoin | RoomChanged
)  # fmt: skip

# ── out ─────────────────────────────────────────────────────────────────────────────────────────


class Style(StrEnum):
    PLAIN = "plain"
    PRIMARY = "primary"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Button:
    """A word to press: `handle` (≤ 64 bytes) comes back in a `ButtonPress`, or `url` is opened."""

    label: str
    handle: str = field(default="", repr=False)
    url: str = field(default="", repr=False)
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True)
class PictureFile:
    """The bytes to show. `alt` describes them for those who listen; also the caption's start."""

    data: bytes = field(repr=False)
    name: str  # generated, never the sender's
    media_type: str
    width: int
    height: int
    alt: str = field(repr=False)
    animated: bool = False
    as_file: bool = False  # fidelity matters: not recompressed by the platform


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message. All text is plain and untrusted: the adapter escapes it for its place.

    `title` is shown stronger than `text`. `buttons` are rows. `quiet`: no sound.
    """

    text: str = field(default="", repr=False)
    title: str = field(default="", repr=False)
    buttons: tuple[tuple[Button, ...], ...] = ()
    picture: PictureFile | None = None
    quiet: bool = True
    reply_to: MessageRef | None = None
    thread: str = ""
    spoiler: bool = False
    protect: bool = True
    draft: str = ""  # a draft to finish instead of uploading again


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form: kind is text, email, choice, file."""

    name: str
    label: str
    kind: str = "text"
    choices: tuple[tuple[str, str], ...] = ()  # (value, label)
    optional: bool = False
    initial: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A form to open in answer to a `ticket`."""

    name: str
    title: str
    submit: str
    fields: tuple[Field, ...]
    context: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One command in a menu. `scope` is private, group or admins (those of a group)."""

    word: str
    help: str
    scope: str


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a platform can do: data, so that plans are made without its name.

    `lists_members`: the people in a room can be listed; else only counted. `ephemeral_text`: a
    notice in a room for one person alone. `ephemeral_picture`: a picture likewise, on a press.
    `deletes_others`: a member's own message can be deleted. `edits_media`: a posted picture can be
    replaced by a placeholder. `forms`, `home`: modals, a page of one's own. `finds_posts`: whether
    a send took effect can be found out afterwards. `writes_first`: may open a private chat itself.
    `alt_text`: pictures carry a text of their own.
    `inline`: media types shown at once. `command_prefix`: what stands before a command's word.
    """

    lists_members: bool
    ephemeral_text: bool
    ephemeral_picture: bool
    deletes_others: bool
    edits_media: bool
    forms: bool
    home: bool
    finds_posts: bool
    writes_first: bool
    alt_text: bool
    workspaces: bool  # accounts and rooms belong to one of several
    inline: frozenset[str]
    max_picture_bytes: int
    max_file_bytes: int
    max_fetch_bytes: int
    max_picture_side_sum: int = 10**9  # width + height
    max_picture_ratio: float = 10**9
    max_text: int = 3000
    max_caption: int = 1024
    command_prefix: str = "/"
