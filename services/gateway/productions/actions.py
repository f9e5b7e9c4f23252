"""Starting a production, paying for it, adding roles with sides."""

import asyncio
from pathlib import PurePath
from uuid import UUID

from services.gateway import audit, paths
from services.gateway.billing import CheckoutOrder
from services.gateway.desk import Desk
from services.gateway.productions import pdf as pages_of
from services.gateway.productions import store
from services.gateway.productions.model import (
    SIDES_LIMIT,
    NewProduction,
    NewRole,
    Order,
    Production,
    Role,
    Sides,
)
from shared import lines
from shared.bus import outbox
from shared.errors import Invalid
from shared.events.billing import SubscriptionChanged
from shared.events.gateway import ProductionStarted
from shared.ids import ProductionId, RoleId, new_id
from shared.objects import Objects, Span
from shared.tenancy import Connection


async def start(desk: Desk, new: NewProduction) -> Production:
    production = Production(
        ProductionId(new_id()), new.title, new.company, desk.now, subscription=None, plan=None
    )
    await store.add_production(desk, production, desk.person.id)
    await audit.note(desk, desk.who, "started", "production", production.id)
    await outbox.publish(
        desk.connection,
        "gateway",
        ProductionStarted(agency_id=desk.agency.id, production_id=production.id),
    )
    return production


async def order(desk: Desk, production_id: UUID, chosen: Order) -> CheckoutOrder:
    """Write up what is to be paid for; billing opens the checkout when our transaction is over.

    Raises:
        ProductionNotFound
    """
    production = await store.production(desk, production_id)
    await audit.note(desk, desk.who, "went to pay for", "production", production.id)
    return CheckoutOrder(
        agency_id=desk.agency.id,
        production_id=production.id,
        production_title=production.title,
        plan=chosen.plan,
        trial=chosen.trial,
        person_email=desk.person.email,
        success_url=desk.public_url + paths.subscribed(production.id),
        cancel_url=desk.public_url + paths.production(production.id),
    )


async def follow_subscription(connection: Connection, event: SubscriptionChanged) -> None:
    await store.follow_subscription(
        connection, event.production_id, event.status, event.plan, event.changed_at
    )


async def add_role(
    desk: Desk, production_id: UUID, new: NewRole, file_name: str, pdf: bytes
) -> Role:
    """Add a role, with its sides where a file is given.

    Raises:
        ProductionNotFound
        ReadOnly: nothing may change in it now.
        Invalid: the file is not a PDF that can be read, or is too large.
    """
    production = await store.changeable(desk, production_id)
    role = Role(RoleId(new_id()), production.id, new.name, new.breakdown)
    await store.add_role(desk, role)
    if pdf:
        await _add_sides(desk, role, file_name, pdf)
    await audit.note(desk, desk.who, "added", "role", role.id)
    return role


async def _add_sides(desk: Desk, role: Role, file_name: str, pdf: bytes) -> None:
    if len(pdf) > SIDES_LIMIT:
        raise Invalid(sides=f"This file is too large: sides have at most {SIDES_LIMIT >> 20} MB.")
    pages = await asyncio.to_thread(pages_of.count_pages, pdf)
    sides_id = new_id()
    key = f"{desk.agency.id.hex}/sides/{sides_id.hex}.pdf"
    await desk.objects.put(key, pdf)
    name = lines.plain(PurePath(file_name.replace("\\", "/")).name)[-200:]
    name = "sides.pdf" if not name or lines.trouble(name) else name
    await store.add_sides(desk, Sides(sides_id, role.id, name, key, pages, len(pdf)))


async def words_of(objects: Objects, sides: Sides) -> str:
    """Return what sides say, as far as a prompter takes it.

    Raises:
        ObjectNotFound
        SidesUnreadable: there is nothing but pictures in them.
    """
    whole = Span(0, sides.bytes, sides.bytes)
    pdf = b"".join([chunk async for chunk in objects.read(sides.object_key, whole)])
    return await asyncio.to_thread(pages_of.text_of, pdf)
