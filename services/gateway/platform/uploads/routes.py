"""How uploads go on, over tus 1.0.0: where one is, more of it, and taking it back.

They are announced by the slice that they are for: `create` is what its route does.
"""

from collections.abc import Sequence
from typing import Any, TypeAlias
from uuid import UUID

import msgspec
from litestar import Controller, Request, Response, delete, get, patch
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.types import ControllerRouterHandler

from services.gateway.platform.uploads import actions
from services.gateway.platform.uploads.model import Status, Upload
from services.gateway.platform.uploads.purposes import PURPOSES
from services.gateway.platform.uploads.receiving import Gate, Transfer
from services.gateway.web import urls
from services.gateway.web.context import Caller, address_of, context_of
from services.gateway.web.dependencies import AppContextDep, desk_of
from services.gateway.web.desk import Desk
from services.gateway.web.permissions import ROLE_PERMISSIONS, PermissionDenied
from services.gateway.web.rate_limit import UPLOADS, count, place_of
from services.gateway.web.uploads.body import Body, Broken
from services.gateway.web.uploads.headers import of_offset, read_append
from services.gateway.web.uploads.middleware import Tus
from shared.errors import Unavailable

GateDep: TypeAlias = NamedDependency[Gate]


class Progress(msgspec.Struct, frozen=True):
    """How an upload is: `refusal` says what is wrong with a file that was refused, `pages` how
    many a PDF has."""

    id: UUID
    status: Status
    file_name: str
    length: int
    received: int
    refusal: str | None
    pages: int | None


class UploadRoutes(Controller):
    """One upload of a member."""

    path = "/uploads/{upload_id:uuid}"
    include_in_schema = False
    middleware = [Tus()]

    @get()
    async def progress(
        self, request: Request[Any, Any, Any], upload_id: FromPath[UUID]
    ) -> Response[Progress]:
        """Say how far an upload is: in headers, as the protocol has it, and for pages."""
        async with desk_of(request) as desk:
            upload = await _own(desk, upload_id)
        said = {"upload-length": str(upload.length), "upload-metadata": upload.metadata}
        headers = of_offset(upload.received, upload.expires_at) | said
        return Response(_progress(upload), headers=headers)

    @patch(status_code=204, request_max_body_size=None)
    async def append(
        self,
        request: Request[Any, Any, Any],
        upload_id: FromPath[UUID],
        app_context: AppContextDep,
        upload_gate: GateDep,
    ) -> Response[None]:
        """Take more of a file."""
        more = read_append(request.headers)
        if upload_gate.requests.locked():
            raise Unavailable
        async with desk_of(request) as desk:  # closed before the first byte is read
            upload = await _own(desk, upload_id)
            turn = await actions.claim(desk, upload, more)
        if turn is None:
            return _at(upload.received, upload)
        transfer = Transfer(
            upload_gate,
            app_context.database,
            desk.objects,
            desk.agency.id,
            upload,
            turn,
            more.checksum,
        )
        async with upload_gate.requests:
            try:
                return _at(await transfer.take(Body(request.receive)), upload)
            except Broken:
                return _at(upload.received, upload)  # nobody hears it
            finally:
                await transfer.release()

    @delete(status_code=204)
    async def terminate(
        self,
        request: Request[Any, Any, Any],
        upload_id: FromPath[UUID],
    ) -> None:
        """Take an upload back."""
        async with desk_of(request) as desk:
            await actions.terminate(desk, await _own(desk, upload_id))


async def count_creation(caller: Caller) -> None:
    """Count a file that is announced, for the network that it comes from.

    Raises:
        RateLimitExceeded
    """
    await count(context_of(caller).redis, UPLOADS, place_of(address_of(caller)))


def created(upload: Upload) -> Response[None]:
    """Answer who announced a file: where to send it."""
    headers = of_offset(0, upload.expires_at) | {"location": urls.upload(upload.id)}
    return Response(None, status_code=201, headers=headers)


async def _own(desk: Desk, upload_id: UUID) -> Upload:
    upload = await actions.own(desk, desk.who, upload_id)
    if desk.role not in ROLE_PERMISSIONS[PURPOSES[upload.purpose].permission]:
        raise PermissionDenied
    return upload


def _at(offset: int, upload: Upload) -> Response[None]:
    return Response(None, status_code=204, headers=of_offset(offset, upload.expires_at))


def _progress(upload: Upload) -> Progress:
    return Progress(
        id=upload.id,
        status=upload.status,
        file_name=upload.file_name,
        length=upload.length,
        received=upload.received,
        refusal=upload.refusal,
        pages=(upload.found or {}).get("pages"),
    )


ROUTES: Sequence[ControllerRouterHandler] = (UploadRoutes,)
