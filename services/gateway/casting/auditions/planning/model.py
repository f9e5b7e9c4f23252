"""What is edited of a session, and the day to which one is duplicated."""

from datetime import date
from typing import Annotated

import msgspec

from services.gateway.casting.auditions.model import Session
from services.gateway.web.forms import Text
from shared.errors import Conflict
from shared.lines import Line, Title


class SessionFields(msgspec.Struct, frozen=True):
    """What people write of a session. Another date or zone moves all its slots, which keep their
    wall times."""

    title: Title
    local_date: date
    zone: Line
    preparation: Text = ""


class SessionPatch(msgspec.Struct, frozen=True):
    """What a program changes of a session, made on `version`."""

    version: Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]
    title: Title | msgspec.UnsetType = msgspec.UNSET
    local_date: date | msgspec.UnsetType = msgspec.UNSET
    zone: Line | msgspec.UnsetType = msgspec.UNSET
    preparation: Text | msgspec.UnsetType = msgspec.UNSET


class Duplicate(msgspec.Struct, frozen=True):
    """Another day with the same slots, which are empty."""

    title: Title
    local_date: date


class Editable(msgspec.Struct, frozen=True):
    """A session as an edit compares it."""

    version: int
    fields: SessionFields


class AlreadyEnded(Conflict):
    """This session has ended already."""


def editable(session: Session) -> Editable:
    fields = SessionFields(session.title, session.local_date, session.zone, session.preparation)
    return Editable(session.version, fields)
