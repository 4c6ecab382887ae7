"""The project's own lint finds what it is there to find."""

import shutil
from pathlib import Path

import pytest

from tools import check_names
from tools.setup import locks
from tools.setup.places import CHECKOUT


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for folder in ("core", "bot", "storage", "adapters/platforms/pigeon", "adapters/playground"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "adapters/platforms/pigeon/__init__.py").touch()
    return tmp_path


@pytest.mark.parametrize(
    ("path", "is_wrong"),
    [
        ("core/model.py", True),
        ("bot/router.py", True),
        ("adapters/platforms/other.py", True),
        ("bot/config.py", False),
        ("adapters/platforms/pigeon/api.py", False),
        ("adapters/playground/pigeon.py", False),
    ],
)
def test_a_platform_is_named_in_its_own_room_only(
    checkout: Path, path: str, is_wrong: bool
) -> None:
    (checkout / path).write_text("x = 1\nKIND = 'Pigeon'\n")
    found = list(check_names.findings(checkout))
    assert found == ([f"{path}:2: pigeon is named outside its own room"] if is_wrong else [])


def _copy_of_locks(folder: Path) -> Path:
    (folder / "tools").mkdir()
    for name in ("pyproject.toml", *locks.LOCKS):
        shutil.copy(CHECKOUT / name, folder / name)
    return folder


def test_locks_name_no_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    checkout = _copy_of_locks(tmp_path)
    with (checkout / "requirements.lock").open("a") as lock:
        lock.write("--index-url https://index.example/simple\n")
    assert locks.check(checkout) == 1
    assert "names a place" in capsys.readouterr().out


def test_locks_follow_the_dependencies(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    checkout = _copy_of_locks(tmp_path)
    project = checkout / "pyproject.toml"
    project.write_text(project.read_text().replace('"aiohttp==', '"aiohttp>='))
    assert locks.check(checkout) == 1
    assert "have changed since" in capsys.readouterr().out
