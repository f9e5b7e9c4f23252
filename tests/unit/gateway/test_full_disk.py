"""What a person is told when there is no room left: that, and not that they did something wrong."""

import errno

import asyncpg
import pytest
from litestar import Litestar, post
from litestar.testing import TestClient
from obstore.exceptions import GenericError

from services.gateway.web.errors.handlers import EXCEPTION_HANDLERS, DiskFull
from shared.disk_space import is_full
from shared.errors import Unavailable

FULL = [
    OSError(errno.ENOSPC, "No space left on device"),
    OSError(errno.EDQUOT, "Disk quota exceeded"),
    asyncpg.DiskFullError("could not extend file"),
    GenericError("Unable to copy data to file: No space left on device (os error 28)"),
]
OTHERS = [
    OSError(errno.ECONNREFUSED, "refused"),
    asyncpg.TooManyConnectionsError("sorry"),
    GenericError("error sending request"),
]


@pytest.mark.parametrize("error", FULL + OTHERS, ids=repr)
def test_it_is_refused_with_the_reason(error: Exception) -> None:
    @post("/do")
    async def do() -> None:
        raise error

    with TestClient(Litestar([do], exception_handlers=EXCEPTION_HANDLERS)) as client:
        answer = client.post("/do", headers={"accept": "application/json"})
    assert answer.status_code == 503
    wanted = DiskFull if error in FULL else Unavailable
    assert answer.json()["detail"] == str(wanted())
    assert is_full(error) == (error in FULL)
