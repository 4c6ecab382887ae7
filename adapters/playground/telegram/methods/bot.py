"""The bot about itself, its updates, its files."""

import re
from urllib.parse import urlsplit

from ..args import Args
from ..errors import ApiError, bad_request
from ..markup import check_web_app_url, is_loopback
from ..model import Chat, Json, User
from ..render import file_json, user_json
from ..world import World
from .registry import method

_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_COMMANDS_MOST = 100
_WHOLE_SCOPES = (
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
)


@method("getMe")
async def get_me(world: World, args: Args) -> Json:
    return user_json(world.bot) | {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_guest_queries": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "supports_join_request_queries": True,
    }


@method("getFile")
async def get_file(world: World, args: Args) -> Json:
    file_id = args.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    stored, path = world.files.link(file_id)
    return file_json(stored, path)


@method("getUpdates")
async def get_updates(world: World, args: Args) -> list[Json]:
    if "allowed_updates" in args:
        world.updates.allow(_strings(args, "allowed_updates"))
    limit = min(max(args.integer("limit", 100), 1), 100)
    found = await world.updates.poll(args.integer("offset"), limit, max(0, args.integer("timeout")))
    return [update.json() for update in found]


def _strings(args: Args, name: str) -> list[str]:
    values = args.array(name)
    if not all(isinstance(value, str) for value in values):
        raise bad_request("expected an Array of String")
    return values


# Webhook


@method("setWebhook")
async def set_webhook(world: World, args: Args) -> bool:
    url = args.text("url")
    secret = args.text("secret_token")
    if url:
        _check_webhook(url, secret)
    if "allowed_updates" in args:
        world.updates.allow(_strings(args, "allowed_updates"))
    if args.boolean("drop_pending_updates"):
        world.updates.clear()
    connections = min(max(args.integer("max_connections", 40), 1), 100)
    if url:
        world.webhook.set(url, secret, connections)
    else:
        world.webhook.unset()
    return True


@method("deleteWebhook")
async def delete_webhook(world: World, args: Args) -> bool:
    if args.boolean("drop_pending_updates"):
        world.updates.clear()
    world.webhook.unset()
    return True


@method("getWebhookInfo")
async def get_webhook_info(world: World, args: Args) -> Json:
    return world.webhook.info()


def _check_webhook(url: str, secret: str) -> None:
    parts = urlsplit(url)
    if not parts.hostname:
        raise bad_request("invalid webhook URL specified")
    if parts.scheme != "https" and not is_loopback(parts.hostname):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")


@method("logOut")
async def log_out(world: World, args: Args) -> bool:
    world.updates.clear()
    world.logged_out = True
    return True


@method("close")
async def close(world: World, args: Args) -> bool:
    world.updates.interrupt("terminated by close request")
    return True


# Commands, names, descriptions, menu button


@method("setMyCommands")
async def set_my_commands(world: World, args: Args) -> bool:
    commands = args.array("commands")
    if len(commands) > _COMMANDS_MOST:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(str(command.get("command", "")).removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", ""))) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.settings.commands[_scope(world, args), args.text("language_code")] = commands
    world.feed.emit("commands")
    return True


@method("getMyCommands")
async def get_my_commands(world: World, args: Args) -> list[Json]:
    key = (_scope(world, args), args.text("language_code"))
    return world.settings.commands.get(key, [])


@method("deleteMyCommands")
async def delete_my_commands(world: World, args: Args) -> bool:
    world.settings.commands.pop((_scope(world, args), args.text("language_code")), None)
    world.feed.emit("commands")
    return True


def _scope(world: World, args: Args) -> str:
    """A scope as a key: its type, with the chat and the user that it is for."""
    scope = args.object("scope") or {"type": "default"}
    kind = str(scope.get("type", ""))
    if kind in _WHOLE_SCOPES:
        return kind
    if kind not in ("chat", "chat_administrators", "chat_member"):
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    chat = world.chat_of(str(scope.get("chat_id", "")))
    if kind != "chat" and not chat.is_group:
        raise bad_request("chat not found")
    user = f":{scope['user_id']}" if kind == "chat_member" else ""
    return f"{kind}:{chat.id}{user}"


def commands_for(world: World, user: User, chat: Chat) -> list[Json]:
    """The commands that somebody's app offers in a chat: the narrowest scope that has any."""
    member = chat.member(user)
    if chat.is_group:
        scopes = [f"chat_member:{chat.id}:{user.id}", f"chat:{chat.id}", "all_group_chats"]
        if member is not None and member.is_admin:
            scopes.insert(1, f"chat_administrators:{chat.id}")
            scopes.insert(3, "all_chat_administrators")
    else:
        scopes = [f"chat:{chat.id}", "all_private_chats"]
    for scope in [*scopes, "default"]:
        for language in (user.language or "", ""):
            if (scope, language) in world.settings.commands:
                return world.settings.commands[scope, language]
    return []


def _worded(
    world: World, args: Args, name: str, texts: dict[str, str], most: int, *, kept: bool = False
) -> bool:
    text = args.text(name)
    language = args.text("language_code")
    if len(text) > most:
        raise bad_request(f"{name.upper()}_TOO_LONG")
    if text:
        texts[language] = text
    elif not (kept and language == ""):
        texts.pop(language, None)
    world.feed.emit("bot")
    return True


@method("setMyName")
async def set_my_name(world: World, args: Args) -> bool:
    done = _worded(world, args, "name", world.settings.names, 64, kept=True)
    world.bot.name = world.settings.names[""]
    return done


@method("setMyDescription")
async def set_my_description(world: World, args: Args) -> bool:
    return _worded(world, args, "description", world.settings.descriptions, 512)


@method("setMyShortDescription")
async def set_my_short_description(world: World, args: Args) -> bool:
    return _worded(world, args, "short_description", world.settings.short_descriptions, 120)


def _for_language(texts: dict[str, str], args: Args) -> str:
    return texts.get(args.text("language_code")) or texts.get("", "")


@method("getMyName")
async def get_my_name(world: World, args: Args) -> Json:
    return {"name": _for_language(world.settings.names, args)}


@method("getMyDescription")
async def get_my_description(world: World, args: Args) -> Json:
    return {"description": _for_language(world.settings.descriptions, args)}


@method("getMyShortDescription")
async def get_my_short_description(world: World, args: Args) -> Json:
    return {"short_description": _for_language(world.settings.short_descriptions, args)}


@method("setChatMenuButton")
async def set_chat_menu_button(world: World, args: Args) -> bool:
    button = args.object("menu_button") or {"type": "default"}
    if button.get("type") not in ("default", "commands", "web_app"):
        raise bad_request("can't parse MenuButton: Unsupported type specified")
    if button["type"] == "web_app":
        check_web_app_url(str(button.get("web_app", {}).get("url", "")))
    chat_id = args.integer("chat_id")
    if chat_id and world.chat_of(str(chat_id)).is_group:
        raise ApiError(400, "Bad Request: chat not found")
    world.settings.menu_buttons[chat_id] = button
    world.feed.emit("bot")
    return True


@method("getChatMenuButton")
async def get_chat_menu_button(world: World, args: Args) -> Json:
    buttons = world.settings.menu_buttons
    return buttons.get(args.integer("chat_id")) or buttons.get(0) or {"type": "commands"}
