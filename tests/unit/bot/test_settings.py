"""Start-up refuses what is missing, made up or the same twice."""

import base64
import os

import pytest

from bot.config import Settings, UnsafeSettings, check


def key(value: bytes) -> str:
    return base64.b64encode(value).decode()


GOOD = {
    "database_url": "sqlite:////tmp/x.db",
    "blobs_url": "file:///tmp/blobs",
    "smtp_url": "smtp://127.0.0.1:2525",
    "mail_from": "care@hospital.example",
    "sms_url": "twilio://AC1:t@127.0.0.1:9?from=%2B15005550006&scheme=http",
    "public_url": "http://127.0.0.1:8080",
    "master_key": key(os.urandom(32)),
    "pepper": key(os.urandom(32)),
}
PLATFORM = {"TELEGRAM_TOKEN": "1:a", "TELEGRAM_API_URL": "http://127.0.0.1:1"}


def refused(**changes: str) -> str:
    with pytest.raises(UnsafeSettings) as error:
        check(Settings(_env_file=None, **{**GOOD, **changes}), PLATFORM)  # type: ignore[arg-type]
    return "\n".join(error.value.sentences)


def test_good_settings_pass() -> None:
    check(Settings(_env_file=None, **GOOD), PLATFORM)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["master_key", "pepper"])
@pytest.mark.parametrize(
    "value",
    ["", "secret", key(bytes(32)), key(b"\xff" * 32), key(bytes(range(32))), key(b"a" * 16)],
)
def test_missing_and_default_secrets_are_refused(name: str, value: str) -> None:
    assert name.upper() in refused(**{name: value})


def test_one_secret_for_both_is_refused() -> None:
    same = key(os.urandom(32))
    assert "differ" in refused(master_key=same, pepper=same)


def test_a_previous_master_key_that_is_none_is_refused() -> None:
    assert "PREVIOUS_MASTER_KEY" in refused(previous_master_key="old")


@pytest.mark.parametrize("name", [n for n in GOOD if n not in ("master_key", "pepper")])
def test_whatever_is_missing_is_named(name: str) -> None:
    assert name.upper() in refused(**{name: ""})


def test_a_public_address_is_encrypted() -> None:
    assert "https" in refused(public_url="http://pods.example")


MONEY = {"sms_price": "0.05", "sms_daily_cap": "20", "sms_monthly_cap": "200"}


def test_texts_have_prices_and_caps() -> None:
    given = {**GOOD, **MONEY, "sms_prices": "+44=0.04, +1=0.0079,+1876=0.3"}
    settings = Settings(_env_file=None, **given)  # type: ignore[arg-type]
    check(settings, PLATFORM)
    spending = settings.spending
    assert spending.caps() == {"day": (86_400, 200_000), "month": (30 * 86_400, 2_000_000)}
    prices = [spending.price_of(n) for n in ("+447400123456", "+12025550100", "+18765550100")]
    assert prices == [400, 79, 3_000]
    assert spending.price_of("+491713920001") == 500, "where no beginning is known"


@pytest.mark.parametrize("name", MONEY)
@pytest.mark.parametrize("value", ["much", "-1", "0.00001", "1e9", "nan", "Infinity"])
def test_what_is_no_amount_is_named(name: str, value: str) -> None:
    assert name.upper() in refused(**{**MONEY, name: value})


@pytest.mark.parametrize("value", ["44=1", "+44", "+44=x", "+0=1", "+44=1;+1=2"])
def test_prices_that_are_none_are_named(value: str) -> None:
    assert "SMS_PRICES" in refused(sms_prices=value)


def test_a_cap_without_a_price_caps_nothing_and_is_refused() -> None:
    assert "SMS_PRICE" in refused(sms_monthly_cap="10")
    assert "nobody could be let in" in refused(sms_price="0.05", sms_daily_cap="0.04")


@pytest.mark.parametrize(
    ("region", "listed", "countries"),
    [
        ("", "", set()), ("gb", "", {"GB"}), ("GB", "ie, fr", {"IE", "FR"}), ("GB", "*", set()),
        ("", "*", set()),
    ],
)  # fmt: skip
def test_countries_are_the_list_or_the_region(
    region: str, listed: str, countries: set[str]
) -> None:
    given = {**GOOD, "phone_region": region, "phone_countries": listed}
    assert Settings(_env_file=None, **given).countries == countries  # type: ignore[arg-type]


def test_no_sentence_shows_a_secret() -> None:
    said = refused(master_key="MY-VERY-SECRET")
    assert "MY-VERY-SECRET" not in said


def test_a_region_that_is_no_country_is_refused() -> None:
    assert "PHONE_REGION" in refused(phone_region="England")
    assert "PHONE_COUNTRIES" in refused(phone_countries="GB,Ireland")
    for good in ({"phone_region": "gb"}, {"phone_countries": "GB, ie"}, {"phone_countries": "*"}):
        check(Settings(_env_file=None, **GOOD, **good), PLATFORM)  # type: ignore[arg-type]


def test_a_port_that_there_is_not_is_called_so() -> None:
    assert "65535" in refused(listen="127.0.0.1:99999")
    assert "HOST:PORT" in refused(listen="127.0.0.1")
