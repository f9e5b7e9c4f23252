"""What files are sent for, and the limits of each purpose."""

from collections.abc import Mapping

import msgspec

from services.gateway.platform.uploads.checking.sniffing import CSV, IMAGES, PDF, XLSX
from services.gateway.web.permissions import Permission


class Purpose(msgspec.Struct, frozen=True):
    """A kind of file: what it may be, and how much of it.

    `types` are media types that its content may show, and `wanted` says to people which; `waiting`
    is how many of one person's may be on their way, or not taken for anything yet. `permission` is
    a member's. `folder` is where a file lies once it is checked, and `then` the kind of the job
    that is enqueued in that moment. `unnamed` is what a file is called that came without a name.
    """

    title: str
    unnamed: str
    types: frozenset[str]
    wanted: str
    most_bytes: int
    waiting: int
    permission: Permission
    folder: str
    then: str


PURPOSES: Mapping[str, Purpose] = {
    "sides": Purpose(
        title="sides",
        unnamed="sides.pdf",
        types=frozenset({PDF}),
        wanted="This is not a PDF. Sides are one PDF: please choose another file.",
        most_bytes=20 << 20,
        waiting=20,
        permission=Permission.CAST,
        folder="sides",
        then="productions.take_sides",
    ),
    "people": Purpose(
        title="lists of people",
        unnamed="people.csv",
        types=frozenset({CSV, XLSX}),
        wanted="This is not a table. A list of people is a CSV or an XLSX file.",
        most_bytes=50 << 20,
        waiting=5,
        permission=Permission.CURATE,
        folder="people",
        then="talent.prepare_import",
    ),
    "logo": Purpose(
        title="logos",
        unnamed="logo",
        types=frozenset(IMAGES),
        wanted="This is not a picture that we read. JPEG, PNG, WebP and HEIC are.",
        most_bytes=5 << 20,
        waiting=5,
        permission=Permission.LEAD,
        folder="logos",
        then="agency.take_logo",
    ),
    "photo": Purpose(
        title="photos",
        unnamed="photo",
        types=frozenset(IMAGES),
        wanted="This is not a picture that we read. JPEG, PNG, WebP and HEIC are.",
        most_bytes=30 << 20,
        waiting=40,
        permission=Permission.PEOPLE,
        folder="photos",
        then="talent.take_photo",
    ),
}
