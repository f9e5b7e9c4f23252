"""The office asks guardians; they agree, say no, and withdraw, each for themselves."""

from uuid import UUID

from services.gateway.casting.productions import store as productions
from services.gateway.casting.productions.model import Production
from services.gateway.casting.talent import origin
from services.gateway.casting.talent import store as talent_store
from services.gateway.casting.talent.guardians import agreements, store
from services.gateway.casting.talent.guardians.asking import mails
from services.gateway.casting.talent.guardians.asking.model import (
    Asking,
    GuardianVisit,
    NothingToWithdraw,
    Reply,
    WordsChanged,
    digest,
    words,
)
from services.gateway.casting.talent.guardians.model import Guardian
from services.gateway.casting.talent.model import Talent
from services.gateway.identity.access_links import actions as access_links
from services.gateway.platform import audit, mail
from services.gateway.platform.mail import Letter, NewMail, Thing, quotas
from services.gateway.web import urls
from services.gateway.web.desk import Desk, Office
from shared.ids import ProductionId, TalentId
from shared.lines import isolated


async def ask(desk: Desk, guardian_id: UUID, asking: Asking) -> TalentId:
    """Mail a guardian a link of their own; return whose guardian they are. Earlier links stay good.

    Raises:
        GuardianNotFound, TalentNotFound, ProductionNotFound, ReadOnly, TooManyMails
        Invalid: a name in it may not be there before the office's first payment.
    """
    guardian = await store.guardian(desk, guardian_id)
    child = await talent_store.talent(desk, guardian.talent_id)
    production = await productions.changeable(desk, asking.production_id)
    await _mail(desk, guardian, child, production)
    await audit.note(desk, desk.who, "asked a guardian to agree for", "talent", child.id)
    return child.id


async def beside(
    desk: Desk, guardian_id: UUID, child: str, production_id: ProductionId, letter: Letter
) -> Letter:
    """Add to a letter about a child's audition, which goes to a guardian, a link of their own."""
    return mails.beside(letter, child, await _issue(desk, guardian_id, production_id))


async def _mail(desk: Desk, guardian: Guardian, child: Talent, production: Production) -> None:
    names = [desk.agency.name, production.title, child.name, guardian.name]
    level = await quotas.allow(desk, guardian.email, names, again=True)
    url = await _issue(desk, guardian.id, production.id)
    letter = mails.asked(guardian.name, child.name, production.title, desk.agency.name, url)
    letter = await origin.introduced(desk, f"guardian:{guardian.id}", letter)
    new = NewMail(
        kind="agreement",
        recipient=guardian.email,
        who=f"guardian:{guardian.id}",
        letter=quotas.plainly(level, isolated(desk.agency.name), letter),
        about=Thing("talent", child.id, production.id),
        sender=quotas.sender(desk, level),
        by=desk.person.id,
    )
    await mail.queue(desk.connection, new, desk.agency.id)


async def _issue(desk: Desk, guardian_id: UUID, production_id: ProductionId) -> str:
    """Return the address of a new link; it is good for as long as the production is kept."""
    token = await access_links.issue(desk, "agreement", guardian_id, production_id)
    return desk.public_url + urls.agree(token.text)


async def holder(office: Office, guardian_id: UUID) -> tuple[Guardian, Talent]:
    """Return who holds a link, and for whom they answer, who may lie in the bin: what was agreed to
    can be taken back for as long as anything of it is kept.

    Raises:
        GuardianNotFound, TalentNotFound
    """
    guardian = await store.guardian(office, guardian_id)
    return guardian, await talent_store.talent(office, guardian.talent_id, in_bin=True)


async def arrive(visit: GuardianVisit) -> None:
    """Note the first time that a guardian looks at what their link opens."""
    if await access_links.note_opened(visit, visit.link):
        await audit.note(visit, visit.who, "was asked to agree for", "talent", visit.child.id)


async def words_of(visit: GuardianVisit) -> str:
    """Return what a guardian is asked to agree to."""
    production = await productions.production(visit, visit.production_id)
    return words(visit.child.name, visit.agency.name, production.title)


async def answer(visit: GuardianVisit, reply: Reply) -> None:
    """Write down a yes or a no to the words that a guardian was shown, unless they said it before.

    Raises:
        WordsChanged: they were shown other words.
    """
    asked = await words_of(visit)
    if reply.shown != digest(asked):
        raise WordsChanged
    agreed = reply.answer == "yes"
    last = await agreements.said_last(visit, visit.guardian.id, visit.production_id)
    if last and last.says(asked, agreed=agreed):
        return
    await agreements.add(visit, visit.guardian, visit.production_id, asked, agreed=agreed)
    act = "agreed to recordings of" if agreed else "did not agree to recordings of"
    await audit.note(visit, visit.who, act, "talent", visit.child.id)


async def withdraw(visit: GuardianVisit) -> None:
    """Take back what a guardian agreed to, whoever wrote it down. A take that runs is stopped by
    rooms, which asks while it does.

    Raises:
        NothingToWithdraw
    """
    last = await agreements.said_last(visit, visit.guardian.id, visit.production_id)
    if last is None or not await agreements.withdraw(visit, last.id):
        raise NothingToWithdraw
    await audit.note(visit, visit.who, "withdrew for", "talent", visit.child.id)
