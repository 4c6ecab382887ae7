"""What the platform does to a picture that is sent as a photo: smaller, recompressed, no EXIF."""

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from .errors import bad_request
from .limits import Limits

# The sides of the sizes that the platform makes of a photo (its letters s, m, x, y, w).
SIDES = (90, 320, 800, 1280, 2560)
QUALITY = 87


@dataclass(frozen=True)
class Rendered:
    data: bytes
    width: int
    height: int


def render_sizes(data: bytes, limits: Limits) -> list[Rendered]:
    """The sizes made of a picture, the smallest first, each a JPEG without metadata.

    Raises ApiError as the server does for what is no picture, too large a picture, or one whose
    sides are out of bounds.
    """
    if not data:
        raise bad_request("file must be non-empty")
    if len(data) > limits.photo_bytes:
        raise bad_request(f"file of size {len(data)} bytes is too big for a photo")
    picture = _decode(data, limits)
    sides = [side for side in SIDES if side < min(max(picture.size), limits.photo_side)]
    return [_scale(picture, side) for side in [*sides, limits.photo_side]]


def _decode(data: bytes, limits: Limits) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(data)) as opened:
                _check_sides(opened.size, limits)
                upright = ImageOps.exif_transpose(opened)
                return _flat(upright)
        except (
            UnidentifiedImageError,
            OSError,
            SyntaxError,
            ValueError,
            Image.DecompressionBombError,
        ) as error:
            raise bad_request("IMAGE_PROCESS_FAILED") from error


def _check_sides(size: tuple[int, int], limits: Limits) -> None:
    if sum(size) > limits.photo_sides_sum or max(size) > limits.photo_ratio * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def _flat(picture: Image.Image) -> Image.Image:
    """Without transparency or a palette, on white."""
    if picture.mode.startswith("I;16"):
        picture = picture.point(lambda value: value / 256).convert("L")
    if "A" in picture.getbands() or "transparency" in picture.info:
        rgba = picture.convert("RGBA")
        ground = Image.new("RGBA", rgba.size, "white")
        return Image.alpha_composite(ground, rgba).convert("RGB")
    return picture.convert("RGB")


def _scale(picture: Image.Image, side: int) -> Rendered:
    scaled = picture.copy()
    scaled.thumbnail((side, side), Image.Resampling.BICUBIC)
    scaled.info = {}
    target = io.BytesIO()
    scaled.save(target, "JPEG", quality=QUALITY)
    return Rendered(target.getvalue(), scaled.width, scaled.height)
