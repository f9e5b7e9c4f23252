"""Whether children may be recorded: a guardian has to agree beside the child.

The gateway keeps what guardians agreed to; it is asked in the transaction that begins a take, and
again while one runs, since an agreement is given, and withdrawn, while people are inside.
"""

from collections.abc import Mapping
from uuid import UUID

from services.rooms.protocol.errors import GuardianMissing
from shared.lines import isolated
from shared.tenancy import Connection


async def agreed(tx: Connection, names: Mapping[str, str]) -> None:
    """See that guardians agree for each child of some people; `names` are theirs by who they are.

    Raises:
        GuardianMissing: it names the children.
    """
    if children := await unagreed(tx, names):
        raise GuardianMissing(f"No guardian has agreed that {children} may be recorded.")


async def unagreed(tx: Connection, names: Mapping[str, str]) -> str:
    """Name the children among some people for whom no agreement counts now; "" without any."""
    guests = {UUID(who.removeprefix("guest:")): who for who in names if who.startswith("guest:")}
    if not guests:
        return ""
    rows = await tx.fetch(
        "SELECT guest_id FROM gateway_unagreed_minor_v1 WHERE guest_id = ANY($1::uuid[])",
        [*guests],
    )
    return ", ".join(isolated(names[guests[row["guest_id"]]]) for row in rows)
