"""What a bot wants to say or show, read from a request."""

import mimetypes
from dataclasses import dataclass

from ..args import Args, Upload
from ..entities import parse
from ..errors import ApiError, bad_request
from ..model import Content, Json, StoredFile
from ..world import World

KINDS = ("photo", "document", "video", "animation")


@dataclass(frozen=True)
class Medium:
    """One file to show, with what is said of it."""

    kind: str
    source: Upload | str
    width: int = 0
    height: int = 0
    duration: int = 0
    spoiler: bool = False
    caption_above: bool = False
    detect: bool = True


def text_content(world: World, args: Args) -> Content:
    """A text message's content. Raises ApiError."""
    text, entities = _words(world, args, "text", "entities")
    if not text:
        raise bad_request("message text is empty")
    if len(text) > world.limits.text_chars:
        raise bad_request("message is too long")
    return Content("text", text, entities)


def caption(world: World, args: Args) -> tuple[str, tuple[Json, ...]]:
    """What stands under a medium. Raises ApiError."""
    text, entities = _words(world, args, "caption", "caption_entities")
    if len(text) > world.limits.caption_chars:
        raise bad_request("message caption is too long")
    return text, entities


async def media_content(world: World, kind: str, args: Args) -> Content:
    """The content of sendPhoto and its like. Raises ApiError."""
    source = args.upload(kind)
    if source is None:
        raise bad_request(f"there is no {kind} in the request")
    text, entities = caption(world, args)
    medium = Medium(
        kind,
        source,
        args.integer("width"),
        args.integer("height"),
        args.integer("duration"),
        args.boolean("has_spoiler"),
        args.boolean("show_caption_above_media"),
        not args.boolean("disable_content_type_detection"),
    )
    return await _shown(world, medium, text, entities)


async def input_media_content(world: World, media: Json, args: Args) -> Content:
    """The content of an InputMedia object, whose file may hang on the request."""
    kind = media.get("type", "")
    if kind not in KINDS:
        raise bad_request(f'can\'t parse InputMedia: type "{kind}" is unsupported')
    source = args.attached(str(media.get("media", "")))
    if source is None:
        raise bad_request("can't parse InputMedia: media not found")
    said = Args({name: media[name] for name in media if name not in ("type", "media")}, {})
    text, entities = caption(world, said)
    medium = Medium(
        kind,
        source,
        said.integer("width"),
        said.integer("height"),
        said.integer("duration"),
        said.boolean("has_spoiler"),
        said.boolean("show_caption_above_media"),
        not said.boolean("disable_content_type_detection"),
    )
    return await _shown(world, medium, text, entities)


async def _shown(world: World, medium: Medium, text: str, entities: tuple[Json, ...]) -> Content:
    kind = medium.kind
    if isinstance(medium.source, str):
        files = world.files.reuse(medium.source, kind)
    elif kind == "photo":
        files = await world.files.add_photo(medium.source.data)
    else:
        stored = _stored(world, medium, medium.source)
        files, kind = (stored,), stored.kind
    return Content(
        kind, text, entities, files, spoiler=medium.spoiler, caption_above=medium.caption_above
    )


def _stored(world: World, medium: Medium, upload: Upload) -> StoredFile:
    if not upload.data:
        raise bad_request("file must be non-empty")
    if len(upload.data) > world.limits.upload_bytes:
        raise ApiError(413, "Request Entity Too Large")
    kind = medium.kind
    if kind == "document" and medium.detect and upload.data[:4] == b"GIF8":
        kind = "animation"
    guessed = mimetypes.guess_type(upload.name or "")[0]
    return world.files.add(
        kind,
        upload.data,
        name=upload.name,
        mime=upload.mime or guessed or "application/octet-stream",
        width=medium.width,
        height=medium.height,
        duration=medium.duration,
    )


def _words(world: World, args: Args, words: str, marks: str) -> tuple[str, tuple[Json, ...]]:
    text, entities = parse(args.text(words), args.text("parse_mode"), args.array(marks))
    known = [entity for entity in (_named(world, one) for one in entities) if entity]
    return text, tuple(known)


def _named(world: World, entity: Json) -> Json | None:
    """A mention of somebody by number gets the person; of a stranger it is plain words."""
    if entity["type"] != "text_mention":
        return entity
    user = world.users.get(entity.get("user", {}).get("id", 0))
    if user is None:
        return None
    return {**entity, "user": {"id": user.id, "is_bot": user.is_bot, "first_name": user.name}}
