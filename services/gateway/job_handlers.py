"""Which jobs the gateway does, and the handlers that its slices have for them."""

from collections.abc import Mapping, Sequence

from services.gateway.platform.jobs import JobHandler, Periodic

TABLES: Sequence[Mapping[str, JobHandler]] = ()
PERIODIC: Sequence[Periodic] = ()


def handlers() -> Mapping[str, JobHandler]:
    """Return the handler of each kind.

    Raises:
        ValueError: two slices do the same kind.
    """
    collected: dict[str, JobHandler] = {}
    for table in TABLES:
        if twice := collected.keys() & table.keys():
            raise ValueError(f"done by two slices: {twice}")
        collected |= table
    return collected
