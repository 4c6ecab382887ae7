"""The door: invite links, join requests, and the bot that guards it (Bot API 10.1)."""

from ..args import Args
from ..errors import bad_request
from ..markup import check_web_app_url
from ..model import Chat, InviteLink, JoinRequest, Json, Member
from ..render import chat_json, link_json, user_json
from ..world import World
from .registry import method

_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def new_link(world: World, chat: Chat) -> InviteLink:
    number = world.count("link")
    link = InviteLink(f"https://t.me/+loopback{number:08d}", world.bot, chat.id)
    chat.links.append(link)
    return link


def pending(chat: Chat, link: InviteLink) -> int:
    return sum(r.link is link and r.state in ("waiting", "queued") for r in chat.requests)


@method("createChatInviteLink")
async def create_link(world: World, args: Args) -> Json:
    chat = _inviting(world, args)
    if len(args.text("name")) > 32:
        raise bad_request("INVITE_SLUG_INVALID")
    if args.boolean("creates_join_request") and args.integer("member_limit"):
        raise bad_request(
            "member limit can't be specified for links requiring administrator approval"
        )
    link = new_link(world, chat)
    _describe(link, args)
    return link_json(link)


@method("editChatInviteLink")
async def edit_link(world: World, args: Args) -> Json:
    chat = _inviting(world, args)
    link = _link(chat, args)
    _describe(link, args)
    return link_json(link, pending(chat, link))


@method("revokeChatInviteLink")
async def revoke_link(world: World, args: Args) -> Json:
    chat = _inviting(world, args)
    link = _link(chat, args)
    link.revoked = True
    return link_json(link, pending(chat, link))


@method("exportChatInviteLink")
async def export_link(world: World, args: Args) -> str:
    chat = _inviting(world, args)
    for link in chat.links:
        link.revoked = link.revoked or link.primary
    link = new_link(world, chat)
    link.primary = True
    return link.url


def _describe(link: InviteLink, args: Args) -> None:
    link.name = args.text("name") or None
    link.expire = args.integer("expire_date") or None
    link.member_limit = args.integer("member_limit") or None
    link.needs_approval = args.boolean("creates_join_request")


def _link(chat: Chat, args: Args) -> InviteLink:
    for link in chat.links:
        if link.url == args.text("invite_link"):
            return link
    raise bad_request("INVITE_HASH_EXPIRED")


def _inviting(world: World, args: Args) -> Chat:
    chat = world.writable_chat(args.text("chat_id"))
    if not world.bot_may(chat, "can_invite_users"):
        raise bad_request("not enough rights to manage chat invite link")
    return chat


# Join requests


def ask_to_join(world: World, request: JoinRequest, chat: Chat) -> None:
    """Tell the bot of somebody at the door, if it may let people in."""
    chat.requests.append(request)
    world.feed.emit("join_request", chat=chat.id, user=request.user.id)
    if not world.bot_may(chat, "can_invite_users"):
        return
    request.user.contact_until = world.clock() + world.limits.join_contact_seconds
    world.private_chat(request.user)
    payload: Json = {
        "chat": chat_json(chat),
        "from": user_json(request.user),
        "user_chat_id": request.user.id,
        "date": world.now(),
    }
    if request.link:
        payload["invite_link"] = link_json(request.link, pending(chat, request.link))
    if chat.guarded:
        request.query_id = str(world.count("join_query", 77001))
        payload["query_id"] = request.query_id
    world.updates.push("chat_join_request", payload, chat.id)


@method("approveChatJoinRequest")
async def approve(world: World, args: Args) -> bool:
    chat, request = _request(world, args)
    decide(world, chat, request, "approved")
    return True


@method("declineChatJoinRequest")
async def decline(world: World, args: Args) -> bool:
    chat, request = _request(world, args)
    decide(world, chat, request, "declined")
    return True


@method("sendChatJoinRequestWebApp")
async def show_web_app(world: World, args: Args) -> bool:
    _chat, request = _query(world, args)
    url = args.required("web_app_url")
    check_web_app_url(url)
    request.web_app_url = url
    world.feed.emit("web_app", chat=request.chat_id, user=request.user.id, url=url)
    return True


@method("answerChatJoinRequestQuery")
async def answer_query(world: World, args: Args) -> bool:
    chat, request = _query(world, args)
    result = args.text("result")
    if result not in ("approve", "decline", "queue"):
        raise bad_request("RESULT_INVALID")
    if result == "queue":
        request.state = "queued"
        request.query_id = None
    else:
        decide(world, chat, request, "approved" if result == "approve" else "declined")
    return True


def decide(world: World, chat: Chat, request: JoinRequest, state: str) -> None:
    """Let somebody in, or not."""
    request.state = "approved" if state == "approved" else "declined"
    request.query_id = None
    if state == "approved":
        enter(world, chat, request, by_request=True)
    world.feed.emit("join_decided", chat=chat.id, user=request.user.id, state=state)


def enter(world: World, chat: Chat, request: JoinRequest, *, by_request: bool) -> None:
    """Somebody comes in by a link."""
    user = request.user
    link = link_json(request.link) if request.link else None
    world.set_member(chat, user, Member(user, "member"), link=link, by_request=by_request)
    world.post_service(chat, user, new_chat_members=[user_json(user)])


def _request(world: World, args: Args) -> tuple[Chat, JoinRequest]:
    chat = world.writable_chat(args.text("chat_id"))
    if not world.bot_may(chat, "can_invite_users"):
        raise bad_request("not enough rights to manage chat join requests")
    user = world.users.get(args.user_id())
    if user is None:
        raise bad_request("user not found")
    if chat.has(user):
        raise bad_request("USER_ALREADY_PARTICIPANT")
    for request in chat.requests:
        if request.user is user and request.state in ("waiting", "queued"):
            return chat, request
    raise bad_request("HIDE_REQUESTER_MISSING")


def _query(world: World, args: Args) -> tuple[Chat, JoinRequest]:
    number = args.required("chat_join_request_query_id")
    for chat in world.chats.values():
        for request in chat.requests:
            if request.query_id == number and _in_time(world, request):
                return chat, request
    raise bad_request(_TOO_OLD)


def _in_time(world: World, request: JoinRequest) -> bool:
    """Once the page is open the person may take their time."""
    shown = request.web_app_url is not None
    return shown or world.clock() - request.at <= world.limits.join_query_seconds
