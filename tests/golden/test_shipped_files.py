"""Real files of many makers look as they did when they agreed with an independent decoder."""

import json

import pytest

from tests.golden.shipped_files import FOLDER, TABLE, described, files

EXPECTED = json.loads(TABLE.read_text(encoding="utf-8"))


def test_every_file_is_in_the_table():
    assert {path.name for path in files()} == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_shipped_file_looks_as_it_did(name):
    found, expected = described(FOLDER / name), dict(EXPECTED[name])
    # Lossy decoders may round otherwise on another processor.
    for figure in ("mean", "spread"):
        assert found.pop(figure, 0.0) == pytest.approx(expected.pop(figure, 0.0), abs=0.6)
    assert found == expected
