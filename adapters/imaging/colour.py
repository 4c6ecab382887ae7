"""Any mode of Pillow to 8-bit grey or sRGB, colour managed, on white; the profile is dropped."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageCms

from adapters.imaging.guard import LIBRARY_ERRORS
from adapters.imaging.limits import LIMITS

APPLIED, LEFT_ASIDE = "profile applied", "profile left aside"
_WHITE = (255, 255, 255)
_ALPHA = {"LA": "L", "La": "L", "PA": "RGB", "RGBA": "RGB", "RGBa": "RGB"}
_TWELVE_BIT = 4096
_BAND = 256  # rows


def to_srgb(image: Image.Image) -> tuple[Image.Image, str]:
    """An image of mode L or RGB, and what was done: "", APPLIED or LEFT_ASIDE."""
    image = _eight_bit(image)
    profile = image.info.get("icc_profile")
    note = ""
    if isinstance(profile, bytes) and profile:
        image, note = _apply(image, profile)
    return _on_white(_plain(image)), note


def _eight_bit(image: Image.Image) -> Image.Image:
    """Palette and deep modes to eight bits a sample, keeping alpha and profile."""
    info = image.info
    if image.mode == "1":
        image = image.convert("L")
    elif image.mode in ("P", "PA"):
        transparent = image.mode == "PA" or "transparency" in info
        image = image.convert("RGBA" if transparent else "RGB")
    elif image.mode in ("I", "F") or image.mode.startswith("I;"):
        return Image.fromarray(_stretched(np.asarray(image)))
    elif "transparency" in info and image.mode in ("L", "RGB"):
        image = image.convert("LA" if image.mode == "L" else "RGBA")
    if "icc_profile" in info:
        image.info["icc_profile"] = info["icc_profile"]
    return image


def _stretched(values: npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
    """Deep grey to 0..255: more than twelve bits of whole numbers by as many bits as they use,
    anything else from least to greatest."""
    shown: npt.NDArray[np.uint8]
    if values.dtype.kind == "f":
        finite = np.isfinite(values)
        low, high = (values[finite].min(), values[finite].max()) if finite.any() else (0, 1)
        values = np.where(finite, values, low)
    else:
        low, high = values.min(), values.max()
        if values.dtype.itemsize == 2 and high >= _TWELVE_BIT:
            unseen = int(high).bit_length() - 8
            shown = np.right_shift(values, unseen).astype(np.uint8)
            return shown
    spread = max(float(high) - float(low), 1e-30)
    scaled = (values.astype(np.float32) - np.float32(low)) * np.float32(255.0 / spread)
    shown = np.clip(scaled, 0, 255).astype(np.uint8)
    return shown


def _apply(image: Image.Image, profile: bytes) -> tuple[Image.Image, str]:
    """Convert by the embedded profile. A broken or foreign one is left aside, with a word."""
    if len(profile) > LIMITS.icc_bytes:
        return image, LEFT_ASIDE
    try:
        source = ImageCms.getOpenProfile(io.BytesIO(profile))
        if _is_srgb(source) and image.mode in ("RGB", "RGBA"):
            return image, ""
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        base, alpha = _without_grey_alpha(image)
        transform = _transform(source, base.mode, mode)
        converted = transform.apply(base)
    except LIBRARY_ERRORS:
        return image, LEFT_ASIDE
    if alpha is not None:
        converted.putalpha(alpha)
    return (converted.convert("L") if base.mode == "L" and alpha is None else converted), APPLIED


def _without_grey_alpha(image: Image.Image) -> tuple[Image.Image, Image.Image | None]:
    """Little CMS has no grey with alpha: both parts of it, else the image itself."""
    if image.mode != "LA":
        return image, None
    return image.getchannel("L"), image.getchannel("A")


def _is_srgb(profile: ImageCms.ImageCmsProfile) -> bool:
    return "srgb" in (profile.profile.profile_description or "").lower()


@cache
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def _transform(
    source: ImageCms.ImageCmsProfile, from_mode: str, to_mode: str
) -> ImageCms.ImageCmsTransform:
    return ImageCms.ImageCmsTransform(
        source, _srgb(), from_mode, to_mode, ImageCms.Intent.PERCEPTUAL
    )


def _plain(image: Image.Image) -> Image.Image:
    """L, RGB or one of them with alpha."""
    if image.mode == "LAB":
        lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
        return _transform(lab, "LAB", "RGB").apply(image)
    if image.mode in ("L", "LA", "RGB", "RGBA"):
        return image
    if image.mode in _ALPHA:
        return image.convert("LA" if _ALPHA[image.mode] == "L" else "RGBA")
    return image.convert("RGB")  # CMYK without a profile, YCbCr, HSV


def _on_white(image: Image.Image) -> Image.Image:
    """Laid on white in bands, so that no third copy of a large picture is held."""
    if image.mode not in ("LA", "RGBA"):
        return image
    mode = _ALPHA[image.mode]
    ground = Image.new(mode, image.size, 255 if mode == "L" else _WHITE)
    for top in range(0, image.height, _BAND):
        band = image.crop((0, top, image.width, min(top + _BAND, image.height)))
        ground.paste(band.convert(mode), (0, top), band.getchannel("A"))
    return ground
