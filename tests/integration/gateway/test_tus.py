"""The tus protocol, as its specification 1.0.0 has it: what is answered, kept and refused."""

import base64
import hashlib
from collections.abc import AsyncIterator

import pytest

from services.gateway.platform.uploads.purposes import PURPOSES
from tests.installation import Installation, Office
from tests.integration.gateway.tus import Tus, metadata

pytestmark = pytest.mark.one_office


@pytest.fixture
async def tus(office: Office) -> AsyncIterator[Tus]:
    """Return our owner, who takes back what they have begun: only so many files may wait."""
    ours = Tus(office.owner, office.production)
    yield ours
    for upload in ours.begun:
        await ours.ask("DELETE", upload, {})


async def test_options_tell_what_is_spoken(tus: Tus) -> None:
    answer = await tus.ask("OPTIONS", f"{tus.page}/uploads", {"tus-resumable": ""})
    assert answer.status_code == 204
    assert answer.headers["tus-version"] == "1.0.0"
    assert answer.headers["tus-extension"] == "creation,termination,checksum,expiration"
    assert answer.headers["tus-checksum-algorithm"] == "sha1,sha256"


async def test_an_upload_comes_in_several_requests(tus: Tus) -> None:
    created = await tus.create(11, "page.pdf")
    assert created.status_code == 201
    upload = created.headers["location"]
    assert created.headers["upload-expires"].endswith("GMT")
    first = await tus.send(upload, 0, b"hello ")
    assert (first.status_code, first.headers["upload-offset"]) == (204, "6")
    head = await tus.head(upload)
    assert head.status_code == 200
    assert (head.headers["upload-offset"], head.headers["upload-length"]) == ("6", "11")
    assert head.headers["upload-metadata"] == metadata(filename="page.pdf")
    assert head.headers["cache-control"] == "no-store"
    assert head.headers["tus-resumable"] == "1.0.0"
    last = await tus.send(upload, 6, b"world")
    assert (last.status_code, last.headers["upload-offset"]) == (204, "11")
    assert (await tus.send(upload, 11, b"")).status_code == 204, "there is nothing to send"


async def test_bytes_of_unknown_number_are_taken_as_they_come(tus: Tus) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for each in (b"one", b"two", b"three"):
            yield each

    upload = await tus.begin(11)
    answer = await tus.send(upload, 0, chunks())
    assert (answer.status_code, answer.headers["upload-offset"]) == (204, "11")


@pytest.mark.parametrize("version", ["", "0.2.2", "2.0.0"])
async def test_another_version_is_refused(version: str, tus: Tus) -> None:
    upload = await tus.begin(3)
    for method, address in (("POST", f"{tus.page}/uploads"), ("PATCH", upload), ("DELETE", upload)):
        answer = await tus.ask(method, address, {"tus-resumable": version, "upload-length": "3"})
        assert answer.status_code == 412
        assert answer.headers["tus-version"] == "1.0.0"
    assert await tus.offset(upload) == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"upload-length": ""},
        {"upload-length": "-1"},
        {"upload-length": "ten"},
        {"upload-length": "9" * 30},
        {"upload-length": "", "upload-defer-length": "1"},
        {"upload-metadata": "filename not-base64!"},
        {"upload-metadata": "filename YQ==,filename YQ=="},
        {"upload-metadata": "filename /w=="},
        {"upload-metadata": "note " + base64.b64encode(b"x" * 5000).decode()},
    ],
)
async def test_an_announcement_that_cannot_be_read_is_refused(
    headers: dict[str, str], tus: Tus
) -> None:
    answer = await tus.create(3, **headers)
    assert answer.status_code == 400
    assert answer.headers["tus-resumable"] == "1.0.0"
    assert answer.json()["detail"]


@pytest.mark.parametrize(("length", "status"), [(0, 422), (20_000_000_000, 413)])
async def test_nothing_and_too_much_are_refused_before_a_byte_is_sent(
    length: int, status: int, tus: Tus
) -> None:
    assert (await tus.create(length)).status_code == status


async def test_the_limit_of_a_purpose_is_the_last_byte_that_may_come(tus: Tus) -> None:
    most = PURPOSES["sides"].most_bytes
    assert (await tus.create(most + 1)).status_code == 413
    assert (await tus.create(most)).status_code == 201


@pytest.mark.parametrize("offset", ["1", "4", "999999"])
async def test_an_offset_that_lies_is_refused(offset: str, tus: Tus) -> None:
    upload = await tus.begin(10)
    await tus.send(upload, 0, b"abc")
    answer = await tus.send(upload, 0, b"x", upload_offset=offset)
    assert answer.status_code == 409
    assert await tus.offset(upload) == 3


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"content-type": "application/octet-stream"}, 415),
        ({"content-type": ""}, 415),
        ({"upload-offset": ""}, 400),
        ({"upload-offset": "-1"}, 400),
        ({"upload-checksum": "crc32 AAAA"}, 400),
        ({"upload-checksum": "sha1 %%%"}, 400),
    ],
)
async def test_bytes_with_wrong_headers_are_refused(
    headers: dict[str, str], status: int, tus: Tus
) -> None:
    upload = await tus.begin(3)
    answer = await tus.send(upload, 0, b"abc", **headers)
    assert answer.status_code == status
    assert await tus.offset(upload) == 0


async def test_more_than_was_announced_is_refused(tus: Tus) -> None:
    async def too_many() -> AsyncIterator[bytes]:
        yield b"abcdef"

    upload = await tus.begin(5)
    assert (await tus.send(upload, 0, b"abcdef")).status_code == 413
    assert (await tus.send(upload, 0, too_many())).status_code == 413
    assert await tus.offset(upload) == 0


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
async def test_a_checksum_is_verified(algorithm: str, tus: Tus) -> None:
    upload = await tus.begin(6)
    right = base64.b64encode(hashlib.new(algorithm, b"abc").digest()).decode()
    wrong = await tus.send(upload, 0, b"abd", upload_checksum=f"{algorithm} {right}")
    assert wrong.status_code == 460
    assert await tus.offset(upload) == 0, "what was wrong is dropped"
    answer = await tus.send(upload, 0, b"abc", upload_checksum=f"{algorithm} {right}")
    assert (answer.status_code, answer.headers["upload-offset"]) == (204, "3")


async def test_what_was_taken_back_is_gone(tus: Tus) -> None:
    upload = await tus.begin(3)
    await tus.send(upload, 0, b"ab")
    assert (await tus.ask("DELETE", upload, {})).status_code == 204
    assert (await tus.head(upload)).status_code in {404, 410}
    assert (await tus.send(upload, 2, b"c")).status_code in {404, 410}


async def test_another_office_finds_nothing(tus: Tus, neighbour: Office) -> None:
    upload = await tus.begin(3)
    theirs = Tus(neighbour.owner, neighbour.production)
    assert (await theirs.create(3)).status_code == 201
    assert (await theirs.head(upload)).status_code == 404
    assert (await theirs.send(upload, 0, b"abc")).status_code == 404
    assert (await theirs.ask("DELETE", upload, {})).status_code == 404
    elsewhere = await theirs.ask("POST", f"{tus.page}/uploads", {"upload-length": "3"})
    assert elsewhere.status_code == 404
    assert await tus.offset(upload) == 0


async def test_another_site_cannot_send(tus: Tus, installation: Installation) -> None:
    upload = await tus.begin(3)
    stranger = {"origin": "https://elsewhere.test"}
    assert (await tus.send(upload, 0, b"abc", **stranger)).status_code == 403
    assert (await tus.create(3, **stranger)).status_code == 403
    assert (await tus.send(upload, 0, b"abc", **{"x-csrftoken": "made up"})).status_code == 403
    own = await tus.send(upload, 0, b"abc", origin=installation.url)
    assert own.status_code == 204


async def test_an_idempotency_key_does_not_have_a_body_read(tus: Tus) -> None:
    upload = await tus.begin(1 << 20)
    answer = await tus.send(upload, 0, bytes(1 << 20), **{"idempotency-key": "once"})
    assert (answer.status_code, answer.headers["upload-offset"]) == (204, str(1 << 20))
