"""Learn to tell lines of letters from other rows of spots; writes the weights that ship.

Usage: python -m tools.train_text_lines [PICTURES]

Names of chance are painted onto speckle, noise, scales and the text-free real pictures that pydicom
ships, in more fonts, sizes, windows and qualities than the benchmark has; what `lines` finds there
is labelled by whether it lies in the painted name. A network of two small hidden layers learns from
it. Everything is drawn from fixed seeds. The weights that ship are of 1,800 pictures, some minutes.
"""

from __future__ import annotations

import json
import string
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from adapters.imaging.burned_in.lines import Line, lines
from adapters.imaging.burned_in.model import inputs
from adapters.imaging.burned_in.planes import channels, planes
from benchmarks import burned_in_pictures as made

WEIGHTS = Path(__file__).parent.parent / "adapters/imaging/burned_in/weights.json"
FONTS = (
    *made.FONTS, "DejaVuSans-Oblique.ttf", "DejaVuSansMono-Bold.ttf", "DejaVuSerif-Bold.ttf",
    "DejaVuSansCondensed-Bold.ttf", "DejaVuSerifCondensed.ttf", "DejaVuSans-ExtraLight.ttf",
)  # fmt: skip
LAYERS = (32, 16)
EPOCHS = 120
BATCH = 128
MOST_SPOTS = 40  # taken of one picture, so that noise does not outweigh all else
FALSE_ALARM = 2.0  # weight of a row of spots against that of a line of letters

Floats = NDArray[np.float64]


def random_name(rng: np.random.Generator) -> str:
    letters = string.ascii_uppercase if rng.random() < 0.5 else string.ascii_lowercase
    words = []
    for _ in range(int(rng.integers(1, 4))):
        alphabet = string.digits if rng.random() < 0.25 else letters
        word = "".join(rng.choice(list(alphabet), int(rng.integers(3, 9))))
        words.append(word.capitalize() if rng.random() < 0.6 else word)
    return str(rng.choice([" ", "^", ", "])).join(words)


def random_ground(rng: np.random.Generator, real: list[made.Picture], seed: int) -> made.Picture:
    size = int(rng.integers(400, 800)), int(rng.integers(300, 600))
    kind = rng.random()
    if kind < 0.55:
        ground = real[int(rng.integers(len(real)))]
    else:
        draw = made.speckle if kind < 0.7 else made.noise if kind < 0.9 else made.ruled
        ground = draw(*size, seed)
    if rng.random() < 0.5:
        ground = np.ascontiguousarray(ground[:, ::-1])
    if rng.random() < 0.4:
        ground = made.contrasted(ground, float(rng.uniform(0.5, 4.0)))
    if rng.random() < 0.4:
        ground = made.resized(ground, float(rng.uniform(0.8, 2.0)))
    if rng.random() < 0.2:
        ground = np.asarray(255 - ground, np.uint8)
    return made.as_jpeg(ground, int(rng.integers(60, 96))) if rng.random() < 0.4 else ground


def inside(line: Line, box: made.Box) -> float:
    """How much of `line` lies in `box`."""
    left, top, right, bottom = line.box
    width = min(right, box[2]) - max(left, box[0])
    height = min(bottom, box[3]) - max(top, box[1])
    return max(width, 0) * max(height, 0) / ((right - left) * (bottom - top))


def gathered(pictures: int) -> tuple[Floats, Floats]:
    """Features of rows and whether each is a line of letters."""
    real = [pixels for _, pixels in made.clean_grounds() if min(pixels.shape[:2]) >= 90]
    features, labels = [], []
    for seed in range(50_000, 50_000 + pictures):
        rng = np.random.default_rng(seed)
        ground = random_ground(rng, real, seed)
        red, green, blue = (int(one) for one in rng.integers(150, 256, 3))
        colour = (10, 10, 10) if ground.mean() > 140 else (red, green, blue)
        font, size = str(rng.choice(FONTS)), int(rng.integers(10, 36))
        index = int(rng.integers(1, 1000))
        painted = made.paint(ground, random_name(rng), font, size, colour, rng, index)
        for line in (line for plane in planes(channels(painted.pixels)) for line in lines(plane)):
            if line.features is not None and inside(line, painted.box) > 0.7:
                features.append(line.features)
                labels.append(1.0)
        rows = [line for plane in planes(channels(ground)) for line in lines(plane)]
        spots = [line.features for line in rows if line.features is not None]
        features += [spots[one] for one in rng.permutation(len(spots))[:MOST_SPOTS]]
        labels += [0.0] * min(len(spots), MOST_SPOTS)
    return np.array(features), np.array(labels)


def learned(features: Floats, labels: Floats, seed: int = 0) -> dict[str, list[object]]:
    """The weights after EPOCHS of Adam with a falling step, as `model` reads them."""
    rng = np.random.default_rng(seed)
    raw = inputs(features)
    mean, spread = raw.mean(0), raw.std(0) + 1e-9
    scaled = np.clip((raw - mean) / spread, -4, 4)
    sizes = (scaled.shape[1], *LAYERS, 1)
    weights = []
    for before, after in pairwise(sizes):
        weights += [rng.normal(0, before**-0.5, (before, after)), np.zeros(after)]
    momentum = [np.zeros_like(one) for one in weights]
    variance = [np.zeros_like(one) for one in weights]
    step = 0
    for epoch in range(EPOCHS):
        rate = 1e-3 * (1 + np.cos(np.pi * epoch / EPOCHS)) + 1e-5
        order = rng.permutation(len(scaled))
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            noisy = scaled[chosen] + rng.normal(0, 0.05, (len(chosen), sizes[0]))
            step += 1
            for index, slope in enumerate(slopes(weights, noisy, labels[chosen])):
                momentum[index] = 0.9 * momentum[index] + 0.1 * slope
                variance[index] = 0.999 * variance[index] + 0.001 * slope**2
                ahead = momentum[index] / (1 - 0.9**step)
                weights[index] -= (
                    rate * ahead / (np.sqrt(variance[index] / (1 - 0.999**step)) + 1e-8)
                )
    names = ("w1", "b1", "w2", "b2", "w3", "b3")
    told = {"mean": mean, "spread": spread, **dict(zip(names, weights, strict=True))}
    return {name: np.round(one, 5).tolist() for name, one in told.items()}


def slopes(weights: list[Floats], scaled: Floats, labels: Floats) -> list[Floats]:
    """Gradients of the weighted log loss, in the order of `weights`."""
    w1, b1, w2, b2, w3, b3 = weights
    first = np.maximum(scaled @ w1 + b1, 0)
    second = np.maximum(first @ w2 + b2, 0)
    chance = 1 / (1 + np.exp(-(second @ w3 + b3)[:, 0]))
    error = ((chance - labels) * np.where(labels == 1, 1.0, FALSE_ALARM) / len(labels))[:, None]
    back2 = error @ w3.T * (second > 0)
    back1 = back2 @ w2.T * (first > 0)
    decay = 1e-4
    return [
        scaled.T @ back1 + decay * w1, back1.sum(0),
        first.T @ back2 + decay * w2, back2.sum(0),
        second.T @ error + decay * w3, error.sum(0),
    ]  # fmt: skip


def main(pictures: int = 1800) -> None:
    features, labels = gathered(pictures)
    print(f"{len(labels)} rows, {int(labels.sum())} of letters", file=sys.stderr)
    WEIGHTS.write_text(json.dumps(learned(features, labels)) + "\n", encoding="ascii")


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:]))
