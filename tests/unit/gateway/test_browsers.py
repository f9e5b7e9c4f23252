"""Browsers are shown by the names that people know."""

import pytest

from services.gateway.identity.sign_in_log.user_agents import in_words

_WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (f"Mozilla/5.0 (Windows NT) {_WEBKIT} Chrome/126.0", "Chrome on Windows"),
        (f"Mozilla/5.0 (Windows NT) {_WEBKIT} Chrome/126.0 Edg/126.0", "Edge on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/2010 Firefox/128.0", "Firefox on Linux"),
        (f"Mozilla/5.0 (Linux; Android 14) {_WEBKIT} Chrome/126.0 Safari", "Chrome on Android"),
        ("Mozilla/5.0 (iPhone; like Mac OS X) Version/17.5 Safari/604.1", "Safari on an iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1", "Safari on a Mac"),
        ("python-httpx/0.27", "python-httpx"),
        ("", "An unnamed browser"),
    ],
)
def test_a_browser_is_named_as_people_know_it(agent: str, words: str) -> None:
    assert in_words(agent) == words
