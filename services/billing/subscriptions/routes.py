"""Internal HTTP: what owners do with a production's subscription."""

from litestar import Controller, post
from litestar.params import JSONBody

from services.billing.checkouts.model import CheckoutUrl
from services.billing.desk import OpenDesk
from services.billing.stripe.model import Invoice, Preview
from services.billing.subscriptions import terms
from services.billing.subscriptions.model import PlanChange, SubscriptionAction, Terms, Visit


class Subscriptions(Controller):
    """What owners do with a production's subscription."""

    path = "/subscriptions"

    @post("/preview", status_code=200)
    async def preview(self, data: JSONBody[PlanChange], desk: OpenDesk) -> Preview:
        return await terms.preview(desk, data.subject, data.plan)

    @post("/change", status_code=204)
    async def change(self, data: JSONBody[PlanChange], desk: OpenDesk) -> None:
        await terms.change(desk, data.subject, data.plan, data.at)

    @post("/do", status_code=204)
    async def do(self, data: JSONBody[SubscriptionAction], desk: OpenDesk) -> None:
        await terms.do(desk, data.subject, data.act)

    @post("/invoices", status_code=200)
    async def invoices(self, data: JSONBody[Terms], desk: OpenDesk) -> list[Invoice]:
        return await terms.invoices(desk, data.subject)

    @post("/portal", status_code=200)
    async def portal(self, data: JSONBody[Visit], desk: OpenDesk) -> CheckoutUrl:
        return CheckoutUrl(await terms.portal(desk, data.subject, data.return_url))
