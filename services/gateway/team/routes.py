"""Pages of the team, for members; and of one person's agencies, for who is at the door."""

from typing import Any
from uuid import UUID

from litestar import Controller, Request, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from services.gateway import audit, forms, paths, sure, tokens
from services.gateway.accounts import actions as accounts
from services.gateway.desk import Desk
from services.gateway.house import (
    AtDoor,
    OpenDesk,
    OpenHouse,
    OpenPlatform,
    asked_again,
    desk_again,
    desk_of,
    session_token,
    signed_in,
)
from services.gateway.notifications import store as mails
from services.gateway.notifications.model import WHY
from services.gateway.parts import IN_WORDS, PARTS, Act
from services.gateway.productions import store as productions
from services.gateway.team import actions, store
from services.gateway.team.model import NewInvitation, Part
from services.gateway.web import Form, see_other
from shared import addresses
from shared.ids import AgencyId

_Request = Request[Any, Any, Any]
WITHDRAWING = "The link in their mail ends at once, and they are told by mail."


class TeamPages(Controller):
    """Billing is asked between two desks, never inside one: no transaction waits for it."""

    path = paths.TEAM
    include_in_schema = False

    @get()
    async def team(self, request: _Request, house: OpenHouse) -> Template:
        async with desk_of(request) as desk:
            named = await productions.productions(desk)
        async with house.database.platform() as tx:
            members = await store.members(tx, desk.agency.id)
            invitations = await store.invitations(tx, desk.agency.id)
        async with desk_again(house, desk) as again:
            undelivered = await mails.undelivered(again.connection, [i.id for i in invitations])
        return Template(
            "team/pages/team.html",
            context={
                "desk": desk,
                "members": members,
                "invitations": invitations,
                "undelivered": undelivered,
                "why": WHY,
                "productions": named,
                "titles": {each.id: each.title for each in named},
                "leads": desk.role in PARTS[Act.LEAD],
                "parts": IN_WORDS,
            },
        )

    @get("/parts")
    async def parts(self, desk: OpenDesk) -> Template:
        context = {"desk": desk, "table": PARTS, "parts": IN_WORDS}
        return Template("team/pages/parts.html", context=context)

    @post("/invitations")
    async def invite(self, request: _Request, data: Form, house: OpenHouse) -> Redirect:
        async with desk_of(request, Act.LEAD) as desk:
            new = await actions.checked_invitation(desk, forms.read(NewInvitation, data))
            if new.role == "owner":
                asked_again(desk, data)
            await actions.allowed(desk, new.email)
        token = tokens.new_token()
        invited = await store.invite(
            house.billing, desk.agency.id, new, tokens.hashed(token), desk.person.id
        )
        async with desk_again(house, desk) as after:
            await actions.tell_invited(after, invited, token)
        return see_other(paths.TEAM)

    @post("/invitations/{invitation_id:uuid}/send-again")
    async def send_again(
        self, request: _Request, invitation_id: FromPath[UUID], house: OpenHouse
    ) -> Redirect:
        desk = await _leader(request)
        async with house.database.platform() as tx:
            invitation = await store.invitation(tx, desk.agency.id, invitation_id)
        async with desk_again(house, desk) as before:
            await actions.allowed(before, invitation.email, again=True)
        token = tokens.new_token()
        invited = await store.renew(
            house.billing, desk.agency.id, invitation_id, tokens.hashed(token)
        )
        async with desk_again(house, desk) as after:
            await actions.tell_invited(after, invited, token, again=True)
        return see_other(paths.TEAM)

    @post("/invitations/{invitation_id:uuid}/withdraw")
    async def withdraw(
        self, request: _Request, invitation_id: FromPath[UUID], data: Form, house: OpenHouse
    ) -> Redirect:
        desk = await _leader(request)
        async with house.database.platform() as tx:
            await store.invitation(tx, desk.agency.id, invitation_id)
        sure.ask(data, [WITHDRAWING], action="Withdraw the invitation")
        withdrawn = await store.withdraw(house.billing, desk.agency.id, invitation_id)
        async with desk_again(house, desk) as after:
            await actions.tell_withdrawn(after, withdrawn)
        return see_other(paths.TEAM)

    @post("/members/{person_id:uuid}/part")
    async def change(
        self, request: _Request, person_id: FromPath[UUID], data: Form, house: OpenHouse
    ) -> Redirect:
        async with desk_of(request, Act.LEAD) as desk:
            part = await actions.checked(desk, forms.read(Part, data))
            if part.role == "owner":
                asked_again(desk, data)
        joined = await store.change(house.billing, desk.agency.id, person_id, part)
        async with desk_again(house, desk) as after:
            await actions.note_change(after, joined)
        return see_other(paths.TEAM)

    @post("/members/{person_id:uuid}/remove")
    async def remove(
        self, request: _Request, person_id: FromPath[UUID], house: OpenHouse
    ) -> Redirect:
        desk = await _leader(request)
        asked_again(desk)
        await store.remove(house.billing, desk.agency.id, person_id)
        async with desk_again(house, desk) as after:
            await audit.note(after, after.who, "removed from the team", "person", person_id)
        return see_other(paths.TEAM)


class Agencies(Controller):
    """The agencies that somebody works for, or is invited to."""

    include_in_schema = False

    @get(paths.AGENCIES)
    async def agencies(self, at_door: AtDoor, platform: OpenPlatform) -> Template | Redirect:
        person = signed_in(at_door).person
        agencies = await store.agencies(platform, person.id)
        invitations = await store.invitations_to(platform, addresses.comparable(person.email))
        if not agencies and not invitations:
            return see_other(paths.NEW_AGENCY)
        return Template(
            "team/pages/agencies.html",
            context={"at_door": at_door, "agencies": agencies, "invitations": invitations},
        )

    @post("/agencies/{agency_id:uuid}/work")
    async def work_for(
        self,
        request: _Request,
        agency_id: FromPath[UUID],
        at_door: AtDoor,
        platform: OpenPlatform,
    ) -> Redirect:
        signed_in(at_door)
        await accounts.work_for(platform, session_token(request), AgencyId(agency_id))
        return see_other(paths.PRODUCTIONS)

    @get("/invitations/{token:str}")
    async def invitation(
        self, token: FromPath[str], at_door: AtDoor, platform: OpenPlatform
    ) -> Template:
        invitation = await actions.look_at(platform, token, at_door)
        return Template(
            "team/pages/invitation.html", context={"at_door": at_door, "invitation": invitation}
        )

    @post("/invitations/{invitation_id:uuid}/accept")
    async def accept(
        self, request: _Request, invitation_id: FromPath[UUID], house: OpenHouse, at_door: AtDoor
    ) -> Redirect:
        person = signed_in(at_door).person
        joined = await store.accept(house.billing, invitation_id, person.id)
        async with house.database.platform() as tx:
            await accounts.work_for(tx, session_token(request), joined.agency_id)
        async with desk_of(request) as desk:
            await audit.note(desk, desk.who, "joined", "person", person.id)
        return see_other(paths.PRODUCTIONS)


async def _leader(request: _Request) -> Desk:
    """Return the desk of who leads; it is closed, and says only who they are."""
    async with desk_of(request, Act.LEAD) as desk:
        return desk
