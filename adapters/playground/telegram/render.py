"""The simulator's memory as Bot API objects."""

from .model import (
    ADMIN_RIGHTS,
    PERMISSIONS,
    Chat,
    Content,
    InviteLink,
    Json,
    Member,
    Message,
    StoredFile,
    User,
)


def user_json(user: User) -> Json:
    answer: Json = {"id": user.id, "is_bot": user.is_bot, "first_name": user.name}
    if user.username:
        answer["username"] = user.username
    if user.language:
        answer["language_code"] = user.language
    return answer


def chat_json(chat: Chat) -> Json:
    answer: Json = {"id": chat.id, "type": chat.type}
    if chat.person is None:
        named = {"username": chat.username} if chat.username else {}
        return {**answer, "title": chat.title, **named}
    if chat.person.username:
        answer["username"] = chat.person.username
    return {**answer, "first_name": chat.person.name}


def full_chat_json(chat: Chat, bot: User, *, admin: bool) -> Json:
    """ChatFullInfo, with what an administrator alone is told."""
    answer = chat_json(chat) | {
        "accent_color_id": chat.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }
    if chat.is_group:
        answer["permissions"] = {name: name in chat.permissions for name in PERMISSIONS}
    if chat.type == "supergroup" and chat.visible_history:
        answer["has_visible_history"] = True
    if chat.protected:
        answer["has_protected_content"] = True
    if chat.username:
        answer["active_usernames"] = [chat.username]
    if chat.linked_channel:
        answer["linked_chat_id"] = chat.linked_channel
    pinned = chat.find(chat.pinned[-1]) if chat.pinned else None
    if pinned:
        answer["pinned_message"] = message_json(pinned)
    primary = next((link for link in chat.links if link.primary and not link.revoked), None)
    if admin and primary:
        answer["invite_link"] = primary.url
    if chat.guarded:
        answer["guard_bot"] = user_json(bot)
    return answer


def member_json(member: Member) -> Json:
    answer: Json = {"status": member.status, "user": user_json(member.user)}
    if member.status == "creator":
        answer["is_anonymous"] = False
    elif member.status == "administrator":
        answer |= {right: right in member.rights for right in ADMIN_RIGHTS}
        answer |= {"can_be_edited": False, "is_anonymous": False}
    elif member.status == "restricted":
        answer |= {name: name in member.permissions for name in PERMISSIONS}
        answer |= {"is_member": True, "until_date": member.until}
    elif member.status == "kicked":
        answer["until_date"] = member.until
    return answer


def link_json(link: InviteLink, pending: int = 0) -> Json:
    answer: Json = {
        "invite_link": link.url,
        "creator": user_json(link.creator),
        "creates_join_request": link.needs_approval,
        "is_primary": link.primary,
        "is_revoked": link.revoked,
    }
    optional = {
        "name": link.name,
        "expire_date": link.expire,
        "member_limit": link.member_limit,
        "pending_join_request_count": pending,
    }
    return answer | {name: value for name, value in optional.items() if value}


def message_json(message: Message, *, deep: bool = True) -> Json:
    """Message; without the message that it replies to unless `deep`."""
    answer: Json = {
        "message_id": message.id,
        "from": user_json(message.sender),
        "chat": chat_json(message.chat),
        "date": message.date,
    }
    if message.is_ephemeral:
        answer["ephemeral_message_id"] = message.ephemeral_id
        if message.receiver:
            answer["receiver_user"] = user_json(message.receiver)
    if deep and message.reply_to:
        answer["reply_to_message"] = message_json(message.reply_to, deep=False)
    optional = {
        "edit_date": message.edited,
        "media_group_id": message.album,
        "forward_origin": message.origin,
        "has_protected_content": message.protected or message.chat.protected,
    }
    answer |= {name: value for name, value in optional.items() if value}
    answer |= content_json(message.content)
    if message.markup and "inline_keyboard" in message.markup:
        answer["reply_markup"] = message.markup
    return answer


def content_json(content: Content) -> Json:
    if content.kind in ("service", "contact"):
        return dict(content.extra)
    words, marks = ("caption", "caption_entities") if content.is_media else ("text", "entities")
    answer: Json = {}
    if content.text:
        answer[words] = content.text
    if content.entities:
        answer[marks] = list(content.entities)
    if not content.is_media:
        return answer
    answer |= _media(content.kind, content.files)
    if content.spoiler:
        answer["has_media_spoiler"] = True
    if content.caption_above:
        answer["show_caption_above_media"] = True
    return answer


def _media(kind: str, files: tuple[StoredFile, ...]) -> Json:
    if kind == "photo":
        return {"photo": [_file(size) | _sides(size) for size in files]}
    stored = files[0]
    named = _file(stored) | {
        key: value
        for key, value in (("file_name", stored.name), ("mime_type", stored.mime))
        if value
    }
    if kind == "document":
        return {"document": named}
    moving = named | _sides(stored) | {"duration": stored.duration}
    if kind == "animation":
        return {"animation": moving, "document": named}  # both, for clients of old
    return {kind: moving}


def _file(stored: StoredFile) -> Json:
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "file_size": stored.size,
    }


def _sides(stored: StoredFile) -> Json:
    return {"width": stored.width, "height": stored.height}


def file_json(stored: StoredFile, path: str) -> Json:
    return _file(stored) | {"file_path": path}
