"""What Chromium, Firefox and Safari offer and answer is read, and answered as they can read it."""

from pathlib import Path

import pytest

from services.rooms.media.endpoints import Credentials, LocalEnd
from services.rooms.media.sdp.capabilities import ENCODING_ID, MID
from services.rooms.media.sdp.description import Description, Section, read_description
from services.rooms.media.sdp.writer import write_answer
from tests.unit.rooms_media.offers import FINGERPRINT

KEPT = Path(__file__).parent / "descriptions"
LOCAL = LocalEnd(Credentials("ours", "o" * 24), [FINGERPRINT], [("127.0.0.1", 4000)])
OFFERS = ("chromium-offer", "chromium-screen", "firefox-offer", "firefox-screen", "safari-offer")
ANSWERS = ("chromium-answer", "firefox-answer", "safari-answer")
VP8 = {"chromium": (96, 97), "firefox": (120, 124), "safari": (100, 101)}


def kept(name: str) -> str:
    return (KEPT / f"{name}.sdp").read_text().replace("\n", "\r\n")


def read(name: str, kind: str) -> Description:
    found = read_description(kept(name), kind)
    assert found.carried == found.sections, "nothing that a browser describes is rejected"
    return found


@pytest.mark.parametrize("name", OFFERS)
def test_all_that_a_browser_offers_is_taken(name: str) -> None:
    voice, camera, *screens = read(name, "offer").carried
    assert (voice.kind, camera.kind, camera.encodings) == ("audio", "video", ("l", "h"))
    assert (camera.payload_type, camera.retransmission_type) == VP8[name.partition("-")[0]]
    assert {MID, ENCODING_ID} <= camera.extensions.keys()
    assert voice.repairs
    assert camera.repairs
    assert camera.uses_twcc
    assert [s.kind for s in screens] == ["video"] * name.endswith("screen")
    assert all(section.direction == "sendonly" for section in (voice, camera, *screens))


@pytest.mark.parametrize("name", OFFERS)
def test_the_answer_fits_section_by_section(name: str) -> None:
    """RFC 8829 section 5.3.1: as many sections, in their order, with the offer's numbers; RFC 9143
    section 7.3: all in the bundle, none of them `bundle-only`; RFC 8866 section 5.7: a connection
    line for each; RFC 5763 section 5: a role that is chosen."""
    offered, answer = read(name, "offer"), write_answer(read(name, "offer"), LOCAL)
    head, *sections = answer.split("\r\nm=")
    assert f"a=group:BUNDLE {' '.join(s.mid for s in offered.carried)}" in head.split("\r\n")
    assert "a=ice-lite" in head.split("\r\n")
    assert "bundle-only" not in answer
    for section, written in zip(offered.carried, sections, strict=True):
        lines = written.split("\r\n")
        assert lines[0] == f"{section.kind} 9 UDP/TLS/RTP/SAVPF {section.payload_type}"
        assert {
            "c=IN IP4 0.0.0.0", f"a=mid:{section.mid}", "a=recvonly", "a=rtcp-mux",
            "a=setup:passive",
        } <= {*lines}  # fmt: skip
        assert _numbers(lines) <= section.extensions.items()


@pytest.mark.parametrize("name", ANSWERS)
def test_a_browser_answers_what_we_offer(name: str) -> None:
    answered = read(name, "answer")
    assert [section.mid for section in answered.carried] == ["0", "1", "2", "3"]
    assert [section.direction for section in answered.carried] == ["recvonly"] * 4
    assert answered.remote.our_role == "server"
    camera = answered.sections[1]
    assert isinstance(camera, Section)
    assert (camera.payload_type, camera.retransmission_type, camera.uses_twcc) == (96, 97, True)


def _numbers(lines: list[str]) -> set[tuple[str, int]]:
    """Header extensions of an answer, by URI."""
    pairs = (line.removeprefix("a=extmap:").split(" ") for line in lines if "extmap:" in line)
    return {(uri, int(number)) for number, uri in pairs}
