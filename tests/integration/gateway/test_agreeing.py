"""A guardian is asked, and agrees, says no, and withdraws, by a link of their own."""

import re
from html import unescape
from uuid import uuid4

import pytest

from services.gateway.casting.talent.guardians import actions as guardians
from services.gateway.casting.talent.guardians import agreements
from services.gateway.casting.talent.guardians.asking import actions
from services.gateway.casting.talent.guardians.asking.model import Asking
from services.gateway.casting.talent.guardians.model import GuardianFields
from services.gateway.identity.access_links import actions as access_links
from services.gateway.identity.access_links import tokens
from services.gateway.identity.access_links.model import LinkRevoked
from services.gateway.platform.mail.quotas import TooManyMails
from services.gateway.web.tokens import LinkUnknown
from shared.ids import AgencyId, ProductionId
from tests.installation import Installation, Office, Visitor
from tests.integration.gateway.arrivals import rows_of
from tests.integration.gateway.people import People

_SHOWN = re.compile(r'name="shown" value="([0-9a-f]{64})"')
_CHILD = """WITH child AS (UPDATE talent SET minor = true RETURNING id)
    INSERT INTO guardian (id, talent_id, name, email, email_as_typed)
    SELECT gen_random_uuid(), id, $1, $2, $2 FROM child RETURNING id, talent_id"""
_SAID = """SELECT guardian_name, agreed, withdrawn_at IS NOT NULL AS withdrawn, noted_by, words
    FROM guardian_agreement ORDER BY given_at"""
_LINES = "SELECT act FROM audit WHERE who = 'guardian:' || $1 ORDER BY id"


async def counts(installation: Installation, office: Office) -> bool:
    async with rows_of(installation, office) as rows:
        await rows.execute("SET callboard.productions TO '*'")
        return bool(await rows.fetchval("SELECT true FROM agreed_child_in_scope"))


async def test_a_guardian_answers_by_the_link_that_comes_with_the_invitation(
    installation: Installation, office: Office, stranger: Visitor
) -> None:
    """And reads, withdraws, and agrees again; another guardian of the child answers apart."""
    mother, father = (f"{who}-{uuid4().hex}@home.test" for who in ("mum", "dad"))
    async with rows_of(installation, office) as rows:
        gina = await rows.fetchrow(_CHILD, "Gina Silva", mother)
        dario = await rows.fetchrow(_CHILD, "Dario Silva", father)
    (guest,) = await office.owner.guests(office.session)
    sent = await office.owner.post(f"/guests/{guest['id']}/send-again", office.session)
    assert sent.status_code == 303
    link = await installation.link_to(mother, "agree")
    page = await stranger.get(link)
    assert "I answer for Ana Silva." in unescape(page.text)
    assert await opened(installation, office) == 0, "who fetches a page has not seen it"
    await stranger.post(f"{link}/opened", link)
    assert await opened(installation, office) == 1
    shown = _SHOWN.search(page.text)
    assert shown
    other = await stranger.post(link, link, data={"answer": "yes", "shown": "0" * 64})
    assert other.status_code == 409, "those are not the words"
    assert not await counts(installation, office)
    yes = {"answer": "yes", "shown": shown[1]}
    for _ in range(2):  # pressed twice, it is said once
        assert (await stranger.post(link, link, data=yes)).status_code == 303
    assert await counts(installation, office)
    assert "Take my agreement back" in (await stranger.get(link)).text

    asked = await office.owner.post(
        f"/guardians/{dario['id']}/ask-to-agree",
        office.session,
        data={"production_id": office.production.rsplit("/", 1)[-1]},
    )
    assert asked.status_code == 303
    his = await installation.link_to(father, "agree")
    assert "Take my agreement back" not in (await stranger.get(his)).text, "each answers apart"
    assert (await stranger.post(f"{his}/withdraw", his)).status_code == 409
    no = {"answer": "no", "shown": shown[1]}
    assert (await stranger.post(his, his, data=no)).status_code == 303
    assert not await counts(installation, office), "one of them says no"
    assert (await stranger.post(his, his, data=yes)).status_code == 303
    assert await counts(installation, office)
    assert (await stranger.post(f"{link}/withdraw", link)).status_code == 303
    assert not await counts(installation, office)
    assert "You took your agreement back" in (await stranger.get(link)).text

    shown_to_office = (await office.owner.get(f"/talent/{gina['talent_id']}")).text
    for said in ("by their own link", "Said no", "Withdrawn on", "the link was opened on"):
        assert said in shown_to_office
    deleted = f"/talent/{gina['talent_id']}/delete"
    assert (await office.owner.post_sure(deleted, office.session)).status_code == 303
    assert (await stranger.get(his)).status_code == 200, "their child lies in the bin"
    assert (await stranger.post(f"{his}/withdraw", his)).status_code == 303
    async with rows_of(installation, office) as rows:
        found = await rows.fetch(_SAID)
        lines = await rows.fetch(_LINES, str(gina["id"]))
    assert [tuple(row.values())[:3] for row in found] == [
        ("Gina Silva", True, True),
        ("Dario Silva", False, False),
        ("Dario Silva", True, True),
    ]
    assert {row["noted_by"] for row in found} == {None}
    assert all(row["words"].startswith("I answer for") for row in found)
    assert [row["act"] for row in lines] == [
        "was asked to agree for", "agreed to recordings of", "withdrew for",
    ]  # fmt: skip


async def opened(installation: Installation, office: Office) -> int:
    async with rows_of(installation, office) as rows:
        found: int = await rows.fetchval(
            "SELECT count(*) FROM access_link WHERE scope = 'agreement' AND opened_at IS NOT NULL"
        )
    return found


async def test_a_link_ends_with_its_address_and_opens_nothing_else(people: People) -> None:
    child = await people.talent("Nina", minor=True)
    production = ProductionId(await people.production(child))
    asking = Asking(production)
    async with people.desk() as desk:
        fields = GuardianFields(name="Irina", email="irina@family.test")
        guardian = await guardians.add(desk, child, fields)
        await actions.ask(desk, guardian, asking)
        with pytest.raises(TooManyMails):
            await actions.ask(desk, guardian, asking)
        token = await access_links.issue(desk, "agreement", guardian, production)
        link = await access_links.opened_by(desk.connection, "agreement", token, desk.now)
        assert (link.holder_id, link.expires_at) == (guardian, None)
        with pytest.raises(LinkUnknown):
            await access_links.opened_by(desk.connection, "invitation", token, desk.now)
        kept = await desk.connection.fetchval("SELECT string_agg(l::text, '') FROM access_link l")
        assert token.secret.hex() not in kept
        await guardians.edit(desk, guardian, GuardianFields(name="Irina", email="i@family.test"))
        with pytest.raises(LinkRevoked):
            await access_links.opened_by(desk.connection, "agreement", token, desk.now)
    async with people.desk(people.neighbour) as desk:
        with pytest.raises(LinkUnknown):
            await access_links.opened_by(desk.connection, "agreement", token, desk.now)
    async with people.desk() as desk:
        await guardians.delete(desk, guardian)
        assert not await desk.connection.fetchval("SELECT count(*) FROM access_link")
        assert not await agreements.counts(desk, child, production)


async def test_a_forged_link_is_a_kind_page(stranger: Visitor) -> None:
    forged = tokens.new(AgencyId(uuid4())).text
    for link in ("/agree/abc", f"/agree/{forged}"):
        assert (await stranger.get(link)).status_code == 403
