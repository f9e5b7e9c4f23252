"""Talent is archived, deleted, and kept where the law asks for it: pages and API."""

from collections.abc import Sequence
from uuid import UUID

import msgspec
from litestar import Controller, delete, post
from litestar.params import FromPath, JSONBody
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from services.gateway.casting.talent import confirmations
from services.gateway.casting.talent import store as talent_store
from services.gateway.casting.talent.bin import actions
from services.gateway.casting.talent.bin.model import Hold
from services.gateway.web import confirmation, forms, urls
from services.gateway.web.dependencies import OpenDesk, require
from services.gateway.web.permissions import Permission
from services.gateway.web.rendering import undo
from services.gateway.web.rendering.redirects import Form, see_other
from shared.texts import gettext_noop


class Archiving(msgspec.Struct, frozen=True):
    """Whether somebody is put aside, or taken up again."""

    archived: bool


class BinPages(Controller):
    """Forms that put somebody aside, into the bin, or on legal hold."""

    path = urls.TALENT
    include_in_schema = False
    dependencies = require(Permission.CURATE)

    @post("/{talent_id:uuid}/archive", dependencies=require(Permission.PEOPLE))
    async def archive(self, talent_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        archived = forms.read(Archiving, data).archived
        await actions.archive(desk, talent_id, archived=archived)
        return see_other(urls.talent(talent_id))

    @post("/{talent_id:uuid}/delete")
    async def delete(self, talent_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        talent = await talent_store.talent(desk, talent_id)
        confirmation.ask(data, confirmations.of_deletion(talent), action=gettext_noop("Delete"))
        await actions.delete(desk, talent.id)
        return undo.offer(desk, urls.TALENT, "talent", talent.id, talent.name)

    @post("/{talent_id:uuid}/hold", dependencies=require(Permission.LEAD))
    async def put_on_hold(self, talent_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        await actions.put_on_hold(desk, talent_id, forms.read(Hold, data))
        return see_other(urls.talent(talent_id))

    @post("/{talent_id:uuid}/hold/lift", dependencies=require(Permission.LEAD))
    async def lift_hold(self, talent_id: FromPath[UUID], desk: OpenDesk) -> Redirect:
        await actions.lift_hold(desk, talent_id)
        return see_other(urls.talent(talent_id))


class BinApi(Controller):
    """Talent is put aside, or on legal hold, by programs."""

    path = "/api/v1/talent"
    tags = ["talent"]
    dependencies = require(Permission.CURATE)

    @post("/{talent_id:uuid}/archive", status_code=204, dependencies=require(Permission.PEOPLE))
    async def archive_talent(
        self, talent_id: FromPath[UUID], data: JSONBody[Archiving], desk: OpenDesk
    ) -> None:
        """Put somebody aside, or take them up again."""
        await actions.archive(desk, talent_id, archived=data.archived)

    @post("/{talent_id:uuid}/hold", status_code=204, dependencies=require(Permission.LEAD))
    async def hold_talent(
        self, talent_id: FromPath[UUID], data: JSONBody[Hold], desk: OpenDesk
    ) -> None:
        """Put somebody on legal hold: nothing of them is removed, though they be deleted."""
        await actions.put_on_hold(desk, talent_id, data)

    @delete("/{talent_id:uuid}/hold", status_code=204, dependencies=require(Permission.LEAD))
    async def lift_hold_of_talent(self, talent_id: FromPath[UUID], desk: OpenDesk) -> None:
        """Lift a legal hold."""
        await actions.lift_hold(desk, talent_id)


ROUTES: Sequence[ControllerRouterHandler] = (BinPages, BinApi)
