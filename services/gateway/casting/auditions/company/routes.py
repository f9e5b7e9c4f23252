"""Who watches and reads in a session, and the mails about it: parts of its page."""

from collections.abc import Sequence
from uuid import UUID

from litestar import Controller, get, post
from litestar.params import FromPath, JSONBody
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from services.gateway.casting.auditions import confirmations, store
from services.gateway.casting.auditions.company import actions
from services.gateway.casting.auditions.company.model import Picked
from services.gateway.casting.auditions.guests import invitations
from services.gateway.casting.auditions.guests import store as guest_store
from services.gateway.casting.auditions.model import IN_WORDS, Guest, WatcherInvitation
from services.gateway.casting.productions import store as productions
from services.gateway.platform.mail import records
from services.gateway.platform.mail.model import WHY
from services.gateway.web import confirmation, forms, urls
from services.gateway.web.dependencies import OpenDesk, require
from services.gateway.web.permissions import Permission
from services.gateway.web.rendering.redirects import Form, see_other


class CompanyPages(Controller):
    """Who is with a session besides those who audition, and what was written about it."""

    path = "/sessions/{session_id:uuid}"
    include_in_schema = False
    dependencies = require(Permission.RUN)

    @get("/company")
    async def company(self, session_id: FromPath[UUID], desk: OpenDesk) -> Template:
        session = await store.session(desk, session_id)
        guests = await guest_store.guests(desk, session.id)
        invited = [guest for guest in guests if guest.role not in {"actor", "rep"}]
        ids = [guest.id for guest in invited]
        return Template(
            "casting/auditions/company/pages/company.html",
            context={
                "desk": desk,
                "session": session,
                "production": await productions.production(desk, session.production_id),
                "company": invited,
                "known": await actions.known(desk, session),
                "roles_in_words": IN_WORDS,
                "undelivered": await records.undelivered(desk.connection, ids),
                "why": WHY,
            },
        )

    @post("/company", dependencies=require(Permission.CAST))
    async def pick(self, session_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        await actions.pick(desk, session_id, forms.read(Picked, data))
        return see_other(urls.company(session_id))

    @get("/mails")
    async def mails(self, session_id: FromPath[UUID], desk: OpenDesk) -> Template:
        session = await store.session(desk, session_id)
        guests = await guest_store.guests(desk, session.id)
        return Template(
            "casting/auditions/pages/session_mails.html",
            context={
                "desk": desk,
                "session": session,
                "production": await productions.production(desk, session.production_id),
                "mails": await records.about(desk.connection, [guest.id for guest in guests]),
            },
        )

    @post("/watchers", dependencies=require(Permission.CAST))
    async def invite(self, session_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        invitation = forms.read(WatcherInvitation, data)
        confirmation.ask(data, await confirmations.of_company(desk, session_id, invitation))
        await invitations.invite_watcher(desk, session_id, invitation)
        return see_other(urls.company(session_id))


class CompanyApi(Controller):
    """Who is with a session besides those who audition, for programs."""

    path = "/api/v1/sessions/{session_id:uuid}"
    tags = ["sessions"]
    dependencies = require(Permission.CAST)

    @post("/company")
    async def pick_company(
        self, session_id: FromPath[UUID], data: JSONBody[Picked], desk: OpenDesk
    ) -> list[Guest]:
        """Invite some who watch or read in other sessions of the production to this one too."""
        return await actions.pick(desk, session_id, data)


ROUTES: Sequence[ControllerRouterHandler] = (CompanyPages, CompanyApi)
