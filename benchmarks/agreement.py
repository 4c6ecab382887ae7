"""Our `full` picture against an independent decoder: DCMTK, with GDCM for what DCMTK cannot unpack.

    python -m benchmarks.agreement DIR [--json] [--only WORD]

Agreement is a correlation of at least 0.98 and a mean difference of at most 10 of 255 over the
picture as it is shown. Needs `dcmj2pnm`, `dcml2pnm` (dcmtk) and `gdcmconv` (libgdcm-tools) on the
PATH; files that the reference cannot draw are counted apart.
"""

from __future__ import annotations

import argparse
import io
import json
import subprocess
import sys
import tempfile
import warnings
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pydicom
from PIL import Image

from adapters.imaging import dispatch
from adapters.imaging.errors import Refused
from core.imaging import Purpose, TranscodeOrder

CORRELATION, DIFFERENCE = 0.98, 10.0
ORDER = TranscodeOrder(purposes=frozenset({Purpose.FULL}), still_format="png", find_text=False)
Pixels = npt.NDArray[np.uint8]


@dataclass(slots=True)
class Verdict:
    """One file: `verdict` is agrees, differs, no reference, refused or size."""

    file: str
    verdict: str
    syntax: str = ""
    decoder: str = ""
    reference: str = ""
    correlation: float | None = None
    difference: float | None = None
    worst: int | None = None
    note: str = ""


def judge(path: Path) -> Verdict:
    """Draw one file with both and compare."""
    try:
        images, _unread = dispatch.transcode(memoryview(path.read_bytes()), ORDER)
    except Refused as refused:
        drawn, tool = reference(path)
        note = str(refused) + ("" if drawn is None else f"; but {tool} draws it")
        return Verdict(path.name, "refused", note=note)
    image = images[0]
    full = next(one for one in image.renditions if one.purpose is Purpose.FULL)
    ours = np.asarray(Image.open(io.BytesIO(full.data)))
    theirs, tool = reference(path)
    verdict = Verdict(
        path.name, "no reference", image.transfer_syntax or "", image.decoder, tool or ""
    )
    if theirs is None:
        return verdict
    ours, theirs = same_channels(ours, theirs)
    if ours.shape != theirs.shape:
        verdict.verdict, verdict.note = "size", f"{ours.shape} {theirs.shape}"
        return verdict
    return compared(verdict, ours.astype(float), theirs.astype(float))


def same_channels(ours: Pixels, theirs: Pixels) -> tuple[Pixels, Pixels]:
    """A grey picture beside a coloured one is compared as grey in three channels."""
    if ours.ndim == theirs.ndim:
        return ours, theirs
    if ours.ndim == 2:
        return np.repeat(ours[:, :, None], 3, axis=2), theirs
    return ours, np.repeat(theirs[:, :, None], 3, axis=2)


def compared(
    verdict: Verdict, ours: npt.NDArray[np.float64], theirs: npt.NDArray[np.float64]
) -> Verdict:
    """Fill in the figures."""
    difference = np.abs(ours - theirs)
    verdict.difference = round(float(difference.mean()), 3)
    verdict.worst = int(difference.max())
    if min(ours.std(), theirs.std()) < 1e-9:
        verdict.correlation = 1.0 if verdict.difference <= DIFFERENCE else 0.0
    else:
        verdict.correlation = round(float(np.corrcoef(ours.ravel(), theirs.ravel())[0, 1]), 4)
    agrees = verdict.correlation >= CORRELATION and verdict.difference <= DIFFERENCE
    verdict.verdict = "agrees" if agrees else "differs"
    return verdict


def reference(path: Path) -> tuple[Pixels | None, str | None]:
    """The first frame as DCMTK draws it, after GDCM has unpacked it where DCMTK cannot."""
    flags = ["--no-overlays", "--write-png", "--frame", "1", *window_flags(path)]
    for tool in ("dcmj2pnm", "dcml2pnm"):
        pixels = _run([tool, *flags, str(path)])
        if pixels is not None:
            return pixels, tool
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw.dcm"
        made = subprocess.run(
            ["gdcmconv", "--raw", str(path), str(raw)], capture_output=True, check=False, timeout=60
        )
        if made.returncode == 0 and raw.exists():
            pixels = _run(["dcmj2pnm", *flags, str(raw)])
            if pixels is not None:
                return pixels, "gdcmconv+dcmj2pnm"
    return None, None


def window_flags(path: Path) -> list[str]:
    try:
        dataset = pydicom.dcmread(path, force=True, stop_before_pixels=True)
        centre, width = dataset.get("WindowCenter"), dataset.get("WindowWidth")
        if centre is None:
            group = dataset.get("PerFrameFunctionalGroupsSequence") or [None]
            shared = dataset.get("SharedFunctionalGroupsSequence") or [None]
            for one in (group[0], shared[0]):
                voi = one.get("FrameVOILUTSequence") if one is not None else None
                if voi:
                    centre, width = voi[0].get("WindowCenter"), voi[0].get("WindowWidth")
                    break
            if centre is not None and width is not None:
                first = (float(np.ravel(centre)[0]), float(np.ravel(width)[0]))
                return ["--set-window", str(first[0]), str(first[1])]
        if centre is not None and width is not None and float(np.ravel(width)[0]) >= 1:
            return ["--use-window", "1"]
    except (ValueError, TypeError, IndexError, AttributeError, NotImplementedError, OSError):
        pass
    return ["--min-max-window"]


def _run(command: list[str]) -> Pixels | None:
    with tempfile.NamedTemporaryFile(suffix=".png") as out:
        try:
            done = subprocess.run(
                [*command, out.name], capture_output=True, check=False, timeout=60
            )
        except subprocess.TimeoutExpired:
            return None
        if done.returncode != 0:
            return None
        try:
            with Image.open(out.name) as image:
                return np.asarray(
                    image.convert("RGB" if image.mode not in ("L", "RGB") else image.mode)
                )
        except OSError:
            return None


def main() -> int:
    """Judge every file of a folder and print what differs, then the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true", help="one JSON object a file")
    parser.add_argument("--only", default="", help="only names that contain this")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    counts: Counter[str] = Counter()
    for path in sorted(one for one in options.folder.rglob("*") if one.is_file()):
        if options.only not in path.name or path.suffix in (".json", ".py", ".txt", ".pyc"):
            continue
        verdict = judge(path)
        counts[verdict.verdict] += 1
        if options.json:
            print(json.dumps(asdict(verdict)))
        elif verdict.verdict != "agrees":
            print(verdict)
    print(dict(counts), file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
