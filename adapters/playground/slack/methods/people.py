"""users.*, bots.*, team.*, auth.*, reactions.*: who is who."""

from adapters.playground.slack.errors import ApiError
from adapters.playground.slack.methods.base import Call, method, page
from adapters.playground.slack.model import Json
from adapters.playground.slack.render import handle, team_json, user_json


@method("api.test", tier=None)
def api_test(call: Call) -> Json:
    """Answer with what was said."""
    if call.get("error"):
        raise ApiError(str(call.get("error")), args=call.arguments)
    return {"args": call.arguments}


@method("auth.test", tier=None, tokens=("bot", "user", "app"))
def auth_test(call: Call) -> Json:
    """Return whom the token belongs to."""
    if call.grant.kind == "app":
        return {"app_name": "Carepods", "app_id": call.core.app.app_id}
    team = call.core.world.teams[call.grant.team_id]
    body: Json = {
        "url": f"{call.core.where.url}/",
        "team": team.name,
        "user": handle(call.me),
        "team_id": team.id,
        "user_id": call.me.id,
        "is_enterprise_install": False,
    }
    return {**body, "bot_id": call.installation.bot_id} if call.grant.kind == "bot" else body


@method("bots.info", "users:read", tier=3)
def bots_info(call: Call) -> Json:
    """Return the app's bot."""
    installation = call.installation
    if call.get("bot") not in (None, installation.bot_id):
        raise ApiError("bot_not_found")
    bot = call.core.world.users[installation.bot_user_id]
    body = {"id": installation.bot_id, "deleted": False, "name": bot.name, "user_id": bot.id}
    return {"bot": {**body, "app_id": call.core.app.app_id, "updated": bot.updated, "icons": {}}}


@method("users.info", "users:read", tier=4)
def users_info(call: Call) -> Json:
    """Return a user of the workspace or of a shared channel."""
    user = call.user(call.need("user")[0])
    locale = bool(call.get("include_locale"))
    return {"user": user_json(call.core.world, user, call.grant, locale=locale)}


@method("users.list", "users:read", tier=2)
def users_list(call: Call) -> Json:
    """Return the users of the workspace."""
    users = [
        user_json(call.core.world, user, call.grant, locale=bool(call.get("include_locale")))
        for user in call.core.world.users.values()
        if user.team_id == call.grant.team_id
    ]
    some, metadata = page(call, users, 1000)
    stamp = int(call.core.clock.now())
    return {"members": some, "cache_ts": stamp, "response_metadata": metadata}


@method("users.lookupByEmail", "users:read.email", tier=3)
def lookup_by_email(call: Call) -> Json:
    """Return the user of the workspace who has an address."""
    (email,) = call.need("email")
    for user in call.core.world.users.values():
        own = user.team_id == call.grant.team_id and not user.deleted
        if own and user.email and user.email.lower() == str(email).lower():
            return {"user": user_json(call.core.world, user, call.grant)}
    raise ApiError("users_not_found")


@method("team.info", "team:read", tier=3)
def team_info(call: Call) -> Json:
    """Return the workspace of the token."""
    team = call.core.world.teams.get(str(call.get("team") or call.grant.team_id))
    if team is None:
        raise ApiError("team_not_found")
    return {"team": team_json(team, team.installation)}


@method("reactions.add", "reactions:write", tier=3)
def reactions_add(call: Call) -> Json:
    """Put an emoji under a message."""
    channel_id, name, ts = call.need("channel", "name", "timestamp")
    channel = call.joined_channel(channel_id)
    message = call.core.world.messages[channel.id].get(str(ts))
    if message is None:
        raise ApiError("message_not_found")
    who = message.reactions.setdefault(str(name), [])
    if call.me.id in who:
        raise ApiError("already_reacted")
    who.append(call.me.id)
    call.core.feed.tell("changed", channel=channel.id, ts=message.ts)
    event = {
        "type": "reaction_added",
        "user": call.me.id,
        "reaction": name,
        "item_user": message.user,
        "item": {"type": "message", "channel": channel.id, "ts": message.ts},
    }
    call.core.events.in_channel(channel, event)
    return {}


METHODS = (
    api_test,
    auth_test,
    bots_info,
    users_info,
    users_list,
    lookup_by_email,
    team_info,
    reactions_add,
)
