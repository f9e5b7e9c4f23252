"""Acts that ask who somebody is, when they showed it more than ten minutes ago."""

import re
from html import unescape
from uuid import uuid4

import asyncpg
import pytest

from tests.installation import Installation, Office, Visitor
from tests.integration.gateway.test_team import join

HOOK = {
    "url": "https://hooks.example/ö?x=1",
    "kinds": ["production.started"],
    "description": "🎬 <b>Календар</b>",
}
ACTS = [
    ("/team/invitations", "/team", {"email": "zoë@again.test", "role": "owner"}),
    ("/api-tokens", "/api-tokens", {"name": "日程 & more", "scopes": ["read", "cast"]}),
    ("/outgoing-webhooks", "/outgoing-webhooks", HOOK),
    ("/settings/reply-address", "/settings", {"email": "answers@again.test"}),
]


async def later(installation: Installation, visitor: Visitor) -> None:
    """Let it be a quarter of an hour since somebody signed in."""
    database = await asyncpg.connect(installation.plan.config.owner_url)
    session = visitor.client.cookies["session"]
    changed = await database.execute(
        """UPDATE gateway.web_session SET confirmed_at = now() - interval '15 minutes'
        WHERE token_hash = sha256($1)""",
        session.encode(),
    )
    await database.close()
    assert changed == "UPDATE 1"


async def email_of(visitor: Visitor) -> str:
    found = re.search(r"[\w-]+@[\w.]+\.test", (await visitor.get("/account")).text)
    assert found
    return found[0]


async def again(installation: Installation, visitor: Visitor) -> None:
    """Show anew who one is, in another tab of the same browser."""
    email = await email_of(visitor)
    seen = (await installation.mails.newest(email)).id
    assert f'value="{email}"' in (await visitor.get("/sign-in/again")).text
    asked = await visitor.post("/sign-in", "/sign-in/again", data={"email": email})
    assert asked.status_code == 200
    link = await installation.link_to(email, "sign-in", after=seen)
    assert (await visitor.post(link, link)).headers["location"] == "/sign-in/again"
    assert "what you typed is still there" in (await visitor.get("/sign-in/again")).text


@pytest.mark.one_office
@pytest.mark.parametrize(("path", "page", "typed"), ACTS)
async def test_it_is_asked_for_and_nothing_that_was_typed_is_lost(
    path: str,
    page: str,
    typed: dict[str, str | list[str]],
    installation: Installation,
    office: Office,
) -> None:
    owner = office.owner
    await later(installation, owner)
    session = owner.client.cookies["session"]
    refused = await owner.post(path, page, data=typed)
    assert refused.status_code == 403
    kept = re.findall(r'name="([^"]+)" value="([^"]*)"', refused.text)
    form: dict[str, list[str]] = {}
    for name, value in kept:
        form.setdefault(name, []).append(unescape(value))
    form.pop("_csrf_token")
    for name, value in typed.items():
        assert form[name] == (value if isinstance(value, list) else [value])
    before = (await owner.get(page)).text
    assert "zoë" not in before
    assert "日程" not in before
    assert "answers@again.test" not in before
    await again(installation, owner)
    assert owner.client.cookies["session"] == session
    done = await owner.post(path, page, data=form)
    assert done.status_code in {200, 303, 422}, done.text
    assert "sign in again" not in done.text.lower()


async def test_it_is_asked_before_a_member_becomes_owner_or_goes(
    installation: Installation, office: Office, stranger: Visitor
) -> None:
    email = await join(installation, office, stranger)
    page = (await office.owner.get("/team")).text
    found = re.search(r"/team/members/([0-9a-f-]{36})/part", page[page.index(email) :])
    assert found
    await later(installation, office.owner)
    member, hx = f"/team/members/{found[1]}", {"hx-request": "true"}
    raised = await office.owner.post(f"{member}/part", "/team", data={"role": "owner"}, headers=hx)
    assert raised.status_code == 403
    assert 'href="/sign-in/again" target="_blank"' in raised.text
    assert (await office.owner.post(f"{member}/remove", "/team")).status_code == 403
    lowered = await office.owner.post(f"{member}/part", "/team", data={"role": "runner"})
    assert lowered.status_code == 303


@pytest.mark.one_office
async def test_the_rest_of_the_work_goes_on(installation: Installation, office: Office) -> None:
    await later(installation, office.owner)
    form = {"email": f"{uuid4().hex}@again.test", "role": "associate"}
    assert (await office.owner.post("/team/invitations", "/team", data=form)).status_code == 303
    assert (await office.owner.start_production("Cymbeline")).startswith("/productions/")


async def test_a_passkey_is_not_added_by_who_sat_down_here_later(
    installation: Installation, office: Office
) -> None:
    await later(installation, office.owner)
    refused = await office.owner.post("/account/passkeys/challenge", "/account")
    assert refused.status_code == 403
    assert "sign in again" in (await office.owner.get("/account")).text
    await again(installation, office.owner)
    assert (await office.owner.post("/account/passkeys/challenge", "/account")).status_code == 200


async def test_nobody_confirms_the_session_of_somebody_else(
    installation: Installation, office: Office, stranger: Visitor
) -> None:
    """Who signs in where another is signed in begins a session of their own."""
    await later(installation, office.owner)
    session = office.owner.client.cookies["session"]
    link = await office.owner.ask_for_link(f"{uuid4().hex}@again.test")
    assert (await office.owner.post(link, link)).headers["location"] == "/today"
    assert office.owner.client.cookies["session"] != session
