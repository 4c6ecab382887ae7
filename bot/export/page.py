"""The readable page of an export: what is in it, in plain words, with small pictures inside."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from bot.texts import FluentTexts, is_right_to_left

TEXTS = FluentTexts()
STYLE = """body{font:17px/1.5 system-ui,sans-serif;color:#1b2733;background:#fff;max-width:60rem;
margin:0 auto;padding:1.5rem}h1{font-size:1.6rem}h2{font-size:1.25rem;margin-top:2rem}
ul.pictures{list-style:none;padding:0;display:grid;gap:1rem;
grid-template-columns:repeat(auto-fill,minmax(14rem,1fr))}
ul.pictures li{border:1px solid #c3ccd5;border-radius:.5rem;padding:.75rem}
img{max-width:100%;height:auto;border-radius:.25rem}.why{color:#5b2b00}a{color:#0b5cad}"""
PAGE = """<!doctype html>
<html lang="{language}" dir="{direction}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; img-src data: 'self'; style-src 'unsafe-inline'">
<title>{title}</title><style>{style}</style></head>
<body><main>
{body}
</main></body></html>
"""


@dataclass(frozen=True, slots=True)
class Tile:
    """One picture: its words, its files as (label, path), or why there are none."""

    title: str
    text: str
    alt: str
    small: bytes = field(default=b"", repr=False)
    small_type: str = "image/jpeg"
    files: tuple[tuple[str, str], ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, some paragraphs, links as (label, path), and pictures."""

    heading: str
    paragraphs: Sequence[str] = ()
    links: Sequence[tuple[str, str]] = ()
    tiles: Sequence[Tile] = ()


def say(key: str, language: str, arguments: Mapping[str, object] | None = None) -> str:
    return TEXTS.say(key, language, arguments)


def page(language: str, title: str, parts: Sequence[Part]) -> bytes:
    """The whole page. Every word is escaped here."""
    body = [f"<h1>{escape(title)}</h1>"]
    for part in parts:
        body.append(f"<h2>{escape(part.heading)}</h2>")
        body += [f"<p>{escape(one)}</p>" for one in part.paragraphs]
        if part.links:
            body.append("<ul>" + "".join(_link(*one) for one in part.links) + "</ul>")
        if part.tiles:
            body.append('<ul class="pictures">' + "".join(map(_tile, part.tiles)) + "</ul>")
    return PAGE.format(
        language=escape(language),
        direction="rtl" if is_right_to_left(language) else "ltr",
        title=escape(title),
        style=STYLE,
        body="\n".join(body),
    ).encode("utf-8", "replace")


def _link(label: str, path: str) -> str:
    return f'<li><a href="{escape(path)}">{escape(label)}</a></li>'


def _tile(tile: Tile) -> str:
    small = ""
    if tile.small:
        data = base64.b64encode(tile.small).decode()
        kind = escape(tile.small_type)
        small = f'<img alt="{escape(tile.alt)}" src="data:{kind};base64,{data}">'
    lines = "".join(f"<p>{escape(line)}</p>" for line in tile.text.split("\n") if line)
    why = f'<p class="why">{escape(tile.why)}</p>' if tile.why else ""
    files = "<ul>" + "".join(_link(*f) for f in tile.files) + "</ul>" if tile.files else ""
    return f"<li>{small}<h3>{escape(tile.title)}</h3>{lines}{why}{files}</li>"
