"""Mails an invitation, in the words for its recipient."""

import asyncio
from datetime import datetime
from uuid import UUID

import msgspec

from services.gateway.casting.auditions.guests import audition_letters, calendars, mails
from services.gateway.casting.auditions.guests.addressing import addressees
from services.gateway.casting.auditions.guests.calendars import Appointment
from services.gateway.casting.auditions.model import Invited, Session
from services.gateway.casting.auditions.replies import knowledge
from services.gateway.casting.auditions.scheduling import local_in
from services.gateway.casting.candidates.recipients import Recipient
from services.gateway.casting.productions import store as productions
from services.gateway.casting.talent import origin
from services.gateway.casting.talent.guardians.asking import actions as asking
from services.gateway.platform import mail
from services.gateway.platform.mail import Letter, NewMail, Thing, quotas
from services.gateway.web.desk import Desk
from shared.lines import isolated


class News(msgspec.Struct, frozen=True):
    """What a mail says beside the time: a line of the office's, and `was`, the start that somebody
    knew, where it has moved."""

    words: str = ""
    was: datetime | None = None


NO_NEWS = News()


async def post(
    desk: Desk, invited: Invited, session: Session, *, again: bool = False, news: News = NO_NEWS
) -> None:
    """Mail a guest their link, or who is told for them; who has a time gets it as a calendar entry
    too. What they are told of is theirs as it is now.

    Raises:
        TooManyMails
        NobodyToTell
        Invalid: a name in it may not be there before the office's first payment.
    """
    appointment = await calendars.appointment(desk, invited.guest, session)
    entry = await calendars.request(desk, appointment, invited.url) if appointment else None
    production = await productions.production(desk, session.production_id)
    for recipient in await addressees(desk, invited.guest):
        level = await _allowed(desk, invited, session, appointment, recipient, again=again)
        names = {"agency": isolated(desk.agency.name), "production": isolated(production.title)}
        letter = await asyncio.to_thread(
            _letter, invited, session, appointment, recipient, news, names
        )
        if recipient.role == "guardian":
            guardian_id = UUID(recipient.who.removeprefix("guardian:"))
            letter = await asking.beside(
                desk, guardian_id, invited.guest.name, production.id, letter
            )
        letter = await origin.introduced(desk, recipient.who, letter)
        new = NewMail(
            kind="invitation",
            recipient=recipient.email,
            who=recipient.who,
            letter=quotas.plainly(level, names["agency"], letter),
            about=Thing("guest", invited.guest.id, session.production_id),
            sender=quotas.sender(desk, level),
            calendar=entry,
            by=desk.person.id,
        )
        await mail.queue(desk.connection, new, desk.agency.id)
    await knowledge.note_told(desk, invited.guest.id)


async def _allowed(
    desk: Desk,
    invited: Invited,
    session: Session,
    appointment: Appointment | None,
    recipient: Recipient,
    *,
    again: bool,
) -> quotas.Level:
    guest = invited.guest
    production = await productions.production(desk, session.production_id)
    words = [desk.agency.name, production.title, session.title, guest.name, guest.title]
    if appointment:
        words.append(appointment.role)
    return await quotas.allow(desk, recipient.email, words, again=again)


def _letter(
    invited: Invited,
    session: Session,
    appointment: Appointment | None,
    recipient: Recipient,
    news: News,
    names: dict[str, str],
) -> Letter:
    """Reads zone data from files."""
    guest = invited.guest
    if appointment is None:
        return mails.to_company(guest, session, invited.url, **names)
    return audition_letters.letter(
        _to(appointment, recipient),
        appointment.slot.local_start,
        local_in(news.was, session.zone) if news.was else None,
        invited.url,
        name=isolated(guest.name if appointment.client else recipient.name),
        actor=isolated(appointment.client or guest.name),
        role=isolated(appointment.role),
        zone=session.zone,
        words=news.words,
        **names,
    )


def _to(appointment: Appointment, recipient: Recipient) -> audition_letters.To:
    if appointment.client:
        return "rep"
    return "actor" if recipient.role == "person" else "for_actor"
