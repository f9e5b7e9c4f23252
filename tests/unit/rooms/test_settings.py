"""What the environment may say."""

import pytest

from services.rooms.settings import Settings, ice_servers, transport_options
from shared.settings import SettingsError, load

LEAST = {"DATABASE_URL": "d", "REDIS_URL": "r", "OBJECT_STORE_URL": "file:///o"}


def settings(**more: str) -> Settings:
    return load(Settings, LEAST | more)


def test_ports_and_addresses_are_read() -> None:
    options = transport_options(
        settings(ROOMS_PUBLIC_IP="192.0.2.1, 192.0.2.2", ROOMS_UDP_PORTS="40000-40100")
    )
    assert options.addresses == ("192.0.2.1", "192.0.2.2")
    assert options.port_range == (40000, 40100)


@pytest.mark.parametrize("ports", ["40000", "2-1", "a-b", "0-9", "1-65536"])
def test_a_wrong_port_range_is_named(ports: str) -> None:
    with pytest.raises(SettingsError, match="ROOMS_UDP_PORTS"):
        transport_options(settings(ROOMS_UDP_PORTS=ports))


def test_ice_servers_are_what_a_browser_takes() -> None:
    read = ice_servers(settings(ICE_SERVERS='[{"urls":["stun:stun.example"]}]'))
    assert [server.urls for server in read.fixed] == [["stun:stun.example"]]
    with pytest.raises(SettingsError, match="ICE_SERVERS"):
        ice_servers(settings(ICE_SERVERS="stun:stun.example"))


def test_turn_servers_come_with_the_secret_that_they_share() -> None:
    urls = "turn:turn.example:3478?transport=udp, turns:turn.example:5349"
    read = ice_servers(settings(TURN_URLS=urls, TURN_SECRET="s"))
    assert read.urls == ("turn:turn.example:3478?transport=udp", "turns:turn.example:5349")
    with pytest.raises(SettingsError, match="TURN_SECRET"):
        ice_servers(settings(TURN_URLS=urls))
    with pytest.raises(SettingsError, match="turn:host:port"):
        ice_servers(settings(TURN_URLS="turn.example", TURN_SECRET="s"))
