"""Sides that were sent in parts: checked before anybody sees them, then those of their role."""

import hashlib
import re

import httpx
import pytest

from tests.eventually import eventually
from tests.hostile import inflating_pdf
from tests.installation import SIDES, Installation, Office
from tests.integration.gateway.arrivals import rows_of
from tests.integration.gateway.sent_files import files_of, id_of
from tests.integration.gateway.tus import Tus, metadata

PDF = SIDES.read_bytes()
_SERVED = re.compile(r"/sides/[0-9a-f-]{36}")
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"


async def add_role(tus: Tus, upload: str, name: str = "Ariel") -> httpx.Response:
    said = {"name": name, "sides_upload": str(id_of(upload))}
    return await tus.visitor.post(f"{tus.page}/roles", tus.page, data=said, files={"x": b""})


async def test_a_role_is_added_with_sides_that_were_sent_before(
    installation: Installation, office: Office, tus: Tus
) -> None:
    upload = await tus.whole(PDF, "Viola, act 1.pdf")
    assert (await tus.checked(upload))["pages"] == 1
    assert (await add_role(tus, upload)).status_code == 303
    (sides,) = set(_SERVED.findall(page := await tus.shown()))
    assert "Viola, act 1.pdf" in page
    served = await office.owner.get(sides)
    assert served.content == PDF
    assert served.headers["content-type"] == "application/pdf"
    assert served.headers["x-content-type-options"] == "nosniff"
    assert served.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert served.headers["content-disposition"].startswith('inline; filename="Viola_ act 1.pdf"')
    assert "VIOLA" in (await office.owner.get(f"{sides}/text")).text.upper()
    await eventually(
        lambda: files_of(installation, office),
        lambda keys: not any("/uploads/" in key for key in keys),
    )


async def test_sides_of_a_role_appear_once_they_are_checked(tus: Tus) -> None:
    """A file that takes long to look into has its role before it is checked."""
    upload = await tus.whole(inflating_pdf(), "long.pdf")
    assert (await add_role(tus, upload)).status_code == 303
    assert "is being checked" in await tus.shown()
    page = await eventually(tus.shown, lambda page: bool(_SERVED.search(page)))
    assert "is being checked" not in page
    assert "7 pages" in page


@pytest.mark.one_office
@pytest.mark.parametrize(
    ("content", "why"),
    [
        (HTML, "This is not a PDF."),
        (SVG, "This is not a PDF."),
        (b"PK\x03\x04" + bytes(100), "This is not a PDF."),
        (b"\x00", "This is not a PDF."),
        (b"%PDF-1.7 cut off", "This is not a PDF that can be read."),
    ],
    ids=["html", "svg", "zip", "a byte", "cut off"],
)
async def test_a_wrong_type_behind_a_right_name_is_refused_at_its_field(
    content: bytes, why: str, installation: Installation, office: Office, tus: Tus
) -> None:
    upload = await tus.whole(content, "sides.pdf")
    found = await tus.checked(upload)
    assert (found["status"], found["refusal"].startswith(why)) == ("refused", True)
    answer = await add_role(tus, upload, "Caliban")
    assert answer.status_code == 422
    assert why in answer.text
    assert "Caliban" not in await tus.shown()
    await eventually(
        lambda: files_of(installation, office),
        lambda keys: not any("/uploads/" in key for key in keys),
    )
    assert id_of(upload).hex not in str(await files_of(installation, office))


async def test_what_was_refused_after_its_role_was_added_is_told_there_and_replaced(
    installation: Installation, office: Office, tus: Tus
) -> None:
    unfinished = await tus.begin(len(PDF))
    assert (await add_role(tus, unfinished)).status_code == 422, "it has not arrived yet"
    upload = await tus.whole(inflating_pdf(), "page.pdf")
    assert (await add_role(tus, upload)).status_code == 303
    async with rows_of(installation, office) as rows:  # as a check would leave it
        await rows.execute(
            "UPDATE upload SET status = 'refused', refusal = 'It is <no> PDF.' WHERE id = $1",
            id_of(upload),
        )
    page = await tus.shown()
    assert "It is &lt;no&gt; PDF." in page
    role = re.findall(r"/roles/[0-9a-f-]{36}/sides", page)[-1]
    again = await tus.whole(PDF, "right.pdf")
    said = {"sides_upload": str(id_of(again))}
    answer = await tus.visitor.post(role, tus.page, data=said, files={"x": b""})
    assert answer.status_code == 303
    page = await eventually(tus.shown, lambda page: bool(_SERVED.search(page)))
    assert "was not taken" not in page


async def test_a_file_is_of_one_role_and_of_one_office(tus: Tus, neighbour: Office) -> None:
    upload = await tus.whole(PDF)
    theirs = Tus(neighbour.owner, neighbour.production)
    assert (await add_role(theirs, upload)).status_code == 404
    await tus.checked(upload)
    assert (await add_role(tus, upload)).status_code == 303
    assert (await add_role(tus, upload, "Another")).status_code == 422
    assert (await tus.ask("DELETE", upload, {})).status_code == 409, "it is a role's"


@pytest.mark.one_office
@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\secret\\a.pdf", "a.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie: x.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ("", "sides.pdf"),
        ("/", "sides.pdf"),
        ("\u200b", "sides.pdf"),
    ],
)
async def test_a_name_is_one_line_without_a_path(name: str, plain: str, tus: Tus) -> None:
    upload = await tus.begin(1, name)
    assert (await tus.visitor.get(upload)).json()["file_name"] == plain


async def test_a_whole_that_is_not_what_its_sender_hashed_is_refused(tus: Tus) -> None:
    for content, status in ((PDF, "ready"), (PDF[:-1] + b"!", "refused")):
        said = metadata(filename="a.pdf", sha256=hashlib.sha256(PDF).hexdigest())
        created = await tus.create(len(content), **{"upload-metadata": said})
        upload = created.headers["location"]
        await tus.send(upload, 0, content)
        assert (await tus.checked(upload))["status"] == status
