"""What all events have in common."""

from datetime import UTC, datetime

import msgspec

from shared.ids import AgencyId, EventId, new_id


class Event(msgspec.Struct, frozen=True, kw_only=True, tag_field="type"):
    """A fact about one agency. Decoding passes over fields that a newer sender added."""

    agency_id: AgencyId
    id: EventId = msgspec.field(default_factory=lambda: EventId(new_id()))
    at: datetime = msgspec.field(default_factory=lambda: datetime.now(UTC))

    @classmethod
    def tag(cls) -> str:
        """Return the versioned name under which this kind of event travels."""
        return str(cls.__struct_config__.tag)
