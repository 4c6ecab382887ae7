"""How people look on both sides: their letters and a colour that stays theirs."""

COLOURS = 8


def face(key: str, name: str) -> dict[str, str | int]:
    """A person's name, one or two letters, and the number of a colour."""
    words = [word for word in name.replace("Dr. ", "").split() if word[:1].isalpha()]
    letters = "".join(word[0] for word in (words[:1] + words[1:][-1:])) or "?"
    colour = sum(ord(c) * (n + 1) for n, c in enumerate(name)) % COLOURS
    return {"id": key, "name": name, "letters": letters.upper(), "colour": colour}
