"""What the gateway's demo says to that of rooms: who was seen today, one JSON line for each."""

import msgspec

from shared.tickets import StageTicket


class Performance(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who was on the stage and read; `picture` is a JPEG of which their film is made,
    `started_by` who recorded them, as `person:<id>`."""

    ticket: StageTicket
    picture: bytes
    started_by: str
    scene: str
