"""What the guides name is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUIDES = (
    ROOT / "README.md",
    *sorted((ROOT / ".github").glob("*.md")),
    *sorted((ROOT / "infra" / "decisions").glob("*.md")),
)
NAMED = re.compile(r"\b(?:services|shared|infra|tests)/[\w./*-]*")


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_paths_that_a_guide_names_are_there(guide: Path) -> None:
    """A placeholder ends a path; what stands before it must be there."""
    named = {path.rstrip("./") for path in NAMED.findall(guide.read_text())}
    assert not [path for path in named if not any(ROOT.glob(f"{path}*"))]
