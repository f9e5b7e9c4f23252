"""Who is invited as somebody's rep: found again by address and name, or written down."""

from uuid import UUID

from services.gateway.casting.talent.model import Talent
from services.gateway.casting.talent.reps import representations, store
from services.gateway.casting.talent.reps.model import Firm, Rep, RepFields
from services.gateway.platform import audit
from services.gateway.web.desk import Desk
from shared.addresses import Address
from shared.ids import RepFirmId, RepId, new_id


async def rep_of(desk: Desk, talent: Talent, name: str, firm: str, address: Address) -> Rep:
    """Return the rep with this address and name, who represents the talent from now on."""
    rep = await _found(desk, name, address) or await _added(desk, name, firm, address)
    if all(each.rep_id != rep.id for each in await representations.of_talent(desk, talent.id)):
        await representations.begin(desk, talent, rep, "")
        await audit.note(desk, desk.who, "added a rep to", "talent", talent.id)
    return rep


async def _found(desk: Desk, name: str, address: Address) -> Rep | None:
    found: UUID | None = await desk.connection.fetchval(
        """SELECT id FROM rep WHERE email = $1 AND deleted_at IS NULL
            AND sort_name = lower(extensions.unaccented($2))
        ORDER BY id LIMIT 1""",
        address.key,
        name,
    )
    return await store.rep(desk, found) if found else None


async def _added(desk: Desk, name: str, firm: str, address: Address) -> Rep:
    key, firm_id = RepId(new_id()), await _firm(desk, firm)
    await store.add_rep(desk, key, RepFields(name=name, firm_id=firm_id, email=address.typed))
    await audit.note(desk, desk.who, "added", "rep", key)
    return Rep(id=key, name=name, firm_id=firm_id, email=address.typed)


async def _firm(desk: Desk, name: str) -> RepFirmId:
    """Return the firm of this name that somebody sees, or a new one."""
    for known in await store.firms(desk):
        if known.name.casefold() == name.casefold():
            return known.id
    new = Firm(id=RepFirmId(new_id()), name=name)
    await store.add_firm(desk, new)
    await audit.note(desk, desk.who, "added", "rep firm", new.id)
    return new.id
