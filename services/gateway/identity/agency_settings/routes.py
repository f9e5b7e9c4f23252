"""The page of an agency's settings, and the API."""

from collections.abc import Sequence
from typing import Any

from litestar import Controller, Request, get, patch, post
from litestar.params import FromPath, JSONBody
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from services.gateway.identity.agency_settings import actions, store
from services.gateway.identity.agency_settings.logo import actions as logo
from services.gateway.identity.agency_settings.model import (
    NewName,
    NewReplyAddress,
    Settings,
    SettingsFields,
    SettingsPatch,
)
from services.gateway.platform.billing_client import BillingDep
from services.gateway.web import editing, forms, urls
from services.gateway.web.dependencies import (
    AppContextDep,
    OpenDesk,
    desk_of,
    new_transaction,
    require,
    require_fresh_sign_in,
)
from services.gateway.web.permissions import Permission
from services.gateway.web.rendering.display import CLOCKS
from services.gateway.web.rendering.redirects import Form, see_other
from services.gateway.web.rendering.zones import ZONES

_Request = Request[Any, Any, Any]
_PAGES = "identity/agency_settings/pages"


class SettingsPages(Controller):
    """Pages of an agency's settings: for all to see, and for who leads to change."""

    path = urls.SETTINGS
    include_in_schema = False
    dependencies = require(Permission.LEAD)

    @get(dependencies=require(Permission.SEE))
    async def show(self, desk: OpenDesk) -> Template:
        context = {
            "desk": desk,
            "settings": await store.settings(desk),
            "zones": ZONES,
            "clocks": CLOCKS,
            "sent_logos": await logo.sent(desk),
        }
        return Template(f"{_PAGES}/settings.html", context=context)

    @post()
    async def edit(self, data: Form, desk: OpenDesk) -> Redirect:
        await actions.edit(desk, editing.read(SettingsFields, data))
        return see_other(urls.SETTINGS)

    @post("/reply-address")
    async def ask_reply_address(self, data: Form, desk: OpenDesk) -> Redirect:
        asked = forms.read(NewReplyAddress, data)
        require_fresh_sign_in(desk, data)
        await actions.ask_reply_to(desk, asked.email)
        return see_other(urls.SETTINGS)

    @get("/reply-address/{token:str}")
    async def reply_address(self, token: FromPath[str], desk: OpenDesk) -> Template:
        address = await actions.reply_address(desk, token)
        context = {"desk": desk, "address": address, "token": token}
        return Template(f"{_PAGES}/reply_address.html", context=context)

    @post("/reply-address/{token:str}")
    async def confirm_reply_address(self, token: FromPath[str], desk: OpenDesk) -> Redirect:
        await actions.confirm_reply_to(desk, token)
        return see_other(urls.SETTINGS)


class AgencyName(Controller):
    """The name of an agency, which billing keeps: no transaction is open while it is asked."""

    path = f"{urls.SETTINGS}/name"
    include_in_schema = False

    @post()
    async def rename(
        self, request: _Request, data: Form, app_context: AppContextDep, billing: BillingDep
    ) -> Redirect:
        new = forms.read(NewName, data)
        async with desk_of(request, Permission.LEAD) as desk:
            pass
        await actions.rename(billing, desk, new)
        async with new_transaction(app_context, desk) as after:
            await actions.note_name(after)
        return see_other(urls.SETTINGS)


class SettingsApi(Controller):
    """An agency's settings, for programs."""

    path = "/api/v1/settings"
    tags = ["settings"]
    dependencies = require(Permission.LEAD)

    @get()
    async def read_settings(self, desk: OpenDesk) -> Settings:
        """Read the settings of the agency."""
        return await store.settings(desk)

    @patch()
    async def edit_settings(self, data: JSONBody[SettingsPatch], desk: OpenDesk) -> Settings:
        """Change some fields, on the version that was read; on an older one nothing is changed."""
        return await actions.edit(desk, editing.of_patch(data))


ROUTES: Sequence[ControllerRouterHandler] = (SettingsPages, AgencyName, SettingsApi)
