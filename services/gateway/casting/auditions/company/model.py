"""Who of the company of a production comes to a session."""

from typing import Annotated
from uuid import UUID

import msgspec


class Picked(msgspec.Struct, frozen=True):
    """Who of other sessions of the production is invited to this one too."""

    guest_ids: Annotated[list[UUID], msgspec.Meta(min_length=1, max_length=60)]
