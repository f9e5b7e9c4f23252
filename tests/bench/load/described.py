"""Descriptions of the load client: as much SDP as a browser would say, and no more."""

from dataclasses import dataclass

from aiortc.sdp import MediaDescription, SessionDescription

Address = tuple[str, int]

AUDIO, VIDEO, RTX = 111, 96, 97
LEVEL = "urn:ietf:params:rtp-hdrext:ssrc-audio-level"
WIDE = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"
EXTENSIONS = {LEVEL: 1, WIDE: 3}
_HEAD = "v=0\r\no=- 1 {version} IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE {mids}\r\n"
_SECTION = (
    "m={kind} 9 UDP/TLS/RTP/SAVPF {types}\r\nc=IN IP4 0.0.0.0\r\na=rtcp-mux\r\n"
    "a=ice-ufrag:{fragment}\r\na=ice-pwd:{password}\r\na=fingerprint:{fingerprint}\r\n"
    "a=setup:{setup}\r\na=mid:{mid}\r\na={direction}\r\n"
)
_FEEDBACK = "".join(
    f"a=rtcp-fb:{VIDEO} {what}\r\n"
    for what in ("nack", "nack pli", "ccm fir", "goog-remb", "transport-cc")
)
_OPUS = f"a=rtpmap:{AUDIO} opus/48000/2\r\na=fmtp:{AUDIO} minptime=10;useinbandfec=1\r\n"
_VP8 = f"a=rtpmap:{VIDEO} VP8/90000\r\n"


@dataclass(frozen=True, slots=True)
class Own:
    """What the client says of its end."""

    fragment: str
    password: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Theirs:
    """What a server says of its end; `extensions` are the ids that it takes, by URI."""

    fragment: str
    password: str
    address: Address
    fingerprints: list[tuple[str, str]]
    setup: str
    extensions: dict[str, int]


def offer(own: Own, voice: int, camera: int) -> str:
    """Offer to send a voice and a camera under these SSRCs."""
    sent = {"setup": "actpass", "direction": "sendonly"}
    audio = _section(own, "audio", "0", [AUDIO], **sent) + _OPUS + _extensions(LEVEL, WIDE)
    video = _section(own, "video", "1", [VIDEO, RTX], **sent) + _VP8 + _FEEDBACK
    video += f"a=rtpmap:{RTX} rtx/90000\r\na=fmtp:{RTX} apt={VIDEO}\r\n" + _extensions(WIDE)
    head = _HEAD.format(version=1, mids="0 1")
    return head + audio + _named(voice) + video + _named(camera)


def answer(own: Own, offered: str) -> str:
    """Take all that a server offers to send."""
    media = SessionDescription.parse(offered).media
    head = _HEAD.format(version=1, mids=" ".join(m.rtp.muxId for m in media))
    return head + "".join(_taken(own, m) for m in media)


def read(text: str) -> Theirs:
    """Read a server's offer or answer."""
    described = SessionDescription.parse(text)
    first = described.media[0]
    assert first.ice
    assert first.dtls
    fragment, password = first.ice.usernameFragment, first.ice.password
    assert fragment
    assert password
    candidates = [c for m in described.media for c in m.ice_candidates if "." in c.ip]
    return Theirs(
        fragment=fragment,
        password=password,
        address=(candidates[0].ip, candidates[0].port),
        fingerprints=[(f.algorithm, f.value) for f in first.dtls.fingerprints],
        setup=first.dtls.role,
        extensions={e.uri: e.id for m in described.media for e in m.rtp.headerExtensions},
    )


def _taken(own: Own, offered: MediaDescription) -> str:
    codecs = offered.rtp.codecs
    types = [c.payloadType for c in codecs if c.payloadType is not None]
    text = _section(own, offered.kind, offered.rtp.muxId, types, "active", "recvonly")
    for codec in codecs:
        channels = "/2" if codec.mimeType == "audio/opus" else ""
        name = codec.mimeType.split("/")[1]
        text += f"a=rtpmap:{codec.payloadType} {name}/{codec.clockRate}{channels}\r\n"
        if "apt" in codec.parameters:
            text += f"a=fmtp:{codec.payloadType} apt={codec.parameters['apt']}\r\n"
        for feedback in codec.rtcpFeedback:
            said = f"{feedback.type} {feedback.parameter or ''}".strip()
            text += f"a=rtcp-fb:{codec.payloadType} {said}\r\n"
    for extension in offered.rtp.headerExtensions:
        text += f"a=extmap:{extension.id} {extension.uri}\r\n"
    return text


def _section(own: Own, kind: str, mid: str, types: list[int], setup: str, direction: str) -> str:
    return _SECTION.format(
        kind=kind,
        types=" ".join(map(str, types)),
        fragment=own.fragment,
        password=own.password,
        fingerprint=own.fingerprint,
        setup=setup,
        mid=mid,
        direction=direction,
    )


def _extensions(*uris: str) -> str:
    return "".join(f"a=extmap:{EXTENSIONS[uri]} {uri}\r\n" for uri in uris)


def _named(ssrc: int) -> str:
    return f"a=ssrc:{ssrc} cname:load\r\na=ssrc:{ssrc} msid:load load-{ssrc}\r\n"
