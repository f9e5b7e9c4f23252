"""Tests in an order of chance: files among each other, and in each file its tests."""

import os
from itertools import groupby
from random import Random

import pytest

from tests.jitter.chance import CHANCE


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    random = Random(os.environ["JITTER_SEED"])
    files = [list(tests) for _, tests in groupby(items, key=lambda item: item.path)]
    random.shuffle(files)
    for tests in files:
        random.shuffle(tests)
    items[:] = [test for tests in files for test in tests]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """What a test meets does not hang on those that ran before it."""
    CHANCE.begin_part(item.nodeid)
