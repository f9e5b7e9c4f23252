"""Nobody sends mail through us without end: quotas, waits, words, and who hears of it."""

import asyncio
from uuid import uuid4

import httpx
import pytest

from services.gateway.platform.mail import operator_notices
from services.gateway.platform.mail.quotas import TooManyMails
from tests.installation import Installation, Office, Visitor
from tests.integration.gateway.arrivals import agency_of, came, mails_age, rows_of
from tests.integration.gateway.candidates import answer
from tests.migrated import Founded, databases


async def watcher(office: Office, email: str = "", name: str = "Ann") -> httpx.Response:
    form = {"name": name, "title": "Producer", "email": email or f"{uuid4().hex}@strangers.test"}
    return await office.owner.post(f"{office.session}/watchers", office.session, data=form)


async def queued(installation: Installation, office: Office) -> int:
    async with rows_of(installation, office) as rows:
        count: int = await rows.fetchval(
            "SELECT count(*) FROM gateway.mail WHERE agency_id = $1",
            await agency_of(rows, office),
        )
    return count


async def test_an_office_that_never_paid_sends_little(
    installation: Installation, office: Office
) -> None:
    answers = await asyncio.gather(*(watcher(office) for _ in range(14)))
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [303] * 9 + [429] * 5  # one went to the actor before
    assert any("Offices that pay may send more" in answer.text for answer in answers)
    assert await queued(installation, office) == 10
    guests = await office.owner.guests(office.session)
    assert len(guests) == 10, "who was not written to was not invited"


async def test_who_pays_sends_more(office: Office) -> None:
    await office.owner.pay(office.production)
    answers = await asyncio.gather(*(watcher(office) for _ in range(14)))
    assert {answer.status_code for answer in answers} == {303}


async def test_a_day_has_its_own_end(installation: Installation, office: Office) -> None:
    async with rows_of(installation, office) as rows:
        await rows.execute(
            """INSERT INTO gateway.mail (id, agency_id, recipient, recipient_key, subject, body,
                queued_at, queued_by, sent_at)
            SELECT gen_random_uuid(), $1, 'x', 'x' || n, 's', '',
                now() - interval '1 hour', gen_random_uuid(), now()
            FROM generate_series(1, 18) AS n""",
            await agency_of(rows, office),
        )
    assert [(await watcher(office)).status_code for _ in range(2)] == [303, 429]
    await mails_age(installation)
    assert (await watcher(office)).status_code == 303


async def test_one_person_has_one_quota_in_all_their_offices(
    installation: Installation, office: Office
) -> None:
    async with rows_of(installation, office) as rows:
        await rows.execute(
            """INSERT INTO gateway.mail (id, agency_id, recipient, recipient_key, subject, body,
                queued_at, queued_by, sent_at)
            SELECT gen_random_uuid(), gen_random_uuid(), 'x', 'x' || n, 's', '',
                now() - interval '1 hour', m.person_id, now()
            FROM generate_series(1, 28) AS n, platform.membership m WHERE m.agency_id = $1""",
            await agency_of(rows, office),
        )
    assert [(await watcher(office)).status_code for _ in range(2)] == [303, 429]


async def test_one_address_is_not_written_to_all_day(
    installation: Installation, office: Office
) -> None:
    async with rows_of(installation, office) as rows:
        await rows.execute(
            """INSERT INTO gateway.mail (id, agency_id, recipient, recipient_key, subject, body,
                queued_at, queued_by, sent_at)
            SELECT gen_random_uuid(), $1, 'ANN@strangers.test', 'ann@strangers.test', 's', '',
                now() - interval '1 hour', gen_random_uuid(), now()
            FROM generate_series(1, 7)""",
            await agency_of(rows, office),
        )
    assert (await watcher(office, "ann@strangers.test")).status_code == 303
    path = f"{office.session}/watchers"
    form = {"name": "Ann", "title": "Producer", "email": "ann@strangers.test"}
    refused = await office.owner.post_sure(path, office.session, data=form)
    assert refused.status_code == 429
    assert "This address has had several mails" in refused.text
    assert (await watcher(office)).status_code == 303


async def test_a_new_link_is_not_sent_twice_at_once(
    installation: Installation, office: Office, stranger: Visitor
) -> None:
    (guest,) = await office.owner.guests(office.session)
    path = f"/guests/{guest['id']}/send-again"
    refused = await office.owner.post(path, office.session)
    assert refused.status_code == 429
    assert "wait a moment" in refused.text
    assert (await stranger.get(office.actor_link)).status_code == 200, "the old link is good"
    await mails_age(installation)
    both = await asyncio.gather(*(office.owner.post(path, office.session) for _ in "ab"))
    assert sorted(answer.status_code for answer in both) == [303, 429]


async def test_neither_is_an_invitation_to_the_team(
    installation: Installation, office: Office
) -> None:
    form = {"role": "associate", "email": f"{uuid4().hex}@team.test"}
    assert (await office.owner.post("/team/invitations", "/team", data=form)).status_code == 303
    page = (await office.owner.get("/team")).text
    path = page.split('/send-again"')[0].rsplit('action="', 1)[1] + "/send-again"
    assert (await office.owner.post(path, "/team")).status_code == 429
    await mails_age(installation)
    assert (await office.owner.post(path, "/team")).status_code == 303


async def test_answers_are_owed_and_not_counted(installation: Installation, office: Office) -> None:
    while (await watcher(office)).status_code == 303:
        pass
    await came(installation, office)
    assert (await answer(office, "release")).status_code == 303


@pytest.mark.one_office
@pytest.mark.parametrize("name", ["Verify at https://bank.test", "bank.test: account locked"])
async def test_before_a_payment_no_name_leads_elsewhere(
    name: str, installation: Installation, office: Office
) -> None:
    refused = await watcher(office, name=name)
    assert refused.status_code == 422
    assert "looks like an address" in refused.text
    assert await queued(installation, office) == 1


async def test_a_deceptive_office_invites_nobody(
    installation: Installation, stranger: Visitor
) -> None:
    await stranger.sign_up(f"{uuid4().hex}@office.test", "Security: https://bank.test/verify")
    form = {"role": "associate", "email": (email := f"{uuid4().hex}@team.test")}
    refused = await stranger.post("/team/invitations", "/team", data=form)
    assert refused.status_code == 422
    assert "No one" not in (await stranger.get("/team")).text
    assert email not in (await stranger.get("/team")).text


async def test_before_a_payment_the_subject_is_ours(
    installation: Installation, office: Office
) -> None:
    mail = await installation.mails.newest(office.actor)
    assert mail.subject == "An invitation, sent with Callboard"
    assert "have paid for nothing yet" in mail.text
    await office.owner.pay(office.production)
    await watcher(office, email := f"{uuid4().hex}@strangers.test")
    mail = await installation.mails.newest(email)
    assert "The Tempest" in mail.subject
    assert "paid for nothing" not in mail.text


async def test_the_operator_hears_once_a_day_of_an_office(founded: Founded) -> None:
    who = "operator@callboard.test"
    async with databases(founded.url, "gateway") as (database,):
        for agency in (founded.agency, founded.agency, founded.neighbour):
            await operator_notices.notify(database, who, TooManyMails("agency", agency, "new"))
        await operator_notices.notify(database, who, TooManyMails("again", founded.agency, "new"))
        await operator_notices.notify(database, "", TooManyMails("agency", founded.agency, "new"))
        async with database.platform() as tx:
            rows = await tx.fetch("SELECT recipient, subject FROM gateway.mail ORDER BY subject")
    assert {row["recipient"] for row in rows} == {who}
    assert sorted(row["subject"][-36:] for row in rows) == sorted(
        (str(founded.agency), str(founded.neighbour))
    )
