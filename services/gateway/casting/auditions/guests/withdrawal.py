"""Withdraws an invitation: its link ends, and a mail says so."""

from uuid import UUID

from services.gateway.casting.auditions import store
from services.gateway.casting.auditions.guests import calendars
from services.gateway.casting.auditions.guests import store as guest_store
from services.gateway.casting.auditions.guests.addressing import addressees
from services.gateway.casting.auditions.model import Guest
from services.gateway.casting.auditions.replies import knowledge
from services.gateway.casting.productions import store as productions
from services.gateway.identity.access_links import actions as access_links
from services.gateway.platform import audit, mail
from services.gateway.platform.mail import NewMail, Thing, quotas
from services.gateway.web.desk import Desk
from shared.lines import isolated
from shared.texts import gettext_noop

_MAIL = gettext_noop("""Hello {name},

{agency} has withdrawn your invitation to "{session}" for {production}. Your personal link does not
open anything any more, and there is nothing for you to do.

{words}

If you have a question, answer this mail: it goes to who invited you.

{agency}, with Callboard
""")


async def doubts(desk: Desk, guest_id: UUID) -> list[str]:
    """Say what withdrawing an invitation means.

    Raises:
        GuestNotFound
    """
    guest = await guest_store.guest(desk, guest_id)
    mailed = "They are told by mail."
    if any(await guest_store.with_links(desk, guest.id, reps_only=True)):
        mailed = "They and their rep are told by mail."
    return [f"The personal link of {isolated(guest.name)} ends at once. {mailed}"]


async def withdraw(desk: Desk, guest_id: UUID, words: str = "") -> Guest:
    """Revoke a guest's link, an actor's reps' with it, and mail those whose link was still good and
    who know that they were invited; `words` is a line of the office's.

    Raises:
        GuestNotFound
    """
    guest = await guest_store.guest(desk, guest_id)
    for each in await guest_store.with_links(desk, guest.id):
        if await knowledge.was_told(desk, each.id):
            await _mail(desk, each, words)
    await access_links.revoke(desk, await guest_store.with_reps(desk, guest.id))
    await audit.note(desk, desk.who, "withdrew the link of", "guest", guest.id)
    return guest


async def _mail(desk: Desk, guest: Guest, words: str) -> None:
    session = await store.session(desk, guest.session_id)
    production = await productions.production(desk, session.production_id)
    letter = mail.letter(
        "Your invitation to {session}, {production}, was withdrawn",
        _MAIL,
        name=isolated(guest.name),
        agency=isolated(desk.agency.name),
        session=isolated(session.title),
        production=isolated(production.title),
        words=words,
    )
    sender, cancelled = await quotas.sender_at(desk), await calendars.cancel(desk, guest, session)
    for recipient in await addressees(desk, guest):
        new = NewMail(
            kind="withdrawal",
            recipient=recipient.email,
            who=recipient.who,
            letter=letter,
            about=Thing("guest", guest.id, session.production_id),
            sender=sender,
            calendar=cancelled,
        )
        await mail.queue(desk.connection, new, desk.agency.id)
