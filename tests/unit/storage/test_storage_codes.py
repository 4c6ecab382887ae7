"""How a phone code is kept."""

from storage.codes import PepperedCodes


async def test_a_stored_code_needs_the_pepper_and_its_attempt() -> None:
    codes = PepperedCodes(b"p" * 32)
    sealed = await codes.seal("123456", "join:1:+44")
    assert "123456" not in sealed
    assert sealed.startswith("$argon2id$")
    assert await codes.matches("123456", "join:1:+44", sealed)
    assert not await codes.matches("123457", "join:1:+44", sealed)
    assert not await codes.matches("123456", "join:2:+44", sealed)
    assert not await PepperedCodes(b"q" * 32).matches("123456", "join:1:+44", sealed)


async def test_nothing_matches_where_nothing_is_kept() -> None:
    codes = PepperedCodes(b"p" * 32)
    assert not await codes.matches("", "nothing", "")
    assert not await codes.matches("123456", "join:1:+44", "")
