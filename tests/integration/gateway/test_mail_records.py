"""What became of a mail is written down in the agency whose it is, and shown where it belongs."""

from uuid import uuid4

import asyncpg
import httpx
import pytest

from services.gateway.platform import mail as mails
from services.gateway.platform.mail import NewMail, Thing, letter, records
from services.gateway.platform.mail.model import BECOMES, WHY, MailRecord, Status
from shared.ids import AgencyId, new_id
from shared.tenancy import Database
from tests.installation import Installation, Office, Visitor
from tests.integration.gateway.arrivals import came, mails_leave, rows_of
from tests.integration.gateway.candidates import answer
from tests.integration.gateway.mail_server import mail_server, mailing, until
from tests.migrated import Founded, databases

SENDER = "Callboard <post@callboard.test>"
TO = "ana@actors.test"


def invitation(about: Thing) -> NewMail:
    words = letter("Your audition", "Hello")
    return NewMail(kind="invitation", recipient=TO, letter=words, about=about)


async def known(database: Database, agency: AgencyId, about: Thing) -> list[MailRecord]:
    async with database.tenant(agency) as tx:
        return await records.about(tx, [about.id])


@pytest.mark.parametrize(
    ("answers", "became", "reply"),
    [
        ([], "sent", ""),
        (["554 5.7.1 no thanks, Ana"], "refused", "no thanks, Ana"),
        (["451 4.7.1 greylisted"], "put_off", "greylisted"),
        (["550 Empfänger unbekannt".encode("latin-1")], "refused", "Empf\ufffdnger unbekannt"),
    ],
)
async def test_it_says_what_the_server_answered(
    founded: Founded, answers: list[str | bytes], became: Status, reply: str
) -> None:
    about = Thing("guest", new_id())
    async with mail_server() as (server, url), databases(founded.url, "gateway") as (database,):
        server.answers = answers
        async with database.tenant(founded.agency) as tx:
            await mails.queue(tx, invitation(about), founded.agency)
        (before,) = await known(database, founded.agency, about)
        assert (before.status, before.recipient, before.subject) == ("waiting", TO, "Your audition")
        async with mailing(founded, url, SENDER):
            (after,) = await until(lambda: changed(database, founded.agency, about))
    assert (after.status, after.reply != "") == (became, reply != "")
    assert reply in after.reply
    assert after.changed_at > after.made_at


async def changed(database: Database, agency: AgencyId, about: Thing) -> list[MailRecord]:
    return [each for each in await known(database, agency, about) if each.status != "waiting"]


async def test_a_neighbour_has_none_of_it_and_a_rolled_back_act_neither(founded: Founded) -> None:
    about = Thing("guest", new_id())
    async with databases(founded.url, "gateway") as (database,):
        for agency in (founded.agency, founded.neighbour):
            async with database.tenant(agency) as tx:
                await mails.queue(tx, invitation(Thing("guest", new_id())), agency)
        with pytest.raises(LookupError):
            async with database.tenant(founded.agency) as tx:
                await mails.queue(tx, invitation(about), founded.agency)
                raise LookupError
        assert await known(database, founded.agency, about) == []
        async with database.tenant(founded.agency) as tx:
            mail = await mails.queue(tx, invitation(about), founded.agency)
        assert len(await known(database, founded.agency, about)) == 1
        assert await known(database, founded.neighbour, about) == []
        async with database.tenant(founded.neighbour) as tx:
            assert not await records.change(tx, mail, "sent")
        async with database.tenant(founded.agency) as tx:
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await tx.execute("DELETE FROM mail_record")


async def test_only_the_last_mail_about_a_thing_says_that_it_did_not_arrive(
    founded: Founded,
) -> None:
    about = Thing("guest", new_id())
    async with databases(founded.url, "gateway") as (database,):
        async with database.tenant(founded.agency) as tx:
            mail = await mails.queue(tx, invitation(about), founded.agency)
            await records.change(tx, mail, "refused", "refused", "550 no such user")
            assert await records.undelivered(tx, [about.id]) == {about.id: "refused"}
        async with database.tenant(founded.agency) as tx:
            await mails.queue(tx, invitation(about), founded.agency)
            assert await records.undelivered(tx, [about.id]) == {}, "another is on its way"


@pytest.mark.parametrize("status", BECOMES)
async def test_a_record_changes_by_the_table(status: Status, founded: Founded) -> None:
    owner = await asyncpg.connect(founded.url)
    async with databases(founded.url, "gateway") as (database,):
        for wanted in BECOMES:
            async with database.tenant(founded.agency) as tx:
                mail = await mails.queue(tx, invitation(Thing("guest", new_id())), founded.agency)
            schema = f"agency_{founded.agency.hex}"
            await owner.execute(
                f"UPDATE {schema}.mail_record SET status = $2 WHERE id = $1", mail, status
            )
            async with database.tenant(founded.agency) as tx:
                assert await records.change(tx, mail, wanted) is (wanted in BECOMES[status])
    await owner.close()


async def test_pages_show_the_mails_about_what_they_show(
    installation: Installation, office: Office, neighbour: Office
) -> None:
    mails = f"{office.session}/mails"
    page = await office.owner.until(mails, lambda page: ">Sent<" in page.text)
    assert "Mails" in page.text
    assert "An invitation, sent with Callboard" in page.text
    assert neighbour.actor not in page.text
    form = {"role": "associate", "email": f"team-{office.actor}"}
    assert (await office.owner.post("/team/invitations", "/team", data=form)).status_code == 303
    team = await office.owner.until("/team", lambda page: ">Sent<" in page.text)
    assert f"to <bdi>{form['email']}" in team.text
    await came(installation, office)
    takes = f"{office.session}/takes"
    await answer(office, "release")
    assert ">Waits<" in (await office.owner.get(takes)).text
    await mails_leave(installation)
    shown = await office.owner.until(takes, lambda page: ">Sent<" in page.text)
    assert "Thank you for your audition" in shown.text


@pytest.mark.parametrize(
    "columns", ["agency_id", "sent_at", "failure", "attempts", "queued_at", "undelivered"]
)
async def test_an_agency_queues_no_mail_of_another_and_says_nothing_of_what_became(
    columns: str, founded: Founded
) -> None:
    value = {"agency_id": f"'{founded.neighbour}'", "attempts": "1"}.get(columns, "NULL")
    async with databases(founded.url, "gateway") as (database,):
        async with database.tenant(founded.agency) as tx:
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await tx.execute(
                    f"INSERT INTO gateway.mail (id, recipient, subject, body, {columns})"
                    f" VALUES (gen_random_uuid(), 'x@x.test', '', '', {value})"
                )


async def test_an_answer_that_did_not_arrive_is_said_to_have_not(
    installation: Installation, office: Office
) -> None:
    await came(installation, office)
    takes = f"{office.session}/takes"
    await answer(office, "release")
    async with rows_of(installation, office) as rows:
        await rows.execute(
            """UPDATE mail_record SET status = 'bounced', reason = 'bounced' WHERE kind = 'answer';
            UPDATE answer SET leaves_at = now() - interval '1 minute'"""
        )
    assert WHY["bounced"] in (await office.owner.get(takes)).text


async def test_an_offices_name_is_only_read_in_its_mail(
    installation: Installation, stranger: Visitor
) -> None:
    name = '<img src=x onerror="alert(1)"> & محمد'
    await stranger.sign_up(f"{uuid4().hex}@office.test", name)
    form = {"role": "associate", "email": f"{uuid4().hex}@team.test"}
    assert (await stranger.post("/team/invitations", "/team", data=form)).status_code == 303
    mail = await installation.mails.newest(form["email"])
    assert "<img" not in mail.html
    assert "&lt;img src=x" in mail.html
    assert mail.html.count("href=") == 1
    assert mail.sender.endswith(" via Callboard <hello@callboard.example>".replace(" <", '" <'))
    async with httpx.AsyncClient() as client:
        frame = await client.get(f"{installation.mails.web_url}/mails/{mail.id}/html")
    assert frame.headers["content-security-policy"].startswith("sandbox")
