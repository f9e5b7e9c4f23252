"""Lists of people that an office brings: looked at first, then taken in, each line once."""

import csv
import io
from typing import Any

import httpx

from tests.eventually import eventually
from tests.installation import Installation, Office, Visitor
from tests.integration.gateway.arrivals import rows_of
from tests.integration.gateway.known_office import owner_of
from tests.integration.gateway.sent_files import files_of, id_of
from tests.integration.gateway.tus import Tus
from tests.workbooks import xlsx

IMPORTS, API = "/talent/imports", "/api/v1/imports"
LIST = """Full name;E-Mail;Height;Date of birth;Skills;Shoes
Ana Silva;ana.silva@actors.test;178 cm;1990-02-03;Fencing, cello;38
=HYPERLINK("http://evil.test");formula@actors.test;;;;
李小龍;;172;;;
Nobody;no address;;;;
;nameless@actors.test;;1991-01-01;;
ANA SÍLVA;Ana.Silva@actors.test;180;;Riding;
Ben Silva;ana.silva@actors.test;tall;;;
Zoë "Zed Þórsdóttir;zoe@actors.test;;;;
Cyd;"cyd@actors.test;;;;
Dan;dan@actors.test;;;;
"""


async def brought(visitor: Visitor, content: bytes, kind: str = "talent") -> str:
    """Bring a list by a form without scripts; return its page once the file was looked into."""
    files = {"people": ("../people.csv", content, "text/csv")}
    answer = await visitor.post(IMPORTS, IMPORTS, data={"kind": kind}, files=files)
    assert answer.status_code == 303, answer.text
    page = answer.headers["location"]
    await visitor.until(page, lambda shown: "is being looked into" not in shown.text)
    return page


async def taken_in(visitor: Visitor, page: str) -> dict[str, Any]:
    """Have a list taken in; return what the API says of it afterwards."""
    assert (await visitor.post(f"{page}/start", page)).status_code == 303
    return await ended(visitor, page)


async def ended(visitor: Visitor, page: str) -> dict[str, Any]:
    async def ask() -> dict[str, Any]:
        found: dict[str, Any] = (await visitor.get(page.replace(IMPORTS, API))).json()
        return found

    return await eventually(ask, lambda found: found["status"] in {"done", "failed"})


async def test_a_list_is_looked_at_then_taken_in_with_a_report(
    installation: Installation, office: Office, neighbour: Office
) -> None:
    owner = office.owner
    page = await brought(owner, LIST.encode("utf-16"))
    shown = (await owner.get(page)).text
    assert "Left out, since an office does not keep it" in shown, shown
    assert "1990-02-03" not in shown
    assert "Line 5: Email is no address" in shown
    found = await taken_in(owner, page)
    assert (found["status"], found["read"], found["lines"]) == ("done", 10, 10)
    assert (found["added"], found["known"], found["refused"]) == (6, 1, 3)
    async with rows_of(installation, office) as rows:
        people = await rows.fetch(
            """SELECT name, email, height_cm, skills FROM talent WHERE source = 'import'
            ORDER BY id"""
        )
        notes = await rows.fetch("SELECT words, visibility FROM talent_note")
        log = await rows.fetch("SELECT act FROM audit WHERE thing = 'import' ORDER BY at")
    ana = people[0]
    assert tuple(ana)[:4] == (
        "Ana Silva",
        "ana.silva@actors.test",
        178,
        ["Fencing", "cello", "Riding"],
    )
    assert [tuple(row) for row in notes] == [("38", "office")], "what no field is for"
    assert [row["name"] for row in people if row["email"] == "ana.silva@actors.test"] == [
        "Ana Silva",
        "Ben Silva",
    ]
    assert '=HYPERLINK("http://evil.test")' in {row["name"] for row in people}
    assert [row["act"] for row in log][-1] == "imported 6 talent, and filled in 1, by"
    report = await owner.get(f"{page}/report")
    assert "1990" not in report.text
    assert "1991" not in report.text
    lines = {line[0]: line[1:3] for line in csv.reader(io.StringIO(report.text))}
    assert {line: became for line, (became, _) in lines.items()} == {
        "Line": "What became of it", "5": "refused", "6": "refused", "7": "known",
        "8": "partly", "10": "refused",
    }  # fmt: skip
    assert "What you have of height stays" in lines["7"][1]
    assert "never closed" in lines["10"][1]
    assert not any(
        "/people/" in key
        for key in await eventually(
            lambda: files_of(installation, office),
            lambda keys: not any("/people/" in key or "/uploads/" in key for key in keys),
        )
    ), "its file goes"
    async with rows_of(installation, neighbour) as rows:
        assert not await rows.fetchval("SELECT count(*) FROM talent WHERE source = 'import'")
    assert (await neighbour.owner.get(page)).status_code == 404
    assert (await neighbour.owner.get(f"{page}/report")).status_code == 404


async def begun(visitor: Visitor, upload: str, kind: str) -> dict[str, Any]:
    there = f"{API}/uploads/{id_of(upload)}"
    answer = await visitor.client.post(there, json={"kind": kind})
    assert answer.status_code == 201, answer.text
    begun: dict[str, Any] = answer.json()
    return begun


async def test_a_program_brings_contacts_in_a_workbook_and_maps_its_columns(
    installation: Installation, office: Office, neighbour: Office
) -> None:
    owner = office.owner
    tus = Tus(owner, IMPORTS)
    people = [["Who", "Firm", "Mail"], ["Paula Rivers", "Films", "paula@films.test"]]
    upload = await tus.whole(xlsx(people * 2), "people.xlsx")
    assert (await tus.checked(upload))["status"] == "ready"
    listed = await begun(owner, upload, "contact")
    assert (listed["status"], listed["mapping"]) == ("ready", ["note", "note", "email"])
    address = f"{API}/{listed['id']}"
    assert (await start(owner, address)).status_code == 409, "nobody has a name"
    twice = {"columns": ["name", "name"], "version": listed["version"]}
    assert (await owner.client.post(f"{address}/mapping", json=twice)).status_code == 422
    mapped = {"columns": ["name", "company", "email"], "version": listed["version"]}
    assert (await owner.client.post(f"{address}/mapping", json=mapped)).status_code == 201
    assert (await owner.client.post(f"{address}/mapping", json=mapped)).status_code == 409
    assert (await start(neighbour.owner, address)).status_code == 404
    assert (await start(owner, address)).status_code == 201
    assert (await start(owner, address)).status_code == 409
    found = await ended(owner, address.replace(API, IMPORTS))
    assert (found["added"], found["known"], found["refused"]) == (1, 1, 1)
    remarks = (await owner.get(f"{address}/remarks")).json()
    assert [(each["line"], each["became"]) for each in remarks] == [(3, "refused"), (4, "known")]
    async with rows_of(installation, office) as rows:
        contacts = await rows.fetch("SELECT name, company, email, source FROM contact")
    assert [tuple(row) for row in contacts] == [
        ("Paula Rivers", "Films", "paula@films.test", "import")
    ]


async def start(visitor: Visitor, address: str) -> httpx.Response:
    return await visitor.client.post(f"{address}/start", json={})


async def test_a_file_that_is_no_table_is_refused_where_it_was_chosen(
    office: Office, neighbour: Office
) -> None:
    tus = Tus(office.owner, IMPORTS)
    refused = await tus.whole(b"%PDF-1.7 no table", "people.csv")
    assert (await tus.checked(refused))["refusal"].startswith("This is not a table.")
    page = await brought(office.owner, b"PK\x03\x04" + bytes(99))
    assert "This is not a workbook that can be read" in (await office.owner.get(page)).text
    assert (await office.owner.post(f"{page}/start", IMPORTS)).status_code == 409
    nothing = await office.owner.post(IMPORTS, IMPORTS, data={"kind": "talent"}, files={"x": b""})
    assert nothing.status_code == 422
    theirs = await Tus(neighbour.owner, IMPORTS).whole(b"Name\nAna\n")
    there = f"{API}/uploads/{id_of(theirs)}"
    assert (await office.owner.client.post(there, json={})).status_code == 404


async def test_a_list_is_stopped_and_what_was_taken_in_stays(
    installation: Installation, office: Office, neighbour: Office
) -> None:
    owner, many = office.owner, 20_000
    lines = "".join(f"Person {n},p{n}@stopped.test\n" for n in range(many))
    page = await brought(owner, f"Name,Email\n{lines}".encode())
    api = page.replace(IMPORTS, API)
    assert (await owner.client.post(f"{api}/stop", json={})).status_code == 409
    assert (await owner.post(f"{page}/start", page)).status_code == 303
    await owner.until(api, lambda shown: shown.json()["read"] > 0)
    assert (await neighbour.owner.client.post(f"{api}/stop", json={})).status_code == 404
    assert (await owner.post(f"{page}/stop", page)).status_code == 303
    stopped = (await owner.get(api)).json()
    assert stopped["status"] == "stopped"
    assert 0 < stopped["added"] == stopped["read"] < many
    assert f"Stopped: {stopped['read']} of {many} lines" in (await owner.get(page)).text
    await no_job_is_left(installation, "talent.take_in_import")
    assert (await owner.get(api)).json() == stopped
    assert (await owner.post(f"{page}/stop", page)).status_code == 409


async def no_job_is_left(installation: Installation, kind: str) -> None:
    async with owner_of(installation) as rows:
        left = "SELECT count(*) FROM gateway.job WHERE kind = $1"
        await eventually(lambda: rows.fetchval(left, kind), lambda count: not count)
