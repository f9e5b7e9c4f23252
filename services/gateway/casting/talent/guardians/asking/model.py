"""What guardians are asked, in which words, and how they answer."""

import hashlib
from typing import Literal
from uuid import UUID

import msgspec

from services.gateway.casting.talent.guardians.model import Guardian
from services.gateway.casting.talent.model import Talent
from services.gateway.identity.access_links.model import AccessLink
from services.gateway.web.desk import Office
from shared.errors import Conflict
from shared.ids import ProductionId
from shared.lines import isolated
from shared.tenancy import Productions

_WORDS = """I answer for {child}. I agree that {office} records picture and sound of {child} when \
{child} auditions for {production}, so that those who decide about the part can look at it again. \
It is used for casting this production only, never to train software or to make a replica of \
{child}.

Recording begins only when the host says so, and everybody in the room sees it. {child} is asked \
too: nothing is recorded unless both of us agree.

I can take this back at any time. From then on nothing more of {child} is recorded, and a \
recording that runs is stopped. I can ask for what was recorded to be erased."""


class Asking(msgspec.Struct, frozen=True):
    """For which production a guardian is asked."""

    production_id: UUID


class Reply(msgspec.Struct, frozen=True):
    """What a guardian answers to words that they were shown; `shown` is their digest."""

    answer: Literal["yes", "no"]
    shown: str


class GuardianVisit(Office, frozen=True):
    """The guardian of a child, come by their personal link. `token` is that link's last part."""

    guardian: Guardian
    child: Talent
    link: AccessLink
    token: str

    @property
    def production_id(self) -> ProductionId:
        return self.link.production_id

    @property
    def scope(self) -> Productions:
        return (self.production_id,)

    @property
    def who(self) -> str:
        return f"guardian:{self.guardian.id}"


def words(child: str, office: str, production: str) -> str:
    """Return what a guardian is asked to agree to; names are what people typed."""
    return _WORDS.format(
        child=isolated(child), office=isolated(office), production=isolated(production)
    )


def digest(shown: str) -> str:
    """Tell words apart from others: who answers says by it what they have read."""
    return hashlib.sha256(shown.encode()).hexdigest()


class WordsChanged(Conflict):
    """The words have changed since you read them. Please open your link again."""


class NothingToWithdraw(Conflict):
    """You have not agreed, so there is nothing to take back."""
