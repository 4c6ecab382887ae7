"""Bytes that the screens show, under addresses made of what they are."""

import hashlib
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

MAGIC = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG", "image/png"),
    (b"GIF8", "image/gif"),
    (b"RIFF", "image/webp"),
)
FOR_EVER = {"cache-control": "public, max-age=31536000, immutable"}


def media_type(data: bytes) -> str:
    """The type of what a browser shows at once; "" for everything else."""
    if data[4:8] == b"ftyp":
        return "image/avif" if data[8:12] == b"avif" else "video/mp4"
    return next((kind for start, kind in MAGIC if data.startswith(start)), "")


@dataclass
class Media:
    """What was shown once can be shown again."""

    _kept: dict[str, bytes] = field(default_factory=dict)

    def address(self, data: bytes) -> str:
        """Where the page finds these bytes."""
        digest = hashlib.sha256(data).hexdigest()[:32]
        self._kept.setdefault(digest, data)
        return f"/media/{digest}"

    async def serve(self, request: Request) -> Response:
        data = self._kept.get(request.path_params["digest"])
        kind = media_type(data) if data else ""
        if data is None or not kind:
            return PlainTextResponse("there is no such picture\n", status_code=404)
        return Response(data, media_type=kind, headers=FOR_EVER)
