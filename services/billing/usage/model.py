"""Bills for recorded hours, as data."""

from datetime import datetime

import msgspec

from services.billing.subscriptions.model import Subject
from shared.plans import HOUR_MS, PLANS, PlanName


class Bill(msgspec.Struct, frozen=True):
    """What a production recorded in one period, and what is beyond the included hours."""

    subject: Subject
    period_starts_at: datetime
    period_ends_at: datetime
    plan: PlanName
    recorded_ms: int

    @property
    def cents(self) -> int:
        return PLANS[self.plan].beyond(self.recorded_ms)

    @property
    def period(self) -> str:
        """The period's name, in idempotency keys and metadata: the day it began."""
        return self.period_starts_at.strftime("%Y-%m-%d")

    @property
    def key(self) -> str:
        return f"usage:{self.subject.production_id}:{self.period}"

    @property
    def in_words(self) -> str:
        beyond = (self.recorded_ms - PLANS[self.plan].included_ms) / HOUR_MS
        return f"{beyond:.2f} recorded hours beyond those included, from {self.period}"
