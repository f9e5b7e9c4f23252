"""What nobody goes on with, takes, or can put together goes, and its files with it."""

import asyncio

from services.gateway.platform.uploads.model import folder_of, kept_key
from services.gateway.platform.uploads.purposes import PURPOSES
from shared.ids import AgencyId, new_id
from shared.jobs.model import BACK_OFF
from tests.eventually import eventually
from tests.installation import Installation, Office
from tests.integration.gateway.arrivals import agency_of, rows_of
from tests.integration.gateway.sent_files import files_of, id_of, look_for_expired, objects_of
from tests.integration.gateway.tus import Tus

_PUT_TOGETHER = """INSERT INTO gateway.job (id, agency_id, kind, payload, attempts)
    VALUES ($1, $2, 'uploads.assemble', jsonb_build_object('upload_id', $3::text), $4)"""
_CLEAR = """INSERT INTO gateway.job (id, agency_id, kind, payload)
    VALUES ($1, $2, 'uploads.clear',
        jsonb_build_object('upload_id', $3::text, 'purpose', 'sides'))"""
_WAIT_FOR_US = """SELECT count(*) FROM pg_stat_activity
    WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))"""


async def test_what_was_left_alone_goes_with_its_files(
    installation: Installation, office: Office, tus: Tus
) -> None:
    left, other = await tus.begin(10), await tus.begin(10)
    await tus.send(left, 0, b"abc")
    await tus.send(other, 0, b"abc")
    async with rows_of(installation, office) as rows:
        await rows.execute("UPDATE upload SET expires_at = now() WHERE id = $1", id_of(left))
        assert (await tus.head(left)).status_code == 410
        assert (await tus.send(left, 3, b"d")).status_code == 410
        await look_for_expired(rows, left)
    await eventually(lambda: tus.head(left), lambda answer: answer.status_code == 404)
    assert id_of(left).hex not in str(await files_of(installation, office))
    assert await tus.offset(other) == 3


async def test_what_no_job_came_to_an_end_with_goes_after_its_time(
    installation: Installation, office: Office, tus: Tus
) -> None:
    stuck, other = await tus.begin(10), await tus.begin(10)
    async with rows_of(installation, office) as rows:
        await rows.execute(
            """UPDATE upload SET received = 10, status = 'checking',
                expires_at = CASE id WHEN $1 THEN now() ELSE expires_at END""",
            id_of(stuck),
        )
        for each in (stuck, other):
            await look_for_expired(rows, each)
    await eventually(lambda: tus.head(stuck), lambda answer: answer.status_code == 404)
    assert (await tus.head(other)).status_code == 200


async def test_what_cannot_be_put_together_is_refused_after_the_last_try(
    installation: Installation, office: Office, tus: Tus, neighbour: Office
) -> None:
    theirs = Tus(neighbour.owner, neighbour.production)
    damaged, whole = await tus.begin(4), await theirs.begin(4)
    for client, upload in ((tus, damaged), (theirs, whole)):
        await client.send(upload, 0, b"abc")
    objects = objects_of(installation)
    for key in await files_of(installation, office):
        await objects.put(key, b"abd")
    async with rows_of(installation, office) as rows:
        await rows.execute("UPDATE upload SET length = 3, status = 'received'")
        agency = await agency_of(rows, office)
        await rows.execute(_PUT_TOGETHER, new_id(), agency, str(id_of(damaged)), len(BACK_OFF))
    found = await tus.checked(damaged)
    assert found["status"] == "refused"
    assert found["refusal"] == "This file could not be put together. Please send it again."
    await eventually(lambda: files_of(installation, office), lambda keys: not keys)
    assert await theirs.offset(whole) == 3
    assert id_of(whole).hex in str(await files_of(installation, neighbour))


async def test_what_is_taken_in_the_same_moment_is_not_taken_back(
    installation: Installation, office: Office, tus: Tus
) -> None:
    upload = await tus.begin(10)
    async with rows_of(installation, office) as rows:
        async with rows.transaction():
            await rows.execute("UPDATE upload SET subject_id = id WHERE id = $1", id_of(upload))
            taking_back = asyncio.create_task(tus.ask("DELETE", upload, {}))
            await eventually(lambda: rows.fetchval(_WAIT_FOR_US), bool)
        assert (await taking_back).status_code == 409
        status = await rows.fetchval("SELECT status FROM upload WHERE id = $1", id_of(upload))
    assert status == "created"


async def test_files_that_came_after_their_upload_was_gone_are_deleted(
    installation: Installation, office: Office
) -> None:
    upload = new_id()
    async with rows_of(installation, office) as rows:
        agency = AgencyId(await agency_of(rows, office))
        keys = {
            kept_key(agency, PURPOSES["sides"].folder, upload, "pdf"),
            f"{folder_of(agency, upload)}/0",
        }
        for key in keys:
            await objects_of(installation).put(key, b"%PDF")
        assert keys <= await files_of(installation, office)
        await rows.execute(_CLEAR, new_id(), agency, str(upload))
    await eventually(lambda: files_of(installation, office), lambda found: not keys & found)
