"""Pages of help, as data."""

from typing import Annotated

import msgspec

from shared.errors import NotFound


class Topic(msgspec.Struct, frozen=True):
    """A task with the steps that lead to it; `path` is the page on which it begins."""

    key: str
    title: str
    steps: tuple[str, ...]
    path: str = ""

    def has(self, words: str) -> bool:
        """Whether each of some words is in it, capitals aside."""
        text = " ".join((self.title, *self.steps)).casefold()
        return all(word in text for word in words.casefold().split())


class Words(msgspec.Struct, frozen=True):
    """What somebody looks for."""

    q: Annotated[str, msgspec.Meta(max_length=100, pattern=r"^[^\u0000]*$")] = ""


class TopicNotFound(NotFound):
    """There is no such page of help."""
