"""The STUN and TURN servers that a browser gets, with credentials that soon expire."""

import base64
import hmac
from datetime import datetime

import msgspec

from services.rooms.protocol.server_messages import IceServer


class IceServers(msgspec.Struct, frozen=True):
    """`fixed` are sent as they are. `urls` are of TURN servers that share `secret` with us."""

    fixed: tuple[IceServer, ...] = ()
    urls: tuple[str, ...] = ()
    secret: str = ""
    lifetime_s: int = 3600

    def ice_servers_for(self, who: str, now: datetime) -> tuple[IceServer, ...]:
        """Return what one person's browser may use from `now` on, for `lifetime_s`.

        The username is the moment of expiry in Unix seconds and who it is, the credential its
        HMAC-SHA1 in base64: what coturn checks by `use-auth-secret` (draft-uberti-behave-turn-rest
        section 2.2).
        """
        if not self.urls:
            return self.fixed
        username = f"{int(now.timestamp()) + self.lifetime_s}:{who}"
        digest = hmac.digest(self.secret.encode(), username.encode(), "sha1")
        credential = base64.b64encode(digest).decode()
        return (*self.fixed, IceServer(list(self.urls), username, credential))
