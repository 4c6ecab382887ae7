"""The truth and where it is kept: a database, sealed blobs, keys, a limiter."""

from storage.migrations import migrate

__all__ = ["migrate"]
