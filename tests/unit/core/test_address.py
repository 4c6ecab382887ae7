"""Addresses as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.address import parse_email
from core.errors import Refused
from core.plain import one_line, plain


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("Anna.Berg@Example.org", "anna.berg@example.org"),
        (" anna@example.org ", "anna@example.org"),
        ("<anna@example.org>", "anna@example.org"),
        ("<mailto:anna@example.org|anna@example.org>", "anna@example.org"),
        ("anna+pod@example.co.uk", "anna+pod@example.co.uk"),
        ("anna@bücher.example", "anna@xn--bcher-kva.example"),
        ("anna@аррӏе.com", "anna@xn--80ak6aa92e.com"),  # Cyrillic, shown as what it is
    ],
)
def test_understood(written: str, address: str) -> None:
    assert parse_email(written) == address


@pytest.mark.parametrize(
    "written",
    [
        "", "anna", "@example.org", "anna@", "anna@localhost", "anna@127.0.0.1", "a b@example.org",
        "anna@example..org", ".anna@example.org", "anna..b@example.org", "a" * 65 + "@example.org",
        "anna@example.org\nBcc: x@example.org", "anna@-example.org", "anna@" + "a" * 300 + ".org",
        '"anna b"@example.org', "anna@exa mple.org", "аnna@example.org",
    ],
)  # fmt: skip
def test_refused(written: str) -> None:
    with pytest.raises(Refused):
        parse_email(written)


@given(st.text())
def test_whatever_comes_out_fits_into_a_header(written: str) -> None:
    try:
        address = parse_email(written)
    except Refused:
        return
    assert address.isascii() and address.isprintable() and " " not in address


@pytest.mark.parametrize(
    "text",
    ["Zoë Müller-O’Hara", "Việt Nguyễn", "नमस्ते क्षत्रिय", "שָׁלוֹם בְּרֵאשִׁ֖ית", "བསྒྲུབས", "ที่นี่",
     "محمد بن سلمان", "王小明", "こんにちは", "❤️ 👍🏽"],
)  # fmt: skip
def test_words_of_every_script_stay_as_they_are(text: str) -> None:
    assert plain(text) == text
    assert one_line(text) == text


def test_blank_letters_and_piles_of_marks_go() -> None:
    assert one_line("\u3164 A\u2800\u115f\U000e0101 \ud800\ue000") == "A"
    assert one_line("e" + "\u0301" * 1000 + "x") == "e" + "\u0301" * 6 + "x"
    assert one_line("a \u200b b\tc") == "a b c"


@given(st.text())
def test_plain_text_hides_nothing(text: str) -> None:
    shown = plain(text)
    hidden = "\u202e\u2066\u200b\ufeff\x00\x1b\r"
    assert not any(c in shown for c in hidden)
    assert len(plain(text, 10)) <= 10
    assert "\n" not in one_line(text)
