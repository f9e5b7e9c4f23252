"""What people reply by their personal link."""

from collections.abc import Sequence

from litestar import Controller, post
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from services.gateway.casting.auditions.guests.dependencies import OpenVisit
from services.gateway.casting.auditions.replies import actions
from services.gateway.casting.auditions.replies.model import NewReply
from services.gateway.web import forms, urls
from services.gateway.web.rendering.redirects import Form, see_other


class ReplyPages(Controller):
    """The reply of who has a personal link."""

    path = "/join/{link:str}"
    include_in_schema = False

    @post("/reply")
    async def reply(self, visit: OpenVisit, data: Form) -> Redirect:
        await actions.reply(visit, forms.read(NewReply, data))
        return see_other(f"{urls.join(visit.token)}#reply")


ROUTES: Sequence[ControllerRouterHandler] = (ReplyPages,)
