"""A part is there whole or not at all, and made once however many ask."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tools.setup.parts import Part, ensure, find
from tools.setup.places import CHECKOUT, Places
from tools.setup.progress import Progress


@pytest.fixture
def places(tmp_path: Path) -> Places:
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    return Places(checkout, {"HOME": str(tmp_path)})


def _part(build: Callable[[Path], None] | None = None, stamp: str = "1") -> Part:
    def fill(folder: Path) -> None:
        (folder / "proof").write_text(stamp)

    return Part("thing", stamp, "Making the thing", "proof", build or fill)


def _names(places: Places) -> set[str]:
    return {path.name for path in places.shelf.iterdir() if path.is_dir()}


def test_a_part_is_made_once(places: Places) -> None:
    made = ensure(_part(), places, Progress())

    def fail(folder: Path) -> None:
        raise AssertionError

    assert ensure(_part(fail), places, Progress()) == made
    assert (made / "proof").read_text() == "1"


def test_an_interrupted_build_leaves_nothing_that_looks_whole(places: Places) -> None:
    def interrupted(folder: Path) -> None:
        (folder / "proof").touch()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ensure(_part(interrupted), places, Progress())
    assert find(_part(), places) is None
    assert _names(places) == set()


def test_what_a_killed_build_left_is_tidied(places: Places) -> None:
    (places.shelf / "thing.new-killed").mkdir(parents=True)
    ensure(_part(), places, Progress())
    assert _names(places) == {"thing-1"}


def test_a_new_stamp_replaces_the_old_part(places: Places) -> None:
    ensure(_part(), places, Progress())
    ensure(_part(stamp="2"), places, Progress())
    assert _names(places) == {"thing-2"}


def test_an_old_part_in_use_stays(places: Places) -> None:
    old = ensure(_part(), places, Progress())
    (old / "bin").mkdir()
    (old / "bin/python").symlink_to(sys.executable)
    command = [str(old / "bin/python"), "-c", "print('up', flush=True); input()"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as user:
        assert user.stdout is not None
        user.stdout.readline()  # before that it may not be what it will be
        ensure(_part(stamp="2"), places, Progress())
        assert _names(places) == {"thing-1", "thing-2"}
        user.communicate(b"\n")


def test_a_part_is_found_on_any_shelf(places: Places) -> None:
    second = places.shelves[1]
    (second / "thing-1").mkdir(parents=True)
    (second / "thing-1/proof").touch()
    assert find(_part(), places) == second / "thing-1"


_BUILD = """
import sys
from pathlib import Path
from tools.setup.parts import Part, ensure
from tools.setup.places import Places
from tools.setup.progress import Progress

def build(folder):
    print("built", flush=True)
    (folder / "proof").touch()

ensure(Part("thing", "1", "Making", "proof", build), Places(Path(sys.argv[1]), {}), Progress())
"""


def test_several_at_once_make_it_once(places: Places) -> None:
    command = [sys.executable, "-c", _BUILD, str(places.checkout)]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, cwd=CHECKOUT) for _ in range(4)]
    printed = [run.communicate()[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0, 0, 0]
    assert b"".join(printed) == b"built\n"
