"""Pages and API of a production's money, for those who pay. Billing is asked between transactions,
so that none is open while Stripe answers."""

from typing import Any
from uuid import UUID

from litestar import Controller, Request, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from services.gateway import audit, forms, paths
from services.gateway.desk import Desk
from services.gateway.evaluations import store as answers
from services.gateway.house import OpenDesk, OpenHouse, desk_again, desk_for, desk_of
from services.gateway.money import actions, store
from services.gateway.money.model import ChosenPlan, Figures, ShownPlan, Wished
from services.gateway.parts import PARTS, Act
from services.gateway.productions import store as productions
from services.gateway.productions.model import Production
from services.gateway.web import Form, see_other
from shared.plans import PLANS, usd

PAYING = desk_for(Act.PAY)
Caller = Request[Any, Any, Any]


async def _at(request: Caller, production_id: UUID) -> tuple[Desk, Production]:
    """Look a production up for somebody who pays; the transaction is over afterwards."""
    async with desk_of(request, Act.PAY) as desk:
        return desk, await productions.production(desk, production_id)


class MoneyPages(Controller):
    path = "/productions/{production_id:uuid}/money"
    include_in_schema = False

    @get()
    async def money(
        self, request: Caller, production_id: FromPath[UUID], house: OpenHouse
    ) -> Template:
        async with desk_of(request, Act.PAY) as desk:
            production = await productions.production(desk, production_id)
            account = await store.account(desk, production.id)
            repairs = await store.repairs(desk, production.id)
            owed = await answers.owed(desk.connection, production.id)
        invoices = await actions.invoices(house.billing, desk, production) if account else []
        shown = {"account": account, "invoices": invoices, "repairs": repairs, "owed": owed}
        return _page("money", desk, production=production, **shown)

    @get("/usage", dependencies=PAYING)
    async def usage(self, production_id: FromPath[UUID], desk: OpenDesk) -> Template:
        """The live part of the page."""
        production = await productions.production(desk, production_id)
        account = await store.account(desk, production.id)
        return _page("usage", desk, production=production, account=account)

    @get("/plan")
    async def look_at_plan(
        self, request: Caller, production_id: FromPath[UUID], house: OpenHouse
    ) -> Template:
        """What another plan costs at once."""
        desk, production = await _at(request, production_id)
        plan = forms.read(ChosenPlan, dict(request.query_params)).plan
        preview = await actions.preview(house.billing, desk, production, plan)
        return _page("plan_change", desk, production=production, chosen=plan, preview=preview)

    @post("/plan")
    async def change_plan(
        self, request: Caller, production_id: FromPath[UUID], data: Form, house: OpenHouse
    ) -> Redirect:
        desk, production = await _at(request, production_id)
        shown = forms.read(ShownPlan, data)
        await actions.change(house.billing, desk, production, shown.plan, shown.at)
        async with desk_again(house, desk) as again:
            await audit.note(
                again, again.who, f"changed to plan {shown.plan}", "production", production.id
            )
        return see_other(paths.money(production.id))

    @post("/act")
    async def act(
        self, request: Caller, production_id: FromPath[UUID], data: Form, house: OpenHouse
    ) -> Redirect:
        desk, production = await _at(request, production_id)
        wanted = forms.read(Wished, data).act
        await actions.wish(house.billing, desk, production, wanted)
        async with desk_again(house, desk) as again:
            await actions.wished(again, production, wanted)
        return see_other(paths.money(production.id))

    @get("/portal")
    async def portal(
        self, request: Caller, production_id: FromPath[UUID], house: OpenHouse
    ) -> Redirect:
        desk, production = await _at(request, production_id)
        back = house.settings.public_url + paths.money(production.id)
        return see_other(await actions.portal(house.billing, desk, production, back))


def _page(name: str, desk: Desk, **shown: object) -> Template:
    context = {"desk": desk, "answers": PARTS[Act.REVIEW], "plans": PLANS, "usd": usd, **shown}
    return Template(f"money/pages/{name}.html", context=context)


class MoneyApi(Controller):
    path = "/api/v1/productions/{production_id:uuid}/money"
    tags = ["money"]

    @get(dependencies=PAYING)
    async def read_money(self, production_id: FromPath[UUID], desk: OpenDesk) -> Figures:
        """Tell a production's plan, and what it has recorded of its included hours, live."""
        production = await productions.production(desk, production_id)
        return actions.figures(await store.account(desk, production.id))
