"""The logo of an office: sent by a form or in parts, shown to its own members, and gone
with its file."""

import io

import pytest
from PIL import Image

from tests.eventually import eventually
from tests.installation import Installation, Office, Visitor
from tests.integration.gateway.sent_files import files_of
from tests.integration.gateway.tus import Tus

pytestmark = pytest.mark.one_office
JSON = {"content-type": "application/json"}


def picture(colour: str, kind: str = "PNG") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (64, 32), colour).save(file, kind)
    return file.getvalue()


async def logo_of(owner: Visitor) -> str:
    """Return the address of the logo in the rail; "" where the name's letters stand."""
    rail = (await owner.get("/settings")).text.partition('class="rail"')[2]
    found = rail.partition('<img class="avatar square" src="')[2]
    return found.partition('"')[0]


async def test_a_logo_comes_is_shown_and_goes(
    installation: Installation, office: Office, neighbour: Office
) -> None:
    owner = office.owner
    assert await logo_of(owner) == ""
    files = {"logo": ("logo.png", picture("#9d1f3b"), "image/png")}
    sent = await owner.post("/settings/logo", "/settings", files=files)
    assert (sent.status_code, sent.headers["location"]) == (303, "/settings"), sent.text
    first = await logo_of(owner)
    shown = await owner.get(first)
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/jpeg")
    assert (await neighbour.owner.get(first)).status_code == 404
    assert await logo_of(neighbour.owner) == ""
    tus = Tus(owner, "/settings/logo", "/settings")
    upload = await tus.whole(picture("#17633f", "JPEG"), "other.jpg")
    assert (await tus.checked(upload))["status"] == "ready"
    form = {"logo_upload": upload.rsplit("/", 1)[-1]}
    assert (await owner.post("/settings/logo", "/settings", data=form)).status_code == 303
    second = await logo_of(owner)
    assert second not in {"", first}
    assert (await owner.get(first)).status_code == 404
    gone = await owner.client.delete("/api/v1/settings/logo", headers=JSON)
    assert gone.status_code == 204
    assert await logo_of(owner) == ""
    await eventually(
        lambda: files_of(installation, office),
        lambda files: not any("/logos/" in each for each in files),
    )
    audit = (await owner.get("/audit")).text
    assert ("changed the logo of" in audit, "removed the logo of" in audit) == (True, True)


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"\xff\xd8\xff and no more", b"<svg/>"])
async def test_what_is_no_picture_is_refused_at_its_field(content: bytes, office: Office) -> None:
    before = await logo_of(office.owner)
    files = {"logo": ("logo.png", content, "image/png")}
    sent = await office.owner.post(
        "/settings/logo", "/settings", files=files, headers={"hx-request": "true"}
    )
    assert (sent.status_code, 'data-field="logo"' in sent.text) == (422, True)
    assert await logo_of(office.owner) == before
