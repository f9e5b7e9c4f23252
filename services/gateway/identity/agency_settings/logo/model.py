"""The logo, as data."""

from uuid import UUID

import msgspec

from shared.errors import NotFound

PURPOSE = "logo"
TAKE = "agency.take_logo"
"""The kind of the job that makes a logo of a file that was looked into."""


class NewLogo(msgspec.Struct, frozen=True):
    """A logo; the file comes beside it, or was sent beforehand."""

    logo_upload: UUID | None = None


class LogoNotFound(NotFound):
    """Your office has no such logo."""
