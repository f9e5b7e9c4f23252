"""Pages and API of candidates: who is considered for a role, and what was decided."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from litestar import Controller, Request, delete, get, post
from litestar.params import FromPath, JSONBody
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from services.gateway.casting.candidates import (
    actions,
    confirmations,
    history,
    lists,
    store,
)
from services.gateway.casting.candidates import bin as bin_
from services.gateway.casting.candidates.answers import store as answers
from services.gateway.casting.candidates.history import History
from services.gateway.casting.candidates.model import (
    CANDIDATES,
    DECISIONS,
    STATUSES,
    Candidate,
    Decision,
    Kinds,
    NamedCandidate,
    NewCandidate,
    NewDecision,
    NewDecisions,
    NewPart,
    Through,
)
from services.gateway.casting.candidates.rounds import store as rounds
from services.gateway.casting.productions import store as productions
from services.gateway.casting.talent import store as talent_store
from services.gateway.platform.mail import records as mail_records
from services.gateway.web import confirmation, forms, listing, urls
from services.gateway.web.dependencies import OpenDesk, require
from services.gateway.web.desk import Desk
from services.gateway.web.listing import Page
from services.gateway.web.permissions import Permission
from services.gateway.web.rendering import undo
from services.gateway.web.rendering.redirects import Form, see_other
from shared.texts import gettext_noop

_Request = Request[Any, Any, Any]


class CandidatePages(Controller):
    """Pages of candidates, for who decides."""

    include_in_schema = False
    dependencies = require(Permission.REVIEW)

    @get("/roles/{role_id:uuid}/candidates")
    async def candidates(
        self, role_id: FromPath[UUID], request: _Request, desk: OpenDesk
    ) -> Template:
        role, asked = await productions.role(desk, role_id), listing.read(CANDIDATES, request)
        return Template(
            "casting/candidates/pages/candidates.html",
            context={
                "desk": desk,
                "role": role,
                "production": await productions.production(desk, role.production_id),
                "asked": asked,
                "page": await lists.candidates(desk, role.id, asked),
                "statuses": STATUSES,
                "decisions": DECISIONS,
            },
        )

    @post("/roles/{role_id:uuid}/candidates", dependencies=require(Permission.CAST))
    async def consider(self, role_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        await actions.consider_named(desk, role_id, forms.read(NamedCandidate, data).name)
        return see_other(urls.candidates(role_id))

    @post("/roles/{role_id:uuid}/candidates/decisions")
    async def decide_on_several(
        self, role_id: FromPath[UUID], data: Form, desk: OpenDesk
    ) -> Redirect:
        kind, chosen = forms.read(Kinds, data).kind, listing.chosen(CANDIDATES, data)
        if chosen.all:
            confirmation.ask(data, await confirmations.of_several(desk, role_id, kind, chosen))
        new = NewDecisions(kind, None, chosen.ids, chosen.all, chosen.q, chosen.filters)
        await actions.decide_on_several(desk, role_id, new)
        return see_other(urls.candidates(role_id))

    @get("/candidates/{candidate_id:uuid}")
    async def candidate(self, candidate_id: FromPath[UUID], desk: OpenDesk) -> Template:
        candidate = await store.candidate(desk, candidate_id)
        return Template(
            "casting/candidates/pages/candidate.html", context=await _shown(desk, candidate)
        )

    @post("/candidates/{candidate_id:uuid}/decisions")
    async def decide(self, candidate_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        candidate = await actions.decide(desk, candidate_id, forms.read(NewDecision, data))
        return see_other(urls.candidate(candidate.id))

    @post("/candidates/{candidate_id:uuid}/told-through")
    async def tell_through(
        self, candidate_id: FromPath[UUID], data: Form, desk: OpenDesk
    ) -> Redirect:
        candidate = await actions.tell_through(desk, candidate_id, forms.read(Through, data))
        return see_other(urls.candidate(candidate.id))

    @post("/candidates/{candidate_id:uuid}/delete", dependencies=require(Permission.CAST))
    async def delete(self, candidate_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        candidate = await store.candidate(desk, candidate_id)
        confirmation.ask(data, await bin_.doubts(desk, candidate), action=gettext_noop("Delete"))
        await bin_.delete(desk, candidate.id)
        onward = urls.candidates(candidate.role_id)
        return undo.offer(desk, onward, "candidate", candidate.id, candidate.name)


async def _shown(desk: Desk, candidate: Candidate) -> dict[str, Any]:
    given = await answers.of_candidates(desk, [candidate.id])
    mails = [each.mail_id for each in given if each.mail_id]
    return {
        "desk": desk,
        "candidate": candidate,
        "production": await productions.production(desk, candidate.production_id),
        "decided": await store.decisions(desk, [candidate.id]),
        "answers": {each.decision_id: each for each in reversed(given)},
        "reps": await store.reps(desk, candidate.talent_id),
        "rounds": {each.id: each for each in await rounds.rounds(desk, candidate.production_id)},
        "mails": await mail_records.about(desk.connection, [each.id for each in given], mails),
        "statuses": STATUSES,
        "decisions": DECISIONS,
    }


class HistoryPages(Controller):
    """What somebody was considered for, as a part of their page."""

    include_in_schema = False
    dependencies = require(Permission.PEOPLE)

    @get("/talent/{talent_id:uuid}/history")
    async def history(self, talent_id: FromPath[UUID], desk: OpenDesk) -> Template:
        talent = await talent_store.talent(desk, talent_id)
        return Template(
            "casting/candidates/pages/history.html",
            context={
                "desk": desk,
                "talent": talent,
                "considered": await history.considered(desk, talent.id),
                "records": await history.records(desk, talent.id),
                "parts": await history.open_parts(desk, talent.id),
                "statuses": STATUSES,
                "decisions": DECISIONS,
            },
        )

    @post("/talent/{talent_id:uuid}/candidates", dependencies=require(Permission.CAST))
    async def consider_for(self, talent_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        part = forms.read(NewPart, data)
        candidate = await actions.consider(desk, part.role_id, talent_id)
        return see_other(urls.candidate(candidate.id))


class CandidateApi(Controller):
    """Candidates and decisions, for programs."""

    path = "/api/v1"
    tags = ["candidates"]
    dependencies = require(Permission.REVIEW)

    @get("/roles/{role_id:uuid}/candidates", operation_class=listing.described(CANDIDATES))
    async def list_candidates(
        self, role_id: FromPath[UUID], request: _Request, desk: OpenDesk
    ) -> Page[Candidate]:
        """List who is considered for a role."""
        role = await productions.role(desk, role_id)
        return await lists.candidates(desk, role.id, listing.read(CANDIDATES, request))

    @post("/roles/{role_id:uuid}/candidates", dependencies=require(Permission.CAST))
    async def add_candidate(
        self, role_id: FromPath[UUID], data: JSONBody[NewCandidate], desk: OpenDesk
    ) -> Candidate:
        """Have talent considered for a role; who is already stays as they are."""
        return await actions.consider(desk, role_id, data.talent_id)

    @post("/roles/{role_id:uuid}/candidates/decisions")
    async def decide_on_candidates(
        self, role_id: FromPath[UUID], data: JSONBody[NewDecisions], desk: OpenDesk
    ) -> Sequence[Candidate]:
        """Make one decision on those of `ids`, or all, that match: on all of them, or on none."""
        return await actions.decide_on_several(desk, role_id, data)

    @get("/candidates/{candidate_id:uuid}")
    async def get_candidate(self, candidate_id: FromPath[UUID], desk: OpenDesk) -> Candidate:
        """Look a candidate up."""
        return await store.candidate(desk, candidate_id)

    @delete(
        "/candidates/{candidate_id:uuid}",
        status_code=204,
        dependencies=require(Permission.CAST),
    )
    async def delete_candidate(self, candidate_id: FromPath[UUID], desk: OpenDesk) -> None:
        """Delete a candidate, with what was decided. For 30 days they can be restored."""
        await bin_.delete(desk, candidate_id)

    @get("/talent/{talent_id:uuid}/history", dependencies=require(Permission.PEOPLE))
    async def list_history(self, talent_id: FromPath[UUID], desk: OpenDesk) -> History:
        """List what somebody was considered for in all productions, and what stays of those that
        were deleted."""
        talent = await talent_store.talent(desk, talent_id)
        return History(
            await history.considered(desk, talent.id), await history.records(desk, talent.id)
        )

    @get("/candidates/{candidate_id:uuid}/decisions")
    async def list_decisions(self, candidate_id: FromPath[UUID], desk: OpenDesk) -> list[Decision]:
        """List all decisions on a candidate, the newest first."""
        candidate = await store.candidate(desk, candidate_id)
        return await store.decisions(desk, [candidate.id])

    @post("/candidates/{candidate_id:uuid}/decisions")
    async def decide_on_candidate(
        self, candidate_id: FromPath[UUID], data: JSONBody[NewDecision], desk: OpenDesk
    ) -> Candidate:
        """Make a decision on a candidate, who is not told of it by that."""
        return await actions.decide(desk, candidate_id, data)

    @post("/candidates/{candidate_id:uuid}/told-through")
    async def choose_told_through(
        self, candidate_id: FromPath[UUID], data: JSONBody[Through], desk: OpenDesk
    ) -> Candidate:
        """Choose through whom a candidate is told: the person, a rep, both, or the guardian."""
        return await actions.tell_through(desk, candidate_id, data)


ROUTES: Sequence[ControllerRouterHandler] = (CandidatePages, HistoryPages, CandidateApi)
