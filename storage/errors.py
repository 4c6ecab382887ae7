"""What can go wrong with the truth itself."""

from __future__ import annotations

from core.errors import CarepodsError


class StorageUnavailable(CarepodsError):
    """The database or the blob store cannot be reached or did not answer: nothing has happened.

    A commit whose answer was lost may have happened; doing the same thing again is safe, because
    every intent has its key.
    """

    def __init__(self, detail: str) -> None:
        super().__init__("storage-unavailable", detail)


class StorageConflict(CarepodsError):
    """A rule of the database was broken (something is there already). Nothing has happened."""

    def __init__(self, detail: str) -> None:
        super().__init__("storage-conflict", detail)


class LeaseLost(CarepodsError):
    """The work was taken over or is over: what this worker did for it must not count."""

    def __init__(self, detail: str) -> None:
        super().__init__("storage-lease-lost", detail)


class BlobExists(CarepodsError):
    """A finished blob has this key; blobs are never overwritten."""

    def __init__(self, detail: str) -> None:
        super().__init__("storage-conflict", detail)


class BlobDamaged(CarepodsError):
    """The stored bytes are not those that were sealed under this key and name."""

    def __init__(self, detail: str) -> None:
        super().__init__("storage-damaged", detail)


class WrongKey(CarepodsError):
    """The master key or the pepper is not the one that this installation was made with."""

    def __init__(self, detail: str) -> None:
        super().__init__("storage-wrong-key", detail)
