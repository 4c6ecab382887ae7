"""The official description of the Bot API, to hold requests and answers against."""

import functools
import json
from pathlib import Path
from typing import Any

from .args import Args

_SPEC_FILE = "telegram-bot-api.json"
_EPHEMERAL_SENDERS = (
    "sendMessage",
    "sendAnimation",
    "sendAudio",
    "sendContact",
    "sendDocument",
    "sendLivePhoto",
    "sendLocation",
    "sendPhoto",
    "sendSticker",
    "sendVenue",
    "sendVideo",
    "sendVideoNote",
    "sendVoice",
)


def _field(name: str, *types: str, required: bool = False) -> dict[str, Any]:
    return {"name": name, "types": list(types), "required": required}


_PLAIN: dict[str, Any] = {"Integer": int, "String": str, "Boolean": bool, "Float": (int, float)}
_WHICH = [
    _field("chat_id", "Integer", "String", required=True),
    _field("receiver_user_id", "Integer", required=True),
    _field("ephemeral_message_id", "Integer", required=True),
]
_MARKUP = _field("reply_markup", "InlineKeyboardMarkup")
_FORMAT = _field("parse_mode", "String")
# What Bot API 10.2 and 10.3 added about ephemeral messages; the file describes 10.1.
_EPHEMERAL_METHODS: dict[str, list[dict[str, Any]]] = {
    "editEphemeralMessageText": [
        *_WHICH,
        _field("text", "String", required=True),
        _FORMAT,
        _field("entities", "Array of MessageEntity"),
        _field("link_preview_options", "LinkPreviewOptions"),
        _MARKUP,
    ],
    "editEphemeralMessageCaption": [
        *_WHICH,
        _field("caption", "String"),
        _FORMAT,
        _field("caption_entities", "Array of MessageEntity"),
        _field("show_caption_above_media", "Boolean"),
        _MARKUP,
    ],
    "editEphemeralMessageMedia": [*_WHICH, _field("media", "InputMedia", required=True), _MARKUP],
    "editEphemeralMessageReplyMarkup": [*_WHICH, _MARKUP],
    "deleteEphemeralMessage": _WHICH,
}


class Spec:
    """Checks values against the description: each check returns what does not fit, in words."""

    def __init__(self, described: dict[str, Any]) -> None:
        self._methods: dict[str, Any] = {
            name.lower(): method for name, method in described["methods"].items()
        }
        self._types: dict[str, Any] = described["types"]
        self._add_ephemeral()

    def knows(self, method: str) -> bool:
        return method.lower() in self._methods

    def check_request(self, method: str, args: Args) -> list[str]:
        """Unknown or mistyped parameters. What is missing the method itself refuses."""
        fields = {field["name"]: field for field in self._methods[method.lower()].get("fields", [])}
        faults = []
        for name in args.values:
            if name not in fields:
                faults.append(f"{method}: no parameter {name}")
                continue
            faults.extend(self._parameter(f"{method}.{name}", fields[name]["types"], args, name))
        for name in args.uploads:
            takes_file = "InputFile" in fields[name]["types"] if name in fields else None
            attached = any(f"attach://{name}" in args.text(value) for value in args.values)
            if not takes_file and not attached:
                faults.append(f"{method}: no parameter takes the file {name}")
        return faults

    def check_answer(self, method: str, result: Any) -> list[str]:
        """What does not fit in a method's result."""
        returns = self._methods[method.lower()].get("returns") or ["Boolean"]
        return self._any(method, returns, result)

    def check_update(self, update: Any) -> list[str]:
        return self._any("Update", ["Update"], update)

    def _parameter(self, where: str, types: list[str], args: Args, name: str) -> list[str]:
        text = args.text(name)
        if "InputFile" in types or "String" in types:
            return []
        if types == ["Boolean"]:
            return [] if text.lower() in ("true", "false", "1", "0") else [f"{where}: no Boolean"]
        if types == ["Integer"]:
            return [] if text.lstrip("-").isdigit() else [f"{where}: no Integer"]
        if types == ["Float"]:
            return []
        try:
            value = json.loads(text)
        except ValueError:
            return [f"{where}: no JSON"]
        return self._any(where, types, value)

    def _any(self, where: str, types: list[str], value: Any) -> list[str]:
        faults: list[str] = []
        if len(types) > 1 and all(name.startswith("Array of ") for name in types):
            return self._mixed(where, [name.removeprefix("Array of ") for name in types], value)
        for name in types:
            faults = self._one(where, name, value)
            if not faults:
                return []
        return faults if len(types) == 1 else [f"{where}: fits none of {', '.join(types)}"]

    def _mixed(self, where: str, inner: list[str], value: Any) -> list[str]:
        """An array of several kinds; which may stand together the method says itself."""
        if not isinstance(value, list):
            return [f"{where}: no Array"]
        return [
            fault
            for index, item in enumerate(value)
            for fault in self._any(f"{where}[{index}]", inner, item)
        ]

    def _one(self, where: str, name: str, value: Any) -> list[str]:
        if name.startswith("Array of "):
            if not isinstance(value, list):
                return [f"{where}: no Array"]
            inner = name.removeprefix("Array of ")
            return [
                fault
                for index, item in enumerate(value)
                for fault in self._one(f"{where}[{index}]", inner, item)
            ]
        if name in _PLAIN:
            fits = isinstance(value, _PLAIN[name])
            if name in ("Integer", "Float") and isinstance(value, bool):
                fits = False
            return [] if fits else [f"{where}: no {name}"]
        return self._object(where, name, value)

    def _object(self, where: str, name: str, value: Any) -> list[str]:
        described = self._types[name]
        if described.get("subtypes"):
            return self._any(where, described["subtypes"], value)
        if not isinstance(value, dict):
            return [f"{where}: no {name}"]
        fields = {field["name"]: field for field in described.get("fields", [])}
        faults = [f"{where}: {name} has no {key}" for key in value if key not in fields]
        for key, field in fields.items():
            if key in value:
                faults.extend(self._any(f"{where}.{key}", field["types"], value[key]))
            elif field["required"]:
                faults.append(f"{where}: {name} without {key}")
        return faults + _wrong_constant(where, described, value)

    def _add_ephemeral(self) -> None:
        self._types["EphemeralMessageParameters"] = {
            "fields": [
                _field("receiver_user_id", "Integer", required=True),
                _field("callback_query_id", "String"),
                _field("replace_callback_query_message", "Boolean"),
            ]
        }
        for name in _EPHEMERAL_SENDERS:
            self._methods[name.lower()]["fields"].append(
                _field("ephemeral_message_parameters", "EphemeralMessageParameters")
            )
        for name, fields in _EPHEMERAL_METHODS.items():
            self._methods[name.lower()] = {"fields": fields, "returns": ["Boolean"]}
        message = self._types["Message"]["fields"]
        message += [_field("receiver_user", "User"), _field("ephemeral_message_id", "Integer")]
        self._types["BotCommand"]["fields"].append(_field("is_ephemeral", "Boolean"))
        reply = self._types["ReplyParameters"]["fields"]
        reply[0]["required"] = False
        reply.append(_field("ephemeral_message_id", "Integer"))


@functools.cache
def load_spec(folder: str | None) -> Spec | None:
    """The description in a folder, or None where there is none."""
    path = Path(folder) / _SPEC_FILE if folder else None
    if path is None or not path.is_file():
        return None
    return Spec(json.loads(path.read_text(encoding="utf-8")))


def _wrong_constant(where: str, described: dict[str, Any], value: dict[str, Any]) -> list[str]:
    """A `type` or `status` that is another subtype's (told by the description's words)."""
    faults = []
    for field in described.get("fields", []):
        words = field.get("description", "")
        for marker in ('always "', "must be "):
            if marker in words and field["name"] in ("type", "status", "source"):
                constant = words.split(marker, 1)[1].split()[0].strip('".,')
                if value.get(field["name"]) != constant:
                    faults.append(f"{where}: {field['name']} is not {constant}")
    return faults
