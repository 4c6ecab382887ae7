"""What pip is told on a machine, uv is told too."""

from pathlib import Path

import pytest

from tools.setup import network


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """The environment of somebody with a home of their own, and nothing of this machine's."""
    return {"HOME": str(tmp_path), "XDG_CONFIG_DIRS": str(tmp_path / "etc")}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(text)


def test_pip_conf_reaches_uv(home: dict[str, str], tmp_path: Path) -> None:
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    settings = (
        "[global]\nindex-url = https://index.example/simple\nproxy = http://proxy.example:3128\n"
        f"find-links =\n  {wheels}\n  {tmp_path}/missing\n"
        "[install]\nextra-index-url =\n  https://one.example\n  https://two.example\n"
    )
    _write(tmp_path / ".config/pip/pip.conf", settings)
    environ = network.environment(home)
    assert environ["UV_DEFAULT_INDEX"] == "https://index.example/simple"
    assert environ["UV_INDEX"] == "https://one.example https://two.example"
    assert environ["UV_FIND_LINKS"] == str(wheels)
    assert environ["ALL_PROXY"] == "http://proxy.example:3128"


def test_the_environment_wins_over_files(home: dict[str, str], tmp_path: Path) -> None:
    _write(tmp_path / ".pip/pip.conf", "[global]\nindex-url = https://file.example/simple\n")
    environ = network.environment(home | {"PIP_INDEX_URL": "https://named.example/simple"})
    assert environ["UV_DEFAULT_INDEX"] == "https://named.example/simple"
    environ = network.environment(environ | {"UV_DEFAULT_INDEX": "https://uv.example/simple"})
    assert environ["UV_DEFAULT_INDEX"] == "https://uv.example/simple"


@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE"])
def test_one_name_for_an_authority_is_enough(
    home: dict[str, str], tmp_path: Path, name: str
) -> None:
    authority = tmp_path / "authority.crt"
    authority.touch()
    alone = {"PIP_CONFIG_FILE": "/dev/null"}  # this machine's own settings aside
    environ = network.environment(home | alone | {name: str(authority)})
    assert environ["SSL_CERT_FILE"] == environ["PIP_CERT"] == str(authority)


def test_settings_that_would_mislead_are_dropped(home: dict[str, str]) -> None:
    misleading = {"UV_LINK_MODE": "", "SSL_CERT_FILE": "", "VIRTUAL_ENV": "/x", "PIP_USER": "1"}
    environ = network.environment(home | {"PIP_CONFIG_FILE": "/dev/null"} | misleading)
    assert not {"UV_LINK_MODE", "SSL_CERT_FILE", "VIRTUAL_ENV"} & environ.keys()
    assert environ["PIP_USER"] == "0"


def test_a_broken_pip_conf_stops_nothing(home: dict[str, str], tmp_path: Path) -> None:
    before = network.environment(home)
    _write(tmp_path / ".config/pip/pip.conf", "not a setting\n")
    assert network.environment(home) == before
