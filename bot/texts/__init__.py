"""Every word a person reads: Fluent files, one folder a language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import fluent_number

from bot.texts.bidi import Spoken, left_to_right

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
    # The runtime would isolate every argument, a command's slash and numbers too: `Spoken` knows
    # which of them run the other way.
    bundle = FluentBundle([language], use_isolating=False, functions={"LTR": left_to_right})
    for path in sorted((_HERE / language).glob("*.ftl")):
        bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return bundle


class FluentTexts:
    """The port `core.ports.Texts`."""

    def known(self, *wanted: str) -> str:
        """The first wanted language (de, de-AT, de_AT) that there is; "" when there is none."""
        for tag in wanted:
            short = tag.replace("_", "-").lower().split("-")[0]
            if short in languages():
                return short
        return ""

    def best(self, *wanted: str) -> str:
        """The first wanted language that there is, else the default one."""
        return self.known(*wanted) or DEFAULT

    def say(self, key: str, language: str, arguments: Mapping[str, object] | None = None) -> str:
        """The sentence. Raises KeyError when there is none: a programming error."""
        spoken = self.best(language)
        bundle = _bundle(spoken)
        if not bundle.has_message(key):
            raise KeyError(key)
        pattern = bundle.get_message(key).value
        if pattern is None:
            raise KeyError(key)
        turned = is_right_to_left(spoken)
        given = {k: _argument(k, v, turned=turned) for k, v in (arguments or {}).items()}
        text, errors = bundle.format_pattern(pattern, given)
        if errors:
            raise KeyError(f"{key}: {errors[0]}")
        return str(text)


def _argument(name: str, value: object, *, turned: bool) -> object:
    if isinstance(value, str):
        return Spoken(value, turned=turned, isolated=turned and name != "prefix")
    if name == "number" and isinstance(value, int):
        # A picture's number is a name: it is typed as it is read, without a sign for thousands.
        return fluent_number(value, useGrouping=False)
    return value


def is_right_to_left(language: str) -> bool:
    return language in RIGHT_TO_LEFT
