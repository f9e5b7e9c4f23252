"""The pages of outgoing webhooks, for owners."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from litestar import Controller, Request, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from services.gateway.platform import audit
from services.gateway.platform.webhooks import actions, store
from services.gateway.platform.webhooks.delivery import store as deliveries
from services.gateway.platform.webhooks.delivery.model import LOG, DeliveryFilters
from services.gateway.platform.webhooks.dependencies import SecretBoxDep, SsrfSafeClientDep
from services.gateway.platform.webhooks.event_types import KINDS
from services.gateway.platform.webhooks.model import NewWebhook, Switch
from services.gateway.web import forms, listing, urls
from services.gateway.web.context import AppContext
from services.gateway.web.dependencies import (
    AppContextDep,
    desk_in_transaction,
    desk_of,
    require_fresh_sign_in,
)
from services.gateway.web.desk import Desk
from services.gateway.web.listing import Asked
from services.gateway.web.permissions import Permission
from services.gateway.web.rendering.redirects import Form, see_other
from shared.tenancy import Connection

_Request = Request[Any, Any, Any]


class WebhookPages(Controller):
    """Pages of outgoing webhooks, for owners."""

    path = urls.WEBHOOKS
    include_in_schema = False

    @get()
    async def webhooks(self, request: _Request, app_context: AppContextDep) -> Template:
        desk = await _owner(request)
        async with app_context.database.platform() as tx:
            found = await store.webhooks(tx, desk.agency.id)
        context = {"desk": desk, "webhooks": found, "kinds": KINDS}
        return Template("platform/webhooks/pages/webhooks.html", context=context)

    @post(status_code=200)
    async def add(
        self,
        request: _Request,
        data: Form,
        app_context: AppContextDep,
        secret_box: SecretBoxDep,
        ssrf_client: SsrfSafeClientDep,
    ) -> Template:
        """Add a webhook, and show its secret: nobody can show it again."""
        desk = await _owner(request)
        new = forms.read(NewWebhook, data)
        require_fresh_sign_in(desk, data)
        url = await ssrf_client.addresses.looked_at(new.url)
        async with app_context.database.platform() as tx:
            key, secret = await actions.add(
                tx, secret_box, desk.agency.id, NewWebhook(url, new.kinds, new.description)
            )
            await _note(app_context, desk, tx, "added", key)
        return await _page(app_context, desk, key, listing.first(LOG), secret=secret)

    @get("/{webhook_id:uuid}")
    async def webhook(
        self, request: _Request, webhook_id: FromPath[UUID], app_context: AppContextDep
    ) -> Template:
        desk = await _owner(request)
        return await _page(app_context, desk, webhook_id, listing.read(LOG, request))

    @post("/{webhook_id:uuid}/secret", status_code=200)
    async def rotate_secret(
        self,
        request: _Request,
        webhook_id: FromPath[UUID],
        app_context: AppContextDep,
        secret_box: SecretBoxDep,
    ) -> Template:
        """Make a new secret, and show it: nobody can show it again."""
        desk = await _owner(request)
        require_fresh_sign_in(desk)
        async with app_context.database.platform() as tx:
            secret = await actions.rotate(tx, secret_box, desk.agency.id, webhook_id)
            await _note(app_context, desk, tx, "made a new secret for", webhook_id)
        return await _page(app_context, desk, webhook_id, listing.first(LOG), secret=secret)

    @post("/{webhook_id:uuid}/switch")
    async def switch(
        self, request: _Request, webhook_id: FromPath[UUID], data: Form, app_context: AppContextDep
    ) -> Redirect:
        desk = await _owner(request)
        wanted = forms.read(Switch, data)
        async with app_context.database.platform() as tx:
            await actions.switch(tx, desk.agency.id, webhook_id, on=wanted.on)
            act = "switched on" if wanted.on else "switched off"
            await _note(app_context, desk, tx, act, webhook_id)
        return see_other(urls.webhook(webhook_id))

    @post("/{webhook_id:uuid}/delete")
    async def delete(
        self, request: _Request, webhook_id: FromPath[UUID], app_context: AppContextDep
    ) -> Redirect:
        desk = await _owner(request)
        require_fresh_sign_in(desk)
        async with app_context.database.platform() as tx:
            await actions.delete(tx, desk.agency.id, webhook_id)
            await _note(app_context, desk, tx, "deleted", webhook_id)
        return see_other(urls.WEBHOOKS)

    @post("/{webhook_id:uuid}/deliveries/{delivery_id:uuid}/send-again")
    async def send_again(
        self,
        request: _Request,
        webhook_id: FromPath[UUID],
        delivery_id: FromPath[UUID],
        app_context: AppContextDep,
    ) -> Redirect:
        desk = await _owner(request)
        async with app_context.database.platform() as tx:
            await actions.send_again(tx, desk.agency.id, webhook_id, delivery_id)
            inside = await desk_in_transaction(app_context, desk, tx)
            await audit.note(inside, desk.who, "sent again", "webhook delivery", delivery_id)
        return see_other(urls.webhook(webhook_id))


async def _owner(request: _Request) -> Desk:
    """Return the desk of who looks after webhooks; it is closed, and says only who they are."""
    async with desk_of(request, Permission.WEBHOOKS) as desk:
        return desk


async def _note(
    app_context: AppContext, desk: Desk, tx: Connection, act: str, webhook: UUID
) -> None:
    inside = await desk_in_transaction(app_context, desk, tx)
    await audit.note(inside, desk.who, act, "webhook", webhook)


async def _page(
    app_context: AppContext,
    desk: Desk,
    key: UUID,
    asked: Asked[DeliveryFilters],
    *,
    secret: str = "",
) -> Template:
    async with app_context.database.platform(one_moment=True) as tx:
        webhook = await store.webhook(tx, desk.agency.id, key)
        page = await deliveries.log(tx, desk.agency.id, key, asked)
    context = {
        "desk": desk,
        "webhook": webhook,
        "secret": secret,
        "asked": asked,
        "page": page,
        "kinds": KINDS,
    }
    return Template("platform/webhooks/pages/webhook.html", context=context)


ROUTES: Sequence[ControllerRouterHandler] = (WebhookPages,)
