"""What a bad network does to the picture: a way down that suddenly carries 400 kbit/s; then 5 % of
packets lost each way and a round trip of 100 ms. Prints a JSON line for each thing found.

A host is near, an actor behind the link of a network namespace (root only; else it says so). The
link is a process of ours that holds packets back, drops them and counts bits, for not every kernel
has netem.
"""

import argparse
import asyncio
import time
from collections.abc import Sequence

from playwright.async_api import Page

from tests.bench._figures import Figure, count_up_to, tell
from tests.bench.load.apart import Apart, apart, scratch
from tests.bench.load.namespace import Skipped
from tests.bench.load.picture import write_noise
from tests.browser.people import flows

LOSS, DELAY_MS = 0.05, 50
NARROW = 400_000
SETTLE_S, NARROW_WITHIN_S = 10.0, 20
MOST_SECONDS = 600
LOSSY_GOAL = {"freezes_per_minute": 1, "never_recovered": 0.003}
DOWNSHIFT_GOAL = {"ms": 2000}
_SEEN = """async () => {
  const found = { frozen: 0, decoded: 0, height: 0, bytes: 0, repaired: 0, keyframes: 0,
    resized: window.resized ?? 0, resent: 0 };
  for (const stat of (await callboard.receiving.stats())?.values() ?? []) {
    if (stat.type !== "inbound-rtp" || stat.kind !== "video" || !stat.framesDecoded) continue;
    found.frozen += stat.freezeCount;
    found.decoded += stat.framesDecoded;
    found.bytes += stat.bytesReceived;
    found.repaired += stat.retransmittedPacketsReceived ?? 0;
    found.keyframes += stat.keyFramesDecoded;
    found.height = Math.max(found.height, stat.frameHeight);
  }
  for (const stat of (await callboard.publishing.stats())?.values() ?? []) {
    if (stat.type !== "outbound-rtp" || stat.kind !== "video") continue;
    found[`sent ${stat.frameHeight}`] = stat.framesSent;
    found.resent += stat.retransmittedPacketsSent;
  }
  return found;
}"""
_COUNT_SIZES = """() => {
  window.resized = 0;
  for (const video of document.querySelectorAll(".tile:not(.own) video")) {
    video.addEventListener("resize", () => { window.resized += 1; });
  }
}"""
_SMALLER = """async (height) => {
  for (;;) {
    const now = await (%s)();
    if (now.height && now.height < height) return Date.now();
    await new Promise((again) => setTimeout(again, 30));
  }
}"""
Seen = dict[str, float]


async def measure(seconds: int) -> Sequence[Figure]:
    with scratch() as folder:
        try:
            write_noise(folder / "noise.y4m")
            async with apart(folder, camera=folder / "noise.y4m") as opened:
                return [await _downshift(opened), *await _lossy(opened, seconds)]
        except Skipped as error:
            return [{"bench": "lossy", "skipped": str(error)}]


async def _lossy(opened: Apart, seconds: int) -> list[Figure]:
    """Look at both pictures for a while: the actor's on its way up, the host's on its way down."""
    await opened.namespace.order(loss=LOSS, delay_ms=DELAY_MS)
    await asyncio.sleep(SETTLE_S)
    pages = (opened.host, opened.actor)
    before = await asyncio.gather(*map(_seen, pages))
    for page in pages:
        await page.evaluate(_COUNT_SIZES)
    await asyncio.sleep(seconds)
    after = await asyncio.gather(*map(_seen, pages))
    await opened.namespace.order(loss=0, delay_ms=0)
    heights = [int(seen["height"]) for seen in after]
    host, actor = ({k: a[k] - b.get(k, 0) for k in a} for a, b in zip(after, before, strict=True))
    return [
        _found(seconds, "up", heights[0], sender=actor, receiver=host),
        _found(seconds, "down", heights[1], sender=host, receiver=actor),
    ]


def _found(seconds: int, way: str, height: int, *, sender: Seen, receiver: Seen) -> Figure:
    """Compare what came with what was sent in that size; a size that changed makes it a guess."""
    sent = sender.get(f"sent {height}", 0)
    lost = max(0.0, 1 - receiver["decoded"] / max(1, sent))
    return {
        "bench": "lossy", "what": f"5 % loss, 100 ms round trip, {way}", "seconds": seconds,
        "freezes_per_minute": round(60 * receiver["frozen"] / seconds, 2),
        "never_recovered": round(lost, 5), "frames": round(sent),
        "height": height, "sizes_changed": receiver["resized"], "keyframes": receiver["keyframes"],
        "resent_by_sender": sender["resent"], "repaired_at_receiver": receiver["repaired"],
        "goal": LOSSY_GOAL,
    }  # fmt: skip


async def _downshift(opened: Apart) -> Figure:
    """Narrow the way down, and wait until the actor is sent the small picture."""
    await flows(opened.actor, "frames", more=50)
    first = await _seen(opened.actor)
    await asyncio.sleep(2)
    second = await _seen(opened.actor)
    begun = time.time()
    await opened.namespace.order(rate=NARROW)
    line: Figure = {
        "bench": "lossy", "what": "downshift to 400 kbit/s", "goal": DOWNSHIFT_GOAL,
        "before_kbps": round(8 * (second["bytes"] - first["bytes"]) / 2000),
        "height_before": second["height"],
    }  # fmt: skip
    try:
        async with asyncio.timeout(NARROW_WITHIN_S):
            at = await opened.actor.evaluate(_SMALLER % _SEEN, second["height"])
    except TimeoutError:
        return line | {"ms": None, "said": "still the same picture"}
    finally:
        await opened.namespace.order(rate=None)
    return line | {"ms": round(at - 1000 * begun), "height": (await _seen(opened.actor))["height"]}


async def _seen(page: Page) -> Seen:
    seen: Seen = await page.evaluate(_SEEN)
    return seen


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=count_up_to(MOST_SECONDS), default=60)
    tell(measure(parser.parse_args().seconds))


if __name__ == "__main__":
    main()
