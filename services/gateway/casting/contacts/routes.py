"""Pages and API of contacts."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from litestar import Controller, Request, get, patch, post
from litestar.params import FromPath, JSONBody
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from services.gateway.casting.contacts import actions, confirmations, store
from services.gateway.casting.contacts.model import (
    CONTACTS,
    Contact,
    ContactFields,
    ContactFilters,
    ContactPatch,
    Deleted,
    Done,
)
from services.gateway.platform.bin.model import KEPT_DAYS
from services.gateway.web import confirmation, editing, forms, listing, urls
from services.gateway.web.dependencies import OpenDesk, require
from services.gateway.web.listing import Ids, Page, Selection
from services.gateway.web.permissions import Permission
from services.gateway.web.rendering import undo
from services.gateway.web.rendering.redirects import Form, see_other
from services.gateway.web.rendering.zones import ZONES
from shared.texts import gettext_noop

_Request = Request[Any, Any, Any]
_PAGES = "casting/contacts/pages"


class ContactPages(Controller):
    """Pages of contacts."""

    path = urls.CONTACTS
    include_in_schema = False
    dependencies = require(Permission.PEOPLE)

    @get()
    async def contacts(self, request: _Request, desk: OpenDesk) -> Template:
        asked = listing.read(CONTACTS, request)
        deleted = forms.read(Deleted, dict(request.query_params)).deleted
        context = {
            "desk": desk,
            "asked": asked,
            "page": await store.contacts(desk, asked),
            "deleted": deleted,
            "bin_days": KEPT_DAYS,
        }
        return Template(f"{_PAGES}/contacts.html", context=context)

    @post(dependencies=require(Permission.CURATE))
    async def add(self, data: Form, desk: OpenDesk) -> Redirect:
        contact = await actions.add(desk, forms.read(ContactFields, data))
        return see_other(urls.contact(contact.id))

    @post("/delete", dependencies=require(Permission.CURATE))
    async def delete_chosen(self, data: Form, desk: OpenDesk) -> Redirect:
        selection = listing.chosen(CONTACTS, data)
        confirmation.ask(
            data, await confirmations.of_chosen(desk, selection), action=gettext_noop("Delete")
        )
        count = await actions.delete_chosen(desk, selection)
        return see_other(f"{urls.CONTACTS}?deleted={count}")

    @get("/new", dependencies=require(Permission.CURATE))
    async def new(self, desk: OpenDesk) -> Template:
        return Template(f"{_PAGES}/new.html", context={"desk": desk, "zones": ZONES})

    @get("/{contact_id:uuid}")
    async def contact(self, contact_id: FromPath[UUID], desk: OpenDesk) -> Template:
        context = {
            "desk": desk,
            "contact": await store.contact(desk, contact_id),
            "zones": ZONES,
        }
        return Template(f"{_PAGES}/contact.html", context=context)

    @post("/{contact_id:uuid}")
    async def edit(self, contact_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        await actions.edit(desk, contact_id, editing.read(ContactFields, data))
        return see_other(urls.contact(contact_id))

    @post("/{contact_id:uuid}/delete", dependencies=require(Permission.CURATE))
    async def delete(self, contact_id: FromPath[UUID], desk: OpenDesk) -> Redirect:
        gone = await store.contact(desk, contact_id)
        await actions.delete(desk, gone.id)
        return undo.offer(desk, urls.CONTACTS, "contact", gone.id, gone.name)


class ContactApi(Controller):
    """Contacts, for programs."""

    path = "/api/v1/contacts"
    tags = ["contacts"]
    dependencies = require(Permission.PEOPLE)

    @get(operation_class=listing.described(CONTACTS))
    async def list_contacts(self, request: _Request, desk: OpenDesk) -> Page[Contact]:
        """List the agency's contacts; a freelancer's are those of their productions."""
        return await store.contacts(desk, listing.read(CONTACTS, request))

    @post(dependencies=require(Permission.CURATE))
    async def add_contact(self, data: JSONBody[ContactFields], desk: OpenDesk) -> Contact:
        """Add a contact."""
        return await actions.add(desk, data)

    @post("/delete", status_code=200, dependencies=require(Permission.CURATE))
    async def delete_contacts(
        self, data: JSONBody[Selection[ContactFilters]], desk: OpenDesk
    ) -> Done:
        """Delete those of `ids`, or all, that match: 1,000 at most. They can be brought back."""
        return Done(await actions.delete_chosen(desk, data))

    @post("/restore", status_code=200, dependencies=require(Permission.CURATE))
    async def restore_contacts(self, data: JSONBody[Ids], desk: OpenDesk) -> Done:
        """Bring contacts back that were deleted, those of `ids` that are in the bin."""
        return Done(await actions.restore(desk, data.ids))

    @get("/{contact_id:uuid}")
    async def read_contact(self, contact_id: FromPath[UUID], desk: OpenDesk) -> Contact:
        """Read a contact."""
        return await store.contact(desk, contact_id)

    @patch("/{contact_id:uuid}")
    async def edit_contact(
        self, contact_id: FromPath[UUID], data: JSONBody[ContactPatch], desk: OpenDesk
    ) -> Contact:
        """Change some fields, on the version that was read; on an older one nothing is changed."""
        return await actions.edit(desk, contact_id, editing.of_patch(data))


ROUTES: Sequence[ControllerRouterHandler] = (ContactPages, ContactApi)
