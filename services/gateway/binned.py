"""What can be deleted into the bin, in the order in which it is offered."""

from services.gateway.casting.auditions.deleting.bin import BINNED as SESSIONS
from services.gateway.casting.candidates.bin import BINNED as CANDIDATES
from services.gateway.casting.candidates.rounds.bin import BINNED as ROUNDS
from services.gateway.casting.contacts.bin import BINNED as CONTACTS
from services.gateway.casting.evaluations.bin import BINNED as TAKES
from services.gateway.casting.lifecycle.bin import BINNED as PRODUCTIONS
from services.gateway.casting.roles.bin import BINNED as ROLES
from services.gateway.casting.roles.sides import BINNED as SIDES
from services.gateway.casting.talent.bin.binned import BINNED as TALENT
from services.gateway.casting.talent.reps.bin import BINNED as REPS
from services.gateway.platform.bin.model import Kinds

KINDS: Kinds = {
    each.kind: each
    for each in (
        *PRODUCTIONS,
        *ROLES,
        *SIDES,
        *ROUNDS,
        *SESSIONS,
        *TAKES,
        *CANDIDATES,
        *TALENT,
        *REPS,
        *CONTACTS,
    )
}


async def provide_bin_kinds() -> Kinds:
    return KINDS
