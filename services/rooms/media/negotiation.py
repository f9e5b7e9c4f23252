"""Write our end of a connection: the answer to a publisher, the offer to a viewer (RFC 8829)."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aioice.candidate import candidate_foundation
from aiortc import RTCDtlsFingerprint, RTCIceCandidate
from aiortc.rtcdtlstransport import RTCDtlsParameters
from aiortc.rtcicetransport import RTCIceParameters
from aiortc.rtcrtpparameters import (
    ParametersDict,
    RTCRtcpFeedback,
    RTCRtpCodecParameters,
    RTCRtpHeaderExtensionParameters,
    RTCRtpParameters,
)
from aiortc.sdp import GroupDescription, MediaDescription, SessionDescription, SsrcDescription

from services.rooms.media.description import Description, Feedback, Rejected, Section
from services.rooms.media.ice import Address, Credentials
from services.rooms.media.transport import Role
from services.rooms.rtp.model import Kind

MID = "urn:ietf:params:rtp-hdrext:sdes:mid"
AUDIO_LEVEL = "urn:ietf:params:rtp-hdrext:ssrc-audio-level"
ORIENTATION = "urn:3gpp:video-orientation"
EXTENSIONS: dict[Kind, tuple[str, ...]] = {
    "audio": (MID, AUDIO_LEVEL),
    "video": (MID, ORIENTATION),
}
OFFERED_EXTENSIONS: dict[Kind, dict[str, int]] = {
    "audio": {AUDIO_LEVEL: 1},
    "video": {ORIENTATION: 2},
}
FEEDBACK: dict[Kind, tuple[Feedback, ...]] = {
    "audio": (),
    "video": (("nack", None), ("nack", "pli"), ("goog-remb", None)),
}
OPUS, VP8, RTX = 111, 96, 97
OPUS_PARAMETERS: ParametersDict = {"minptime": 10, "useinbandfec": 1}
PROFILE = "UDP/TLS/RTP/SAVPF"
CNAME = "callboard"


@dataclass(frozen=True, slots=True)
class Local:
    """Our end of a connection."""

    credentials: Credentials
    fingerprints: list[RTCDtlsFingerprint]
    candidates: list[Address]


@dataclass(frozen=True, slots=True)
class Lane:
    """What a viewer's slot is offered for one kind of media; audio has no `rtx_ssrc`."""

    mid: str
    kind: Kind
    stream: str
    ssrc: int
    rtx_ssrc: int | None


def write_answer(offer: Description, local: Local) -> str:
    """Take every section that we can carry and that sends; reject the rest."""
    role: Role = offer.remote.our_role
    media = [
        _refuse(s) if isinstance(s, Rejected) else _accept(s, local, role) for s in offer.sections
    ]
    carried = [s.mid for s in offer.carried]
    return _session(media, carried)


def write_offer(lanes: Sequence[Lane], local: Local) -> str:
    """Offer every lane as `sendonly`, bundled on one transport."""
    media = [_offered(lane, local) for lane in lanes]
    return _session(media, [lane.mid for lane in lanes])


def _accept(section: Section, local: Local, role: Role) -> MediaDescription:
    codec = _codec(section.kind, section.payload_type)
    codec.rtcpFeedback = [
        f for f in codec.rtcpFeedback if (f.type, f.parameter) in section.feedback
    ]
    media = _media(section.kind, section.mid, [codec], local, role)
    media.direction = "recvonly" if section.direction in ("sendonly", "sendrecv") else "inactive"
    wanted = EXTENSIONS[section.kind]
    media.rtp.headerExtensions = _extensions(
        {uri: number for uri, number in section.extensions.items() if uri in wanted}
    )
    return media


def _refuse(section: Rejected) -> MediaDescription:
    media = MediaDescription(section.kind, 0, section.profile, list(section.formats))
    media.direction = "inactive"
    media.rtp.muxId = section.mid
    media.ice = RTCIceParameters()
    return media


def _offered(lane: Lane, local: Local) -> MediaDescription:
    codecs = [_codec(lane.kind, OPUS if lane.kind == "audio" else VP8)]
    ssrcs = [SsrcDescription(lane.ssrc, CNAME)]
    groups = []
    if lane.rtx_ssrc is not None:
        codecs.append(_plain("video/rtx", 90000, RTX, {"apt": VP8}))
        ssrcs.append(SsrcDescription(lane.rtx_ssrc, CNAME))
        groups.append(GroupDescription("FID", [lane.ssrc, lane.rtx_ssrc]))
    media = _media(lane.kind, lane.mid, codecs, local, "auto")
    media.direction = "sendonly"
    media.msid = f"{lane.stream} {lane.stream}-{lane.kind}"
    media.rtp.headerExtensions = _extensions(OFFERED_EXTENSIONS[lane.kind])
    media.ssrc, media.ssrc_group = ssrcs, groups
    return media


def _media(
    kind: Kind, mid: str, codecs: list[RTCRtpCodecParameters], local: Local, role: str
) -> MediaDescription:
    media = MediaDescription(kind, 9, PROFILE, [c.payloadType for c in codecs])
    media.host = "0.0.0.0"  # noqa: S104 - RFC 8839 section 4.3.1: no default address is meant
    media.rtcp_mux, media.rtcp_port, media.rtcp_host = True, 9, "0.0.0.0"  # noqa: S104
    media.rtp = RTCRtpParameters(codecs=codecs, muxId=mid)
    media.ice_candidates, media.ice_candidates_complete = _candidates(local), True
    media.dtls = RTCDtlsParameters(local.fingerprints, role)
    media.ice = RTCIceParameters(
        local.credentials.fragment, local.credentials.password, iceLite=True
    )
    return media


def _codec(kind: Kind, payload_type: int) -> RTCRtpCodecParameters:
    if kind == "audio":
        codec = _plain("audio/opus", 48000, payload_type, dict(OPUS_PARAMETERS))
        codec.channels = 2
    else:
        codec = _plain("video/VP8", 90000, payload_type, {})
    codec.rtcpFeedback = [RTCRtcpFeedback(name, parameter) for name, parameter in FEEDBACK[kind]]
    return codec


def _plain(
    mime: str, rate: int, payload_type: int, parameters: ParametersDict
) -> RTCRtpCodecParameters:
    return RTCRtpCodecParameters(mime, rate, payloadType=payload_type, parameters=parameters)


def _extensions(ids: dict[str, int]) -> list[RTCRtpHeaderExtensionParameters]:
    return [RTCRtpHeaderExtensionParameters(number, uri) for uri, number in ids.items()]


def _candidates(local: Local) -> list[RTCIceCandidate]:
    """Host candidates, the first one preferred (RFC 8445 section 5.1.2.1)."""
    return [
        RTCIceCandidate(
            component=1,
            foundation=candidate_foundation("host", "udp", host),
            ip=host,
            port=port,
            priority=(126 << 24) | ((65535 - place) << 8) | 255,
            protocol="udp",
            type="host",
        )
        for place, (host, port) in enumerate(local.candidates)
    ]


def _session(media: Iterable[MediaDescription], bundled: list[str]) -> str:
    session = SessionDescription()
    session.origin = f"- {time.time_ns()} 2 IN IP4 127.0.0.1"
    session.msid_semantic = [GroupDescription("WMS", ["*"])]
    session.group = [GroupDescription("BUNDLE", list(bundled))]
    session.media = list(media)
    return str(session)
