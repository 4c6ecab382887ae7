"""The platform's file store: identifiers, sizes, download links that expire."""

import asyncio
import base64
import hashlib
import re

from .clock import Clock
from .errors import bad_request, not_found
from .limits import Limits
from .model import StoredFile
from .photos import render_sizes

_FOLDERS = {
    "photo": "photos",
    "document": "documents",
    "video": "videos",
    "animation": "animations",
}
_NAMES = {
    "photo": "Photo",
    "document": "Document",
    "video": "Video",
    "animation": "Animation",
}


class FileStore:
    """Keeps every file for good: a deleted message leaves its file downloadable."""

    def __init__(self, clock: Clock, limits: Limits) -> None:
        self._clock = clock
        self._limits = limits
        self._files: dict[str, StoredFile] = {}
        self._sizes: dict[str, tuple[StoredFile, ...]] = {}
        self._links: dict[str, tuple[StoredFile, float]] = {}
        self._count = 0

    def add(
        self,
        kind: str,
        data: bytes,
        *,
        size: int | None = None,
        name: str | None = None,
        mime: str | None = None,
        width: int = 0,
        height: int = 0,
        duration: int = 0,
    ) -> StoredFile:
        """Keep bytes under a new identifier; `size` may be claimed larger than the bytes."""
        self._count += 1
        stored = StoredFile(
            file_id=_identifier(kind, self._count),
            unique_id=hashlib.sha256(f"{kind}:{self._count}".encode()).hexdigest()[:16],
            kind=kind,
            data=data,
            size=len(data) if size is None else size,
            name=name,
            mime=mime,
            width=width,
            height=height,
            duration=duration,
        )
        self._files[stored.file_id] = stored
        return stored

    async def add_photo(self, data: bytes) -> tuple[StoredFile, ...]:
        """Recompress and keep every size, the smallest first. Raises ApiError."""
        rendered = await asyncio.to_thread(render_sizes, data, self._limits)
        sizes = tuple(
            self.add("photo", size.data, width=size.width, height=size.height, mime="image/jpeg")
            for size in rendered
        )
        self._sizes.update({size.file_id: sizes for size in sizes})
        return sizes

    def get(self, file_id: str) -> StoredFile:
        """Raises KeyError for an unknown identifier."""
        return self._files[file_id]

    def reuse(self, file_id: str, kind: str) -> tuple[StoredFile, ...]:
        """What a bot sends again by its identifier: a photo's sizes, or one file.

        Raises ApiError.
        """
        if "." in file_id or ":" in file_id:
            raise bad_request("failed to get HTTP URL content")  # nothing outside can be reached
        stored = self._files.get(file_id)
        if stored is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if stored.kind != kind:
            raise bad_request(f"can't use file of type {_NAMES[stored.kind]} as {_NAMES[kind]}")
        return self._sizes.get(file_id, (stored,))

    def link(self, file_id: str) -> tuple[StoredFile, str]:
        """The file and a path to download it by, good for an hour. Raises ApiError."""
        stored = self._files.get(file_id)
        if stored is None:
            raise bad_request("invalid file_id")
        if stored.size > self._limits.download_bytes:
            raise bad_request("file is too big")
        ending = _ending(stored)
        path = f"{_FOLDERS[stored.kind]}/file_{list(self._files).index(file_id)}{ending}"
        self._links[path] = (stored, self._clock() + self._limits.file_link_seconds)
        return stored, path

    def download(self, path: str) -> bytes:
        """The bytes behind a link. Raises ApiError when there is none or it has expired."""
        stored, until = self._links.get(path, (None, 0.0))
        if stored is None or self._clock() > until:
            raise not_found("file not found")
        return stored.data


def _identifier(kind: str, number: int) -> str:
    digest = hashlib.sha256(f"file:{kind}:{number}".encode()).digest()
    prefix = {"photo": "AgAC", "document": "BQAC", "video": "BAAC", "animation": "CgAC"}[kind]
    return prefix + base64.urlsafe_b64encode(digest + digest[:13]).decode().rstrip("=")


def _ending(stored: StoredFile) -> str:
    if stored.kind == "photo":
        return ".jpg"
    match = re.search(r"\.[A-Za-z0-9]{1,8}$", stored.name or "")
    return match.group() if match else ""
