"""Orders and checkouts, as data."""

from typing import Annotated

import msgspec

from services.billing.people.model import Address
from services.billing.stripe.model import SessionStatus
from services.billing.subscriptions.model import Subject
from shared.errors import Conflict, Gone
from shared.ids import AgencyId, ProductionId
from shared.vocabulary.plans import PlanName

Url = Annotated[str, msgspec.Meta(max_length=2000, pattern=r"^https?://[^\s/]+")]


class Order(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is to be subscribed to, by whom, and where the browser goes afterwards."""

    agency_id: AgencyId
    production_id: ProductionId
    production_title: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    plan: PlanName
    person_email: Address
    success_url: Url
    cancel_url: Url
    trial: bool = False

    @property
    def subject(self) -> Subject:
        return Subject(self.agency_id, self.production_id)


class CheckoutUrl(msgspec.Struct, frozen=True):
    """Where the production is paid for."""

    url: str


class Checkout(msgspec.Struct, frozen=True):
    """A checkout that was opened, by its id at Stripe."""

    stripe_id: str
    subject: Subject
    plan: PlanName
    status: SessionStatus


class AlreadySubscribed(Conflict):
    """This production is subscribed already."""


class TrialUsed(Conflict):
    """Your agency has had its trial. Please choose the plan without one."""


class PaidJustNow(Conflict):
    """This production has just been paid for. It opens in a moment."""


class DeletedByNow(Gone):
    """This production was kept for 30 days after its subscription ended, and is deleted by now."""
