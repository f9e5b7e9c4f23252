"""The settings of an agency, as data."""

from datetime import timedelta
from typing import Annotated, TypeAlias

import msgspec
from msgspec import UNSET, UnsetType

from services.gateway.web.editing import Version
from services.gateway.web.rendering.display import Clock
from services.gateway.web.rendering.zones import Zone
from services.gateway.web.tokens import SecretRefused
from shared.lines import FILLED_OR_EMPTY, Title

OptionalAddress: TypeAlias = Annotated[str, msgspec.Meta(max_length=320, pattern=FILLED_OR_EMPTY)]
REPLY_LINK = timedelta(days=7)
"""How long the link is good that shows that somebody reads an address."""

# Postgres has no U+0000 in a text.
Signature: TypeAlias = Annotated[str, msgspec.Meta(max_length=1000, pattern=r"^[^\u0000]*$")]


class SettingsFields(msgspec.Struct, frozen=True):
    """What is edited together. `zone` is a name of the IANA database, or ""; `signature` is the
    text below letters."""

    zone: Zone = ""
    clock: Clock = "24"
    signature: Signature = ""


class Settings(SettingsFields, frozen=True, kw_only=True):
    """The settings as the agency keeps them; `version` counts edits, from 1.

    Answers to mails go to `reply_to`, or where that is "" to who wrote. `asked_reply_to` is an
    address that nobody has confirmed yet.
    """

    version: int = 1
    reply_to: str = ""
    asked_reply_to: str = ""

    @property
    def fields(self) -> SettingsFields:
        return SettingsFields(self.zone, self.clock, self.signature)


class SettingsPatch(msgspec.Struct, frozen=True, kw_only=True):
    """What a program changes, and the version on which it does."""

    version: Version
    zone: Zone | UnsetType = UNSET
    clock: Clock | UnsetType = UNSET
    signature: Signature | UnsetType = UNSET


class NewName(msgspec.Struct, frozen=True):
    """What the agency is to be called, and what it was called where that was typed."""

    name: Title
    before: Title


class NewReplyAddress(msgspec.Struct, frozen=True):
    """Where answers are to go; "" for who wrote."""

    email: OptionalAddress = ""


class ReplyLinkEnded(SecretRefused):
    """This link was used, or has expired, or another address was asked for since."""
