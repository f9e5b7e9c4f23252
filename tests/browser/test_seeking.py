"""What the recorder leaves is played and sought in a browser, whatever of somebody is missing."""

import base64
from pathlib import Path

import pytest
from playwright.async_api import Browser

from services.rooms.takes.recording.muxer import Muxer
from tests.unit.rooms_media.films import film

START, SECONDS = 500.0, 6

# Where a player is after a leap, or why it gave up.
_SOUGHT = """async (content) => {
  const player = document.createElement("video");
  const happens = (name) => new Promise((done, failed) => {
    player.addEventListener(name, done, { once: true });
    player.addEventListener("error", () => failed(new Error(player.error.message)), { once: true });
  });
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  player.src = URL.createObjectURL(new Blob([bytes], { type: "video/webm" }));
  await happens("loadedmetadata");
  player.currentTime = 4;
  await happens("seeked");
  return [player.currentTime, player.duration, player.videoWidth];
}"""


@pytest.mark.parametrize(
    ("kinds", "width"),
    [({"audio", "video"}, 64), ({"audio"}, 0), ({"video"}, 64), (set(), 0)],
    ids=["both", "sound only", "picture only", "nothing"],
)
async def test_a_recording_is_sought(
    chromium: Browser, tmp_path: Path, kinds: set[str], width: int
) -> None:
    reel = Muxer.begin(tmp_path / "a.webm", START)
    for at, kind, data in film(seconds=SECONDS):
        if kind in kinds:
            reel.packet(kind, data, START + at)
    reel.finish(1, START + SECONDS)
    content = base64.b64encode((tmp_path / "a.webm").read_bytes()).decode()
    page = await chromium.new_page()
    assert await page.evaluate(_SOUGHT, content) == [4, pytest.approx(SECONDS, abs=0.05), width]
    await page.close()
