"""Agencies, as data."""

import msgspec

from shared.errors import NotFound
from shared.ids import AgencyId, PersonId
from shared.lines import Title


class NewAgency(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: Title
    person_id: PersonId


class Agency(msgspec.Struct, frozen=True):
    id: AgencyId
    name: str


class PersonNotFound(NotFound):
    """There is no such person."""


class AgencyNotFound(NotFound):
    """There is no such agency."""
