"""Pages of sign-in, of naming an agency, and sign-out."""

from collections.abc import Sequence
from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.datastructures import Cookie
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from services.gateway.identity.sign_in import actions
from services.gateway.identity.sign_in.model import (
    BROWSER_LIFETIME,
    SESSION_LIFETIME,
    AskForLink,
    Browser,
    NewAgency,
)
from services.gateway.platform.billing_client import BillingDep
from services.gateway.web import forms, tokens, urls
from services.gateway.web.authentication import SignInNeeded
from services.gateway.web.context import AppContext, address_of, context_of
from services.gateway.web.current_user import SESSION_COOKIE, session_token
from services.gateway.web.dependencies import AppContextDep, CurrentUser, OpenPlatform
from services.gateway.web.rendering.redirects import Form, see_other

BROWSER_COOKIE = "browser"


class SignInController(Controller):
    """Pages of signing in and out."""

    include_in_schema = False

    @get("/sign-in")
    async def ask(
        self, current_user: CurrentUser, email: FromQuery[str] = ""
    ) -> Template | Redirect:
        if current_user:
            return see_other(urls.TODAY)
        context = {"email": email[:120], "fresh": False}
        return Template("identity/sign_in/pages/sign_in.html", context=context)

    @get(urls.SIGN_IN_AGAIN)
    async def ask_again(self, current_user: CurrentUser) -> Template:
        """Let somebody who is signed in show anew who they are."""
        if current_user is None:
            raise SignInNeeded
        email, fresh = current_user.person.email, current_user.fresh
        context = {"email": email, "fresh": fresh}
        return Template("identity/sign_in/pages/sign_in.html", context=context)

    @post("/sign-in", status_code=200)
    async def ask_for_link(
        self,
        request: Request[Any, Any, Any],
        data: Form,
        app_context: AppContextDep,
        platform: OpenPlatform,
    ) -> Template:
        asked = forms.read(AskForLink, data)
        browser = browser_of(request)
        await actions.ask_for_link(platform, asked, browser, app_context.settings.public_url)
        return Template(
            "identity/sign_in/pages/link_sent.html",
            context={"email": asked.email},
            cookies=[browser_cookie(app_context, browser)],
        )

    @get("/sign-in/{token:str}")
    async def look_at_link(
        self,
        request: Request[Any, Any, Any],
        token: FromPath[str],
        platform: OpenPlatform,
    ) -> Template:
        link = await actions.look_at_link(platform, token, browser_of(request).secret)
        return Template("identity/sign_in/pages/sign_in_link.html", context={"email": link.email})

    @post("/sign-in/{token:str}")
    async def sign_in(
        self,
        request: Request[Any, Any, Any],
        token: FromPath[str],
        app_context: AppContextDep,
        billing: BillingDep,
    ) -> Response[Any]:
        browser = browser_of(request)
        async with app_context.database.platform() as tx:
            link = await actions.look_at_link(tx, token, browser.secret)
        person = await billing.person(link.email)
        async with app_context.database.platform() as tx:
            url = app_context.settings.public_url
            session = await actions.sign_in(tx, person, token, browser, url)
        return welcome(app_context, session, browser)

    @post("/sign-out")
    async def sign_out(
        self, request: Request[Any, Any, Any], app_context: AppContextDep, platform: OpenPlatform
    ) -> Redirect:
        await actions.sign_out(platform, browser_of(request))
        onward = see_other(urls.HOME)
        onward.cookies.append(cookie(app_context, SESSION_COOKIE, "", 0))
        # Takes and sides that were looked at. Not "storage" and "executionContexts", which would
        # take what is typed in other tabs, nor "cookies", which would refuse to send it.
        onward.headers["clear-site-data"] = '"cache"'
        return onward

    @get("/agencies/new")
    async def ask_for_name(self, current_user: CurrentUser) -> Template:
        if current_user is None:
            raise SignInNeeded
        return Template(
            "identity/sign_in/pages/new_agency.html", context={"person": current_user.person}
        )

    @post("/agencies")
    async def name_agency(
        self,
        request: Request[Any, Any, Any],
        data: Form,
        app_context: AppContextDep,
        billing: BillingDep,
        current_user: CurrentUser,
    ) -> Redirect:
        if current_user is None:
            raise SignInNeeded
        agency = await actions.name_agency(billing, current_user, forms.read(NewAgency, data))
        async with app_context.database.platform() as tx:
            await actions.work_for(tx, session_token(request), agency.id)
        return see_other(urls.TODAY)


def browser_of(request: Request[Any, Any, Any]) -> Browser:
    """Return the browser that asks, with a new secret of its own where it has none."""
    carried = request.cookies.get(context_of(request).settings.cookie(BROWSER_COOKIE), "")
    agent = request.headers.get("user-agent", "")
    secret = carried or tokens.new_token()
    return Browser(secret, agent, address_of(request), session_token(request))


def browser_cookie(app_context: AppContext, browser: Browser) -> Cookie:
    return cookie(app_context, BROWSER_COOKIE, browser.secret, BROWSER_LIFETIME.total_seconds())


def welcome(app_context: AppContext, session: str, browser: Browser) -> Redirect:
    """Lead on with a new session; a page says so where an earlier one was confirmed."""
    again = session == browser.session
    onward = see_other(urls.SIGN_IN_AGAIN if again else urls.TODAY)
    lasts = SESSION_LIFETIME.total_seconds()
    onward.cookies.append(cookie(app_context, SESSION_COOKIE, session, lasts))
    onward.cookies.append(browser_cookie(app_context, browser))
    return onward


def cookie(app_context: AppContext, name: str, value: str, seconds: float) -> Cookie:
    return Cookie(
        key=app_context.settings.cookie(name),
        value=value,
        max_age=int(seconds),
        path="/",
        secure=app_context.settings.secure,
        httponly=True,
        samesite="lax",
    )


ROUTES: Sequence[ControllerRouterHandler] = (SignInController,)
