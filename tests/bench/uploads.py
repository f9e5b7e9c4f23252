"""How fast files come in parts, beside a gateway's process that reads, hashes and writes the same.

Prints JSON lines: a large file over loopback into a folder; how much a gateway's memory grows with
ten at once; how a file arrives whose gateway is killed ten times. With `MOTO_SERVER`, the path of
moto's server for S3, also into that, beside obstore's own put.
"""

import argparse
import asyncio
import hashlib
import os
import signal
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import obstore
from obstore.store import S3Store

from infra.embedded.ports import any_free_port
from shared.runtime.child_signals import send_signal
from tests.bench._figures import Figure, tell
from tests.bench._upload_client import BLOCK, MIB, Answer, Bench, Sender, send
from tests.bench._upload_gateway import RAW
from tests.eventually import eventually
from tests.installation import open_installation

ROUNDS = 3
KILLS = 10
AT_ONCE = 10
SHARE = 60
GROWTH_MB = 100
PATIENCE_S = 1800
S3 = {
    "AWS_ACCESS_KEY_ID": "bench",
    "AWS_SECRET_ACCESS_KEY": "bench",
    "AWS_REGION": "us-east-1",
    "AWS_ALLOW_HTTP": "true",
}


async def measure(megabytes: int) -> Sequence[Figure]:
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as folder:
        async with AsyncExitStack() as stack:
            installation = await stack.enter_async_context(
                open_installation(Path(folder), lasting=True)
            )
            owner = await stack.enter_async_context(installation.browser())
            await stack.enter_async_context(asyncio.timeout(PATIENCE_S))
            await owner.sign_up("owner@uploads.test", "Office")
            bench = Bench(installation, owner, await owner.start_production("The Tempest"))
            figures = [*await _loopback(bench, megabytes), await _killed(bench, megabytes)]
            if server := os.environ.get("MOTO_SERVER"):
                figures.append(await _s3(bench, server, megabytes))
            return figures


async def _loopback(bench: Bench, megabytes: int) -> list[Figure]:
    program = bench.program()
    async with bench.gateway(program) as process:
        sender = bench.sender(program)
        raw = [await _raw(sender, megabytes) for _ in range(ROUNDS)]
        parts = [await _whole(sender, megabytes) for _ in range(ROUNDS)]
        before = _memory_mb(process.pid)
        most = await _ten(sender, process.pid)
    return [
        _compared(f"{megabytes} MB over loopback", megabytes, parts, raw, "read, hash and write"),
        {
            "bench": "uploads",
            "what": f"a gateway's memory grows, {AT_ONCE} at once",
            "unit": "MB",
            "value": round(most - before),
            "goal": {"at most": GROWTH_MB},
        },
    ]


async def _raw(sender: Sender, megabytes: int) -> float:
    answer = await send(sender.port, f"POST {RAW}", megabytes * MIB, {})
    assert answer.status == 201, answer
    return answer.took_s


async def _whole(sender: Sender, megabytes: int) -> float:
    """Send a file; return how long it took from the first byte to the answer."""
    upload = await sender.begin(megabytes * MIB, filename="a.pdf")
    answer = await sender.append(upload, 0, megabytes * MIB)
    assert answer.status == 204, answer
    await eventually(lambda: sender.progress(upload), _is_checked, 120)
    return answer.took_s


def _is_checked(found: dict[str, str]) -> bool:
    return found["status"] in {"refused", "ready"}


async def _ten(sender: Sender, pid: int) -> float:
    """Send ten files at once; return the most memory that the gateway had meanwhile, in MB."""
    size = 100 * MIB
    uploads = [await sender.begin(size, filename="a.pdf") for _ in range(AT_ONCE)]
    sending = asyncio.gather(*(sender.append(upload, 0, size) for upload in uploads))
    most = 0.0
    while not sending.done():
        most = max(most, _memory_mb(pid))
        await asyncio.sleep(0.02)
    answers: list[Answer] = await sending
    assert {answer.status for answer in answers} == {204}
    return most


def _memory_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    (line,) = (line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


async def _killed(bench: Bench, megabytes: int) -> Figure:
    """Send a file whose gateway is killed again and again; its hash tells what arrived."""
    size, program = megabytes * MIB, bench.program()
    digest = hashlib.sha256()
    for _ in range(megabytes):
        digest.update(BLOCK)
    sender = bench.sender(program)
    async with bench.gateway(program):
        upload = await sender.begin(size, filename="a.pdf", sha256=digest.hexdigest())
    for left in range(KILLS, 0, -1):
        async with bench.gateway(program) as process:
            await _kill_in_the_middle(sender, upload, size, left + 1, process)
    async with bench.gateway(program):
        assert (await sender.append(upload, await sender.turn(upload), size)).status == 204
        found = await eventually(lambda: sender.progress(upload), _is_checked, 120)
    return {
        "bench": "uploads",
        "what": f"{megabytes} MB, its gateway killed {KILLS} times: the same hash",
        "unit": "yes is 1",
        "value": int("did not arrive" not in found["refusal"]),
        "goal": {"at least": 1},
    }


async def _kill_in_the_middle(
    sender: Sender, upload: str, size: int, shares: int, process: asyncio.subprocess.Process
) -> None:
    """Send one of so many shares of what is missing, and kill the gateway before all is stored."""
    at = await sender.turn(upload)
    sending = asyncio.create_task(sender.append(upload, at, size, stop=(size - at) // shares))
    await eventually(lambda: sender.offset(upload), lambda now: now > at)
    send_signal(process, signal.SIGKILL)
    await asyncio.wait([sending])
    assert sending.exception(), "it was in the middle"


async def _s3(bench: Bench, server: str, megabytes: int) -> Figure:
    async with _moto(server) as endpoint:
        env = S3 | {"AWS_ENDPOINT_URL": endpoint, "OBJECT_STORE_URL": "s3://bench"}
        program = bench.program(**env)
        put = [await _put(endpoint, megabytes) for _ in range(ROUNDS)]
        async with bench.gateway(program):
            sender = bench.sender(program)
            parts = []
            for _ in range(ROUNDS):
                upload = await sender.begin(megabytes * MIB, filename="a.pdf")
                parts.append((await sender.append(upload, 0, megabytes * MIB)).took_s)
    return _compared(f"{megabytes} MB into S3 (moto)", megabytes, parts, put, "obstore's put")


@asynccontextmanager
async def _moto(server: str) -> AsyncIterator[str]:
    port = any_free_port()
    process = await asyncio.create_subprocess_exec(
        *(server, "-p", str(port)),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    endpoint = f"http://127.0.0.1:{port}"
    async with httpx.AsyncClient(base_url=endpoint, trust_env=False) as client:
        try:
            await eventually(lambda: _made(client), bool)
            yield endpoint
        finally:
            send_signal(process, signal.SIGKILL)
            await process.wait()


async def _made(client: httpx.AsyncClient) -> bool:
    """Make the bucket, once the server answers."""
    try:
        return (await client.put("/bench")).is_success
    except httpx.TransportError:
        return False


async def _put(endpoint: str, megabytes: int) -> float:
    """Put a file as obstore does it by itself: in parts of 5 MiB, up to twelve at once."""
    keys: Any = {name.lower(): value for name, value in S3.items() if name != "AWS_ALLOW_HTTP"}
    store = S3Store(
        "bench", endpoint=endpoint, client_options={"allow_http": True, "timeout": "300s"}, **keys
    )
    with tempfile.NamedTemporaryFile() as file:
        for _ in range(megabytes):
            file.write(BLOCK)
        file.flush()
        begun = time.perf_counter()
        await obstore.put_async(store, "whole", Path(file.name))
        return time.perf_counter() - begun


def _compared(
    what: str, megabytes: int, ours: list[float], theirs: list[float], beside: str
) -> Figure:
    """Compare medians of how long it took, as a share of the other's rate in percent."""
    own, other = statistics.median(ours), statistics.median(theirs)
    return {
        "bench": "uploads",
        "what": f"{what}, beside {beside}",
        "unit": "%",
        "value": round(100 * other / own),
        "MB/s": round(megabytes / own),
        "beside, MB/s": round(megabytes / other),
        "goal": {"at least": SHARE},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=500)
    tell(measure(parser.parse_args().megabytes))


if __name__ == "__main__":
    main()
