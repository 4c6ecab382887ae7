"""What a decoding library throws at a broken file becomes a refusal."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageCms

from adapters.imaging.errors import Refused
from core.imaging import Refusal

# Everything that Pillow and its plugins were seen to raise on mutated files. Not `Exception`: a
# mistake of ours that is none of these should be loud.
LIBRARY_ERRORS: tuple[type[Exception], ...] = (
    ArithmeticError,
    AttributeError,
    EOFError,
    ImageCms.PyCMSError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)


@contextmanager
def decoding(step: str) -> Iterator[None]:
    """Turn the errors of a library, met in `step`, into Refused; MemoryError passes through."""
    try:
        yield
    except Refused:
        raise
    except Image.DecompressionBombError as error:
        raise Refused(Refusal.TOO_MANY_PIXELS, step) from error
    except LIBRARY_ERRORS as error:
        # The message may quote the file: only the type of the error is told.
        raise Refused(Refusal.BROKEN, f"{step}: {type(error).__name__}") from error
