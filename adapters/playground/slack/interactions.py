"""The payloads that tell the app what a person did: commands, presses, shortcuts, modals."""

from collections.abc import Iterator
from typing import Any

from adapters.playground.slack.core import Core
from adapters.playground.slack.model import Channel, Installation, Json, Message, User, View
from adapters.playground.slack.render import handle, message_json, view_json
from adapters.playground.slack.triggers import ResponseUrl

VERIFICATION = {"token": "deprecated-verification-token"}
# What a menu or an input puts into its action and into the state, by its type.
STATE_KEY = {
    "plain_text_input": "value",
    "number_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "rich_text_input": "rich_text_value",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "overflow": "selected_option",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "checkboxes": "selected_options",
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
    "file_input": "files",
}


def elements(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Yield each interactive element with the block that holds it."""
    for block in blocks:
        held = [block.get("accessory"), block.get("element")]
        held += block.get("elements", []) if block["type"] == "actions" else []
        for element in held:
            if element and element["type"] != "image":
                yield block, element


def options(element: Json) -> list[Json]:
    """Return the options of a menu, of all its groups."""
    groups = element.get("option_groups", [])
    listed: list[Json] = list(element.get("options", []))
    for group in groups:
        listed.extend(group["options"])
    return listed


def find(blocks: list[Json], name: str) -> tuple[Json, Json]:
    """Return the block and the element called `name`: by its action id or by its words.

    Raises LookupError with what there is instead.
    """
    for block, element in elements(blocks):
        if element.get("action_id") == name:
            return block, element
    for block, element in elements(blocks):
        if element.get("text", {}).get("text") == name:
            return block, element
    there = [one.get("text", {}).get("text") or one["type"] for _, one in elements(blocks)]
    raise LookupError(f"there is no button or menu {name!r}, but {there}")


def chosen(element: Json, value: Any) -> Json:
    """Return what choosing `value` in a menu or an input puts into the action or the state.

    Options are named by their value or by their words.
    """
    kind = element["type"]
    if kind not in STATE_KEY:
        return {}
    key = STATE_KEY[kind]
    if key == "selected_option":
        return {key: _option(element, value) if value is not None else None}
    if key == "selected_options":
        return {key: [_option(element, one) for one in value or []]}
    return {key: value}


def _option(element: Json, name: str) -> Json:
    for option in options(element):
        if name in (option["value"], option["text"]["text"]):
            return option
    if element["type"].endswith("external_select"):
        return {"text": {"type": "plain_text", "text": name}, "value": name}
    raise LookupError(f"there is no option {name!r}")


class Payloads:
    """Builds payloads, with the triggers and response URLs that go with them."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def command(
        self, user: User, channel: Channel, command: str, text: str, url: ResponseUrl
    ) -> Json:
        """Return the form of a slash command."""
        team = self._core.world.teams[url.team_id]
        name = "directmessage" if channel.kind == "im" else channel.name
        return {
            **VERIFICATION,
            "team_id": team.id,
            "team_domain": team.domain,
            "channel_id": channel.id,
            "channel_name": "privategroup" if channel.kind == "group" else name,
            "user_id": user.id,
            "user_name": handle(user),
            "command": command,
            "text": text,
            "api_app_id": self._core.app.app_id,
            "is_enterprise_install": "false",
            "response_url": self._address(url, "commands"),
            "trigger_id": self._core.triggers.trigger(user.id, team.id),
        }

    def message_action(
        self,
        user: User,
        message: Message,
        pressed: tuple[Json, Json],
        picked: Json,
        to: Installation,
    ) -> Json:
        """Return a `block_actions` for a press in a message; ephemeral ones are not quoted."""
        url = ResponseUrl(
            user.id,
            message.channel,
            to.team_id,
            self._core.clock.now(),
            message.ts,
            message.thread_ts,
        )
        container: Json = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": message.channel,
            "is_ephemeral": message.ephemeral_to is not None,
        }
        if message.thread_ts:
            container["thread_ts"] = message.thread_ts
        body = {
            **self._base("block_actions", user, to),
            "container": container,
            "channel": self._channel(message.channel),
            "response_url": self._address(url, "actions"),
            "state": {"values": _state_of_message(message.blocks, pressed, picked)},
            "actions": [self._action(pressed, picked)],
        }
        if message.ephemeral_to is None:
            body["message"] = self._quoted(message)
        return body

    def view_action(
        self, user: User, view: View, pressed: tuple[Json, Json], picked: Json, to: Installation
    ) -> Json:
        """Return a `block_actions` for a press in a modal or in a home tab."""
        return {
            **self._base("block_actions", user, to, view),
            "container": {"type": "view", "view_id": view.id},
            "view": self._view(view, to, {}),
            "state": {"values": {}},
            "actions": [self._action(pressed, picked)],
        }

    def shortcut(
        self, user: User, message: Message | None, callback_id: str, to: Installation
    ) -> Json:
        """Return a message shortcut, or a global one if there is no message."""
        stamp = {"callback_id": callback_id, "action_ts": self._core.ids.timestamp()}
        if message is None:
            return {**self._base("shortcut", user, to), **stamp}
        url = ResponseUrl(user.id, message.channel, to.team_id, self._core.clock.now(), message.ts)
        return {
            **self._base("message_action", user, to),
            **stamp,
            "message_ts": message.ts,
            "channel": self._channel(message.channel),
            "message": self._quoted(message),
            "response_url": self._address(url, "app"),
        }

    def submission(self, user: User, view: View, values: Json, to: Installation) -> Json:
        """Return a `view_submission`."""
        body = self._base("view_submission", user, to, view)
        return {**body, "view": self._view(view, to, values), "response_urls": []}

    def closing(self, user: User, view: View, to: Installation, *, cleared: bool) -> Json:
        """Return a `view_closed`."""
        body = self._base("view_closed", user, to)
        body.pop("trigger_id")
        return {**body, "view": self._view(view, to, {}), "is_cleared": cleared}

    def _base(self, kind: str, user: User, to: Installation, view: View | None = None) -> Json:
        team = self._core.world.teams[to.team_id]
        name = handle(user)
        view_id = view.id if view else None
        return {
            **VERIFICATION,
            "type": kind,
            "user": {"id": user.id, "username": name, "name": name, "team_id": user.team_id},
            "api_app_id": self._core.app.app_id,
            "team": {"id": team.id, "domain": team.domain},
            "enterprise": None,
            "is_enterprise_install": False,
            "trigger_id": self._core.triggers.trigger(user.id, team.id, view_id),
        }

    def _address(self, url: ResponseUrl, kind: str) -> str:
        return self._core.where.url + self._core.triggers.response_url(url, kind)

    def _channel(self, channel_id: str) -> Json:
        channel = self._core.world.channels[channel_id]
        name = {"im": "directmessage", "group": "privategroup"}.get(channel.kind, channel.name)
        return {"id": channel.id, "name": name}

    def _quoted(self, message: Message) -> Json:
        return message_json(self._core.world, message, self._core.where.url)

    def _view(self, view: View, to: Installation, values: Json) -> Json:
        shown = view_json(view, self._core.app.app_id, to.bot_id)
        return {**shown, "state": {"values": values}}

    def _action(self, pressed: tuple[Json, Json], picked: Json) -> Json:
        block, element = pressed
        named = {"action_id": element.get("action_id", ""), "block_id": block["block_id"]}
        kept: Json = {
            key: element[key] for key in ("text", "value", "placeholder") if key in element
        }
        stamp = self._core.ids.timestamp()
        return {"type": element["type"], **named, **kept, **picked, "action_ts": stamp}


def _state_of_message(blocks: list[Json], pressed: tuple[Json, Json], picked: Json) -> Json:
    values: Json = {}
    for block, element in elements(blocks):
        if element["type"] in STATE_KEY and element["type"] != "overflow":
            here = picked if element is pressed[1] else chosen(element, None)
            held = {"type": element["type"], **here}
            values.setdefault(block["block_id"], {})[element.get("action_id", "")] = held
    return values
