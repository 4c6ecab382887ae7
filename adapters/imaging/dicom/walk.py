"""The elements of a data set in one pass over memory.

pydicom reads element by element through a file object, which takes longer than decoding a CT slice.
Usual elements are walked here, as pydicom would read them; every other one (of undefined length, of
an unknown representation, a delimiter) is handed to pydicom's own reader.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from functools import partial
from typing import Any, BinaryIO, cast

from pydicom.charset import convert_encodings, default_encoding
from pydicom.dataelem import DataElement, RawDataElement, empty_value_for_VR
from pydicom.dataset import Dataset
from pydicom.filereader import data_element_generator, read_dataset
from pydicom.tag import BaseTag
from pydicom.valuerep import EXPLICIT_VR_LENGTH_32, VR
from pydicom.values import convert_string

from adapters.imaging.dicom.syntaxes import Syntax

Elements = dict[BaseTag, RawDataElement | DataElement]
Stop = Callable[[int], bool]
View = Callable[[memoryview], BinaryIO]
Check = Callable[[memoryview], None]
Encoding = Any  # pydicom: a name or a list of them

_CHARACTER_SET = 0x00080005
_DELIMITERS = 0xFFFE
_UNDEFINED = 0xFFFFFFFF
# By the two bytes: the representation, whether its length takes four bytes, an empty value.
_VRS = {
    str(one).encode(): (
        str(one),
        one in EXPLICIT_VR_LENGTH_32,
        cast("bytes | None", empty_value_for_VR(one, raw=True)),
    )
    for one in VR
    if len(one) == 2
}
_EMPTY_IMPLICIT = cast("bytes | None", empty_value_for_VR(None, raw=True))
# A named tuple's own constructor is a Python function, which takes twice as long.
_raw = partial(tuple.__new__, RawDataElement)


def dataset(
    body: memoryview,
    layout: Syntax,
    stop: frozenset[int],
    longest: int,
    view: View,
    nesting: Check,
) -> tuple[Dataset, int]:
    """The data set at the head of `body`, up to a tag of `stop`, and where it ends.

    `view` makes a file of a part of `body`, for pydicom; it refuses to read more than `longest`
    bytes at once, and so does this. `nesting` raises for a part of `body` whose sequences must not
    be followed; everything that pydicom may follow is shown to it before. Raises what pydicom
    raises.
    """
    walk = _Walk(body, layout, stop, longest, view, nesting)
    try:
        found, end = walk.elements()
    except (EOFError, NotImplementedError):
        # pydicom gives what it has and where it stood: once more, the slow way.
        nesting(body)
        source = view(body)
        return _by_pydicom(source, layout, stop), source.tell()
    if not walk.checked:  # sequences that are still to be opened
        nesting(body[:end])
    made = Dataset(found)
    encoding: Encoding = default_encoding
    if _CHARACTER_SET in found:
        encoding = convert_encodings(_first_sets(found, made))
    made.set_original_encoding(layout.implicit, layout.little_endian, encoding)
    return made, end


def _first_sets(found: Elements, made: Dataset) -> Any:
    element = found[BaseTag(_CHARACTER_SET)]
    if isinstance(element, RawDataElement) and isinstance(element.value, bytes):
        return convert_string(element.value, element.is_little_endian)
    return made[_CHARACTER_SET].value


def _by_pydicom(source: BinaryIO, layout: Syntax, stop: frozenset[int]) -> Dataset:
    return read_dataset(
        source,
        layout.implicit,
        layout.little_endian,
        stop_when=lambda tag, _vr, _length: int(tag) in stop,
    )


class _Walk:
    """One pass; `_at` is where it stands."""

    def __init__(
        self,
        body: memoryview,
        layout: Syntax,
        stop: frozenset[int],
        longest: int,
        view: View,
        nesting: Check,
    ) -> None:
        self.checked = False
        self._nesting = nesting
        self._body = body
        self._layout = layout
        self._stop = stop
        self._longest = longest
        self._view = view
        self._encoding: Encoding = default_encoding
        self._at = 0

    def elements(self) -> tuple[Elements, int]:
        """All elements by tag, and where the walk ended."""
        found: Elements = {}
        usual = self._implicit if self._layout.implicit else self._explicit
        usual(found)
        while self._unusual(found):
            usual(found)
        return found, self._at

    def _explicit(self, found: Elements) -> None:
        """Usual elements with their representation, up to the first that is none."""
        body, stop, at, size = self._body, self._stop, self._at, len(self._body)
        little = self._layout.little_endian
        head = struct.Struct("<HH2sH" if little else ">HH2sH").unpack_from
        wide = struct.Struct("<L" if little else ">L").unpack_from
        while at + 8 <= size:
            group, number, code, length = head(body, at)
            known = _VRS.get(code)
            tag = group << 16 | number
            if known is None or group == _DELIMITERS or tag in stop or tag == _CHARACTER_SET:
                break
            name, long_, empty = known
            start = at + 8
            if long_:
                if start + 4 > size:
                    break
                length = wide(body, start)[0]
                start += 4
            if length == _UNDEFINED or length > self._longest:
                break
            value = bytes(body[start : start + length]) if length else empty
            key = BaseTag(tag)
            found[key] = _raw((key, name, length, value, start, False, little, True, False))
            at = start + length
        self._at = min(at, size)

    def _implicit(self, found: Elements) -> None:
        """Usual elements without one, up to the first that is none."""
        body, stop, at, size = self._body, self._stop, self._at, len(self._body)
        little = self._layout.little_endian
        head = struct.Struct("<HHL" if little else ">HHL").unpack_from
        while at + 8 <= size:
            group, number, length = head(body, at)
            tag = group << 16 | number
            if group == _DELIMITERS or tag in stop or tag == _CHARACTER_SET:
                break
            if length == _UNDEFINED or length > self._longest:
                break
            start = at + 8
            value = bytes(body[start : start + length]) if length else _EMPTY_IMPLICIT
            key = BaseTag(tag)
            found[key] = _raw((key, None, length, value, start, True, little, True, False))
            at = start + length
        self._at = min(at, size)

    def _unusual(self, found: Elements) -> bool:
        """One element by pydicom's reader; False where it finds that the data set has ended."""
        if not (self.checked or self._harmless()):
            self._nesting(self._body[self._at :])
            self.checked = True
        source = self._view(self._body[self._at :])
        reader = data_element_generator(
            source,
            self._layout.implicit,
            self._layout.little_endian,
            stop_when=lambda tag, _vr, _length: int(tag) in self._stop,
            encoding=self._encoding,
        )
        element = next(reader, None)
        self._at = min(self._at + source.tell(), len(self._body))
        if element is None:
            return False
        found[element.tag] = element
        if element.tag == _CHARACTER_SET:
            value = cast("bytes", element.value) or b""
            self._encoding = convert_encodings(convert_string(value, self._layout.little_endian))
        return True

    def _harmless(self) -> bool:
        """Whether pydicom will follow no sequence here: the end, or the character set."""
        tag = self._body[self._at : self._at + 4]
        if len(tag) < 4:
            return True
        group, number = struct.unpack("<HH" if self._layout.little_endian else ">HH", tag)
        return (group << 16 | number) in self._stop | {_CHARACTER_SET}
