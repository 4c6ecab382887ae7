"""Bits from the most significant on."""

from __future__ import annotations


class BitWriter:
    """Collects bits; `golomb` writes unsigned Exp-Golomb codes."""

    def __init__(self) -> None:
        self._bits: list[str] = []

    def write(self, value: int, count: int) -> None:
        self._bits.append(format(int(value), f"0{count}b"))

    def golomb(self, *values: int) -> None:
        for value in values:
            code = format(value + 1, "b")
            self._bits.append("0" * (len(code) - 1) + code)

    def align(self) -> None:
        held = "".join(self._bits)
        self._bits = [held + "0" * (-len(held) % 8)]

    def raw(self, data: bytes) -> None:
        self._bits.extend(format(byte, "08b") for byte in data)

    def aligned(self) -> bytes:
        self.align()
        held = self._bits[0]
        return bytes(int(held[at : at + 8], 2) for at in range(0, len(held), 8))
