"""Pages of one's own account: sessions and passkeys; and signing in with a passkey."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from services.gateway.identity.passkeys import actions, store
from services.gateway.identity.passkeys.model import (
    Answer,
    NewPasskey,
    PasskeyNotFound,
    SessionGone,
)
from services.gateway.identity.sign_in.actions import note
from services.gateway.identity.sign_in.routes import browser_cookie, browser_of, welcome
from services.gateway.web import forms, tokens, urls
from services.gateway.web.authentication import SignInAgain
from services.gateway.web.current_user import require_sign_in, session_token
from services.gateway.web.dependencies import AppContextDep, CurrentUser, OpenPlatform
from services.gateway.web.rendering.display import CLOCKS, LANGUAGES
from services.gateway.web.rendering.redirects import Form, see_other
from services.gateway.web.rendering.zones import ZONES

_Request = Request[Any, Any, Any]


class Account(Controller):
    """What belongs to a person, in whichever agency they work."""

    path = urls.ACCOUNT
    include_in_schema = False

    @get()
    async def account(
        self, request: _Request, current_user: CurrentUser, platform: OpenPlatform
    ) -> Template:
        person = require_sign_in(current_user).person
        here = tokens.hashed(session_token(request))
        return Template(
            "identity/passkeys/pages/account.html",
            context={
                "current_user": current_user,
                "sessions": await store.sessions(platform, person.id, here),
                "passkeys": await store.passkeys(platform, person.id),
                "zones": ZONES,
                "clocks": CLOCKS,
                "languages": LANGUAGES,
            },
        )

    @post("/sessions/{web_session_id:uuid}/end")
    async def end_session(
        self,
        request: _Request,
        web_session_id: FromPath[UUID],
        current_user: CurrentUser,
        platform: OpenPlatform,
    ) -> Redirect:
        person = require_sign_in(current_user).person.id
        if not await store.end_session(platform, person, web_session_id):
            raise SessionGone
        await note(platform, person, browser_of(request), "session_ended")
        return see_other(urls.ACCOUNT)

    @post("/sessions/end-others")
    async def end_others(
        self, request: _Request, current_user: CurrentUser, platform: OpenPlatform
    ) -> Redirect:
        here = tokens.hashed(session_token(request))
        person = require_sign_in(current_user).person.id
        await store.end_others(platform, person, here)
        await note(platform, person, browser_of(request), "other_sessions_ended")
        return see_other(urls.ACCOUNT)

    @post("/passkeys/challenge", media_type="application/json", status_code=200)
    async def ask_to_add(
        self,
        request: _Request,
        app_context: AppContextDep,
        current_user: CurrentUser,
        platform: OpenPlatform,
    ) -> Response[str]:
        person = require_sign_in(current_user)
        if not person.fresh:
            raise SignInAgain
        options = await actions.ask_to_add(
            platform,
            person.person,
            session_token(request),
            app_context.settings.public_url,
        )
        return Response(options, media_type="application/json")

    @post("/passkeys")
    async def add_passkey(
        self,
        request: _Request,
        data: Form,
        app_context: AppContextDep,
        current_user: CurrentUser,
        platform: OpenPlatform,
    ) -> Redirect:
        person = require_sign_in(current_user).person
        new = forms.read(NewPasskey, data)
        url = app_context.settings.public_url
        await actions.add(platform, person, session_token(request), new, url)
        await note(platform, person.id, browser_of(request), "passkey_added")
        return see_other(urls.ACCOUNT)

    @post("/passkeys/{passkey_id:uuid}/remove")
    async def remove_passkey(
        self,
        request: _Request,
        passkey_id: FromPath[UUID],
        current_user: CurrentUser,
        platform: OpenPlatform,
    ) -> Redirect:
        person = require_sign_in(current_user).person.id
        if not await store.remove_passkey(platform, person, passkey_id):
            raise PasskeyNotFound
        await note(platform, person, browser_of(request), "passkey_removed")
        return see_other(urls.ACCOUNT)


class PasskeySignIn(Controller):
    """Signing in by a passkey."""

    path = urls.PASSKEY_SIGN_IN
    include_in_schema = False

    @post("/challenge", status_code=200)
    async def ask(
        self, request: _Request, app_context: AppContextDep, platform: OpenPlatform
    ) -> Response[str]:
        browser = browser_of(request)
        url = app_context.settings.public_url
        options = await actions.ask_to_sign_in(platform, browser.secret, url)
        return Response(
            options, media_type="application/json", cookies=[browser_cookie(app_context, browser)]
        )

    @post()
    async def sign_in(
        self, request: _Request, data: Form, app_context: AppContextDep, platform: OpenPlatform
    ) -> Redirect:
        browser, answer = browser_of(request), forms.read(Answer, data)
        url = app_context.settings.public_url
        session = await actions.sign_in(platform, browser, answer, url)
        return welcome(app_context, session, browser)


ROUTES: Sequence[ControllerRouterHandler] = (PasskeySignIn, Account)
