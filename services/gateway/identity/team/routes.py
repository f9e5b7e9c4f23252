"""Pages of the team, for members; and of one person's agencies, for whoever is signed in."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from litestar import Controller, Request, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from services.gateway.identity.sign_in import actions as accounts
from services.gateway.identity.team import actions, store
from services.gateway.identity.team.model import Assignment, NewInvitation
from services.gateway.platform import audit
from services.gateway.platform.billing_client import BillingDep
from services.gateway.platform.mail import records
from services.gateway.platform.mail.model import WHY
from services.gateway.web import confirmation, forms, tokens, urls
from services.gateway.web.current_user import require_sign_in, session_token
from services.gateway.web.dependencies import (
    AppContextDep,
    CurrentUser,
    OpenDesk,
    OpenPlatform,
    desk_of,
    new_transaction,
    require_fresh_sign_in,
)
from services.gateway.web.desk import Desk
from services.gateway.web.permissions import ROLE_NAMES, ROLE_PERMISSIONS, Permission
from services.gateway.web.rendering.redirects import Form, see_other
from shared import addresses
from shared.ids import AgencyId
from shared.texts import gettext_noop

_Request = Request[Any, Any, Any]
WITHDRAWING = gettext_noop("The link in their mail ends at once, and they are told by mail.")


class TeamPages(Controller):
    """Billing is asked between two desks, never inside one: no transaction waits for it."""

    path = urls.TEAM
    include_in_schema = False

    @get()
    async def team(self, request: _Request, app_context: AppContextDep) -> Template:
        async with desk_of(request) as desk:
            named = await store.productions(desk)
        async with app_context.database.platform() as tx:
            members = await store.members(tx, desk.agency.id)
            invitations = await store.invitations(tx, desk.agency.id)
        async with new_transaction(app_context, desk) as again:
            invited = [invitation.id for invitation in invitations]
            undelivered = await records.undelivered(again.connection, invited)
            mails = await records.about(again.connection, invited)
        return Template(
            "identity/team/pages/team.html",
            context={
                "desk": desk,
                "members": members,
                "invitations": invitations,
                "undelivered": undelivered,
                "mails": mails,
                "why": WHY,
                "productions": named,
                "titles": {each.id: each.title for each in named},
                "leads": desk.role in ROLE_PERMISSIONS[Permission.LEAD],
                "role_names": ROLE_NAMES,
            },
        )

    @get("/parts")
    async def permissions(self, desk: OpenDesk) -> Template:
        context = {"desk": desk, "table": ROLE_PERMISSIONS, "role_names": ROLE_NAMES}
        return Template("identity/team/pages/permissions.html", context=context)

    @post("/invitations")
    async def invite(
        self, request: _Request, data: Form, app_context: AppContextDep, billing: BillingDep
    ) -> Redirect:
        async with desk_of(request, Permission.LEAD) as desk:
            new = await actions.checked_invitation(desk, forms.read(NewInvitation, data))
            if new.role == "owner":
                require_fresh_sign_in(desk, data)
            await actions.allowed(desk, new.email)
        token = tokens.new_token()
        invited = await store.invite(
            billing, desk.agency.id, new, tokens.hashed(token), desk.person.id
        )
        async with new_transaction(app_context, desk) as after:
            await actions.mail_invitation(after, invited, token)
        return see_other(urls.TEAM)

    @post("/invitations/{invitation_id:uuid}/send-again")
    async def send_again(
        self,
        request: _Request,
        invitation_id: FromPath[UUID],
        app_context: AppContextDep,
        billing: BillingDep,
    ) -> Redirect:
        desk = await _leader(request)
        async with app_context.database.platform() as tx:
            invitation = await store.invitation(tx, desk.agency.id, invitation_id)
        async with new_transaction(app_context, desk) as before:
            await actions.allowed(before, invitation.email, again=True)
        token = tokens.new_token()
        invited = await store.renew(billing, desk.agency.id, invitation_id, tokens.hashed(token))
        async with new_transaction(app_context, desk) as after:
            await actions.mail_invitation(after, invited, token, again=True)
        return see_other(urls.TEAM)

    @post("/invitations/{invitation_id:uuid}/withdraw")
    async def withdraw(
        self,
        request: _Request,
        invitation_id: FromPath[UUID],
        data: Form,
        app_context: AppContextDep,
        billing: BillingDep,
    ) -> Redirect:
        desk = await _leader(request)
        async with app_context.database.platform() as tx:
            await store.invitation(tx, desk.agency.id, invitation_id)
        confirmation.ask(data, [WITHDRAWING], action=gettext_noop("Withdraw the invitation"))
        withdrawn = await store.withdraw(billing, desk.agency.id, invitation_id)
        async with new_transaction(app_context, desk) as after:
            await actions.mail_withdrawal(after, withdrawn)
        return see_other(urls.TEAM)

    @post("/members/{person_id:uuid}/part")
    async def change(
        self,
        request: _Request,
        person_id: FromPath[UUID],
        data: Form,
        app_context: AppContextDep,
        billing: BillingDep,
    ) -> Redirect:
        async with desk_of(request, Permission.LEAD) as desk:
            assignment = await actions.checked(desk, forms.read(Assignment, data))
            if assignment.role == "owner":
                require_fresh_sign_in(desk, data)
        joined = await store.change(billing, desk.agency.id, person_id, assignment)
        async with new_transaction(app_context, desk) as after:
            await actions.note_change(after, joined)
        return see_other(urls.TEAM)

    @post("/members/{person_id:uuid}/remove")
    async def remove(
        self,
        request: _Request,
        person_id: FromPath[UUID],
        app_context: AppContextDep,
        billing: BillingDep,
    ) -> Redirect:
        desk = await _leader(request)
        require_fresh_sign_in(desk)
        await store.remove(billing, desk.agency.id, person_id)
        async with new_transaction(app_context, desk) as after:
            await audit.note(after, after.who, "removed from the team", "person", person_id)
        return see_other(urls.TEAM)


class Agencies(Controller):
    """The agencies that somebody works for, or is invited to."""

    include_in_schema = False

    @get(urls.AGENCIES)
    async def agencies(
        self, current_user: CurrentUser, platform: OpenPlatform
    ) -> Template | Redirect:
        person = require_sign_in(current_user).person
        agencies = await store.agencies(platform, person.id)
        invitations = await store.invitations_to(platform, addresses.comparable(person.email))
        if not agencies and not invitations:
            return see_other(urls.NEW_AGENCY)
        return Template(
            "identity/team/pages/agencies.html",
            context={
                "current_user": current_user,
                "agencies": agencies,
                "invitations": invitations,
            },
        )

    @post("/agencies/{agency_id:uuid}/work")
    async def work_for(
        self,
        request: _Request,
        agency_id: FromPath[UUID],
        current_user: CurrentUser,
        platform: OpenPlatform,
    ) -> Redirect:
        require_sign_in(current_user)
        await accounts.work_for(platform, session_token(request), AgencyId(agency_id))
        return see_other(urls.TODAY)

    @get("/invitations/{token:str}")
    async def invitation(
        self, token: FromPath[str], current_user: CurrentUser, platform: OpenPlatform
    ) -> Template:
        invitation = await actions.look_at(platform, token, current_user)
        return Template(
            "identity/team/pages/invitation.html",
            context={"current_user": current_user, "invitation": invitation},
        )

    @post("/invitations/{invitation_id:uuid}/accept")
    async def accept(
        self,
        request: _Request,
        invitation_id: FromPath[UUID],
        app_context: AppContextDep,
        billing: BillingDep,
        current_user: CurrentUser,
    ) -> Redirect:
        person = require_sign_in(current_user).person
        joined = await store.accept(billing, invitation_id, person.id)
        async with app_context.database.platform() as tx:
            await accounts.work_for(tx, session_token(request), joined.agency_id)
        async with desk_of(request) as desk:
            await audit.note(desk, desk.who, "joined", "person", person.id)
        return see_other(urls.TODAY)


async def _leader(request: _Request) -> Desk:
    """Return the desk of who leads; it is closed, and says only who they are."""
    async with desk_of(request, Permission.LEAD) as desk:
        return desk


ROUTES: Sequence[ControllerRouterHandler] = (Agencies, TeamPages)
