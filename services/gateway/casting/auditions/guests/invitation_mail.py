"""Mails an invitation, in the words for its recipient."""

from services.gateway.casting.auditions.guests import access, mails
from services.gateway.casting.auditions.model import Invited, Session, Slot
from services.gateway.casting.productions import store as productions
from services.gateway.casting.productions.model import Role
from services.gateway.platform import mail
from services.gateway.platform.mail import Letter, NewMail, Thing, quotas
from services.gateway.web.desk import Desk
from shared.lines import isolated


async def post(
    desk: Desk, invited: Invited, slot: Slot | None, session: Session, *, again: bool = False
) -> None:
    """Mail a guest their link; `slot` is the time of an actor, or of a rep's client.

    Raises:
        TooManyMails
        Invalid: a name in it may not be there before the office's first payment.
    """
    guest = invited.guest
    production = await productions.production(desk, session.production_id)
    role = await productions.role(desk, slot.role_id) if slot and slot.role_id else None
    words = [desk.agency.name, production.title, session.title, guest.name, guest.title]
    level = await quotas.allow(
        desk, guest.email, [*words, role.name] if role else words, again=again
    )
    names = {"agency": isolated(desk.agency.name), "production": isolated(production.title)}
    letter, calendar = await _letter(desk, invited, slot, session, names, role)
    new = NewMail(
        kind="invitation",
        recipient=guest.email,
        who=guest.who,
        letter=quotas.plainly(level, names["agency"], letter),
        about=Thing("guest", guest.id, session.production_id),
        sender=quotas.sender(desk, level),
        calendar=calendar,
        by=desk.person.id,
    )
    await mail.queue(desk.connection, new, desk.agency.id)


async def _letter(
    desk: Desk,
    invited: Invited,
    slot: Slot | None,
    session: Session,
    names: dict[str, str],
    role: Role | None,
) -> tuple[Letter, str | None]:
    """Write to a guest; where they have a time, with a calendar file."""
    guest, url = invited.guest, invited.url
    if slot is None:
        return mails.to_company(guest, session, url, **names), None
    names = names | {"role": isolated(role.name if role else session.title)}
    event = names["production"], names["role"], url
    actor = await access.auditioning(desk, guest)
    if actor and actor.id != guest.id:
        letter = mails.to_rep(guest, actor, slot, session, url, **names)
        return letter, mails.calendar(guest, slot, *event, client=actor.name)
    return mails.to_actor(guest, slot, session, url, **names), mails.calendar(guest, slot, *event)
