"""Mails an invitation, in the words for its recipient."""

import msgspec

from services.gateway.casting.auditions.guests import access, mails
from services.gateway.casting.auditions.model import Guest, Invited, Session, Slot
from services.gateway.casting.productions import store as productions
from services.gateway.casting.productions.model import Role
from services.gateway.platform.mail import quotas
from services.gateway.platform.mail import store as mail_queue
from services.gateway.platform.mail.model import mailbox
from services.gateway.web.desk import Desk
from shared.lines import isolated


class Letter(msgspec.Struct, frozen=True):
    """An invitation as it would be sent."""

    subject: str
    body: str
    calendar: str | None = None


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
    letter = await _letter(desk, invited, slot, session, names, role)
    subject, body = quotas.plainly(level, names["agency"], letter.subject, letter.body)
    await mail_queue.queue(
        desk.connection,
        guest.email,
        subject,
        body,
        agency=desk.agency.id,
        calendar=letter.calendar,
        by=desk.person.id,
        reply_to=mailbox(desk.agency.name, desk.person.email),
        about=guest.id,
    )


async def _letter(
    desk: Desk,
    invited: Invited,
    slot: Slot | None,
    session: Session,
    names: dict[str, str],
    role: Role | None,
) -> Letter:
    if slot is None:
        return _to_company(invited, session, names)
    names = names | {"role": isolated(role.name if role else session.title)}
    actor = await access.auditioning(desk, invited.guest)
    if actor and actor.id != invited.guest.id:
        return _to_rep(invited, actor, slot, session, names)
    return _to_actor(invited, slot, session, names)


def _to_actor(invited: Invited, slot: Slot, session: Session, names: dict[str, str]) -> Letter:
    guest, url = invited.guest, invited.url
    return Letter(
        "Your audition for {role} in {production}".format(**names),
        mails.to_actor(guest, slot, session, url, **names),
        mails.calendar(guest, slot, names["production"], names["role"], url),
    )


def _to_rep(
    invited: Invited, client: Guest, slot: Slot, session: Session, names: dict[str, str]
) -> Letter:
    guest, url, who = invited.guest, invited.url, isolated(client.name)
    return Letter(
        "{client} auditions for {role} in {production}".format(client=who, **names),
        mails.to_rep(guest, client, slot, session, url, **names),
        mails.calendar(guest, slot, names["production"], names["role"], url, client=client.name),
    )


def _to_company(invited: Invited, session: Session, names: dict[str, str]) -> Letter:
    guest = invited.guest
    return Letter(
        mails.COMPANY_SUBJECTS[guest.role].format(session=isolated(session.title), **names),
        mails.to_company(guest, session, invited.url, **names),
    )
