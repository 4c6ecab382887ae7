"""Another look at a grey picture: brightness and contrast, rendered anew from the original."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from core.errors import NotFound, Refused
from core.imaging import JsonValue, Kind, Purpose, Rendition, Status, TranscodeOrder
from core.model import Image, Upload
from core.usecases import looking
from core.usecases.desk import World
from core.usecases.looking import Fetched, Visit

LARGEST_ORIGINAL = 128 * 1024 * 1024
A_MINUTE = 40
LARGEST_VALUE = 1_000_000.0
STRAIGHT = "straight"  # a photographed light box as a rectangle: another look, too
# Presets in Hounsfield units, which only CT has.
A_PRESS_AWAY = ("lung", "soft", "bone", "brain")  # buttons below a CT
CT_PRESETS = ("lung", "mediastinum", "bone", "soft", "brain", "abdomen", "liver", "spine")


@dataclass(frozen=True, slots=True)
class Window:
    """A centre and a width, or a preset by name."""

    centre: float = 0.0
    width: float = 0.0
    preset: str = ""

    @property
    def ordered(self) -> tuple[float, float] | str:
        return self.preset or (self.centre, self.width)

    @property
    def written(self) -> str:
        """As `/show` takes it and work remembers it: `lung`, `40/400`."""
        return self.preset or f"{self.centre:g}/{self.width:g}"


@dataclass(frozen=True, slots=True)
class Windows:
    """What can be chosen. `now` is what the file shows by itself; None: not known."""

    presets: tuple[str, ...]
    now: Window | None


def windows(image: Image, *, identified: bool) -> Windows | None:
    """The windows of a grey hospital picture; None where there is nothing to choose.

    Where a name may be painted in it, only those who may see names: in a new window it might be
    read where it could not be before.
    """
    dicom = _mapping(image.metadata.get("dicom"))
    grey = _first(dicom, "00280004").startswith("MONOCHROME")
    if not grey or (image.burned_in.suspected and not identified):
        return None
    presets = CT_PRESETS if image.summary.get("modality") == "CT" else ()
    return Windows(presets, _now(image))


def parse(preset: str, centre: str, width: str) -> Window:
    """What was asked for in an address or a form. Raises Refused."""
    if preset in CT_PRESETS:
        return Window(preset=preset)
    try:
        asked = Window(float(centre), float(width))
    except ValueError as error:
        raise Refused("viewer-window-numbers", "no number") from error
    if not (abs(asked.centre) <= LARGEST_VALUE and 1 <= asked.width <= LARGEST_VALUE):
        raise Refused("viewer-window-numbers", "out of range")
    return asked


def asked(image: Image, words: Sequence[str], *, identified: bool) -> Window:
    """What stands behind the number of a picture in `/show #3 lung`: a preset's name, `40 400`, or
    `2` for the second window that the file itself offers. Raises Refused with what there is."""
    choices = windows(image, identified=identified)
    hidden = image.burned_in.suspected and not identified
    if image.kind == Kind.PHOTO.value and not hidden and [w.lower() for w in words] == [STRAIGHT]:
        return Window(preset=STRAIGHT)
    if choices is None:
        raise Refused("show-window-none", "no window to choose", args={"number": image.number})
    offered = [str(number) for number in range(1, 1 + _offered(image))]
    names = [*choices.presets, *(offered if len(offered) > 1 else [])]
    written = " ".join(words).lower().replace("/", " ").split()
    if len(written) == 1 and written[0] in names:
        return Window(preset=written[0])
    if len(written) == 2:
        return parse("", *written)
    named: dict[str, str | int] = {"written": " ".join(words)[:20], "number": image.number}
    if not names:
        raise Refused("show-window-numbers", "unknown", args=named)
    named |= {"names": ", ".join(names), "example": names[0]}
    raise Refused("show-window-which", "unknown", args=named)


def read(written: str) -> Window:
    """A window as `written` wrote it."""
    centre, apart, width = written.partition("/")
    return Window(float(centre), float(width)) if apart else Window(preset=written)


def _offered(image: Image) -> int:
    """How many windows the file itself offers."""
    dicom = _mapping(image.metadata.get("dicom"))
    values = _mapping(dicom.get("00281051")).get("Value")
    return len(values) if isinstance(values, list) else 0


def _now(image: Image) -> Window | None:
    done = _mapping(_mapping(image.metadata.get("transcoding")).get("window"))
    centre, width = done.get("center"), done.get("width")
    if isinstance(centre, int | float) and isinstance(width, int | float) and width >= 1:
        return Window(float(centre), float(width))
    return None


def _mapping(value: JsonValue) -> Mapping[str, JsonValue]:
    return value if isinstance(value, Mapping) else {}


def _first(dicom: Mapping[str, JsonValue], tag: str) -> str:
    values = _mapping(dicom.get(tag)).get("Value")
    return str(values[0]) if isinstance(values, list) and values else ""


@dataclass(frozen=True, slots=True)
class _Source:
    """Where the original is, and which of its pictures is meant."""

    image: Image
    upload: Upload
    place: int
    identified: bool


async def rendered(
    world: World, secret: str, pod: str, number: int, window: Window, *, full: bool
) -> Fetched:
    """The picture in another window. Decided before, and once more after. Raises Refused."""
    purpose = Purpose.FULL if full else Purpose.PREVIEW

    async def before(v: Visit) -> _Source:
        return await _source(v, pod, number)

    async def after(v: Visit) -> bool:
        source = await _source(v, pod, number, counted=False)
        await looking.record(v, source.image, "in another window", "viewer")
        return source.identified

    _, source = await looking.visit(world, secret, "", before)
    made = await _transcoded(world, source, window, purpose)
    _, identified = await looking.visit(world, secret, "", after)
    chosen = next((r for r in made if identified or not r.identified), None)
    if chosen is None:
        raise NotFound("viewer-nothing-here", "nothing fit for them")
    name = f"carepods-{source.image.number}.{chosen.format}"
    return Fetched(chosen.data, chosen.media_type, name)


async def _source(v: Visit, pod: str, number: int, *, counted: bool = True) -> _Source:
    found, member, image = await looking.image_of(v, pod, number)
    identified, _ = await looking.may_see(v, found, member, image)
    if windows(image, identified=identified) is None:
        raise NotFound("viewer-nothing-here", "no window to choose")
    if counted and not await v.desk.uow.budgets.take(
        f"window:{v.viewer.person.id}", window_seconds=60, limit=A_MINUTE
    ):
        raise Refused("viewer-slow-down", "too many renderings")
    upload = await v.desk.uow.uploads.get(image.upload)
    if upload is None or not upload.blob:
        raise NotFound("viewer-nothing-here", "the original is gone")
    siblings = [one.id for one in await v.desk.uow.images.of_upload(found.id, image.upload)]
    return _Source(image, upload, siblings.index(image.id), identified)


async def _transcoded(
    world: World, source: _Source, window: Window, purpose: Purpose
) -> tuple[Rendition, ...]:
    """Those made for the purpose, the ones that may show a name first. Raises Refused."""
    made = await again(world, source.image, source.upload, source.place, window, {purpose})
    if not made:
        raise Refused("viewer-window-not-now", "could not be rendered")
    return made


async def again(
    world: World,
    image: Image,
    upload: Upload,
    place: int,
    window: Window,
    purposes: AbstractSet[Purpose],
) -> tuple[Rendition, ...]:
    """An image, the upload's picture number `place`, made anew; nothing where that fails.

    Those that may show a name come first, of these the ones with marks.
    """
    straight = window.preset == STRAIGHT
    order = TranscodeOrder(
        purposes=frozenset(purposes),
        window=None if straight else window.ordered,
        straight=straight,
        max_bytes=LARGEST_ORIGINAL,
    )
    result = await world.transcoder.transcode(world.blobs.get(image.pod, upload.blob), order)
    if result.status is not Status.OK or place >= len(result.images):
        return ()
    done = _mapping(result.images[place].metadata.get("transcoding"))
    if straight and done.get("straightened") is not True:
        return ()
    made = (r for r in result.images[place].renditions if r.purpose in purposes)
    return tuple(sorted(made, key=lambda r: (not r.identified, r.purpose is not Purpose.MARKED)))


async def for_a_post(
    world: World, image: Image, written: str, purpose: Purpose, *, clean: bool
) -> Rendition | None:
    """The picture of a private post in the window asked for; `clean`: it must show no name."""
    async with world.store.begin(image.pod, reading=True) as uow:
        upload = await uow.uploads.get(image.upload)
        siblings = [one.id for one in await uow.images.of_upload(image.pod, image.upload)]
    if upload is None or not upload.blob:
        return None
    place = siblings.index(image.id)
    wanted = {purpose} if purpose is Purpose.FULL else {purpose, Purpose.MARKED}
    made = await again(world, image, upload, place, read(written), wanted)
    return next((one for one in made if not (clean and one.identified)), None)
