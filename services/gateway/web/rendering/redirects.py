"""What routes take from a form, and where they lead on."""

from typing import Annotated, Any

from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect


def see_other(path: str) -> Redirect:
    """Lead on after a form was carried out (RFC 9110, section 15.4.4)."""
    return Redirect(path, status_code=303)


# What a form posts: text fields, and for an upload files beside them.
Form = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.URL_ENCODED)]
Upload = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]
