"""What can be deleted into the bin, in the order in which it is offered."""

from services.gateway.casting.contacts.bin import BINNED as CONTACTS
from services.gateway.casting.lifecycle.bin import BINNED as PRODUCTIONS
from services.gateway.casting.roles.bin import BINNED as ROLES
from services.gateway.casting.talent.bin.binned import BINNED as TALENT
from services.gateway.casting.talent.reps.bin import BINNED as REPS
from services.gateway.platform.bin.model import Kinds

KINDS: Kinds = {each.kind: each for each in (*PRODUCTIONS, *ROLES, *TALENT, *REPS, *CONTACTS)}


async def provide_bin_kinds() -> Kinds:
    return KINDS
