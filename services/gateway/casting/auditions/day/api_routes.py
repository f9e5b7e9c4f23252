"""The day of a session, for programs."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.params import FromPath, JSONBody

from services.gateway.casting.auditions import store as sessions
from services.gateway.casting.auditions.day import absences, actions, grid, placing
from services.gateway.casting.auditions.day.grid import Row
from services.gateway.casting.auditions.day.model import (
    Moving,
    NewSlots,
    Present,
    SlotFields,
    Split,
)
from services.gateway.casting.auditions.model import Guest, Invitation, Session, Slot
from services.gateway.web.dependencies import OpenDesk, require
from services.gateway.web.permissions import Permission


class DayApi(Controller):
    """The day of a session: its slots, and who is in them. No change of it sends anything."""

    path = "/api/v1"
    tags = ["sessions"]
    dependencies = require(Permission.CAST)

    @get("/sessions/{session_id:uuid}/day", dependencies=require(Permission.RUN))
    async def read_day(self, session_id: FromPath[UUID], desk: OpenDesk) -> list[Row]:
        """List the slots of a session in their order, with who is in each and how they stand."""
        return await grid.day(desk, session_id)

    @get("/sessions/{session_id:uuid}/slots", dependencies=require(Permission.RUN))
    async def list_slots(self, session_id: FromPath[UUID], desk: OpenDesk) -> list[Slot]:
        """List the slots and breaks of a session, in order."""
        session = await sessions.session(desk, session_id)
        return await sessions.slots(desk, session.id)

    @post("/sessions/{session_id:uuid}/slots")
    async def add_slots(
        self, session_id: FromPath[UUID], data: JSONBody[NewSlots], desk: OpenDesk
    ) -> list[Slot]:
        """Add slots one after another, or a break; return the whole day."""
        session = await actions.add(desk, session_id, data)
        return await sessions.slots(desk, session.id)

    @post("/slots/{slot_id:uuid}/edit")
    async def edit_slot(
        self, slot_id: FromPath[UUID], data: JSONBody[SlotFields], desk: OpenDesk
    ) -> Slot:
        """Change the time, length, room or role of a slot."""
        await actions.edit(desk, slot_id, data)
        return await sessions.slot(desk, slot_id)

    @post("/slots/{slot_id:uuid}/split")
    async def split_slot(
        self, slot_id: FromPath[UUID], data: JSONBody[Split], desk: OpenDesk
    ) -> list[Slot]:
        """Part a slot in two; return the whole day."""
        session = await actions.split(desk, slot_id, data)
        return await sessions.slots(desk, session.id)

    @post("/slots/{slot_id:uuid}/remove")
    async def remove_slot(self, slot_id: FromPath[UUID], desk: OpenDesk) -> Session:
        """Take a slot out of its day in which nobody is; return the session."""
        return await actions.remove(desk, slot_id)

    @post("/slots/{slot_id:uuid}/move")
    async def move_people(
        self, slot_id: FromPath[UUID], data: JSONBody[Moving], desk: OpenDesk
    ) -> list[Row]:
        """Let the people of a slot go to another. Who is there swaps with them, or with `shift` all
        between the two make room. Return the whole day."""
        session = await actions.move(desk, slot_id, data)
        return await grid.day(desk, session.id)

    @post("/slots/{slot_id:uuid}/people")
    async def fill_slot(
        self, slot_id: FromPath[UUID], data: JSONBody[Invitation], desk: OpenDesk
    ) -> Guest:
        """Put an actor into a slot and send nothing, where an invitation is sent at once."""
        return await placing.fill(desk, slot_id, data)

    @post("/guests/{guest_id:uuid}/cancel")
    async def cancel_time(self, guest_id: FromPath[UUID], desk: OpenDesk) -> Guest:
        """Cancel an actor's time; they are told with all else that changed."""
        return await absences.cancel(desk, guest_id)

    @post("/guests/{guest_id:uuid}/restore")
    async def restore_time(self, guest_id: FromPath[UUID], desk: OpenDesk) -> Guest:
        """Give an actor their time back who was not told that it was cancelled."""
        return await absences.restore(desk, guest_id)

    @post("/guests/{guest_id:uuid}/no-show")
    async def mark_no_show(
        self, guest_id: FromPath[UUID], data: JSONBody[Present], desk: OpenDesk
    ) -> Guest:
        """Mark that an actor did not come, or take that back."""
        return await absences.mark(desk, guest_id, data)
