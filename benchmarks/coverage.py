"""The coverage table of docs/imaging.md: what is decoded by what, and agrees with what.

    python -m benchmarks.coverage DIR [DIR …] [--write docs/imaging.md]

Every syntax that can be written here is written and read back by each of its decoders; every file
of the folders is drawn and compared with an independent decoder (see benchmarks/agreement.py). With
`--write` the tables replace what stands between the marks in that file.
"""

from __future__ import annotations

import argparse
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import imagecodecs
import numpy as np
from pydicom.dataset import Dataset

from adapters.imaging.dicom import codecs, codestream, reading, slide
from adapters.imaging.dicom import shape as pixel
from adapters.imaging.dicom.shape import Shape
from adapters.imaging.dicom.syntaxes import BY_UID, Codec, Syntax
from adapters.imaging.errors import Refused
from benchmarks.agreement import Verdict, judge

BEGIN, END = "<!-- coverage: begin -->", "<!-- coverage: end -->"
_JPIP = "the pixels are at an address, which is never fetched"
_MPEG2 = "refused: no decoder for MPEG-2 without GPL or LGPL was found in a wheel"
_AVC = "no public file; start codes and MPEG-TS become an MP4, read by OpenH264 where installed"
_HEVC = "no public file; read where the object holds an MP4, start codes and MPEG-TS are refused"
_WHY = {
    **dict.fromkeys((f"1.2.840.10008.1.2.4.{n}" for n in (94, 95, 204, 205)), _JPIP),
    **dict.fromkeys((f"1.2.840.10008.1.2.4.{n}" for n in (100, 101)), _MPEG2),
    **dict.fromkeys((f"1.2.840.10008.1.2.4.{n}" for n in range(102, 107)), _AVC),
    **dict.fromkeys((f"1.2.840.10008.1.2.4.{n}" for n in (107, 108)), _HEVC),
    "1.2.840.10008.1.2.4.58": "arithmetic lossless: no file and no encoder found to try it",
}
# What has no row because no file of it was found, or is no picture here; and why.
_LEFT_OUT = (
    ("MPEG-2 inside an object", _MPEG2),
    ("JPIP", _JPIP),
    ("STL, OBJ inside an object", "a surface has no look of its own: refused with a sentence"),
    ("CDA inside an object", "a style sheet of the sender's would have to be run: refused"),
    ("presentation states (GSPS)", "no public file beside its picture; applied where both are in "
     "an archive: window, tables, inversion, shutters, graphics, turns, area (tests build them)"),
    ("segmentation over its source", "applied where both are in an archive; alone it is in the "
     "table above as masks (tests build the pairs)"),
    ("JPEG XL by a second decoder", "libjxl is the only one in a wheel without GPL"),
)  # fmt: skip


def _remark(uid: str, syntax: Syntax) -> str:
    """Why a row is as it is. The fragmentable video syntaxes are their plain ones with `.1`."""
    plain = uid.removesuffix(".1") if syntax.codec is Codec.VIDEO and uid.count(".") > 7 else uid
    return _WHY.get(plain) or made(syntax)


@dataclass(slots=True)
class Row:
    """What the files of one row came to."""

    agrees: int = 0
    differs: int = 0
    alone: int = 0
    refused: int = 0
    worst: int = 0
    decoders: set[str] = field(default_factory=set)

    def add(self, verdict: Verdict) -> None:
        """Count one file."""
        if verdict.verdict == "agrees":
            self.agrees += 1
            self.worst = max(self.worst, verdict.worst or 0)
        elif verdict.verdict == "no reference":
            self.alone += 1
        elif verdict.verdict == "refused":
            self.refused += 1
        else:
            self.differs += 1
        if verdict.decoder:
            self.decoders.add(verdict.decoder)

    def cells(self) -> str:
        """The row's figures."""
        compared = self.agrees + self.differs
        worst = str(self.worst) if self.agrees else ""
        return f"{self.agrees}/{compared} | {worst} | {self.alone} | {self.refused}"


def made(syntax: Syntax) -> str:
    """Written here and read back by every decoder of its codec: the worst difference of each."""
    values = (np.add.outer(np.arange(96), np.arange(128)) * 9).astype(np.uint16) & 0x0FFF
    writer = _WRITERS.get(syntax.codec)
    if writer is None or (syntax.codec is Codec.JPEG and syntax.lossy):
        return ""
    frame = writer(values)
    shape = Shape(96, 128, 1, 1, "MONOCHROME2", 16, 12, 11, False, False, False)
    found = []
    for decoder in codecs.decoders(syntax.codec, codestream.jpeg_head(frame)):
        try:
            worst = int(np.abs(decoder.decode(frame, shape).astype(int) - values).max())
            found.append(f"{decoder.name} {worst}")
        except Exception as error:  # noqa: BLE001 - which decoder cannot is what is asked
            found.append(f"{decoder.name} cannot ({type(error).__name__})")
    return ", ".join(found)


_WRITERS: dict[Codec, Callable[[np.ndarray], bytes]] = {
    Codec.JPEG: lambda a: bytes(imagecodecs.jpeg8_encode(a, lossless=True, bitspersample=12)),
    Codec.JPEG_LS: lambda a: bytes(imagecodecs.jpegls_encode(a)),
    Codec.JPEG_2000: lambda a: bytes(
        imagecodecs.jpeg2k_encode(a, codecformat="j2k", bitspersample=12, reversible=True, level=0)
    ),
    Codec.HTJ2K: lambda a: bytes(imagecodecs.htj2k_encode(a)),
    Codec.JPEG_XL: lambda a: bytes(imagecodecs.jpegxl_encode(a, lossless=True)),
}


def cases(dataset: Dataset, path: Path) -> Iterable[str]:
    """The cases that a file is an example of."""
    photometric = pixel.text(dataset, "PhotometricInterpretation")
    if photometric:
        yield f"{photometric}"
    number: Callable[[str], float] = lambda keyword: pixel.number(dataset, keyword) or 0  # noqa: E731
    simple = {
        "colour by plane": number("PlanarConfiguration") == 1,
        "signed": number("PixelRepresentation") == 1,
        "1 bit": number("BitsAllocated") == 1,
        "32 bit": number("BitsAllocated") == 32,
        "bits above the stored ones": 0 < number("BitsStored") < number("BitsAllocated"),
        "padding value": "PixelPaddingValue" in dataset,
        "modality table": "ModalityLUTSequence" in dataset,
        "window table": "VOILUTSequence" in dataset,
        "several windows": len(pixel.numbers(dataset, "WindowWidth")) > 1,
        "window of width 0": pixel.numbers(dataset, "WindowWidth")[:1] == [0.0],
        "no window": "WindowWidth" not in dataset and photometric.startswith("MONO"),
        "sigmoid or exact window": bool(pixel.text(dataset, "VOILUTFunction")),
        "rescaled": number("RescaleSlope") not in (0.0, 1.0) or number("RescaleIntercept") != 0,
        "pixels not square": "PixelAspectRatio" in dataset,
        "overlays": any(0x6000 <= tag.group < 0x6020 for tag in dataset.keys()),  # noqa: SIM118
        "several frames": number("NumberOfFrames") > 1,
        "groups of each frame": "PerFrameFunctionalGroupsSequence" in dataset,
        "segmentation": pixel.text(dataset, "Modality") == "SEG",
        "slide": slide._total(dataset)[0] > 0,
        "dose": pixel.text(dataset, "Modality") == "RTDOSE",
        "report": "ContentSequence" in dataset,
        "waveform": "WaveformSequence" in dataset,
        "document inside": "EncapsulatedDocument" in dataset,
        "no preamble": path.read_bytes()[128:132] != b"DICM",
    }
    yield from (name for name, true in simple.items() if true)


def tables(folders: Iterable[Path]) -> str:
    """Both tables as Markdown."""
    by_syntax: defaultdict[str, Row] = defaultdict(Row)
    by_case: defaultdict[str, Row] = defaultdict(Row)
    total = Row()
    for path in sorted(one for folder in folders for one in folder.rglob("*") if one.is_file()):
        data = path.read_bytes()
        if data[128:132] != b"DICM" and path.suffix != ".dcm":
            continue
        try:
            parsed = reading.read(memoryview(data))
        except Refused:
            continue
        verdict = judge(path)
        if verdict.note.startswith("no_picture"):
            continue
        total.add(verdict)
        by_syntax[parsed.syntax_uid or "missing"].add(verdict)
        for case in cases(parsed.dataset, path):
            by_case[case].add(verdict)
    head = "agree/compared | worst difference | no reference | refused |"
    rule = "|---|---|---|---|"
    lines = [f"All files: {total.agrees} of {total.agrees + total.differs} agree, {total.alone} "
             f"have no reference, {total.refused} are refused.", "",
             f"| transfer syntax | decoders met | {head} written here, read by each, worst |",
             f"{rule}---|---|---|"]  # fmt: skip
    for uid, syntax in BY_UID.items():
        row = by_syntax.get(uid, Row())
        used = ", ".join(sorted(row.decoders))
        remark = _remark(uid, syntax)
        lines.append(f"| {uid} {syntax.name} | {used} | {row.cells()} | {remark} |")
    lines += ["", f"| case | {head}", f"{rule}---|"]
    lines += [f"| {case} | {row.cells()} |" for case, row in sorted(by_case.items())]
    lines += ["", "| left out | why |", "|---|---|"]
    lines += [f"| {what} | {why} |" for what, why in _LEFT_OUT]
    return "\n".join(lines)


def main() -> None:
    """Print the tables, or write them into a document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    found = tables(options.folders)
    if options.write is None:
        print(found)
        return
    text = options.write.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    _old, after = rest.split(END)
    options.write.write_text(f"{before}{BEGIN}\n{found}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
