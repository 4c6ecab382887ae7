"""Chat platforms, found by name: each sub-package here that has `build` and `SETTINGS` is one.

A new platform is a new folder; nothing else is edited.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping

from adapters.platforms.contract import Entry, Notes, Setting, Unlimited
from core.ports import Limiter, Platform

__all__ = ["Entry", "Notes", "Setting", "Unlimited", "build_all", "found"]


def found() -> Mapping[str, Entry]:
    """Every platform there is, by name. Cheap: a platform's libraries load when it is built."""
    entries = {}
    for module in pkgutil.iter_modules(__path__):
        if module.ispkg:
            package = importlib.import_module(f"{__name__}.{module.name}")
            entries[module.name] = Entry(module.name, package.SETTINGS, package.build)
    return entries


def build_all(
    settings: Mapping[str, str], notes: Notes, limiter: Limiter | None = None
) -> dict[str, Platform]:
    """The platforms whose settings are present. `settings` holds names without the prefix.

    `limiter`: where what was sent is counted, so that the platforms' rates are kept to.
    """
    paced = limiter or Unlimited()
    built = {name: entry.build(settings, notes, paced) for name, entry in found().items()}
    return {name: platform for name, platform in built.items() if platform is not None}
