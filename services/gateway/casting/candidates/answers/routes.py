"""The sheet "Tell them", and the answer to one candidate, as pages and API."""

from collections.abc import Sequence
from uuid import UUID

from litestar import Controller, get, post
from litestar.params import FromPath, JSONBody
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from services.gateway.casting.candidates import recipients
from services.gateway.casting.candidates import store as candidate_store
from services.gateway.casting.candidates.answers import actions, letters, store
from services.gateway.casting.candidates.answers.mails import ANSWERS
from services.gateway.casting.candidates.answers.model import (
    Answer,
    Draft,
    Drafts,
    NewAnswer,
    Standing,
    Telling,
    WrittenAnswer,
)
from services.gateway.casting.candidates.model import DECISIONS, STATUSES
from services.gateway.casting.productions import store as productions
from services.gateway.web import forms, urls
from services.gateway.web.dependencies import OpenDesk, require
from services.gateway.web.desk import Desk
from services.gateway.web.permissions import Permission
from services.gateway.web.rendering.redirects import Form, see_other


class AnswerPages(Controller):
    """The sheet of all who are owed an answer, and the answer to one."""

    include_in_schema = False
    dependencies = require(Permission.REVIEW)

    @get("/productions/{production_id:uuid}/answers")
    async def sheet(self, production_id: FromPath[UUID], desk: OpenDesk) -> Template:
        production = await productions.production(desk, production_id)
        owed = await store.owed(desk, production.id)
        ids = [each.candidate_id for each in owed]
        return Template(
            "casting/candidates/answers/pages/answers.html",
            context={
                "desk": desk,
                "production": production,
                "owed": owed,
                "waiting": await store.waiting(desk, production.id),
                "recipients": await recipients.recipients(desk, ids),
                "words": ANSWERS,
                "decisions": DECISIONS,
                "statuses": STATUSES,
            },
        )

    @post("/productions/{production_id:uuid}/answers")
    async def tell(self, production_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        await actions.tell(desk, production_id, forms.read(Telling, data))
        return see_other(urls.answers(production_id))

    @post("/productions/{production_id:uuid}/answers/words")
    async def draft_for_all(
        self, production_id: FromPath[UUID], data: Form, desk: OpenDesk
    ) -> Redirect:
        await actions.draft_for_all(desk, production_id, forms.read(Drafts, data))
        return see_other(urls.answers(production_id))

    @post("/candidates/{candidate_id:uuid}/answers/words")
    async def draft(self, candidate_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        candidate = await actions.draft(desk, candidate_id, forms.read(Draft, data).message)
        return see_other(urls.answers(candidate.production_id))

    @post("/candidates/{candidate_id:uuid}/answers/preview", status_code=200)
    async def look(self, candidate_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Template:
        typed = forms.read(NewAnswer, data)
        written = await actions.write(desk, candidate_id, typed)
        return await _answer(desk, candidate_id, typed, written)

    @post("/candidates/{candidate_id:uuid}/answers")
    async def give(self, candidate_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        given = await actions.give(desk, candidate_id, forms.read(NewAnswer, data))
        return see_other(urls.answers(given.production_id))

    @post("/answers/{answer_id:uuid}/take-back", status_code=200)
    async def take_back(self, answer_id: FromPath[UUID], desk: OpenDesk) -> Template:
        answer = await actions.take_back(desk, answer_id)
        return await _answer(desk, answer.candidate_id, answer, ())


async def _answer(
    desk: Desk,
    candidate_id: UUID,
    typed: NewAnswer | Answer,
    written: Sequence[letters.Addressed],
) -> Template:
    """The page of one answer: what was typed, and the mails that it would be."""
    candidate = await candidate_store.candidate(desk, candidate_id)
    return Template(
        "casting/candidates/answers/pages/answer.html",
        context={
            "desk": desk,
            "production": await productions.production(desk, candidate.production_id),
            "candidate": candidate,
            "typed": typed,
            "written": written,
            "words": ANSWERS,
        },
    )


class AnswerApi(Controller):
    """Answers, for programs."""

    path = "/api/v1"
    tags = ["answers"]
    dependencies = require(Permission.REVIEW)

    @get("/productions/{production_id:uuid}/answers")
    async def list_owed(self, production_id: FromPath[UUID], desk: OpenDesk) -> list[Standing]:
        """List who is owed an answer: who was seen, and was not told of what was decided last."""
        production = await productions.production(desk, production_id)
        return await store.owed(desk, production.id)

    @post("/productions/{production_id:uuid}/answers")
    async def tell_candidates(
        self, production_id: FromPath[UUID], data: JSONBody[Telling], desk: OpenDesk
    ) -> list[Answer]:
        """Tell some of them what was decided. The mails leave after 30 seconds."""
        return await actions.tell(desk, production_id, data)

    @post("/productions/{production_id:uuid}/answers/words", status_code=204)
    async def word_for_all(
        self, production_id: FromPath[UUID], data: JSONBody[Drafts], desk: OpenDesk
    ) -> None:
        """Keep the same words for all of whom the same was decided."""
        await actions.draft_for_all(desk, production_id, data)

    @post("/candidates/{candidate_id:uuid}/answers/words", status_code=204)
    async def word(
        self, candidate_id: FromPath[UUID], data: JSONBody[Draft], desk: OpenDesk
    ) -> None:
        """Keep words for one candidate, until they are told."""
        await actions.draft(desk, candidate_id, data.message)

    @get("/candidates/{candidate_id:uuid}/answers")
    async def list_answers(self, candidate_id: FromPath[UUID], desk: OpenDesk) -> list[Answer]:
        """List the answers to a candidate, the newest first."""
        candidate = await candidate_store.candidate(desk, candidate_id)
        return await store.of_candidates(desk, [candidate.id])

    @post("/candidates/{candidate_id:uuid}/answers/preview", status_code=200)
    async def preview_answer(
        self, candidate_id: FromPath[UUID], data: JSONBody[NewAnswer], desk: OpenDesk
    ) -> list[WrittenAnswer]:
        """Write the mails that would be sent, and send nothing."""
        return [
            WrittenAnswer(each.recipient.email, each.letter.subject, each.letter.body)
            for each in await actions.write(desk, candidate_id, data)
        ]

    @post("/candidates/{candidate_id:uuid}/answers")
    async def answer_candidate(
        self, candidate_id: FromPath[UUID], data: JSONBody[NewAnswer], desk: OpenDesk
    ) -> Answer:
        """Decide on a candidate and tell them. The mail leaves after 30 seconds."""
        return await actions.give(desk, candidate_id, data)

    @post("/answers/{answer_id:uuid}/take-back", status_code=200)
    async def take_answer_back(self, answer_id: FromPath[UUID], desk: OpenDesk) -> Answer:
        """Take an answer back that has not left."""
        return await actions.take_back(desk, answer_id)


ROUTES: Sequence[ControllerRouterHandler] = (AnswerPages, AnswerApi)
