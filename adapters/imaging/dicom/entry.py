"""One DICOM object to one image entry with its renditions."""

from __future__ import annotations

import time

from adapters.imaging import metadata
from adapters.imaging.dicom import picture, reading
from adapters.imaging.dicom.frames import Frames
from adapters.imaging.errors import Refused
from adapters.imaging.renditions import Maker
from core.imaging import BurnedIn, Kind, Refusal, TranscodedImage, TranscodeOrder


def transcode(data: memoryview, order: TranscodeOrder) -> list[TranscodedImage]:
    """Every picture of one DICOM object. Raises Refused."""
    started = time.perf_counter()
    parsed = reading.read(data)
    if parsed.pixels is None:
        raise Refused(Refusal.NO_PICTURE, "no pixel data")
    frames = Frames(parsed, parsed.pixels)
    index = order.frame if order.frame is not None else 0
    drawn = picture.draw(frames, index, order.window)
    maker = Maker(order, picture.aspect(frames, index), frames.shape.frame_bits // 8)
    maker.stills(drawn.pixels)
    if frames.shape.frames > 1:
        look = drawn.look
        maker.cine(
            (
                picture.draw(frames, at, order.window, look).pixels
                for at in range(frames.shape.frames)
            ),
            frames.shape.frames,
            20.0,
        )
    look = drawn.look
    window = None
    if look is not None and look.centre is not None and look.width is not None:
        window = (look.centre, look.width)
    block = metadata.transcoding(
        decoder=frames.decoder,
        source_sha256="",
        source_bytes=len(data),
        elapsed_ms=(time.perf_counter() - started) * 1000,
        transfer_syntax=parsed.syntax_uid,
        window=window,
        window_from=look.source if look else "",
        frame=index,
        scale=maker.scale,
    )
    image = TranscodedImage(
        kind=Kind.DICOM,
        transfer_syntax=parsed.syntax_uid,
        frames=frames.shape.frames,
        width=frames.shape.columns,
        height=frames.shape.rows,
        decoder=frames.decoder,
        metadata={"dicom": metadata.dicom_json(parsed.dataset), "transcoding": block},
        summary=metadata.summary(parsed.dataset),
        patient=metadata.patient(parsed.dataset),
        burned_in=BurnedIn(suspected=False),
        renditions=tuple(maker.made),
        warnings=tuple(parsed.warnings),
    )
    return [image]
