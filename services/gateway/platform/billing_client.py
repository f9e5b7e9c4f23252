"""Questions that only billing can answer, over plain internal HTTP."""

from typing import TypeAlias, TypeVar
from uuid import UUID

import httpx
import msgspec
from litestar.di import NamedDependency

from services.gateway.web.desk import Agency, Person
from shared import log, trace_context
from shared.errors import (
    Conflict,
    DomainError,
    Gone,
    Invalid,
    NotFound,
    PaymentRequired,
    Unavailable,
)

T = TypeVar("T")


class BillingAway(Unavailable):
    """Payments and accounts do not answer just now. Nothing was lost; please try again."""


class CheckoutOrder(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be paid for, by whom, and where the browser goes afterwards."""

    agency_id: UUID
    production_id: UUID
    production_title: str
    plan: str
    trial: bool
    person_email: str
    success_url: str
    cancel_url: str


class CheckoutUrl(msgspec.Struct, frozen=True):
    """Where a subscription is paid for, at Stripe."""

    url: str


class BillingClient:
    """Billing's internal API."""

    def __init__(self, url: str, token: str) -> None:
        self._http = httpx.AsyncClient(
            base_url=url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=20,
            event_hooks={"request": [_hand_request_on]},
        )

    async def person(self, email: str, name: str = "") -> Person:
        """Return the person with this address; make them if they are new.

        A name is kept where they have none yet.
        """
        return await self.post("/people", {"email": email, "name": name}, Person)

    async def new_agency(self, name: str, owner: UUID) -> Agency:
        """Make an agency with its schema; the person becomes its owner."""
        return await self.post("/agencies", {"name": name, "person_id": owner}, Agency)

    async def checkout(self, order: CheckoutOrder) -> str:
        """Return the address where a production is paid for; asked twice, the same one.

        Raises:
            Conflict: it is subscribed already.
        """
        return (await self.post("/checkouts", order, CheckoutUrl)).url

    async def request(self, path: str, body: object) -> None:
        """Ask billing to do something that has no answer. Raises as `post` does."""
        await self._ask(path, body)

    async def pass_on_webhook(self, body: bytes, signature: str) -> tuple[int, bytes]:
        """Hand a Stripe webhook on, byte by byte; return billing's status and answer."""
        try:
            answer = await self._http.post(
                "/webhooks/stripe", content=body, headers={"Stripe-Signature": signature}
            )
        except httpx.HTTPError as error:
            raise BillingAway from error
        return answer.status_code, answer.content

    async def post(self, path: str, body: object, kind: type[T]) -> T:
        """Ask billing to do something.

        Raises:
            NotFound, Conflict, Gone, PaymentRequired, Invalid: with billing's own sentence.
            BillingAway
        """
        return msgspec.json.decode(await self._ask(path, body), type=kind)

    async def _ask(self, path: str, body: object) -> bytes:
        try:
            answer = await self._http.post(
                path,
                content=msgspec.json.encode(body),
                headers={"Content-Type": "application/json"},
            )
        except httpx.HTTPError as error:
            raise BillingAway from error
        if answer.is_success:
            return answer.content
        raise _refusal(answer)

    async def close(self) -> None:
        await self._http.aclose()


BillingDep: TypeAlias = NamedDependency[BillingClient]


async def _hand_request_on(request: httpx.Request) -> None:
    request.headers.update(trace_context.headers(log.correlation()))


def _refusal(answer: httpx.Response) -> DomainError:
    detail = ""
    if answer.headers.get("content-type", "").endswith("json"):
        detail = answer.json().get("detail", "")
    kinds: dict[int, type[DomainError]] = {
        400: Invalid,
        402: PaymentRequired,
        404: NotFound,
        409: Conflict,
        410: Gone,
        422: Invalid,
    }
    return kinds.get(answer.status_code, BillingAway)(detail or None)
