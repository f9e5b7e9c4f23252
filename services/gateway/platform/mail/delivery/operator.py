"""The operator, as mails know them: whom they are from, and where what comes back is sent."""

import re
from uuid import UUID

import msgspec

from services.gateway.platform.mail.delivery import signing
from services.gateway.settings import Settings
from services.gateway.web import urls

_BOUNCE, _UNSUBSCRIBE = "bounce", "unsubscribe"


class Operator(msgspec.Struct, frozen=True, kw_only=True):
    """`mail_from` is a mailbox with a name. Bounces are asked for where `bounce_address` is set."""

    mail_from: str
    public_url: str
    key: str
    bounce_address: str = ""

    @classmethod
    def of(cls, settings: Settings) -> "Operator":
        return cls(
            mail_from=settings.mail_from,
            public_url=settings.public_url,
            key=settings.csrf_key,
            bounce_address=settings.bounce_address,
        )

    def return_path(self, mail: UUID) -> str | None:
        """Return the address that bounces of one mail go to, a variable one (VERP): it says which
        mail it was, whatever the report leaves out."""
        if not self.bounce_address:
            return None
        local, _, domain = self.bounce_address.rpartition("@")
        return f"{local}+{signing.signed(self.key, _BOUNCE, mail)}@{domain}"

    def bounced(self, address: str) -> UUID | None:
        """Return the mail whose return path is somewhere in a text; None where none of ours is."""
        local, _, domain = self.bounce_address.rpartition("@")
        ours = rf"{re.escape(local)}\+([a-z2-7]{{42}})@{re.escape(domain)}"
        found = re.search(ours, address, re.IGNORECASE) if local else None
        ids = signing.read(self.key, _BOUNCE, found[1]) if found else None
        return ids[0] if ids else None

    def unsubscribe_url(self, agency: UUID, mail: UUID) -> str:
        token = signing.signed(self.key, _UNSUBSCRIBE, agency, mail)
        return self.public_url + urls.unsubscribe(token)

    def unsubscribing(self, token: str) -> tuple[UUID, UUID] | None:
        """Return agency and mail of a link; None where it is not ours."""
        ids = signing.read(self.key, _UNSUBSCRIBE, token)
        return (ids[0], ids[1]) if ids and len(ids) == 2 else None
