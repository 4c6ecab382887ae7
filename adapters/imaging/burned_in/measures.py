"""The measures of many rows of letters at once: loops over rows would cost more than the looking.

Letters come sorted by row; sums, medians and spreads are taken over slices of one array.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from adapters.imaging.burned_in.components import Components, Floats, Grey, Ints

_MOST = 24.0  # letters of a row; more say nothing more


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of letters: `letters` sorted by row, `row` the number of each one's row, 0 to count-1;
    a row's letters are `starts[i]` to `starts[i] + sizes[i]`."""

    letters: Components
    row: Ints
    starts: Ints
    sizes: Ints

    @classmethod
    def of(cls, letters: Components, groups: Ints) -> Rows:
        """`groups` names for every letter its row by any number."""
        order = np.argsort(groups, kind="stable")
        names = groups[order]
        first = np.flatnonzero(np.diff(names, prepend=names[0] - 1))
        sizes = np.diff(first, append=len(names))
        return cls(letters.only(order), np.repeat(np.arange(len(first)), sizes), first, sizes)

    def only(self, chosen: NDArray[np.bool_]) -> Rows:
        """The rows for which `chosen` is true."""
        kept = chosen[self.row]
        return Rows.of(self.letters.only(kept), self.row[kept])

    def boxes(self) -> Ints:
        """(rows, 4): left, top, right, bottom."""
        letters, at = self.letters, self.starts
        edges = (
            np.minimum.reduceat(letters.left, at),
            np.minimum.reduceat(letters.top, at),
            np.maximum.reduceat(letters.right, at),
            np.maximum.reduceat(letters.bottom, at),
        )
        return np.stack(edges, axis=1)

    def counts(self) -> Floats:
        """About how many letters each row has: a wide part is several that touch."""
        letters = self.letters
        height = self._spread(self.median(letters.height))
        each = np.maximum(1.0, np.round(letters.width / (0.8 * height)))
        counts = self._sum(each)
        lone = (self.sizes == 1) & (letters.width <= letters.height)[self.starts]
        return np.where(lone, 1.0, counts)

    def median(self, values: Ints | Floats) -> Floats:
        """The median of each row."""
        ordered = values[np.lexsort((values, self.row))].astype(np.float64)
        low = ordered[self.starts + (self.sizes - 1) // 2]
        high = ordered[self.starts + self.sizes // 2]
        return np.asarray((low + high) / 2, np.float64)

    def mean(self, values: Ints | Floats) -> Floats:
        """The mean of each row."""
        return self._sum(values) / self.sizes

    def deviation(self, values: Ints | Floats) -> Floats:
        """The standard deviation of each row."""
        off = values - self._spread(self.mean(values))
        return np.sqrt(self._sum(off * off) / self.sizes)

    def _sum(self, values: Ints | Floats) -> Floats:
        return np.add.reduceat(values.astype(np.float64), self.starts)

    def _spread(self, of_rows: Floats) -> Floats:
        return np.repeat(of_rows, self.sizes)

    def features(self, counts: Floats, boxes: Ints, hat: Grey, mask: NDArray[np.bool_]) -> Floats:
        """(rows, features) as the network was taught them."""
        letters = self.letters
        height, contrast = self.median(letters.height), self.median(letters.peak)
        tall = self._spread(height)
        off = np.minimum(
            np.abs(letters.bottom - self._spread(self.median(letters.bottom))),
            np.abs(letters.top - self._spread(self.median(letters.top))),
        )
        total = self._sum(letters.area)
        box_area = letters.width * letters.height

        def weighed(values: Floats) -> Floats:
            return self._sum(values * letters.area) / total

        widest = np.maximum.reduceat(letters.width, self.starts)
        return np.stack(
            (
                np.minimum(counts, _MOST),  # letters, about
                self.mean(off / tall),  # how far they stand off a common top or base
                self.deviation(letters.height) / height,  # how unlike their heights are
                self.deviation(letters.peak) / contrast,  # how unlike their brightness is
                weighed(letters.mean / letters.peak),  # how evenly each is filled with light
                weighed(letters.edge / letters.peak),  # how steep their borders are
                self.median(letters.stroke) / height,  # width of a stroke
                # how unlike the strokes are
                self.deviation(letters.stroke) / np.maximum(self.mean(letters.stroke), 1.0),
                weighed(letters.area / box_area),  # how much of its box each fills
                _ground(boxes, hat, mask, contrast),  # what else there is between them
                self._gaps() / height,  # how uneven the gaps are
                contrast / 255,  # how far they stand out
                self._sum(letters.runs) / (height * counts),  # strokes met by a line across
                self.sizes / counts,  # parts a letter
                np.minimum(widest / height, 10.0),  # the widest part
            ),
            axis=1,
        )

    def _gaps(self) -> Floats:
        """The standard deviation of the gaps between the letters of each row, in pixels."""
        order = np.lexsort((self.letters.left, self.row))
        left, right = self.letters.left[order], self.letters.right[order]
        inside = np.diff(self.row) == 0
        gaps, row = (left[1:] - right[:-1])[inside], self.row[1:][inside]
        many = np.maximum(self.sizes - 1, 1)
        mean = np.bincount(row, gaps, len(self.sizes)) / many
        off = gaps - mean[row]
        return np.sqrt(np.bincount(row, off * off, len(self.sizes)) / many)


def _ground(boxes: Ints, hat: Grey, mask: NDArray[np.bool_], contrast: Floats) -> Floats:
    """Mean brightness in each box outside the mask, over the contrast; 1 where nothing is."""
    found = np.ones(len(boxes))
    for index, (left, top, right, bottom) in enumerate(boxes.tolist()):
        inside = mask[top:bottom, left:right]
        outside = inside.size - int(np.count_nonzero(inside))
        if outside:
            window = hat[top:bottom, left:right]
            bright = int(np.einsum("ij,ij->", window, ~inside, dtype=np.int64))
            found[index] = bright / outside / contrast[index]
    return found
