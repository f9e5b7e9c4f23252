"""Who wants no more mails of a kind clicks once, and an audition is never of such a kind."""

from typing import get_args

import httpx
import pytest

from services.gateway.platform import mail as mails
from services.gateway.platform.mail import NewMail, Thing, letter
from services.gateway.platform.mail.kinds import SUPPRESSIBLE, Kind
from shared import tenancy
from shared.ids import AgencyId, ProductionId, new_id
from shared.tenancy import Database
from tests.installation import Installation, Office
from tests.integration.gateway.arrivals import agency_of, rows_of
from tests.integration.gateway.mail_server import mail_server, mailing, until
from tests.integration.gateway.test_bounces import operator_of
from tests.migrated import Founded, databases

SENDER = "Callboard <post@callboard.test>"
TO = "Paula@Office.test"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


async def queue(database: Database, agency: AgencyId, kind: Kind, to: str = TO) -> None:
    about = Thing("production", ProductionId(new_id()))
    new = NewMail(kind=kind, recipient=to, letter=letter("Hours", "Hello"), about=about)
    async with database.tenant(agency) as tx:
        await mails.queue(tx, new, agency)


def test_nothing_that_is_owed_can_be_unsubscribed_from() -> None:
    assert SUPPRESSIBLE.keys() <= set(get_args(Kind)) - {
        *("sign_in", "invitation", "withdrawal", "answer", "deletion", "payment", "operator"),
    }


@pytest.mark.parametrize(("kind", "has_it"), [("hours", True), ("answer", False)])
async def test_a_report_says_how_and_an_answer_does_not(
    kind: Kind, has_it: bool, founded: Founded
) -> None:
    async with mail_server() as (server, url), databases(founded.url, "gateway") as (database,):
        await queue(database, founded.agency, kind)
        async with mailing(founded, url, SENDER) as owner:
            left = "SELECT true FROM gateway.mail WHERE sent_at IS NOT NULL"
            await until(lambda: owner.fetchval(left))
    ((_, message),) = server.came
    assert ("List-Unsubscribe" in message) is has_it
    assert message["List-Unsubscribe-Post"] == ("List-Unsubscribe=One-Click" if has_it else None)


async def test_one_click_ends_them_for_one_address_of_one_office(
    installation: Installation, office: Office, neighbour: Office
) -> None:
    database_url = installation.plan.config.database_url("gateway")
    async with rows_of(installation, office) as rows:
        agency = AgencyId(await agency_of(rows, office))
        other = AgencyId(await agency_of(rows, neighbour))
    database = await tenancy.connect(database_url, "gateway", size=1)
    try:
        await queue(database, agency, "hours")
        async with rows_of(installation, office) as rows:
            mail = await rows.fetchval("SELECT id FROM mail_record WHERE kind = 'hours'")
        link = operator_of(installation).unsubscribe_url(agency, mail)
        async with httpx.AsyncClient() as program:
            seen = await program.get(link)
            assert seen.status_code == 200
            assert "Send me no more" in seen.text, "looking ends nothing"
            for _ in range(2):
                assert (await program.post(link, data=ONE_CLICK)).status_code == 200
            await queue(database, agency, "hours", TO.lower())
            await queue(database, agency, "deletion")
            await queue(database, agency, "hours", "another@office.test")
            await queue(database, other, "hours")
            assert await sent(installation, office) == ["another@office.test", TO, TO]
            assert await sent(installation, neighbour) == [TO]
            assert "gets no more mails" in (await program.get(link)).text
            assert (await program.post(f"{link}/resume")).status_code == 200
            await queue(database, agency, "hours")
        assert len(await sent(installation, office)) == 4
    finally:
        await database.close()
    audit = (await office.owner.get("/audit")).text
    assert audit.count("unsubscribed from hours") == 1


async def test_a_forged_link_or_one_of_an_audition_leads_nowhere(
    installation: Installation, office: Office, neighbour: Office
) -> None:
    operator = operator_of(installation)
    async with rows_of(installation, office) as rows:
        agency, other = await agency_of(rows, office), await agency_of(rows, neighbour)
        invitation = await rows.fetchval("SELECT id FROM mail_record WHERE kind = 'invitation'")
        report = await rows.fetchval(
            """INSERT INTO mail_record (id, kind, recipient, subject)
            VALUES ($1, 'hours', $2, 'Hours') RETURNING id""",
            new_id(),
            TO,
        )
    good = operator.unsubscribe_url(agency, report)
    async with httpx.AsyncClient() as program:
        assert (await program.get(good)).status_code == 200
        for link in (
            *forged(good),
            operator.unsubscribe_url(agency, invitation),
            operator.unsubscribe_url(other, report),
            operator.unsubscribe_url(new_id(), report),
        ):
            assert (await program.get(link)).status_code == 403
            assert (await program.post(link, data=ONE_CLICK)).status_code == 403


def forged(link: str) -> list[str]:
    """Change a character at the beginning and in the middle of the signature, the last ten bytes.

    The very last character has bits that mean nothing.
    """
    return [link[:at] + ("b" if link[at] == "a" else "a") + link[at + 1 :] for at in (-15, -8)]


async def sent(installation: Installation, office: Office) -> list[str]:
    async with rows_of(installation, office) as rows:
        found = await rows.fetch(
            """SELECT recipient FROM mail_record WHERE kind IN ('hours', 'deletion')
            ORDER BY lower(recipient), recipient"""
        )
    return [row["recipient"] for row in found]
