"""An owner at the pages of outgoing webhooks."""

import re

import httpx

from services.gateway.platform.webhooks.event_types import KINDS
from tests.eventually import eventually
from tests.installation import Visitor
from tests.receiver import Receiver

PAGE = "/outgoing-webhooks"


async def add(owner: Visitor, url: str, *kinds: str) -> httpx.Response:
    form = {"url": url, "kinds": list(kinds), "description": "Our calendar"}
    return await owner.post(PAGE, PAGE, data=form)


async def added(owner: Visitor, receiver: Receiver, *kinds: str) -> tuple[str, str]:
    """Add a webhook; return its page's address and its secret."""
    shown = await add(owner, receiver.url, *(kinds or KINDS))
    assert shown.status_code == 200, shown.text
    secret = re.search(r'value="(whsec_[\w+/=]+)"', shown.text)
    page = re.search(rf'action="({PAGE}/[0-9a-f-]+)/secret"', shown.text)
    assert secret
    assert page
    return page[1], secret[1]


async def shows(owner: Visitor, page: str, words: str) -> str:
    """Return the page as soon as it shows these words: what happens is written down afterwards."""

    async def shown() -> str:
        return (await owner.get(page)).text

    return await eventually(shown, lambda text: words in text)
