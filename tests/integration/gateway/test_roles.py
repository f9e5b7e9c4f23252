"""Roles are edited by one at a time, put in order, duplicated with their sides, and deleted."""

from typing import Any
from uuid import UUID

import pytest

from services.gateway.casting.candidates import history
from services.gateway.casting.productions import actions as productions
from services.gateway.casting.productions import store
from services.gateway.casting.productions.model import NewRole, Role
from services.gateway.casting.roles import actions
from services.gateway.casting.roles.jobs import JOBS
from services.gateway.casting.roles.model import OwnersDeleteRoles
from services.gateway.platform.jobs import JobDeps
from services.gateway.platform.uploads.jobs import JOBS as UPLOADS
from services.gateway.web.desk import Desk
from services.gateway.web.editing import Edit, Overtaken
from shared.jobs import Worker
from tests.eventually import eventually
from tests.installation import Office, Visitor
from tests.integration.gateway.people import People
from tests.integration.gateway.route_permissions import NOWHERE
from tests.integration.gateway.test_bin import file_of


async def names(desk: Desk, production: UUID) -> list[str]:
    return [each.name for each in await store.roles(desk, production)]


async def test_roles_are_edited_moved_and_archived(people: People) -> None:
    production, ana = await people.production(), await people.talent("Ana Silva")
    async with people.desk() as desk:
        (miranda,) = await store.roles(desk, production)
        ariel = await productions.add_role(desk, production, NewRole("Ariel"), None)
        edited = await actions.edit(desk, miranda.id, Edit(1, {"name": "M.", "state": "cast"}))
        assert (edited.name, edited.state, edited.version) == ("M.", "cast", 2)
        with pytest.raises(Overtaken) as refused:
            await actions.edit(desk, miranda.id, Edit(1, {"name": "Mira"}))
        assert [(each.field, each.now) for each in refused.value.changes] == [("name", "M.")]
        await actions.move(desk, ariel.id, 1)
        assert await names(desk, production) == ["Ariel", "M."]
        await productions.add_role(desk, production, NewRole("Caliban"), None)
        assert await names(desk, production) == ["Ariel", "M.", "Caliban"]
        await actions.archive(desk, ariel.id, archived=True)
        await actions.archive(desk, ariel.id, archived=True)
        assert await names(desk, production) == ["M.", "Caliban", "Ariel"]
        assert {part.name for part in await history.open_parts(desk, ana)} == {"M.", "Caliban"}
    assert await people.acts(ariel.id) == ["added", "moved", "archived"]


async def test_a_duplicate_has_its_sides_as_a_file_of_its_own_and_no_candidates(
    people: People,
) -> None:
    ana = await people.talent("Ana Silva")
    production = await people.production(ana)
    async with people.desk() as desk:
        (miranda,) = await store.roles(desk, production)
        new = NewRole("Ariel", breakdown="A spirit.")
        ariel = await productions.add_role(desk, production, new, await file_of(people, "a.pdf"))
        copy = await actions.duplicate(desk, ariel.id)
        again = await actions.duplicate(desk, miranda.id)
        gone = await actions.duplicate(desk, ariel.id)
        await actions.delete(desk, gone.id)
    used = "SELECT sum(length)::int FROM upload"
    assert await people.owner.fetchval(used) == 12, "copies count before they are made"
    deps = JobDeps(NOWHERE, people.database, None, people.objects)  # type: ignore[arg-type]
    async with Worker(people.database, deps, {**JOBS, **UPLOADS}).at_work():
        await eventually(
            lambda: people.owner.fetchval("SELECT count(*) FROM gateway.job"), lambda left: not left
        )
    async with people.desk() as desk:
        sides = await store.sides_of_roles(desk, [ariel.id, copy.id])
        assert [(each.file_name, each.pages) for each in sides] == [("a.pdf", 1)] * 2
        assert len({each.object_key for each in sides}) == 2
        assert {await people.objects.size(each.object_key) for each in sides} == {4}
        shown = await store.role(desk, copy.id)
        assert (shown.name, shown.breakdown, shown.version) == ("Ariel (copy)", "A spirit.", 1)
    counted = await people.owner.fetchval(
        "SELECT count(*) FROM candidate WHERE role_id = $1", again.id
    )
    assert counted == 0
    assert await people.owner.fetchval(used) == 8


async def test_only_an_owner_deletes_a_role_that_has_answers(people: People) -> None:
    production = await people.production(await people.talent("Ana Silva"))
    async with people.desk() as desk:
        (miranda,) = await store.roles(desk, production)
    await answered(people, miranda)
    async with people.desk(role="associate") as desk:
        with pytest.raises(OwnersDeleteRoles):
            await actions.delete(desk, miranda.id)
        await actions.archive(desk, miranda.id, archived=True)
    async with people.desk() as desk:
        await actions.delete(desk, miranda.id)
        assert await names(desk, production) == []


async def answered(people: People, role: Role) -> None:
    await people.owner.execute(
        """INSERT INTO decision (id, candidate_id, production_id, kind, decided_by)
        SELECT $1, id, production_id, 'release', $1 FROM candidate WHERE role_id = $1""",
        role.id,
    )
    await people.owner.execute(
        """INSERT INTO answer (id, candidate_id, production_id, decision_id, status, written_by)
        SELECT $1, id, production_id, $1, 'sent', $1 FROM candidate WHERE role_id = $1""",
        role.id,
    )


async def test_on_pages_a_role_is_edited_duplicated_deleted_and_restored(
    office: Office, neighbour: Office
) -> None:
    owner = office.owner
    role = (await owner.get(f"/api/v1{office.production}/roles")).json()[0]
    page = f"/roles/{role['id']}"
    assert "Save" in (await owner.get(page)).text
    form: dict[str, Any] = {"name": "Miranda", "breakdown": "x", "state": "callbacks", "version": 1}
    assert (await owner.post(page, page, data=form)).status_code == 303
    assert (await owner.post(page, page, data=form)).status_code == 409
    assert (await neighbour.owner.get(page)).status_code == 404
    duplicated = await owner.client.post(f"/api/v1{page}/duplicate", json={})
    assert duplicated.status_code == 201, duplicated.text
    made = duplicated.json()
    refused = await owner.post_sure(f"{page}/delete", page)
    assert (refused.status_code, "Sessions have slots" in refused.text) == (409, True)
    copy = f"/roles/{made['id']}"
    asked = await owner.post(f"{copy}/delete", page)
    assert "For 30 days all of it can be restored." in asked.text
    assert (await owner.post_sure(f"{copy}/delete", page)).status_code == 303
    assert (await owner.get(copy)).status_code == 404
    assert made["name"] in (await owner.get(f"/bin?production_id={role['production_id']}")).text
    assert made["name"] not in (await neighbour.owner.get("/bin")).text
    assert (await owner.post(f"/bin/role/{made['id']}/restore", "/bin")).headers["location"] == copy
    assert (await owner.get(copy)).status_code == 200


async def test_on_pages_a_session_is_deleted_with_its_links_and_a_production_after_it(
    office: Office, neighbour: Office, stranger: Visitor
) -> None:
    owner, session = office.owner, office.session
    assert (await neighbour.owner.post(f"{session}/delete", "/bin")).status_code == 404
    asked = await owner.post(f"{session}/delete", session)
    assert "1 person is invited: their links stop working, and nobody is told." in asked.text
    assert (await owner.post_sure(f"{session}/delete", session)).status_code == 303
    for path in (session, f"{session}/room", f"/api/v1{session}/guests"):
        assert (await owner.get(path)).status_code == 404
    gone = await stranger.get(office.actor_link)
    assert (gone.status_code, "was withdrawn" in gone.text) == (410, True)
    back = await owner.post(f"/bin/session/{session.rsplit('/', 1)[-1]}/restore", "/bin")
    assert back.headers["location"] == session
    assert (await stranger.get(office.actor_link)).status_code == 200
    edit = f"{office.production}/edit"
    form = {"title": "Storm", "company": "", "version": "1"}
    assert (await owner.post(edit, edit, data=form)).status_code == 303
    copied = await owner.client.post(f"/api/v1{office.production}/duplicate", json={})
    assert copied.json()["title"] == "Storm (copy)"
    assert (await owner.post_sure(f"{office.production}/delete", edit)).status_code == 303
    assert (await owner.get(office.production)).status_code == 404
    assert (await stranger.get(office.actor_link)).status_code == 410
    titles = [each["title"] for each in (await owner.get("/api/v1/productions")).json()["items"]]
    assert titles == ["Storm (copy)"]
    assert "Storm" in (await owner.get("/bin")).text
