"""Text from people, made fit to be shown."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from adapters import plain


@given(st.text())
def test_nothing_unseen_is_left(text: str) -> None:
    left = plain.clean(text)
    assert not [
        char
        for char in left
        if unicodedata.category(char) in ("Cc", "Cf", "Cs") and char not in "\n\t\u2068\u2069"
    ]
    assert plain.clean(left) == left


def test_isolates_stay_only_where_every_one_is_closed() -> None:
    assert plain.clean("for \u2068אבג\u2069 now") == "for \u2068אבג\u2069 now"
    assert plain.clean("for \u2068אבג now") == "for אבג now"
    assert plain.clean("a\u2069\u2068b") == "ab"


@given(st.text(), st.integers(min_value=0, max_value=50))
def test_a_cut_text_fits_and_a_short_one_is_left_alone(text: str, limit: int) -> None:
    cut = plain.cut(text, limit)
    assert plain.utf16(cut) <= limit
    if plain.utf16(text) <= limit:
        assert cut == text


def test_a_cut_ends_at_a_word() -> None:
    assert plain.cut("one two three four", 12) == "one two…"
    assert plain.cut("😀😀😀😀", 5) == "😀😀…"


def test_one_line_is_one_line() -> None:
    assert plain.one_line(" a\n\tb\u2028c\u200b ") == "a b c"
