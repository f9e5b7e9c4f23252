"""Changes of a production, as data."""

import msgspec
from msgspec import UNSET, UnsetType

from services.gateway.platform.bin.model import counted
from services.gateway.web import urls
from services.gateway.web.editing import Version
from shared.errors import Conflict, Forbidden
from shared.ids import ProductionId
from shared.lines import OptionalTitle, Title
from shared.texts import gettext_noop


class ProductionPatch(msgspec.Struct, frozen=True, kw_only=True):
    """What a program changes of a production, and the version on which it does."""

    version: Version
    title: Title | UnsetType = UNSET
    company: OptionalTitle | UnsetType = UNSET


class Archiving(msgspec.Struct, frozen=True):
    """Whether a production is put aside, or taken up again."""

    archived: bool


class Hanging(msgspec.Struct, frozen=True):
    """What hangs on a production: how many roles, sessions, candidates and takes there are, answers
    that were sent, and people who were invited."""

    roles: int
    sessions: int
    candidates: int
    takes: int
    answered: int
    invited: int

    @property
    def in_words(self) -> str:
        """Name what there is of it."""
        return counted(
            (self.roles, "role", "roles"),
            (self.sessions, "session", "sessions"),
            (self.candidates, "candidate", "candidates"),
            (self.answered, "answer that was sent", "answers that were sent"),
            (self.takes, "take", "takes"),
        )


class StillSubscribed(Conflict):
    """This production is subscribed for. End the subscription first; it can be archived now."""

    def __init__(self, production: ProductionId) -> None:
        super().__init__()
        self.next_step = (gettext_noop("To its plan"), urls.money(production))


class OwnersDeleteProductions(Forbidden):
    """There are takes in it, or answers that were sent. Archive it, or ask an owner."""
