"""What many agencies cost in one house: making them, migrating them, and everybody's pages.

The house is open and PostgreSQL writes durably. Pages and sign-in are measured with one agency,
and again with all of them. Prints one JSON line for each thing measured.
"""

import argparse
import asyncio
import shutil
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from statistics import median, quantiles

import asyncpg

from infra.embedded.ports import any_free_port
from shared import migrations, tenancy
from shared.migrations import ROOT, SERVICES
from shared.runtime.child_signals import send_signal
from shared.tenancy import schema_of
from tests.bench._figures import Figure, count_up_to, figure, tell
from tests.bench.load.asking import Page
from tests.bench.load.offices import Offices, timed
from tests.installation import Installation, open_installation

MOST, TOUCHED = 3_000, 500
SIGN_INS, PAGES, TRANSACTIONS = 200, 1_000, 2_000
ROUNDS, ROUND_S, CONNECTIONS = 3, 5, 8
PATIENCE_S = 1_800
BENCH = "agencies"


async def measure(count: int) -> Sequence[Figure]:
    async with _opened() as (installation, offices), asyncio.timeout(PATIENCE_S):
        await offices.arrive()
        await offices.make(1, signed_in=1)
        few = await _people(installation, offices)
        rates = await _rates(installation, offices)
        made = await offices.make(count - 1, signed_in=TOUCHED - 1)
        overhead = await offices.transactions(TRANSACTIONS)
        many = await _people(installation, offices)
        touched = await Page(installation.url, "/productions", offices.sessions).times(
            2 * len(offices.sessions)
        )
        return [
            figure(BENCH, f"provisioning, 2 to {count}", made, goal={"p95": 120}),
            *_against(few, many, count),
            figure(BENCH, f"productions of {len(offices.sessions)} in turn", touched, goal=None),
            _memory(installation, len(offices.sessions)),
            _overhead(*overhead),
            rates,
            await _migration(installation, count),
        ]


async def _people(installation: Installation, offices: Offices) -> dict[str, list[float]]:
    page = Page(installation.url, "/productions", offices.sessions[:1])
    await page.times(PAGES // 10)
    return {
        "sign-in": await offices.sign_in(SIGN_INS),
        "productions page": await page.times(PAGES),
    }


def _against(few: dict[str, list[float]], many: dict[str, list[float]], count: int) -> list[Figure]:
    found = []
    for what, times in many.items():
        one, all_of_them = (quantiles(t, n=100, method="inclusive")[98] for t in (few[what], times))
        found.append(
            _line(f"p99 of {what}, {count} agencies against 1", "ms", 1.3)
            | {"with_1": round(one, 1), f"with_{count}": round(all_of_them, 1)}
            | {"ratio": round(all_of_them / one, 2)}
        )
    return found


async def _rates(installation: Installation, offices: Offices) -> Figure:
    """Compare the page with the same page that has neither session nor tenancy around it."""
    ours = Page(installation.url, "/productions", offices.sessions)
    async with _bare(installation, offices) as url:
        bare = Page(url, "/productions")
        rates = [
            (await ours.rate(ROUND_S, CONNECTIONS), await bare.rate(ROUND_S, CONNECTIONS))
            for _ in range(ROUNDS)
        ]
    gateway, without = (median(both) for both in zip(*rates, strict=True))
    return _line("productions page against a bare one", "requests/s", 0.5) | {
        "gateway": round(gateway),
        "bare": round(without),
        "ratio": round(gateway / without, 2),
    }


@asynccontextmanager
async def _bare(installation: Installation, offices: Offices) -> AsyncIterator[str]:
    port, schema = any_free_port(), schema_of(offices.agencies[0])
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.bench.load.bare"),
        *(str(port), installation.plan.config.owner_url, schema),
        cwd=ROOT,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        await _answers(Page(url, "/productions"))
        yield url
    finally:
        send_signal(process, signal.SIGTERM)
        await process.wait()


async def _answers(page: Page) -> None:
    async with asyncio.timeout(60):
        while True:
            try:
                await page.times(50)
            except OSError:
                await asyncio.sleep(0.1)
            else:
                return


def _overhead(tenant: list[float], bare: list[float]) -> Figure:
    return _line("a tenant's transaction against a bare one, p50", "ms", 1.3) | {
        "tenant": round(median(tenant), 3),
        "bare": round(median(bare), 3),
        "ratio": round(median(tenant) / median(bare), 2),
    }


def _memory(installation: Installation, touched: int) -> Figure:
    status = Path(f"/proc/{installation.supervisor.pids()['gateway']}/status").read_text()
    (line,) = (line for line in status.splitlines() if line.startswith("VmRSS"))
    mb = int(line.split()[1]) / 1024
    return _line(f"gateway after {touched} agencies", "MB", 250) | {"resident": round(mb)}


async def _migration(installation: Installation, count: int) -> Figure:
    """Add a column in every agency, as a release would."""
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as folder:
        _next_release(Path(folder))
        planned = installation.plan.config
        taken = await timed(
            lambda: migrations.migrate(planned.owner_url, planned.passwords(), Path(folder))
        )
    return _line(f"one migration over {count}", "s", 4) | {"took": round(taken / 1000, 2)}


def _next_release(checkout: Path) -> None:
    for home in ("shared", *(f"services/{service}" for service in SERVICES)):
        if (ROOT / home / "migrations").exists():
            shutil.copytree(ROOT / home / "migrations", checkout / home / "migrations")
    added = checkout / "services" / "gateway" / "migrations" / "tenant" / "9000_bench.sql"
    added.write_text("ALTER TABLE production ADD COLUMN bench text;\n")


def _line(what: str, unit: str, goal: float) -> Figure:
    return {"bench": BENCH, "what": what, "unit": unit, "goal": goal}


@asynccontextmanager
async def _opened() -> AsyncIterator[tuple[Installation, Offices]]:
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="callboard-bench-"))
        installation = await stack.enter_async_context(
            open_installation(Path(folder), lasting=True)
        )
        owner = await asyncpg.connect(installation.plan.config.owner_url)
        stack.push_async_callback(owner.close)
        plain = await tenancy.connect(installation.plan.config.owner_url, "gateway", size=1)
        stack.push_async_callback(plain.close)
        gateway = await tenancy.connect(
            installation.plan.config.database_url("gateway"), "gateway", size=2
        )
        stack.push_async_callback(gateway.close)
        yield installation, Offices(installation, owner, plain, gateway)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=count_up_to(MOST), default=1_500)
    tell(measure(parser.parse_args().count))


if __name__ == "__main__":
    main()
