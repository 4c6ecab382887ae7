"""views.*: modals and home tabs."""

from adapters.playground.slack import viewing
from adapters.playground.slack.errors import ApiError
from adapters.playground.slack.methods.base import Call, method
from adapters.playground.slack.model import Json, View
from adapters.playground.slack.render import view_json


def _checked(call: Call, kind: str) -> Json:
    (view,) = call.need("view")
    core = call.core
    return viewing.checked_view(view, kind, core.filing, call.grant, core.schemas)


def _shown(call: Call, view: View) -> Json:
    return {"view": view_json(view, call.core.app.app_id, call.installation.bot_id)}


@method("views.open", tier=4, tokens=("bot",))
def open_view(call: Call) -> Json:
    """Open a modal for the person whose act gave the trigger, within three seconds."""
    (trigger_id,) = call.need("trigger_id")
    body = _checked(call, "modal")
    viewing.check_external_id(call.core.world, call.grant.team_id, body)
    trigger = call.core.triggers.exchange(str(trigger_id), call.grant.team_id)
    view = viewing.show(call.core.world, body, trigger.user, call.grant.team_id, None)
    return _shown(call, view)


@method("views.push", tier=4, tokens=("bot",))
def push(call: Call) -> Json:
    """Put another modal on top of the one in which the person acted."""
    (trigger_id,) = call.need("trigger_id")
    body = _checked(call, "modal")
    viewing.check_external_id(call.core.world, call.grant.team_id, body)
    trigger = call.core.triggers.exchange(str(trigger_id), call.grant.team_id)
    stack = call.core.world.modals[trigger.user]
    if not stack or trigger.view_id is None:
        raise ApiError("not_found")
    view = viewing.show(call.core.world, body, trigger.user, call.grant.team_id, stack[-1])
    return _shown(call, view)


@method("views.update", tier=4, tokens=("bot",))
def update(call: Call) -> Json:
    """Change a modal that is on the screen."""
    view = _find(call)
    body = _checked(call, "modal")
    viewing.check_external_id(call.core.world, call.grant.team_id, body, view)
    _check_hash(call, view)
    return _shown(call, viewing.change(call.core.world, view, body))


@method("views.publish", tier=4, tokens=("bot",))
def publish(call: Call) -> Json:
    """Set a person's home tab."""
    (user_id,) = call.need("user_id")
    user = call.core.world.users.get(str(user_id))
    if user is None or user.team_id != call.grant.team_id:
        raise ApiError("user_not_found")
    body = _checked(call, "home")
    shown = call.core.world.homes.get((call.grant.team_id, user.id))
    if shown:
        _check_hash(call, shown)
    return _shown(call, viewing.publish(call.core.world, body, user.id, call.grant.team_id))


def _find(call: Call) -> View:
    view_id, external = call.get("view_id"), call.get("external_id")
    for stack in call.core.world.modals.values():
        for view in stack:
            named = view.id == view_id or (external and view.body.get("external_id") == external)
            if named and view.team_id == call.grant.team_id:
                return view
    raise ApiError("not_found")


def _check_hash(call: Call, view: View) -> None:
    given = call.get("hash")
    if given and given != view.hash:
        raise ApiError("hash_conflict")


METHODS = (open_view, push, update, publish)
