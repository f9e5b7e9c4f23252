"""How long an Opus packet sounds (RFC 6716 section 3.1), and one that is silent."""

SILENCE = b"\xfc\xff\xfe"
"""Twenty milliseconds of digital silence, stereo."""
SILENCE_MS = 20
LONGEST_MS = 120
HYBRID, CELT = 12, 16


def duration_ms(packet: bytes) -> float:
    """Milliseconds of sound in a packet, 0 for one that is malformed."""
    if not packet:
        return 0
    configuration, code = packet[0] >> 3, packet[0] & 3
    if code == 3 and len(packet) < 2:
        return 0
    frames = packet[1] & 0x3F if code == 3 else (1, 2, 2)[code]
    if configuration < HYBRID:
        frame = (10.0, 20.0, 40.0, 60.0)[configuration & 3]
    elif configuration < CELT:
        frame = (10.0, 20.0)[configuration & 1]
    else:
        frame = (2.5, 5.0, 10.0, 20.0)[configuration & 3]
    whole = frames * frame
    return whole if whole <= LONGEST_MS else 0
