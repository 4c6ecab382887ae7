"""Sending: text, files, albums, copies and forwards, chat actions."""

from dataclasses import dataclass, replace

from ..args import Args
from ..errors import bad_request
from ..markup import check_markup
from ..model import Chat, Content, Json, Message
from ..render import message_json, user_json
from ..world import World
from .content import caption, input_media_content, media_content, text_content
from .ephemeral import ephemeral_target, post_ephemeral
from .registry import method

ACTIONS = (
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
)


@dataclass(frozen=True)
class _Options:
    reply_to: Message | None
    markup: Json | None
    protected: bool
    silent: bool


@method("sendMessage")
async def send_message(world: World, args: Args) -> Json:
    return _send(world, args, text_content(world, args))


@method("sendPhoto")
async def send_photo(world: World, args: Args) -> Json:
    return await _send_medium(world, args, "photo")


@method("sendDocument")
async def send_document(world: World, args: Args) -> Json:
    return await _send_medium(world, args, "document")


@method("sendVideo")
async def send_video(world: World, args: Args) -> Json:
    return await _send_medium(world, args, "video")


@method("sendAnimation")
async def send_animation(world: World, args: Args) -> Json:
    return await _send_medium(world, args, "animation")


async def _send_medium(world: World, args: Args, kind: str) -> Json:
    world.writable_chat(args.text("chat_id"))  # refused before the bytes are worked on
    return _send(world, args, await media_content(world, kind, args))


@method("sendMediaGroup")
async def send_media_group(world: World, args: Args) -> list[Json]:
    chat = world.writable_chat(args.text("chat_id"))
    media = args.array("media")
    if len(media) > world.limits.album_most:
        raise bad_request("too many messages to send as an album")
    if not media:
        raise bad_request("there are no messages to send")
    contents = [await input_media_content(world, one, args) for one in media]
    _check_album(contents)
    options = _options(world, args, chat)
    world.limiter.take(chat, len(contents))
    # A single medium goes out as an ordinary message, as the server sends it.
    album = str(world.count("album", 13_000_000_001)) if len(contents) > 1 else None
    messages = [_post(world, chat, content, options, album) for content in contents]
    return [message_json(message) for message in messages]


def _check_album(contents: list[Content]) -> None:
    kinds = {content.kind for content in contents}
    if "animation" in kinds or ("document" in kinds and len(kinds) > 1):
        raise bad_request("can't use the media of the specified type in the album")


@method("copyMessage")
async def copy_message(world: World, args: Args) -> Json:
    message = _source(world, args, "message to copy not found")
    if message.content.is_service:
        raise bad_request("the message can't be copied")
    _refuse_protected(message, "copied")
    content = message.content
    if "caption" in args and content.is_media:
        text, entities = caption(world, args)
        content = replace(content, text=text, entities=entities)
    return {"message_id": _send(world, args, content)["message_id"]}


@method("forwardMessage")
async def forward_message(world: World, args: Args) -> Json:
    message = _source(world, args, "message to forward not found")
    if message.content.is_service:
        raise bad_request("the message can't be forwarded")
    _refuse_protected(message, "forwarded")
    origin = message.origin or {
        "type": "user",
        "date": message.date,
        "sender_user": user_json(message.sender),
    }
    chat = world.writable_chat(args.text("chat_id"))
    options = _options(world, args, chat)
    world.limiter.take(chat)
    return message_json(_post(world, chat, message.content, options, None, origin))


@method("sendChatAction")
async def send_chat_action(world: World, args: Args) -> bool:
    action = args.text("action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = world.writable_chat(args.text("chat_id"))
    chat.action = (action, world.clock() + world.limits.chat_action_seconds)
    world.feed.emit("action", chat=chat.id, action=action)
    return True


def _source(world: World, args: Args, missing: str) -> Message:
    chat = world.readable_chat(args.required("from_chat_id"))
    message = chat.find(args.integer("message_id"))
    if message is None:
        raise bad_request(missing)
    return message


def _refuse_protected(message: Message, what: str) -> None:
    if message.protected or message.chat.protected:
        raise bad_request(f"the message can't be {what}")


def _send(world: World, args: Args, content: Content) -> Json:
    chat = world.writable_chat(args.text("chat_id"))
    target = ephemeral_target(world, chat, args)
    options = _options(world, args, chat, ephemeral=target is not None)
    world.limiter.take(chat)
    if target is not None:
        message = post_ephemeral(world, chat, content, target, options.markup, options.protected)
        return message_json(message)
    return message_json(_post(world, chat, content, options, None))


def _post(
    world: World,
    chat: Chat,
    content: Content,
    options: _Options,
    album: str | None,
    origin: Json | None = None,
) -> Message:
    if options.markup and "inline_keyboard" not in options.markup:
        chat.keyboard = None if options.markup.get("remove_keyboard") else options.markup
    return world.post(
        chat,
        world.bot,
        content,
        reply_to=options.reply_to,
        markup=options.markup,
        album=album,
        protected=options.protected,
        silent=options.silent,
        origin=origin,
    )


def _options(world: World, args: Args, chat: Chat, *, ephemeral: bool = False) -> _Options:
    markup = check_markup(
        args.json("reply_markup"),
        private=not chat.is_group,
        limits=world.limits,
        inline_only=ephemeral,
    )
    return _Options(
        reply_to=None if ephemeral else _reply_to(chat, args),
        markup=markup,
        protected=args.boolean("protect_content"),
        silent=args.boolean("disable_notification"),
    )


def _reply_to(chat: Chat, args: Args) -> Message | None:
    asked = args.object("reply_parameters")
    if not asked:
        return None
    if "ephemeral_message_id" in asked:
        raise bad_request("a reply to an ephemeral message must be an ephemeral message")
    message = chat.find(int(asked.get("message_id", 0)))
    if message is None and not asked.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return message
