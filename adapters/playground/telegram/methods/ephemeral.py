"""Ephemeral messages (Bot API 10.2, parameters as of 10.3): in the group, for one person's eyes.

The refusals' words are this simulator's own where no source tells the server's.
"""

from dataclasses import dataclass

from ..args import Args
from ..errors import bad_request
from ..markup import check_markup
from ..model import Chat, Content, Json, Message, User
from ..world import World
from .content import caption, input_media_content, text_content
from .registry import method


@dataclass(frozen=True)
class Target:
    """Who is to see a message, and which message it takes the place of, for that person."""

    receiver: User
    replaces: Message | None


def ephemeral_target(world: World, chat: Chat, args: Args) -> Target | None:
    """Whom a message is for, if it is for one person. Raises ApiError where it may not be.

    A bot may for 15 s after that person's tap or ephemeral command; an admin bot at any time.
    """
    asked = args.object("ephemeral_message_parameters")
    if not asked:
        return None
    if not chat.is_group:
        raise bad_request("ephemeral messages can be sent in groups and supergroups only")
    receiver = world.users.get(int(asked.get("receiver_user_id") or 0))
    if receiver is None or receiver.is_bot or not chat.has(receiver):
        raise bad_request("user not found")
    tapped = _tapped_message(world, chat, receiver, asked)
    answers = tapped is not None or _answers_command(world, chat, receiver, args)
    if not answers and not world.bot_is_admin(chat):
        raise bad_request("not enough rights to send ephemeral messages to the chat")
    replaces = tapped if asked.get("replace_callback_query_message") else None
    if asked.get("replace_callback_query_message") and (tapped is None or tapped.is_ephemeral):
        raise bad_request("message to be replaced not found")
    return Target(receiver, replaces)


def _tapped_message(world: World, chat: Chat, receiver: User, asked: Json) -> Message | None:
    query_id = asked.get("callback_query_id")
    if not query_id:
        return None
    press = world.presses.get(str(query_id))
    late = press is None or world.clock() - press.at > world.limits.ephemeral_seconds
    if press is None or late or press.user is not receiver or press.message.chat is not chat:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    return press.message


def _answers_command(world: World, chat: Chat, receiver: User, args: Args) -> bool:
    number = args.object("reply_parameters").get("ephemeral_message_id")
    if number is None:
        return False
    command = chat.find_ephemeral(receiver.id, int(number))
    if command is None or command.sender is not receiver:
        raise bad_request("message to be replied not found")
    if world.clock() - command.date > world.limits.ephemeral_seconds:
        raise bad_request("message to be replied is too old")
    return True


def post_ephemeral(
    world: World,
    chat: Chat,
    content: Content,
    target: Target,
    markup: Json | None,
    protected: bool,
) -> Message:
    """Show a message to one person; somebody who is offline never gets it."""
    message = add_ephemeral(world, chat, world.bot, target.receiver, content)
    message.replaces = target.replaces
    message.markup = markup
    message.protected = protected
    message.delivered = not target.receiver.offline
    world.feed.emit(
        "ephemeral", chat=chat.id, message=message.ephemeral_id, receiver=target.receiver.id
    )
    return message


def add_ephemeral(
    world: World, chat: Chat, sender: User, receiver: User, content: Content
) -> Message:
    """A message of number 0, kept under an ephemeral number of its chat."""
    chat.last_ephemeral_id += 1
    message = Message(
        id=0,
        chat=chat,
        sender=sender,
        date=world.now(),
        content=content,
        order=len(chat.messages),
        receiver=receiver,
        ephemeral_id=chat.last_ephemeral_id,
    )
    chat.messages.append(message)
    return message


@method("editEphemeralMessageText")
async def edit_ephemeral_text(world: World, args: Args) -> bool:
    message = _editable(world, args)
    if message.content.kind != "text":
        raise bad_request("there is no text in the message to edit")
    return _changed(world, args, message, text_content(world, args))


@method("editEphemeralMessageCaption")
async def edit_ephemeral_caption(world: World, args: Args) -> bool:
    message = _editable(world, args)
    if not message.content.is_media:
        raise bad_request("there is no caption in the message to edit")
    text, entities = caption(world, args)
    old = message.content
    content = Content(old.kind, text, entities, old.files, old.spoiler, old.caption_above)
    return _changed(world, args, message, content)


@method("editEphemeralMessageMedia")
async def edit_ephemeral_media(world: World, args: Args) -> bool:
    message = _editable(world, args)
    media = args.object("media")
    if str(media.get("media", "")).startswith("attach://"):
        raise bad_request("new files can't be uploaded when an ephemeral message is edited")
    return _changed(world, args, message, await input_media_content(world, media, args))


@method("editEphemeralMessageReplyMarkup")
async def edit_ephemeral_markup(world: World, args: Args) -> bool:
    message = _editable(world, args)
    return _changed(world, args, message, message.content)


@method("deleteEphemeralMessage")
async def delete_ephemeral(world: World, args: Args) -> bool:
    message = _ephemeral(world, args, "message to delete not found")
    if message.receiver is None or not message.receiver.offline:
        world.remove(message)
    return True  # said even where the deletion never reaches the person


def _ephemeral(world: World, args: Args, missing: str) -> Message:
    chat = world.writable_chat(args.text("chat_id"))
    number = args.integer("ephemeral_message_id")
    message = chat.find_ephemeral(args.user_id("receiver_user_id"), number)
    if message is None:
        raise bad_request(missing)
    return message


def _editable(world: World, args: Args) -> Message:
    message = _ephemeral(world, args, "message to edit not found")
    if message.sender is not world.bot:
        raise bad_request("message can't be edited")
    return message


def _changed(world: World, args: Args, message: Message, content: Content) -> bool:
    markup = check_markup(
        args.json("reply_markup"), private=False, limits=world.limits, inline_only=True
    )
    if message.receiver is None or not message.receiver.offline:
        world.change(message, content, markup)
    return True
