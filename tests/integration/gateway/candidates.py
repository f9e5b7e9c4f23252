"""The candidate that an invited actor is, and an answer to them."""

from typing import Any

import httpx

from tests.installation import Office


async def candidates_of(office: Office) -> list[dict[str, Any]]:
    """Return the candidates of a production's first role, as the API lists them."""
    roles = (await office.owner.get(f"/api/v1{office.production}/roles")).json()
    page = await office.owner.get(f"/api/v1/roles/{roles[0]['id']}/candidates?sort=newest")
    found: list[dict[str, Any]] = page.json()["items"]
    return found[::-1]


async def candidate_of(office: Office) -> dict[str, Any]:
    return (await candidates_of(office))[0]


async def invite_again(office: Office, slot: int = 1) -> None:
    """Invite the office's actor to another slot of the session, which a page would ask about."""
    slots = (await office.owner.get(f"/api/v1{office.session}/slots")).json()
    invited = await office.owner.client.post(
        f"/api/v1/slots/{slots[slot]['id']}/invitations",
        json={"name": "ANA SILVA", "email": office.actor},
    )
    assert invited.status_code == 201, invited.text


async def answer(office: Office, kind: str, path: str = "", *, message: str = "") -> httpx.Response:
    """Decide on the office's candidate and tell them, or do with that what `path` says."""
    candidate = await candidate_of(office)
    form = {"kind": kind, "version": str(candidate["version"]), "message": message}
    return await office.owner.post(
        f"/candidates/{candidate['id']}/answers{path}", office.production, data=form
    )
