"""Candidates of the demo: some were thought of, some were decided on, nobody was told yet."""

from services.gateway.casting.candidates import actions
from services.gateway.casting.candidates.model import Kind, NewDecision
from services.gateway.casting.candidates.rounds import actions as rounds
from services.gateway.casting.candidates.rounds.model import NewRound
from services.gateway.casting.productions import store as productions
from services.gateway.web.desk import Desk
from shared.ids import ProductionId

# Whom the office thinks of beside those who are invited, and what it decided on each, in order.
CONSIDERED: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    ("李 小龍", ("select",)),
    ("محمد الأمين", ("select", "request")),
    ("Zoë Þórsdóttir", ("audition", "callback", "pin")),
    ("Ελένη Παπαδοπούλου", ("audition", "callback", "pin", "choose")),
    ("Siobhán Ní Bhriain", ("audition", "release")),
    ("அருண் குமார்", ()),
)


async def make(desk: Desk, production_id: ProductionId) -> None:
    """Have people considered for the first role, and a callback planned."""
    await rounds.add(desk, production_id, NewRound("callback", "Callback"))
    role = (await productions.roles(desk, production_id))[0]
    for name, kinds in CONSIDERED:
        candidate = await actions.consider_named(desk, role.id, name)
        for kind in kinds:
            decision = NewDecision(kind, candidate.version)
            candidate = await actions.decide(desk, candidate.id, decision)
