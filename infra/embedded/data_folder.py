"""The one folder of everything that `up` keeps: `.callboard`."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from infra.embedded import postgres
from infra.embedded.errors import CannotStart
from infra.embedded.secrets import write_private


class AlreadyRunning(CannotStart):
    """Another `up` holds this folder."""


class Link(msgspec.Struct, frozen=True):
    """Something to open in a browser."""

    title: str
    url: str


class Demo(msgspec.Struct, frozen=True):
    """What to open of the demo data, under the address that the house had when they were made;
    whether all of them are made, or only what is opened first."""

    public_url: str
    links: list[Link]
    filled: bool = True

    def at(self, public_url: str) -> list[Link]:
        """Return the links under the address that the house has now."""
        return [Link(x.title, x.url.replace(self.public_url, public_url, 1)) for x in self.links]


class Running(msgspec.Struct, frozen=True, kw_only=True):
    """What runs now, for people and scripts beside it: addresses, pids and seconds to ready."""

    pid: int
    public_url: str
    mails_url: str
    stripe_url: str
    smtp_url: str
    database_url: str
    redis_url: str
    object_store_url: str
    ready_seconds: float
    programs: dict[str, int]


class DataFolder:
    """Names of what is kept, and who may use it now."""

    def __init__(self, root: Path) -> None:
        root.mkdir(parents=True, exist_ok=True)
        self.root = root
        self.logs = root / "logs"
        self.postgres = root / "postgres"
        self.valkey = root / "valkey"
        self.stripe = root / "stripe"
        self.mails = root / "mails"
        self.objects = root / "objects"
        self.recordings = root / "spool"
        self.certificate = root / "certificate"
        self.keys = root / "secrets.json"
        self._running = root / "running.json"
        self._demo = root / "demo.json"
        self._lock = root / "up.lock"

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Keep others out while we run.

        Raises:
            AlreadyRunning: says where the other one is.
        """
        with self._lock.open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise AlreadyRunning(self._who_holds_it()) from error
            self._running.unlink(missing_ok=True)
            try:
                yield
            finally:
                self._running.unlink(missing_ok=True)

    def start_over(self) -> None:
        """Forget all data; the certificate stays, since phones may have come to trust it."""
        postgres.forget(self.postgres)
        for kept in (
            self.valkey,
            self.stripe,
            self.mails,
            self.objects,
            self.recordings,
            self.logs,
        ):
            shutil.rmtree(kept, ignore_errors=True)
        for file in (self.keys, self._demo):
            file.unlink(missing_ok=True)

    def announce(self, running: Running) -> None:
        write_private(self._running, msgspec.json.format(msgspec.json.encode(running)))

    def running(self) -> Running | None:
        """Return what runs from this folder, if it does."""
        with suppress(FileNotFoundError, msgspec.MsgspecError):
            return msgspec.json.decode(self._running.read_bytes(), type=Running)
        return None

    def demo(self) -> Demo | None:
        """Return the demo that was made here, if any was."""
        with suppress(FileNotFoundError, msgspec.MsgspecError):
            return msgspec.json.decode(self._demo.read_bytes(), type=Demo)
        return None

    def keep_demo(self, demo: Demo) -> None:
        write_private(self._demo, msgspec.json.encode(demo))

    def _who_holds_it(self) -> str:
        if other := self.running():
            return (
                f"Callboard already runs from this folder: {other.public_url}"
                f" (process {other.pid}). Press Ctrl-C there to stop it."
            )
        return "Callboard is just starting or stopping in this folder; try again in a moment."
