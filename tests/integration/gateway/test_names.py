"""Names of people and things: taken in as they are written, shown so that they disturb nothing."""

import re
from html.parser import HTMLParser
from urllib.parse import quote
from uuid import uuid4

import pytest

from shared.lines import FSI, PDI
from tests.installation import SIDES, Installation, Office, Visitor

HTMX = {"hx-request": "true"}
ACTOR, ROLE, FIRM = "محمد علي", "מרים", "الوكالة"
HOSTILE = ["\u202eanA", "A\u2069na", "Ana\x1b[2J", "\u3164", "\u200b"]


class Loose(HTMLParser):
    """Collects text that stands in no `<bdi>`, and is not isolated by characters."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.depth += tag == "bdi"
        self.text += " ".join(v or "" for k, v in attrs if k in {"title", "aria-label", "alt"})

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "bdi"

    def handle_data(self, data: str) -> None:
        if not self.depth:
            self.text += re.sub(f"{FSI}[^{PDI}]*{PDI}", "", data)


def loose(page: str) -> str:
    parser = Loose()
    parser.feed(page)
    return parser.text


async def cast(owner: Visitor) -> tuple[str, str, list[str]]:
    """Have an office all of whose names run from right to left; return what it made."""
    production = await owner.start_production(ROLE)
    await owner.post(f"{production}/roles", production, data={"name": ROLE})
    session = await owner.lay_out(production, title=ROLE)
    slots = (await owner.get(f"/api/v1{session}/slots")).json()
    tag = uuid4().hex[:8]
    actor, rep, watcher = (f"{who}-{tag}@actors.test" for who in ("a", "r", "w"))
    invited = await owner.post(
        f"/slots/{slots[0]['id']}/invitations", session, data={"name": ACTOR, "email": actor}
    )
    assert invited.status_code == 303, invited.text
    (guest,) = await owner.guests(session)
    await owner.post(
        f"/guests/{guest['id']}/reps", session, data={"name": ACTOR, "title": FIRM, "email": rep}
    )
    await owner.post(
        f"{session}/watchers", session, data={"name": ACTOR, "title": FIRM, "email": watcher}
    )
    return production, session, [actor, rep, watcher]


async def test_no_page_shows_a_name_that_is_not_isolated(
    installation: Installation, office: Office
) -> None:
    owner = office.owner
    production, session, invited = await cast(owner)
    pages = [
        "/productions", production, f"{production}/sessions", session, f"{session}/takes", "/team",
        f"{production}/money",
        *[await installation.link_to(email, "join") for email in invited],
    ]  # fmt: skip
    seen = ""
    for page in pages:
        shown = (await owner.get(page)).text
        seen += shown
        for name in (ACTOR, ROLE, FIRM):
            assert name not in loose(shown), f"{name} stands loose in {page}"
    assert all(name in seen for name in (ACTOR, ROLE, FIRM))


async def test_subjects_and_calendars_isolate_names(
    installation: Installation, office: Office
) -> None:
    await office.owner.pay(office.production)  # before that no subject says a name
    _, _, invited = await cast(office.owner)
    for email in invited:
        mail = await installation.mails.newest(email)
        assert f"{FSI}{ROLE}{PDI}" in mail.subject
        assert re.sub(f"{FSI}[^{PDI}]*{PDI}", "", mail.subject).isascii()
    calendar = await office.owner.get(
        f"{await installation.link_to(invited[0], 'join')}/audition.ics"
    )
    assert f"{FSI}{ROLE}{PDI}" in calendar.text.replace("\r\n ", "")


@pytest.mark.one_office
@pytest.mark.parametrize("name", HOSTILE)
async def test_what_turns_blanks_or_breaks_a_line_is_refused_at_its_field(
    office: Office, name: str
) -> None:
    owner, session = office.owner, office.session
    slots = (await owner.get(f"/api/v1{session}/slots")).json()
    forms = [
        ("/productions", "/productions", {}, "title"),
        ("/productions", "/productions", {"title": "Fine"}, "company"),
        (f"{office.production}/roles", office.production, {}, "name"),
        (f"/slots/{slots[1]['id']}/invitations", session, {"email": "x@actors.test"}, "name"),
        (f"{session}/watchers", session, {"name": "Fine", "email": "x@actors.test"}, "title"),
        ("/agencies", "/agencies/new", {"your_name": "Fine"}, "name"),
        ("/agencies", "/agencies/new", {"name": "Fine"}, "your_name"),
        ("/api-tokens", "/api-tokens", {"scopes": "read"}, "name"),
        ("/contacts", "/contacts", {}, "name"),
    ]
    for path, page, fine, field in forms:
        refused = await owner.post(path, page, headers=HTMX, data={**fine, field: name})
        assert refused.status_code == 422, f"{field} of {path}: {refused.text}"
        assert f'data-field="{field}"' in refused.text, refused.text


@pytest.mark.one_office
async def test_the_api_refuses_the_same(office: Office) -> None:
    for name in [*HOSTILE, "Two\nlines"]:
        made = await office.owner.client.post("/api/v1/productions", json={"title": name})
        assert made.status_code in {400, 403, 422}, made.text
    page = (await office.owner.get("/api/v1/productions")).json()
    assert [p["title"] for p in page["items"]] == ["The Tempest"]


async def test_sides_keep_the_name_of_their_file(office: Office) -> None:
    owner = office.owner
    files = {"sides": ("صفحات\u202e.pdf", SIDES.read_bytes(), "application/pdf")}
    added = await owner.post(
        f"{office.production}/roles", office.production, data={"name": "Ariel"}, files=files
    )
    assert added.status_code == 303, added.text
    page = (await owner.get(office.production)).text
    newest = re.findall(r"/sides/[0-9a-f-]{36}", page)[-1]
    named = (await owner.get(newest)).headers["content-disposition"]
    assert named.endswith(f"filename*=UTF-8''{quote('صفحات.pdf')}"), named
