"""Pages and API of a production's money, for those who pay. Billing is asked between transactions,
so that none is open while Stripe answers."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from litestar import Controller, Request, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from services.gateway.casting.candidates.answers import store as answers
from services.gateway.casting.productions import store as productions
from services.gateway.casting.productions.model import Production
from services.gateway.casting.subscriptions import actions, lists, store
from services.gateway.casting.subscriptions.model import (
    SUBSCRIPTIONS,
    ChosenPlan,
    Figures,
    ListedSubscription,
    ShownPlan,
    SubscriptionAction,
)
from services.gateway.platform import audit
from services.gateway.platform.billing_client import BillingDep
from services.gateway.platform.mail import records
from services.gateway.web import forms, listing, urls
from services.gateway.web.dependencies import (
    AppContextDep,
    OpenDesk,
    desk_of,
    new_transaction,
    require,
)
from services.gateway.web.desk import Desk
from services.gateway.web.listing import Page
from services.gateway.web.permissions import ROLE_PERMISSIONS, Permission
from services.gateway.web.rendering.redirects import Form, see_other
from shared.vocabulary.plans import PLANS, usd

Caller = Request[Any, Any, Any]


async def _at(request: Caller, production_id: UUID) -> tuple[Desk, Production]:
    """Look a production up for somebody who pays; the transaction is over afterwards."""
    async with desk_of(request, Permission.PAY) as desk:
        return desk, await productions.production(desk, production_id)


@get(urls.BILLING, include_in_schema=False, dependencies=require(Permission.PAY))
async def billing_page(request: Caller, desk: OpenDesk) -> Template:
    """All subscriptions of the agency."""
    asked = listing.read(SUBSCRIPTIONS, request)
    page = await lists.subscriptions(desk, asked)
    return _page("billing", desk, asked=asked, page=page)


class SubscriptionPages(Controller):
    """Pages of a production's subscription, for who pays."""

    path = "/productions/{production_id:uuid}/money"
    include_in_schema = False

    @get()
    async def money(
        self, request: Caller, production_id: FromPath[UUID], billing: BillingDep
    ) -> Template:
        async with desk_of(request, Permission.PAY) as desk:
            production = await productions.production(desk, production_id)
            account = await productions.account(desk, production.id)
            repairs = await store.repairs(desk, production.id)
            owed = await answers.count_owed(desk.connection, production.id)
            mails = await records.about(desk.connection, [production.id])
        invoices = await actions.invoices(billing, desk, production) if account else []
        shown = {"account": account, "invoices": invoices, "repairs": repairs, "owed": owed}
        return _page("money", desk, production=production, mails=mails, **shown)

    @get("/usage", dependencies=require(Permission.PAY))
    async def usage(self, production_id: FromPath[UUID], desk: OpenDesk) -> Template:
        """The live part of the page."""
        production = await productions.production(desk, production_id)
        account = await productions.account(desk, production.id)
        return _page("usage", desk, production=production, account=account)

    @get("/plan")
    async def look_at_plan(
        self, request: Caller, production_id: FromPath[UUID], billing: BillingDep
    ) -> Template:
        """What another plan costs at once."""
        desk, production = await _at(request, production_id)
        plan = forms.read(ChosenPlan, dict(request.query_params)).plan
        preview = await actions.preview(billing, desk, production, plan)
        return _page("plan_change", desk, production=production, chosen=plan, preview=preview)

    @post("/plan")
    async def change_plan(
        self,
        request: Caller,
        production_id: FromPath[UUID],
        data: Form,
        app_context: AppContextDep,
        billing: BillingDep,
    ) -> Redirect:
        desk, production = await _at(request, production_id)
        shown = forms.read(ShownPlan, data)
        await actions.change(billing, desk, production, shown.plan, shown.at)
        async with new_transaction(app_context, desk) as again:
            await audit.note(
                again, again.who, f"changed to plan {shown.plan}", "production", production.id
            )
        return see_other(urls.money(production.id))

    @post("/act")
    async def act(
        self,
        request: Caller,
        production_id: FromPath[UUID],
        data: Form,
        app_context: AppContextDep,
        billing: BillingDep,
    ) -> Redirect:
        desk, production = await _at(request, production_id)
        wanted = forms.read(SubscriptionAction, data).act
        await actions.prepare_action(billing, desk, production, wanted)
        async with new_transaction(app_context, desk) as again:
            await actions.perform_action(again, production, wanted)
        return see_other(urls.money(production.id))

    @get("/portal")
    async def portal(
        self,
        request: Caller,
        production_id: FromPath[UUID],
        app_context: AppContextDep,
        billing: BillingDep,
    ) -> Redirect:
        desk, production = await _at(request, production_id)
        back = app_context.settings.public_url + urls.money(production.id)
        return see_other(await actions.portal(billing, desk, production, back))


def _page(name: str, desk: Desk, **shown: object) -> Template:
    context = {
        "desk": desk,
        "answers": ROLE_PERMISSIONS[Permission.REVIEW],
        "plans": PLANS,
        "usd": usd,
        **shown,
    }
    return Template(f"casting/subscriptions/pages/{name}.html", context=context)


class SubscriptionApi(Controller):
    """A production's subscription, for programs."""

    path = "/api/v1/productions/{production_id:uuid}/money"
    tags = ["money"]

    @get(dependencies=require(Permission.PAY))
    async def read_money(self, production_id: FromPath[UUID], desk: OpenDesk) -> Figures:
        """Tell a production's plan, and what it has recorded of its included hours, live."""
        production = await productions.production(desk, production_id)
        return actions.figures(await productions.account(desk, production.id))


@get(
    "/api/v1/subscriptions",
    tags=["money"],
    operation_class=listing.described(SUBSCRIPTIONS),
    dependencies=require(Permission.PAY),
)
async def list_subscriptions(request: Caller, desk: OpenDesk) -> Page[ListedSubscription]:
    """List the agency's subscriptions, a page at a time."""
    return await lists.subscriptions(desk, listing.read(SUBSCRIPTIONS, request))


ROUTES: Sequence[ControllerRouterHandler] = (
    billing_page,
    list_subscriptions,
    SubscriptionPages,
    SubscriptionApi,
)
