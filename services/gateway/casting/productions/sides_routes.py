"""The files of roles: shown, served, sent with a form, and announced to be sent in parts."""

from typing import Any
from uuid import UUID

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Stream, Template

from services.gateway.casting.productions import actions, store
from services.gateway.casting.productions.model import File, NewSides, Role, SidesUnreadable
from services.gateway.platform import audit
from services.gateway.platform.audit import viewing
from services.gateway.platform.pdf.reader import UploadReader, UploadReaderDep
from services.gateway.platform.uploads import routes as uploads
from services.gateway.platform.uploads import store as upload_store
from services.gateway.web import forms, urls
from services.gateway.web.dependencies import (
    AppContextDep,
    OpenDesk,
    desk_of,
    new_transaction,
)
from services.gateway.web.desk import Desk
from services.gateway.web.permissions import Permission
from services.gateway.web.rendering.redirects import Upload, see_other
from services.gateway.web.uploads.headers import read_creation
from services.gateway.web.uploads.middleware import Tus
from services.gateway.web.uploads.sent import SentFile, sent_file

UPLOAD_LIMIT = 32 * 1024 * 1024


class SidesPages(Controller):
    """Sides of a role."""

    include_in_schema = False

    @get("/roles/{role_id:uuid}/sides")
    async def sides_of_role(self, role_id: FromPath[UUID], desk: OpenDesk) -> Template:
        """The files of one role, as the page asks again while one is being checked."""
        role = await store.role(desk, role_id)
        return Template(
            "casting/productions/pages/sides.html",
            context={"role": role, "desk": desk, **await files_of(desk, [role])},
        )

    @post("/roles/{role_id:uuid}/sides", request_max_body_size=UPLOAD_LIMIT)
    async def add_sides(
        self,
        request: Request[Any, Any, Any],
        role_id: FromPath[UUID],
        data: Upload,
        pdf_reader: UploadReaderDep,
    ) -> Redirect:
        new, sent = forms.read(NewSides, data), await sent_file(data.get("sides"))
        async with desk_of(request, Permission.CAST) as desk:  # closed before the file is read
            role = await store.role(desk, role_id)
            if sent:
                await actions.allow_sides(desk, role.production_id, len(sent.content))
        file = await taken_in(desk, pdf_reader, sent)
        async with desk_of(request, Permission.CAST) as desk:
            await actions.add_sides(desk, role_id, file, new)
        return see_other(urls.production(role.production_id))

    @get("/sides/{sides_id:uuid}", media_type="application/pdf")
    async def sides(
        self,
        sides_id: FromPath[UUID],
        request: Request[Any, Any, Any],
        app_context: AppContextDep,
    ) -> Stream:
        async with desk_of(request, Permission.RUN) as desk:  # closed before a file is read
            file = await actions.sides(desk, sides_id)
        return await viewing.serve(app_context, desk, file, request.headers)

    @get("/sides/{sides_id:uuid}/text", media_type="text/plain")
    async def sides_text(
        self,
        request: Request[Any, Any, Any],
        sides_id: FromPath[UUID],
        app_context: AppContextDep,
        pdf_reader: UploadReaderDep,
    ) -> str:
        """What the pages say, for the prompter of a room."""
        async with desk_of(request, Permission.RUN) as desk:  # closed before a file is read
            sides = await store.sides(desk, sides_id)
            words = await store.words(desk, sides)
            await audit.note_viewing(desk, desk.who, "read", "sides", sides.id)
        if words is None:
            words = await actions.read_words(desk, pdf_reader, sides)
            async with new_transaction(app_context, desk) as again:
                await store.keep_words(again, sides, words)
        if not words:
            raise SidesUnreadable
        return words


class SidesUploads(Controller):
    """Where sides are announced, over tus 1.0.0."""

    path = "/productions/{production_id:uuid}/uploads"
    include_in_schema = False
    middleware = [Tus()]

    @post()
    async def create(
        self, request: Request[Any, Any, Any], production_id: FromPath[UUID]
    ) -> Response[None]:
        new = read_creation(request.headers)
        await uploads.count_creation(request)
        async with desk_of(request, Permission.CAST) as desk:
            upload = await actions.announce_sides(desk, production_id, new)
        return uploads.created(upload)


async def taken_in(desk: Desk, pdf_reader: UploadReader, sent: SentFile | None) -> File | None:
    return await actions.take_in(desk, pdf_reader, sent.name, sent.content) if sent else None


async def files_of(desk: Desk, roles: list[Role]) -> dict[str, Any]:
    """Look up the sides of roles, and the files that are not sides yet, or were refused."""
    ids = [role.id for role in roles]
    sides = await store.sides_of_roles(desk, ids)
    known = {each.id for each in sides}
    sent = await upload_store.of_subjects(desk.connection, "sides", ids)
    return {"sides": sides, "sent": [each for each in sent if each.id not in known]}
