"""What was just deleted is taken back on any page for half a minute: a cookie says what it was.

It says nothing about who may: restoring asks that, as it does in the bin.
"""

import binascii
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Annotated
from urllib.parse import urlsplit
from uuid import UUID

import msgspec
from litestar.datastructures import Cookie
from litestar.response import Redirect

from services.gateway.web.context import Caller, context_of
from services.gateway.web.desk import Office
from services.gateway.web.rendering.redirects import see_other

COOKIE, SECONDS = "undo", 30


class Undo(msgspec.Struct, frozen=True):
    """Something that lies in the bin. `until` is in seconds since 1970."""

    kind: Annotated[str, msgspec.Meta(pattern="^[a-z_]{1,40}$")]
    id: UUID
    name: Annotated[str, msgspec.Meta(max_length=200)]
    until: int

    @property
    def left(self) -> int:
        """How many seconds are left."""
        return self.until - int(time.time())


def offer(office: Office, path: str, kind: str, thing_id: UUID, name: str) -> Redirect:
    """Lead on after something was put into the bin, and offer to take it back."""
    offered = Undo(kind, thing_id, name[:200], int(time.time()) + SECONDS)
    value = urlsafe_b64encode(msgspec.json.encode(offered)).decode()
    return _with_cookie(office, path, value, SECONDS)


def done(office: Office, path: str) -> Redirect:
    """Lead on after it was taken back."""
    return _with_cookie(office, path, "", 0)


def offered(caller: Caller) -> Undo | None:
    """Return what a page offers to take back."""
    carried = caller.cookies.get(context_of(caller).settings.cookie(COOKIE), "")
    if not carried:
        return None
    try:
        found = msgspec.json.decode(urlsafe_b64decode(carried), type=Undo)
    except (binascii.Error, ValueError):
        return None
    return found if 0 < found.left <= SECONDS else None


def _with_cookie(office: Office, path: str, value: str, seconds: int) -> Redirect:
    onward, secure = see_other(path), urlsplit(office.public_url).scheme == "https"
    name = f"__Host-{COOKIE}" if secure else COOKIE
    onward.cookies.append(
        Cookie(name, value=value, max_age=seconds, path="/", secure=secure, httponly=True)
    )
    return onward
