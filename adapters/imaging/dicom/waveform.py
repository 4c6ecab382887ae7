"""Waveforms drawn as curves: an ECG on its paper, 25 mm a second and 10 mm a millivolt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw
from pydicom.dataset import Dataset

from adapters.imaging.dicom import shape as pixel
from adapters.imaging.letters import font
from adapters.imaging.metadata import clean

_MM = 6  # pixels a millimetre
_SECOND_MM, _MILLIVOLT_MM = 25, 10
_ROW_MM = 25
_MARGIN_MM = 8
_SECONDS = 10.0  # a page of paper
_MAX_CHANNELS, _MAX_SAMPLES = 64, 10_000_000
_PAPER, _THIN, _THICK, _INK = (255, 252, 250), (250, 222, 218), (240, 180, 172), (20, 20, 40)
_TYPES = {"SS": "i2", "US": "u2", "SB": "i1", "UB": "u1", "SL": "i4", "UL": "u4"}
_PER_MILLIVOLT = {"mV": 1.0, "uV": 1000.0, "V": 0.001, "nV": 1_000_000.0}


@dataclass(frozen=True, slots=True)
class Channel:
    """One curve: its name, its values in `unit`, samples a second."""

    name: str
    unit: str
    rate: float
    values: npt.NDArray[np.float64]


def is_waveform(dataset: Dataset) -> bool:
    """Whether the object holds curves."""
    return bool(dataset.get("WaveformSequence"))


def channels(dataset: Dataset, little_endian: bool) -> list[Channel]:
    """The curves of the first group that was measured (a median beat comes after it)."""
    for group in dataset.get("WaveformSequence") or ():
        found = _group(group, little_endian)
        if found:
            return found
    return []


def _group(group: Dataset, little_endian: bool) -> list[Channel]:
    count = int(pixel.number(group, "NumberOfWaveformChannels") or 0)
    length = int(pixel.number(group, "NumberOfWaveformSamples") or 0)
    rate = pixel.number(group, "SamplingFrequency") or 0.0
    kind = _TYPES.get(pixel.text(group, "WaveformSampleInterpretation"))
    data = group.get("WaveformData")
    if not (0 < count <= _MAX_CHANNELS and 0 < length * count <= _MAX_SAMPLES and rate > 0):
        return []
    if kind is None or not isinstance(data, bytes):
        return []
    raw = np.frombuffer(data, np.dtype(f"{'<' if little_endian else '>'}{kind}"))
    length = min(length, raw.size // count)
    table = raw[: length * count].reshape(length, count).astype(np.float64)
    definitions = group.get("ChannelDefinitionSequence") or []
    return [
        _channel(definitions[i] if i < len(definitions) else Dataset(), table[:, i], rate, i)
        for i in range(count)
    ]


def _channel(definition: Dataset, raw: npt.NDArray[np.float64], rate: float, index: int) -> Channel:
    sensitivity = pixel.number(definition, "ChannelSensitivity")
    correction = pixel.number(definition, "ChannelSensitivityCorrectionFactor")
    baseline = pixel.number(definition, "ChannelBaseline") or 0.0
    factor = (sensitivity or 1.0) * (correction or 1.0)
    units = definition.get("ChannelSensitivityUnitsSequence")
    unit = pixel.text(units[0], "CodeValue") if units else ""
    source = definition.get("ChannelSourceSequence")
    name = pixel.text(source[0], "CodeMeaning") if source else ""
    name = name or pixel.text(definition, "ChannelLabel") or f"Channel {index + 1}"
    short = clean(name, 40).removeprefix("Lead ").replace("(Einthoven)", "").strip()
    return Channel(short, unit, rate, raw * factor + baseline)


def pages(curves: list[Channel], limit: int) -> Iterator[Image.Image]:
    """The curves on paper, all channels under each other, ten seconds a page."""
    longest = max(one.values.size / one.rate for one in curves)
    for number in range(min(limit, max(1, int(np.ceil(longest / _SECONDS - 0.05))))):
        yield _page(curves, number * _SECONDS, min(_SECONDS, longest))


def _page(curves: list[Channel], start: float, seconds: float) -> Image.Image:
    width = round((2 * _MARGIN_MM + seconds * _SECOND_MM) * _MM)
    height = round((2 * _MARGIN_MM + len(curves) * _ROW_MM) * _MM)
    page = Image.new("RGB", (width, height), _PAPER)
    pen = ImageDraw.Draw(page)
    for millimetre in range(max(width, height) // _MM + 1):
        at = millimetre * _MM
        colour = _THIN if millimetre % 5 else _THICK
        pen.line([(at, 0), (at, height)], fill=colour)
        pen.line([(0, at), (width, at)], fill=colour)
    face = font(24)
    for row, curve in enumerate(curves):
        middle = (_MARGIN_MM + (row + 0.5) * _ROW_MM) * _MM
        pen.line(_points(curve, start, seconds, middle), fill=_INK, width=2, joint="curve")
        pen.text((_MARGIN_MM * _MM, middle - _ROW_MM * _MM * 0.45), curve.name, _INK, font=face)
    scale = "25 mm/s, 10 mm/mV" if curves[0].unit in _PER_MILLIVOLT else "25 mm/s"
    pen.text((_MARGIN_MM * _MM, height - _MARGIN_MM * _MM), scale, _INK, font=face)
    return page


def _points(
    curve: Channel, start: float, seconds: float, middle: float
) -> list[tuple[float, float]]:
    first = int(start * curve.rate)
    part = curve.values[first : first + int(seconds * curve.rate)]
    if part.size == 0:
        return []
    part = _thinned(part, 4 * round(seconds * _SECOND_MM * _MM))
    per_millivolt = _PER_MILLIVOLT.get(curve.unit)
    if per_millivolt:
        heights = (part - np.median(part)) / per_millivolt * _MILLIVOLT_MM * _MM
    else:
        spread = max(float(np.ptp(part)), 1e-9)
        heights = (part - (part.max() + part.min()) / 2) / spread * _ROW_MM * _MM * 0.9
    heights = np.clip(np.nan_to_num(heights), -_ROW_MM * _MM * 2, _ROW_MM * _MM * 2)
    last = _MARGIN_MM * _MM + seconds * _SECOND_MM * _MM
    across = np.linspace(_MARGIN_MM * _MM, last, heights.size)
    return list(zip(across.tolist(), (middle - heights).tolist(), strict=True))


def _thinned(values: npt.NDArray[Any], limit: int) -> npt.NDArray[Any]:
    """At most `limit` points that keep every peak: least and greatest of each run."""
    if values.size <= limit:
        return values
    run = -(-values.size // (limit // 2))
    cut = values[: values.size // run * run].reshape(-1, run)
    return np.stack((cut.min(axis=1), cut.max(axis=1)), axis=1).reshape(-1)
