"""Mails an invitation, in the words for its recipient."""

from uuid import UUID

from services.gateway.casting.auditions.guests import calendars, mails
from services.gateway.casting.auditions.guests.addressing import addressees
from services.gateway.casting.auditions.guests.calendars import Appointment
from services.gateway.casting.auditions.model import Invited, Session
from services.gateway.casting.candidates.recipients import Recipient
from services.gateway.casting.productions import store as productions
from services.gateway.casting.talent import origin
from services.gateway.casting.talent.guardians.asking import actions as asking
from services.gateway.platform import mail
from services.gateway.platform.mail import Letter, NewMail, Thing, quotas
from services.gateway.web.desk import Desk
from shared.lines import isolated


async def post(desk: Desk, invited: Invited, session: Session, *, again: bool = False) -> None:
    """Mail a guest their link, or who is told for them; who has a time gets it as a calendar entry
    too.

    Raises:
        TooManyMails
        NobodyToTell
        Invalid: a name in it may not be there before the office's first payment.
    """
    appointment = await calendars.appointment(desk, invited.guest, session)
    entry = await calendars.request(desk, appointment, invited.url) if appointment else None
    for recipient in await addressees(desk, invited.guest):
        await _post(desk, invited, session, appointment, entry, recipient, again=again)


async def _post(
    desk: Desk,
    invited: Invited,
    session: Session,
    appointment: Appointment | None,
    entry: str | None,
    recipient: Recipient,
    *,
    again: bool,
) -> None:
    guest = invited.guest
    production = await productions.production(desk, session.production_id)
    words = [desk.agency.name, production.title, session.title, guest.name, guest.title]
    if appointment:
        words.append(appointment.role)
    level = await quotas.allow(desk, recipient.email, words, again=again)
    names = {"agency": isolated(desk.agency.name), "production": isolated(production.title)}
    letter = _letter(invited, session, appointment, recipient, names)
    if recipient.role == "guardian":
        guardian_id = UUID(recipient.who.removeprefix("guardian:"))
        letter = await asking.beside(desk, guardian_id, guest.name, production.id, letter)
    letter = await origin.introduced(desk, recipient.who, letter)
    new = NewMail(
        kind="invitation",
        recipient=recipient.email,
        who=recipient.who,
        letter=quotas.plainly(level, names["agency"], letter),
        about=Thing("guest", guest.id, session.production_id),
        sender=quotas.sender(desk, level),
        calendar=entry,
        by=desk.person.id,
    )
    await mail.queue(desk.connection, new, desk.agency.id)


def _letter(
    invited: Invited,
    session: Session,
    appointment: Appointment | None,
    recipient: Recipient,
    names: dict[str, str],
) -> Letter:
    guest, url = invited.guest, invited.url
    if appointment is None:
        return mails.to_company(guest, session, url, **names)
    names = names | {"role": isolated(appointment.role)}
    if appointment.client:
        return mails.to_rep(guest, appointment.client, appointment.slot, session, url, **names)
    if recipient.role != "person":
        return mails.for_actor(recipient.name, guest, appointment.slot, session, url, **names)
    return mails.to_actor(guest, appointment.slot, session, url, **names)
