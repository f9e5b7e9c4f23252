"""Candidates of the demo: some were thought of, some were decided on, nobody was told yet."""

from services.gateway.casting.candidates import actions
from services.gateway.casting.candidates.model import Kind, NewDecision
from services.gateway.casting.candidates.rounds import actions as rounds
from services.gateway.casting.candidates.rounds.model import NewRound
from services.gateway.casting.talent import store as talent_store
from services.gateway.web.desk import Desk
from shared import addresses
from shared.ids import ProductionId, RoleId

# Whom the office thinks of beside those who are invited, and what it decided on each, in order.
CONSIDERED: tuple[tuple[str, str, tuple[Kind, ...]], ...] = (
    ("李 小龍", "xiaolong@actors.test", ("select",)),
    ("محمد الأمين", "mohammed@actors.test", ("select", "request")),
    ("Zoë Þórsdóttir", "zoe@actors.test", ("audition", "callback", "pin")),
    ("Ελένη Παπαδοπούλου", "eleni@actors.test", ("audition", "callback", "pin", "choose")),
    ("Siobhán Ní Bhriain", "siobhan@actors.test", ("audition", "release")),
    ("அருண் குமார்", "arun@actors.test", ()),
)


async def make(desk: Desk, production_id: ProductionId, role_id: RoleId) -> None:
    """Have people considered for a role, and a callback planned."""
    await rounds.add(desk, production_id, NewRound("callback", "Callback"))
    for name, email, kinds in CONSIDERED:
        talent = await talent_store.find_or_add(desk, name, addresses.read(email))
        candidate = await actions.consider(desk, role_id, talent.id)
        for kind in kinds:
            decision = NewDecision(kind, candidate.version)
            candidate = await actions.decide(desk, candidate.id, decision)
