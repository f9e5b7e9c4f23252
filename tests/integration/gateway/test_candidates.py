"""Who is invited is a candidate; decisions move them by the table of steps, and tell nobody."""

import asyncio
from typing import Any

from tests.installation import Installation, Office
from tests.integration.gateway.arrivals import rows_of
from tests.integration.gateway.candidates import candidate_of, candidates_of, invite_again

API = "/api/v1/candidates"


async def decide(office: Office, candidate: dict[str, Any], kind: str) -> tuple[int, Any]:
    made = await office.owner.client.post(
        f"{API}/{candidate['id']}/decisions",
        json={"kind": kind, "version": candidate["version"], "note": "Told in confidence"},
    )
    return made.status_code, made.json()


async def mails(installation: Installation, office: Office) -> int:
    async with rows_of(installation, office) as rows:
        count: int = await rows.fetchval("SELECT count(*) FROM mail_record")
    return count


async def test_who_is_invited_is_considered_for_the_slots_role(
    office: Office, neighbour: Office
) -> None:
    await invite_again(office)
    (candidate,) = await candidates_of(office)
    assert (candidate["name"], candidate["status"]) == ("Ana Silva", "auditioning")
    (decision,) = (await office.owner.get(f"{API}/{candidate['id']}/decisions")).json()
    assert decision["kind"] == "audition"
    guests = await office.owner.guests(office.session)
    assert {guest["talent_id"] for guest in guests} == {candidate["talent_id"]}
    page = f"/candidates/{candidate['id']}"
    assert "Ana Silva" in (await office.owner.get(page)).text
    for address in (page, f"/api/v1{page}", f"/roles/{candidate['role_id']}/candidates"):
        assert (await neighbour.owner.get(address)).status_code == 404


async def test_a_decision_moves_a_candidate_and_tells_nobody(
    installation: Installation, office: Office, neighbour: Office
) -> None:
    sent = await mails(installation, office)
    seen = await candidate_of(office)
    status, pinned = await decide(office, seen, "pin")
    assert (status, pinned["status"]) == (201, "pinned")
    assert (await decide(office, seen, "release"))[0] == 409, "it was made on what is no longer so"
    status, said = await decide(office, pinned, "pin")
    assert (status, said["detail"]) == (409, "Pin cannot follow: Pinned.")
    assert (await decide(office, pinned, "select"))[0] == 409
    assert (await decide(neighbour, pinned, "choose"))[0] == 404
    _, chosen = await decide(office, pinned, "choose")
    _, released = await decide(office, chosen, "release")
    history = (await office.owner.get(f"{API}/{released['id']}/decisions")).json()
    assert [each["kind"] for each in history] == ["release", "choose", "pin", "audition"]
    page = (await office.owner.get(f"/candidates/{released['id']}")).text
    assert page.count("Told in confidence") == 3
    assert await mails(installation, office) == sent
    log = (await office.owner.get("/audit")).text
    assert all(f"decided {kind} on" in log for kind in ("pin", "choose", "release"))


async def test_of_two_who_decide_at_once_one_does(office: Office) -> None:
    candidate = await candidate_of(office)
    both = await asyncio.gather(*(decide(office, candidate, k) for k in ("pin", "release")))
    assert sorted(status for status, _ in both) == [201, 409]


async def test_several_are_decided_on_together_or_not_at_all(office: Office) -> None:
    await office.owner.invite(office.session, f"second-{office.actor}", slot=1)
    one, other = await candidates_of(office)
    page = f"/roles/{one['role_id']}/candidates"
    assert (await decide(office, one, "pin"))[0] == 201
    both = {"kind": "pin", "ids": [one["id"], other["id"]]}
    refused = await office.owner.post(f"{page}/decisions", page, data=both)
    assert refused.status_code == 409, "one of them is pinned already"
    assert [each["status"] for each in await candidates_of(office)] == ["pinned", "auditioning"]
    both["kind"] = "release"
    assert (await office.owner.post(f"{page}/decisions", page, data=both)).status_code == 303
    assert {each["status"] for each in await candidates_of(office)} == {"released"}


async def test_all_who_match_are_decided_on_after_their_number_was_asked(
    office: Office, neighbour: Office
) -> None:
    await office.owner.invite(office.session, f"second-{office.actor}", slot=1)
    one, _ = await candidates_of(office)
    await decide(office, one, "pin")
    page = f"/roles/{one['role_id']}/candidates"
    narrowed = (await office.owner.get(f"{page}?status=auditioning&q=ana")).text
    assert narrowed.count('name="ids"') == 1
    form = {"kind": "callback", "all": "true", "status": "auditioning", "q": "ANA"}
    done = await office.owner.post_sure(f"{page}/decisions", page, data=form)
    assert done.status_code == 303
    assert [each["status"] for each in await candidates_of(office)] == ["pinned", "called_back"]
    theirs = await candidate_of(neighbour)
    stolen = {"kind": "release", "ids": [theirs["id"]]}
    path = f"/api/v1{page}/decisions"
    assert (await office.owner.client.post(path, json=stolen)).json() == []
    assert (await candidate_of(neighbour))["status"] == "auditioning"


async def test_who_is_known_is_considered_by_their_name(office: Office, neighbour: Office) -> None:
    await neighbour.owner.client.post("/api/v1/talent", json={"name": "Zoë Þórsdóttir"})
    role = (await candidate_of(office))["role_id"]
    page, named = f"/roles/{role}/candidates", {"name": "zoe þorsdottir"}
    assert "Consider somebody" in (await office.owner.get(page)).text
    nobody = await office.owner.post(page, page, data=named)
    assert (nobody.status_code, "Nobody whom you see" in nobody.text) == (422, True)
    await office.owner.client.post("/api/v1/talent", json={"name": "Zoë Þórsdóttir"})
    assert (await office.owner.post(page, page, data=named)).headers["location"] == page
    assert [each["name"] for each in await candidates_of(office)] == ["Ana Silva", "Zoë Þórsdóttir"]
    await office.owner.client.post("/api/v1/talent", json={"name": "ZOË ÞÓRSDÓTTIR"})
    several = await office.owner.post(page, page, data=named)
    assert (several.status_code, "Several are called this" in several.text) == (422, True)
    assert (await neighbour.owner.post(page, "/productions", data=named)).status_code == 404


async def test_a_decision_on_the_page_says_for_which_round(office: Office) -> None:
    path = f"/api/v1{office.production}/rounds"
    made = await office.owner.client.post(
        path, json={"kind": "callback", "title": "With Ferdinand"}
    )
    candidate = await candidate_of(office)
    page = f"/candidates/{candidate['id']}"
    form = {"kind": "callback", "version": candidate["version"], "round_id": made.json()["id"]}
    assert (await office.owner.post(f"{page}/decisions", page, data=form)).status_code == 303
    shown = (await office.owner.get(page)).text
    assert '<span class="badge"><bdi>With Ferdinand</bdi></span>' in shown


async def test_talent_is_considered_for_another_role(office: Office, neighbour: Office) -> None:
    candidate = await candidate_of(office)
    await office.owner.add_role(office.production, "Ariel", b"")
    roles = (await office.owner.get(f"/api/v1{office.production}/roles")).json()
    form = {"talent_id": candidate["talent_id"]}
    path = f"/api/v1/roles/{roles[1]['id']}/candidates"
    for _ in range(2):
        added = (await office.owner.client.post(path, json=form)).json()
        assert (added["status"], added["name"]) == ("considered", "Ana Silva")
    assert len((await office.owner.get(path)).json()["items"]) == 1
    page = f"/talent/{candidate['talent_id']}"
    assert "Consider them for" not in (await office.owner.get(f"{page}/history")).text
    await office.owner.add_role(office.production, "Caliban", b"")
    caliban = (await office.owner.get(f"/api/v1{office.production}/roles")).json()[2]
    assert "Caliban, The Tempest" in (await office.owner.get(f"{page}/history")).text
    part = {"role_id": caliban["id"]}
    considered = await office.owner.post(f"{page}/candidates", office.production, data=part)
    assert considered.headers["location"].startswith("/candidates/")
    theirs = await candidate_of(neighbour)
    stolen = {"talent_id": theirs["talent_id"]}
    assert (await office.owner.client.post(path, json=stolen)).status_code == 404
