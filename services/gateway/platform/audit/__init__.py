"""The audit log of an agency: who did what to which thing, in a chain that shows tampering."""

from services.gateway.platform.audit.actions import (
    note,
    note_by_system,
    note_viewing,
)

__all__ = ["note", "note_by_system", "note_viewing"]
