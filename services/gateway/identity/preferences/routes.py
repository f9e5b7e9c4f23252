"""Forms of one's own account: the name, and how instants and days are shown."""

from collections.abc import Sequence

from litestar import Controller, post
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from services.gateway.identity.preferences import actions
from services.gateway.identity.preferences.model import NewName, NewPreferences
from services.gateway.platform.billing_client import BillingDep
from services.gateway.web import forms, urls
from services.gateway.web.current_user import require_sign_in
from services.gateway.web.dependencies import CurrentUser, OpenPlatform
from services.gateway.web.rendering.redirects import Form, see_other


class OwnPreferences(Controller):
    """What a person says of themselves, in whichever agency they work."""

    path = urls.ACCOUNT
    include_in_schema = False

    @post("/preferences")
    async def choose(
        self, data: Form, current_user: CurrentUser, platform: OpenPlatform
    ) -> Redirect:
        person = require_sign_in(current_user).person
        await actions.choose(platform, person.id, forms.read(NewPreferences, data))
        return see_other(urls.ACCOUNT)

    @post("/name")
    async def rename(self, data: Form, current_user: CurrentUser, billing: BillingDep) -> Redirect:
        person = require_sign_in(current_user).person
        await actions.rename(billing, person.id, forms.read(NewName, data))
        return see_other(urls.ACCOUNT)


ROUTES: Sequence[ControllerRouterHandler] = (OwnPreferences,)
