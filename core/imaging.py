"""What is asked of the transcoder and what comes back: values only, no decoding here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

JsonValue = object  # None, bool, int, float, str, or a list or dict of the same
Json = Mapping[str, JsonValue]


class Purpose(StrEnum):
    """What a rendition is for."""

    THUMBNAIL = "thumbnail"
    PREVIEW = "preview"
    FULL = "full"
    CINE = "cine"
    CONTACT_SHEET = "contact_sheet"
    MARKED = "marked"  # the preview with the patient's sides and a bar for size, for chats
    ORIGINAL = "original"
    TEXT = "text"


BAR_LENGTHS = (1, 2, 5, 10, 20, 50, 100, 200)  # millimetres
_NARROWEST_BAR = 0.04  # of the picture


def bar_length(mm: float, width: int, *, widest: float) -> int | None:
    """The longest bar for a picture of `width` pixels, `mm` millimetres each, in millimetres.

    `widest` is its largest share of the picture. None where no round length fits.
    """
    least, most = _NARROWEST_BAR * width * mm, widest * width * mm
    return next((one for one in reversed(BAR_LENGTHS) if least <= one <= most), None)


def bar_label(millimetres: int) -> str:
    """A bar's length as it stands beside it."""
    return f"{millimetres} mm" if millimetres < 10 else f"{millimetres // 10} cm"


class Kind(StrEnum):
    """What an upload turned out to be, by its content."""

    DICOM = "dicom"
    PHOTO = "photo"
    DOCUMENT = "document"
    CLIP = "clip"
    ARCHIVE = "archive"


class Status(StrEnum):
    """How a transcoding ended."""

    OK = "ok"
    REJECTED = "rejected"  # the input's fault
    FAILED = "failed"  # ours


class Refusal(StrEnum):
    """Why an upload was not taken; each has a sentence in `bot/texts`."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    UNKNOWN_TYPE = "unknown_type"
    FORBIDDEN_TYPE = "forbidden_type"
    TWO_TYPES_AT_ONCE = "two_types_at_once"
    BROKEN = "broken"
    ENCRYPTED = "encrypted"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_MANY_FRAMES = "too_many_frames"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_MANY_FILES = "too_many_files"
    UNPACKS_TOO_BIG = "unpacks_too_big"
    NESTED_ARCHIVE = "nested_archive"
    DIRECTORY_FILE = "directory_file"  # a DICOMDIR alone: an index, not a picture
    NO_PICTURE = "no_picture"
    UNSUPPORTED_CODEC = "unsupported_codec"
    TOO_SLOW = "too_slow"
    TOO_MUCH_MEMORY = "too_much_memory"
    DECODER_DIED = "decoder_died"


@dataclass(frozen=True, slots=True)
class Rendition:
    """One picture made of an image for a purpose.

    `width`, `height` are pixels; `data` is the encoded file, free of EXIF, comments and tails;
    `loss_ratio` is uncompressed bytes over encoded bytes when lossy, else None.
    """

    purpose: Purpose
    format: str  # jpeg png webp avif jxl mp4 gif txt
    media_type: str
    width: int
    height: int
    frames: int
    data: bytes = field(repr=False)
    sha256: str
    loss_ratio: float | None = None
    identified: bool = False  # True: may show a name or number painted into the pixels


@dataclass(frozen=True, slots=True)
class PatientClues:
    """What the file says about whose picture it is; all optional, all as written, all personal."""

    name: str | None = field(default=None, repr=False)
    patient_id: str | None = field(default=None, repr=False)
    birth_date: str | None = field(default=None, repr=False)
    sex: str | None = None
    issuer: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class BurnedIn:
    """Text that may be painted into the pixels."""

    suspected: bool
    reason: str = ""  # flag | modality | text_found
    boxes: tuple[tuple[int, int, int, int], ...] = ()  # left, top, right, bottom in full's pixels
    masked: bool = False


@dataclass(frozen=True, slots=True)
class TranscodedImage:
    """One image entry: a still, a page set, a clip or a whole series.

    `metadata` holds `dicom` (the DICOM JSON model, bulk data left out) or `exif` (by name), and
    `transcoding` (decoder, window, scale, loss, time, hashes of both ends). `summary` holds the few
    plain facts a caption is made of: modality, body_part, laterality, view, study_date (YYYYMMDD),
    description, series_number, instances, all optional and all free of the patient's identity.
    """

    kind: Kind
    transfer_syntax: str | None
    frames: int
    width: int
    height: int
    decoder: str
    metadata: Json = field(repr=False)
    summary: Mapping[str, str]
    patient: PatientClues
    burned_in: BurnedIn
    renditions: tuple[Rendition, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """A member of an archive that could not become a picture."""

    name: str
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class TranscodeOrder:
    """What is wanted of one upload.

    `still_format` is jpeg, png, webp, avif or jxl; `cine_format` mp4, gif or webp. `window` is
    (centre, width), the name of a preset (CT only), the number of one of the file's windows ("2"
    the second) or "range" for least to greatest; None means the file's own. `frame` asks for one
    frame or page alone, counted from 0. `overlays` paints the planes that a file carries beside its
    picture; names stand in them, too, so only those see them who may see names.
    `straight` asks for a photographed light box or screen as a rectangle of its own; a photograph
    that shows none stays as it is (`transcoding.straightened` says which).
    `find_text` False leaves out the search for names painted into the pixels, which takes up to a
    second: for whoever shows the picture to nobody else.
    """

    purposes: frozenset[Purpose] = frozenset(
        {Purpose.THUMBNAIL, Purpose.PREVIEW, Purpose.FULL, Purpose.CINE}
    )
    still_format: str = "jpeg"
    cine_format: str | None = None
    window: tuple[float, float] | str | None = None
    frame: int | None = None
    overlays: bool = False
    straight: bool = False
    find_text: bool = True
    max_bytes: int = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Transcoded:
    """How one upload ended. `images` is empty unless `status` is OK."""

    status: Status
    images: tuple[TranscodedImage, ...] = ()
    refusal: Refusal | None = None
    detail: str = ""  # for the log: never holds what the file says
    unread: tuple[Unread, ...] = ()
    source_sha256: str = ""
    source_bytes: int = 0
    elapsed_ms: float = 0.0
    cpu_ms: float = 0.0
    peak_rss_kb: int = 0
