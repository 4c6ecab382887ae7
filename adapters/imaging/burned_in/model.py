"""How likely a row of parts is a line of letters: a small network, its weights beside this file."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Final

import numpy as np

from adapters.imaging.burned_in.components import Floats


def inputs(features: Floats) -> Floats:
    """What the network sees of rows (count, features): the features, and the letters' logarithm."""
    return np.hstack([features, np.log(features[:, :1])])


def _read() -> dict[str, Floats]:
    source = files(__package__).joinpath("weights.json")
    return {name: np.array(one) for name, one in json.loads(source.read_text("ascii")).items()}


_WEIGHTS: Final = _read()


def scores(features: Floats) -> Floats:
    """Log odds, one for each row of `features` (count, features), that it is text."""
    seen = (inputs(features) - _WEIGHTS["mean"]) / _WEIGHTS["spread"]
    first = np.maximum(np.clip(seen, -4, 4) @ _WEIGHTS["w1"] + _WEIGHTS["b1"], 0)
    second = np.maximum(first @ _WEIGHTS["w2"] + _WEIGHTS["b2"], 0)
    return np.asarray((second @ _WEIGHTS["w3"] + _WEIGHTS["b3"])[:, 0], np.float64)
