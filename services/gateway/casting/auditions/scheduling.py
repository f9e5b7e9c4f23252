"""The arithmetic of a day: wall times as agreed, instants as they are."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from whenever import (
    Instant,
    PlainDateTime,
    RepeatedTime,
    SkippedTime,
    TimeZoneNotFoundError,
    ZonedDateTime,
)

from services.gateway.casting.auditions.day.model import NewSlots
from services.gateway.casting.auditions.model import NewSession, Session, Slot
from services.gateway.web.rendering.zones import OFFERED
from shared.errors import Invalid
from shared.ids import ProductionId, RoleId, SessionId, SlotId, new_id


def wall_time(local: datetime, zone: str, field: str = "first_slot") -> ZonedDateTime:
    """Place a wall time, which was typed into a field, in an IANA zone.

    Raises:
        Invalid: the zone is unknown, or its clocks skip or repeat that time on that day.
    """
    if zone not in OFFERED:
        raise Invalid(zone="This zone is not known. Choose one such as Europe/London.")
    try:
        return PlainDateTime(local).assume_tz(zone, disambiguation="raise")
    except TimeZoneNotFoundError as error:
        raise Invalid(zone="This zone is not known. Choose one such as Europe/London.") from error
    except (SkippedTime, RepeatedTime) as error:
        said = f"The clocks change in {zone} then: {local:%H:%M} is skipped or comes twice."
        raise Invalid(**{field: said}) from error


def local_in(instant: datetime, zone: str) -> datetime | None:
    """Return the wall time of an instant in a zone; None where the zone is not known any more."""
    try:
        return Instant(instant).to_tz(zone).to_plain().to_stdlib()
    except TimeZoneNotFoundError:
        return None


def moment(local: datetime, zone: str) -> tuple[datetime, datetime]:
    """Return a wall time of a slot and the instant that it is; reads zone data from files.

    Raises:
        Invalid: the zone's clocks skip or repeat that time.
    """
    placed = wall_time(local, zone, "starts")
    return placed.to_plain().to_stdlib(), placed.to_instant().to_stdlib()


def row(session: Session, local: datetime, new: NewSlots, count: int) -> list[Slot]:
    """Lay out slots one after another in one room; reads zone data from files.

    Raises:
        Invalid: the zone's clocks skip or repeat the first time.
    """
    begins = wall_time(local, session.zone, "starts")
    times = [begins.add(minutes=number * new.minutes) for number in range(count)]
    return [
        Slot(
            id=SlotId(new_id()),
            session_id=session.id,
            position=0,
            kind="audition" if new.role_id else "break",
            role_id=RoleId(new.role_id) if new.role_id else None,
            local_start=each.to_plain().to_stdlib(),
            starts_at=each.to_instant().to_stdlib(),
            minutes=new.minutes,
            room=new.room,
        )
        for each in times
    ]


def parted(session: Session, slot: Slot, after: int, new: SlotId) -> tuple[Slot, Slot]:
    """Part a slot after some minutes; reads zone data from files."""
    starts_at = slot.starts_at + timedelta(minutes=after)
    local = local_in(starts_at, session.zone) or slot.local_start + timedelta(minutes=after)
    replace = msgspec.structs.replace
    return replace(slot, minutes=after), replace(
        slot, id=new, starts_at=starts_at, local_start=local, minutes=slot.minutes - after
    )


class DayPlan:
    """A day as it is laid out, piece by piece.

    Pieces follow each other in real time, so where the clocks change within the day the wall times
    behind the change move with them.
    """

    def __init__(
        self, session: Session, begins: ZonedDateTime, new_slot_id: Callable[[], SlotId]
    ) -> None:
        self.slots: list[Slot] = []
        self._session = session
        self._begins = begins
        self._new_slot_id = new_slot_id

    def add(self, role: RoleId | None, minutes: int, rooms: int = 1) -> None:
        """Add an audition of a role in each of the first rooms at once, or a break, and go on."""
        for room in range(1, rooms + 1):
            self.slots.append(
                Slot(
                    id=self._new_slot_id(),
                    session_id=self._session.id,
                    position=len(self.slots) + 1,
                    kind="audition" if role else "break",
                    role_id=role,
                    local_start=self._begins.to_plain().to_stdlib(),
                    starts_at=self._begins.to_instant().to_stdlib(),
                    minutes=minutes,
                    room=room,
                )
            )
        self._begins = self._begins.add(minutes=minutes)


def planned(production_id: UUID, new: NewSession) -> tuple[Session, list[Slot]]:
    """Return a session and its slots as they would be laid out; reads zone data from files.

    Raises:
        Invalid: the zone is not known, or the day cannot begin at that time there.
    """
    session = Session(
        id=SessionId(new_id()),
        production_id=ProductionId(production_id),
        title=new.title,
        local_date=new.local_date,
        zone=new.zone,
        preparation=new.preparation,
        opened_at=None,
        rooms=new.rooms,
    )
    return session, day_plan(session, new, lambda: SlotId(new_id()))


def day_plan(session: Session, new: NewSession, new_slot_id: Callable[[], SlotId]) -> list[Slot]:
    """Lay out a day: auditions back to back in all rooms, with a break after every so many.

    Raises:
        Invalid: the day cannot begin at that wall time.
    """
    begins = wall_time(datetime.combine(new.local_date, new.first_slot), session.zone)
    plan = DayPlan(session, begins, new_slot_id)
    role = RoleId(new.role_id)
    for number, placed in enumerate(range(0, new.slots, new.rooms), start=1):
        left = new.slots - placed
        plan.add(role, new.minutes, min(new.rooms, left))
        if new.break_after and number % new.break_after == 0 and left > new.rooms:
            plan.add(None, new.break_minutes)
    return plan.slots
