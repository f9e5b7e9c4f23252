"""Pages and API of sessions, for members."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from litestar import Controller, Request, get, post
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from services.gateway.casting.auditions import (
    admission,
    confirmations,
    guest_lists,
    store,
)
from services.gateway.casting.auditions.day import grid, grid_words
from services.gateway.casting.auditions.day import store as day_store
from services.gateway.casting.auditions.guest_lists import GUESTS
from services.gateway.casting.auditions.guests import (
    invitations,
    withdrawal,
)
from services.gateway.casting.auditions.guests import store as guest_store
from services.gateway.casting.auditions.model import (
    Guest,
    GuestLink,
    Invitation,
    Mended,
    RepInvitation,
    Session,
)
from services.gateway.casting.auditions.notifying import sheet
from services.gateway.casting.auditions.notifying import store as notifications
from services.gateway.casting.productions import store as productions
from services.gateway.platform.mail import records
from services.gateway.platform.mail.model import WHY
from services.gateway.web import confirmation, forms, listing, urls
from services.gateway.web.dependencies import OpenDesk, require
from services.gateway.web.listing import Page
from services.gateway.web.permissions import Permission
from services.gateway.web.rendering.redirects import Form, see_other
from shared.texts import gettext_noop


def _page_of(guest: Guest) -> str:
    """Return the page on which somebody of a session stands."""
    is_there = guest.role in {"actor", "rep"}
    return urls.session(guest.session_id) if is_there else urls.company(guest.session_id)


class SessionPages(Controller):
    """Pages of sessions and their slots, for members."""

    include_in_schema = False
    dependencies = require(Permission.RUN)

    @get("/sessions/{session_id:uuid}")
    async def session(
        self, session_id: FromPath[UUID], desk: OpenDesk, show: FromQuery[str] = ""
    ) -> Template:
        """The day of a session, or of it what `show` says."""
        session = await store.session(desk, session_id)
        guests = await guest_store.guests(desk, session.id)
        invited = [guest.id for guest in guests]
        people = await day_store.people(desk, session.id)
        rows = await grid.of(desk, session, people)
        return Template(
            "casting/auditions/pages/session.html",
            context={
                "desk": desk,
                "session": session,
                "production": await productions.production(desk, session.production_id),
                "roles": {r.id: r for r in await productions.roles(desk, session.production_id)},
                "rows": rows,
                "chips": grid.chips(rows),
                "show": show,
                "unsent": await sheet.of(desk, session, people),
                "waiting": await notifications.waiting(desk, session.id),
                "auditioning": [g for g in guests if g.role in {"actor", "rep"}],
                "undelivered": await records.undelivered(desk.connection, invited),
                "why": WHY,
                **grid_words.WORDS,
            },
        )

    @post("/slots/{slot_id:uuid}/invitations", dependencies=require(Permission.CAST))
    async def invite_actor(self, slot_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        invitation = forms.read(Invitation, data)
        confirmation.ask(data, await confirmations.of_actor(desk, slot_id, invitation))
        invited = await invitations.invite_actor(desk, slot_id, invitation)
        return see_other(urls.session(invited.guest.session_id))

    @post("/guests/{guest_id:uuid}/reps", dependencies=require(Permission.CAST))
    async def invite_rep(self, guest_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        invited = await invitations.invite_rep(desk, guest_id, forms.read(RepInvitation, data))
        return see_other(urls.session(invited.guest.session_id))

    @post("/guests/{guest_id:uuid}/send-again", dependencies=require(Permission.CAST))
    async def send_again(self, guest_id: FromPath[UUID], desk: OpenDesk) -> Redirect:
        invited = await invitations.send_again(desk, guest_id)
        return see_other(_page_of(invited.guest))

    @post("/guests/{guest_id:uuid}/link", dependencies=require(Permission.CAST))
    async def make_link(self, guest_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Template:
        """Show a new link once, which is sent to nobody."""
        confirmation.ask(
            data,
            await invitations.doubts_of_link(desk, guest_id),
            action=gettext_noop("Make a new link"),
        )
        made = await invitations.link(desk, guest_id)
        return Template(
            "casting/auditions/pages/link.html",
            context={
                "desk": desk,
                "guest": made.guest,
                "url": made.url,
                "session": await store.session(desk, made.guest.session_id),
            },
        )

    @post("/guests/{guest_id:uuid}/address", dependencies=require(Permission.CAST))
    async def mend_address(self, guest_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        """Send a new link to another address than the one that nothing could be delivered to."""
        invited = await invitations.mend_address(desk, guest_id, forms.read(Mended, data))
        return see_other(_page_of(invited.guest))

    @post("/guests/{guest_id:uuid}/withdraw", dependencies=require(Permission.CAST))
    async def withdraw(self, guest_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        confirmation.ask(
            data,
            await withdrawal.doubts(desk, guest_id),
            action=gettext_noop("Withdraw the invitation"),
        )
        guest = await withdrawal.withdraw(desk, guest_id)
        return see_other(_page_of(guest))

    @post("/sessions/{session_id:uuid}/open", dependencies=require(Permission.CAST))
    async def open_room(self, session_id: FromPath[UUID], desk: OpenDesk) -> Redirect:
        session = await admission.open_room(desk, session_id)
        return see_other(urls.room(session.id))


class SessionApi(Controller):
    """Sessions and their slots, for programs."""

    path = "/api/v1"
    tags = ["sessions"]
    dependencies = require(Permission.RUN)

    @get("/productions/{production_id:uuid}/sessions")
    async def list_sessions(self, production_id: FromPath[UUID], desk: OpenDesk) -> list[Session]:
        """List the sessions of a production, by date."""
        production = await productions.production(desk, production_id)
        return await store.sessions(desk, production.id)

    @post("/slots/{slot_id:uuid}/invitations", dependencies=require(Permission.CAST))
    async def invite(
        self, slot_id: FromPath[UUID], data: JSONBody[Invitation], desk: OpenDesk
    ) -> Guest:
        """Invite an actor to a slot, or with `also` somebody who reads there with them."""
        return (await invitations.invite_actor(desk, slot_id, data)).guest

    @post("/guests/{guest_id:uuid}/link", dependencies=require(Permission.CAST), status_code=200)
    async def make_guest_link(self, guest_id: FromPath[UUID], desk: OpenDesk) -> GuestLink:
        """Make a guest a new link that is sent to nobody; the one that they have ends."""
        return GuestLink((await invitations.link(desk, guest_id)).url)

    @get("/sessions/{session_id:uuid}/guests", operation_class=listing.described(GUESTS))
    async def list_guests(
        self, session_id: FromPath[UUID], request: Request[Any, Any, Any], desk: OpenDesk
    ) -> Page[Guest]:
        """List who is invited to a session."""
        session = await store.session(desk, session_id)
        return await guest_lists.guests(desk, session.id, listing.read(GUESTS, request))


ROUTES: Sequence[ControllerRouterHandler] = (SessionPages, SessionApi)
