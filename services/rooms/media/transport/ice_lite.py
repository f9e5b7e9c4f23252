"""ICE-lite: the server only answers connectivity checks, the client nominates (RFC 8445 2.5).

So set-up costs one round trip, client candidates are not needed, and a client that moves to
another network is followed by the next check that it nominates.
"""

import struct
from dataclasses import dataclass

from aioice import stun

from services.rooms.media.endpoints import Address, Credentials

HEADER, USERNAME = 20, 0x0006
"""RFC 8489 sections 5 and 14.3."""
ATTRIBUTE = struct.Struct("!HH")


@dataclass(frozen=True, slots=True)
class StunRequest:
    """A genuine message: what to send back, and whether the client nominates this path."""

    reply: bytes | None = None
    nominates: bool = False


class IceLite:
    """One agent with one component. It keeps no addresses; the caller knows where a message
    came from."""

    def __init__(self, local: Credentials) -> None:
        self.local = local
        self.remote: Credentials | None = None
        self._probe = b""

    def datagram(self, data: bytes, source: Address) -> StunRequest | None:
        """Take one STUN message; None for what is malformed or not for us."""
        try:
            message = stun.parse_message(data)
        except (ValueError, struct.error):
            return None
        if message.message_method is not stun.Method.BINDING:
            return None
        if message.message_class is stun.Class.REQUEST:
            return self._request(message, source)
        if message.message_class is stun.Class.RESPONSE:
            return self._response(message)
        return None

    def probe(self) -> bytes:
        """A check of ours for the nominated path: only to learn whether anybody is there."""
        if self.remote is None:
            raise ValueError("nobody to probe before the description of the client is known")
        request = stun.Message(stun.Method.BINDING, stun.Class.REQUEST)
        request.attributes["USERNAME"] = f"{self.remote.fragment}:{self.local.fragment}"
        request.attributes["PRIORITY"] = 1
        request.attributes["ICE-CONTROLLED"] = 0
        request.add_message_integrity(self.remote.password.encode())
        self._probe = request.transaction_id
        return bytes(request)

    def _request(self, request: stun.Message, source: Address) -> StunRequest | None:
        if not self._genuine(request):
            return None
        answer = stun.Message(stun.Method.BINDING, stun.Class.RESPONSE, request.transaction_id)
        # RFC 8445 section 7.3.1.1: a lite agent is always the controlled one.
        conflict = "ICE-CONTROLLED" in request.attributes
        if conflict:
            answer.message_class = stun.Class.ERROR
            answer.attributes["ERROR-CODE"] = (487, "Role Conflict")
        else:
            answer.attributes["XOR-MAPPED-ADDRESS"] = source
        answer.add_message_integrity(self.local.password.encode())
        return StunRequest(bytes(answer), not conflict and "USE-CANDIDATE" in request.attributes)

    def _response(self, response: stun.Message) -> StunRequest | None:
        if response.transaction_id != self._probe or self.remote is None:
            return None
        genuine = response.check_message_integrity(self.remote.password.encode())
        return StunRequest() if genuine else None

    def _genuine(self, request: stun.Message) -> bool:
        local, colon, remote = str(request.attributes.get("USERNAME", "")).partition(":")
        if not colon or local != self.local.fragment:
            return False
        # Checks of an answerer may overtake its answer: the remote fragment is not known yet.
        if self.remote is not None and remote != self.remote.fragment:
            return False
        return request.check_message_integrity(self.local.password.encode())


def fragment_of(data: bytes) -> str:
    """Whom a STUN request is for: the first half of its USERNAME (RFC 8445 section 7.2.2); empty
    when it names nobody."""
    place = HEADER
    while place + 4 <= len(data):
        kind, length = ATTRIBUTE.unpack_from(data, place)
        place += 4
        if kind == USERNAME:
            name = data[place : place + length]
            return name.partition(b":")[0].decode("ascii", "replace")
        place += length + -length % 4
    return ""
