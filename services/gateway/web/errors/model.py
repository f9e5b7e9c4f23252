"""A problem, as it is answered in any form."""

from collections.abc import Sequence

import msgspec

from services.gateway.web.editing import FieldChange


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """A problem detail (RFC 9457), with the fields of a form that need another look."""

    title: str
    status: int
    detail: str
    instance: str = ""
    fields: dict[str, str] = {}
    next_step: tuple[str, str] | None = None
    version: int | None = None
    """The newest, where an edit was made on an older one; `changes` is what differs."""
    changes: Sequence[FieldChange] = ()
