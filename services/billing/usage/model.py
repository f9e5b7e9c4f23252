"""Bills for recorded hours, as data."""

from datetime import datetime

import msgspec

from services.billing.stripe.model import Invoice
from services.billing.subscriptions.model import Subject
from shared.vocabulary.entitlements import Status
from shared.vocabulary.plans import HOUR_MS, PLANS, PlanName

TO_THE_SECOND = "%Y-%m-%dT%H:%M:%SZ"


class Bill(msgspec.Struct, frozen=True):
    """What a production recorded in one period, and what is beyond the included hours."""

    subject: Subject
    period_starts_at: datetime
    plan: PlanName
    recorded_ms: int

    @property
    def cents(self) -> int:
        return PLANS[self.plan].beyond(self.recorded_ms)

    @property
    def key(self) -> str:
        """The bill's name in idempotency keys and metadata. Two periods may begin on one day."""
        return f"usage:{self.subject.production_id}:{self.period_starts_at:{TO_THE_SECOND}}"

    @property
    def in_words(self) -> str:
        beyond = (self.recorded_ms - PLANS[self.plan].included_ms) / HOUR_MS
        began = f"{self.period_starts_at:%Y-%m-%d}"
        return f"{beyond:.2f} recorded hours beyond those included, from {began}"


def opens(invoice: Invoice, status: Status) -> bool:
    """Whether an invoice tells of a period that was entered, its subscription being in a status:
    what a paused one has not paid is a resumption that waits."""
    waits = status == "paused" and invoice.status in {"draft", "open"}
    return invoice.opens_at is not None and invoice.status != "void" and not waits
