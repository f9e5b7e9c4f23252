"""Reports mail over a quota to the operator, as a hook of Litestar's."""

from litestar.types import Scope

from services.gateway.platform.mail import operator_notices
from services.gateway.platform.mail.quotas import TooManyMails
from services.gateway.web.context import Caller, context_of


async def too_many_mails(error: Exception, scope: Scope) -> None:
    """Report in a transaction of its own, since the refused one is rolled back."""
    if isinstance(error, TooManyMails):
        caller: Caller = Caller(scope)
        app_context = context_of(caller)
        await operator_notices.notify(
            app_context.database, app_context.settings.operator_email, error
        )
