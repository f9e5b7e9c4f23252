"""Sides that were sent in parts: checked before anybody sees them, then those of their role."""

import asyncio
import hashlib
import re
from typing import Any
from uuid import UUID

import httpx
import pytest

from services.gateway.platform.uploads.model import kept_key
from services.gateway.platform.uploads.purposes import PURPOSES
from shared.ids import AgencyId, new_id
from shared.objects import Objects
from shared.tenancy import schema_of
from tests.eventually import eventually
from tests.hostile import inflating_pdf
from tests.installation import SIDES, Installation, Office
from tests.integration.gateway.records import name_of
from tests.integration.gateway.test_route_permissions import known, owner_of
from tests.integration.gateway.tus import Tus, metadata

PDF = SIDES.read_bytes()
_SERVED = re.compile(r"/sides/[0-9a-f-]{36}")
FULL = "This does not fit: your office's files fill its storage."
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"


@pytest.fixture
def tus(office: Office) -> Tus:
    return Tus(office.owner, office.production)


async def checked(tus: Tus, upload: str) -> dict[str, Any]:
    """Wait until an upload was looked into; return what became of it."""

    async def ask() -> dict[str, Any]:
        found: dict[str, Any] = (await tus.visitor.get(upload)).json()
        return found

    return await eventually(ask, lambda found: found["status"] in {"ready", "refused"})


async def add_role(tus: Tus, upload: str, name: str = "Ariel") -> httpx.Response:
    said = {"name": name, "sides_upload": upload.rsplit("/", 1)[-1]}
    return await tus.visitor.post(f"{tus.page}/roles", tus.page, data=said, files={"x": b""})


async def shown(tus: Tus) -> str:
    return (await tus.visitor.get(tus.page)).text


async def agency_of(installation: Installation, office: Office) -> UUID:
    async with owner_of(installation) as owner:
        found: UUID = await owner.fetchval(
            "SELECT id FROM platform.agency WHERE name = $1", f"Office {name_of(office)}"
        )
        return found


async def files(installation: Installation, office: Office) -> set[str]:
    agency = await agency_of(installation, office)
    objects = Objects(installation.plan.config.object_store_url)
    return {key async for key in objects.keys(agency.hex)}


async def test_a_role_is_added_with_sides_that_were_sent_before(
    installation: Installation, office: Office, tus: Tus
) -> None:
    upload = await tus.whole(PDF, "Viola, act 1.pdf")
    assert (await checked(tus, upload))["pages"] == 1
    assert (await add_role(tus, upload)).status_code == 303
    (sides,) = _SERVED.findall(page := await shown(tus))
    assert "Viola, act 1.pdf" in page
    served = await office.owner.get(sides)
    assert served.content == PDF
    assert served.headers["content-type"] == "application/pdf"
    assert served.headers["x-content-type-options"] == "nosniff"
    assert served.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert served.headers["content-disposition"].startswith('inline; filename="Viola_ act 1.pdf"')
    assert "VIOLA" in (await office.owner.get(f"{sides}/text")).text.upper()
    await eventually(
        lambda: files(installation, office),
        lambda keys: not any("/uploads/" in key for key in keys),
    )


async def test_sides_of_a_role_appear_once_they_are_checked(tus: Tus) -> None:
    """A file that takes long to look into has its role before it is checked."""
    upload = await tus.whole(inflating_pdf(), "long.pdf")
    assert (await add_role(tus, upload)).status_code == 303
    assert "is being checked" in await shown(tus)
    page = await eventually(lambda: shown(tus), lambda page: bool(_SERVED.search(page)))
    assert "is being checked" not in page
    assert "7 pages" in page


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
    found = await checked(tus, upload)
    assert (found["status"], found["refusal"].startswith(why)) == ("refused", True)
    answer = await add_role(tus, upload, "Caliban")
    assert answer.status_code == 422
    assert why in answer.text
    assert "Caliban" not in await shown(tus)
    await eventually(
        lambda: files(installation, office),
        lambda keys: not any("/uploads/" in key for key in keys),
    )
    assert UUID(upload.rsplit("/", 1)[-1]).hex not in str(await files(installation, office))


async def test_what_was_refused_after_its_role_was_added_is_told_there_and_replaced(
    installation: Installation, office: Office, tus: Tus
) -> None:
    unfinished = await tus.begin(len(PDF))
    assert (await add_role(tus, unfinished)).status_code == 422, "it has not arrived yet"
    upload = await tus.whole(inflating_pdf(), "page.pdf")
    assert (await add_role(tus, upload)).status_code == 303
    agency = await agency_of(installation, office)
    async with owner_of(installation) as owner:  # as a check would leave it
        await owner.execute(
            f"""UPDATE "{schema_of(agency)}".upload SET status = 'refused',
            refusal = 'It is <no> PDF.' WHERE id = $1::uuid""",
            upload.rsplit("/", 1)[-1],
        )
    page = await shown(tus)
    assert "It is &lt;no&gt; PDF." in page
    role = re.findall(r"/roles/[0-9a-f-]{36}/sides", page)[-1]
    again = await tus.whole(PDF, "right.pdf")
    said = {"sides_upload": again.rsplit("/", 1)[-1]}
    answer = await tus.visitor.post(role, tus.page, data=said, files={"x": b""})
    assert answer.status_code == 303
    page = await eventually(lambda: shown(tus), lambda page: bool(_SERVED.search(page)))
    assert "was not taken" not in page


async def test_a_file_is_of_one_role_and_of_one_office(tus: Tus, neighbour: Office) -> None:
    upload = await tus.whole(PDF)
    theirs = Tus(neighbour.owner, neighbour.production)
    assert (await add_role(theirs, upload)).status_code == 404
    await checked(tus, upload)
    assert (await add_role(tus, upload)).status_code == 303
    assert (await add_role(tus, upload, "Another")).status_code == 422
    assert (await tus.ask("DELETE", upload, {})).status_code == 409, "it is a role's"


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
        assert (await checked(tus, upload))["status"] == status


async def test_what_was_left_alone_goes_with_its_files(
    installation: Installation, office: Office, tus: Tus
) -> None:
    left, other = await tus.begin(10), await tus.begin(10)
    await tus.send(left, 0, b"abc")
    await tus.send(other, 0, b"abc")
    agency, upload_id = await agency_of(installation, office), left.rsplit("/", 1)[-1]
    async with owner_of(installation) as owner:
        await owner.execute(
            f'UPDATE "{schema_of(agency)}".upload SET expires_at = now() WHERE id = $1::uuid',
            upload_id,
        )
        assert (await tus.head(left)).status_code == 410
        assert (await tus.send(left, 3, b"d")).status_code == 410
        await owner.execute(
            """UPDATE gateway.job SET run_at = now()
            WHERE kind = 'uploads.expire' AND payload ->> 'upload_id' = $1""",
            upload_id,
        )
    await eventually(lambda: tus.head(left), lambda answer: answer.status_code == 404)
    assert UUID(upload_id).hex not in str(await files(installation, office))
    assert await tus.offset(other) == 3


async def test_what_no_job_came_to_an_end_with_goes_after_its_time(
    installation: Installation, office: Office, tus: Tus
) -> None:
    stuck = await tus.begin(10)
    agency, upload_id = await agency_of(installation, office), stuck.rsplit("/", 1)[-1]
    async with owner_of(installation) as owner:
        await owner.execute(
            f"""UPDATE "{schema_of(agency)}".upload SET expires_at = now(), received = 10,
                status = 'checking' WHERE id = $1::uuid""",
            upload_id,
        )
        await owner.execute(
            """UPDATE gateway.job SET run_at = now()
            WHERE kind = 'uploads.expire' AND payload ->> 'upload_id' = $1""",
            upload_id,
        )
    await eventually(lambda: tus.head(stuck), lambda answer: answer.status_code == 404)


async def test_what_is_taken_in_the_same_moment_is_not_taken_back(
    installation: Installation, office: Office, tus: Tus
) -> None:
    upload = await tus.begin(10)
    agency, upload_id = await agency_of(installation, office), upload.rsplit("/", 1)[-1]
    async with owner_of(installation) as owner:
        async with owner.transaction():
            await owner.execute(
                f'UPDATE "{schema_of(agency)}".upload SET subject_id = id WHERE id = $1::uuid',
                upload_id,
            )
            taking_back = asyncio.create_task(tus.ask("DELETE", upload, {}))
            await eventually(
                lambda: owner.fetchval("SELECT count(*) FROM pg_locks WHERE NOT granted"),
                lambda waiting: waiting > 0,
            )
        assert (await taking_back).status_code == 409
        status = await owner.fetchval(
            f'SELECT status FROM "{schema_of(agency)}".upload WHERE id = $1::uuid', upload_id
        )
    assert status == "created"


async def test_a_file_that_was_kept_after_its_upload_was_gone_is_deleted(
    installation: Installation, office: Office
) -> None:
    agency, upload_id = await agency_of(installation, office), new_id()
    objects = Objects(installation.plan.config.object_store_url)
    key = kept_key(AgencyId(agency), PURPOSES["sides"].folder, upload_id, "pdf")
    await objects.put(key, PDF)
    assert key in await files(installation, office)
    async with owner_of(installation) as owner:
        await owner.execute(
            """INSERT INTO gateway.job (id, agency_id, kind, payload)
            VALUES ($1, $2, 'uploads.clear',
                jsonb_build_object('upload_id', $3::text, 'purpose', 'sides'))""",
            new_id(),
            agency,
            str(upload_id),
        )
    await eventually(lambda: files(installation, office), lambda found: key not in found)


async def test_uploads_wait_while_there_is_no_room_and_nothing_is_lost(
    installation: Installation, office: Office, tus: Tus, neighbour: Office
) -> None:
    upload = await tus.begin(6)
    await tus.send(upload, 0, b"abc")
    ours = await known(installation, office)
    async with owner_of(installation) as owner:
        table = f'"{schema_of(ours.agency)}".upload'
        await owner.execute(f"UPDATE {table} SET length = 3000000000 WHERE file_name LIKE 'Told%'")
        full = await tus.create(6)
        waits = await tus.send(upload, 3, b"def")
        assert (full.status_code, waits.status_code) == (507, 507)
        assert "Nothing is lost" in waits.json()["detail"]
        theirs = Tus(neighbour.owner, neighbour.production)
        assert (await theirs.create(6)).status_code == 201
        assert await tus.offset(upload) == 3
        await owner.execute(f"UPDATE {table} SET length = 9 WHERE file_name LIKE 'Told%'")
    assert (await tus.send(upload, 3, b"def")).status_code == 204


async def test_plans_that_have_ended_add_no_room(
    installation: Installation, office: Office, tus: Tus
) -> None:
    await tus.begin(6)
    ours = await known(installation, office)
    async with owner_of(installation) as owner:
        await owner.execute(
            f"""UPDATE "{schema_of(ours.agency)}".upload
            SET length = 2000000000, production_id = NULL WHERE file_name = 'sides.pdf'"""
        )
        for ended in (new_id(), new_id()):
            await owner.execute(
                """INSERT INTO platform.subscription (production_id, agency_id, stripe_id, plan,
                    status, started_at, period_ends_at)
                VALUES ($1, $2, $3, 'studio', 'canceled', now(), now())""",
                ended,
                ours.agency,
                str(ended),
            )
    full = await tus.create(6)
    assert full.status_code == 507
    assert full.json()["detail"] == FULL


async def test_who_pays_is_told_once_when_most_of_the_storage_is_used(
    installation: Installation, office: Office, tus: Tus
) -> None:
    assert "of this production's storage" not in await shown(tus)
    ours = await known(installation, office)
    async with owner_of(installation) as owner:
        table = f'"{schema_of(ours.agency)}".upload'
        await owner.execute(f"UPDATE {table} SET length = 1700000000 WHERE file_name LIKE 'Told%'")
    for _ in range(2):
        assert (await tus.create(6)).status_code == 201
    assert "Files fill 85 % of this production's storage (1.7 of 2 GB)." in await shown(tus)
    me = f"owner-{name_of(office)}@office.test"
    mails = await eventually(
        lambda: installation.mails.find(me),
        lambda mails: any("storage" in mail.subject for mail in mails),
    )
    assert [mail.subject for mail in mails if "storage" in mail.subject] == [
        "The Tempest: 85 % of the storage is used"
    ]


async def test_one_person_has_so_many_files_on_their_way(tus: Tus, neighbour: Office) -> None:
    last = ""
    for _ in range(20):
        last = await tus.begin(1)
    assert (await tus.create(1)).status_code == 429
    assert (await Tus(neighbour.owner, neighbour.production).create(1)).status_code == 201
    await tus.ask("DELETE", last, {})
    assert (await tus.create(1)).status_code == 201
