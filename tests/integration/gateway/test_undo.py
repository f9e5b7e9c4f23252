"""What was deleted is taken back from the page that comes after it, by whoever deleted it."""

import re
from html import unescape

import pytest

from tests.installation import Office

pytestmark = pytest.mark.one_office
TOAST = re.compile(r'<div class="toast"(.*?)</div>', re.DOTALL)


async def test_what_was_just_deleted_is_taken_back(office: Office, neighbour: Office) -> None:
    owner = office.owner
    made = (await owner.client.post("/api/v1/contacts", json={"name": "Zoë <b>"})).json()
    contact = f"/contacts/{made['id']}"
    gone = await owner.post(f"{contact}/delete", "/contacts")
    assert (gone.status_code, gone.headers["location"]) == (303, "/contacts")
    for page in ("/contacts", "/productions"):
        (toast,) = TOAST.findall((await owner.get(page)).text)
        assert "Zoë <b> is deleted." in unescape(re.sub("[\u2068\u2069]|</?bdi>", "", toast))
        assert "<b>" not in toast
    action = re.search(r'action="([^"]+)"', toast)
    assert action
    theirs = neighbour.owner
    theirs.client.cookies["undo"] = owner.client.cookies["undo"]
    assert (await theirs.post(action[1], "/contacts")).status_code == 404
    back = await owner.post(action[1], "/contacts")
    assert (back.status_code, back.headers["location"]) == (303, contact)
    assert (await owner.get(contact)).status_code == 200
    assert not TOAST.search((await owner.get("/contacts")).text)


@pytest.mark.parametrize("cookie", ["", "====", "e30=", "bm9uZQ==", "\u20ac".encode().hex()])
async def test_a_cookie_of_somebody_else_s_making_offers_nothing(
    cookie: str, office: Office
) -> None:
    office.owner.client.cookies["undo"] = cookie
    page = await office.owner.get("/contacts")
    del office.owner.client.cookies["undo"]
    assert (page.status_code, TOAST.search(page.text)) == (200, None)
