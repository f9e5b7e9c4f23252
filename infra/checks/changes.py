"""What differs in this checkout from main."""

import subprocess
from pathlib import Path


def since_main(root: Path) -> list[str]:
    """Return the files that differ from where the branch left main, or are new or not committed."""
    begin = _git(root, "merge-base", "HEAD", "main") or ["HEAD"]
    changed = _git(root, "diff", "--name-only", "--diff-filter=d", begin[0])
    return sorted({*changed, *_git(root, "ls-files", "--others", "--exclude-standard")})


def _git(root: Path, *words: str) -> list[str]:
    """Return the lines that git says; none where it cannot."""
    done = subprocess.run(  # noqa: S603 - our own words
        ["git", *words],  # noqa: S607 - the system's own
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.splitlines() if done.returncode == 0 else []
