"""The whole house, as `./infra/up` opens it, and people who use it over HTTP."""

import asyncio
import itertools
import re
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import httpx
import msgspec

from infra.embedded import plan
from infra.embedded import postgres as embedded_postgres
from infra.embedded.addresses import Addresses
from infra.embedded.data_folder import DataFolder
from infra.embedded.plan import Options, Plan
from infra.embedded.ports import Ports
from infra.embedded.startup import Startup
from infra.embedded.steps import Steps
from infra.embedded.supervisor import Supervisor
from tests.eventually import eventually
from tests.mails import Mails

_CSRF = re.compile(r'name="_csrf_token" value="([^"]+)"')
_CONFIRM = re.compile(r'name="confirm" value="([^"]+)"')
CARD = {"number": "4242 4242 4242 4242", "expiry": "12 / 34", "cvc": "123", "name": "Test"}
HTML = {"accept": "text/html"}
NO_TLS = False
"""For `verify`: a client of plain HTTP reads no certificates, which takes 25 ms of a core each."""
WINTER_DAY = f"{datetime.now(UTC).year + 1}-01-15"
"""A day to come, on which the clocks of the north are as they are in winter."""
SIDES = Path(__file__).parents[1] / "services" / "gateway" / "demo" / "sides.pdf"


_numbers = itertools.count(2)


def _own_address() -> str:
    """Return the next loopback address; only Linux has them all (RFC 1122 section 3.2.1.3)."""
    if sys.platform != "linux":
        return "127.0.0.1"
    return str(ip_address("127.1.0.0") + next(_numbers))


class Installation:
    """The running house as a test sees it."""

    def __init__(self, planned: Plan, supervisor: Supervisor, mails: Mails) -> None:
        self.plan = planned
        self.url = planned.config.public_url
        self.supervisor = supervisor
        self.mails = mails

    async def link_to(self, email: str, kind: str, *, after: int = 0) -> str:
        """Return the newest link of one kind (`sign-in`, `join`) that was mailed to somebody."""
        links: list[str] = []
        async with asyncio.timeout(20):
            while not links:
                mails = await self.mails.find(email, after=after)
                text = "\n".join(mail.text for mail in mails)
                links = re.findall(rf"{self.url}/{kind}/\S+", text)
                after = mails[-1].id if mails else after
        return links[-1]

    @asynccontextmanager
    async def browser(self) -> AsyncIterator["Visitor"]:
        """Open a browser at an address of its own, as people have: the door counts by address."""
        address = _own_address()
        at = httpx.AsyncHTTPTransport(local_address=address, verify=NO_TLS)
        async with httpx.AsyncClient(
            base_url=self.url, headers=HTML, timeout=90, transport=at
        ) as client:
            yield Visitor(self, client, address)


class Visitor:
    """Somebody with a browser that runs no scripts."""

    def __init__(self, installation: Installation, client: httpx.AsyncClient, address: str) -> None:
        self.installation = installation
        self.client = client
        self.address = address

    async def get(self, path: str, **how: Any) -> httpx.Response:
        return await self.client.get(path, **how)

    async def post(self, path: str, page: str = "/sign-in", **how: Any) -> httpx.Response:
        """Post a form with the CSRF token that this browser has, or is given on a page."""
        token = self.client.cookies.get("csrf") or await self._token_on(page)
        how["data"] = {"_csrf_token": token, **how.get("data", {})}
        return await self.client.post(path, **how)

    async def _token_on(self, page: str) -> str:
        shown = await self.client.get(page, follow_redirects=True)
        token = _CSRF.search(shown.text)
        assert token, f"{page} has no form"
        return token[1]

    async def post_sure(self, path: str, page: str = "/sign-in", **how: Any) -> httpx.Response:
        """Post a form, and mean it when asked."""
        asked = await self.post(path, page, **how)
        assert asked.status_code == 409, f"nothing was asked: {asked.text}"
        confirm = _CONFIRM.search(asked.text)
        assert confirm, asked.text
        how["data"] = how.get("data", {}) | {"confirm": confirm[1]}
        return await self.post(path, page, **how)

    async def ask_for_link(self, email: str) -> str:
        answer = await self.post("/sign-in", data={"email": email})
        assert answer.status_code == 200, answer.text
        return await self.installation.link_to(email, "sign-in")

    async def sign_up(self, email: str, agency: str) -> None:
        link = await self.ask_for_link(email)
        assert (await self.post(link, link)).status_code == 303
        named = {"name": agency, "your_name": "Olivia Owner"}
        answer = await self.post("/agencies", "/agencies/new", data=named)
        assert answer.headers["location"] == "/today", answer.text

    async def start_production(self, title: str) -> str:
        """Start a production and return its address."""
        answer = await self.post("/productions", "/productions", data={"title": title})
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    async def add_role(self, production: str, name: str, pdf: bytes) -> httpx.Response:
        files = {"sides": ("sides.pdf", pdf, "application/pdf")}
        return await self.post(f"{production}/roles", production, data={"name": name}, files=files)

    async def lay_out(self, production: str, **changed: str) -> str:
        """Lay out a session for the production's first role and return its address."""
        roles = (await self.get(f"/api/v1{production}/roles")).json()
        day = {
            "title": "First round", "local_date": WINTER_DAY, "zone": "Europe/London",
            "first_slot": "10:00", "role_id": roles[0]["id"], "slots": "2",
        }  # fmt: skip
        answer = await self.post(f"{production}/sessions", production, data=day | changed)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    async def invite(self, session: str, email: str, slot: int = 0) -> str:
        """Invite an actor to a slot and return their personal link."""
        slots = (await self.get(f"/api/v1{session}/slots")).json()
        invited = await self.post(
            f"/slots/{slots[slot]['id']}/invitations",
            session,
            data={"name": "Ana Silva", "email": email},
        )
        assert invited.status_code == 303, invited.text
        return await self.installation.link_to(email, "join")

    async def pay(self, production: str) -> None:
        """Subscribe for a production with a card that pays; return once its rooms may open."""
        order = await self.post(f"{production}/subscribe", production, data={"plan": "short"})
        card = CARD | {"email": "owner@office.test"}
        assert (await self.client.post(order.headers["location"], data=card)).status_code == 303
        await self.until(f"{production}/subscribed", lambda page: page.status_code == 303)

    async def until(
        self, path: str, fits: Callable[[httpx.Response], bool], **how: Any
    ) -> httpx.Response:
        """Ask for a page until it is as wanted, as one that shows what is on its way asks again."""
        return await eventually(lambda: self.get(path, **how), fits)

    async def guests(self, session: str) -> list[dict[str, Any]]:
        page = (await self.get(f"/api/v1{session}/guests?limit=200")).json()
        found: list[dict[str, Any]] = page["items"]
        return found


class Office(NamedTuple):
    """A signed-in owner, with the addresses of what they have made."""

    owner: Visitor
    production: str
    session: str
    actor_link: str
    actor: str


async def furnish(owner: Visitor, sides: bytes = b"") -> Office:
    """Give a new office a production with a role, a session and an invited actor.

    The role has sides where there are any: a process reads them, which takes as long as the rest.
    """
    name = uuid4().hex[:12]
    await owner.sign_up(f"owner-{name}@office.test", f"Office {name}")
    production = await owner.start_production("The Tempest")
    assert (await owner.add_role(production, "Miranda", sides)).status_code == 303
    session = await owner.lay_out(production)
    actor = f"ana-{name}@actors.test"
    return Office(owner, production, session, await owner.invite(session, actor), actor)


@asynccontextmanager
async def open_installation(
    folder_path: Path,
    *,
    rooms: int = 1,
    environment: Mapping[str, str] | None = None,
    lasting: bool = False,
) -> AsyncIterator[Installation]:
    """Open the house with empty data, on free ports, with a few workers of live rooms.

    Its data go afterwards. Where figures depend on how they are written, they are `lasting`: to
    write hundreds of agencies to the disk takes half a minute when the house closes.
    """
    folder = DataFolder(folder_path)
    options = Options(port=18000, lan=False, rooms=rooms, demo=False, fresh=False)
    with folder.hold(), Ports() as ports:
        planned = await plan.make(folder, Addresses.read(environment or {}), options, ports)
        assert planned.postgres
        database = msgspec.structs.replace(planned.postgres, lasting=lasting)
        planned = msgspec.structs.replace(planned, postgres=database)
        assert planned.mails
        try:
            async with Supervisor(folder.logs, print) as supervisor:
                await Startup(planned, supervisor, Steps()).open()
                async with httpx.AsyncClient(timeout=70) as client:
                    yield Installation(planned, supervisor, Mails(planned.mails, client))
        finally:
            embedded_postgres.forget(folder.postgres)
