"""Names of browsers, from their User-Agent.

A `User-Agent` (RFC 9110 section 10.1.5) names the browsers it resembles as well, so the more
special name comes first in each list.
"""

_BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser/": "Samsung Internet",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "CriOS/": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
_SYSTEMS = {
    "iPhone": "an iPhone",
    "iPad": "an iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS X": "a Mac",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def in_words(agent: str) -> str:
    """Return `Chrome on Windows`, or the agent's own first word where nothing is recognised."""
    browser = _first(_BROWSERS, agent) or agent.split("/", 1)[0] or "An unnamed browser"
    system = _first(_SYSTEMS, agent)
    return f"{browser} on {system}" if system else browser


def _first(names: dict[str, str], agent: str) -> str:
    return next((words for mark, words in names.items() if mark in agent), "")
