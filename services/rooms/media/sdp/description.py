"""Read what a client says about its end of a connection (SDP: RFC 8829, RFC 9143)."""

import re
from dataclasses import dataclass

from aiortc.rtcicetransport import RTCIceParameters
from aiortc.rtcrtpparameters import RTCRtpCodecParameters
from aiortc.sdp import MediaDescription, SessionDescription

from services.rooms.media.endpoints import Credentials, RemoteEnd, Role
from services.rooms.media.errors import BadDescription
from services.rooms.media.model import Layer
from services.rooms.media.rtp.clock import RATES, Kind
from services.rooms.media.sdp.capabilities import REPAIR, TRANSPORT_FEEDBACK, TRANSPORT_NUMBER

LONGEST = 128 * 1024
MOST_SECTIONS = 72
MOST_SSRC_LINES = 512
LONGEST_CREDENTIAL = 256
FINGERPRINTS = ("sha-256", "sha-384", "sha-512")
CODECS = {"audio": ("opus", RATES["audio"]), "video": ("vp8", RATES["video"])}

ENCODINGS: dict[str, Layer] = {"l": "low", "h": "high"}
"""Restriction identifiers (RFC 8851) under which a camera is sent in two layers."""
ENCODING = re.compile(r"^a=rid:(\S{1,16}) send\b", re.MULTILINE)
SIMULCAST = re.compile(r"^a=simulcast:.*\bsend ", re.MULTILINE)
BUNDLE_ONLY = re.compile(r"^a=bundle-only$", re.MULTILINE)
DIRECTION = re.compile(r"^a=(sendrecv|sendonly|recvonly|inactive)$", re.MULTILINE)

Feedback = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Section:
    """One media section that we can carry. `extensions` maps URI to id; `encodings` are the
    names of those that are sent at once (simulcast, RFC 8853), none for a single one."""

    mid: str
    kind: Kind
    direction: str
    payload_type: int
    retransmission_type: int | None
    ssrc: int | None
    extensions: dict[str, int]
    feedback: frozenset[Feedback]
    encodings: tuple[str, ...] = ()

    @property
    def repairs(self) -> bool:
        """Whether what was lost is sent again when it is asked for."""
        return REPAIR in self.feedback

    @property
    def uses_twcc(self) -> bool:
        """Whether its sender numbers packets for feedback on when each came."""
        return TRANSPORT_FEEDBACK in self.feedback and TRANSPORT_NUMBER in self.extensions


@dataclass(frozen=True, slots=True)
class RejectedSection:
    """A section we do not carry; an answer has to name it all the same."""

    mid: str
    kind: str
    profile: str
    formats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Description:
    """A client's description: its end of the connection, and its sections in order."""

    remote: RemoteEnd
    sections: tuple[Section | RejectedSection, ...]

    @property
    def carried(self) -> tuple[Section, ...]:
        return tuple(s for s in self.sections if isinstance(s, Section))


@dataclass(frozen=True, slots=True)
class _Shared:
    """What a section may leave to the rest of the description: `direction` is that of sections
    which say none; `tagged` names, for each bundled section, the one whose transport it is on."""

    kind: str
    direction: str
    tagged: dict[str, MediaDescription]


def read_description(text: str, kind: str) -> Description:
    """Read an "offer" or an "answer". Raises BadDescription."""
    session = _parsed(text, kind)
    media = session.media
    head, *written = "\n".join(["", *text.splitlines()]).split("\nm=")
    shared = _Shared(kind, _direction(head), _tagged(session))
    sections = tuple(
        _section(one, lines, shared) for one, lines in zip(media, written, strict=True)
    )
    if len({s.mid for s in sections}) != len(sections):
        raise BadDescription("Two media sections have the same identification.")
    for described, section in zip(media, sections, strict=True):
        if isinstance(section, Section):
            return Description(_remote(_transport(described, shared), kind), sections)
    raise BadDescription("Nothing in the description can be carried; VP8 and Opus can.")


def _parsed(text: str, kind: str) -> SessionDescription:
    if len(text) > LONGEST or text.count("\na=ssrc:") > MOST_SSRC_LINES:
        raise BadDescription("The description is too long.")
    if text.count("\nm=") > MOST_SECTIONS:
        raise BadDescription("The description has too many media sections.")
    try:
        return SessionDescription.parse(text)
    # aiortc reports what it cannot read by whatever its first wrong step raises
    except (AssertionError, AttributeError, LookupError, StopIteration, TypeError, ValueError) as e:
        raise BadDescription(f"The {kind} is not a session description.") from e


def _tagged(session: SessionDescription) -> dict[str, MediaDescription]:
    """The first section of each bundle speaks for all in it (RFC 9143 section 7.1.3), but for one
    that is itself on the port of the bundle, or rejected (section 7.3.1)."""
    named = {media.rtp.muxId: media for media in session.media if media.port}
    tagged: dict[str, MediaDescription] = {}
    for group in session.group:
        mids = [str(mid) for mid in group.items]
        first = next((named[mid] for mid in mids if mid in named), None)
        if group.semantic == "BUNDLE" and first is not None:
            tagged.update(dict.fromkeys(mids, first))
    return tagged


def _direction(head: str) -> str:
    """That of sections which say none of their own (RFC 8866 section 6.7; aiortc reads it of
    sections only)."""
    said = DIRECTION.search(head)
    return said[1] if said else "sendrecv"


def _section(media: MediaDescription, lines: str, shared: _Shared) -> Section | RejectedSection:
    """Port 0 rejects a section, unless it is offered on the port of its bundle alone (RFC 9143
    section 6)."""
    codec, mid = _codec(media), media.rtp.muxId
    rejected = RejectedSection(mid or "", media.kind, media.profile, _formats(media))
    tagged = shared.tagged.get(mid)
    bundle_only = shared.kind == "offer" and tagged is not None and BUNDLE_ONLY.search(lines)
    closed = media.port == 0 and not bundle_only
    muxed = media.rtcp_mux or (tagged is not None and tagged.rtcp_mux)
    if codec is None or not muxed or closed or not mid:
        return rejected
    return Section(
        mid=mid,
        kind="audio" if media.kind == "audio" else "video",
        direction=media.direction or shared.direction,
        payload_type=int(codec.payloadType or 0),
        retransmission_type=_retransmission(media, codec),
        ssrc=_ssrc(media),
        extensions={e.uri: e.id for e in media.rtp.headerExtensions if 0 < e.id < 15},
        feedback=frozenset((f.type, f.parameter) for f in codec.rtcpFeedback),
        encodings=_encodings(lines) if media.kind == "video" else (),
    )


def _encodings(lines: str) -> tuple[str, ...]:
    """The encodings of a section's lines that we know (aiortc reads neither attribute)."""
    if not SIMULCAST.search(lines):
        return ()
    return tuple(name for name in ENCODINGS if name in ENCODING.findall(lines))


def _codec(media: MediaDescription) -> RTCRtpCodecParameters | None:
    wanted = CODECS.get(media.kind)
    for codec in media.rtp.codecs:
        if (codec.name.lower(), codec.clockRate) == wanted and codec.payloadType in media.fmt:
            return codec
    return None


def _retransmission(media: MediaDescription, codec: RTCRtpCodecParameters) -> int | None:
    for other in media.rtp.codecs:
        if other.name.lower() == "rtx" and other.parameters.get("apt") == codec.payloadType:
            return other.payloadType
    return None


def _ssrc(media: MediaDescription) -> int | None:
    for group in media.ssrc_group:
        if group.semantic == "FID" and group.items:
            return int(group.items[0])
    return media.ssrc[0].ssrc if media.ssrc else None


def _formats(media: MediaDescription) -> tuple[str, ...]:
    return tuple(str(f) for f in media.fmt)


def _transport(media: MediaDescription, shared: _Shared) -> MediaDescription:
    """The section that describes the transport of this one: itself, or else the tagged one."""
    if media.dtls is not None and media.ice is not None and media.ice.usernameFragment:
        return media
    return shared.tagged.get(media.rtp.muxId, media)


def _remote(media: MediaDescription, kind: str) -> RemoteEnd:
    ice = media.ice or RTCIceParameters()
    fragment, password = ice.usernameFragment or "", ice.password or ""
    if (
        not 4 <= len(fragment) <= LONGEST_CREDENTIAL
        or not 22 <= len(password) <= LONGEST_CREDENTIAL
    ):
        raise BadDescription("The description has no ICE credentials.")
    if media.dtls is None:
        raise BadDescription("The description says nothing of DTLS.")
    known = [f for f in media.dtls.fingerprints if f.algorithm.lower() in FINGERPRINTS]
    if not known:
        raise BadDescription("The description has no certificate fingerprint of a known kind.")
    if kind == "answer" and media.dtls.role == "auto":
        raise BadDescription("An answer has to choose its DTLS role.")
    our_role: Role = "client" if media.dtls.role == "server" else "server"
    return RemoteEnd(Credentials(fragment, password), known, our_role)
