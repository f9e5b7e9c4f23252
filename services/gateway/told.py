"""What the house's operator is told, as a hook of Litestar's."""

from litestar.types import Scope

from services.gateway.house import Caller, house_of
from services.gateway.notifications import operator
from services.gateway.notifications.quotas import TooManyMails


async def too_many_mails(error: Exception, scope: Scope) -> None:
    """Tell of mail over a quota: in a transaction of its own, since the refused one is undone."""
    if isinstance(error, TooManyMails):
        caller: Caller = Caller(scope)
        house = house_of(caller)
        await operator.told(house.database, house.settings.operator_email, error)
