"""Guardians of minors and what they agreed to: forms on a person's page."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from litestar import Controller, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from services.gateway.casting.talent import store as talent_store
from services.gateway.casting.talent.guardians import actions, agreements, store
from services.gateway.casting.talent.guardians.api_routes import GuardianApi
from services.gateway.casting.talent.guardians.asking import routes as asking
from services.gateway.casting.talent.guardians.model import (
    Birth,
    GuardianFields,
    NewAgreement,
    Readers,
)
from services.gateway.casting.talent.model import Talent
from services.gateway.identity.access_links import store as link_store
from services.gateway.platform.mail import records
from services.gateway.web import forms, urls
from services.gateway.web.dependencies import OpenDesk, require
from services.gateway.web.desk import Desk
from services.gateway.web.permissions import Permission
from services.gateway.web.rendering.redirects import Form, see_other

_PAGES = "casting/talent/guardians/pages"


class GuardianPages(Controller):
    """Forms of guardians, agreements and months of birth."""

    include_in_schema = False
    dependencies = require(Permission.PEOPLE)

    @post("/talent/{talent_id:uuid}/guardians")
    async def add(self, talent_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        await actions.add(desk, talent_id, forms.read(GuardianFields, data))
        return see_other(urls.talent(talent_id))

    @post("/guardians/{guardian_id:uuid}", dependencies=require(Permission.CURATE))
    async def edit(self, guardian_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        fields = forms.read(GuardianFields, data)
        return see_other(urls.talent(await actions.edit(desk, guardian_id, fields)))

    @post("/guardians/{guardian_id:uuid}/delete", dependencies=require(Permission.CURATE))
    async def delete(self, guardian_id: FromPath[UUID], desk: OpenDesk) -> Redirect:
        return see_other(urls.talent(await actions.delete(desk, guardian_id)))

    @post("/talent/{talent_id:uuid}/agreements")
    async def agree(self, talent_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        await actions.agree(desk, talent_id, forms.read(NewAgreement, data))
        return see_other(urls.talent(talent_id))

    @post("/agreements/{agreement_id:uuid}/withdraw")
    async def withdraw(self, agreement_id: FromPath[UUID], desk: OpenDesk) -> Redirect:
        return see_other(urls.talent(await actions.withdraw(desk, agreement_id)))

    @post("/talent/{talent_id:uuid}/birth/read")
    async def read_birth(self, talent_id: FromPath[UUID], desk: OpenDesk) -> Template:
        """A form, since reading it is an act, with a line in the log."""
        born = await actions.read_birth(desk, talent_id)
        talent = await talent_store.talent(desk, talent_id)
        context = {"desk": desk, "talent": talent, "born": born}
        return Template(f"{_PAGES}/birth.html", context=context)

    @post("/talent/{talent_id:uuid}/birth")
    async def put_birth(self, talent_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        await actions.put_birth(desk, talent_id, forms.read(Birth, data))
        return see_other(urls.talent(talent_id))


class BirthReaderPages(Controller):
    """Who reads months of birth: named by an owner."""

    path = urls.BIRTH_READERS
    include_in_schema = False
    dependencies = require(Permission.LEAD)

    @get()
    async def readers(self, desk: OpenDesk) -> Template:
        context = {"desk": desk, "readers": await store.readers(desk)}
        return Template(f"{_PAGES}/birth_readers.html", context=context)

    @post()
    async def name(self, data: Form, desk: OpenDesk) -> Redirect:
        await actions.name_readers(desk, forms.read(Readers, data))
        return see_other(urls.BIRTH_READERS)


async def of_talent(desk: Desk, talent: Talent) -> Mapping[str, Any]:
    """Return what a person's page shows of who answers for them."""
    if not talent.minor:
        return {"guardians": [], "agreements": [], "reads_births": False}
    guardians = await store.of_talent(desk, talent.id)
    return {
        "guardians": guardians,
        "links": await link_store.of_guardians(desk, [each.id for each in guardians]),
        "mails": await records.about(desk.connection, [talent.id]),
        "agreements": await agreements.of_talent(desk, talent.id),
        "reads_births": await store.is_named(desk),
        "blank_guardian": GuardianFields(name="", email=""),
    }


ROUTES: Sequence[ControllerRouterHandler] = (
    GuardianPages,
    BirthReaderPages,
    GuardianApi,
    *asking.ROUTES,
)
