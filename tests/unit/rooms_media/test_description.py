import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rooms.media.endpoints import Credentials, LocalEnd
from services.rooms.media.errors import BadDescription
from services.rooms.media.sdp.capabilities import MID, PASSED_ON, TRANSPORT_NUMBER
from services.rooms.media.sdp.description import RejectedSection, Section, read_description
from services.rooms.media.sdp.writer import OfferedTrack, write_answer, write_offer
from tests.unit.rooms_media.offers import CHROMIUM, FINGERPRINT

ORIENTATION = PASSED_ON["video"]
LOCAL = LocalEnd(Credentials("ours", "o" * 24), [FINGERPRINT], [("127.0.0.1", 4000)])


def test_what_chromium_offers_is_read() -> None:
    offer = read_description(CHROMIUM, "offer")
    audio, video, data = offer.sections
    assert isinstance(audio, Section)
    assert (audio.mid, audio.kind, audio.payload_type, audio.ssrc) == ("0", "audio", 111, 1111)
    assert isinstance(video, Section)
    assert (video.payload_type, video.retransmission_type, video.ssrc) == (96, 97, 2222)
    assert (video.extensions[ORIENTATION], video.extensions[MID]) == (13, 4)
    assert data == RejectedSection("2", "application", "UDP/DTLS/SCTP", ("webrtc-datachannel",))
    assert offer.remote.our_role == "server"
    assert offer.remote.credentials.fragment == "abcd"


def test_the_answer_takes_opus_and_vp8_only() -> None:
    answer = write_answer(read_description(CHROMIUM, "offer"), LOCAL)
    sections = answer.split("m=")[1:]
    assert sections[0].startswith("audio 9 UDP/TLS/RTP/SAVPF 111\r\n")
    assert "a=fmtp:111 minptime=10;useinbandfec=1" in sections[0]
    assert sections[1].startswith("video 9 UDP/TLS/RTP/SAVPF 96\r\n")
    for line in ("nack", "nack pli", "goog-remb"):
        assert f"a=rtcp-fb:96 {line}\r\n" in sections[1]
    assert "transport-cc" not in answer
    assert "abs-send-time" not in answer
    assert f"a=extmap:13 {ORIENTATION}" in sections[1]
    assert sections[2].startswith("application 0 UDP/DTLS/SCTP webrtc-datachannel\r\n")
    assert "a=group:BUNDLE 0 1\r\n" in answer
    assert "a=ice-lite\r\n" in answer
    assert answer.count("a=setup:passive\r\n") == 2
    assert answer.count("a=recvonly\r\n") == 2


def test_a_section_on_the_port_of_its_bundle_is_taken() -> None:
    """Firefox offers all but the first section so (RFC 9143 section 7.1)."""
    offered = CHROMIUM.replace("m=video 9 ", "m=video 0 ").replace(
        "a=mid:1\r\n", "a=mid:1\r\na=bundle-only\r\n"
    )
    assert isinstance(read_description(offered, "offer").sections[1], Section)
    assert "m=video 9 " in write_answer(read_description(offered, "offer"), LOCAL)
    apart = offered.replace("a=group:BUNDLE 0 1 2", "a=group:BUNDLE 0 2")
    assert isinstance(read_description(apart, "offer").sections[1], RejectedSection)
    chosen = offered.replace("a=setup:actpass", "a=setup:active")
    assert isinstance(read_description(chosen, "answer").sections[1], RejectedSection)


def _left_to_the_tagged(section: str) -> str:
    """A section that says nothing of its transport: RFC 9143 section 7.1.3."""
    said = ("ice-", "fingerprint", "setup", "rtcp:", "rtcp-mux", "rtcp-rsize", "candidate")
    lines = section.split("\r\n")
    return "\r\n".join(x for x in lines if not x.startswith(tuple(f"a={one}" for one in said)))


def _bundled() -> str:
    """Chromium's offer as RFC 8829 section 5.2.1 has it: all is on the first section's port."""
    head, voice, *others = CHROMIUM.split("m=")
    only = [
        _left_to_the_tagged(one)
        .replace(" 9 ", " 0 ", 1)
        .replace("a=mid:", "a=bundle-only\r\na=mid:")
        for one in others
    ]
    return "m=".join([head, voice, *only])


def test_a_section_is_on_the_transport_of_the_tagged_one() -> None:
    offer = read_description(_bundled(), "offer")
    assert [section.mid for section in offer.carried] == ["0", "1"]
    assert offer.carried == read_description(CHROMIUM, "offer").carried
    assert offer.remote == read_description(CHROMIUM, "offer").remote


def test_a_transport_is_described_also_by_a_section_that_is_rejected() -> None:
    offer = read_description(_bundled().replace("opus/48000/2", "G722/8000"), "offer")
    assert [section.mid for section in offer.carried] == ["1"]
    assert offer.remote == read_description(CHROMIUM, "offer").remote


def test_the_tagged_section_of_an_answer_speaks_for_the_others() -> None:
    head, voice, *others = CHROMIUM.replace("actpass", "active").split("m=")
    answer = "m=".join([head, voice, *map(_left_to_the_tagged, others)])
    read = read_description(answer, "answer")
    assert [section.mid for section in read.carried] == ["0", "1"]
    assert read.remote.credentials.fragment == "abcd"


@pytest.mark.parametrize("group", ["", "a=group:BUNDLE 0 2\r\n", "a=group:BUNDLE 7 8\r\n"])
def test_a_section_without_transport_of_its_own_has_to_be_in_a_bundle(group: str) -> None:
    offer = read_description(_bundled().replace("a=group:BUNDLE 0 1 2\r\n", group), "offer")
    assert [section.mid for section in offer.carried] == ["0"]


@pytest.mark.parametrize("direction", ["sendrecv", "sendonly", "recvonly", "inactive"])
def test_a_direction_of_the_session_is_that_of_sections_without(direction: str) -> None:
    """RFC 8866 section 6.7."""
    silent = CHROMIUM.replace("a=sendonly\r\n", "")
    offer = read_description(silent.replace(*_in_head(f"a={direction}\r\n")), "offer")
    assert [section.direction for section in offer.carried] == [direction] * 2
    said = "recvonly" if direction.startswith("send") else "inactive"
    assert write_answer(offer, LOCAL).count(f"a={said}\r\n") == 2 + (said == "inactive")


def test_a_direction_of_a_section_goes_before_that_of_the_session() -> None:
    offer = read_description(CHROMIUM.replace(*_in_head("a=inactive\r\n")), "offer")
    assert [section.direction for section in offer.carried] == ["sendonly"] * 2


def test_every_section_has_a_connection_line() -> None:
    """RFC 8866 section 5.7; Firefox takes no description without."""
    answer = write_answer(read_description(CHROMIUM, "offer"), LOCAL)
    offer = write_offer([OfferedTrack("0", "audio", "slot-0", 11, None)], LOCAL)
    for section in answer.split("m=")[1:] + offer.split("m=")[1:]:
        assert section.split("\r\n")[1] == "c=IN IP4 0.0.0.0"


def test_feedback_that_was_not_offered_is_not_answered() -> None:
    offer = read_description(CHROMIUM.replace("a=rtcp-fb:96 goog-remb\r\n", ""), "offer")
    assert "goog-remb" not in write_answer(offer, LOCAL)


def test_our_offer_can_be_read_by_ourselves() -> None:
    lanes = [
        OfferedTrack("0", "audio", "slot-0", 11, None),
        OfferedTrack("1", "video", "slot-0", 12, 13),
    ]
    audio, video = read_description(write_offer(lanes, LOCAL), "offer").sections
    assert isinstance(audio, Section)
    assert isinstance(video, Section)
    assert (audio.ssrc, video.ssrc, video.retransmission_type) == (11, 12, 97)
    assert (audio.direction, video.direction) == ("sendonly", "sendonly")
    assert (audio.uses_twcc, video.uses_twcc) == (False, True)
    assert TRANSPORT_NUMBER not in audio.extensions


@pytest.mark.parametrize(
    "damage",
    [
        ("VP8/90000", "AV1/90000"),
        ("a=rtcp-mux", "a=nothing"),
        ("a=candidate:1 1", "a=candidate:"),
        ("m=audio 9", "m=audio nine"),
        ("a=mid:1", "a=mid:0"),
        ("a=ice-ufrag:abcd", "a=ice-ufrag:ab"),
        ("a=fingerprint:sha-256", "a=fingerprint:md5"),
        ("a=setup:actpass", "a=setup:perhaps"),
        ("a=fmtp:111", "a=fmtp:999"),
    ],
)
def test_damaged_offers_are_refused_or_rejected_in_part(damage: tuple[str, str]) -> None:
    damaged = CHROMIUM.replace(*damage)
    assert damaged != CHROMIUM
    with contextlib.suppress(BadDescription):
        sections = read_description(damaged, "offer").sections
        assert any(isinstance(section, RejectedSection) for section in sections[:2])


@pytest.mark.parametrize("nonsense", ["", "v=0", "\x00" * 99, "m=audio", "{}", "m=" * 5000])
def test_nonsense_is_refused(nonsense: str) -> None:
    with pytest.raises(BadDescription):
        read_description(nonsense, "offer")


def test_floods_are_refused_before_they_are_read() -> None:
    with pytest.raises(BadDescription, match="too long"):
        read_description(CHROMIUM + "a=x\r\n" * 50_000, "offer")
    with pytest.raises(BadDescription, match="too long"):
        read_description(CHROMIUM + "a=ssrc:1 cname:x\r\n" * 1000, "offer")
    with pytest.raises(BadDescription, match="too many"):
        read_description(CHROMIUM + "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n" * 100, "offer")


def test_an_answer_has_to_choose_its_role() -> None:
    with pytest.raises(BadDescription, match="DTLS role"):
        read_description(CHROMIUM, "answer")


@given(st.data())
def test_no_mutation_makes_the_reader_fail_otherwise(data: st.DataObject) -> None:
    lines = CHROMIUM.split("\r\n")
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.integers(0, len(lines) - 1))
        cut = data.draw(st.integers(0, len(lines[place])))
        lines[place] = lines[place][:cut] + data.draw(st.text(max_size=6)) + lines[place][cut + 1 :]
    with contextlib.suppress(BadDescription):
        write_answer(read_description("\r\n".join(lines), "offer"), LOCAL)


def _in_head(lines: str) -> tuple[str, str]:
    """How an offer is changed to say something of the whole session."""
    return "t=0 0\r\n", f"t=0 0\r\n{lines}"
