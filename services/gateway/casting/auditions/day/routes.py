"""The day of a session: its slots and who is in them, as forms of its page."""

from collections.abc import Sequence
from uuid import UUID

from litestar import Controller, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from services.gateway.casting.auditions import confirmations
from services.gateway.casting.auditions import store as sessions
from services.gateway.casting.auditions.day import absences, actions, grid
from services.gateway.casting.auditions.day.api_routes import DayApi
from services.gateway.casting.auditions.day.model import (
    PRESENCES,
    Filling,
    Moving,
    NewSlots,
    Present,
    SlotFields,
    Split,
)
from services.gateway.casting.auditions.guests import invitations
from services.gateway.casting.auditions.guests import store as guest_store
from services.gateway.casting.auditions.replies.model import IN_WORDS
from services.gateway.casting.productions import store as productions
from services.gateway.web import confirmation, forms, urls
from services.gateway.web.dependencies import OpenDesk, require
from services.gateway.web.desk import Desk
from services.gateway.web.permissions import Permission
from services.gateway.web.rendering.redirects import Form, see_other


async def _back(desk: Desk, slot_id: UUID) -> Redirect:
    """Lead to the row of a slot."""
    slot = await sessions.slot(desk, slot_id)
    return see_other(f"{urls.session(slot.session_id)}#slot-{slot.position}")


class DayPages(Controller):
    """Changes of a day. Nothing is sent by them."""

    include_in_schema = False
    dependencies = require(Permission.CAST)

    @get("/slots/{slot_id:uuid}")
    async def slot(self, slot_id: FromPath[UUID], desk: OpenDesk) -> Template:
        """What can be done with one slot, and who is in it."""
        slot = await sessions.slot(desk, slot_id)
        session = await sessions.session(desk, slot.session_id)
        rows = await grid.day(desk, session.id)
        return Template(
            "casting/auditions/day/pages/slot.html",
            context={
                "desk": desk,
                "session": session,
                "production": await productions.production(desk, session.production_id),
                "roles": {r.id: r for r in await productions.roles(desk, session.production_id)},
                "slot": slot,
                "row": next(row for row in rows if row.slot.id == slot.id),
                "others": [r for r in rows if r.slot.kind == "audition" and r.slot.id != slot.id],
                "reps": await guest_store.reps_of(desk, session.id),
                "replies": IN_WORDS,
                "presences": PRESENCES,
            },
        )

    @get("/slots/{slot_id:uuid}/menu")
    async def menu(self, slot_id: FromPath[UUID], desk: OpenDesk) -> Template:
        """The acts of a slot, as the list of its menu."""
        slot = await sessions.slot(desk, slot_id)
        rows = await grid.day(desk, slot.session_id)
        return Template(
            "casting/auditions/day/pages/menu.html",
            context={
                "desk": desk,
                "slot": slot,
                "row": next(row for row in rows if row.slot.id == slot.id),
            },
        )

    @post("/sessions/{session_id:uuid}/slots")
    async def add(self, session_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        await actions.add(desk, session_id, forms.read(NewSlots, data))
        return see_other(urls.session(session_id))

    @post("/slots/{slot_id:uuid}/edit")
    async def edit(self, slot_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        await actions.edit(desk, slot_id, forms.read(SlotFields, data))
        return await _back(desk, slot_id)

    @post("/slots/{slot_id:uuid}/split")
    async def split(self, slot_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        await actions.split(desk, slot_id, forms.read(Split, data))
        return await _back(desk, slot_id)

    @post("/slots/{slot_id:uuid}/remove")
    async def remove(self, slot_id: FromPath[UUID], desk: OpenDesk) -> Redirect:
        session = await actions.remove(desk, slot_id)
        return see_other(urls.session(session.id))

    @post("/slots/{slot_id:uuid}/move")
    async def move(self, slot_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        await actions.move(desk, slot_id, forms.read(Moving, data))
        return await _back(desk, slot_id)

    @post("/slots/{slot_id:uuid}/people")
    async def fill(self, slot_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        filling = forms.read(Filling, data)
        confirmation.ask(data, await confirmations.of_actor(desk, slot_id, filling))
        await invitations.fill(desk, slot_id, filling)
        return await _back(desk, slot_id)

    @post("/guests/{guest_id:uuid}/cancel")
    async def cancel(self, guest_id: FromPath[UUID], desk: OpenDesk) -> Redirect:
        guest = await absences.cancel(desk, guest_id)
        return see_other(urls.session(guest.session_id))

    @post("/guests/{guest_id:uuid}/restore")
    async def restore(self, guest_id: FromPath[UUID], desk: OpenDesk) -> Redirect:
        guest = await absences.restore(desk, guest_id)
        return see_other(urls.session(guest.session_id))

    @post("/guests/{guest_id:uuid}/no-show")
    async def mark(self, guest_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        guest = await absences.mark(desk, guest_id, forms.read(Present, data))
        return see_other(urls.session(guest.session_id))


ROUTES: Sequence[ControllerRouterHandler] = (DayPages, DayApi)
