"""Internal HTTP: checkouts."""

from litestar import post
from litestar.params import JSONBody

from services.billing.checkouts import actions
from services.billing.checkouts.model import CheckoutUrl, Order
from services.billing.desk import OpenDesk


@post("/checkouts", status_code=200)
async def check_out(data: JSONBody[Order], desk: OpenDesk) -> CheckoutUrl:
    return await actions.check_out(desk, data)
