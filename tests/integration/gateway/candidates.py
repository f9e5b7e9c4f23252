"""The candidate that an invited actor is, and an answer to them."""

from typing import Any

import httpx

from tests.installation import Office


async def candidates_of(office: Office) -> list[dict[str, Any]]:
    """Return the candidates of a production's first role, as the API lists them."""
    roles = (await office.owner.get(f"/api/v1{office.production}/roles")).json()
    found: list[dict[str, Any]] = (
        await office.owner.get(f"/api/v1/roles/{roles[0]['id']}/candidates")
    ).json()
    return found


async def candidate_of(office: Office) -> dict[str, Any]:
    return (await candidates_of(office))[0]


async def answer(office: Office, kind: str, path: str = "", *, message: str = "") -> httpx.Response:
    """Decide on the office's candidate and tell them, or do with that what `path` says."""
    candidate = await candidate_of(office)
    form = {"kind": kind, "version": str(candidate["version"]), "message": message}
    return await office.owner.post(
        f"/candidates/{candidate['id']}/answers{path}", office.production, data=form
    )
