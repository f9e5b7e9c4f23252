"""A ticket opens one place, for one person, for a short while."""

from datetime import UTC, datetime

import jwt
import msgspec
import pytest

from shared import tickets
from shared.ids import AgencyId, CandidateId, ProductionId, RoleId, SessionId, new_id
from shared.tickets import BackRoomTicket, Reading, StageTicket, TicketRefused

KEY = "k" * 40


def stage_ticket(**changed: object) -> StageTicket:
    ticket = StageTicket(
        agency_id=AgencyId(new_id()),
        production_id=ProductionId(new_id()),
        session_id=SessionId(new_id()),
        who="guest:1",
        name="Ana",
        title="Actor",
        role="actor",
        waits=1,
    )
    return msgspec.structs.replace(ticket, **changed)


def test_a_ticket_says_what_was_signed() -> None:
    ticket = stage_ticket(room=2, slot_starts_at=datetime.now(UTC), slot_minutes=20)
    assert tickets.read(tickets.sign(ticket, KEY), "stage", KEY) == ticket


def test_a_stage_ticket_does_not_open_the_back_room() -> None:
    with pytest.raises(TicketRefused):
        tickets.read(tickets.sign(stage_ticket(role="host"), KEY), "back_room", KEY)


def test_another_key_signs_in_vain() -> None:
    with pytest.raises(TicketRefused):
        tickets.read(tickets.sign(stage_ticket(), "x" * 40), "stage", KEY)


def test_no_back_room_ticket_can_be_made_for_an_actor() -> None:
    given = msgspec.to_builtins(stage_ticket()) | {"role": "actor"}
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(given, BackRoomTicket)
    forged = jwt.encode({"aud": "back_room", "exp": 9_999_999_999, "ticket": given}, KEY, "HS256")
    with pytest.raises(TicketRefused):
        tickets.read(forged, "back_room", KEY)


def test_the_two_places_are_two_rooms() -> None:
    stage = stage_ticket(role="host")
    back = msgspec.convert(msgspec.to_builtins(stage) | {"role": "host"}, BackRoomTicket)
    assert tickets.room_name(stage) != tickets.room_name(back)


def test_the_rooms_of_a_session_are_apart_and_four() -> None:
    first = stage_ticket()
    names = {tickets.room_name(msgspec.structs.replace(first, room=n)) for n in (1, 2, 3, 4)}
    assert len(names) == 4
    with pytest.raises(TicketRefused):
        tickets.read(tickets.sign(stage_ticket(room=5), KEY), "stage", KEY)


def test_who_reads_two_roles_is_recorded_as_the_takes_or_else_their_first() -> None:
    viola, olivia = (
        Reading(CandidateId(new_id()), RoleId(new_id()), name) for name in ("Viola", "Olivia")
    )
    ticket = stage_ticket(reads=(viola, olivia))
    assert tickets.read(tickets.sign(ticket, KEY), "stage", KEY) == ticket
    assert ticket.reading(olivia.role_id) == olivia
    assert ticket.reading(RoleId(new_id())) == viola, "they read opposite"
    assert stage_ticket().reading(viola.role_id) is None


def test_a_ticket_of_the_version_before_reads_nothing() -> None:
    ticket = msgspec.to_builtins(stage_ticket())
    del ticket["reads"]
    assert msgspec.convert(ticket, StageTicket).reads == ()
