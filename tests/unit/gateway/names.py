"""A resolver under a test's hand."""

import socket
from typing import Any

import pytest


class Names:
    """Lets every name lead to some addresses, and counts how often one was asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
        self.answers = answers
        self.asked = 0
        monkeypatch.setattr(socket, "getaddrinfo", self.find)

    def find(self, _: str, port: int, **__: Any) -> list[tuple[Any, ...]]:
        self.asked += 1
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, port)) for a in self.answers]
