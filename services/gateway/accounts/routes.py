"""The door: sign in, name an agency, sign out."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.datastructures import Cookie
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template

from services.gateway import forms, paths, tokens
from services.gateway.accounts import actions
from services.gateway.accounts.model import (
    LINK_LIFETIME,
    SESSION_LIFETIME,
    AskForLink,
    NewAgency,
    SignInNeeded,
)
from services.gateway.house import (
    SESSION_COOKIE,
    AtDoor,
    House,
    OpenHouse,
    OpenPlatform,
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
        return Template("accounts/pages/sign_in.html", context={"email": email[:120]})

    @post("/sign-in", status_code=200)
    async def ask_for_link(
        self,
        request: Request[Any, Any, Any],
        data: Form,
        house: OpenHouse,
        platform: OpenPlatform,
    ) -> Template:
        asked = forms.read(AskForLink, data)
        browser = browser_of(request, house) or tokens.new_token()
        await actions.ask_for_link(platform, asked, browser, house.settings.public_url)
        return Template(
            "accounts/pages/link_sent.html",
            context={"email": asked.email},
            cookies=[cookie(house, BROWSER_COOKIE, browser, LINK_LIFETIME.total_seconds())],
        )

    @get("/sign-in/{token:str}")
    async def look_at_link(
        self,
        request: Request[Any, Any, Any],
        token: FromPath[str],
        house: OpenHouse,
        platform: OpenPlatform,
    ) -> Template:
        link = await actions.look_at_link(platform, token, browser_of(request, house))
        return Template("accounts/pages/sign_in_link.html", context={"email": link.email})

    @post("/sign-in/{token:str}")
    async def sign_in(
        self, request: Request[Any, Any, Any], token: FromPath[str], house: OpenHouse
    ) -> Response[Any]:
        agent, browser = request.headers.get("user-agent", ""), browser_of(request, house)
        async with house.database.platform() as tx:
            link = await actions.look_at_link(tx, token, browser)
        person = await house.billing.person(link.email)
        async with house.database.platform() as tx:
            session = await actions.sign_in(tx, person, token, browser, agent)
        onward = see_other(paths.PRODUCTIONS)
        onward.cookies.append(
            cookie(house, SESSION_COOKIE, session, SESSION_LIFETIME.total_seconds())
        )
        return onward

    @post("/sign-out")
    async def sign_out(
        self, request: Request[Any, Any, Any], house: OpenHouse, platform: OpenPlatform
    ) -> Redirect:
        await actions.sign_out(platform, session_token(request))
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


def browser_of(request: Request[Any, Any, Any], house: House) -> str:
    """Return what a browser was given to be known by before it is signed in."""
    return request.cookies.get(house.settings.cookie(BROWSER_COOKIE), "")


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
