"""How a run can end badly."""

from collections.abc import Sequence

import msgspec


class Failure(msgspec.Struct, frozen=True):
    """One scope that a run left behind: the others went on."""

    scope: str
    file: str
    error: str


class MigrationsFailed(Exception):
    """Some scopes could not be migrated; run again when the cause is mended."""

    def __init__(self, failures: Sequence[Failure]) -> None:
        self.failures = failures
        super().__init__("; ".join(f"{f.scope} {f.file}: {f.error}" for f in failures))


class ChecksumChanged(Exception):
    """A migration that has already run was edited. Restore it and add a new file instead."""
