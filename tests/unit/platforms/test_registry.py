"""Platforms are found by name; nothing names them elsewhere."""

import pytest

from adapters import platforms
from tests.contract.platform_kit import MemoryNotes


def test_each_folder_is_a_platform_that_names_its_settings() -> None:
    found = platforms.found()
    assert {"slack", "telegram"} <= set(found)
    for name, entry in found.items():
        assert entry.name == name
        assert all(setting.name.startswith(name.upper()) for setting in entry.settings)
        assert any(setting.secret for setting in entry.settings)
        assert all(setting.help for setting in entry.settings)


def test_without_its_settings_a_platform_is_not_there() -> None:
    assert platforms.build_all({}, MemoryNotes()) == {}
    only = platforms.build_all({"TELEGRAM_TOKEN": "7:AA"}, MemoryNotes())
    assert set(only) == {"telegram"}


@pytest.mark.parametrize(
    "settings",
    [
        {"SLACK_BOT_TOKEN": "xoxb-1"},
        {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s", "SLACK_CLIENT_ID": "1"},
        {"SLACK_CLIENT_ID": "1", "SLACK_CLIENT_SECRET": "2", "SLACK_SIGNING_SECRET": "s"},
    ],
)
def test_settings_that_contradict_are_told_at_once(settings: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="SLACK_"):
        platforms.build_all(settings, MemoryNotes())


def test_no_secret_is_in_what_a_platform_says_of_itself() -> None:
    given = {"TELEGRAM_TOKEN": "7:canary", "SLACK_BOT_TOKEN": "canary", "SLACK_APP_TOKEN": "canary"}
    for platform in platforms.build_all(given, MemoryNotes()).values():
        assert "canary" not in repr(platform)
        assert "canary" not in repr(vars(platform).get("_options"))
