"""What a guest may do by their link: the lookup is the authorization."""

from collections.abc import Sequence
from uuid import UUID

from services.gateway.casting.auditions import participants, store
from services.gateway.casting.auditions.guests import store as guest_store
from services.gateway.casting.auditions.guests import times
from services.gateway.casting.auditions.model import Guest, Slot, Visit
from services.gateway.casting.auditions.participants import Participant
from services.gateway.casting.productions import store as productions
from services.gateway.casting.productions.model import SidesNotFound
from services.gateway.identity.access_links import actions as access_links
from services.gateway.platform import audit
from services.gateway.platform.audit.viewing import Viewing
from services.gateway.web.desk import Office
from services.gateway.web.rendering.zones import OFFERED
from shared.ids import RoleId


async def arrive(visit: Visit) -> None:
    """Note the first time that a guest looks at what their link opens, or does something there."""
    if await access_links.note_opened(visit, visit.link):
        await audit.note(
            visit, visit.guest.who, "opened the link to", "session", visit.guest.session_id
        )


async def note_zone(visit: Visit, zone: str) -> None:
    """Keep where a guest is, by their browser: nobody is invited at night unasked."""
    if zone in OFFERED:
        await guest_store.note_zone(visit, visit.guest.id, zone)


async def auditioning(office: Office, guest: Guest) -> Guest | None:
    """Return whose audition a guest is there for: an actor their own, a rep their client's."""
    if guest.client_id:
        return await guest_store.guest(office, guest.client_id)
    return guest if guest.slot_id else None


async def slot_of(office: Office, guest: Guest) -> Slot | None:
    """Return the time of an actor, or of a rep's client."""
    actor = await auditioning(office, guest)
    return await store.slot(office, actor.slot_id) if actor and actor.slot_id else None


async def prepares(visit: Visit) -> list[RoleId]:
    """Return the roles whose sides a guest has: an actor and their rep the actor's, a reader the
    session's. Once the way into the room has ended there is nothing to prepare."""
    session = await store.session(visit, visit.guest.session_id)
    if visit.now > times.way_ends(session, await slot_of(visit, visit.guest)):
        return []
    theirs: Sequence[Slot | Participant]
    if visit.guest.role == "reader":
        theirs = await store.slots(visit, visit.guest.session_id)
    else:
        actor = await auditioning(visit, visit.guest)
        theirs = await participants.of_guest(visit, actor) if actor else []
    return list(dict.fromkeys(each.role_id for each in theirs if each.role_id))


async def own_sides(visit: Visit, sides_id: UUID) -> Viewing:
    """Return sides that a guest prepares, to be read.

    Raises:
        SidesNotFound: these are not theirs to read.
    """
    sides = await productions.sides(visit, sides_id)
    if sides.role_id not in await prepares(visit):
        raise SidesNotFound
    return Viewing(
        sides.object_key, visit.guest.who, "read", "sides", sides.id, file_name="sides.pdf"
    )
