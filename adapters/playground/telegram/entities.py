"""Formatted text: what `parse_mode` HTML means, and what the platform finds in plain words.

Offsets and lengths of entities count UTF-16 code units; offsets in errors count bytes.
"""

import html
import re
from dataclasses import dataclass

from .errors import bad_request
from .model import Json

_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
_NAMED = {"&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"'}
_CHARACTER = re.compile(r"&(?:lt|gt|amp|quot|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});")
_ATTRIBUTE = re.compile(r"""\s*([^\s=>/"']+)\s*(?:=\s*("[^"]*"|'[^']*'|[A-Za-z0-9.-]+))?""")
_MENTION_LINK = re.compile(r"tg://user\?id=(\d+)")
_FOUND = (
    ("bot_command", re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{3,32})?(?!\w)")),
    ("mention", re.compile(r"(?<![\w@])@[A-Za-z0-9_]{4,32}\b")),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("url", re.compile(r"https?://[^\s<>\"]+")),
    ("hashtag", re.compile(r"(?<![\w#])#[^\W\d]\w*")),
)


def utf16(text: str) -> int:
    """The length of a text in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


@dataclass
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int


def parse(text: str, mode: str | None, given: list[Json]) -> tuple[str, tuple[Json, ...]]:
    """Text and entities of a bot's message. Raises ApiError where the server would."""
    if mode and mode.lower() == "html":
        text, entities = _parse_html(text)
    elif mode:
        # Markdown is not spoken here: better refused in clear than half understood.
        raise bad_request("unsupported parse_mode")
    else:
        entities = _checked(text, given)
    text = text.rstrip()
    return text, tuple(_merge(text, entities))


def detect(text: str, taken: tuple[Json, ...] = ()) -> list[Json]:
    """Commands, mentions, addresses, links and hashtags in plain words."""
    found: list[Json] = []
    busy = [(e["offset"], e["offset"] + e["length"]) for e in taken]
    for kind, pattern in _FOUND:
        for match in pattern.finditer(text):
            start = utf16(text[: match.start()])
            end = start + utf16(match.group())
            if all(end <= low or start >= high for low, high in busy):
                busy.append((start, end))
                found.append({"type": kind, "offset": start, "length": end - start})
    return sorted(found, key=lambda entity: entity["offset"])


def command_of(text: str) -> tuple[str, str | None] | None:
    """The command that a message begins with and the bot it names, if it does."""
    match = re.match(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{3,32}))?(?!\w)", text)
    return (match.group(1).lower(), match.group(2)) if match else None


def _merge(text: str, entities: list[Json]) -> list[Json]:
    total = utf16(text)
    kept = []
    for entity in entities:
        length = min(entity["length"], total - entity["offset"])
        if length > 0:
            kept.append({**entity, "length": length})
    quiet = tuple(e for e in kept if e["type"] in ("code", "pre", "text_link", "date_time"))
    kept.extend(detect(text, quiet))
    return sorted(kept, key=lambda entity: (entity["offset"], -entity["length"]))


def _checked(text: str, given: list[Json]) -> list[Json]:
    total = utf16(text)
    for entity in given:
        if not isinstance(entity, dict) or "type" not in entity:
            raise bad_request("can't parse MessageEntity: expected an Object")
        if entity.get("offset", -1) < 0 or entity.get("length", 0) <= 0:
            raise bad_request("entity has invalid offset or length")
        if entity["offset"] + entity["length"] > total:
            raise bad_request(
                f"entity beginning at UTF-16 offset {entity['offset']} ends after the end of "
                f"the text at UTF-16 offset {entity['offset'] + entity['length']}"
            )
    return [dict(entity) for entity in given]


class _HtmlParser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.text: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def run(self) -> tuple[str, list[Json]]:
        while self.at < len(self.source):
            if self.source[self.at] == "<":
                self._tag()
            else:
                self._character()
        if self.open:
            last = self.open[-1]
            raise _cant_parse(f'Can\'t find end tag corresponding to start tag "{last.tag}"')
        return "".join(self.text), self.entities

    def _character(self) -> None:
        match = _CHARACTER.match(self.source, self.at)
        piece = match.group() if match else self.source[self.at]
        self.at += len(piece)
        if match:
            piece = _NAMED.get(piece) or html.unescape(piece)
        self.text.append(piece)
        self.length += utf16(piece)

    def _tag(self) -> None:
        begin = len(self.source[: self.at].encode())
        if self.source.startswith("</", self.at):
            self._end_tag(begin)
        else:
            self._start_tag(begin)

    def _start_tag(self, begin: int) -> None:
        name = re.compile(r"[^\s>]*").match(self.source, self.at + 1)
        tag = name.group().lower() if name else ""
        at = self.at + 1 + len(tag)
        if at >= len(self.source):
            raise _cant_parse(f"Unclosed start tag at byte offset {begin}")
        if tag not in _TAGS:
            raise _cant_parse(f'Unsupported start tag "{tag}" at byte offset {begin}')
        attributes: dict[str, str] = {}
        while self.source[at : at + 1] != ">":
            match = _ATTRIBUTE.match(self.source, at)
            if not match:
                rest = self.source[at:].strip()
                if not rest:
                    raise _cant_parse(f'Unclosed start tag "{tag}" at byte offset {begin}')
                if rest.startswith(">"):
                    at = self.source.index(">", at)
                    break
                raise _cant_parse(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
            value = match.group(2) or ""
            attributes[match.group(1)] = html.unescape(value.strip("\"'"))
            at = match.end()
            if at >= len(self.source):
                raise _cant_parse(f"Unclosed start tag at byte offset {begin}")
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _cant_parse(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.open.append(_Open(tag, attributes, self.length))
        self.at = at + 1

    def _end_tag(self, begin: int) -> None:
        if not self.open:
            raise _cant_parse(f"Unexpected end tag at byte offset {begin}")
        match = re.compile(r"</([^\s>]*)\s*(>?)").match(self.source, self.at)
        if match is None or not match.group(2):
            raise _cant_parse(f"Unclosed end tag at byte offset {begin}")
        closing = self.open.pop()
        found = match.group(1).lower()
        if found and found != closing.tag:
            raise _cant_parse(
                f"Unmatched end tag at byte offset {begin}, "
                f'expected "</{closing.tag}>", found "</{found}>"'
            )
        self.at = match.end()
        if self.length > closing.offset:
            entity = _entity(closing, "".join(self.text), self.length)
            if entity:
                self.entities.append(entity)


def _parse_html(source: str) -> tuple[str, list[Json]]:
    return _HtmlParser(source).run()


def _entity(closing: _Open, text: str, end: int) -> Json | None:
    kind = _TAGS[closing.tag]
    entity: Json = {"type": kind, "offset": closing.offset, "length": end - closing.offset}
    attributes = closing.attributes
    if kind == "text_link":
        url = attributes.get("href") or _slice(text, closing.offset)
        mention = _MENTION_LINK.fullmatch(url)
        if mention:
            return {**entity, "type": "text_mention", "user": {"id": int(mention.group(1))}}
        if not re.match(r"(https?|tg|tel|mailto|ton)://?", url):
            return None
        entity["url"] = url
    elif kind == "custom_emoji":
        if not attributes.get("emoji-id", "").isdigit():
            raise _cant_parse("Invalid custom emoji identifier specified")
        entity["custom_emoji_id"] = attributes["emoji-id"]
    elif kind == "date_time":
        if not attributes.get("unix", "").isdigit():
            return None
        entity["unix_time"] = int(attributes["unix"])
        if attributes.get("format"):
            if not re.fullmatch("[rR]|[tTdDwW]+", attributes["format"]):
                raise _cant_parse("Invalid date format used")
            entity["date_time_format"] = attributes["format"]
    elif kind == "blockquote" and "expandable" in attributes:
        entity["type"] = "expandable_blockquote"
    return entity


def _slice(text: str, offset: int) -> str:
    return text.encode("utf-16-le")[offset * 2 :].decode("utf-16-le")


def _cant_parse(reason: str) -> Exception:
    return bad_request(f"can't parse entities: {reason}")
