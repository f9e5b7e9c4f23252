"""Notes about talent: forms on a person's page, and the API."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec
from litestar import Controller, delete, get, patch, post
from litestar.params import FromPath, JSONBody
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from services.gateway.casting.talent import store as talent_store
from services.gateway.casting.talent.model import Talent
from services.gateway.casting.talent.notes import actions, store
from services.gateway.casting.talent.notes.model import IN_WORDS, NewNote, Note, NotePatch
from services.gateway.web import editing, forms, urls
from services.gateway.web.dependencies import OpenDesk, require
from services.gateway.web.desk import Desk
from services.gateway.web.permissions import Permission
from services.gateway.web.rendering.redirects import Form, see_other


class Written(msgspec.Struct, frozen=True):
    """The id of a note that was written."""

    id: UUID


class NotePages(Controller):
    """Forms of notes."""

    include_in_schema = False
    dependencies = require(Permission.PEOPLE)

    @post("/talent/{talent_id:uuid}/notes")
    async def write(self, talent_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        await actions.write(desk, talent_id, forms.read(NewNote, data))
        return see_other(urls.talent(talent_id))

    @post("/talent-notes/{note_id:uuid}")
    async def edit(self, note_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        return see_other(
            urls.talent(await actions.edit(desk, note_id, editing.read(NewNote, data)))
        )

    @post("/talent-notes/{note_id:uuid}/delete")
    async def delete(self, note_id: FromPath[UUID], desk: OpenDesk) -> Redirect:
        return see_other(urls.talent(await actions.delete(desk, note_id)))


class NoteApi(Controller):
    """Notes about talent, for programs: those that their maker may read."""

    path = "/api/v1"
    tags = ["talent"]
    dependencies = require(Permission.PEOPLE)

    @get("/talent/{talent_id:uuid}/notes")
    async def list_notes(self, talent_id: FromPath[UUID], desk: OpenDesk) -> list[Note]:
        """List the notes about somebody that are for you, the newest first."""
        talent = await talent_store.talent(desk, talent_id)
        return await store.of_talent(desk, talent.id)

    @post("/talent/{talent_id:uuid}/notes")
    async def write_note(
        self, talent_id: FromPath[UUID], data: JSONBody[NewNote], desk: OpenDesk
    ) -> Written:
        """Write a note about somebody."""
        return Written(await actions.write(desk, talent_id, data))

    @patch("/talent-notes/{note_id:uuid}", status_code=204)
    async def edit_note(
        self, note_id: FromPath[UUID], data: JSONBody[NotePatch], desk: OpenDesk
    ) -> None:
        """Change a note of yours, on the version that it was seen in."""
        await actions.edit(desk, note_id, editing.of_patch(data))

    @delete("/talent-notes/{note_id:uuid}", status_code=204)
    async def delete_note(self, note_id: FromPath[UUID], desk: OpenDesk) -> None:
        """Delete a note of yours."""
        await actions.delete(desk, note_id)


async def of_talent(desk: Desk, talent: Talent) -> Mapping[str, Any]:
    """Return what a person's page shows of the notes about them."""
    return {
        "notes": await store.of_talent(desk, talent.id),
        "members": await store.members(desk),
        "visibilities": IN_WORDS,
    }


ROUTES: Sequence[ControllerRouterHandler] = (NotePages, NoteApi)
