"""The audit log of an agency: who did what to which thing, in lines that are sealed (`sealing`)."""

from services.gateway.platform.audit.actions import (
    note,
    note_by_system,
    note_each,
    note_viewing,
)

__all__ = ["note", "note_by_system", "note_each", "note_viewing"]
