"""The page behind List-Unsubscribe. Looking at it ends nothing: mail scanners open links too."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from uuid import UUID

from litestar import Controller, get, post
from litestar.params import FromPath
from litestar.response import Template
from litestar.types import ControllerRouterHandler

from services.gateway.platform.mail.delivery.operator import Operator
from services.gateway.platform.mail.unsubscribing import actions
from services.gateway.platform.mail.unsubscribing.actions import Subscription
from services.gateway.web.context import AppContext
from services.gateway.web.dependencies import AppContextDep
from services.gateway.web.tokens import LinkUnknown
from shared.ids import AgencyId
from shared.tenancy import EVERY_PRODUCTION, AgencyNotFound, Connection


class UnsubscribePages(Controller):
    """The signed link is the right to be here: there is no CSRF token, for a mail program posts to
    it by itself (RFC 8058 section 3.2)."""

    path = "/unsubscribe/{token:str}"
    include_in_schema = False

    @get()
    async def look(self, token: FromPath[str], app_context: AppContextDep) -> Template:
        async with _opened(app_context, token) as (tx, mail):
            return _page(token, await actions.subscription(tx, mail))

    @post(status_code=200)
    async def end(self, token: FromPath[str], app_context: AppContextDep) -> Template:
        """No redirect follows: a mail program would not go there (RFC 8058 section 3.1)."""
        async with _opened(app_context, token) as (tx, mail):
            await actions.end(tx, mail)
            return _page(token, await actions.subscription(tx, mail))

    @post("/resume", status_code=200)
    async def resume(self, token: FromPath[str], app_context: AppContextDep) -> Template:
        async with _opened(app_context, token) as (tx, mail):
            await actions.resume(tx, mail)
            return _page(token, await actions.subscription(tx, mail))


def _page(token: str, found: Subscription) -> Template:
    return Template(
        "platform/mail/pages/unsubscribe.html", context={"found": found, "token": token}
    )


@asynccontextmanager
async def _opened(app_context: AppContext, token: str) -> AsyncIterator[tuple[Connection, UUID]]:
    """Open the agency that a link is of, with the mail that had it.

    Raises:
        LinkUnknown
    """
    ids = Operator.of(app_context.settings).unsubscribing(token)
    if ids is None:
        raise LinkUnknown
    agency, mail = ids
    try:
        every = EVERY_PRODUCTION
        async with app_context.database.tenant(AgencyId(agency), productions=every) as tx:
            yield tx, mail
    except AgencyNotFound as error:
        raise LinkUnknown from error


ROUTES: Sequence[ControllerRouterHandler] = (UnsubscribePages,)
