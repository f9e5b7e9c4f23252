"""Internal HTTP: what owners do with a production's subscription."""

from litestar import Controller, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from services.billing.checkouts.model import CheckoutUrl
from services.billing.desk import Desk
from services.billing.stripe.client import Stripe
from services.billing.stripe.model import Invoice, Preview
from services.billing.subscriptions import terms
from services.billing.subscriptions.model import Doing, PlanChange, Terms, Visit
from shared.tenancy import Database

OpenDatabase = NamedDependency[Database]
OpenStripe = NamedDependency[Stripe]


class Subscriptions(Controller):
    path = "/subscriptions"

    @post("/preview", status_code=200)
    async def preview(
        self, data: JSONBody[PlanChange], database: OpenDatabase, stripe: OpenStripe
    ) -> Preview:
        async with database.platform() as connection:
            return await terms.preview(Desk(connection, stripe), data.subject, data.plan)

    @post("/change", status_code=204)
    async def change(
        self, data: JSONBody[PlanChange], database: OpenDatabase, stripe: OpenStripe
    ) -> None:
        async with database.platform() as connection:
            await terms.change(Desk(connection, stripe), data.subject, data.plan, data.at)

    @post("/do", status_code=204)
    async def do(self, data: JSONBody[Doing], database: OpenDatabase, stripe: OpenStripe) -> None:
        async with database.platform() as connection:
            await terms.do(Desk(connection, stripe), data.subject, data.act)

    @post("/invoices", status_code=200)
    async def invoices(
        self, data: JSONBody[Terms], database: OpenDatabase, stripe: OpenStripe
    ) -> list[Invoice]:
        async with database.platform() as connection:
            return await terms.invoices(Desk(connection, stripe), data.subject)

    @post("/portal", status_code=200)
    async def portal(
        self, data: JSONBody[Visit], database: OpenDatabase, stripe: OpenStripe
    ) -> CheckoutUrl:
        async with database.platform() as connection:
            desk = Desk(connection, stripe)
            return CheckoutUrl(await terms.portal(desk, data.subject, data.return_url))
