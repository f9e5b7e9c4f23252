"""Two more productions of the demo: a film and a stage play, with roles and people at each step."""

from collections.abc import Sequence

import msgspec

from services.gateway.casting.candidates import actions as candidates
from services.gateway.casting.candidates.model import Kind, NewDecision
from services.gateway.casting.candidates.rounds import actions as rounds
from services.gateway.casting.candidates.rounds.model import NewRound
from services.gateway.casting.productions import actions as productions
from services.gateway.casting.productions.model import NewProduction, NewRole, RoleState
from services.gateway.casting.roles import actions as roles
from services.gateway.web.desk import Desk
from services.gateway.web.editing import Edit


class Part(msgspec.Struct, frozen=True):
    """A role, how far it is, and who is considered for it, with the decisions in their order."""

    name: str
    breakdown: str
    state: RoleState
    considered: Sequence[tuple[str, tuple[Kind, ...]]] = ()


FILM = NewProduction("The Lighthouse at Skerryvore", "Pearl River Pictures")
PLAY = NewProduction("Three Sisters", "Theatre by the Water")

FILM_PARTS: Sequence[Part] = (
    Part(
        "Agnes",
        "Keeps the light alone since the boat was lost. 60 to 80. Gaelic is welcome.",
        "casting",
        (
            ("Dorothy “Dot” Ainsworth", ("select",)),
            ("Rosa Delgado", ("select", "request")),
            ("王秀英", ()),
            ("מרים לוי", ("audition",)),
        ),
    ),
    Part(
        "The boy",
        "Washed ashore. Says little, sees all. 9 to 12.",
        "casting",
        (("Leo Brandt", ("select",)), ("Zoë Okafor", ("select",)), ("Inés Quispe", ())),
    ),
    Part(
        "Inspector Rae",
        "Comes with the first ferry and the wrong questions. 35 to 55. Any gender.",
        "callbacks",
        (
            ("ਹਰਪ੍ਰੀਤ ਸਿੰਘ", ("audition", "callback")),
            ("Kai Nakoa", ("audition", "callback", "pin")),
            ("Ṣadé Adéwálé", ("audition", "callback", "pin")),
            ("Дмитро Коваль", ("audition", "release")),
        ),
    ),
)
PLAY_PARTS: Sequence[Part] = (
    Part("Olga", "The eldest. Tired, and holds the house together. 28 to 45.", "callbacks"),
    Part(
        "Masha",
        "Whistles. Loves the wrong officer. 25 to 40.",
        "cast",
        (
            ("Юлія Шевченко", ("audition", "callback", "pin", "choose")),
            ("ليلى حدّاد", ("audition", "callback", "release")),
        ),
    ),
    Part(
        "Irina",
        "The youngest. Work will save her, she says. 20 to 28.",
        "casting",
        (
            ("Amina Warsame", ("select",)),
            ("Jamie Whitlock", ("audition",)),
            ("김서연", ("select", "request")),
        ),
    ),
    Part("Vershinin", "Talks of the life in two hundred years. 40 to 55.", "draft"),
)


async def film(desk: Desk) -> None:
    await _make(desk, FILM, FILM_PARTS)


async def play(desk: Desk) -> None:
    await _make(desk, PLAY, PLAY_PARTS)


async def _make(desk: Desk, new: NewProduction, parts: Sequence[Part]) -> None:
    production = await productions.start(desk, new)
    await rounds.add(desk, production.id, NewRound("callback", "Callback"))
    for part in parts:
        role = await productions.add_role(
            desk, production.id, NewRole(part.name, part.breakdown), None
        )
        await roles.edit(desk, role.id, Edit(role.version, {"state": part.state}))
        for name, kinds in part.considered:
            candidate = await candidates.consider_named(desk, role.id, name)
            for kind in kinds:
                decision = NewDecision(kind, candidate.version)
                candidate = await candidates.decide(desk, candidate.id, decision)
