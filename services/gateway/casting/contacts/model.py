"""Contacts: directors, producers, studio people, readers. Company, not talent."""

from datetime import datetime
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import UNSET, UnsetType

from services.gateway.web.editing import Version
from services.gateway.web.forms import Text
from services.gateway.web.listing import (
    ALPHABETICAL,
    COUNTED,
    NEWEST_FIRST,
    Listing,
    Order,
)
from services.gateway.web.rendering.zones import Zone
from shared.errors import NotFound
from shared.ids import ContactId
from shared.lines import FILLED_OR_EMPTY, Line, OptionalLine
from shared.texts import gettext_noop

Email: TypeAlias = Annotated[str, msgspec.Meta(max_length=320, pattern=FILLED_OR_EMPTY)]
Phone: TypeAlias = Annotated[str, msgspec.Meta(max_length=40, pattern=FILLED_OR_EMPTY)]
Source: TypeAlias = Literal["office", "invitation", "import"]


class ContactFields(msgspec.Struct, frozen=True):
    """What is typed of a contact. `zone` is a name of the IANA database, or ""."""

    name: Line
    title: OptionalLine = ""
    company: OptionalLine = ""
    email: Email = ""
    phone: Phone = ""
    zone: Zone = ""
    note: Text = ""


class Contact(ContactFields, frozen=True, kw_only=True):
    """A contact as the office keeps it; `version` counts edits, from 1."""

    id: ContactId
    source: Source
    version: int
    added_at: datetime
    deleted_at: datetime | None = None

    @property
    def fields(self) -> ContactFields:
        return ContactFields(*(getattr(self, name) for name in ContactFields.__struct_fields__))


class ContactPatch(msgspec.Struct, frozen=True, kw_only=True):
    """What a program changes of a contact, and the version on which it does."""

    version: Version
    name: Line | UnsetType = UNSET
    title: OptionalLine | UnsetType = UNSET
    company: OptionalLine | UnsetType = UNSET
    email: Email | UnsetType = UNSET
    phone: Phone | UnsetType = UNSET
    zone: Zone | UnsetType = UNSET
    note: Text | UnsetType = UNSET


class ContactFilters(msgspec.Struct, frozen=True):
    """What narrows the list: a company, as it is written but for capitals and accents."""

    company: OptionalLine = ""


class Done(msgspec.Struct, frozen=True):
    """How many an act was done on."""

    count: int


class Deleted(msgspec.Struct, frozen=True):
    """How many were deleted just now, as the page that says so is asked for."""

    deleted: Annotated[int, msgspec.Meta(ge=0, le=COUNTED)] = 0


CONTACTS = Listing(
    orders={
        "name": Order("Name", ALPHABETICAL),
        "company": Order("Company", ("", *ALPHABETICAL)),
        "newest": Order("Newest first", NEWEST_FIRST),
    },
    filters=ContactFilters,
    searched=gettext_noop("Name, company, title or email"),
)


class ContactNotFound(NotFound):
    """There is no such contact in your agency."""
