"""Agencies, as data."""

from typing import Annotated

import msgspec

from shared.errors import NotFound
from shared.ids import AgencyId, PersonId

AgencyName = Annotated[str, msgspec.Meta(min_length=1, max_length=200, pattern=r"\S")]


class NewAgency(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: AgencyName
    person_id: PersonId


class Agency(msgspec.Struct, frozen=True):
    id: AgencyId
    name: str


class PersonNotFound(NotFound):
    """There is no such person."""


class AgencyNotFound(NotFound):
    """There is no such agency."""
