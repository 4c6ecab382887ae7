"""What the transcoding itself did, as it is kept beside a picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from core.imaging import Json, Rendition

# Defined Terms of Lossy Image Compression Method (0028,2114), PS3.3 C.7.6.1.1.5.1, for the formats
# that the standard knows; the others have none.
_LOSSY_METHODS: Final = {
    "jpeg": "ISO_10918_1",
    "jxl": "ISO_18181_1",
    "mp4": "ISO_14496_10",
}


def transcoding(
    *,
    decoder: str,
    source_sha256: str,
    source_bytes: int,
    elapsed_ms: float,
    transfer_syntax: str | None = None,
    window: tuple[float, float] | None = None,
    window_from: str = "",
    frame: int | None = None,
    scale: float = 1.0,
    metadata_cut: bool = False,
    renditions: Sequence[Rendition] = (),
) -> dict[str, Json]:
    """The `transcoding` block of an image's metadata.

    `window` is (centre, width) in the units of the stored or rescaled values, `window_from` where
    it came from (file, preset, content); `scale` is pixels out over pixels in. `metadata_cut` says
    that a limit left some attributes out. Hashes are SHA-256 in hex, times milliseconds.
    """
    block: dict[str, object] = {
        "decoder": decoder,
        "transfer_syntax": transfer_syntax,
        "source": {"sha256": source_sha256, "bytes": source_bytes},
        "window": {"center": window[0], "width": window[1], "from": window_from}
        if window
        else None,
        "frame": frame,
        "scale": scale,
        "elapsed_ms": round(elapsed_ms, 3),
        "metadata_cut": metadata_cut or None,
        "renditions": [_rendition(one) for one in renditions],
    }
    return {key: value for key, value in block.items() if value is not None}  # type: ignore[misc]


def _rendition(rendition: Rendition) -> dict[str, object]:
    told: dict[str, object] = {
        "purpose": rendition.purpose.value,
        "format": rendition.format,
        "width": rendition.width,
        "height": rendition.height,
        "frames": rendition.frames,
        "bytes": len(rendition.data),
        "sha256": rendition.sha256,
        "LossyImageCompression": "00" if rendition.loss_ratio is None else "01",
    }
    if rendition.loss_ratio is not None:
        told["LossyImageCompressionRatio"] = round(rendition.loss_ratio, 2)
        if rendition.format in _LOSSY_METHODS:
            told["LossyImageCompressionMethod"] = _LOSSY_METHODS[rendition.format]
    return told
