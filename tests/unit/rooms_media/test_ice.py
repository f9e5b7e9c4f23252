import struct

import pytest
from aioice import stun
from hypothesis import given
from hypothesis import strategies as st

from services.rooms.media.endpoints import Credentials
from services.rooms.media.transport.ice_lite import IceLite, fragment_of

CLIENT = Credentials("theirs", "p" * 24)
SOURCE = ("192.0.2.1", 5000)


@pytest.fixture
def agent() -> IceLite:
    agent = IceLite(Credentials.fresh())
    agent.remote = CLIENT
    return agent


def check(
    agent: IceLite, *, password: str = "", user: str = "", role: str = "CONTROLLING"
) -> bytes:
    request = stun.Message(stun.Method.BINDING, stun.Class.REQUEST)
    request.attributes["USERNAME"] = user or f"{agent.local.fragment}:{CLIENT.fragment}"
    request.attributes["PRIORITY"] = 1
    request.attributes[f"ICE-{role}"] = 7
    request.attributes["USE-CANDIDATE"] = None
    request.add_message_integrity((password or agent.local.password).encode())
    return bytes(request)


def test_a_genuine_check_is_answered_and_nominates(agent: IceLite) -> None:
    arrived = agent.datagram(check(agent), SOURCE)
    assert arrived is not None
    assert arrived.nominates
    assert arrived.reply is not None
    answer = stun.parse_message(arrived.reply)
    assert answer.attributes["XOR-MAPPED-ADDRESS"] == SOURCE
    assert answer.check_message_integrity(agent.local.password.encode())


def test_a_check_before_the_answer_is_taken_from_any_fragment(agent: IceLite) -> None:
    agent.remote = None
    arrived = agent.datagram(check(agent, user=f"{agent.local.fragment}:early"), SOURCE)
    assert arrived is not None
    assert arrived.nominates


@pytest.mark.parametrize("user", ["nobody:theirs", "", ":", "x"])
def test_a_check_for_somebody_else_is_ignored(agent: IceLite, user: str) -> None:
    assert agent.datagram(check(agent, user=user or ":"), SOURCE) is None


def test_a_check_with_a_wrong_password_is_ignored(agent: IceLite) -> None:
    assert agent.datagram(check(agent, password="wrong"), SOURCE) is None


def test_a_check_of_another_client_is_ignored(agent: IceLite) -> None:
    assert agent.datagram(check(agent, user=f"{agent.local.fragment}:other"), SOURCE) is None


def test_who_wants_to_be_controlled_is_told_to_control(agent: IceLite) -> None:
    arrived = agent.datagram(check(agent, role="CONTROLLED"), SOURCE)
    assert arrived is not None
    assert not arrived.nominates
    assert arrived.reply is not None
    assert stun.parse_message(arrived.reply).error_code == 487


def test_only_the_genuine_answer_to_the_last_probe_counts(agent: IceLite) -> None:
    probe = stun.parse_message(agent.probe())

    def answer(transaction: bytes, password: str) -> bytes:
        response = stun.Message(stun.Method.BINDING, stun.Class.RESPONSE, transaction)
        response.attributes["XOR-MAPPED-ADDRESS"] = SOURCE
        response.add_message_integrity(password.encode())
        return bytes(response)

    assert agent.datagram(answer(bytes(12), CLIENT.password), SOURCE) is None
    assert agent.datagram(answer(probe.transaction_id, "wrong"), SOURCE) is None
    arrived = agent.datagram(answer(probe.transaction_id, CLIENT.password), SOURCE)
    assert arrived is not None
    assert arrived.reply is None
    assert not arrived.nominates


def test_a_check_names_its_agent(agent: IceLite) -> None:
    assert fragment_of(check(agent)) == agent.local.fragment
    assert fragment_of(bytes(stun.Message(stun.Method.BINDING, stun.Class.REQUEST))) == ""


@given(st.binary(max_size=60))
def test_a_name_is_found_behind_other_attributes_or_not_at_all(data: bytes) -> None:
    other = struct.pack("!HH", 0x8022, len(data)) + data + bytes(-len(data) % 4)
    named = struct.pack("!HH", 6, 7) + b"ana:ben" + b"\0"
    assert fragment_of(bytes(20) + other + named) == "ana"
    assert fragment_of(bytes(20) + other) == ""
    fragment_of(bytes(20) + data)


@given(st.binary(max_size=120))
def test_no_bytes_make_the_agent_fail(data: bytes) -> None:
    agent = IceLite(Credentials.fresh())
    agent.datagram(data, SOURCE)
    agent.datagram(struct.pack("!HHI", 1, max(0, len(data) - 12), 0x2112A442) + data, SOURCE)


@given(st.data())
def test_no_mutation_of_a_check_makes_the_agent_fail(data: st.DataObject) -> None:
    agent = IceLite(Credentials.fresh())
    message = bytearray(check(agent))
    for _ in range(data.draw(st.integers(1, 4))):
        message[data.draw(st.integers(0, len(message) - 1))] = data.draw(st.integers(0, 255))
    agent.datagram(bytes(message), SOURCE)
