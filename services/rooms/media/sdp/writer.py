"""Write our side: the answer to a publisher, the offer to a subscriber (RFC 8829, RFC 9143)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aiortc.rtcicetransport import RTCIceParameters
from aiortc.rtcrtpparameters import RTCRtcpFeedback
from aiortc.sdp import GroupDescription, MediaDescription, SessionDescription, SsrcDescription

from services.rooms.media.endpoints import LocalEnd, Origin, Role
from services.rooms.media.rtp.clock import Kind
from services.rooms.media.rtp.extensions import PASSED_ON_AS, TRANSPORT_NUMBER_AS
from services.rooms.media.sdp.capabilities import (
    ENCODING_ID,
    FEEDBACK,
    FROM_PUBLISHERS,
    HIGHEST_BITRATE,
    MID,
    NOWHERE,
    PASSED_ON,
    PAYLOAD_TYPES,
    RTX,
    TRANSPORT_FEEDBACK,
    TRANSPORT_NUMBER,
    carried,
    extensions,
    main_codec,
    rtx_codec,
)
from services.rooms.media.sdp.description import Description, Feedback, RejectedSection, Section

CNAME = "callboard"


@dataclass(frozen=True, slots=True)
class OfferedTrack:
    """What a subscriber's slot is offered for one kind of media; audio has no `rtx_ssrc`."""

    mid: str
    kind: Kind
    stream: str
    ssrc: int
    rtx_ssrc: int | None


def write_answer(offer: Description, local: LocalEnd) -> str:
    """Take every section that we can carry and that sends; reject the rest."""
    role = offer.remote.our_role
    media = [
        _refuse(section) if isinstance(section, RejectedSection) else _accept(section, local, role)
        for section in offer.sections
    ]
    return _session(media, [section.mid for section in offer.carried], local.origin)


def write_offer(tracks: Sequence[OfferedTrack], local: LocalEnd) -> str:
    """Offer every track as `sendonly`, bundled on one transport."""
    media = [_offered(track, local) for track in tracks]
    return _session(media, [track.mid for track in tracks], local.origin)


def _accept(section: Section, local: LocalEnd, role: Role) -> MediaDescription:
    codec = main_codec(section.kind, section.payload_type)
    codec.rtcpFeedback = [RTCRtcpFeedback(*one) for one in _feedback(section)]
    media = carried(section.kind, section.mid, [codec], local, role)
    media.encodings = section.encodings
    media.direction = "recvonly" if section.direction in ("sendonly", "sendrecv") else "inactive"
    wanted = (MID, ENCODING_ID, TRANSPORT_NUMBER, PASSED_ON[section.kind])
    numbers = {uri: number for uri, number in section.extensions.items() if uri in wanted}
    media.rtp.headerExtensions = extensions(numbers)
    return media


def _feedback(section: Section) -> list[Feedback]:
    """What both sides understand; one kind of congestion control is enough."""
    common = [one for one in FROM_PUBLISHERS[section.kind] if one in section.feedback]
    unneeded = HIGHEST_BITRATE if section.uses_twcc else TRANSPORT_FEEDBACK
    return [one for one in common if one != unneeded]


def _refuse(section: RejectedSection) -> MediaDescription:
    media = MediaDescription(section.kind, 0, section.profile, list(section.formats))
    media.host = NOWHERE
    media.direction = "inactive"
    media.rtp.muxId = section.mid
    media.ice = RTCIceParameters()
    return media


def _offered(track: OfferedTrack, local: LocalEnd) -> MediaDescription:
    payload_type = PAYLOAD_TYPES[track.kind]
    codecs = [main_codec(track.kind, payload_type)]
    ssrcs = [SsrcDescription(track.ssrc, CNAME)]
    groups = []
    if track.rtx_ssrc is not None:
        codecs.append(rtx_codec(RTX, payload_type))
        ssrcs.append(SsrcDescription(track.rtx_ssrc, CNAME))
        groups.append(GroupDescription("FID", [track.ssrc, track.rtx_ssrc]))
    media = carried(track.kind, track.mid, codecs, local, "auto")
    media.direction = "sendonly"
    media.msid = f"{track.stream} {track.stream}-{track.kind}"
    numbers = {PASSED_ON[track.kind]: PASSED_ON_AS[track.kind]}
    if TRANSPORT_FEEDBACK in FEEDBACK[track.kind]:
        numbers[TRANSPORT_NUMBER] = TRANSPORT_NUMBER_AS
    media.rtp.headerExtensions = extensions(numbers)
    media.ssrc, media.ssrc_group = ssrcs, groups
    return media


def _session(media: Iterable[MediaDescription], bundled: list[str], origin: Origin) -> str:
    session = SessionDescription()
    session.msid_semantic = [GroupDescription("WMS", ["*"])]
    session.group = [GroupDescription("BUNDLE", list(bundled))]
    session.media = list(media)
    session.origin = origin.of(str(session))
    return str(session)
