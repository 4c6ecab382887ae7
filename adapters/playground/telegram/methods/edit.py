"""Changing and removing what was said: edits, deletions, reactions, pins, button answers."""

from dataclasses import replace

from ..args import Args
from ..errors import bad_request
from ..markup import check_markup
from ..model import Chat, Content, Json, Message
from ..render import message_json
from ..world import World
from .content import caption, input_media_content, text_content
from .reactions import REACTIONS
from .registry import method

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)


@method("editMessageText")
async def edit_text(world: World, args: Args) -> Json:
    message = _editable(world, args)
    content = text_content(world, args)
    if message.content.kind != "text":
        raise bad_request("there is no text in the message to edit")
    return _change(world, args, message, content)


@method("editMessageCaption")
async def edit_caption(world: World, args: Args) -> Json:
    message = _editable(world, args)
    if not message.content.is_media:
        raise bad_request("there is no caption in the message to edit")
    text, entities = caption(world, args)
    return _change(world, args, message, replace(message.content, text=text, entities=entities))


@method("editMessageMedia")
async def edit_media(world: World, args: Args) -> Json:
    message = _editable(world, args)
    content = await input_media_content(world, args.object("media"), args)
    if message.album and not _same_album(message.content.kind, content.kind):
        raise bad_request("message can't be edited")
    return _change(world, args, message, content)


def _same_album(old: str, new: str) -> bool:
    return old == new or {old, new} <= {"photo", "video"}


@method("editMessageReplyMarkup")
async def edit_markup(world: World, args: Args) -> Json:
    message = _editable(world, args)
    return _change(world, args, message, message.content)


def _editable(world: World, args: Args) -> Message:
    chat = world.writable_chat(args.text("chat_id"))
    message = chat.find(args.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message.sender is not world.bot or message.origin or message.content.is_service:
        raise bad_request("message can't be edited")
    return message


def _change(world: World, args: Args, message: Message, content: Content) -> Json:
    markup = check_markup(
        args.json("reply_markup"),
        private=not message.chat.is_group,
        limits=world.limits,
        inline_only=True,
    )
    if content == message.content and markup == message.markup:
        raise bad_request(_NOT_MODIFIED)
    world.change(message, content, markup)
    return message_json(message)


@method("deleteMessage")
async def delete_message(world: World, args: Args) -> bool:
    chat = world.writable_chat(args.text("chat_id"))
    message = chat.find(args.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    _check_deletable(world, chat, message)
    world.remove(message)
    return True


@method("deleteMessages")
async def delete_messages(world: World, args: Args) -> bool:
    chat = world.writable_chat(args.text("chat_id"))
    numbers = args.array("message_ids")
    if not numbers:
        raise bad_request("message identifiers are not specified")
    if len(numbers) > world.limits.delete_most:
        raise bad_request("too many message identifiers specified")
    found = [message for message in map(chat.find, map(int, numbers)) if message]
    for message in found:
        _check_deletable(world, chat, message)
    for message in found:
        world.remove(message)
    return True


def _check_deletable(world: World, chat: Chat, message: Message) -> None:
    own = message.sender is world.bot
    if chat.is_group and not own and not world.bot_may(chat, "can_delete_messages"):
        raise bad_request("message can't be deleted")
    if "supergroup_chat_created" in message.content.extra:
        raise bad_request("message can't be deleted")
    if world.clock() - message.date > world.limits.delete_seconds:
        raise bad_request("message can't be deleted for everyone")


@method("answerCallbackQuery")
async def answer_callback_query(world: World, args: Args) -> bool:
    press = world.presses.get(args.text("callback_query_id"))
    late = press is not None and world.clock() - press.at > world.limits.callback_seconds
    if press is None or late or press.answer.done():
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text = args.text("text")
    if len(text) > world.limits.callback_answer_chars:
        raise bad_request("MESSAGE_TOO_LONG")
    url = args.text("url")
    if url and not url.startswith((f"https://t.me/{world.bot.username}?", "tg://")):
        raise bad_request("URL_INVALID")
    answer: Json = {"text": text, "alert": args.boolean("show_alert"), "url": url}
    press.answer.set_result(answer)
    world.feed.emit("answer", chat=press.message.chat.id, user=press.user.id, **answer)
    return True


@method("setMessageReaction")
async def set_reaction(world: World, args: Args) -> bool:
    chat = world.writable_chat(args.text("chat_id"))
    message = chat.find(args.integer("message_id"))
    if message is None:
        raise bad_request("message to react not found")
    reactions = args.array("reaction")
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    for reaction in reactions:
        if reaction.get("type") != "emoji" or reaction.get("emoji") not in REACTIONS:
            raise bad_request("REACTION_INVALID")
    message.reactions[world.bot.id] = reactions
    world.feed.emit("reaction", chat=chat.id, message=message.id, user=world.bot.id)
    return True


@method("pinChatMessage")
async def pin(world: World, args: Args) -> bool:
    chat = _pinnable(world, args)
    message = chat.find(args.integer("message_id"))
    if message is None:
        raise bad_request("message to pin not found")
    if message.content.is_service:
        raise bad_request("service messages can't be pinned")
    chat.pinned = [*(number for number in chat.pinned if number != message.id), message.id]
    world.feed.emit("pinned", chat=chat.id, message=message.id)
    world.post_service(chat, world.bot, pinned_message=message_json(message, deep=False))
    return True


@method("unpinChatMessage")
async def unpin(world: World, args: Args) -> bool:
    chat = _pinnable(world, args)
    number = args.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if number not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(number)
    world.feed.emit("unpinned", chat=chat.id, message=number)
    return True


def _pinnable(world: World, args: Args) -> Chat:
    chat = world.writable_chat(args.text("chat_id"))
    if chat.is_group and not world.bot_may(chat, "can_pin_messages"):
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return chat
