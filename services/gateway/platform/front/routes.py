"""The front page."""

from collections.abc import Sequence

from litestar import get
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from services.gateway.web import urls
from services.gateway.web.dependencies import AppContextDep, CurrentUser
from services.gateway.web.rendering.redirects import see_other
from shared.vocabulary.plans import GB, PLANS, usd


@get(urls.HOME, include_in_schema=False)
async def home(current_user: CurrentUser, app_context: AppContextDep) -> Template | Redirect:
    """Say what this is; whoever is signed in goes on to their day."""
    if current_user:
        return see_other(urls.TODAY)
    context = {"plans": PLANS.values(), "usd": usd, "gb": GB, "installation": app_context.settings}
    return Template("platform/front/pages/front.html", context=context)


ROUTES: Sequence[ControllerRouterHandler] = (home,)
