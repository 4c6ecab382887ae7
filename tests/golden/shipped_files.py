"""A table of what the DICOM files inside the pydicom package look like.

    python -m tests.golden.shipped_files

writes `shipped_files.json` beside this file: for every file its refusal, or decoder, frames, size,
mean and spread of the `full` picture. The pictures agreed with DCMTK when it was written
(benchmarks/agreement.py), so a change of the table is a change of what people see.
"""

from __future__ import annotations

import io
import json
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
from PIL import Image

from adapters.imaging import dispatch
from adapters.imaging.errors import Refused
from core.imaging import Purpose, TranscodeOrder

TABLE = Path(__file__).with_suffix(".json")
FOLDER = Path(pydicom.__file__).parent / "data" / "test_files"
ORDER = TranscodeOrder(purposes=frozenset({Purpose.FULL}), still_format="png")


def files() -> list[Path]:
    """Every DICOM file that the package ships."""
    return sorted(FOLDER.glob("*.dcm"))


def described(path: Path) -> dict[str, Any]:
    """What becomes of one file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            images, _unread = dispatch.transcode(memoryview(path.read_bytes()), ORDER)
        except Refused as refused:
            return {"refusal": refused.refusal.value}
    image = images[0]
    pixels = np.asarray(Image.open(io.BytesIO(image.renditions[0].data)), dtype=float)
    return {
        "decoder": image.decoder,
        "frames": image.frames,
        "size": [image.width, image.height],
        "mean": round(float(pixels.mean()), 2),
        "spread": round(float(pixels.std()), 2),
    }


def main() -> None:
    """Write the table anew."""
    table = {path.name: described(path) for path in files()}
    TABLE.write_text(json.dumps(table, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
