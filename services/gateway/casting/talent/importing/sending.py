"""A list that a form brings whole: it goes the way of those that come in parts."""

from collections.abc import Mapping
from typing import Any

import msgspec
from litestar import Request
from litestar.datastructures import UploadFile
from litestar.types import HTTPRequestEvent

from services.gateway.casting.talent.importing import actions
from services.gateway.casting.talent.importing.model import PURPOSE, NewImport
from services.gateway.platform.uploads import actions as uploads
from services.gateway.platform.uploads.receiving import Gate, Transfer
from services.gateway.web import forms
from services.gateway.web.context import AppContext
from services.gateway.web.dependencies import desk_of
from services.gateway.web.permissions import Permission
from services.gateway.web.uploads.body import Body
from services.gateway.web.uploads.headers import Append, Creation
from shared.errors import Unavailable


async def bring(
    request: Request[Any, Any, Any], app_context: AppContext, gate: Gate, data: Mapping[str, Any]
) -> NewImport:
    """Read a form; where it brings a file itself, that is stored first.

    Raises:
        Invalid, TooLong, StorageFull, QuotaExceeded
        Unavailable: too much is being sent just now.
    """
    new, sent = forms.read(NewImport, dict(data)), data.get(PURPOSE)
    if not isinstance(sent, UploadFile) or not (content := await sent.read()):
        return new
    if gate.requests.locked():
        raise Unavailable
    async with desk_of(request, Permission.CURATE) as desk:  # closed before the file is stored
        creation = Creation(len(content), "", {"filename": sent.filename})
        upload = await actions.announce(desk, creation)
        turn = await uploads.claim(desk, upload, Append(0, len(content), None))
    if turn is not None:
        transfer = Transfer(gate, app_context.database, desk.objects, desk.agency.id, upload, turn)
        async with gate.requests:
            await transfer.take(Body(_whole(content)))
    return msgspec.structs.replace(new, people_upload=upload.id)


def _whole(content: bytes) -> Any:
    async def receive() -> HTTPRequestEvent:
        return {"type": "http.request", "body": content, "more_body": False}

    return receive
