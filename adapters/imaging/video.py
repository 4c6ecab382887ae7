"""A filmed clip becomes a film that the chats play, with its first frame as a still.

The frames are decoded in this process by what is there (docs/decisions/0005-clips.md): HEVC by
the library that also reads HEIC, H.264 by OpenH264 where the operator has installed it, Motion
JPEG always. The film is written anew: no sound, no place, no title goes out.
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from PIL import Image, JpegImagePlugin

from adapters.imaging.budget import Budget
from adapters.imaging.clip import avc, container, hevc
from adapters.imaging.clip.container import Track
from adapters.imaging.clip.picture import Yuv, to_image
from adapters.imaging.errors import Refused
from adapters.imaging.guard import decoding
from adapters.imaging.limits import LIMITS, Limits
from adapters.imaging.measure import measure
from adapters.imaging.renditions import Maker
from adapters.imaging.stills import Pixels, painted_text, pixels
from core.imaging import Kind, PatientClues, Refusal, TranscodedImage, TranscodeOrder

_HEVC, _AVC, _JPEG = ("hvc1", "hev1"), ("avc1", "avc3"), ("jpeg", "mjpa")
_MEDIA: Mapping[str, str] = {"avi": "AVI", "webm": "WebM"}
_FASTEST = 30.0  # frames a second

Shown = Yuv | Image.Image
_Decoder = Callable[[bytes, Iterator[memoryview]], Iterator[Shown]]

# Whether a library is there is found out now: the decoder process cannot load one later.
_HAS_HEVC, _HAS_AVC = hevc.available(), avc.available()


def transcode(
    data: memoryview, order: TranscodeOrder, form: str = "mp4", limits: Limits = LIMITS
) -> list[TranscodedImage]:
    """One entry of an MP4 or MOV. Raises Refused (UNSUPPORTED_CODEC where nothing decodes it)."""
    if form in _MEDIA:
        raise Refused(Refusal.UNSUPPORTED_CODEC, f"clip: {_MEDIA[form]}; MP4 and MOV are read")
    track = container.read(data, limits)
    name, decode = _decoder(track)
    kept = min(len(track.samples), max(1, int(track.fps * limits.clip_seconds)))
    step = max(1, -(-kept // limits.frames), round(track.fps / _FASTEST))
    chosen = order.frame or 0
    if not 0 <= chosen < kept:
        raise Refused(Refusal.NO_PICTURE, f"no frame {chosen} of {kept}")

    def play() -> Iterator[Shown]:
        samples = (data[at : at + size] for at, size in track.samples[:kept])
        return decode(track.config, samples)

    still = _still(play(), chosen, track, limits)
    text = painted_text(still, order)
    maker = Maker(order, raw_bytes=still.nbytes)
    maker.stills(still)
    spent = Budget(limits.film_cpu_seconds)
    maker.cine(_film(play(), step, track, spent, limits), -(-kept // step), track.fps / step)
    warnings = [f"{kept} of {len(track.samples)} frames kept"] * (kept < len(track.samples))
    warnings += [f"{spent.done * step} of {kept} frames shown"] * spent.late
    return [
        TranscodedImage(
            kind=Kind.CLIP,
            transfer_syntax=None,
            frames=len(track.samples),
            width=still.shape[1],
            height=still.shape[0],
            decoder=name,
            metadata={
                "transcoding": {
                    "decoder": name,
                    "codec": track.codec,
                    "frames_a_second": round(track.fps, 3),
                    "every_nth_frame": step,
                    "sound": "left out",
                }
            },
            summary={"instances": str(len(track.samples))},
            patient=PatientClues(),
            burned_in=text,
            renditions=tuple(replace(one, identified=text.suspected) for one in maker.made),
            warnings=tuple(warnings),
        )
    ]


def _decoder(track: Track) -> tuple[str, _Decoder]:
    if track.codec in _HEVC and _HAS_HEVC:
        return hevc.DECODER, hevc.frames
    if track.codec in _AVC and _HAS_AVC:
        return avc.DECODER, avc.frames
    if track.codec in _JPEG:
        return "libjpeg-turbo (Pillow)", _motion_jpeg
    missing = "H.264: install libopenh264-7" if track.codec in _AVC else "no decoder for the film"
    raise Refused(Refusal.UNSUPPORTED_CODEC, f"clip: {missing}")


def _motion_jpeg(config: bytes, samples: Iterator[memoryview]) -> Iterator[Image.Image]:
    for sample in samples:
        with decoding("motion jpeg"):
            measure(sample, "jpeg")
            yield JpegImagePlugin.JpegImageFile(io.BytesIO(sample)).convert("RGB")


def _still(frames: Iterator[Shown], chosen: int, track: Track, limits: Limits) -> Pixels:
    shown = next(itertools.islice(frames, chosen, None), None)
    if shown is None:
        raise Refused(Refusal.BROKEN, "clip: no frame could be decoded")
    return pixels(_drawn(shown, track, limits.full_side))


def _film(
    frames: Iterator[Shown], step: int, track: Track, spent: Budget, limits: Limits
) -> Iterator[Pixels]:
    for number, frame in enumerate(frames):
        if number % step == 0:
            spent.done += 1
            yield pixels(_drawn(frame, track, limits.cine_side))
        if spent.over():
            return


def _drawn(frame: Shown, track: Track, side: int) -> Image.Image:
    """RGB, upright, its longest side at most `side`; the size that really came, not the claimed."""
    if isinstance(frame, Image.Image):
        width, height = frame.size
    else:
        height, width = frame.luma.shape
    scale = min(1.0, side / max(width, height))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    if isinstance(frame, Image.Image):
        return frame.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)
    return to_image(frame, size, track.turn)
