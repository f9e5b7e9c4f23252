"""How long pictures wait before they are shown: the page's own rule, on a played connection."""

from typing import Any

from playwright.async_api import Browser

from tests.browser import people
from tests.browser.people import somebody
from tests.installation import Installation

# Looks at a connection that has been asked to repeat so many packets of so many, look after look.
_TARGETS = """async ([roundTrip, looks]) => {
  const { look } = await import("/sources/room/playout.js");
  const receiver = { jitterBufferTarget: null };
  const connection = { getTransceivers: () => [{ mid: "1", receiver }] };
  const sections = new Map();
  const sound = { type: "inbound-rtp", kind: "audio", mid: "0", packetsReceived: 5, nackCount: 5 };
  let [packetsReceived, nackCount] = [0, 0];
  return looks.map(([packets, asked]) => {
    [packetsReceived, nackCount] = [packetsReceived + packets, nackCount + asked];
    look(connection, new Map([
      ["pair", { type: "candidate-pair", nominated: true, currentRoundTripTime: roundTrip }],
      ["sound", sound],
      ["picture", { type: "inbound-rtp", kind: "video", mid: "1", packetsReceived, nackCount }],
    ]), sections);
    return receiver.jitterBufferTarget;
  });
}"""
GOOD, LOSSY = [100, 1], [100, 2]


async def test_pictures_wait_where_packets_get_lost(
    installation: Installation, chromium: Browser
) -> None:
    async with somebody(chromium) as page:
        await people.offer_sources(page)
        await page.goto(installation.url)

        async def targets(round_trip: float, *looks: list[int]) -> list[Any]:
            found: list[Any] = await page.evaluate(_TARGETS, [round_trip, looks])
            return found

        assert await targets(0.1, GOOD, GOOD) == [None, None]
        assert await targets(0.1, GOOD, LOSSY, GOOD) == [None, 460, 460]
        assert await targets(2.0, LOSSY) == [600]
        calm = await targets(0.0, LOSSY, *[GOOD] * 16)
        assert calm == [360] * 15 + [None] * 2
