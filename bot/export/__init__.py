"""Everything about a pod or a person as files that open elsewhere, in one ZIP."""

from bot.export.build import export

__all__ = ["export"]
