"""Contacts on their pages and by the API; pages of one office."""

import re
from collections.abc import AsyncIterator
from html import unescape
from typing import Any
from uuid import uuid4

import pytest

from tests.installation import Installation, Visitor

API = "/api/v1/contacts"
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


@pytest.fixture(scope="module")
async def owner(installation: Installation) -> AsyncIterator[Visitor]:
    async with installation.browser() as visitor:
        await visitor.sign_up(f"{uuid4().hex}@office.test", "Contacts Office")
        yield visitor


@pytest.fixture(scope="module")
async def other(installation: Installation) -> AsyncIterator[Visitor]:
    """Return the owner of another office, which knows somebody of the same company."""
    async with installation.browser() as visitor:
        await visitor.sign_up(f"{uuid4().hex}@office.test", "Other Office")
        await made(visitor, name="Nina Neighbour", company="Films")
        yield visitor


async def made(owner: Visitor, **fields: str) -> dict[str, Any]:
    answer = await owner.client.post(API, json=fields)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def hidden(page: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in _HIDDEN.findall(page)}


async def form_of(owner: Visitor, contact: dict[str, Any]) -> dict[str, str]:
    """Return what the form of a contact posts if nothing is typed."""
    page = (await owner.get(f"/contacts/{contact['id']}")).text
    fields = {name: contact[name] for name in ("name", "title", "company", "email", "note")}
    return fields | {name: hidden(page)[name] for name in ("version", "seen")}


async def test_a_contact_is_added_and_has_a_page(owner: Visitor, other: Visitor) -> None:
    data = {
        "name": "Paula <Rivers>", "title": "Producer", "company": "Ours", "zone": "Europe/Paris",
        "email": "Paula@Ours.test", "phone": "+33 1", "note": "Calls\r\nback",
    }  # fmt: skip
    answer = await owner.post("/contacts", "/contacts/new", data=data)
    assert answer.status_code == 303, answer.text
    page = (await owner.get(answer.headers["location"])).text
    for words in ("Paula &lt;Rivers&gt;", "Producer", "Paula@Ours.test", "In Europe/Paris"):
        assert words in page
    assert (await other.get(answer.headers["location"])).status_code == 404


async def test_the_list_goes_on_from_page_to_page(owner: Visitor, other: Visitor) -> None:
    for name in ("Ann", "Ben", "Cleo"):
        await made(owner, name=name, company="Paged")
    first = (await owner.get("/contacts?company=paged&limit=2")).text
    assert "3 contacts" in first
    assert ("Ann" in first, "Cleo" in first) == (True, False)
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following
    second = (await owner.get(unescape(following[1]))).text
    assert ("Ann" in second, "Cleo" in second) == (False, True)
    assert "Next page" not in second
    assert "Nina" not in (await owner.get("/contacts?company=Films")).text


async def test_page_and_api_are_asked_alike(owner: Visitor) -> None:
    for name in ("Dora", "Emil", "Fritz"):
        await made(owner, name=name, company="Asked")
    query = "company=asked&sort=newest&limit=2"
    first = (await owner.get(f"{API}?{query}")).json()
    assert [contact["name"] for contact in first["items"]] == ["Fritz", "Emil"]
    assert first["total"] == 3
    rest = (await owner.get(f"{API}?{query}&after={first['next']}")).json()
    assert ([contact["name"] for contact in rest["items"]], rest["next"]) == (["Dora"], None)
    page = (await owner.get(f"/contacts?{query}&after={first['next']}")).text
    assert ("Dora" in page, "Emil" in page) == (True, False)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("after=abc", 404),
        ("sort=size", 422),
        ("limit=0", 422),
        ("q=%00", 422),
        ("company=a&company=b", 422),
    ],
)
async def test_what_no_list_can_be_asked_is_said_so(
    owner: Visitor, query: str, status: int
) -> None:
    for path in ("/contacts", API):
        assert (await owner.get(f"{path}?{query}")).status_code == status


async def test_the_second_of_two_is_told_on_a_page_that_keeps_what_they_typed(
    owner: Visitor,
) -> None:
    contact = await made(owner, name="Gail", note="old")
    path = f"/contacts/{contact['id']}"
    mine, theirs = await form_of(owner, contact), await form_of(owner, contact)
    saved = await owner.post(path, path, data=theirs | {"company": "Theirs"})
    assert saved.status_code == 303
    answer = await owner.post(path, path, data=mine | {"note": '"mine"', "name": "Gale"})
    assert answer.status_code == 409
    page = answer.text
    for words in ("Company</strong>: now <q><bdi>Theirs", "Nothing that you typed is lost"):
        assert words in page
    kept = {name: value for name, value in hidden(page).items() if name != "_csrf_token"}
    assert kept["note"] == '"mine"'
    again = re.search(r'name="on_version" value="(\d+)"', page)
    assert again
    done = await owner.post(path, path, data=kept | {"on_version": again[1]})
    assert done.status_code == 303, done.text
    after = (await owner.get(f"{API}/{contact['id']}")).json()
    assert (after["name"], after["company"], after["note"]) == ("Gale", "Theirs", '"mine"')
    assert after["version"] == 3


async def test_a_script_is_told_beside_the_form(owner: Visitor) -> None:
    contact = await made(owner, name="Hal")
    path = f"/contacts/{contact['id']}"
    form = await form_of(owner, contact)
    await owner.post(path, path, data=form | {"title": "One"})
    refused = await owner.post(
        path, path, data=form | {"title": "Two"}, headers={"hx-request": "true"}
    )
    assert refused.status_code == 409
    assert "<html" not in refused.text
    assert (
        "now <q><bdi>One</bdi></q>, it was empty. You typed <q><bdi>Two</bdi></q>" in refused.text
    )


async def test_a_program_edits_some_fields_on_the_version_that_it_read(owner: Visitor) -> None:
    contact = await made(owner, name="Ida", phone="1")
    path = f"{API}/{contact['id']}"
    edited = await owner.client.patch(path, json={"version": 1, "phone": "2"})
    assert (edited.json()["name"], edited.json()["phone"]) == ("Ida", "2")
    refused = await owner.client.patch(path, json={"version": 1, "phone": "3", "name": "Ida"})
    assert refused.status_code == 409
    problem = refused.json()
    assert problem["version"] == 2
    assert problem["changes"] == [{"field": "phone", "now": "2", "yours": "3"}]


async def test_those_ticked_are_deleted_after_a_question_that_counts_them(owner: Visitor) -> None:
    ids = [(await made(owner, name=name, company="Ticked"))["id"] for name in ("Jo", "Kay", "Lee")]
    chosen = {"ids": ids[:2]}
    asked = await owner.post("/contacts/delete", "/contacts", data=chosen)
    assert "2 contacts are deleted" in asked.text
    done = await owner.post_sure("/contacts/delete", "/contacts", data=chosen)
    assert done.headers["location"] == "/contacts?deleted=2"
    assert "2 contacts are deleted" in (await owner.get(done.headers["location"])).text
    left = (await owner.get(f"{API}?company=ticked")).json()["items"]
    assert [contact["name"] for contact in left] == ["Lee"]
    assert (await owner.get(f"/contacts/{ids[0]}")).status_code == 404
    assert "Jo" in (await owner.get("/bin?kind=contact")).text
    back = await owner.post(f"/bin/contact/{ids[0]}/restore", "/bin")
    assert back.headers["location"] == f"/contacts/{ids[0]}"


async def test_who_confirmed_another_number_is_asked_again(owner: Visitor) -> None:
    await made(owner, name="Mo", company="Counted")
    chosen = {"all": "true", "company": "counted"}
    asked = await owner.post("/contacts/delete", "/contacts", data=chosen)
    confirm = re.search(r'name="confirm" value="([^"]+)"', asked.text)
    assert confirm
    await made(owner, name="Ned", company="Counted")
    again = await owner.post("/contacts/delete", "/contacts", data=chosen | {"confirm": confirm[1]})
    assert (again.status_code, "2 contacts are deleted" in again.text) == (409, True)


async def test_a_program_deletes_by_filter_and_brings_back_by_id(
    owner: Visitor, other: Visitor
) -> None:
    ids = [(await made(owner, name=name, company="Films"))["id"] for name in ("Ola", "Pam")]
    answer = await owner.client.post(
        f"{API}/delete", json={"all": True, "filters": {"company": "films"}}
    )
    assert answer.json() == {"count": 2}
    back = await owner.client.post(f"{API}/restore", json={"ids": ids[:1]})
    assert back.json() == {"count": 1}
    assert (await owner.get(f"{API}?company=films")).json()["total"] == 1
    assert (await other.get(f"{API}?company=films")).json()["total"] == 1
    assert (await other.client.post(f"{API}/delete", json={"ids": ids})).json() == {"count": 0}
