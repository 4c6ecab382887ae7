"""Checks of what an app sends: arguments, blocks and views, as documented and by JSON schemas."""
