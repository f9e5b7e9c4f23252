"""The door: sign in, name an agency, sign out."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.datastructures import Cookie
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template

from services.gateway import forms, paths, tokens
from services.gateway.accounts import actions
from services.gateway.accounts.model import (
    BROWSER_LIFETIME,
    SESSION_LIFETIME,
    AskForLink,
    Browser,
    NewAgency,
    SignInNeeded,
)
from services.gateway.house import (
    SESSION_COOKIE,
    AtDoor,
    House,
    OpenHouse,
    OpenPlatform,
    address_of,
    house_of,
    session_token,
)
from services.gateway.web import Form, see_other

BROWSER_COOKIE = "browser"


class Door(Controller):
    include_in_schema = False

    @get("/")
    async def home(self, at_door: AtDoor) -> Template | Redirect:
        if at_door:
            return see_other(paths.PRODUCTIONS)
        return Template("accounts/pages/home.html")

    @get("/sign-in")
    async def ask(self, at_door: AtDoor, email: FromQuery[str] = "") -> Template | Redirect:
        if at_door:
            return see_other(paths.PRODUCTIONS)
        context = {"email": email[:120], "fresh": False}
        return Template("accounts/pages/sign_in.html", context=context)

    @get(paths.SIGN_IN_AGAIN)
    async def ask_again(self, at_door: AtDoor) -> Template:
        """Let somebody who is signed in show anew who they are."""
        if at_door is None:
            raise SignInNeeded
        email, fresh = at_door.person.email, at_door.fresh
        context = {"email": email, "fresh": fresh}
        return Template("accounts/pages/sign_in.html", context=context)

    @post("/sign-in", status_code=200)
    async def ask_for_link(
        self,
        request: Request[Any, Any, Any],
        data: Form,
        house: OpenHouse,
        platform: OpenPlatform,
    ) -> Template:
        asked = forms.read(AskForLink, data)
        browser = browser_of(request)
        await actions.ask_for_link(platform, asked, browser, house.settings.public_url)
        return Template(
            "accounts/pages/link_sent.html",
            context={"email": asked.email},
            cookies=[browser_cookie(house, browser)],
        )

    @get("/sign-in/{token:str}")
    async def look_at_link(
        self,
        request: Request[Any, Any, Any],
        token: FromPath[str],
        platform: OpenPlatform,
    ) -> Template:
        link = await actions.look_at_link(platform, token, browser_of(request).secret)
        return Template("accounts/pages/sign_in_link.html", context={"email": link.email})

    @post("/sign-in/{token:str}")
    async def sign_in(
        self, request: Request[Any, Any, Any], token: FromPath[str], house: OpenHouse
    ) -> Response[Any]:
        browser = browser_of(request)
        async with house.database.platform() as tx:
            link = await actions.look_at_link(tx, token, browser.secret)
        person = await house.billing.person(link.email)
        async with house.database.platform() as tx:
            url = house.settings.public_url
            session = await actions.sign_in(tx, person, token, browser, url)
        return welcome(house, session, browser)

    @post("/sign-out")
    async def sign_out(
        self, request: Request[Any, Any, Any], house: OpenHouse, platform: OpenPlatform
    ) -> Redirect:
        await actions.sign_out(platform, browser_of(request))
        onward = see_other(paths.HOME)
        onward.cookies.append(cookie(house, SESSION_COOKIE, "", 0))
        # Takes and sides that were looked at. Not "storage" and "executionContexts", which would
        # take what is typed in other tabs, nor "cookies", which would refuse to send it.
        onward.headers["clear-site-data"] = '"cache"'
        return onward

    @get("/agencies/new")
    async def ask_for_name(self, at_door: AtDoor) -> Template:
        if at_door is None:
            raise SignInNeeded
        return Template("accounts/pages/new_agency.html", context={"person": at_door.person})

    @post("/agencies")
    async def name_agency(
        self,
        request: Request[Any, Any, Any],
        data: Form,
        house: OpenHouse,
        at_door: AtDoor,
    ) -> Redirect:
        if at_door is None:
            raise SignInNeeded
        agency = await actions.name_agency(house.billing, at_door, forms.read(NewAgency, data))
        async with house.database.platform() as tx:
            await actions.work_for(tx, session_token(request), agency.id)
        return see_other(paths.PRODUCTIONS)


def browser_of(request: Request[Any, Any, Any]) -> Browser:
    """Return the browser at the door, with a secret of its own from now on where it has none."""
    carried = request.cookies.get(house_of(request).settings.cookie(BROWSER_COOKIE), "")
    agent = request.headers.get("user-agent", "")
    secret = carried or tokens.new_token()
    return Browser(secret, agent, address_of(request), session_token(request))


def browser_cookie(house: House, browser: Browser) -> Cookie:
    return cookie(house, BROWSER_COOKIE, browser.secret, BROWSER_LIFETIME.total_seconds())


def welcome(house: House, session: str, browser: Browser) -> Redirect:
    """Lead into the house with a new session; who had one is told that it is confirmed."""
    again = session == browser.session
    onward = see_other(paths.SIGN_IN_AGAIN if again else paths.PRODUCTIONS)
    lasts = SESSION_LIFETIME.total_seconds()
    onward.cookies.append(cookie(house, SESSION_COOKIE, session, lasts))
    onward.cookies.append(browser_cookie(house, browser))
    return onward


def cookie(house: House, name: str, value: str, seconds: float) -> Cookie:
    return Cookie(
        key=house.settings.cookie(name),
        value=value,
        max_age=int(seconds),
        path="/",
        secure=house.settings.secure,
        httponly=True,
        samesite="lax",
    )
