"""What a text may cost and how many there may be: asked before each one is planned.

Whoever it is for, a refusal has the same words: it tells nothing of who is here.
"""

from __future__ import annotations

from core.errors import Refused
from core.ids import PodId
from core.usecases.desk import Desk
from core.verification import digest

HOUR, DAY = 3_600, 86_400
TEXTS = {"number": (DAY, 5), "prefix": (HOUR, 30), "pod": (DAY, 60), "installation": (DAY, 2_000)}
PREFIX_LENGTH = 7


def budget(window: str) -> str:
    """The name under which what was spent is counted; `window` is day or month."""
    return f"text:spent:{window}"


async def within_budgets(desk: Desk, phone: str, *, pod: PodId | None = None) -> None:
    """One more text to this number, counted and paid for. Raises Refused."""
    about = {
        "number": digest(phone),
        "prefix": digest(phone[:PREFIX_LENGTH]),
        "pod": pod or "",
        "installation": "all",
    }
    for name, (window, limit) in TEXTS.items():
        if name == "pod" and pod is None:
            continue
        if not await desk.uow.budgets.take(
            f"text:{name}:{about[name]}", window_seconds=window, limit=limit
        ):
            raise Refused("code-enough-today", name)
    await _pay(desk, phone)


async def _pay(desk: Desk, phone: str) -> None:
    rules = desk.world.rules.spending
    price = rules.price_of(phone)
    for name, (window, cap) in rules.caps().items():
        if not await desk.uow.budgets.take(
            budget(name), window_seconds=window, limit=cap, cost=price
        ):
            raise Refused("code-enough-today", f"money, {name}")
        after = await desk.uow.budgets.used(budget(name), window_seconds=window)
        mark = rules.mark(after, cap)
        if mark > rules.mark(after - price, cap):
            # On record and counted: `carepods_acts_total`, and a line in the log.
            await desk.audit(
                None, "service", f"text_money_{name}", "texts", f"at_{mark}", "of the cap"
            )


async def affordable(desk: Desk, phone: str) -> bool:
    """The same for a notice that may stay away: nothing is raised."""
    try:
        await within_budgets(desk, phone)
    except Refused:
        return False
    return True


async def spent(desk: Desk) -> dict[str, int]:
    """What is spent in the window of each cap; empty where there is no cap."""
    return {
        name: await desk.uow.budgets.used(budget(name), window_seconds=window)
        for name, (window, _) in desk.world.rules.spending.caps().items()
    }
