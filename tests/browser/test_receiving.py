"""When a page asks for what it is to see: the room's own module, with a played signalling."""

from playwright.async_api import Browser

from tests.browser import people
from tests.browser.people import somebody
from tests.installation import Installation

# How often an offer has been asked for, after each thing that happens.
_ASKED = """async () => {
  const { Receiving } = await import("/sources/room/receiving.js");
  const handlers = {};
  const sent = [];
  const signalling = {
    life: 1,
    on(type, handler) { handlers[type] = handler; return this; },
    send({ type }) { sent.push(type); return true; },
  };
  const receiving = new Receiving(signalling, () => {});
  const asked = () => sent.filter((type) => type === "subscribe").length;
  const welcome = () => { receiving.welcomed({ ice_servers: [], kept: false }); return asked(); };
  const connected = (life) => { signalling.life = life; handlers.connected(); return asked(); };
  const counts = [connected(1), welcome(), connected(2), welcome(), welcome()];
  const server = new RTCPeerConnection();
  server.addTransceiver("video");
  handlers.offer(await server.createOffer());
  counts.push(welcome());
  receiving.stop();
  return counts;
}"""


async def test_an_offer_is_asked_for_at_once_and_not_twice(
    installation: Installation, chromium: Browser
) -> None:
    async with somebody(chromium) as page:
        await people.offer_sources(page)
        await page.goto(installation.url)
        (
            first_socket,
            first_welcome,
            second_socket,
            second_welcome,
            impatient,
            after_the_offer,
        ) = await page.evaluate(_ASKED)
    assert (first_socket, first_welcome) == (1, 1)
    assert (second_socket, second_welcome) == (1, 2)
    assert (impatient, after_the_offer) == (2, 3)
