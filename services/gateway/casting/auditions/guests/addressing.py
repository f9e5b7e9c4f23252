"""Whom mails about a guest go to: of an actor, who is told for the candidate that they are."""

from collections.abc import Sequence

from services.gateway.casting.auditions import participants
from services.gateway.casting.auditions.model import Guest
from services.gateway.casting.candidates.recipients import Recipient, recipients_of
from services.gateway.web.desk import Office


async def addressees(office: Office, guest: Guest) -> Sequence[Recipient]:
    """Return the guest, as they were invited, or their rep or guardian in their place or beside.

    Raises:
        NobodyToTell: they are a child without a guardian, or their rep has no address.
    """
    invited = Recipient("person", guest.name, guest.email, guest.who)
    there = await participants.of_guest(office, guest)
    if not there:
        return [invited]
    found = await recipients_of(office, there[0].candidate_id)
    return [invited if each.role == "person" else each for each in found]
