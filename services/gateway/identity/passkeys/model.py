"""Sessions and passkeys, as data."""

from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

import msgspec

from services.gateway.identity.sign_in_log import user_agents
from services.gateway.web.tokens import SecretRefused
from shared.errors import Conflict, NotFound
from shared.ids import PersonId
from shared.lines import Line

CHALLENGE_LIFETIME = timedelta(minutes=5)
PASSKEYS = 10


class OwnSession(msgspec.Struct, frozen=True):
    """A browser in which somebody is signed in. `here` is the one that asks."""

    id: UUID
    browser: str
    began_at: datetime
    seen_at: datetime
    expires_at: datetime
    here: bool

    @property
    def in_words(self) -> str:
        return user_agents.in_words(self.browser)


class Passkey(msgspec.Struct, frozen=True):
    """A credential of Web Authentication (W3C, level 2), which a device keeps."""

    id: UUID
    person_id: PersonId
    credential_id: bytes
    public_key: bytes
    sign_count: int
    name: str
    added_at: datetime
    used_at: datetime | None


class Answer(msgspec.Struct, frozen=True):
    """What a browser's authenticator answers, as JSON (`PublicKeyCredential.toJSON`)."""

    credential: Annotated[str, msgspec.Meta(max_length=20_000)]


class NewPasskey(Answer, frozen=True, kw_only=True):
    """A browser's answer to a challenge, and the name that the passkey gets."""

    name: Line


class SessionGone(NotFound):
    """You have no such session: it may have ended already."""


class PasskeyNotFound(NotFound):
    """You have no such passkey."""


class PasskeyRefused(SecretRefused):
    """This passkey was not accepted. Please try again, or sign in by mail."""


class TooManyPasskeys(Conflict):
    """You have ten passkeys already. Please remove one that you do not use."""
