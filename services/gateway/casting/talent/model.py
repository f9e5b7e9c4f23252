"""A performer as the office knows them over all productions, as data.

There is no date of birth: a playing age is a range, in years. A height is in centimetres.
"""

from datetime import datetime
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import UNSET, UnsetType

from services.gateway.web.editing import Version
from shared.errors import Invalid, NotFound
from shared.ids import TalentId
from shared.lines import FILLED_OR_EMPTY, Line, OptionalLine

Source: TypeAlias = Literal["office", "invitation", "import"]
Pronouns: TypeAlias = Annotated[str, msgspec.Meta(max_length=60, pattern=FILLED_OR_EMPTY)]
Email: TypeAlias = Annotated[str, msgspec.Meta(max_length=320, pattern=FILLED_OR_EMPTY)]
Phone: TypeAlias = Annotated[str, msgspec.Meta(max_length=40, pattern=FILLED_OR_EMPTY)]
Age: TypeAlias = Annotated[int, msgspec.Meta(gt=-1, le=120)]
Height: TypeAlias = Annotated[int, msgspec.Meta(ge=30, le=300)]
# The API's description says nothing of what is in a list: `checks` looks at each term and link.
Terms: TypeAlias = Annotated[list[str], msgspec.Meta(max_length=50)]
Links: TypeAlias = Annotated[list[str], msgspec.Meta(max_length=20)]

TERMS = ("skills", "languages", "accents", "unions", "tags")
"""The fields that are lists of terms."""


class TalentFields(msgspec.Struct, frozen=True, kw_only=True):
    """What an office writes down of somebody. `zone` is a name of the IANA database."""

    name: Line
    pronouns: Pronouns = ""
    email: Email = ""
    phone: Phone = ""
    zone: Line | None = None
    based_in: OptionalLine = ""
    playing_age_from: Age | None = None
    playing_age_to: Age | None = None
    height_cm: Height | None = None
    skills: Terms = []
    languages: Terms = []
    accents: Terms = []
    unions: Terms = []
    tags: Terms = []
    links: Links = []
    minor: bool = False


class Talent(TalentFields, frozen=True, kw_only=True):
    """A performer. `email` is as it was typed; `version` counts edits, from 1."""

    id: TalentId
    source: Source = "office"
    version: int = 1
    added_at: datetime
    archived_at: datetime | None = None

    @property
    def fields(self) -> TalentFields:
        given = {name: getattr(self, name) for name in TalentFields.__struct_fields__}
        return TalentFields(**given)


class TalentPatch(msgspec.Struct, frozen=True, kw_only=True):
    """What a program changes of somebody, and the version on which it does."""

    version: Version
    name: Line | UnsetType = UNSET
    pronouns: Pronouns | UnsetType = UNSET
    email: Email | UnsetType = UNSET
    phone: Phone | UnsetType = UNSET
    zone: Line | UnsetType | None = UNSET
    based_in: OptionalLine | UnsetType = UNSET
    playing_age_from: Age | UnsetType | None = UNSET
    playing_age_to: Age | UnsetType | None = UNSET
    height_cm: Height | UnsetType | None = UNSET
    skills: Terms | UnsetType = UNSET
    languages: Terms | UnsetType = UNSET
    accents: Terms | UnsetType = UNSET
    unions: Terms | UnsetType = UNSET
    tags: Terms | UnsetType = UNSET
    links: Links | UnsetType = UNSET
    minor: bool | UnsetType = UNSET


class TalentNotFound(NotFound):
    """There is no such person among your office's talent."""


class AgesTurned(Invalid):
    """The playing age goes from the younger to the older age."""
