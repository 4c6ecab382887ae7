"""What happens to groups: made, joined, left, raised into a supergroup."""

from .errors import NotAllowed
from .methods.joining import ask_to_join, decide, enter
from .methods.members import remove_member
from .model import (
    ADMIN_RIGHTS,
    USUAL_RIGHTS,
    Chat,
    ChatType,
    InviteLink,
    JoinRequest,
    Member,
    Status,
    User,
)
from .render import user_json
from .world import World

FIRST_GROUP = 4_000_001
FIRST_SUPERGROUP = 1_002_000_000_001


class Groups:
    """The life of groups, as their members and owners lead it."""

    def __init__(self, world: World) -> None:
        self._world = world

    def add(
        self,
        title: str,
        members: list[User],
        *,
        bot_admin: bool | frozenset[str] | None = False,
        kind: ChatType = "supergroup",
        visible_history: bool = True,
        large: bool = False,
    ) -> Chat:
        """A group whose first member owns it. `bot_admin`: None leaves the bot out."""
        chat = self._new(title, kind, visible_history)
        chat.large = large
        if not members:
            raise ValueError("a group has an owner: name at least one member")
        for number, user in enumerate(members):
            chat.members[user.id] = Member(user, "creator" if number == 0 else "member")
        if bot_admin is not None:
            rights = _rights(bot_admin)
            status: Status = "administrator" if rights else "member"
            owner = members[0]
            self._world.set_member(chat, owner, Member(self._world.bot, status, rights))
        self._world.feed.emit("chat", chat=chat.id, title=title)
        return chat

    async def add_member(self, actor: User, chat: Chat, user: User) -> None:
        """A member adds somebody directly: no link, no request, no gate."""
        self._must_be_allowed(actor, chat)
        if chat.has(user):
            raise NotAllowed(f"{user.name} is in {chat.title} already")
        self._world.set_member(chat, actor, Member(user, "member"))
        self._world.post_service(chat, actor, new_chat_members=[user_json(user)])

    async def add_bot(self, actor: User, chat: Chat) -> None:
        """Bring the bot in, as an ordinary member."""
        await self.add_member(actor, chat, self._world.bot)

    async def join(self, user: User, chat: Chat, link: str | None = None) -> None:
        """Come in by a link (or a public door). Raises NotAllowed where a request is needed."""
        found = self._link(chat, link)
        if found is not None and found.needs_approval:
            raise NotAllowed("this link asks to join")
        self._may_come(user, chat)
        enter(self._world, chat, JoinRequest(user, chat.id, found, 0.0), by_request=False)

    async def leave(self, user: User, chat: Chat) -> None:
        if not chat.has(user):
            raise NotAllowed(f"{user.name} is not in {chat.title}")
        self._world.post_service(chat, user, left_chat_member=user_json(user))
        self._world.set_member(chat, user, Member(user, "left"))

    async def kick(self, actor: User, chat: Chat, user: User) -> None:
        """An administrator takes somebody out for good."""
        member = chat.member(actor)
        if member is None or not member.may("can_restrict_members"):
            raise NotAllowed(f"{actor.name} may not do this")
        remove_member(self._world, chat, actor, user)

    async def kick_bot(self, chat: Chat) -> None:
        """The owner takes the bot out: sends answer 403 from now on."""
        self._world.set_member(chat, self._owner(chat), Member(self._world.bot, "kicked"))

    async def promote_bot(self, chat: Chat, rights: frozenset[str] | None = None) -> None:
        """Make the bot an administrator (with no rights named: the usual ones)."""
        given = USUAL_RIGHTS if rights is None else rights
        new = Member(self._world.bot, "administrator", given | {"can_manage_chat"})
        self._world.set_member(chat, self._owner(chat), new)

    async def demote_bot(self, chat: Chat) -> None:
        owner = self._owner(chat)
        self._world.set_member(chat, owner, Member(self._world.bot, "member"))

    async def promote(self, chat: Chat, user: User) -> None:
        """The owner makes a member an administrator."""
        new = Member(user, "administrator", USUAL_RIGHTS)
        self._world.set_member(chat, self._owner(chat), new)

    async def migrate(self, chat: Chat) -> Chat:
        """A basic group becomes a supergroup: another id, and a service message on both sides."""
        if chat.type != "group" or chat.migrated_to is not None:
            raise NotAllowed("only a basic group becomes a supergroup, once")
        new = self._new(chat.title, "supergroup", visible_history=True)
        for user_id, member in chat.members.items():
            new.members[user_id] = Member(
                member.user, member.status, member.rights, member.permissions
            )
        owner = self._owner(chat)
        self._world.post_service(chat, owner, migrate_to_chat_id=new.id)
        chat.migrated_to = new.id
        self._world.post_service(new, owner, migrate_from_chat_id=chat.id)
        self._world.feed.emit("migrated", chat=chat.id, to=new.id)
        return new

    async def request_join(self, user: User, chat: Chat, link: str | None = None) -> JoinRequest:
        """Ask to be let in. What becomes of it is in the request's `state`."""
        self._may_come(user, chat)
        if link is None:
            found = next((one for one in chat.links if one.needs_approval), None)
        else:
            found = self._link(chat, link)
        request = JoinRequest(user, chat.id, found, self._world.clock())
        ask_to_join(self._world, request, chat)
        return request

    async def decide_join(self, actor: User, request: JoinRequest, *, approve: bool) -> None:
        """An administrator decides instead of the bot."""
        chat = self._world.chats[request.chat_id]
        member = chat.member(actor)
        if member is None or not member.may("can_invite_users"):
            raise NotAllowed(f"{actor.name} may not do this")
        decide(self._world, chat, request, "approved" if approve else "declined")

    def guard(self, chat: Chat, *, on: bool = True) -> None:
        """Assign the bot to process join requests: it gets `query_id`s and may show a page."""
        chat.guarded = on

    def _new(self, title: str, kind: ChatType, visible_history: bool) -> Chat:
        number = (
            -self._world.count("supergroup", FIRST_SUPERGROUP)
            if kind == "supergroup"
            else -self._world.count("group", FIRST_GROUP)
        )
        chat = Chat(number, kind, title, visible_history=visible_history)
        self._world.chats[number] = chat
        return chat

    def _owner(self, chat: Chat) -> User:
        return next(m.user for m in chat.members.values() if m.status == "creator")

    def _must_be_allowed(self, actor: User, chat: Chat) -> None:
        member = chat.member(actor)
        if member is None or not member.present:
            raise NotAllowed(f"{actor.name} is not in {chat.title}")
        if member.is_admin:
            allowed = member.may("can_invite_users")
        else:
            allowed = "can_invite_users" in chat.permissions & member.permissions
        if not allowed:
            raise NotAllowed(f"{actor.name} may not add anybody to {chat.title}")

    def _may_come(self, user: User, chat: Chat) -> None:
        member = chat.member(user)
        if member is not None and member.present:
            raise NotAllowed(f"{user.name} is in {chat.title} already")
        if member is not None and member.status == "kicked":
            raise NotAllowed(f"{user.name} was removed from {chat.title}")

    def _link(self, chat: Chat, url: str | None) -> InviteLink | None:
        if url is None:
            return None
        for link in chat.links:
            if link.url == url and not link.revoked and not self._expired(chat, link):
                return link
        raise NotAllowed("this link is no longer good")

    def _expired(self, chat: Chat, link: InviteLink) -> bool:
        if link.expire is not None and self._world.clock() > link.expire:
            return True
        present = sum(member.present for member in chat.members.values())
        return link.member_limit is not None and present >= link.member_limit


def _rights(bot_admin: bool | frozenset[str]) -> frozenset[str]:
    if bot_admin is True:
        return USUAL_RIGHTS
    if bot_admin is False:
        return frozenset()
    unknown = bot_admin - set(ADMIN_RIGHTS)
    if unknown:
        raise ValueError(f"no such rights: {', '.join(sorted(unknown))}")
    return bot_admin | {"can_manage_chat"}
