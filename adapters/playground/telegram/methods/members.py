"""Who is in a chat, and taking people out, holding them back, raising them."""

from dataclasses import replace

from ..args import Args
from ..errors import bad_request
from ..model import ADMIN_RIGHTS, PERMISSIONS, Chat, Json, Member, Status, User
from ..render import full_chat_json, member_json, user_json
from ..world import World
from .registry import method


@method("getChat")
async def get_chat(world: World, args: Args) -> Json:
    chat = world.readable_chat(args.text("chat_id"))
    return full_chat_json(chat, world.bot, admin=world.bot_is_admin(chat))


@method("getChatMember")
async def get_chat_member(world: World, args: Args) -> Json:
    chat = world.readable_chat(args.text("chat_id"))
    user = _user(world, args)
    if not chat.is_group:
        if user not in (world.bot, chat.person):
            raise bad_request("member not found")
        return member_json(Member(user, "member"))
    if user is not world.bot and not world.bot_is_admin(chat):
        # Guaranteed to administrators only: without the guarantee, take the worst.
        raise bad_request("CHAT_ADMIN_REQUIRED")
    return member_json(chat.member(user) or Member(user, "left"))


@method("getChatMemberCount")
async def get_chat_member_count(world: World, args: Args) -> int:
    chat = world.readable_chat(args.text("chat_id"))
    if not chat.is_group:
        return 2
    return sum(member.present for member in chat.members.values())


@method("getChatAdministrators")
async def get_chat_administrators(world: World, args: Args) -> list[Json]:
    chat = world.readable_chat(args.text("chat_id"))
    if not chat.is_group:
        raise bad_request("there are no administrators in the private chat")
    admins = [member for member in chat.members.values() if member.is_admin]
    return [
        member_json(member)
        for member in admins
        if not member.user.is_bot or member.user is world.bot
    ]


@method("banChatMember")
async def ban_chat_member(world: World, args: Args) -> bool:
    chat, member = _restrictable(world, args)
    remove_member(world, chat, world.bot, member.user, until=args.integer("until_date"))
    if args.boolean("revoke_messages"):
        for message in list(chat.messages):
            if message.sender is member.user and not message.deleted:
                world.remove(message)
    return True


@method("unbanChatMember")
async def unban_chat_member(world: World, args: Args) -> bool:
    chat = world.writable_chat(args.text("chat_id"))
    if chat.type != "supergroup":
        raise bad_request("method is available for supergroup and channel chats only")
    _need(
        world, chat, "can_restrict_members", "not enough rights to restrict/unrestrict chat member"
    )
    user = _user(world, args)
    member = chat.member(user)
    if member is None or member.status == "left":
        return True
    if member.status != "kicked" and args.boolean("only_if_banned"):
        return True
    if member.is_admin:
        raise bad_request("user is an administrator of the chat")
    world.set_member(chat, world.bot, Member(user, "left"))
    return True


@method("restrictChatMember")
async def restrict_chat_member(world: World, args: Args) -> bool:
    chat, member = _restrictable(world, args)
    if chat.type != "supergroup":
        raise bad_request("method is available only for supergroups")
    allowed = _permissions(args)
    whole = allowed >= chat.permissions
    world.set_member(
        chat,
        world.bot,
        replace(
            member,
            status=("member" if whole else "restricted") if member.present else member.status,
            permissions=allowed,
            until=args.integer("until_date"),
        ),
    )
    return True


@method("promoteChatMember")
async def promote_chat_member(world: World, args: Args) -> bool:
    chat = world.writable_chat(args.text("chat_id"))
    _need(world, chat, "can_promote_members", "not enough rights")
    user = _user(world, args)
    member = chat.member(user)
    if member is None or not member.present:
        raise bad_request("USER_NOT_PARTICIPANT")
    if member.status == "creator":
        raise bad_request("can't remove chat owner")
    rights = frozenset(right for right in ADMIN_RIGHTS if args.boolean(right))
    if rights:
        rights |= {"can_manage_chat"}
    status: Status = "administrator" if rights else "member"
    world.set_member(chat, world.bot, Member(user, status, rights))
    return True


@method("setChatPermissions")
async def set_chat_permissions(world: World, args: Args) -> bool:
    chat = world.writable_chat(args.text("chat_id"))
    _need(world, chat, "can_restrict_members", "not enough rights to change chat permissions")
    allowed = _permissions(args)
    if allowed == chat.permissions:
        raise bad_request("CHAT_NOT_MODIFIED")
    chat.permissions = allowed
    world.feed.emit("permissions", chat=chat.id)
    return True


@method("leaveChat")
async def leave_chat(world: World, args: Args) -> bool:
    chat = world.writable_chat(args.text("chat_id"))
    if not chat.is_group:
        raise bad_request("chat member status can't be changed in private chats")
    world.post_service(chat, world.bot, left_chat_member=user_json(world.bot))
    world.set_member(chat, world.bot, Member(world.bot, "left"))
    return True


def remove_member(world: World, chat: Chat, actor: User, user: User, *, until: int = 0) -> None:
    """Take somebody out of a chat, as an administrator does."""
    member = chat.member(user)
    if member is not None and member.present:
        world.post_service(chat, actor, left_chat_member=user_json(user))
    world.set_member(chat, actor, Member(user, "kicked", until=until))


def _permissions(args: Args) -> frozenset[str]:
    """The permissions named true, with what they imply when they are not independent."""
    given = args.object("permissions")
    allowed = {name for name in PERMISSIONS if given.get(name)}
    speak = bool(given.get("can_send_messages"))
    if given.get("can_react_to_messages") is None and speak:
        allowed.add("can_react_to_messages")
    pins = bool(given.get("can_pin_messages"))
    if given.get("can_manage_topics") is None and pins:
        allowed.add("can_manage_topics")
    return frozenset(allowed)


def _restrictable(world: World, args: Args) -> tuple[Chat, Member]:
    chat = world.writable_chat(args.text("chat_id"))
    if not chat.is_group:
        raise bad_request("chat member status can't be changed in private chats")
    user = _user(world, args)
    member = chat.member(user) or Member(user, "left")
    if user is world.bot:
        raise bad_request("can't restrict self")
    _need(
        world, chat, "can_restrict_members", "not enough rights to restrict/unrestrict chat member"
    )
    if member.status == "creator":
        raise bad_request("can't remove chat owner")
    if member.status == "administrator":
        raise bad_request("user is an administrator of the chat")
    return chat, member


def _need(world: World, chat: Chat, right: str, refusal: str) -> None:
    if not world.bot_may(chat, right):
        raise bad_request(refusal)


def _user(world: World, args: Args) -> User:
    user = world.users.get(args.user_id())
    if user is None:
        raise bad_request("user not found")
    return user
