"""Processes that are started with an environment of their own are held back as well."""

import functools
import os
import subprocess
from collections.abc import Mapping
from typing import Any


def pass_on(*names: str) -> None:
    """Add variables of ours to whatever environment a child is given."""
    ours = {name: os.environ[name] for name in names if name in os.environ}
    popen: Any = subprocess.Popen
    begin = popen.__init__

    @functools.wraps(begin)
    def with_ours(
        self: Any, *words: Any, env: Mapping[str, str] | None = None, **options: Any
    ) -> None:
        begin(self, *words, env=None if env is None else {**env, **ours}, **options)

    popen.__init__ = with_ours
