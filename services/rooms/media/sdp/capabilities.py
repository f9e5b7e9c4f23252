"""What can be carried, and how it is written into a description: codecs, header extensions,
feedback, our end of the transport."""

from aioice.candidate import candidate_foundation
from aiortc import RTCIceCandidate
from aiortc.rtcdtlstransport import RTCDtlsParameters
from aiortc.rtcicetransport import RTCIceParameters
from aiortc.rtcrtpparameters import (
    ParametersDict,
    RTCRtcpFeedback,
    RTCRtpCodecParameters,
    RTCRtpHeaderExtensionParameters,
    RTCRtpParameters,
)
from aiortc.sdp import MediaDescription

from services.rooms.media.endpoints import LocalEnd
from services.rooms.media.rtp.clock import RATES, Kind

MID = "urn:ietf:params:rtp-hdrext:sdes:mid"
ENCODING_ID = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id"
TRANSPORT_NUMBER = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"
PASSED_ON: dict[Kind, str] = {
    "audio": "urn:ietf:params:rtp-hdrext:ssrc-audio-level",
    "video": "urn:3gpp:video-orientation",
}
"""The one header extension of each kind that goes on to subscribers."""
REPAIR = ("nack", None)
TRANSPORT_FEEDBACK = ("transport-cc", None)
HIGHEST_BITRATE = ("goog-remb", None)
FEEDBACK: dict[Kind, tuple[tuple[str, str | None], ...]] = {
    "audio": (REPAIR,),
    "video": (REPAIR, ("nack", "pli"), TRANSPORT_FEEDBACK),
}
"""Towards subscribers. Sound is not counted: it is sent whatever the path bears, and to number and
report packets of it is a good part of what they cost."""
FROM_PUBLISHERS: dict[Kind, tuple[tuple[str, str | None], ...]] = {
    "audio": (REPAIR, TRANSPORT_FEEDBACK),
    "video": (REPAIR, ("nack", "pli"), TRANSPORT_FEEDBACK, HIGHEST_BITRATE),
}
"""The last is for those who do not know the one before it."""
PAYLOAD_TYPES: dict[Kind, int] = {"audio": 111, "video": 96}
"""Towards subscribers; publishers choose theirs."""
RTX = 97
OPUS_PARAMETERS: ParametersDict = {"minptime": 10, "useinbandfec": 1}
PROFILE = "UDP/TLS/RTP/SAVPF"
NOWHERE = "0.0.0.0"  # noqa: S104 - RFC 8839 section 4.3.1: candidates name the address


class CarriedDescription(MediaDescription):
    """A media section that may take several encodings at once (RFC 8853 section 5.1), which
    aiortc does not write."""

    encodings: tuple[str, ...] = ()

    def __str__(self) -> str:
        lines = [f"a=rid:{name} recv\r\n" for name in self.encodings]
        if self.encodings:
            lines.append(f"a=simulcast:recv {';'.join(self.encodings)}\r\n")
        return super().__str__() + "".join(lines)


def main_codec(kind: Kind, payload_type: int) -> RTCRtpCodecParameters:
    """Opus or VP8, with all feedback that we understand of subscribers."""
    if kind == "audio":
        codec = _codec("audio/opus", RATES[kind], payload_type, dict(OPUS_PARAMETERS))
        codec.channels = 2
    else:
        codec = _codec("video/VP8", RATES[kind], payload_type, {})
    codec.rtcpFeedback = [RTCRtcpFeedback(name, parameter) for name, parameter in FEEDBACK[kind]]
    return codec


def rtx_codec(payload_type: int, of: int) -> RTCRtpCodecParameters:
    """The retransmission of payload type `of` (RFC 4588 section 8)."""
    return _codec("video/rtx", RATES["video"], payload_type, {"apt": of})


def carried(
    kind: Kind, mid: str, codecs: list[RTCRtpCodecParameters], local: LocalEnd, role: str
) -> CarriedDescription:
    """A media section on our transport."""
    media = CarriedDescription(kind, 9, PROFILE, [c.payloadType for c in codecs])
    media.host = media.rtcp_host = NOWHERE
    media.rtcp_mux, media.rtcp_port = True, 9
    media.rtp = RTCRtpParameters(codecs=codecs, muxId=mid)
    media.ice_candidates, media.ice_candidates_complete = _candidates(local), True
    media.dtls = RTCDtlsParameters(local.fingerprints, role)
    media.ice = RTCIceParameters(
        local.credentials.fragment, local.credentials.password, iceLite=True
    )
    return media


def extensions(numbers: dict[str, int]) -> list[RTCRtpHeaderExtensionParameters]:
    return [RTCRtpHeaderExtensionParameters(number, uri) for uri, number in numbers.items()]


def _codec(
    mime: str, rate: int, payload_type: int, parameters: ParametersDict
) -> RTCRtpCodecParameters:
    return RTCRtpCodecParameters(mime, rate, payloadType=payload_type, parameters=parameters)


def _candidates(local: LocalEnd) -> list[RTCIceCandidate]:
    """Host candidates, the first one preferred (RFC 8445 section 5.1.2.1). Every section has
    them: aiortc, as a client, looks for them in the last one of a bundle."""
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
