"""What the protocol refuses, each with the status that tus 1.0.0 names for it."""

from shared.errors import Conflict, DomainError


class VersionUnsupported(DomainError):
    """Uploads here speak tus 1.0.0: please name it in the header Tus-Resumable."""

    headers = {"tus-version": "1.0.0"}


class Malformed(DomainError):
    """A header of this upload is missing or cannot be read."""


class NotOctets(DomainError):
    """Parts are sent with Content-Type application/offset+octet-stream."""


class TooLong(DomainError):
    """This is more than was announced, or than one file may have."""


class ChecksumMismatch(DomainError):
    """What arrived is not what was sent: its checksum is another. Nothing of it was kept."""


class OffsetMismatch(Conflict):
    """This does not begin where the upload ends. Please ask where that is, and go on from there."""


class Locked(DomainError):
    """This file is being sent by another window or device just now. Please wait a moment."""


class StorageFull(DomainError):
    """There is no room left for more files. Nothing is lost: this goes on once there is."""


class Stalled(DomainError):
    """Too little came for a while. What had come is kept; please go on from there."""
