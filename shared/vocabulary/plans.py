"""What productions subscribe to: the price list, the same for every agency."""

from typing import Literal, TypeAlias

import msgspec

from shared.texts import gettext_noop

PlanName: TypeAlias = Literal["short", "series", "studio"]
HOUR_MS = 3_600_000
GB = 10**9


class Plan(msgspec.Struct, frozen=True):
    """A month of one production. Amounts are US cents.

    `hours` are the recorded hours that the price includes, `hour_cents` buys one beyond them;
    `seats` is how many members of the agency may work while its largest plan is this one;
    `storage` are the bytes of files that may be kept for the production, recordings aside.
    """

    title: str
    cents: int
    hours: int
    hour_cents: int
    seats: int
    storage: int

    @property
    def included_ms(self) -> int:
        return self.hours * HOUR_MS

    @property
    def gigabytes(self) -> int:
        return self.storage // GB

    def beyond(self, recorded_ms: int) -> int:
        """Return what recordings beyond the included hours cost, by the millisecond, rounded down
        to the cent."""
        return max(0, recorded_ms - self.included_ms) * self.hour_cents // HOUR_MS


PLANS: dict[PlanName, Plan] = {
    "short": Plan(
        gettext_noop("Short film"), 29_00, hours=5, hour_cents=6_00, seats=3, storage=20 * GB
    ),
    "series": Plan(
        gettext_noop("Series"), 149_00, hours=40, hour_cents=4_00, seats=10, storage=200 * GB
    ),
    "studio": Plan(
        gettext_noop("Studio"), 499_00, hours=200, hour_cents=3_00, seats=40, storage=1_000 * GB
    ),
}


def usd(cents: int) -> str:
    """Write an amount of US cents for people: `29 USD`, `4.50 USD`, `-3.10 USD`."""
    return f"{cents // 100:,} USD" if cents % 100 == 0 else f"{cents / 100:,.2f} USD"
