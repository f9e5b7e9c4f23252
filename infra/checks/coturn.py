"""The TURN server by which a test's browsers relay: the system's own, or Debian's package."""

import shutil

from infra.checks.tools import MissingTool, install, named

_PROGRAM = "turnserver"


def ensure() -> str:
    """Return the path of coturn's server, installing it first if we are root on Debian or Ubuntu.

    Raises:
        MissingTool: says how to get it.
    """
    if found := named("TURNSERVER") or shutil.which(_PROGRAM):
        return found
    install("coturn", "coturn")
    if found := shutil.which(_PROGRAM):
        return found
    raise MissingTool(
        "The test of relayed media needs coturn. Debian, Ubuntu: apt-get install coturn."
        " Elsewhere install it, or set TURNSERVER to the path of its turnserver."
    )
