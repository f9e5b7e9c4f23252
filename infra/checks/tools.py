"""Programs that the tests need and that no lock file can bring."""

import os
import shutil
import subprocess


class MissingTool(Exception):
    """A program is not there, and could not be installed; says how to get it."""


def install(title: str, package: str) -> None:
    """Install a package if we are root on Debian or Ubuntu; elsewhere nothing happens."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"Installing {title} …", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "-y", "--no-install-recommends", package]):
        subprocess.run(  # noqa: S603 - fixed words only
            ["apt-get", "-qq", *words],  # noqa: S607 - the system's own
            env=environment,
            stdin=subprocess.DEVNULL,
            check=False,
        )


def named(variable: str) -> str | None:
    """Return the program that a variable of the environment names, if it names one.

    Raises:
        MissingTool: what it names is no program.
    """
    name = os.environ.get(variable)
    if name and not shutil.which(name):
        raise MissingTool(f"{variable} names {name}, which is no program")
    return name or None
