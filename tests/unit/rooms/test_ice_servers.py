"""What a browser is told of relays."""

from datetime import UTC, datetime

from services.rooms.media.ice_servers import IceServers
from services.rooms.protocol.server_messages import IceServer

NOW = datetime.fromtimestamp(1_795_000_000, UTC)
STUN = IceServer(["stun:stun.example"])


def test_credentials_are_those_that_coturn_makes_from_the_same_secret() -> None:
    """The credential is of `printf '%s' USERNAME | openssl dgst -sha1 -hmac north -binary`."""
    relays = IceServers((STUN,), ("turn:turn.example",), "north", 3600)
    stun, turn = relays.ice_servers_for("guest:7", NOW)
    assert stun == STUN
    assert turn == IceServer(
        ["turn:turn.example"], "1795003600:guest:7", "tDeo4Eb2ISyQDSy8fpvcNx7qStc="
    )


def test_everybody_has_their_own_for_a_while() -> None:
    relays = IceServers((), ("turn:turn.example",), "north", 60)
    (ana,), (ben,) = (relays.ice_servers_for(who, NOW) for who in ("ana", "ben"))
    assert ana.credential != ben.credential
    assert ana.username == "1795000060:ana"


def test_without_a_relay_there_is_nothing_to_sign() -> None:
    assert IceServers((STUN,)).ice_servers_for("ana", NOW) == (STUN,)
