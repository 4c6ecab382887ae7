"""How many painted names are found, how much of each is covered, and how often there is none.

Usage: python -m benchmarks.burned_in [--ocr]

With --ocr the same pictures go through RapidOCR as well (`pip install rapidocr-onnxruntime`).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import numpy as np

from adapters.imaging import burned_in
from benchmarks.burned_in_pictures import (
    Box,
    Picture,
    clean_pictures,
    other_pictures,
    painted_pictures,
    ruled_pictures,
)

Finder = Callable[[Picture], tuple[Box, ...]]


def covered(boxes: tuple[Box, ...], name: Box) -> float:
    """How much of the box of the name lies in `boxes`, 0 to 1."""
    left, top, right, bottom = name
    seen = np.zeros((bottom - top, right - left), bool)
    for one in boxes:
        rows = slice(max(one[1] - top, 0), max(one[3] - top, 0))
        seen[rows, max(one[0] - left, 0) : max(one[2] - left, 0)] = True
    return float(seen.mean())


def measure(title: str, find: Finder) -> None:
    started = time.perf_counter()
    shares = [(one.label, covered(find(one.pixels), one.box)) for one in painted_pictures()]
    alarms = [label for label, pixels in clean_pictures() if find(pixels)]
    count = len(list(clean_pictures()))
    drawn = [label for label, pixels in ruled_pictures() if find(pixels)]
    each = (time.perf_counter() - started) * 1000 / (len(shares) + count + 24)
    found = sum(share > 0.5 for _, share in shares)
    touched = sum(share > 0 for _, share in shares)
    print(f"{title}: {found} of {len(shares)} names found (more than half of each covered)")
    print(f"  held for a person, as some of it was found: {touched} of {len(shares)}")
    print(f"  covered on average: {np.mean([share for _, share in shares]):.1%}")
    print(f"  false alarms: {len(alarms)} of {count} text-free pictures {alarms or ''}")
    print(f"  false alarms among 24 drawings of scales and curves: {len(drawn)} {drawn or ''}")
    print(f"  {each:.0f} ms a picture, drawing it included")
    others = list(other_pictures())
    got = sum(covered(find(one.pixels), one.box) > 0.5 for _, one in others)
    cried = sum(bool(find(ground)) for ground, _ in others)
    print(f"  on grounds of six other kinds: {got} of {len(others)} found, {cried} false alarms")
    for label, share in shares:
        if share <= 0.5:
            print(f"  missed: {label} ({share:.0%} covered)")


def rapidocr() -> Finder:
    from rapidocr_onnxruntime import RapidOCR  # noqa: PLC0415 - not part of the installation

    engine = RapidOCR(intra_op_num_threads=1, inter_op_num_threads=1)

    def find(pixels: Picture) -> tuple[Box, ...]:
        found, _ = engine(np.ascontiguousarray(pixels[..., ::-1]), use_cls=False)
        corners = [np.array(one[0]) for one in found or []]
        return tuple(
            (int(xy[:, 0].min()), int(xy[:, 1].min()), int(xy[:, 0].max()), int(xy[:, 1].max()))
            for xy in corners
        )

    return find


def main() -> None:
    measure("carepods", burned_in.find)
    if "--ocr" in sys.argv[1:]:
        measure("RapidOCR", rapidocr())


if __name__ == "__main__":
    main()
