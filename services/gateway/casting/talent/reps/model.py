"""Reps, their firms, and whom they represent, as data."""

from datetime import datetime
from typing import Annotated, TypeAlias
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from services.gateway.casting.talent.model import Email, Phone
from services.gateway.web.editing import Version
from shared.errors import Invalid, NotFound
from shared.ids import RepFirmId, RepId, TalentId
from shared.lines import Line, OptionalLine

Website: TypeAlias = Annotated[
    str, msgspec.Meta(max_length=500, pattern=r"^(https?://[^\s\u0000-\u001f\u007f\"<>]+)?$")
]


class FirmFields(msgspec.Struct, frozen=True, kw_only=True):
    """What an office writes down of a firm."""

    name: Line
    phone: Phone = ""
    zone: Line | None = None
    website: Website = ""


class Firm(FirmFields, frozen=True, kw_only=True):
    """A firm of reps; `version` counts edits, from 1."""

    id: RepFirmId
    version: int = 1

    @property
    def fields(self) -> FirmFields:
        return FirmFields(**{name: getattr(self, name) for name in FirmFields.__struct_fields__})


class FirmPatch(msgspec.Struct, frozen=True, kw_only=True):
    """What a program changes of a firm, and the version on which it does."""

    version: Version
    name: Line | UnsetType = UNSET
    phone: Phone | UnsetType = UNSET
    zone: Line | UnsetType | None = UNSET
    website: Website | UnsetType = UNSET


class RepFields(msgspec.Struct, frozen=True, kw_only=True):
    """What an office writes down of a rep; without a firm they are on their own."""

    name: Line
    firm_id: UUID | None = None
    title: OptionalLine = ""
    email: Email = ""
    phone: Phone = ""
    zone: Line | None = None


class Rep(RepFields, frozen=True, kw_only=True):
    """An agent or a manager, with the name of their firm. `email` is as it was typed; `version`
    counts edits, from 1."""

    id: RepId
    firm: str | None = None
    version: int = 1

    @property
    def fields(self) -> RepFields:
        return RepFields(**{name: getattr(self, name) for name in RepFields.__struct_fields__})


class RepPatch(msgspec.Struct, frozen=True, kw_only=True):
    """What a program changes of a rep, and the version on which it does."""

    version: Version
    name: Line | UnsetType = UNSET
    firm_id: UUID | UnsetType | None = UNSET
    title: OptionalLine | UnsetType = UNSET
    email: Email | UnsetType = UNSET
    phone: Phone | UnsetType = UNSET
    zone: Line | UnsetType | None = UNSET


class Representing(msgspec.Struct, frozen=True):
    """Who represents somebody from now on. `covers` is a medium or a territory, such as
    "commercials" or "UK"."""

    rep_id: UUID
    covers: OptionalLine = ""


class Representation(msgspec.Struct, frozen=True):
    """One rep of one performer; who represents them no more is a former one."""

    talent_id: TalentId
    talent: str
    rep_id: RepId
    rep: str
    firm: str | None
    email: str
    covers: str
    added_at: datetime
    ended_at: datetime | None


class RepNotFound(NotFound):
    """There is no such rep in your office."""


class FirmNotFound(NotFound):
    """There is no such firm in your office."""


class NoSuchFirm(Invalid):
    """Please choose a firm of the list."""
