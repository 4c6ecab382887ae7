"""apps.connections.open and oauth.v2.access: how the app itself comes in."""

from adapters.playground.slack.core import Core
from adapters.playground.slack.errors import ApiError
from adapters.playground.slack.methods.base import Call, method
from adapters.playground.slack.model import Json


@method("apps.connections.open", "connections:write", tier=1, tokens=("app",))
def connections_open(call: Call) -> Json:
    """Return the address of a web socket, good for one connection."""
    root = call.core.where.url.replace("http", "ws", 1)
    ticket = call.core.sockets.ticket()
    return {"url": f"{root}/link/?ticket={ticket}&app_id={call.core.app.app_id}"}


def oauth_access(core: Core, client_id: str, client_secret: str, arguments: Json) -> Json:
    """Exchange the code of the authorize page for a bot token. Raises ApiError."""
    if client_id != core.app.client_id:
        raise ApiError("invalid_client_id")
    if client_secret != core.app.client_secret:
        raise ApiError("bad_client_secret")
    code = core.codes.get(str(arguments.get("code")))
    if code is None or core.clock.now() - code.made > 600:
        raise ApiError("invalid_code")
    if code.used:
        raise ApiError("code_already_used")
    if arguments.get("redirect_uri") != code.redirect_uri:
        raise ApiError("bad_redirect_uri")
    code.used = True
    team = code.team
    if team.installation is None:
        token = f"xoxb-{core.ids.secret('bot token')}"
        core.world.install(team, token, code.scopes, "carepods")
    installation = team.installation
    if installation is None:
        raise ApiError("fatal_error")
    return {
        "access_token": installation.token,
        "token_type": "bot",
        "scope": ",".join(sorted(installation.scopes)),
        "bot_user_id": installation.bot_user_id,
        "app_id": core.app.app_id,
        "team": {"id": team.id, "name": team.name},
        "enterprise": None,
        "is_enterprise_install": False,
        "authed_user": {"id": installation.bot_user_id},
    }


METHODS = (connections_open,)
