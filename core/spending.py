"""What text messages may cost: a price by how the number begins, and caps in money.

Amounts are whole ten-thousandths of whatever the provider bills in, so that prices as they are
(0.0079 a text) add up without a rest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

PARTS = 10_000
LARGEST = 100_000 * PARTS
DAY, MONTH = 86_400, 30 * 86_400
MARKS = (50, 80, 100)  # per cent of a cap at which the operator hears of it
_PREFIX = re.compile(r"\+[1-9]\d{0,14}")


@dataclass(frozen=True, slots=True)
class Spending:
    """`price`: of one text, where no longer beginning of a number says another. Caps: 0 is none."""

    price: int = 0
    prices: Mapping[str, int] = field(default_factory=dict)
    day: int = 0
    month: int = 0

    def price_of(self, phone: str) -> int:
        """Of one text to an E.164 number."""
        known = [prefix for prefix in self.prices if phone.startswith(prefix)]
        return self.prices[max(known, key=len)] if known else self.price

    def caps(self) -> Mapping[str, tuple[int, int]]:
        """Those there are: the window in seconds, and what may be spent in it."""
        both = {"day": (DAY, self.day), "month": (MONTH, self.month)}
        return {name: (window, cap) for name, (window, cap) in both.items() if cap}

    def mark(self, spent: int, cap: int) -> int:
        """The highest mark that is reached; 100 where not one text more fits."""
        if spent + max(1, self.price) > cap:
            return MARKS[-1]
        return max((m for m in MARKS if spent * 100 >= m * cap), default=0)


def amount(written: str) -> int:
    """An amount of money as people write it, `0.05`. Raises ValueError."""
    try:
        value = Decimal(written.strip()) * PARTS
    except InvalidOperation as error:
        raise ValueError("not an amount") from error
    if not value.is_finite() or value != value.to_integral_value() or not 0 <= value <= LARGEST:
        raise ValueError("not an amount")
    return int(value)


def prices(written: str) -> Mapping[str, int]:
    """`+44=0.04,+1=0.0079`: what a text costs by how the number begins. Raises ValueError."""
    found = {}
    for part in filter(None, (p.strip() for p in written.split(","))):
        prefix, _, price = part.partition("=")
        if not _PREFIX.fullmatch(prefix.strip()):
            raise ValueError("not the beginning of a number")
        found[prefix.strip()] = amount(price)
    return found
