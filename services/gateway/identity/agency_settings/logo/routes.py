"""The logo: sent, shown and taken away."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from litestar import Controller, Request, Response, delete, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Stream
from litestar.types import ControllerRouterHandler

from services.gateway.identity.agency_settings.logo import actions
from services.gateway.identity.agency_settings.logo.model import PURPOSE, NewLogo
from services.gateway.platform.uploads import pictures
from services.gateway.platform.uploads import routes as uploads
from services.gateway.web import forms, urls
from services.gateway.web.dependencies import AppContextDep, OpenDesk, desk_of, require
from services.gateway.web.permissions import Permission
from services.gateway.web.rendering import file_response
from services.gateway.web.rendering.redirects import Upload, see_other
from services.gateway.web.uploads.headers import read_creation
from services.gateway.web.uploads.middleware import Tus
from services.gateway.web.uploads.sent import sent_file

_Request = Request[Any, Any, Any]
BODY_LIMIT = 6 << 20


class LogoPages(Controller):
    """Forms that change the logo, and its picture."""

    path = urls.LOGO
    include_in_schema = False

    @post(request_max_body_size=BODY_LIMIT)
    async def change(self, request: _Request, data: Upload) -> Redirect:
        new, sent = forms.read(NewLogo, data), await sent_file(data.get("logo"))
        async with desk_of(request, Permission.LEAD) as desk:  # closed before the file is read
            if sent:
                await actions.allow(desk, len(sent.content))
        file = await pictures.take_in(desk, PURPOSE, sent) if sent else None
        async with desk_of(request, Permission.LEAD) as desk:
            await actions.change(desk, file, new)
        return see_other(urls.SETTINGS)

    @post("/remove", dependencies=require(Permission.LEAD))
    async def remove(self, desk: OpenDesk) -> Redirect:
        await actions.remove(desk)
        return see_other(urls.SETTINGS)

    @get("/{logo_id:uuid}")
    async def show(
        self, request: _Request, logo_id: FromPath[UUID], app_context: AppContextDep
    ) -> Stream:
        async with desk_of(request) as desk:  # closed before a file is read
            key = await actions.key_of(desk, logo_id)
        return await file_response.serve(app_context.objects, key, request.headers)


class LogoUploads(Controller):
    """Where a logo is announced, over tus 1.0.0."""

    path = f"{urls.LOGO}/uploads"
    include_in_schema = False
    middleware = [Tus()]

    @post()
    async def create(self, request: _Request) -> Response[None]:
        new = read_creation(request.headers)
        await uploads.count_creation(request)
        async with desk_of(request, Permission.LEAD) as desk:
            upload = await actions.announce(desk, new)
        return uploads.created(upload)


class LogoApi(Controller):
    """The logo, for programs."""

    path = "/api/v1/settings/logo"
    tags = ["settings"]
    dependencies = require(Permission.LEAD)

    @delete(status_code=204)
    async def remove_logo(self, desk: OpenDesk) -> None:
        """Take the logo of the agency away, with its file."""
        await actions.remove(desk)


ROUTES: Sequence[ControllerRouterHandler] = (LogoPages, LogoUploads, LogoApi)
