"""Invites members, and accepts: what is checked and recorded around billing's answers."""

from services.gateway.identity.team import store
from services.gateway.identity.team.model import (
    Assignment,
    ForSomebodyElse,
    Invitation,
    InvitationEnded,
    InvitationExpired,
    Invited,
    Joined,
    NewInvitation,
    NothingNamed,
    ProductionNotFound,
)
from services.gateway.platform import audit, mail
from services.gateway.platform.mail import NewMail, Thing, quotas
from services.gateway.web import tokens, urls
from services.gateway.web.authentication import SignedIn
from services.gateway.web.desk import Desk
from services.gateway.web.permissions import ROLE_NAMES
from services.gateway.web.rendering import texts
from shared import addresses
from shared.lines import isolated
from shared.tenancy import Connection
from shared.texts import gettext_noop

_MAIL = gettext_noop("""Hello,

{inviter} invites you to work for {agency} on Callboard, as {role}. Within a week, open this link
and sign in with this address:

{url}

If you do not know them, nothing happens as long as nobody accepts.

Callboard
""")


_WITHDRAWN = gettext_noop("""Hello,

{agency} has withdrawn the invitation to work for them on Callboard. Its link does not open anything
any more, and there is nothing for you to do. If you have a question, answer this mail.

Callboard
""")


async def checked(desk: Desk, wanted: Assignment) -> Assignment:
    """Return an assignment: a freelancer's with productions of this agency, others without any.

    Raises:
        ProductionNotFound
        NothingNamed: a freelancer without any.
    """
    if wanted.role != "freelancer":
        return Assignment(wanted.role)
    if not wanted.productions:
        raise NothingNamed(productions="Please name the productions that a freelancer works on.")
    if not await store.has_productions(desk, wanted.productions):
        raise ProductionNotFound
    return Assignment(wanted.role, wanted.productions)


async def checked_invitation(desk: Desk, new: NewInvitation) -> NewInvitation:
    """Raises ProductionNotFound, NothingNamed, Invalid: the address is not one."""
    assignment = await checked(desk, new)
    email = addresses.read(new.email).typed
    return NewInvitation(assignment.role, assignment.productions, email=email)


async def allowed(desk: Desk, email: str, *, again: bool = False) -> quotas.Level:
    """Look whether a member may have an invitation mailed, before billing is asked.

    Raises:
        TooManyMails
        Invalid: a name in it may not be there before the office's first payment.
    """
    words = [desk.agency.name, desk.person.name]
    return await quotas.allow(desk, email, words, again=again)


async def mail_invitation(desk: Desk, invited: Invited, token: str, *, again: bool = False) -> None:
    """Mail an invitation that billing has written down.

    Raises:
        TooManyMails, Invalid: of two at once the second is only found here.
    """
    level = await allowed(desk, invited.email, again=again)
    role = ROLE_NAMES[invited.role].lower()
    agency = isolated(desk.agency.name)
    letter = mail.letter(
        "{agency} invites you to Callboard",
        _MAIL,
        inviter=isolated(desk.person.name or desk.person.email),
        agency=agency,
        role=texts.gettext(ROLE_NAMES[invited.role]).lower(),
        url=desk.public_url + urls.invitation(token),
    )
    new = NewMail(
        kind="team_invitation",
        recipient=invited.email,
        letter=quotas.plainly(level, agency, letter),
        about=Thing("invitation", invited.id),
        sender=quotas.sender(desk, level),
        by=desk.person.id,
    )
    await mail.queue(desk.connection, new, desk.agency.id)
    await audit.note(desk, desk.who, f"invited as {role}", "invitation", invited.id)


async def mail_withdrawal(desk: Desk, invited: Invited) -> None:
    """Mail somebody that their invitation was withdrawn, where it was still good."""
    if not invited.expired:
        subject = gettext_noop("Your invitation to work for {agency} was withdrawn")
        new = NewMail(
            kind="team_withdrawal",
            recipient=invited.email,
            letter=mail.letter(subject, _WITHDRAWN, agency=isolated(desk.agency.name)),
            about=Thing("invitation", invited.id),
            sender=await quotas.sender_at(desk),
        )
        await mail.queue(desk.connection, new, desk.agency.id)
    await audit.note(desk, desk.who, "withdrew", "invitation", invited.id)


async def note_change(desk: Desk, joined: Joined) -> None:
    act = f"changed the part to {ROLE_NAMES[joined.role].lower()} of"
    await audit.note(desk, desk.who, act, "person", joined.person_id)


async def look_at(connection: Connection, token: str, current_user: SignedIn | None) -> Invitation:
    """Return the invitation that a link leads to, for those whom it is for.

    Raises:
        InvitationEnded, InvitationExpired
        ForSomebodyElse: who is signed in has another address.
    """
    invitation = await store.invitation_by_token(connection, tokens.hashed(token))
    if invitation is None:
        raise InvitationEnded
    if invitation.expired:
        raise InvitationExpired
    invited = addresses.comparable(invitation.email)
    if current_user and addresses.comparable(current_user.person.email) != invited:
        raise ForSomebodyElse(invitation.email, current_user.person.email)
    return invitation
