"""What can go wrong with the truth itself. None of it is for a person to read."""

from __future__ import annotations


class StorageUnavailable(ConnectionError):
    """The database or the blob store cannot be reached or did not answer.

    Nothing has happened, unless it was a commit whose answer was lost. Doing the same thing again
    is safe in both cases, because every intent has its key.
    """


class StorageConflict(Exception):
    """A unique rule of the database stands against it. Nothing has happened."""


class LeaseLost(Exception):
    """The work was taken over or is over: what this worker did for it must not count."""


class BlobExists(Exception):
    """A finished blob has this key; blobs are never overwritten."""


class BlobDamaged(Exception):
    """The stored bytes are not those that were sealed under this key and name."""


class WrongKey(Exception):
    """The master key or the pepper is not the one that this installation was made with."""
