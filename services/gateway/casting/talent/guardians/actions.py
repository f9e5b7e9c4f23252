"""Writes down who answers for a child, what they agreed to, and when the child was born."""

from uuid import UUID

from services.gateway.casting.productions import store as productions
from services.gateway.casting.talent import actions as talent_actions
from services.gateway.casting.talent import store as talent_store
from services.gateway.casting.talent.guardians import agreements, store
from services.gateway.casting.talent.guardians.model import (
    Birth,
    GuardianFields,
    GuardianNotFound,
    NewAgreement,
    NotAMinor,
    Readers,
)
from services.gateway.casting.talent.model import Talent
from services.gateway.identity.access_links import actions as access_links
from services.gateway.platform import audit
from services.gateway.web.desk import Desk
from shared import addresses
from shared.errors import Invalid
from shared.ids import TalentId, new_id


async def add(desk: Desk, talent_id: UUID, fields: GuardianFields) -> UUID:
    """Write down who answers for a child; return the guardian's id.

    Raises:
        TalentNotFound, NotAMinor, Invalid
    """
    minor = await _minor(desk, talent_id)
    guardian_id = new_id()
    await store.add(desk, minor.id, guardian_id, fields)
    await talent_actions.note_change(desk, minor.id, "added a guardian of")
    return guardian_id


async def edit(desk: Desk, guardian_id: UUID, fields: GuardianFields) -> TalentId:
    """Return whose guardian it is. Links that went to another address end.

    Raises:
        GuardianNotFound, TalentNotFound, Invalid
    """
    guardian = await store.guardian(desk, guardian_id)
    talent = await talent_store.talent(desk, guardian.talent_id)
    await store.update(desk, guardian.id, fields)
    if addresses.comparable(guardian.email) != addresses.comparable(fields.email):
        await access_links.revoke(desk, [guardian.id])  # who has the other mailbox answers no more
    await talent_actions.note_change(desk, talent.id, "changed a guardian of")
    return talent.id


async def delete(desk: Desk, guardian_id: UUID) -> TalentId:
    """Return whose guardian it was. What they agreed to stays written down.

    Raises:
        GuardianNotFound, TalentNotFound
    """
    guardian = await store.guardian(desk, guardian_id)
    talent = await talent_store.talent(desk, guardian.talent_id)
    await store.delete(desk, guardian.id)
    await talent_actions.note_change(desk, talent.id, "removed a guardian of")
    return talent.id


async def agree(desk: Desk, talent_id: UUID, new: NewAgreement) -> UUID:
    """Write down that a guardian agreed, and return the agreement's id.

    Raises:
        TalentNotFound, NotAMinor, ProductionNotFound, ReadOnly
        GuardianNotFound: they are not this child's.
    """
    minor = await _minor(desk, talent_id)
    guardian = await store.guardian(desk, new.guardian_id)
    if guardian.talent_id != minor.id:
        raise GuardianNotFound
    production = await productions.changeable(desk, new.production_id)
    agreement_id = await agreements.add(
        desk, guardian, production.id, new.words, noted_by=desk.person.id
    )
    await audit.note(desk, desk.who, "noted a guardian's agreement for", "talent", minor.id)
    return agreement_id


async def withdraw(desk: Desk, agreement_id: UUID) -> TalentId:
    """Write down that a guardian agrees no more; return for whom. Repeating changes nothing.

    Raises:
        AgreementNotFound
    """
    agreement = await agreements.agreement(desk, agreement_id)
    if await agreements.withdraw(desk, agreement.id):
        act = "noted that a guardian withdrew for"
        await audit.note(desk, desk.who, act, "talent", agreement.talent_id)
    return agreement.talent_id


async def read_birth(desk: Desk, talent_id: UUID) -> Birth | None:
    """Return when a child was born, with a line in the log; None where nobody wrote it down.

    Raises:
        TalentNotFound, NotNamed
    """
    talent = await talent_store.talent(desk, talent_id)
    born = await store.birth(desk, talent.id)
    await audit.note(desk, desk.who, "read the month of birth of", "talent", talent.id)
    return born


async def put_birth(desk: Desk, talent_id: UUID, born: Birth) -> None:
    """Write down when a child was born.

    Raises:
        TalentNotFound, NotAMinor, NotNamed
    """
    minor = await _minor(desk, talent_id)
    await store.put_birth(desk, minor.id, born)
    await audit.note(desk, desk.who, "wrote down the month of birth of", "talent", minor.id)


async def name_readers(desk: Desk, new: Readers) -> None:
    """Name who reads months of birth.

    Raises:
        Invalid: one of them is not a member who sees talent.
    """
    members = {reader.id for reader in await store.readers(desk)}
    if not members.issuperset(new.readers):
        raise Invalid(readers="Somebody whom you named is not a member who sees talent.")
    await store.name_readers(desk, new.readers)
    await audit.note(desk, desk.who, "named who reads", "months of birth", None)


async def _minor(desk: Desk, talent_id: UUID) -> Talent:
    """Raises TalentNotFound, NotAMinor."""
    talent = await talent_store.talent(desk, talent_id)
    if not talent.minor:
        raise NotAMinor
    return talent
