"""More of the demo's roles, each as far as it is; one that was a mistake, and a production that is
put aside."""

from uuid import UUID

from services.gateway.casting.lifecycle import actions as lifecycle
from services.gateway.casting.productions import actions as productions
from services.gateway.casting.productions.model import NewProduction, NewRole, RoleState
from services.gateway.casting.roles import actions
from services.gateway.web.desk import Desk
from services.gateway.web.editing import Edit

ROLES: tuple[tuple[NewRole, RoleState], ...] = (
    (NewRole("Orsino", "A duke in love with being in love. 30 to 45."), "callbacks"),
    (NewRole("Feste", "The fool, who is none. Sings. Any age."), "cast"),
    (NewRole("Malvolio", "Steward. Smiles once, and should not."), "draft"),
)
LAST_YEAR = "The Winter's Tale"


async def make(desk: Desk, production_id: UUID) -> None:
    for new, state in ROLES:
        role = await productions.add_role(desk, production_id, new, None)
        await actions.edit(desk, role.id, Edit(role.version, {"state": state}))
    mistake = await productions.add_role(desk, production_id, NewRole("Violet"), None)
    await actions.delete(desk, mistake.id)


async def put_aside(desk: Desk) -> None:
    last_year = await productions.start(desk, NewProduction(LAST_YEAR, "Demo Films"))
    await lifecycle.archive(desk, last_year.id, archived=True)
