"""What a guardian's personal link opens; and how the office sends one."""

from collections.abc import Sequence
from uuid import UUID

from litestar import Controller, get, post
from litestar.params import FromPath, JSONBody
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from services.gateway.casting.productions import store as productions
from services.gateway.casting.talent.guardians import agreements
from services.gateway.casting.talent.guardians.asking import actions
from services.gateway.casting.talent.guardians.asking.dependencies import OpenGuardianVisit
from services.gateway.casting.talent.guardians.asking.model import Asking, Reply, digest
from services.gateway.web import forms, urls
from services.gateway.web.dependencies import OpenDesk, require
from services.gateway.web.permissions import Permission
from services.gateway.web.rendering.redirects import Form, see_other


class AgreementPages(Controller):
    """What a guardian agrees to. The link is the right to be here; there is no account."""

    path = "/agree/{agreement:str}"
    include_in_schema = False

    @get()
    async def page(self, guardian_visit: OpenGuardianVisit) -> Template:
        visit = guardian_visit
        words = await actions.words_of(visit)
        context = {
            "visit": visit,
            "production": await productions.production(visit, visit.production_id),
            "words": words,
            "shown": digest(words),
            "last": await agreements.said_last(visit, visit.guardian.id, visit.production_id),
        }
        return Template("casting/talent/guardians/asking/pages/agreement.html", context=context)

    @post()
    async def answer(self, guardian_visit: OpenGuardianVisit, data: Form) -> Redirect:
        await actions.answer(guardian_visit, forms.read(Reply, data))
        return see_other(urls.agree(guardian_visit.token))

    @post("/withdraw")
    async def withdraw(self, guardian_visit: OpenGuardianVisit) -> Redirect:
        await actions.withdraw(guardian_visit)
        return see_other(urls.agree(guardian_visit.token))

    @post("/opened", status_code=204)
    async def opened(self, guardian_visit: OpenGuardianVisit) -> None:
        """The page was before somebody's eyes: its script says so. Fetching it says nothing."""
        await actions.arrive(guardian_visit)


class AskingPages(Controller):
    """The form that asks a guardian, on their child's page."""

    include_in_schema = False
    dependencies = require(Permission.PEOPLE)

    @post("/guardians/{guardian_id:uuid}/ask-to-agree")
    async def ask(self, guardian_id: FromPath[UUID], data: Form, desk: OpenDesk) -> Redirect:
        talent_id = await actions.ask(desk, guardian_id, forms.read(Asking, data))
        return see_other(urls.talent(talent_id))


class AskingApi(Controller):
    """Asking guardians, for programs."""

    path = "/api/v1"
    tags = ["talent"]
    dependencies = require(Permission.PEOPLE)

    @post("/guardians/{guardian_id:uuid}/ask-to-agree", status_code=204)
    async def ask_guardian(
        self, guardian_id: FromPath[UUID], data: JSONBody[Asking], desk: OpenDesk
    ) -> None:
        """Mail a guardian a link by which they agree to recordings of their child."""
        await actions.ask(desk, guardian_id, data)


ROUTES: Sequence[ControllerRouterHandler] = (AgreementPages, AskingPages, AskingApi)
