"""What guests may always do, whether their casting office pays or not: withdraw their consent to
be recorded, say whether their takes are kept for other parts, and ask."""

from datetime import UTC, datetime, time, timedelta

from services.gateway.casting.auditions import store
from services.gateway.casting.auditions.guests import presence
from services.gateway.casting.auditions.guests import store as guest_store
from services.gateway.casting.auditions.model import (
    InTheRoomNow,
    Keeping,
    NeverAgreed,
    NotAuditioning,
    Question,
    TooManyQuestions,
    Visit,
)
from services.gateway.casting.productions import store as productions
from services.gateway.casting.talent import store as talent_store
from services.gateway.platform import audit, mail
from services.gateway.platform.mail import NewMail, Thing, quotas
from shared.bus import outbox
from shared.errors import Invalid
from shared.events.gateway import ConsentWithdrawn
from shared.ids import TalentId
from shared.lines import isolated
from shared.texts import gettext_noop

QUESTIONS_A_DAY = 5
LONGEST_KEPT = timedelta(days=5 * 365)

_MAIL = gettext_noop("""Hello,

{name} ({email}) asks about {production}, "{session}":

{question}

You can answer by writing to {email}.

Callboard
""")


async def withdraw_consent(visit: Visit) -> None:
    """Publish that somebody withdraws their consent; rooms, which keeps the ledger, records it.

    Raises:
        NeverAgreed: there is nothing to take back.
        InTheRoomNow: there they say so, and it counts at once.
    """
    guest = visit.guest
    if not await presence.agreed(visit, guest.session_id, guest.who):
        raise NeverAgreed
    if await presence.is_there(visit, guest.session_id, guest.who):
        raise InTheRoomNow
    session = await store.session(visit, guest.session_id)
    await audit.note(visit, guest.who, "withdrew consent to", "session", session.id)
    await outbox.publish(
        visit.connection,
        "gateway",
        ConsentWithdrawn(
            agency_id=visit.agency.id,
            production_id=session.production_id,
            session_id=session.id,
            guest_id=guest.id,
        ),
    )


async def keep(visit: Visit, keeping: Keeping) -> None:
    """Let the office watch an actor's takes for other parts also, to the end of a day in UTC. It is
    apart from the consent to be recorded, and given for nothing unless they say so.

    Raises:
        NotAuditioning
        Invalid: the day is over, or too far away.
    """
    talent_id = _own(visit)
    if not visit.now.date() < keeping.until <= (visit.now + LONGEST_KEPT).date():
        raise Invalid(until="Please choose a day within the next five years.")
    until = datetime.combine(keeping.until, time.max, UTC)
    await talent_store.keep_takes(visit, talent_id, until)
    act = f"lets takes be watched for other parts until {keeping.until} of"
    await audit.note(visit, visit.guest.who, act, "talent", talent_id)


async def keep_no_longer(visit: Visit) -> None:
    """Take back that takes are watched for other parts. Repeating changes nothing.

    Raises:
        NotAuditioning
    """
    talent_id = _own(visit)
    await talent_store.keep_takes(visit, talent_id, None)
    act = "lets takes be watched for other parts no more of"
    await audit.note(visit, visit.guest.who, act, "talent", talent_id)


def _own(visit: Visit) -> TalentId:
    if visit.guest.role != "actor" or visit.guest.talent_id is None:
        raise NotAuditioning
    return visit.guest.talent_id


async def ask(visit: Visit, question: Question) -> None:
    """Mail a guest's question to who invited them, or to the owners where that member has left.

    Raises:
        TooManyQuestions
    """
    guest = visit.guest
    session = await store.session(visit, guest.session_id)
    production = await productions.production(visit, session.production_id)
    letter = mail.letter(
        "A question from {name}",
        _MAIL,
        name=isolated(guest.name),
        email=guest.email,
        production=isolated(production.title),
        session=isolated(session.title),
        question=question.message,
    )
    about = Thing("guest", guest.id, session.production_id)
    for email in await guest_store.who_answers(visit, guest.id):
        counts = await quotas.counted(visit.connection, guest.id, email)
        if counts.person_day >= QUESTIONS_A_DAY:
            raise TooManyQuestions
        new = NewMail(kind="question", recipient=email, letter=letter, about=about, by=guest.id)
        await mail.queue(visit.connection, new, visit.agency.id)
    await audit.note(visit, guest.who, "asked about", "session", session.id)
