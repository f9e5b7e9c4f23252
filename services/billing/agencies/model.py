"""Agencies, as data."""

import msgspec

from shared.errors import Conflict, NotFound
from shared.ids import AgencyId, PersonId
from shared.lines import Title


class NewAgency(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What founding an agency takes: its name, and who will own it."""

    name: Title
    person_id: PersonId


class NewName(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an agency is to be called, and what it was called for who typed that."""

    name: Title
    before: str


class Agency(msgspec.Struct, frozen=True):
    """A tenant: a casting office with its own schema."""

    id: AgencyId
    name: str


UNPAID_AGENCIES = 3
"""So many agencies, that never had a subscription, one person may own."""


class TooManyAgencies(Conflict):
    """You own several offices already that were never subscribed for. Please use one of them."""


class PersonNotFound(NotFound):
    """There is no such person."""


class NamedOtherwise(Conflict):
    """Somebody else has changed the name in the meantime. Please look at it again."""


class AgencyNotFound(NotFound):
    """There is no such agency."""
