"""Modals and home tabs on people's screens: checked, stacked three deep, guarded by a hash."""

from typing import Any

from adapters.playground.slack.checks.schemas import Schemas
from adapters.playground.slack.checks.views import check_view
from adapters.playground.slack.errors import ApiError, invalid_arguments
from adapters.playground.slack.filing import Filing
from adapters.playground.slack.model import Grant, Json, View
from adapters.playground.slack.world import World

MOST_VIEWS = 3


def checked_view(
    view: Any, kind: str, filing: Filing, grant: Grant, schemas: Schemas | None
) -> Json:
    """Return a view fit to be shown, its blocks named. Raises ApiError."""
    problems = check_view(view, kind, lambda file: filing.showable(file, grant))
    if not problems and schemas:
        blocks = view["blocks"]
        problems = (
            schemas.check_modal(view)
            if kind == "modal"
            else schemas.check_blocks(blocks, "/view/blocks")
        )
    if problems:
        raise invalid_arguments(*problems)
    return dict(view)


def show(world: World, body: Json, user: str, team_id: str, under: View | None) -> View:
    """Put a modal on a person's screen, as a new stack or on top of `under`."""
    stack = world.modals[user]
    if under is None:
        stack.clear()
    elif len(stack) >= MOST_VIEWS:
        raise ApiError("push_limit_reached")
    view_id = world.ids.next("V")
    root = under.root_id if under else view_id
    previous = under.id if under else None
    named = _named(world, body)
    view = View(view_id, team_id, user, named, _hash(world), root, previous)
    stack.append(view)
    world.feed.tell("modal", user=user, view=view.id)
    return view


def change(world: World, view: View, body: Json) -> View:
    """Give a view that is on the screen another content; its hash changes."""
    view.body = _named(world, body)
    view.hash = _hash(world)
    world.feed.tell("modal", user=view.user, view=view.id)
    return view


def publish(world: World, body: Json, user: str, team_id: str) -> View:
    """Set a person's home tab of the app."""
    view = world.homes.get((team_id, user))
    if view is None:
        view_id = world.ids.next("V")
        view = View(view_id, team_id, user, {}, "", view_id)
        world.homes[team_id, user] = view
    view.body = _named(world, body)
    view.hash = _hash(world)
    world.feed.tell("home", user=user)
    return view


def check_external_id(world: World, team_id: str, body: Json, but: View | None = None) -> None:
    """Raise ApiError if another open modal of the workspace has the same external id."""
    name = body.get("external_id")
    for stack in world.modals.values():
        for view in stack:
            same = bool(name) and view.body.get("external_id") == name
            if same and view is not but and view.team_id == team_id:
                raise ApiError("duplicate_external_id")


def _named(world: World, body: Json) -> Json:
    """Return the view with a `block_id` on each block and an `action_id` on each element."""
    blocks = []
    for block in body["blocks"]:
        named = {"block_id": world.ids.next("b"), **block}
        if "element" in named:
            named["element"] = {"action_id": world.ids.next("a"), **named["element"]}
        if "accessory" in named:
            named["accessory"] = {"action_id": world.ids.next("a"), **named["accessory"]}
        if named["type"] == "actions":
            elements = named["elements"]
            named["elements"] = [{"action_id": world.ids.next("a"), **one} for one in elements]
        blocks.append(named)
    return {**body, "blocks": blocks}


def _hash(world: World) -> str:
    return f"{int(world.clock.now())}.{world.ids.secret('hash')[:8]}"
