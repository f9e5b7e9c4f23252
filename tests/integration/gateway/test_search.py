"""The page and the API of search: who may see something finds it by a part of its name."""

from tests.installation import Installation, Office
from tests.integration.gateway.known_office import known, owner_of
from tests.integration.gateway.trying_routes import become

_TALENT = """INSERT INTO "agency_{}".talent (id, name) VALUES (gen_random_uuid(), $1)"""


async def test_an_office_finds_its_own_and_nobody_elses(
    installation: Installation, office: Office, neighbour: Office
) -> None:
    ours, theirs = await known(installation, office), await known(installation, neighbour)
    async with owner_of(installation) as owner:
        await owner.execute(_TALENT.format(ours.agency.hex), "<b>José</b> Núñez")
        await owner.execute(_TALENT.format(theirs.agency.hex), "Jose Nunez the other")
    found = (await office.owner.get("/api/v1/search?q=jose nunes")).json()
    assert [(each["kind"], each["title"]) for each in found] == [("talent", "<b>José</b> Núñez")]
    page = await office.owner.get("/search?q=jose+nunes")
    assert found[0]["path"] in page.text
    assert "&lt;b&gt;José" in page.text
    assert "the other" not in page.text
    titles = {each["title"] for each in (await office.owner.get("/api/v1/search?q=tempst")).json()}
    assert titles == {"The Tempest"}
    nothing = await office.owner.get("/search", params={"q": "<script>%_'\"&"})
    assert nothing.status_code == 200
    assert "<script>%" not in nothing.text
    assert (await office.owner.get("/search")).status_code == 200
    assert (await office.owner.get("/search?q=" + "x" * 101)).status_code == 422


async def test_each_part_finds_what_it_may_see(installation: Installation, office: Office) -> None:
    ours = await known(installation, office)
    async with owner_of(installation) as owner:
        await owner.execute(_TALENT.format(ours.agency.hex), "Miranda Tempest")
    another = await office.owner.start_production("The other Tempest")

    async def kinds() -> set[tuple[str, str]]:
        found = (await office.owner.get("/api/v1/search?q=tempest")).json()
        found += (await office.owner.get("/api/v1/search?q=miranda")).json()
        found += (await office.owner.get("/api/v1/search?q=first round")).json()
        return {(each["kind"], each["title"]) for each in found}

    shown = {("production", "The Tempest"), ("production", "The other Tempest")}
    seen = shown | {("role", "Miranda")}
    assert await kinds() == seen | {("session", "First round"), ("talent", "Miranda Tempest")}
    await become(installation, ours, "runner")
    assert await kinds() == seen | {("session", "First round")}
    await become(installation, ours, "finance")
    assert await kinds() == seen
    await become(installation, ours, "freelancer", named=[another.rsplit("/", 1)[-1]])
    assert await kinds() == {("production", "The other Tempest")}
