"""How many files may be sent, and how large they may be together."""

from shared.ids import new_id
from tests.eventually import eventually
from tests.installation import Installation, Office
from tests.integration.gateway.arrivals import agency_of, rows_of
from tests.integration.gateway.known_office import known
from tests.integration.gateway.records import name_of
from tests.integration.gateway.sent_files import id_of
from tests.integration.gateway.tus import Tus

FULL = "This does not fit: your office's files fill its storage."
_LENGTH = "UPDATE upload SET length = $1 WHERE file_name LIKE 'Told%'"
_ENDED = """INSERT INTO platform.subscription (production_id, agency_id, stripe_id, plan, status,
    started_at, period_ends_at) VALUES ($1, $2, $3, 'studio', 'canceled', now(), now())"""


async def test_uploads_wait_while_there_is_no_room_and_nothing_is_lost(
    installation: Installation, office: Office, tus: Tus, neighbour: Office
) -> None:
    upload = await tus.begin(6)
    await tus.send(upload, 0, b"abc")
    await known(installation, office)
    async with rows_of(installation, office) as rows:
        await rows.execute(_LENGTH, 3_000_000_000)
        full = await tus.create(6)
        waits = await tus.send(upload, 3, b"def")
        assert (full.status_code, waits.status_code) == (507, 507)
        assert "Nothing is lost" in waits.json()["detail"]
        theirs = Tus(neighbour.owner, neighbour.production)
        assert (await theirs.create(6)).status_code == 201
        assert await tus.offset(upload) == 3
        await rows.execute(_LENGTH, 9)
    assert (await tus.send(upload, 3, b"def")).status_code == 204


async def test_plans_that_have_ended_add_no_room(
    installation: Installation, office: Office, tus: Tus
) -> None:
    upload = await tus.begin(6)
    async with rows_of(installation, office) as rows:
        await rows.execute(
            "UPDATE upload SET length = 2000000000, production_id = NULL WHERE id = $1",
            id_of(upload),
        )
        for ended in (new_id(), new_id()):
            await rows.execute(_ENDED, ended, await agency_of(rows, office), str(ended))
    full = await tus.create(6)
    assert full.status_code == 507
    assert full.json()["detail"] == FULL


async def test_who_pays_is_told_once_when_most_of_the_storage_is_used(
    installation: Installation, office: Office, tus: Tus
) -> None:
    assert "of this production's storage" not in await tus.shown()
    await known(installation, office)
    async with rows_of(installation, office) as rows:
        await rows.execute(_LENGTH, 1_700_000_000)
    for _ in range(2):
        assert (await tus.create(6)).status_code == 201
    assert "Files fill 85 % of this production's storage (1.7 of 2 GB)." in await tus.shown()
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
