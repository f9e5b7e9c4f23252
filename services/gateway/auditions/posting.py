"""Putting an invitation into the mail, in the words for whom it is for."""

from services.gateway.auditions import mails, visiting
from services.gateway.auditions.model import Guest, Invited, Session, Slot
from services.gateway.desk import Desk
from services.gateway.notifications import store as mail_queue
from services.gateway.notifications.model import mailbox
from services.gateway.productions import store as productions
from shared.lines import isolated


async def post(desk: Desk, invited: Invited, slot: Slot | None, session: Session) -> None:
    """Mail a guest their link; `slot` is the time of an actor, or of a rep's client."""
    production = await productions.production(desk, session.production_id)
    names = {"agency": isolated(desk.agency.name), "production": isolated(production.title)}
    if slot is None:
        await _to_company(desk, invited, session, names)
        return
    role = await productions.role(desk, slot.role_id) if slot.role_id else None
    names["role"] = isolated(role.name if role else session.title)
    actor = await visiting.auditioning(desk, invited.guest)
    if actor and actor.id != invited.guest.id:
        await _to_rep(desk, invited, actor, slot, session, names)
    else:
        await _to_actor(desk, invited, slot, session, names)


async def _to_actor(
    desk: Desk, invited: Invited, slot: Slot, session: Session, names: dict[str, str]
) -> None:
    guest, url = invited.guest, invited.url
    await _queue(
        desk,
        guest,
        "Your audition for {role} in {production}".format(**names),
        mails.to_actor(guest, slot, session, url, **names),
        calendar=mails.calendar(guest, slot, names["production"], names["role"], url),
    )


async def _to_rep(
    desk: Desk,
    invited: Invited,
    client: Guest,
    slot: Slot,
    session: Session,
    names: dict[str, str],
) -> None:
    guest, url = invited.guest, invited.url
    await _queue(
        desk,
        guest,
        "{client} auditions for {role} in {production}".format(
            client=isolated(client.name), **names
        ),
        mails.to_rep(guest, client, slot, session, url, **names),
        calendar=mails.calendar(
            guest, slot, names["production"], names["role"], url, client=client.name
        ),
    )


async def _to_company(
    desk: Desk, invited: Invited, session: Session, names: dict[str, str]
) -> None:
    guest, url = invited.guest, invited.url
    await _queue(
        desk,
        guest,
        mails.COMPANY_SUBJECTS[guest.role].format(session=isolated(session.title), **names),
        mails.to_company(guest, session, url, **names),
    )


async def _queue(
    desk: Desk, guest: Guest, subject: str, body: str, calendar: str | None = None
) -> None:
    """Queue a mail to a guest; what they answer goes to the member who wrote."""
    await mail_queue.queue(
        desk.connection,
        guest.email,
        subject,
        body,
        agency=desk.agency.id,
        calendar=calendar,
        reply_to=mailbox(desk.agency.name, desk.person.email),
        about=guest.id,
    )
