"""Internal HTTP: checkouts."""

from litestar import post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from services.billing.checkouts import actions
from services.billing.checkouts.model import CheckoutUrl, Order
from services.billing.desk import Desk
from services.billing.stripe.client import Stripe
from shared.tenancy import Database


@post("/checkouts", status_code=200)
async def check_out(
    data: JSONBody[Order], database: NamedDependency[Database], stripe: NamedDependency[Stripe]
) -> CheckoutUrl:
    async with database.platform() as connection:
        return await actions.check_out(Desk(connection, stripe), data)
