"""Every cap of the decoder in one place, each with its reason.

They hold on what is really produced or read from the structure before decoding, never on what a
header promises about itself. What the process itself may take (memory, processor time) stands in
`sandbox/fences.py`. A cap that truncates says so in a warning; a cap that refuses names
its `Refusal`.
"""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one upload may cost."""

    # --- pictures ---------------------------------------------------------------------------
    still_pixels: int = 1 << 26
    """Pixels of one still, checked before decoding (TOO_MANY_PIXELS). 64 Mi: phones make 50.3 and
    64.1 MP photos (8192x6144, 9248x6936); 13300x13300 = 177 MP is the usual bomb."""

    four_byte_pixels: int = 52 << 20
    """The same where the decoder needs more than four bytes a pixel (HEIC, animated WebP, 16-bit
    colour, transparency). Phones make HEIC of 48.8 and 50.3 MP."""

    moving_pixels: int = 16 << 20
    """Pixels of one frame of a moving picture: its decoders hold four canvases."""

    still_side: int = 1 << 16
    """Longest side of a still before decoding. JPEG cannot say more than 65,535."""

    full_side: int = 8192
    """Longest side of the `full` rendition. A 50 MP phone photo fits whole; chats show less."""

    preview_side: int = 1280
    """Longest side of `preview`: what a phone shows, within 60 kB to 300 kB."""

    thumbnail_side: int = 320
    """Longest side of `thumbnail`."""

    jpeg_scans: int = 100
    """Scans of a progressive JPEG. Encoders write about ten; each costs a pass over the picture."""

    jpeg_scan_pixels: int = 1_500_000_000
    """Scans times pixels, about seven seconds of the decoder."""

    icc_bytes: int = 4 * MIB
    """A larger colour profile is left aside (CMYK press profiles have 0.5 to 3 MB)."""

    metadata_bytes: int = 1 * MIB
    """EXIF beyond this is not read; JPEG itself stops at 64 kB."""

    # --- frames and pages -------------------------------------------------------------------
    frames: int = 300
    """Frames of a moving picture that are shown; later ones are left out with a warning."""

    frames_claimed: int = 200_000
    """Frames after which the file is refused (TOO_MANY_FRAMES): counting them costs time, too."""

    cine_pixels: int = 400_000_000
    """Frames times pixels that are decoded of a moving picture: some five seconds."""

    film_cpu_seconds: float = 5.0
    """Processor seconds for decoding and writing a film; then it ends, with a warning."""

    cine_side: int = 1280
    """Longest side of a film: 720p on a phone."""

    pages: int = 50
    """Pages that are drawn of a document; later ones are left out with a warning."""

    pages_claimed: int = 2_000
    """Pages after which a document is refused (TOO_MANY_PAGES)."""

    page_side: int = 2048
    """Longest side of a drawn page: an A4 page of small print is readable (175 dpi)."""

    document_pixels: int = 120_000_000
    """Pixels drawn of one document in all, some five seconds."""

    document_seconds: float = 6.0
    """Processor seconds for drawing pages; the pages that were not reached are named."""

    pdf_stream_bytes: int = 256 * MIB
    """What one compressed stream of a PDF may inflate to: a 600 dpi A4 colour scan is 104 MB."""

    pdf_total_bytes: int = 1024 * MIB
    """What all of them may inflate to together."""

    # --- clips ------------------------------------------------------------------------------
    clip_seconds: int = 60
    """Seconds of a clip that are kept."""

    clip_samples: int = 40_000
    """Frames that the index may name: 20 minutes at 30 a second (TOO_MANY_FRAMES)."""

    clip_pixels: int = 3840 * 2160
    """Pixels of one frame of a clip: phones film in 4K."""

    # --- archives ---------------------------------------------------------------------------
    zip_entries: int = 5_000
    """Entries of an archive (TOO_MANY_FILES). A hospital CD has 50 to 2,000."""

    zip_entry_bytes: int = 256 * MIB
    """Bytes that one entry may really unpack to."""

    zip_total_bytes: int = 1024 * MIB
    """Bytes that the whole archive may really unpack to (UNPACKS_TOO_BIG)."""

    zip_ratio: int = 100
    """Unpacked over packed, judged once `zip_ratio_after` bytes came out: a black CT slice of half
    a megabyte packs a thousandfold, honestly."""

    zip_ratio_after: int = 16 * MIB

    zip_wasted_seconds: float = 4.0
    """Time that entries which give no picture may take together; then the rest goes unread."""

    zip_seconds: float = 6.0
    """Processor seconds for the entries of an archive: what was read until then is shown, the rest
    is named. The decoder is ended a little later, and nothing would be shown."""

    zip_seconds_per_mib: float = 0.4

    # --- structure --------------------------------------------------------------------------
    box_depth: int = 12
    """How deep boxes of HEIF, JP2 and MP4 may nest; real files stop at eight."""

    boxes: int = 20_000
    """How many boxes are looked at."""


LIMITS = Limits()
