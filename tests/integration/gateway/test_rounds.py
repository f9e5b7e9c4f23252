"""Rounds of a production: in an order, changed by one at a time, deleted while empty."""

from typing import Any

from tests.installation import Office


async def rounds(office: Office) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (
        await office.owner.get(f"/api/v1{office.production}/rounds")
    ).json()
    return found


async def add(office: Office, title: str, kind: str = "callback") -> str:
    form = {"title": title, "kind": kind}
    page = f"{office.production}/rounds"
    assert (await office.owner.post(page, page, data=form)).status_code == 303
    return str((await rounds(office))[-1]["id"])


async def act(office: Office, path: str, **form: Any) -> int:
    posted = await office.owner.post(path, office.production, data=form)
    return posted.status_code


async def test_the_first_session_makes_the_first_round(office: Office, neighbour: Office) -> None:
    (first,) = await rounds(office)
    assert (first["title"], first["kind"], first["sessions"]) == ("First round", "audition", 1)
    session = (await office.owner.get(f"/api/v1{office.production}/sessions")).json()[0]
    assert session["round_id"] == first["id"]
    assert (await neighbour.owner.get(f"/api/v1{office.production}/rounds")).status_code == 404
    assert await act(neighbour, f"/rounds/{first['id']}/delete") == 404


async def test_a_session_is_laid_out_in_a_round(office: Office, neighbour: Office) -> None:
    callback = await add(office, "Callback")
    laid_out = await office.owner.lay_out(office.production, title="Monday", round_id=callback)
    sessions = (await office.owner.get(f"/api/v1{office.production}/sessions")).json()
    assert {s["round_id"] for s in sessions if s["title"] == "Monday"} == {callback}
    assert laid_out
    theirs = await add(neighbour, "Theirs")
    roles = (await office.owner.get(f"/api/v1{office.production}/roles")).json()
    form = {
        "title": "x", "local_date": "2027-01-15", "zone": "UTC", "first_slot": "10:00",
        "role_id": roles[0]["id"], "round_id": theirs, "slots": "1",
    }  # fmt: skip
    assert await act(office, f"{office.production}/sessions", **form) == 404


async def test_rounds_are_edited_moved_and_deleted(office: Office) -> None:
    for title in ("Callback", "Chemistry"):
        await add(office, title)
    first, callback, chemistry = await rounds(office)
    change = {"kind": "chemistry", "title": "Chemistry read", "version": "1"}
    assert await act(office, f"/rounds/{chemistry['id']}/edit", **change) == 303
    assert await act(office, f"/rounds/{chemistry['id']}/edit", **change) == 409
    assert await act(office, f"/rounds/{chemistry['id']}/move", position="1") == 303
    assert [each["title"] for each in await rounds(office)] == [
        "Chemistry read", "First round", "Callback",
    ]  # fmt: skip
    assert await act(office, f"/rounds/{chemistry['id']}/move", position="900") == 303
    assert await act(office, f"/rounds/{first['id']}/delete") == 409, "a session is in it"
    assert await act(office, f"/rounds/{callback['id']}/delete") == 303
    assert [(each["title"], each["position"]) for each in await rounds(office)] == [
        ("First round", 1), ("Chemistry read", 2),
    ]  # fmt: skip
    page = (await office.owner.get(f"{office.production}/rounds")).text
    assert "Chemistry read" in page
