"""Pages of one's own account: sessions and passkeys; and signing in with a passkey."""

from typing import Any
from uuid import UUID

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from services.gateway import forms, paths, tokens
from services.gateway.access import actions, store
from services.gateway.access.model import Answer, NewPasskey, PasskeyNotFound, SessionGone
from services.gateway.accounts.actions import note
from services.gateway.accounts.model import SignInAgain
from services.gateway.accounts.routes import browser_cookie, browser_of, welcome
from services.gateway.house import (
    AtDoor,
    OpenHouse,
    OpenPlatform,
    session_token,
    signed_in,
)
from services.gateway.web import Form, see_other

_Request = Request[Any, Any, Any]


class Account(Controller):
    """What belongs to a person, in whichever agency they work."""

    path = paths.ACCOUNT
    include_in_schema = False

    @get()
    async def account(self, request: _Request, at_door: AtDoor, platform: OpenPlatform) -> Template:
        person = signed_in(at_door).person
        here = tokens.hashed(session_token(request))
        return Template(
            "access/pages/account.html",
            context={
                "at_door": at_door,
                "sessions": await store.sessions(platform, person.id, here),
                "passkeys": await store.passkeys(platform, person.id),
            },
        )

    @post("/sessions/{web_session_id:uuid}/end")
    async def end_session(
        self,
        request: _Request,
        web_session_id: FromPath[UUID],
        at_door: AtDoor,
        platform: OpenPlatform,
    ) -> Redirect:
        person = signed_in(at_door).person.id
        if not await store.end_session(platform, person, web_session_id):
            raise SessionGone
        await note(platform, person, browser_of(request), "session_ended")
        return see_other(paths.ACCOUNT)

    @post("/sessions/end-others")
    async def end_others(
        self, request: _Request, at_door: AtDoor, platform: OpenPlatform
    ) -> Redirect:
        here = tokens.hashed(session_token(request))
        person = signed_in(at_door).person.id
        await store.end_others(platform, person, here)
        await note(platform, person, browser_of(request), "other_sessions_ended")
        return see_other(paths.ACCOUNT)

    @post("/passkeys/challenge", media_type="application/json", status_code=200)
    async def ask_to_add(
        self, request: _Request, house: OpenHouse, at_door: AtDoor, platform: OpenPlatform
    ) -> Response[str]:
        person = signed_in(at_door)
        if not person.fresh:
            raise SignInAgain
        options = await actions.ask_to_add(
            platform,
            person.person,
            session_token(request),
            house.settings.public_url,
        )
        return Response(options, media_type="application/json")

    @post("/passkeys")
    async def add_passkey(
        self,
        request: _Request,
        data: Form,
        house: OpenHouse,
        at_door: AtDoor,
        platform: OpenPlatform,
    ) -> Redirect:
        person = signed_in(at_door).person
        new = forms.read(NewPasskey, data)
        url = house.settings.public_url
        await actions.add(platform, person, session_token(request), new, url)
        await note(platform, person.id, browser_of(request), "passkey_added")
        return see_other(paths.ACCOUNT)

    @post("/passkeys/{passkey_id:uuid}/remove")
    async def remove_passkey(
        self,
        request: _Request,
        passkey_id: FromPath[UUID],
        at_door: AtDoor,
        platform: OpenPlatform,
    ) -> Redirect:
        person = signed_in(at_door).person.id
        if not await store.remove_passkey(platform, person, passkey_id):
            raise PasskeyNotFound
        await note(platform, person, browser_of(request), "passkey_removed")
        return see_other(paths.ACCOUNT)


class PasskeyDoor(Controller):
    path = paths.PASSKEY_SIGN_IN
    include_in_schema = False

    @post("/challenge", status_code=200)
    async def ask(
        self, request: _Request, house: OpenHouse, platform: OpenPlatform
    ) -> Response[str]:
        browser = browser_of(request)
        url = house.settings.public_url
        options = await actions.ask_to_sign_in(platform, browser.secret, url)
        return Response(
            options, media_type="application/json", cookies=[browser_cookie(house, browser)]
        )

    @post()
    async def sign_in(
        self, request: _Request, data: Form, house: OpenHouse, platform: OpenPlatform
    ) -> Redirect:
        browser, answer = browser_of(request), forms.read(Answer, data)
        url = house.settings.public_url
        session = await actions.sign_in(platform, browser, answer, url)
        return welcome(house, session, browser)
