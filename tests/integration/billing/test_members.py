"""Invitations, parts, removals over billing's internal HTTP: who may come in, and who must stay."""

import asyncio
import secrets
from collections.abc import Awaitable
from uuid import UUID

import httpx
import pytest

from shared.ids import new_id
from tests.integration.billing.driver import BillingDriver


class Agency:
    """An agency with its owner, as a test drives it."""

    def __init__(self, driver: BillingDriver, agency: UUID, owner: str) -> None:
        self.driver, self.id, self.owner = driver, agency, owner

    def invite(self, email: str, role: str = "associate") -> Awaitable[httpx.Response]:
        order = {
            "email": email,
            "part": {"role": role},
            "token_hash": secrets.token_hex(32),
            "invited_by": self.owner,
        }
        return self.driver.http.post(f"/agencies/{self.id}/invitations", json=order)

    async def join(self, email: str, role: str = "associate") -> str:
        """Invite somebody and accept for them; return their id."""
        invitation = (await self.invite(email, role)).json()
        person = (await self.driver.person(email))["id"]
        assert (await self.accept(invitation["id"], person)).status_code == 201
        return person

    def accept(self, invitation: str, person: str) -> Awaitable[httpx.Response]:
        path = f"/invitations/{invitation}/accept"
        return self.driver.http.post(path, json={"person_id": person})

    def change(self, person: str, role: str) -> Awaitable[httpx.Response]:
        path = f"/agencies/{self.id}/members/{person}/change"
        return self.driver.http.post(path, json={"role": role})

    def remove(self, person: str) -> Awaitable[httpx.Response]:
        return self.driver.http.post(f"/agencies/{self.id}/members/{person}/remove")

    async def parts(self) -> list[str]:
        rows = await self.driver.database.fetch(
            "SELECT role FROM platform.membership WHERE agency_id = $1 ORDER BY role", self.id
        )
        return [row["role"] for row in rows]


@pytest.fixture
async def agency(driver: BillingDriver) -> Agency:
    return Agency(driver, await driver.agency(), (await driver.person())["id"])


async def test_who_accepts_is_a_member_with_the_part_they_were_invited_for(agency: Agency) -> None:
    await agency.join("Ann@Office.example", "runner")
    assert await agency.parts() == ["owner", "runner"]


async def test_an_invitation_is_for_one_address_and_for_once(agency: Agency) -> None:
    invitation = (await agency.invite("ann@office.example")).json()["id"]
    other = (await agency.driver.person("bob@office.example"))["id"]
    ann = (await agency.driver.person("ann@office.example"))["id"]
    assert (await agency.accept(invitation, other)).status_code == 404
    both = await asyncio.gather(agency.accept(invitation, ann), agency.accept(invitation, ann))
    assert sorted(answer.status_code for answer in both)[0] == 201
    assert sorted(answer.status_code for answer in both)[1] in {404, 409}
    assert await agency.parts() == ["associate", "owner"]


async def test_who_is_in_or_invited_is_not_invited_again(agency: Agency) -> None:
    again = await agency.invite("OWNER@office.example")
    assert (again.status_code, "member" in again.json()["detail"]) == (409, True)
    assert (await agency.invite("ann@office.example")).status_code == 201
    twice = await agency.invite(" Ann@office.example")
    assert (twice.status_code, "invited" in twice.json()["detail"]) == (409, True)


async def test_a_withdrawn_or_expired_invitation_lets_nobody_in(agency: Agency) -> None:
    ann = (await agency.driver.person("ann@office.example"))["id"]
    invitation = (await agency.invite("ann@office.example")).json()["id"]
    await agency.driver.database.execute(
        "UPDATE platform.invitation SET expires_at = now() - interval '1 second'"
    )
    assert (await agency.accept(invitation, ann)).status_code == 410
    renewed = (await agency.invite("ann@office.example")).json()
    assert not renewed["expired"], "one that has expired stands in nobody's way"
    path = f"/agencies/{agency.id}/invitations/{renewed['id']}"
    neighbour = f"/agencies/{new_id()}/invitations/{renewed['id']}"
    assert (await agency.driver.http.post(f"{neighbour}/withdraw")).status_code == 404
    assert (await agency.driver.http.post(f"{path}/withdraw")).status_code == 201
    assert (await agency.accept(renewed["id"], ann)).status_code == 404
    token = {"token_hash": "0" * 64}
    assert (await agency.driver.http.post(f"{path}/renew", json=token)).status_code == 404


async def test_the_last_owner_stays(agency: Agency) -> None:
    for answer in (await agency.remove(agency.owner), await agency.change(agency.owner, "finance")):
        assert answer.status_code == 409
        assert "needs an owner" in answer.json()["detail"]
    second = await agency.join("ann@office.example", "owner")
    assert (await agency.remove(agency.owner)).status_code == 201
    assert (await agency.remove(second)).status_code == 409


async def both_wait(driver: BillingDriver) -> None:
    """Wait until two transactions of this database wait for a lock."""
    async with asyncio.timeout(20):
        while True:
            # Not asked inside the transaction's own snapshot of the statistics.
            await driver.database.execute("SELECT pg_stat_clear_snapshot()")
            waiting = await driver.database.fetchval(
                """SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND wait_event_type = 'Lock'"""
            )
            if waiting >= 2:
                return
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("leaving", ["remove", "change"])
async def test_two_owners_who_leave_at_once_leave_one(agency: Agency, leaving: str) -> None:
    owners = [agency.owner, await agency.join("ann@office.example", "owner")]
    async with agency.driver.database.transaction():
        # Both have looked, or wait to look, before either can write.
        await agency.driver.database.execute("SELECT FROM platform.membership FOR UPDATE")
        leave = [
            agency.remove(o) if leaving == "remove" else agency.change(o, "runner") for o in owners
        ]
        both = asyncio.gather(*leave)
        await both_wait(agency.driver)
    answers = await both
    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert (await agency.parts()).count("owner") == 1


async def test_seats_are_those_of_the_largest_plan(agency: Agency) -> None:
    first = (await agency.invite("a@office.example")).json()["id"]
    assert (await agency.invite("b@office.example")).status_code == 201
    third = await agency.invite("c@office.example")
    assert (third.status_code, "seats" in third.json()["detail"]) == (402, True)
    path = f"/agencies/{agency.id}/invitations/{first}/withdraw"
    assert (await agency.driver.http.post(path)).status_code == 201
    assert (await agency.invite("c@office.example")).status_code == 201
