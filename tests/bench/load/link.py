"""The one way into a network namespace: a process that carries its packets, as badly as it is told.

It reads JSON lines: `loss` (0 to 1), `delay_ms` (each way), `rate` (bits per second downwards, or
null), `cut` (true: what belongs to a connection that was seen before is dropped from now on).
"""

import ctypes
import fcntl
import heapq
import json
import os
import random
import select
import struct
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

NEAR, FAR, FAR_MOVED = "10.213.7.1", "10.213.7.2", "10.213.7.3"
_CLONE_NEWNET = 0x40000000
_TUNSETIFF, _IFF_TUN, _IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
_LONGEST_QUEUE_S = 0.3
"""A link that carries less than it is given drops what would wait longer than this."""
_PORTS = {6, 17}
Flow = tuple[int, bytes, bytes]
"""Protocol, address and port of the far end."""


class Due(NamedTuple):
    """A packet on its way: when it arrives, a number that keeps the order, where, and what."""

    at: float
    number: int
    to: int
    packet: bytes


class Link:
    """Carries packets between the two descriptors for ever."""

    def __init__(self, near: int, far: int) -> None:
        self._near, self._far = near, far
        self._loss = self._delay = 0.0
        self._rate: float | None = None
        self._free = 0.0
        self._due: list[Due] = []
        self._count = 0
        self._seen: set[Flow] = set()
        self._dead: set[Flow] = set()

    def run(self) -> None:
        while True:
            wait = max(0.0, self._due[0].at - time.monotonic()) if self._due else 1.0
            orders = sys.stdin.fileno()
            readable, _, _ = select.select([self._near, self._far, orders], [], [], wait)
            if orders in readable:
                line = sys.stdin.readline()
                if not line:
                    return
                self._obey(json.loads(line))
            for device in (self._near, self._far):
                if device in readable:
                    self._take(device, os.read(device, 65535))
            self._deliver()

    def _obey(self, order: dict[str, object]) -> None:
        if order.pop("cut", False):
            self._dead |= self._seen
        if "loss" in order:
            self._loss = float(str(order["loss"]))
        if "delay_ms" in order:
            self._delay = float(str(order["delay_ms"])) / 1000
        if "rate" in order:
            self._rate = None if order["rate"] is None else float(str(order["rate"]))
        print("done", flush=True)

    def _take(self, source: int, packet: bytes) -> None:
        downwards = source == self._near
        flow = _flow(packet, far_is_target=downwards)
        if flow is not None:
            self._seen.add(flow)
        if flow in self._dead or random.random() < self._loss:
            return
        leaves = time.monotonic()
        if downwards and self._rate:
            if self._free - leaves > _LONGEST_QUEUE_S:
                return
            leaves = self._free = max(self._free, leaves) + 8 * len(packet) / self._rate
        self._count += 1
        to = self._far if downwards else self._near
        heapq.heappush(self._due, Due(leaves + self._delay, self._count, to, packet))

    def _deliver(self) -> None:
        now = time.monotonic()
        while self._due and self._due[0].at <= now:
            due = heapq.heappop(self._due)
            try:
                os.write(due.to, due.packet)
            except OSError:
                continue  # the device is about to change its address


def _flow(packet: bytes, *, far_is_target: bool) -> Flow | None:
    if packet[0] >> 4 != 4 or packet[9] not in _PORTS:
        return None
    ports = 4 * (packet[0] & 15)
    if far_is_target:
        return packet[9], packet[16:20], packet[ports + 2 : ports + 4]
    return packet[9], packet[12:16], packet[ports : ports + 2]


def _device(name: str, address: str) -> int:
    """Make a TUN device in the present namespace, with its address, and bring it up."""
    descriptor = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    request = struct.pack("16sH22x", name.encode(), _IFF_TUN | _IFF_NO_PI)
    fcntl.ioctl(descriptor, _TUNSETIFF, request)
    for words in (
        ["address", "add", address, "dev", name],
        ["link", "set", name, "up"],
    ):
        subprocess.run(["ip", *words], check=True)
    return descriptor


def main(namespace: str, device: str) -> None:
    near = _device(device, f"{NEAR}/24")
    with Path("/run/netns", namespace).open() as entered:
        if ctypes.CDLL(None, use_errno=True).setns(entered.fileno(), _CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), "the namespace cannot be entered")
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    far = _device(device, FAR)
    subprocess.run(["ip", "route", "add", "default", "dev", device], check=True)
    print("ready", flush=True)
    Link(near, far).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
