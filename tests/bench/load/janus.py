"""The peer: Debian's `janus`, its videoroom plugin, led over its WebSocket interface."""

import asyncio
import itertools
import json
import shutil
import tempfile
from asyncio.subprocess import DEVNULL
from collections import defaultdict
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from infra.embedded.ports import any_free_port
from tests.bench.load.servers import ended, pin

PLUGINS = "usr/lib/*/janus/plugins/libjanus_videoroom.so"
PATIENCE_S = 15.0
MOST_SENDERS = 10
_JANUS = """general: {{
  configs_folder = "{folder}"
  plugins_folder = "{folder}/plugins"
  transports_folder = "{folder}/transports"
  loggers_folder = "{folder}/none"
  events_folder = "{folder}/none"
  session_timeout = 0
  debug_level = 2
}}
nat: {{
  ice_lite = true
  ice_enforce_list = "127.0.0.1"
}}
"""
_WEBSOCKETS = """general: {{
  json = "compact"
  ws = true
  ws_port = {port}
  ws_ip = "127.0.0.1"
}}
admin: {{
  admin_ws = false
}}
"""
_VIDEOROOM = "general: {\n  string_ids = true\n}\n"


class NoJanus(RuntimeError):
    """Janus is not installed. Debian, Ubuntu: apt-get install janus."""


class Janus:
    """Everybody has a handle of their own, as a browser's page would."""

    name = "janus"

    def __init__(self, process: asyncio.subprocess.Process, folder: Path) -> None:
        self.pid = process.pid
        self._process, self._folder = process, folder
        self._numbers = itertools.count(1)
        self._waiting: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._handles: dict[tuple[str, str], int] = {}
        self._up: defaultdict[int, asyncio.Event] = defaultdict(asyncio.Event)
        self._rooms: set[str] = set()
        self._session = 0
        self._socket: ClientConnection | None = None
        self._hearing: asyncio.Task[None] | None = None

    @classmethod
    async def start(cls, core: set[int]) -> "Janus":
        """Start it on one core. Raises NoJanus."""
        program, installed = _installed()
        folder = Path(tempfile.mkdtemp(prefix="callboard-janus-"))
        port = any_free_port()
        _configure(folder, installed, port)
        process = await asyncio.create_subprocess_exec(
            program, f"--configs-folder={folder}", stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL
        )
        server = cls(process, folder)
        await server._open(port)
        pin(process.pid, core)
        return server

    async def publish(self, room: str, who: str, offer: str) -> str:
        await self._room(room)
        body = {"request": "joinandconfigure", "ptype": "publisher", "room": room, "id": who}
        answered = await self._say(room, f"sends {who}", body, _jsep("offer", offer))
        return str(answered["jsep"]["sdp"])

    async def subscribe(self, room: str, who: str, watched: list[str]) -> str:
        await self._sends(room, watched)
        streams = [{"feed": feed} for feed in watched]
        body = {"request": "join", "ptype": "subscriber", "room": room, "streams": streams}
        return str((await self._say(room, f"watches {who}", body))["jsep"]["sdp"])

    async def subscribed(self, room: str, who: str, answer: str) -> None:
        await self._say(room, f"watches {who}", {"request": "start"}, _jsep("answer", answer))

    async def helpers(self) -> list[int]:
        return []

    async def stop(self) -> None:
        if self._hearing:
            self._hearing.cancel()
        if self._socket:
            await self._socket.close()
        await ended(self._process)
        shutil.rmtree(self._folder, ignore_errors=True)

    async def _open(self, port: int) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while self._socket is None:
                try:
                    protocols = [Subprotocol("janus-protocol")]
                    url = f"ws://127.0.0.1:{port}"
                    self._socket = await connect(url, subprotocols=protocols, proxy=None)
                except OSError:
                    await asyncio.sleep(0.05)
        self._hearing = asyncio.create_task(self._hear(self._socket))
        self._session = (await self._ask({"janus": "create"}))["data"]["id"]

    async def _room(self, room: str) -> None:
        if room in self._rooms:
            return
        self._rooms.add(room)
        wanted = {"room": room, "publishers": MOST_SENDERS, "videocodec": "vp8", "bitrate": 0}
        await self._say(room, "makes", {"request": "create", **wanted})

    async def _sends(self, room: str, watched: list[str]) -> None:
        """Wait until it knows that people's media come through; before, nobody can watch them."""
        async with asyncio.timeout(PATIENCE_S):
            for who in watched:
                await self._up[self._handles[room, f"sends {who}"]].wait()

    async def _say(
        self, room: str, who: str, body: dict[str, Any], jsep: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        if (room, who) not in self._handles:
            asked = {"janus": "attach", "plugin": "janus.plugin.videoroom"}
            self._handles[room, who] = (await self._ask(asked))["data"]["id"]
        message = {"janus": "message", "handle_id": self._handles[room, who], "body": body}
        arrived = await self._ask(message | ({"jsep": jsep} if jsep else {}))
        if "error" in arrived.get("plugindata", {}).get("data", {}):
            raise RuntimeError(f"janus: {arrived['plugindata']['data']['error']}")
        return arrived

    async def _ask(self, message: dict[str, Any]) -> dict[str, Any]:
        assert self._socket
        name = str(next(self._numbers))
        future = self._waiting[name] = asyncio.get_running_loop().create_future()
        session = {"session_id": self._session} if self._session else {}
        await self._socket.send(json.dumps(message | session | {"transaction": name}))
        arrived: dict[str, Any] = await asyncio.wait_for(future, PATIENCE_S)
        if arrived["janus"] == "error":
            raise RuntimeError(f"janus: {arrived['error']['reason']}")
        return arrived

    async def _hear(self, socket: ClientConnection) -> None:
        """Take answers; an `ack` only says that one will come."""
        async for text in socket:
            message = json.loads(text)
            if message["janus"] == "webrtcup":
                self._up[message["sender"]].set()
            future = self._waiting.get(message.get("transaction", ""))
            if future and message["janus"] != "ack" and not future.done():
                future.set_result(message)


def _installed() -> tuple[str, Path]:
    """Return the program, and the folder of its plugins. Raises NoJanus."""
    program, plugins = shutil.which("janus"), list(Path("/").glob(PLUGINS))
    if not program or not plugins:
        raise NoJanus(NoJanus.__doc__)
    return program, plugins[0].parents[1]


def _configure(folder: Path, installed: Path, port: int) -> None:
    """Write a configuration with one plugin and one transport."""
    for kind, name in (("plugins", "videoroom"), ("transports", "websockets")):
        (folder / kind).mkdir()
        library = f"libjanus_{name}.so"
        (folder / kind / library).symlink_to(installed / kind / library)
    (folder / "none").mkdir()
    (folder / "janus.jcfg").write_text(_JANUS.format(folder=folder))
    (folder / "janus.transport.websockets.jcfg").write_text(_WEBSOCKETS.format(port=port))
    (folder / "janus.plugin.videoroom.jcfg").write_text(_VIDEOROOM)


def _jsep(kind: str, sdp: str) -> dict[str, Any]:
    return {"type": kind, "sdp": sdp}
