"""One archive: a gzipped tar whose last member tells the digest of every other."""

import hashlib
import os
import tarfile
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from infra.archives.errors import ArchiveDamaged, Refused
from infra.archives.manifest import NAME, File, Manifest

_PART = 1 << 20


class Writer:
    """Packs files one by one. Until `finish` there is nothing under the archive's name."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._unfinished = path.with_name(f"{path.name}.unfinished")
        self._unfinished.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        if self._path.exists():
            raise Refused(f"{self._path} is there already; name another file")
        private = os.open(self._unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self._file = os.fdopen(private, "wb")
        # Media are most of it and do not shrink: the lightest compression is the right one.
        self._tar = tarfile.open(fileobj=self._file, mode="w:gz", compresslevel=1)
        return self

    def add(self, name: str, source: Path) -> File:
        """Pack a file under a name."""
        self._tar.add(source, arcname=name, recursive=False, filter=_anonymous)
        return File(name, source.stat().st_size, _digest(source))

    def finish(self, manifest: Manifest, scratch: Path) -> None:
        description = scratch / NAME
        description.write_bytes(msgspec.json.format(msgspec.json.encode(manifest)))
        self.add(NAME, description)
        self._tar.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._unfinished.rename(self._path)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
        self._unfinished.unlink(missing_ok=True)


def unpack(path: Path, into: Path) -> Manifest:
    """Unpack an archive and look that it is whole.

    Raises:
        ArchiveDamaged: says what is wrong with it.
    """
    try:
        with tarfile.open(path, "r:gz") as tar:
            tar.extractall(into, filter="data")
        manifest = msgspec.json.decode((into / NAME).read_bytes(), type=Manifest)
    except (OSError, EOFError, tarfile.TarError, msgspec.MsgspecError) as error:
        raise ArchiveDamaged(f"{path} cannot be read as an archive of ours: {error}") from error
    _compare(path, into, manifest)
    return manifest


def _compare(path: Path, into: Path, manifest: Manifest) -> None:
    listed = manifest.files()
    found = {p.relative_to(into).as_posix() for p in into.rglob("*") if p.is_file()} - {NAME}
    if odd := found ^ listed.keys():
        raise ArchiveDamaged(f"{path}: missing or not in its manifest: {', '.join(sorted(odd))}")
    for name, file in listed.items():
        if _digest(into / name) != file.sha256:
            raise ArchiveDamaged(f"{path}: {name} is not what was written")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Leave out who ran the command."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member
