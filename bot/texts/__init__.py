"""Every word a person reads: Fluent files, one folder a language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

from core.plain import plain

DEFAULT = "en"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
_HERE = Path(__file__).parent


@cache
def languages() -> tuple[str, ...]:
    """The languages there are words in, the default one first."""
    others = sorted(p.name for p in _HERE.iterdir() if p.is_dir() and any(p.glob("*.ftl")))
    return (DEFAULT, *(name for name in others if name != DEFAULT))


@cache
def _bundle(language: str) -> FluentBundle:
    # Isolation marks are for text that runs both ways; elsewhere they only get into what is copied.
    bundle = FluentBundle([language], use_isolating=language in RIGHT_TO_LEFT)
    for path in sorted((_HERE / language).glob("*.ftl")):
        bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return bundle


class FluentTexts:
    """The port `core.ports.Texts`."""

    def best(self, *wanted: str) -> str:
        """The first wanted language (de, de-AT, de_AT) that there is."""
        for tag in wanted:
            short = tag.replace("_", "-").lower().split("-")[0]
            if short in languages():
                return short
        return DEFAULT

    def say(self, key: str, language: str, arguments: Mapping[str, object] | None = None) -> str:
        """The sentence. Raises KeyError when there is none: a programming error."""
        bundle = _bundle(self.best(language))
        if not bundle.has_message(key):
            raise KeyError(key)
        pattern = bundle.get_message(key).value
        if pattern is None:
            raise KeyError(key)
        given = {k: _argument(v) for k, v in (arguments or {}).items()}
        text, errors = bundle.format_pattern(pattern, given)
        if errors:
            raise KeyError(f"{key}: {errors[0]}")
        return str(text)


def _argument(value: object) -> object:
    return plain(value) if isinstance(value, str) else value


def is_right_to_left(language: str) -> bool:
    return language in RIGHT_TO_LEFT
