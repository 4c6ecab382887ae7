"""Pictures with a name painted into them, and pictures without text, made afresh every time.

The grounds are speckle as ultrasound has it and the real pictures that pydicom ships; the names are
drawn with Pillow's own font and with those of DejaVu where the machine has them.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from pydicom import dcmread
from pydicom.data import get_testdata_file
from pydicom.pixels import apply_color_lut, apply_voi_lut

Picture = NDArray[np.uint8]
Box = tuple[int, int, int, int]

NAMES = (
    "DOE^JANE", "Jane Doe", "MÜLLER, Hans", "Smith John 12.03.1961", "GARCIA MARIA ID 4711",
    "O'Neill, Patrick", "NGUYEN THI LAN", "ID: 00348812", "Ivanova Olga", "KIM, MIN-JUN",
    "Anna-Lena Vogt", "DOB 1954-07-19",
)  # fmt: skip
FONTS = (
    "", "DejaVuSans.ttf", "DejaVuSansMono.ttf", "DejaVuSerif.ttf", "DejaVuSans-Bold.ttf",
    "DejaVuSansCondensed.ttf",
)  # fmt: skip
COLOURS = ((255, 255, 255), (235, 235, 120), (190, 190, 190), (120, 255, 140))


@dataclass(frozen=True)
class Painted:
    """A picture and the box (left, top, right, bottom) of the name in it."""

    label: str
    pixels: Picture
    box: Box


def speckle(width: int, height: int, seed: int) -> Picture:
    """A fan of Rayleigh speckle with a few dark cysts on black, like an ultrasound picture."""
    rng = np.random.default_rng(seed)
    noise = np.asarray(rng.rayleigh(1.0, (height, width)))
    for axis in (0, 1, 1):
        noise = (np.roll(noise, 1, axis) + noise + np.roll(noise, -1, axis)) / 3
    y, x = np.mgrid[:height, :width]
    radius = np.hypot(x - width / 2, y + height * 0.1)
    fan = (np.abs(np.arctan2(x - width / 2, y + height * 0.1)) < 0.7) & (radius < height)
    level = 70 + 50 * np.sin(radius / 37.0 + seed)
    for _ in range(4):
        cx, cy, r = rng.uniform(0.3, 0.7) * width, rng.uniform(0.3, 0.8) * height, height / 12
        level = np.where(np.hypot(x - cx, y - cy) < r, 12, level)
    return np.clip(noise / noise.mean() * level * fan, 0, 255).astype(np.uint8)


def noise(width: int, height: int, seed: int) -> Picture:
    """Noise of a kind by chance: flat, bell-shaped or Rayleigh, fine or smoothed, dark or light."""
    rng = np.random.default_rng(seed)
    shape, level = (height, width), float(rng.uniform(20, 130))
    kinds = (
        lambda: rng.uniform(0, 2 * level, shape),
        lambda: rng.normal(level, level * rng.uniform(0.1, 0.6), shape),
        lambda: rng.rayleigh(level * 0.8, shape),
    )
    field = kinds[seed % 3]()
    for _ in range(int(rng.integers(0, 3))):
        field = (np.roll(field, 1, 0) + field + np.roll(field, 1, 1)) / 3
    return np.clip(field, 0, 255).astype(np.uint8)


def ruled(width: int, height: int, seed: int) -> Picture:
    """What is drawn and is no text: a scale with ticks, a grid, a curve, calipers."""
    rng = np.random.default_rng(seed)
    image = Image.new("L", (width, height), int(rng.integers(0, 40)))
    pen = ImageDraw.Draw(image)
    step, tick = int(rng.integers(4, 40)), int(rng.integers(4, 24))
    y = int(rng.integers(30, height - 30))
    for index, x in enumerate(range(20, width - 20, step)):
        length = tick if index % 5 else tick * 3 // 2
        pen.line((x, y, x, y + length), 255, int(rng.integers(1, 3)))
    x, y = int(rng.integers(60, width - 60)), int(rng.integers(60, height - 60))
    for _ in range(int(rng.integers(1, 5))):
        pen.line((x - 4, y, x + 4, y), 255)
        pen.line((x, y - 4, x, y + 4), 255)
        x, y = x + int(rng.integers(9, 40)), y + int(rng.integers(-9, 9))
    curve = [(i, height / 2 + 30 * np.sin(i / step) * (i % 97 > 40)) for i in range(width)]
    pen.line(curve, 230, 2)
    return np.asarray(image)


def shipped(name: str) -> Picture | None:
    """The first frame of a file of pydicom's as 8 bits grey or RGB; None if it is not shipped."""
    path = get_testdata_file(name, download=False)
    if path is None:
        return None
    ds = dcmread(path)
    pixels = ds.pixel_array
    colour = int(ds.get("SamplesPerPixel", 1)) == 3
    frame = pixels[0] if pixels.ndim == (4 if colour else 3) else pixels
    if ds.PhotometricInterpretation == "PALETTE COLOR":
        return (apply_color_lut(frame, ds) >> 8).astype(np.uint8)
    if colour:
        return np.asarray(frame, np.uint8)  # pydicom has made RGB of it
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        grey = np.asarray(apply_voi_lut(frame, ds), np.float64)
    low, high = np.percentile(grey, [0.5, 99.5])
    return (np.clip((grey - low) / max(high - low, 1e-9), 0, 1) * 255).astype(np.uint8)


# Real pictures of pydicom's wheel and the part of each (left, top, right, bottom) that has no text.
TEXT_FREE = (
    ("693_J2KI.dcm", None),
    ("J2K_pixelrep_mismatch.dcm", None),
    ("CT_small.dcm", None),
    ("MR_small.dcm", None),
    ("JPEG2000.dcm", None),
    ("examples_overlay.dcm", None),
    ("examples_rgb_color.dcm", (34, 62, 276, 162)),
    ("examples_jpeg2k.dcm", (64, 124, 556, 322)),
    ("examples_palette.dcm", (300, 56, 520, 350)),
    ("examples_ybr_color.dcm", (60, 40, 256, 220)),
)


def clean_grounds() -> Iterator[tuple[str, Picture]]:
    """Real pictures without text: each as it is."""
    for name, part in TEXT_FREE:
        pixels = shipped(name)
        if pixels is None:
            continue
        if part is not None:
            pixels = pixels[part[1] : part[3], part[0] : part[2]]
        yield name, np.ascontiguousarray(pixels)


def clean_pictures() -> Iterator[tuple[str, Picture]]:
    """Text-free pictures, 50 of them real: the grounds at other sizes, windows, qualities."""
    for name, pixels in clean_grounds():
        yield name, pixels
        yield f"{name} enlarged", resized(pixels, 1.7)
        yield f"{name} mirrored, JPEG 80", as_jpeg(np.ascontiguousarray(pixels[:, ::-1]), 80)
        yield f"{name} narrow window", contrasted(pixels, 3.0)
        yield f"{name} inverted", np.asarray(255 - pixels, np.uint8)
    for seed in range(8):
        yield f"speckle {seed}", speckle(640, 480, seed)
        yield f"noise {seed}", noise(640, 480, seed)


def ruled_pictures() -> Iterator[tuple[str, Picture]]:
    """Scales, calipers and curves, drawn over one another: what is nearest to text and is none."""
    for seed in range(24):
        yield f"ruled {seed}", ruled(640, 480, seed)


def painted_pictures(count: int = 48) -> Iterator[Painted]:
    """`count` pictures with one name of 12 to 24 px each; the mix is the same every time."""
    grounds = [pixels for _, pixels in clean_grounds() if min(pixels.shape[:2]) >= 200]
    for index in range(count):
        rng = np.random.default_rng(1000 + index)
        size = 12 + index % 13
        ground = speckle(640, 480, index) if index % 3 else grounds[(index // 3) % len(grounds)]
        font = FONTS[index % len(FONTS)]
        colour = COLOURS[(index // 2) % len(COLOURS)]
        yield paint(ground, NAMES[index % len(NAMES)], font, size, colour, rng, index)


def other_ground(seed: int) -> Picture:
    """A ground that was not learned from: flat, noise of three kinds, waves or blotches."""
    rng = np.random.default_rng(seed)
    height, width = int(rng.integers(240, 700)), int(rng.integers(320, 900))
    y, x = np.mgrid[:height, :width]
    blotches = Image.fromarray(rng.integers(0, 200, (height // 8, width // 8), np.uint8))
    kinds = (
        np.zeros((height, width)),
        rng.normal(60, 25, (height, width)),
        rng.rayleigh(40, (height, width)),
        rng.integers(0, 140, (height, width)),
        80 + 60 * np.sin(x / 40) + 30 * np.cos(y / 25) + rng.normal(0, 6, (height, width)),
        np.asarray(blotches.resize((width, height), Image.Resampling.BICUBIC)),
    )
    return np.clip(kinds[seed % 6], 0, 255).astype(np.uint8)


def other_pictures(count: int = 240) -> Iterator[tuple[Picture, Painted]]:
    """Grounds of other kinds, each alone and with a name painted into it."""
    for seed in range(count):
        rng = np.random.default_rng(9000 + seed)
        ground, font = other_ground(seed), FONTS[seed % 6 if seed % 7 else 0]
        colour = (255, 255, 255) if seed % 2 else (220, 220, 220)
        name, index = NAMES[seed * 5 % 12], seed * 4 + 1 if seed % 5 else 1
        yield ground, paint(ground, name, font, 12 + seed % 13, colour, rng, index)


def paint(
    ground: Picture,
    name: str,
    font: str,
    size: int,
    colour: tuple[int, int, int],
    rng: np.random.Generator,
    index: int,
) -> Painted:
    """`name` drawn at a place of chance, in a corner or in the middle of the picture."""
    canvas = Image.fromarray(ground).convert("RGB")
    face = load_font(font, size)
    left, top, right, bottom = (round(edge) for edge in face.getbbox(name))
    width, height = right - left, bottom - top
    x = int(rng.integers(4, max(canvas.width - width - 4, 5)))
    y = int(rng.integers(4, max(canvas.height - height - 4, 5)))
    if index % 4 == 0:
        x, y = 8, 8
    if index % 8 == 4:  # on a bar, as headers of ultrasound pictures are
        ImageDraw.Draw(canvas).rectangle((0, y - 4, canvas.width, y + height + 4), (30, 50, 90))
    ImageDraw.Draw(canvas).text((x - left, y - top), name, colour, face)
    pixels = np.asarray(canvas)
    if index % 5 == 3:
        pixels = as_jpeg(pixels, 85)
    box = (x, y, min(x + width, canvas.width), y + height)
    return Painted(f"{index}: {size} px {font or 'Pillow'} {colour}", pixels, box)


def load_font(name: str, size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    if name:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            pass
    return ImageFont.load_default(size)


def resized(pixels: Picture, scale: float) -> Picture:
    image = Image.fromarray(pixels)
    size = (round(image.width * scale), round(image.height * scale))
    return np.asarray(image.resize(size, Image.Resampling.BICUBIC))


def as_jpeg(pixels: Picture, quality: int) -> Picture:
    stream = BytesIO()
    Image.fromarray(pixels).save(stream, "JPEG", quality=quality)
    return np.asarray(Image.open(BytesIO(stream.getvalue())))


def contrasted(pixels: Picture, gain: float) -> Picture:
    return np.clip((pixels.astype(np.float64) - 127) * gain + 127, 0, 255).astype(np.uint8)
