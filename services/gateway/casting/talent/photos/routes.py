"""Pictures of talent: sent, shown, chosen and removed."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from litestar import Controller, Request, Response, delete, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Stream, Template
from litestar.types import ControllerRouterHandler

from services.gateway.casting.productions.sides_routes import UPLOAD_LIMIT
from services.gateway.casting.talent import store as talent_store
from services.gateway.casting.talent.model import Talent
from services.gateway.casting.talent.photos import actions, store
from services.gateway.casting.talent.photos.model import NewPhoto, Photo
from services.gateway.platform.uploads import routes as uploads
from services.gateway.platform.uploads import store as upload_store
from services.gateway.web import forms, urls
from services.gateway.web.dependencies import AppContextDep, OpenDesk, desk_of, require
from services.gateway.web.desk import Desk
from services.gateway.web.permissions import Permission
from services.gateway.web.rendering import file_response
from services.gateway.web.rendering.redirects import Upload, see_other
from services.gateway.web.uploads.headers import read_creation
from services.gateway.web.uploads.middleware import Tus
from services.gateway.web.uploads.sent import sent_file

_Request = Request[Any, Any, Any]


class PhotoPages(Controller):
    """Pictures of talent, and forms that change them."""

    include_in_schema = False

    @get("/talent/{talent_id:uuid}/photos", dependencies=require(Permission.PEOPLE))
    async def photos(self, talent_id: FromPath[UUID], desk: OpenDesk) -> Template:
        """The pictures of somebody, as the page asks again while one is being looked into."""
        talent = await talent_store.talent(desk, talent_id)
        context = {"desk": desk, "talent": talent, **await of_talent(desk, talent)}
        return Template("casting/talent/photos/pages/photos.html", context=context)

    @post("/talent/{talent_id:uuid}/photos", request_max_body_size=UPLOAD_LIMIT)
    async def add(self, request: _Request, talent_id: FromPath[UUID], data: Upload) -> Redirect:
        new, sent = forms.read(NewPhoto, data), await sent_file(data.get("photo"))
        async with desk_of(request, Permission.PEOPLE) as desk:  # closed before the file is read
            talent = await talent_store.talent(desk, talent_id)
            if sent:
                await actions.allow(desk, talent.id, len(sent.content))
        file = await actions.take_in(desk, sent.name, sent.content) if sent else None
        async with desk_of(request, Permission.PEOPLE) as desk:
            await actions.add(desk, talent.id, file, new)
        return see_other(urls.talent(talent.id))

    @get("/photos/{photo_id:uuid}")
    async def photo(
        self, request: _Request, photo_id: FromPath[UUID], app_context: AppContextDep
    ) -> Stream:
        async with desk_of(request, Permission.PEOPLE) as desk:  # closed before a file is read
            key = await actions.key_of(desk, photo_id)
        return await file_response.serve(app_context.objects, key, request.headers)

    @post("/photos/{photo_id:uuid}/first", dependencies=require(Permission.PEOPLE))
    async def put_first(self, photo_id: FromPath[UUID], desk: OpenDesk) -> Redirect:
        return see_other(urls.talent((await actions.put_first(desk, photo_id)).talent_id))

    @post("/photos/{photo_id:uuid}/delete", dependencies=require(Permission.PEOPLE))
    async def delete(self, photo_id: FromPath[UUID], desk: OpenDesk) -> Redirect:
        return see_other(urls.talent((await actions.delete(desk, photo_id)).talent_id))


class PhotoUploads(Controller):
    """Where pictures are announced, over tus 1.0.0."""

    path = "/talent/{talent_id:uuid}/uploads"
    include_in_schema = False
    middleware = [Tus()]

    @post()
    async def create(self, request: _Request, talent_id: FromPath[UUID]) -> Response[None]:
        new = read_creation(request.headers)
        await uploads.count_creation(request)
        async with desk_of(request, Permission.PEOPLE) as desk:
            upload = await actions.announce(desk, talent_id, new)
        return uploads.created(upload)


class PhotoApi(Controller):
    """Pictures of talent, for programs."""

    path = "/api/v1"
    tags = ["talent"]
    dependencies = require(Permission.PEOPLE)

    @get("/talent/{talent_id:uuid}/photos")
    async def list_photos(self, talent_id: FromPath[UUID], desk: OpenDesk) -> list[Photo]:
        """List the pictures of somebody, the headshot first; each is at `/photos/{id}`."""
        talent = await talent_store.talent(desk, talent_id)
        return await store.of_talent(desk, talent.id)

    @post("/photos/{photo_id:uuid}/first", status_code=204)
    async def choose_headshot(self, photo_id: FromPath[UUID], desk: OpenDesk) -> None:
        """Make a picture the headshot."""
        await actions.put_first(desk, photo_id)

    @delete("/photos/{photo_id:uuid}", status_code=204)
    async def delete_photo(self, photo_id: FromPath[UUID], desk: OpenDesk) -> None:
        """Remove a picture, with its file."""
        await actions.delete(desk, photo_id)


async def of_talent(desk: Desk, talent: Talent) -> Mapping[str, Any]:
    """Return the pictures of somebody, and the files that are none yet, or were refused."""
    photos = await store.of_talent(desk, talent.id)
    known = {photo.id for photo in photos}
    sent = await upload_store.of_subjects(desk.connection, "photo", [talent.id])
    return {"photos": photos, "sent": [each for each in sent if each.id not in known]}


ROUTES: Sequence[ControllerRouterHandler] = (PhotoPages, PhotoUploads, PhotoApi)
